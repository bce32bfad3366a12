//! Hum of the mains: steady lines at 50 or 60 Hz and their multiples, as bad cables, chargers and lamps make them. A
//! voice moves, hum does not: it is looked for in every second, and its level is taken where least else is heard.

use realfft::RealFftPlanner;

use super::level::power_dbfs;
use crate::model::observation::MainsHum;

/// The two frequencies of mains in Hz.
const MAINS_HZ: [u32; 2] = [50, 60];
/// So many multiples are looked at, the first included.
const HARMONICS: u32 = 8;
/// The sound is looked at at about this rate in Hz.
const RATE_HZ: u32 = 2_000;
/// Fewer overlapping seconds tell nothing.
const FEWEST: usize = 4;
/// A line stands this far above what is around it, as a ratio of powers. Own, with the table of 20 noises: 8 of 8 lines
/// for hum, at most 4 for music.
const ABOVE: f64 = 10.0;
/// In this share of the quiet seconds a line is there.
const SHARE: f64 = 0.8;
/// Bins of 1 Hz to either side that belong to a line: the window's width, and the mains' wandering.
const WIDTH: usize = 2;
/// From here to there, in bins, is what is around it.
const AROUND: [usize; 2] = [4, 9];
/// Weaker than this is no line, as a power: -100 dBFS.
const FLOOR: f64 = 1e-10;

/// For both frequencies how many lines stand still and how strong they are together; nothing where none does.
#[must_use]
pub fn mains_hum(samples: &[f32], rate_hz: u32) -> Vec<MainsHum> {
    let Some(seconds) = spectra(samples, rate_hz) else { return Vec::new() };
    let found = MAINS_HZ.into_iter().map(|mains_hz| {
        // Per second: what is around the lines, and the power of each line that stands out.
        let mut looked: Vec<(f64, Vec<Option<f64>>)> = seconds.iter().map(|power| lines(power, mains_hz)).collect();
        looked.sort_by(|a, b| a.0.total_cmp(&b.0));
        looked.truncate(looked.len().div_ceil(2).max(FEWEST / 2));
        let there = |n: usize| {
            let count = looked.iter().filter(|(_, lines)| lines.get(n).copied().flatten().is_some()).count();
            count as f64 >= SHARE * looked.len() as f64
        };
        let steady: Vec<usize> = (0..HARMONICS as usize).filter(|n| there(*n)).collect();
        let sum = |lines: &Vec<Option<f64>>| steady.iter().filter_map(|n| lines.get(*n).copied().flatten()).sum();
        let mut levels: Vec<f64> = looked.iter().map(|(_, lines)| sum(lines)).collect();
        levels.sort_by(f64::total_cmp);
        let level = levels.get(levels.len() / 2).copied().unwrap_or(0.0);
        MainsHum { mains_hz, lines: steady.len() as u32, level_dbfs: power_dbfs(level) }
    });
    found.filter(|hum| hum.lines > 0).collect()
}

/// One-sided power spectra of overlapping seconds, in bins of about 1 Hz; a sine has half its squared amplitude over the
/// bins of its line.
fn spectra(samples: &[f32], rate_hz: u32) -> Option<Vec<Vec<f64>>> {
    let every = (rate_hz / RATE_HZ).max(1) as usize;
    let thinned: Vec<f32> =
        samples.chunks_exact(every).map(|part| part.iter().sum::<f32>() / part.len() as f32).collect();
    let length = (f64::from(rate_hz) / every as f64).round() as usize;
    let hop = (length / 2).max(1);
    let count = thinned.len().checked_sub(length)? / hop + 1;
    if count < FEWEST {
        return None;
    }
    let turn = std::f64::consts::TAU / length as f64;
    let window: Vec<f32> = (0..length).map(|n| (0.5 - 0.5 * (n as f64 * turn).cos()) as f32).collect();
    let weight: f64 = window.iter().map(|w| f64::from(*w).powi(2)).sum();
    let fft = RealFftPlanner::<f32>::new().plan_fft_forward(length);
    let mut out = fft.make_output_vec();
    let mut seconds = Vec::with_capacity(count);
    for start in (0..count).map(|n| n * hop) {
        let part = thinned.get(start..start + length)?;
        let mean = part.iter().sum::<f32>() / length as f32;
        let mut windowed: Vec<f32> = part.iter().zip(&window).map(|(s, w)| (s - mean) * w).collect();
        fft.process(&mut windowed, &mut out).ok()?;
        let scale = 2.0 / (weight * length as f64);
        seconds.push(out.iter().map(|bin| f64::from(bin.norm_sqr()) * scale).collect());
    }
    Some(seconds)
}

/// What is around all lines together, and for each line its power if it stands out.
fn lines(power: &[f64], mains_hz: u32) -> (f64, Vec<Option<f64>>) {
    let mut all_around = 0.0;
    let found = (1..=HARMONICS).map(|n| {
        let at = (n * mains_hz) as usize;
        let line: f64 = power.get(at.saturating_sub(WIDTH)..=at + WIDTH).unwrap_or_default().iter().sum();
        let [near, far] = AROUND;
        let sides = [at.saturating_sub(far)..at.saturating_sub(near - 1), at + near..at + far + 1];
        let around: Vec<f64> = sides.into_iter().flat_map(|s| power.get(s).unwrap_or_default().to_vec()).collect();
        let around = around.iter().sum::<f64>() / around.len().max(1) as f64 * (2 * WIDTH + 1) as f64;
        all_around += around;
        (line > ABOVE * around && line > FLOOR).then_some(line)
    });
    let found = found.collect();
    (all_around, found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sines(seconds: u32, rate: u32, parts: &[(f64, f64)]) -> Vec<f32> {
        let mut noise = 1_u32;
        (0..rate * seconds)
            .map(|n| {
                let t = f64::from(n) / f64::from(rate);
                noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let hiss = (f64::from(noise >> 8) / 8_388_608.0 - 1.0) * 0.0005;
                let sum: f64 = parts.iter().map(|(hz, a)| a * (std::f64::consts::TAU * hz * t).sin()).sum();
                (sum + hiss) as f32
            })
            .collect()
    }

    #[test]
    fn lines_of_both_mains_are_found_at_every_rate() {
        for rate in [8_000, 16_000, 22_050, 44_100, 48_000, 96_000] {
            for (mains, wander) in [(50.0, 0.0), (50.0, 0.15), (60.0, 0.0), (60.0, -0.15)] {
                let hz = mains + wander;
                let found = mains_hum(&sines(5, rate, &[(hz, 0.056), (2.0 * hz, 0.01), (3.0 * hz, 0.01)]), rate);
                let of = found.iter().find(|h| f64::from(h.mains_hz) == mains).unwrap();
                assert!(of.lines == 3 && (of.level_dbfs + 27.8).abs() < 0.7, "{rate} {hz}: {found:?}");
                assert!(found.iter().all(|h| f64::from(h.mains_hz) == mains || h.lines <= 1), "{rate} {hz}: {found:?}");
            }
        }
    }

    #[test]
    fn noise_offset_silence_and_a_moving_voice_have_none() {
        let rate = 16_000;
        assert!(mains_hum(&sines(5, rate, &[]), rate).is_empty());
        assert!(mains_hum(&vec![0.05; 80_000], rate).is_empty());
        assert!(mains_hum(&vec![0.0; 80_000], rate).is_empty());
        assert!(mains_hum(&sines(1, rate, &[(50.0, 0.1)]), rate).is_empty(), "one second tells nothing");
        // A pitch that glides from 90 to 140 Hz and back, with its harmonics.
        let mut phase = 0.0_f64;
        let voice: Vec<f32> = (0..rate * 6)
            .map(|n| {
                let t = f64::from(n) / f64::from(rate);
                phase += std::f64::consts::TAU * (115.0 + 25.0 * (t * 3.0).sin()) / f64::from(rate);
                (1..10).map(|k| (phase * f64::from(k)).sin() * 0.05 / f64::from(k)).sum::<f64>() as f32
            })
            .collect();
        assert!(mains_hum(&voice, rate).is_empty(), "{:?}", mains_hum(&voice, rate));
    }
}
