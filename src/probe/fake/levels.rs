//! Levels as a person who reads aloud makes them: syllables, and a breath between phrases. No chance in it.

use crate::live::LevelReading;

/// Readings a second.
pub const READINGS_PER_S: f32 = 30.0;
/// A phrase and the breath after it, in seconds.
const PHRASE_S: f32 = 2.6;
/// The breath.
const BREATH_S: f32 = 0.4;
/// How far below the voice the room is, in dB.
const ROOM_DB: f32 = 34.0;
/// Syllables a second.
const SYLLABLES_PER_S: f32 = 4.2;
/// How much softer the end of a syllable is, in dB.
const SWING_DB: f32 = 8.0;
/// The held peak stays for this many readings (1.5 s).
const HOLD: usize = 45;

/// Two phrases around this reading, to be repeated; just this reading where it is silent.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "156 readings")]
pub fn spoken(voice: LevelReading) -> Vec<LevelReading> {
    if voice.silent {
        return vec![voice];
    }
    let count = (2.0 * PHRASE_S * READINGS_PER_S).round() as u16;
    let mut list: Vec<LevelReading> = (0..count)
        .map(|index| {
            let at_s = f32::from(index) / READINGS_PER_S;
            let breath = at_s % PHRASE_S > PHRASE_S - BREATH_S;
            let syllable = (at_s * SYLLABLES_PER_S * std::f32::consts::PI).sin().abs();
            let melody = (at_s * 1.9).sin();
            let change_db = if breath { -ROOM_DB } else { -SWING_DB * (1.0 - syllable) + melody };
            let db = |level: f32| (level + change_db).clamp(-120.0, -0.1);
            let (rms_dbfs, peak_dbfs) = (db(voice.rms_dbfs), db(voice.peak_dbfs));
            let clipping = voice.clipping && !breath;
            LevelReading { rms_dbfs, peak_dbfs, hold_dbfs: peak_dbfs, clipping, silent: false }
        })
        .collect();
    let peaks: Vec<f32> = list.iter().map(|r| r.peak_dbfs).collect();
    for (index, reading) in list.iter_mut().enumerate() {
        let before = (0..HOLD).map(|ago| (index + peaks.len() - ago) % peaks.len());
        reading.hold_dbfs = before.filter_map(|i| peaks.get(i)).copied().fold(-120.0, f32::max);
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(silent: bool) -> LevelReading {
        let level = if silent { -120.0 } else { -22.0 };
        LevelReading { rms_dbfs: level, peak_dbfs: level + 8.0, hold_dbfs: level, clipping: false, silent }
    }

    #[test]
    fn a_voice_moves_and_stays_around_its_level() {
        let list = spoken(reading(false));
        let speaking: Vec<f32> = list.iter().map(|r| r.rms_dbfs).filter(|level| *level > -45.0).collect();
        assert!(speaking.len() > list.len() * 3 / 4 && speaking.len() < list.len(), "it speaks, and it breathes");
        assert!(list.windows(2).filter(|two| two[0] != two[1]).count() > list.len() * 4 / 5);
        let (least, most) = speaking.iter().fold((0.0_f32, -120.0_f32), |(a, b), l| (a.min(*l), b.max(*l)));
        assert!(least > -33.0 && most < -20.0, "{least} to {most}");
        assert!(list.iter().all(|r| r.hold_dbfs >= r.peak_dbfs));
    }

    #[test]
    fn silence_stands_still() {
        assert_eq!(spoken(reading(true)).len(), 1);
    }
}
