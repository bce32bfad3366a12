//! Whether a voice comes in as over a telephone. A Bluetooth headset that sends its microphone by CVSD (HFP 1.8) passes
//! nothing above 4 kHz, whatever rate the system makes of it: the spectrum of the loud moments ends in a cliff there.

use realfft::RealFftPlanner;

/// At most this rate in Hz carries nothing above 4 kHz in the first place.
pub const TELEPHONE_HZ: u32 = 8_000;
/// Length of one spectrum in s, rounded up to a power of two of samples.
const BLOCK_S: f64 = 0.03;
/// The band below the cliff in Hz ...
const BELOW_HZ: [f64; 2] = [2_700.0, 3_500.0];
/// ... and the one above it.
const ABOVE_HZ: [f64; 2] = [4_200.0, 5_000.0];
/// A drop of more than this many dB between them is a cliff. Own: voices over CVSD drop by 26 dB, eleven full-band and
/// wide-band ones by 12.5 dB at most. The share of energy above 4 kHz tells them apart less well.
const CLIFF_DB: f64 = 18.0;
/// Loud is within this many dB of the loudest moment.
const LOUD_DB: f64 = 20.0;
/// Less than this many seconds of loud speech tell nothing.
const LEAST_S: f64 = 0.5;

/// True when the voice ends at 4 kHz; `None` when too little was said to tell.
///
/// `spoken` says of each `frame_s` seconds whether there was speech in them.
#[must_use]
pub fn narrow_band(samples: &[f32], rate_hz: u32, spoken: &[bool], frame_s: f64) -> Option<bool> {
    let rate = f64::from(rate_hz);
    if rate_hz <= TELEPHONE_HZ {
        return Some(true);
    }
    if rate < 2.0 * ABOVE_HZ[1] {
        return None;
    }
    let length = ((rate * BLOCK_S) as usize).next_power_of_two();
    let fft = RealFftPlanner::<f32>::new().plan_fft_forward(length);
    let mut spectrum = fft.make_output_vec();
    let window = hann(length);
    let mut sums: Vec<(f64, [f64; 2])> = Vec::new();
    for (index, block) in samples.chunks_exact(length).enumerate() {
        let middle = (index as f64 + 0.5) * length as f64 / rate;
        if !spoken.get((middle / frame_s) as usize).copied().unwrap_or(false) {
            continue;
        }
        let mut windowed: Vec<f32> = block.iter().zip(&window).map(|(s, w)| s * w).collect();
        fft.process(&mut windowed, &mut spectrum).ok()?;
        let power: Vec<f64> = spectrum.iter().map(|bin| f64::from(bin.norm_sqr())).collect();
        let bands = [BELOW_HZ, ABOVE_HZ].map(|band| mean_power(&power, band, rate / length as f64));
        sums.push((power.iter().sum(), bands));
    }
    let loudest = sums.iter().map(|(all, _)| *all).fold(0.0, f64::max);
    sums.retain(|(all, _)| *all > 0.0 && *all >= loudest * 10f64.powf(-LOUD_DB / 10.0));
    if (sums.len() * length) as f64 / rate < LEAST_S {
        return None;
    }
    let below: f64 = sums.iter().map(|(_, [below, _])| below).sum();
    let above: f64 = sums.iter().map(|(_, [_, above])| above).sum();
    Some(below > above * 10f64.powf(CLIFF_DB / 10.0))
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

    #[test]
    fn a_cliff_at_4_khz_is_a_telephone() {
        for rate in [16_000, 44_100, 48_000, 96_000] {
            let told = |limit_hz| narrow_band(&voice(rate, limit_hz), rate, &[true; 200], 0.016);
            assert_eq!(told(3_400.0), Some(true), "{rate}");
            assert_eq!(told(8_000.0), Some(false), "{rate}");
        }
        assert_eq!(narrow_band(&[], 8_000, &[], 0.016), Some(true));
    }

    #[test]
    fn little_speech_tells_nothing() {
        let voice = voice(48_000, 3_400.0);
        assert_eq!(narrow_band(&voice, 48_000, &[false; 200], 0.016), None);
        let mut short = vec![false; 200];
        short[10..30].fill(true);
        assert_eq!(narrow_band(&voice, 48_000, &short, 0.016), None);
        assert_eq!(narrow_band(&vec![0.0; 96_000], 48_000, &[true; 200], 0.016), None);
        assert_eq!(narrow_band(&voice, 9_000, &[true; 200], 0.016), None);
    }
}
