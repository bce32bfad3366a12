//! The pretend call: rates of the levels, and where to start.

use std::time::Duration;

use crate::model::Level;
use crate::model::observation::Direction;
use crate::server::protocol::stream::Stream;

/// Share of the guessed capacity that a call may use: 25 % headroom.
const HEADROOM: f64 = 1.25;
/// Voice at 50 datagrams a second with IP and UDP.
const VOICE_KBPS: f64 = 80.0;

/// Rate of the pretend video on the wire in kbit/s. The scale is that of the services' own requirements: 0.6 Mbit/s for
/// 360p, 2 for 720p, 4 for 1080p; a shared screen adds 1.5 upwards.
#[must_use]
pub fn video_kbps(level: Level, way: Direction) -> u32 {
    match (level, way) {
        (Level::Audio, _) => 0,
        (Level::P360, _) => 600,
        (Level::P720, _) | (Level::Share, Direction::Down) => 2000,
        (Level::P1080, _) => 4000,
        (Level::Share, Direction::Up) => 3500,
    }
}

/// Rate of a level in one direction on the wire in kbit/s, voice and headers included.
#[must_use]
pub fn wire_kbps(level: Level, way: Direction) -> f64 {
    f64::from(video_kbps(level, way)) + VOICE_KBPS
}

/// The stream of a level in one direction.
#[must_use]
pub fn stream(level: Level, way: Direction, duration: Duration) -> Stream {
    Stream::call(video_kbps(level, way), duration)
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

/// Where the call starts: at the needed level, or higher when the guess (kbit/s up and down) carries more with headroom.
/// A guess is never taken as proof that the needed level fails. `top` is the highest that may be tried.
#[must_use]
pub fn start(need: Level, guess: [Option<f64>; 2], top: Level) -> Level {
    let need = need.min(top);
    if need == Level::Share {
        return need;
    }
    let carries = |level| {
        [Direction::Up, Direction::Down]
            .into_iter()
            .zip(guess)
            .all(|(way, kbps)| kbps.is_some_and(|k| k >= wire_kbps(level, way) * HEADROOM))
    };
    let higher = [Level::P1080, Level::P720, Level::P360].into_iter().find(|l| *l <= top && carries(*l));
    higher.map_or(need, |l| l.max(need))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_at_the_need_or_above() {
        let both = |k| [Some(k), Some(k)];
        assert_eq!(start(Level::P720, both(20_000.0), Level::P1080), Level::P1080);
        assert_eq!(start(Level::P720, both(4000.0), Level::P1080), Level::P720);
        assert_eq!(start(Level::P720, both(300.0), Level::P1080), Level::P720);
        assert_eq!(start(Level::Audio, both(1000.0), Level::P1080), Level::P360);
        assert_eq!(start(Level::P720, [None, None], Level::P1080), Level::P720);
        assert_eq!(start(Level::P720, [Some(20_000.0), Some(3000.0)], Level::P1080), Level::P720);
        assert_eq!(start(Level::Share, both(1000.0), Level::Share), Level::Share);
        assert_eq!(start(Level::P1080, both(20_000.0), Level::P720), Level::P720);
    }
}
