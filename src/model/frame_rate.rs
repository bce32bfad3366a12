//! A camera's rate as its driver states it: a fraction, because television's 29.97 is 30000/1001 and no decimal number.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Frames per second as a fraction in lowest terms; never 0. In JSON it is a number (30, 29.97002997...), from which the
/// fraction comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FrameRate {
    frames: u32,
    seconds: u32,
}

/// Seconds of a fraction that is found for a number: those of drivers (1001, 1, 2, 4, 1000) lie below.
const MOST_SECONDS: u32 = 10_000;

impl FrameRate {
    /// `frames` in `seconds`; `None` if one of them is 0.
    #[must_use]
    pub fn new(frames: u32, seconds: u32) -> Option<Self> {
        let divisor = greatest_common_divisor(frames, seconds);
        (frames > 0 && seconds > 0).then(|| Self { frames: frames / divisor, seconds: seconds / divisor })
    }

    /// A whole number of frames per second, at least 1.
    #[must_use]
    pub fn whole(fps: u32) -> Self {
        Self { frames: fps.max(1), seconds: 1 }
    }

    /// The fraction next to a number; `None` for one that is no rate.
    #[must_use]
    pub fn near(fps: f64) -> Option<Self> {
        if !fps.is_finite() || fps <= 0.0 || fps > f64::from(u32::MAX / MOST_SECONDS) {
            return None;
        }
        // The best approximations of a number are the beginnings of its continued fraction; the one that gives the very
        // same number is the fraction it was made from.
        let (mut before, mut now, mut rest) = ((0_u64, 1_u64), (1_u64, 0_u64), fps);
        loop {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates; never negative")]
            let whole = rest.floor() as u64;
            let add = |a: u64, b: u64| whole.saturating_mul(a).saturating_add(b);
            let next = (add(now.0, before.0), add(now.1, before.1));
            if next.1 > u64::from(MOST_SECONDS) || next.0 > u64::from(u32::MAX) {
                break;
            }
            (before, now) = (now, next);
            #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
            let same = now.0 as f64 / now.1 as f64 - fps;
            rest = 1.0 / rest.fract();
            if same.abs() <= 0.0 || !rest.is_finite() {
                break;
            }
        }
        Self::new(u32::try_from(now.0).ok()?, u32::try_from(now.1).ok()?)
    }

    /// Frames of the fraction.
    #[must_use]
    pub fn frames(self) -> u32 {
        self.frames
    }

    /// Seconds of the fraction.
    #[must_use]
    pub fn seconds(self) -> u32 {
        self.seconds
    }

    /// Frames per second.
    #[must_use]
    pub fn fps(self) -> f64 {
        f64::from(self.frames) / f64::from(self.seconds)
    }

    /// Digits behind the point that are worth showing: none for a whole rate, else two at most.
    #[must_use]
    pub fn decimals(self) -> usize {
        let off = |digits: i32| {
            let scaled = self.fps() * 10_f64.powi(digits);
            (scaled - scaled.round()).abs() / 10_f64.powi(digits)
        };
        (0..2_u8).find(|digits| off(i32::from(*digits)) < 0.004).map_or(2, usize::from)
    }
}

/// As an English technician writes it: 30, 7.5, 29.97.
impl fmt::Display for FrameRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.*}", self.decimals(), self.fps())
    }
}

fn greatest_common_divisor(a: u32, b: u32) -> u32 {
    if b == 0 { a.max(1) } else { greatest_common_divisor(b, a % b) }
}

impl Serialize for FrameRate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.seconds == 1 { serializer.serialize_u32(self.frames) } else { serializer.serialize_f64(self.fps()) }
    }
}

impl<'de> Deserialize<'de> for FrameRate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fps = f64::deserialize(deserializer)?;
        Self::near(fps).ok_or_else(|| serde::de::Error::custom(format_args!("{fps} is no rate in frames per second")))
    }
}

impl JsonSchema for FrameRate {
    fn schema_name() -> Cow<'static, str> {
        "FrameRate".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Frames per second; a fraction like 30000/1001 is written as 29.97002997002997.",
            "type": "number",
            "exclusiveMinimum": 0
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rates of cameras: (frames, seconds, as shown).
    const RATES: [(u32, u32, &str); 12] = [
        (30, 1, "30"),
        (30_000, 1001, "29.97"),
        (24_000, 1001, "23.98"),
        (60_000, 1001, "59.94"),
        (25, 2, "12.5"),
        (15, 2, "7.5"),
        (5, 1, "5"),
        (1, 2, "0.5"),
        (10_000_000, 333_333, "30"),
        (10_000_000, 333_667, "29.97"),
        (1_000_000, 66_667, "15"),
        (120_000, 1001, "119.88"),
    ];

    #[test]
    fn rates_are_shown_as_people_know_them() {
        for (frames, seconds, shown) in RATES {
            assert_eq!(FrameRate::new(frames, seconds).unwrap().to_string(), shown);
        }
    }

    #[test]
    fn the_fraction_survives_a_recording() {
        for (frames, seconds, _) in RATES.into_iter().filter(|(_, seconds, _)| *seconds <= MOST_SECONDS) {
            let rate = FrameRate::new(frames, seconds).unwrap();
            let json = serde_json::to_string(&rate).unwrap();
            assert_eq!(serde_json::from_str::<FrameRate>(&json).unwrap(), rate, "{json}");
        }
        assert_eq!(serde_json::to_string(&FrameRate::whole(30)).unwrap(), "30");
        assert_eq!(serde_json::from_str::<FrameRate>("29.97").unwrap(), FrameRate::new(2997, 100).unwrap());
        for wrong in ["0", "-5", "1e300", "\"30\""] {
            assert!(serde_json::from_str::<FrameRate>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn nothing_is_no_rate_and_equal_fractions_are_equal() {
        assert_eq!((FrameRate::new(0, 1), FrameRate::new(30, 0)), (None, None));
        assert_eq!(FrameRate::new(60, 2), Some(FrameRate::whole(30)));
        assert_eq!(FrameRate::near(f64::NAN), None);
    }

    proptest::proptest! {
        #[test]
        fn every_fraction_of_a_driver_comes_back(frames in 1_u32..200_000, seconds in 1_u32..2000) {
            let rate = FrameRate::new(frames, seconds).unwrap();
            proptest::prop_assert_eq!(FrameRate::near(rate.fps()), Some(rate));
        }
    }
}
