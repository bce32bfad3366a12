//! What a level of call asks of the line: the rates, and the room that is to be left. The probe sends by it, `assess`
//! judges by it.

use super::Level;
use super::observation::Direction;

/// The capacity must be this many times the need before a level holds. Own: room for other traffic at home.
pub const HEADROOM: f64 = 1.25;
/// Voice at 50 datagrams a second with IP and UDP, in kbit/s.
pub const VOICE_KBPS: f64 = 80.0;
/// What a voice alone needs, in kbit/s. Azure Communication Services (ACS) network requirements 40, Zoom 60 to 80,
/// OpenTok 50; with the headers of our own stream 80.
const VOICE_NEED_KBPS: u32 = 100;
/// ACS 500, Zoom 600, OpenTok 500.
const P360_KBPS: u32 = 600;
/// ACS 1200, Zoom 1200 to 1800, OpenTok 2500, Meet 2600 to 3200.
const P720_KBPS: u32 = 2000;
/// ACS 1500, Zoom 1800 to 3800, OpenTok 4000.
const P1080_KBPS: u32 = 4000;
/// What a shared screen adds on the way out: Zoom 50 to 150, others 3000 to 5000.
const SHARE_KBPS: u32 = 1500;

/// Rate of the video in kbit/s on the wire; 0 for a voice alone.
#[must_use]
pub const fn video_kbps(level: Level, direction: Direction) -> u32 {
    match (level, direction) {
        (Level::Audio, _) => 0,
        (Level::P360, _) => P360_KBPS,
        (Level::P720, _) | (Level::Share, Direction::Down) => P720_KBPS,
        (Level::P1080, _) => P1080_KBPS,
        (Level::Share, Direction::Up) => P720_KBPS + SHARE_KBPS,
    }
}

/// Rate of a level in kbit/s on the wire, voice and headers included.
#[must_use]
pub fn wire_kbps(level: Level, direction: Direction) -> f64 {
    f64::from(video_kbps(level, direction)) + VOICE_KBPS
}

/// The rate in Mbit/s below which a level does not work; the voice beside a video is too small to count.
#[must_use]
pub const fn need_mbps(level: Level, direction: Direction) -> f64 {
    let kbps = match level {
        Level::Audio => VOICE_NEED_KBPS,
        _ => video_kbps(level, direction),
    };
    kbps as f64 / 1000.0
}

/// True when a call of level `one` asks no more of either direction than a call of level `other`.
#[must_use]
pub fn asks_no_more(one: Level, other: Level) -> bool {
    [Direction::Up, Direction::Down]
        .into_iter()
        .all(|direction| video_kbps(one, direction) <= video_kbps(other, direction))
}

/// The next lower level; `None` below voice.
#[must_use]
pub fn below(level: Level) -> Option<Level> {
    match level {
        Level::Audio => None,
        Level::P360 => Some(Level::Audio),
        Level::P720 => Some(Level::P360),
        Level::P1080 | Level::Share => Some(Level::P720),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_level_asks_more_than_the_one_below() {
        for level in Level::ALL {
            let Some(lower) = below(level) else { continue };
            assert!(asks_no_more(lower, level) && !asks_no_more(level, lower), "{level:?}");
            assert!(need_mbps(lower, Direction::Up) < need_mbps(level, Direction::Up));
        }
        assert!(asks_no_more(Level::Share, Level::P1080) && asks_no_more(Level::P720, Level::Share));
    }
}
