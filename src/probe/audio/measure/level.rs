//! Amplitude to dBFS and back.

/// Nothing is reported below this level: 24-bit converters end near -120 dBFS.
pub const LOWEST_DBFS: f64 = -120.0;

pub use crate::model::observation::SILENT_DBFS;

/// An amplitude as dBFS, at least [`LOWEST_DBFS`]; also for zero and for what is not a number.
#[must_use]
pub fn dbfs(amplitude: f64) -> f64 {
    let level = 20.0 * amplitude.abs().log10();
    if level.is_nan() { LOWEST_DBFS } else { level.max(LOWEST_DBFS) }
}

/// A mean square as dBFS, at least [`LOWEST_DBFS`].
#[must_use]
pub fn power_dbfs(mean_square: f64) -> f64 {
    dbfs(mean_square.max(0.0).sqrt())
}

/// dBFS as an amplitude.
#[must_use]
pub fn amplitude(dbfs: f64) -> f64 {
    10f64.powf(dbfs / 20.0)
}

/// The mean of the squares; 0 for no samples.
#[must_use]
pub fn mean_square(samples: &[f32]) -> f64 {
    if samples.is_empty() {
        return 0.0;
    }
    samples.iter().map(|s| f64::from(*s).powi(2)).sum::<f64>() / samples.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_scale_sine_reads_minus_three() {
        let sine: Vec<f32> = (0..48_000).map(|n| (n as f32 * 0.1).sin()).collect();
        assert!((power_dbfs(mean_square(&sine)) + 3.01).abs() < 0.01);
    }

    #[test]
    fn zero_and_nonsense_have_a_floor() {
        assert_eq!(dbfs(0.0), LOWEST_DBFS);
        assert_eq!(dbfs(f64::NAN), LOWEST_DBFS);
        assert_eq!(power_dbfs(-1.0), LOWEST_DBFS);
        assert!((dbfs(amplitude(-22.0)) + 22.0).abs() < 1e-9);
        assert_eq!(mean_square(&[]), 0.0);
    }
}
