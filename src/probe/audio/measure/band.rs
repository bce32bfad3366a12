//! How much of a voice there is in which part of the spectrum. A Bluetooth headset that sends its microphone by CVSD
//! (HFP 1.8) passes nothing above 4 kHz, by mSBC nothing above 8 kHz, whatever rate the system makes of it: the spectrum
//! of the loud moments ends in a cliff there.

use realfft::RealFftPlanner;

use super::level::power_dbfs;
use crate::model::observation::VoiceBands;

/// Length of one spectrum in s, rounded up to a power of two of samples.
const BLOCK_S: f64 = 0.03;
/// Below and above 4 kHz, below and above 8 kHz, in Hz.
const BANDS_HZ: [[f64; 2]; 4] = [[2_700.0, 3_500.0], [4_200.0, 5_000.0], [6_000.0, 7_200.0], [8_300.0, 9_500.0]];
/// Loud is within this many dB of the loudest moment.
const LOUD_DB: f64 = 20.0;

/// The mean power in each band over the loud moments of speech; `None` where nobody spoke.
///
/// `spoken` says of each `frame_s` seconds whether there was speech in them.
#[must_use]
pub fn voice_bands(samples: &[f32], rate_hz: u32, spoken: &[bool], frame_s: f64) -> Option<VoiceBands> {
    let rate = f64::from(rate_hz.max(1));
    let length = ((rate * BLOCK_S) as usize).next_power_of_two();
    let fft = RealFftPlanner::<f32>::new().plan_fft_forward(length);
    let mut spectrum = fft.make_output_vec();
    let window = hann(length);
    let mut sums: Vec<(f64, [f64; 4])> = Vec::new();
    for (index, block) in samples.chunks_exact(length).enumerate() {
        let middle = (index as f64 + 0.5) * length as f64 / rate;
        if !spoken.get((middle / frame_s) as usize).copied().unwrap_or(false) {
            continue;
        }
        let mut windowed: Vec<f32> = block.iter().zip(&window).map(|(s, w)| s * w).collect();
        fft.process(&mut windowed, &mut spectrum).ok()?;
        let power: Vec<f64> = spectrum.iter().map(|bin| f64::from(bin.norm_sqr())).collect();
        let bands = BANDS_HZ.map(|band| mean_power(&power, band, rate / length as f64));
        sums.push((power.iter().sum(), bands));
    }
    let loudest = sums.iter().map(|(all, _)| *all).fold(0.0, f64::max);
    sums.retain(|(all, _)| *all > 0.0 && *all >= loudest * 10f64.powf(-LOUD_DB / 10.0));
    if sums.is_empty() {
        return None;
    }
    let count = sums.len() as f64;
    let levels = BANDS_HZ.iter().enumerate().map(|(index, [_, to])| {
        let sum: f64 = sums.iter().filter_map(|(_, bands)| bands.get(index)).sum();
        // A band above half of the rate holds nothing, whatever the voice.
        (2.0 * to <= rate).then(|| power_dbfs(sum / count / (length as f64).powi(2)))
    });
    let levels: Vec<Option<f64>> = levels.collect();
    let level = |index: usize| levels.get(index).copied().flatten();
    Some(VoiceBands {
        loud_s: count * length as f64 / rate,
        below_4_khz_dbfs: level(0),
        above_4_khz_dbfs: level(1),
        below_8_khz_dbfs: level(2),
        above_8_khz_dbfs: level(3),
    })
}

/// Mean power of the bins within a band.
fn mean_power(power: &[f64], [from, to]: [f64; 2], bin_hz: f64) -> f64 {
    let (first, last) = ((from / bin_hz).ceil() as usize, (to / bin_hz).floor() as usize);
    let bins = power.get(first..=last).unwrap_or_default();
    bins.iter().sum::<f64>() / bins.len().max(1) as f64
}

fn hann(length: usize) -> Vec<f32> {
    let turn = std::f64::consts::TAU / length as f64;
    (0..length).map(|n| (0.5 - 0.5 * (n as f64 * turn).cos()) as f32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Harmonics of 200 Hz up to a limit, as a voice has them, over a quiet room.
    fn voice(rate: u32, limit_hz: f64) -> Vec<f32> {
        let mut noise = 1_u32;
        (0..rate * 2)
            .map(|n| {
                let t = f64::from(n) / f64::from(rate);
                let tones =
                    (1..).map(|k| 200.0 * f64::from(k)).take_while(|hz| *hz < limit_hz.min(f64::from(rate) / 2.0));
                let sum: f64 = tones.map(|hz| (std::f64::consts::TAU * hz * t).sin() * 20.0 / hz).sum();
                noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (sum * 0.1) as f32 + (noise >> 8) as f32 / 16_777_216.0 * 0.0002
            })
            .collect()
    }

    fn cliffs(samples: &[f32], rate: u32) -> (Option<f64>, Option<f64>) {
        let bands = voice_bands(samples, rate, &[true; 200], 0.016).unwrap();
        let cliff = |below: Option<f64>, above: Option<f64>| below.zip(above).map(|(below, above)| below - above);
        (cliff(bands.below_4_khz_dbfs, bands.above_4_khz_dbfs), cliff(bands.below_8_khz_dbfs, bands.above_8_khz_dbfs))
    }

    #[test]
    fn a_voice_that_ends_at_4_khz_falls_off_a_cliff() {
        for rate in [16_000, 44_100, 48_000, 96_000] {
            let (telephone, whole) = (cliffs(&voice(rate, 3_400.0), rate), cliffs(&voice(rate, 12_000.0), rate));
            assert!(telephone.0.unwrap() > 25.0 && whole.0.unwrap() < 12.0, "{rate}: {telephone:?} {whole:?}");
            assert_eq!(whole.1.is_some(), rate > 19_000, "{rate}");
        }
        let wide = cliffs(&voice(48_000, 7_200.0), 48_000);
        assert!(wide.0.unwrap() < 12.0 && wide.1.unwrap() > 25.0, "{wide:?}");
        assert_eq!(cliffs(&voice(8_000, 4_000.0), 8_000), (None, None));
    }

    #[test]
    fn loud_speech_is_counted() {
        let voice = voice(48_000, 3_400.0);
        assert_eq!(voice_bands(&voice, 48_000, &[false; 200], 0.016), None);
        let mut short = vec![false; 200];
        short[10..30].fill(true);
        let loud_s = voice_bands(&voice, 48_000, &short, 0.016).unwrap().loud_s;
        assert!((0.25..0.4).contains(&loud_s), "{loud_s}");
        assert_eq!(voice_bands(&vec![0.0; 96_000], 48_000, &[true; 200], 0.016), None);
        assert_eq!(voice_bands(&[], 0, &[], 0.016), None);
    }
}
