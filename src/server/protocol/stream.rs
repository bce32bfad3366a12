//! What a stream of datagrams looks like: sizes and times, like a video call's.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::datagram::{HEADER_BYTES, MAX_BYTES};

/// Bytes that IP (v4) and UDP add to a datagram.
pub const OVERHEAD_BYTES: usize = 28;
/// Length of a voice datagram: 20 ms of Opus at 50 kbit/s with RTP header.
pub const VOICE_BYTES: usize = 172;
/// The quiet watch: datagrams a second, and the length of each. Together under 1 MB a minute, both ways.
pub const QUIET_PPS: u16 = 40;
/// See [`QUIET_PPS`].
pub const QUIET_BYTES: u16 = 96;
/// Frames a second of the pretend video.
const FRAMES_PER_S: f64 = 30.0;
/// A frame's datagrams leave at this multiple of the mean rate, as WebRTC's pacer does.
const PACING: f64 = 2.5;
/// Time between two trains.
const TRAIN_SPACING: Duration = Duration::from_millis(160);
/// Lengths of the trains in datagrams: 20 tell up to 20 Mbit/s, 50 up to 100 Mbit/s.
pub const TRAINS: [u16; 3] = [20, 50, 50];

/// One direction of a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Stream {
    /// Voice datagrams a second.
    pub voice_pps: u16,
    /// Length of each; a peer that does not know this key sends [`VOICE_BYTES`].
    #[serde(default = "voice_bytes")]
    pub voice_bytes: u16,
    /// Rate of the pretend video in kbit/s on the wire (with IP and UDP); 0: none.
    pub video_kbps: u32,
    /// Three trains as fast as the line takes them, beside the voice.
    pub trains: bool,
    /// Length of the video in ms; the voice goes on until the next phase.
    pub duration_ms: u32,
}

/// When a datagram leaves and how long it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// After the start of the phase.
    pub at: Duration,
    /// Length of the UDP payload.
    pub bytes: u16,
}

impl Stream {
    /// Voice alone.
    #[must_use]
    pub fn voice(pps: u16, duration: Duration) -> Self {
        Self { voice_pps: pps, voice_bytes: voice_bytes(), video_kbps: 0, trains: false, duration_ms: millis(duration) }
    }

    /// Voice at 50 datagrams a second and video at `kbps`.
    #[must_use]
    pub fn call(kbps: u32, duration: Duration) -> Self {
        Self { video_kbps: kbps, ..Self::voice(50, duration) }
    }

    /// The trains, beside a voice at 50 datagrams a second.
    #[must_use]
    pub fn trains(duration: Duration) -> Self {
        Self { trains: true, ..Self::voice(50, duration) }
    }

    /// The quiet watch.
    #[must_use]
    pub fn quiet(duration: Duration) -> Self {
        Self { voice_bytes: QUIET_BYTES, ..Self::voice(QUIET_PPS, duration) }
    }

    /// True when it asks no more than the quiet watch does.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        let bytes = u32::from(self.voice_pps) * u32::from(self.voice_bytes);
        let most = u32::from(QUIET_PPS) * u32::from(QUIET_BYTES);
        self.video_kbps == 0 && !self.trains && self.voice_pps <= QUIET_PPS && bytes <= most
    }

    /// All datagrams but the voice's, in the order in which they leave.
    #[must_use]
    pub fn beside_voice(&self) -> Vec<Slot> {
        let mut slots = Vec::new();
        if self.trains {
            for (number, packets) in (0u32..).zip(TRAINS) {
                let slot = Slot { at: TRAIN_SPACING * number, bytes: to_u16(MAX_BYTES) };
                slots.extend(std::iter::repeat_n(slot, usize::from(packets)));
            }
        } else if self.video_kbps > 0 {
            self.video(Duration::from_millis(u64::from(self.duration_ms)), &mut slots);
        }
        slots
    }

    fn video(&self, length: Duration, slots: &mut Vec<Slot>) {
        let frame_bytes = f64::from(self.video_kbps) * 1000.0 / 8.0 / FRAMES_PER_S;
        let frame_length = Duration::from_secs_f64(1.0 / FRAMES_PER_S);
        let wire = MAX_BYTES + OVERHEAD_BYTES;
        let mut owed = 0.0;
        let mut frame = 0u32;
        while frame_length * frame < length {
            owed += frame_bytes;
            let packets = (owed / wire as f64).ceil().max(1.0);
            let payload = (owed / packets - OVERHEAD_BYTES as f64).clamp(HEADER_BYTES as f64, MAX_BYTES as f64).floor();
            let gap = frame_length.div_f64(PACING * packets);
            for n in 0..packets as u32 {
                slots.push(Slot { at: frame_length * frame + gap * n, bytes: payload as u16 });
            }
            owed -= packets * (payload + OVERHEAD_BYTES as f64);
            frame += 1;
        }
    }

    /// Rough load for the server's limits: datagrams and kbit a second.
    #[must_use]
    pub fn load(&self) -> (u32, u32) {
        let wire = u64::from(self.voice_bytes) + OVERHEAD_BYTES as u64;
        let voice_kbps = u32::try_from(u64::from(self.voice_pps) * wire * 8 / 1000).unwrap_or(u32::MAX);
        if self.trains {
            let packets: u32 = TRAINS.into_iter().map(u32::from).sum();
            let kbps = packets * (MAX_BYTES + OVERHEAD_BYTES) as u32 * 8 / 1000;
            return (packets + u32::from(self.voice_pps), kbps + voice_kbps);
        }
        let video_pps = (self.video_kbps / 9).max(if self.video_kbps > 0 { 30 } else { 0 });
        (u32::from(self.voice_pps) + video_pps, voice_kbps.saturating_add(self.video_kbps))
    }
}

fn voice_bytes() -> u16 {
    to_u16(VOICE_BYTES)
}

fn millis(d: Duration) -> u32 {
    u32::try_from(d.as_millis()).unwrap_or(u32::MAX)
}

fn to_u16(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn video_kbps(stream: &Stream) -> f64 {
        let slots = stream.beside_voice();
        let bytes: usize = slots.iter().map(|s| usize::from(s.bytes) + OVERHEAD_BYTES).sum();
        bytes as f64 * 8.0 / f64::from(stream.duration_ms)
    }

    #[test]
    fn a_call_has_the_rate_that_it_says() {
        for rate in [500, 2000, 4000, 7000] {
            let stream = Stream::call(rate, Duration::from_secs(6));
            let got = video_kbps(&stream);
            assert!((got - f64::from(rate)).abs() < f64::from(rate) * 0.02, "{rate}: {got}");
            let pps = 50.0 + stream.beside_voice().len() as f64 / 6.0;
            assert!(pps <= f64::from(stream.load().0) * 1.02 + 31.0, "{rate}: {pps} {:?}", stream.load());
        }
    }

    #[test]
    fn the_quiet_watch_takes_less_than_a_megabyte_a_minute() {
        let quiet = Stream::quiet(Duration::from_secs(60));
        assert!(quiet.is_quiet() && !Stream::voice(50, Duration::from_secs(1)).is_quiet());
        assert!(!Stream { video_kbps: 1, ..quiet }.is_quiet() && !Stream { trains: true, ..quiet }.is_quiet());
        let bytes_per_min = 2 * 60 * u32::from(QUIET_PPS) * (u32::from(QUIET_BYTES) + OVERHEAD_BYTES as u32);
        assert!(bytes_per_min < 650_000, "{bytes_per_min}: the reports come on top");
        let old: Stream =
            serde_json::from_str(r#"{"voice_pps": 50, "video_kbps": 0, "trains": false, "duration_ms": 1}"#).unwrap();
        assert_eq!(old, Stream::voice(50, Duration::from_millis(1)));
    }

    #[test]
    fn slots_are_in_order_and_within_the_phase() {
        let slots = Stream::call(4000, Duration::from_millis(700)).beside_voice();
        assert!(slots.windows(2).all(|w| w[0].at <= w[1].at));
        assert!(slots.iter().all(|s| s.at < Duration::from_millis(735) && usize::from(s.bytes) >= HEADER_BYTES));
        assert!(Stream::voice(50, Duration::from_secs(1)).beside_voice().is_empty());
        assert_eq!(Stream::trains(Duration::from_millis(500)).beside_voice().len(), 120);
    }
}
