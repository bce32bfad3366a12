//! From one sample rate to another.

use rubato::audioadapter_buffers::direct::InterleavedSlice;
use rubato::{Async, FixedAsync, Resampler as _, SincInterpolationParameters, SincInterpolationType, WindowFunction};

/// Samples taken in at a time.
const CHUNK: usize = 480;

/// A sample rate could not be converted.
#[derive(Debug, thiserror::Error)]
#[error("converting {from_hz} Hz to {to_hz} Hz: {detail}")]
pub struct ResampleError {
    from_hz: u32,
    to_hz: u32,
    detail: String,
}

/// Rates that sound devices have, in Hz.
pub const RATES_HZ: std::ops::RangeInclusive<u32> = 4_000..=768_000;

fn build(from_hz: u32, to_hz: u32) -> Result<Async<f32>, ResampleError> {
    if !RATES_HZ.contains(&from_hz) || !RATES_HZ.contains(&to_hz) {
        return Err(ResampleError { from_hz, to_hz, detail: "no rate of a sound device".to_owned() });
    }
    let parameters = SincInterpolationParameters::new(128, WindowFunction::BlackmanHarris2)
        .oversampling_factor(128)
        .interpolation(SincInterpolationType::Linear);
    let ratio = f64::from(to_hz) / f64::from(from_hz);
    Async::new_sinc(ratio, 1.0, &parameters, CHUNK, 1, FixedAsync::Input).map_err(|e| ResampleError {
        from_hz,
        to_hz,
        detail: e.to_string(),
    })
}

/// A running conversion of one channel.
pub struct Resampler {
    /// `None`: both rates are the same.
    inner: Option<Async<f32>>,
    waiting: Vec<f32>,
    room: Vec<f32>,
    rates: (u32, u32),
}

impl Resampler {
    /// From one rate in Hz to another.
    ///
    /// # Errors
    /// When a rate is zero or the two are too far apart.
    pub fn new(from_hz: u32, to_hz: u32) -> Result<Self, ResampleError> {
        let inner = if from_hz == to_hz { None } else { Some(build(from_hz, to_hz)?) };
        let room = inner.as_ref().map_or(0, rubato::Resampler::output_frames_max);
        Ok(Self { inner, waiting: Vec::with_capacity(2 * CHUNK), room: vec![0.0; room], rates: (from_hz, to_hz) })
    }

    /// Takes samples in and appends what is ready to `out`.
    ///
    /// # Errors
    /// When the conversion fails; the samples are then lost.
    pub fn push(&mut self, samples: &[f32], out: &mut Vec<f32>) -> Result<(), ResampleError> {
        let Some(inner) = &mut self.inner else {
            out.extend_from_slice(samples);
            return Ok(());
        };
        let (from_hz, to_hz) = self.rates;
        let failed = |detail: String| ResampleError { from_hz, to_hz, detail };
        self.waiting.extend_from_slice(samples);
        let mut taken = 0;
        while let Some(chunk) = self.waiting.get(taken..taken + inner.input_frames_next()) {
            let frames = self.room.len();
            let input = InterleavedSlice::new(chunk, 1, chunk.len()).map_err(|e| failed(e.to_string()))?;
            let mut output = InterleavedSlice::new_mut(&mut self.room, 1, frames).map_err(|e| failed(e.to_string()))?;
            let (read, made) =
                inner.process_into_buffer(&input, &mut output, None).map_err(|e| failed(e.to_string()))?;
            out.extend(self.room.iter().take(made));
            taken += read;
        }
        self.waiting.drain(..taken);
        Ok(())
    }
}

/// A whole recording at another rate.
///
/// # Errors
/// When a rate is zero or the two are too far apart.
pub fn whole(samples: &[f32], from_hz: u32, to_hz: u32) -> Result<Vec<f32>, ResampleError> {
    if from_hz == to_hz || samples.is_empty() {
        return Ok(samples.to_vec());
    }
    let failed = |detail: String| ResampleError { from_hz, to_hz, detail };
    let input = InterleavedSlice::new(samples, 1, samples.len()).map_err(|e| failed(e.to_string()))?;
    let out = build(from_hz, to_hz)?.process_all(&input, samples.len(), None).map_err(|e| failed(e.to_string()))?;
    Ok(out.take_data())
}

#[cfg(test)]
mod tests {
    use super::super::level::{mean_square, power_dbfs};
    use super::*;

    fn sine(hz: f64, rate: u32) -> Vec<f32> {
        (0..rate).map(|n| (0.5 * (std::f64::consts::TAU * hz * f64::from(n) / f64::from(rate)).sin()) as f32).collect()
    }

    #[test]
    fn keeps_speech_and_drops_what_would_fold() {
        for rate in [8_000, 22_050, 44_100, 48_000, 96_000] {
            let mut out = Vec::new();
            let mut resampler = Resampler::new(rate, 16_000).unwrap();
            for block in sine(1_000.0, rate).chunks(333) {
                resampler.push(block, &mut out).unwrap();
            }
            assert!((15_000..=16_000).contains(&out.len()), "{rate}: {}", out.len());
            assert!((power_dbfs(mean_square(&out[2_000..14_000])) + 9.03).abs() < 0.1, "{rate}");
        }
        let folded = whole(&sine(11_000.0, 48_000), 48_000, 16_000).unwrap();
        assert!(power_dbfs(mean_square(&folded[2_000..14_000])) < -70.0);
    }

    #[test]
    fn a_whole_recording_keeps_its_length() {
        assert_eq!(whole(&sine(440.0, 16_000), 16_000, 48_000).unwrap().len(), 48_000);
        assert_eq!(whole(&sine(440.0, 16_000), 16_000, 16_000).unwrap().len(), 16_000);
        assert!(whole(&[0.1; 100], 0, 48_000).is_err());
        assert!(whole(&[0.1; 100], 48_000, 1).is_err());
    }
}
