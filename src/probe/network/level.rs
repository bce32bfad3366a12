//! The pretend call: its stream at a level, and the level at which it starts.

use std::time::Duration;

use crate::model::Level;
use crate::model::demand::{HEADROOM, video_kbps, wire_kbps};
use crate::model::observation::Direction;
use crate::server::protocol::stream::Stream;

/// The stream of a level in one direction.
#[must_use]
pub fn stream(level: Level, direction: Direction, duration: Duration) -> Stream {
    Stream::call(video_kbps(level, direction), duration)
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
            .all(|(direction, kbps)| kbps.is_some_and(|k| k >= wire_kbps(level, direction) * HEADROOM))
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
