//! Every limit that a judgement uses, once, with its source. "Own" means chosen by this project from measurements.

use crate::model::Level;
use crate::model::demand::need_mbps;
use crate::model::observation::Direction;

/// Two limits of one quantity: up to `good` there is nothing to remark, beyond `fail` it does not work.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Up to here it is good.
    pub good: f64,
    /// Beyond this it fails.
    pub fail: f64,
}

const fn pair(good: f64, fail: f64) -> Pair {
    Pair { good, fail }
}

/// What a level asks of the line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LevelLimits {
    /// Rate out in Mbit/s, headers included.
    pub up_mbps: f64,
    /// Rate in, in Mbit/s, headers included.
    pub down_mbps: f64,
    /// Lost datagrams, as a share: p0 and p1 of the sequential test.
    pub loss: Pair,
    /// 95th percentile of the round trip in ms.
    pub rtt_ms: Pair,
    /// 99th percentile of the delay variation (RFC 5481) in ms.
    pub pdv_ms: Pair,
    /// Longest interruption in ms.
    pub gap_ms: Pair,
    /// 95th percentile of the round trip while TCP fills the line, in ms.
    pub loaded_rtt_ms: Pair,
}

/// The rates: `model::demand`. Loss, delay: own, on the scale of Google Meet's playbook (ideal: loss < 3 %, RTT < 120 ms), ITU-T G.114 (one way
/// 150 and 400 ms) and rtcstats (Opus suffers above 4 %). A de-jitter buffer for voice holds about 60 ms at the start.
const AUDIO: LevelLimits = LevelLimits {
    up_mbps: need_mbps(Level::Audio, Direction::Up),
    down_mbps: need_mbps(Level::Audio, Direction::Down),
    loss: pair(0.02, 0.08),
    rtt_ms: pair(300.0, 600.0),
    pdv_ms: pair(60.0, 150.0),
    gap_ms: pair(200.0, 1000.0),
    loaded_rtt_ms: pair(400.0, 800.0),
};

/// Loss, delay: own.
const P360: LevelLimits = LevelLimits {
    up_mbps: need_mbps(Level::P360, Direction::Up),
    down_mbps: need_mbps(Level::P360, Direction::Down),
    loss: pair(0.02, 0.06),
    rtt_ms: pair(300.0, 500.0),
    pdv_ms: pair(80.0, 200.0),
    gap_ms: pair(300.0, 1000.0),
    loaded_rtt_ms: pair(400.0, 700.0),
};

/// Loss, delay: own.
const P720: LevelLimits = LevelLimits {
    up_mbps: need_mbps(Level::P720, Direction::Up),
    down_mbps: need_mbps(Level::P720, Direction::Down),
    loss: pair(0.01, 0.04),
    rtt_ms: pair(250.0, 400.0),
    pdv_ms: pair(60.0, 150.0),
    gap_ms: pair(250.0, 800.0),
    loaded_rtt_ms: pair(300.0, 600.0),
};

/// Loss, delay: own.
const P1080: LevelLimits = LevelLimits {
    up_mbps: need_mbps(Level::P1080, Direction::Up),
    down_mbps: need_mbps(Level::P1080, Direction::Down),
    loss: pair(0.005, 0.03),
    rtt_ms: pair(200.0, 400.0),
    pdv_ms: pair(50.0, 120.0),
    gap_ms: pair(200.0, 600.0),
    loaded_rtt_ms: pair(250.0, 500.0),
};

/// What a level asks of the line. Every call carries a voice, so the voice's limits hold at each level.
#[must_use]
pub fn level(level: Level) -> LevelLimits {
    let own = match level {
        Level::Audio => AUDIO,
        Level::P360 => P360,
        Level::P720 => P720,
        Level::P1080 => P1080,
        Level::Share => LevelLimits { up_mbps: need_mbps(Level::Share, Direction::Up), ..P720 },
    };
    let stricter = |a: Pair, b: Pair| pair(a.good.min(b.good), a.fail.min(b.fail));
    LevelLimits {
        loss: stricter(own.loss, AUDIO.loss),
        rtt_ms: stricter(own.rtt_ms, AUDIO.rtt_ms),
        pdv_ms: stricter(own.pdv_ms, AUDIO.pdv_ms),
        gap_ms: stricter(own.gap_ms, AUDIO.gap_ms),
        loaded_rtt_ms: stricter(own.loaded_rtt_ms, AUDIO.loaded_rtt_ms),
        ..own
    }
}

/// An attempt of this length shows that the line carries its rate, in s. Own: the queue of a home line is full in less.
pub const ATTEMPT_S: f64 = 1.5;

/// A drop-out of the quiet watch beyond the fail limit says "no" where one comes at least this often, in s; rarer ones warn.
/// Own: an interview of 45 minutes has nine of them then, or none that anybody remembers.
pub const RARE_GAP_S: f64 = 300.0;

/// Error probability of the sequential test and of one-sided bounds.
pub const ALPHA: f64 = 0.05;
/// Fewer round trips than this carry no claim. Own.
pub const RTT_SAMPLES_MIN: u64 = 10;
/// More late sends than this make timing less sure. Own: an irtt on a busy machine missed 10 to 16 % of its slots.
pub const SENDER_LATE_RATIO: f64 = 0.05;

/// A name that takes longer to be looked up is noticed, in ms. `network.md`: "DNS > 200 ms".
pub const NAME_LOOKUP_MS: f64 = 200.0;
/// A Wi-Fi signal below this is weak, in dBm. Own, on the scale that makers give: -60 and more is good, from -70 on rates fall.
pub const WIFI_WEAK_DBM: f64 = -70.0;
/// Below this it hardly reaches, in dBm. Own.
pub const WIFI_VERY_WEAK_DBM: f64 = -78.0;
/// From this share of the trouble on, most of it comes about there. `network.md`: "gateway PDV > 1/2 of total".
pub const NEAR_SHARE: f64 = 0.5;
/// Up to this share, most of it comes about elsewhere. Own: room between the two, where nothing is said.
pub const BEYOND_SHARE: f64 = 0.25;

/// Active speech level (ITU-T P.56) in dBFS. RFC 7874 section 4: -22 +/- 6.
pub const SPEECH_SOFT_DBFS: f64 = -28.0;
/// Below this far too soft. Own: 8 dB under RFC 7874's lower end.
pub const SPEECH_TOO_SOFT_DBFS: f64 = -36.0;
/// Above this a bit loud. RFC 7874 section 4.
pub const SPEECH_LOUD_DBFS: f64 = -16.0;
/// Above this too loud. Own: peaks of speech lie 12 dB above its level.
pub const SPEECH_TOO_LOUD_DBFS: f64 = -12.0;
/// Noise floor after a 300 Hz high-pass. Own.
pub const NOISE_NOTE_DBFS: f64 = -60.0;
/// WebRTC's AGC2 does not amplify noise above this (`max_output_noise_level_dbfs`).
pub const NOISE_DBFS: f64 = -50.0;
/// Speech level minus noise floor. Own.
pub const SNR_NOTE_DB: f64 = 25.0;
/// Speech level minus noise floor. Own.
pub const SNR_DB: f64 = 15.0;
/// Share of clipped samples. Own.
pub const CLIPPED_RATIO: f64 = 0.001;
/// Clipping events in 10 s that are worth a note. Own.
pub const CLIP_EVENTS_PER_10_S: f64 = 3.0;
/// Interruptions of the stream that are worth a remark. Own; one or two come with a busy moment.
pub const DROPOUTS: u64 = 3;
/// Silence in the midst of sound is an interruption where the sound on both sides lies at most this far below the level
/// of the speech: a noise gate closes on what has become soft. Own, as the next two: of 641 cut-outs of 5 to 30 ms in ten
/// voices 411 are found, of 150 voices behind hard gates none comes to [`DROPOUTS`].
pub const BREAK_BELOW_SPEECH_DB: f64 = 12.0;
/// And at most this far below the loudest moment nearby.
pub const BREAK_BELOW_NEAR_DB: f64 = 15.0;
/// And both edges are jumps: samples at most this far below the level of the speech.
pub const BREAK_EDGE_DB: f64 = 18.0;
/// Bluetooth's CVSD gives 8 kHz, mSBC 16 kHz (HFP 1.8).
pub const TELEPHONE_RATE_HZ: u32 = 8000;
/// A voice that is this much weaker above 4 kHz than below ends there. Own: voices over CVSD drop by 26 dB, eleven
/// full-band and wide-band ones by 12.5 dB at most. The share of energy above 4 kHz tells them apart less well.
pub const CLIFF_DB: f64 = 18.0;
/// Less than this many seconds of loud speech tell nothing about the spectrum. Own.
pub const LOUD_SPEECH_S: f64 = 0.5;
/// Hum with this many of eight lines is worth a remark from here on. Own.
pub const HUM_DBFS: f64 = -60.0;
/// So many lines of eight. Own: music has four at most.
pub const HUM_LINES: u32 = 5;
/// Hum with fewer lines, often the first alone, is worth a remark from here on: high-passes of meeting programs take more
/// of it away. Own.
pub const LOW_HUM_DBFS: f64 = -50.0;
/// Two channels go against each other when their correlation is below this. Own.
pub const OPPOSED_CORRELATION: f64 = -0.5;
/// So many dB are lost when two opposed channels are made one: a remark. Own: two that go together lose 6 at most.
pub const CANCEL_NOTE_DB: f64 = 9.0;
/// The same: a problem. Own: a quarter of the amplitude, as when one channel is the opposite of the other at half of it.
pub const CANCEL_DB: f64 = 12.0;

/// Round trips that differ by less than this make no spot better than another, in ms. Own: nobody hears it in a conversation
/// (ITU-T G.114 begins at 150 ms one way), and the Wi-Fi of one room differs by as much from minute to minute.
pub const SPOT_RTT_MS: f64 = 20.0;
/// An interruption that is longer than another one by less than this makes no spot worse, in ms; nor does a shorter one than
/// this. A gap is told from here on, see `DropOut::LEAST_MS`.
pub const SPOT_GAP_MS: f64 = 100.0;
/// Spots are ordered by which of these their loss surely stays below: where loss begins to be good for 1080p, 720p and voice,
/// and where it fails 720p. Within a band the round trip decides.
pub const SPOT_LOSS_BANDS: [f64; 4] = [P1080.loss.good, P720.loss.good, AUDIO.loss.good, P720.loss.fail];

/// Share of black frames. Own.
pub const BLACK_RATIO: f64 = 0.5;
/// A picture is black when the 99th percentile of its luma is below this and its standard deviation below
/// [`BLACK_STD`]: a covered lens shows noise only. Own; photos darkened 16 times have 50 to 69 at the 95th.
pub const BLACK_P99: f64 = 24.0;
/// See [`BLACK_P99`].
pub const BLACK_STD: f64 = 4.0;
/// Two frames that differ by less than this in the mean of the luma are the same picture. Own: real cameras differ by 0.34 and
/// more from frame to frame through noise alone.
pub const STILL_BELOW: f64 = 0.02;
/// A picture that stands still for this long is frozen, in s. Own.
pub const FROZEN_AFTER_S: f64 = 1.5;
/// Shortest watch of which standing still is told, in s. Own.
pub const STILL_WATCH_S: f64 = 0.9;
/// Share of frames on which there is nothing to see. Own.
pub const NOTHING_RATIO: f64 = 0.5;
/// Areas of a picture whose means differ by less than this, in luma and colour, show nothing. Own: one colour has 0, noise up
/// to 1 after its due is taken off; a portrait darkened 8 times has 4.5, a dark and noisy one 7.
pub const AREAS_STD: f64 = 1.5;
/// Noise makes the means of areas differ by its own deviation over the root of the samples; grains of this many samples
/// across make it so many times greater. Own.
pub const NOISE_GRAIN: f64 = 2.0;
/// From this share of one exact colour on there is a sign on a ground and nobody in front of a wall. Own: a person from the
/// waist up fills 0.2 and more, and a real wall is never one exact colour.
pub const ONE_COLOUR_RATIO: f64 = 0.88;
/// On a ground that is all black or all white, which light alone makes as well, so much of the rest must be one colour too.
/// Own.
pub const ONE_SIGN_RATIO: f64 = 0.6;
/// A picture of which so much is made of two exact colours shows nobody. Own: somebody in front of one colour is of many.
pub const TWO_COLOURS_RATIO: f64 = 0.95;
/// A ground up to this is black, and one from 255 less this is white. Own.
pub const CUT_OFF_AT: f64 = 8.0;
/// Pixels of the shorter side below which nobody can be seen. Own: a face that fills a third has ten.
pub const LEAST_LINES: u32 = 32;
/// Share of the time in which the picture stood still. Own: real cameras' noise never stands still.
pub const FROZEN_RATIO: f64 = 0.5;
/// A picture that hung for a moment. Own.
pub const HUNG_RATIO: f64 = 0.1;
/// Frames per second. Own: below it speech and lips come apart.
pub const LOW_FPS: f64 = 15.0;
/// Frames per second. Own: cinema's 24.
pub const MODEST_FPS: f64 = 24.0;
/// Mean luma 50 of 255. Own, from pictures darkened 4 and 16 times.
pub const DARK: f64 = 50.0 / 255.0;
/// Mean luma 80 of 255: dim. Own.
pub const DIM: f64 = 80.0 / 255.0;
/// Mean luma 225 of 255. Own; frames exposed three times too long lie there, a white wall at 203.
pub const BRIGHT: f64 = 225.0 / 255.0;
/// Lines of the picture. Own: below it a face that fills a third of the height has 160 lines.
pub const LOW_LINES: u32 = 480;
/// Lines of 720p.
pub const MODEST_LINES: u32 = 720;
/// Share of frames that could not be decoded. Own.
pub const GARBAGE_RATIO: f64 = 0.05;

/// Mean share of all processors. Own.
pub const BUSY_RATIO: f64 = 0.5;
/// Mean share of all processors. Own.
pub const VERY_BUSY_RATIO: f64 = 0.75;
/// Share that an app used in its busiest tenth of the time, when it came and went. Own.
pub const BURST_RATIO: f64 = 0.5;
/// Free memory. Own.
pub const MEMORY_RATIO: f64 = 0.15;
/// Free memory. Own.
pub const MEMORY_VERY_LOW_RATIO: f64 = 0.07;
/// Charge that may not last an interview: 45 min of a 5 h battery. Own.
pub const BATTERY_RATIO: f64 = 0.15;
/// From this share of the whole computer on, one sample of an app counts as much. Own: above it the fan, the encoder and the
/// other programs are felt.
pub const MUCH_OF_MACHINE: f64 = 0.15;
/// From this many processor cores on, one sample counts as much, whatever the number of cores. Own.
pub const MUCH_OF_CORE: f64 = 0.8;
/// A hog uses much in at least 8 of 12 samples. Own.
pub const HOG_SHARE: (usize, usize) = (8, 12);
/// A blip uses much in at most 2 of 12 samples. Own.
pub const BLIP_SHARE: (usize, usize) = (2, 12);
/// Bursts are told of when the 90th percentile reaches this share of the whole computer. Own.
pub const BURST_P90: f64 = 0.30;
/// Samples of one second that a claim about background load needs. Own: a hog shows in 8 of 12.
pub const COMPUTER_SAMPLES_MIN: u32 = 10;
