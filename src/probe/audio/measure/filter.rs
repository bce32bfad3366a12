//! The high-pass of RFC 7874 section 4: second-order Butterworth at 300 Hz.

use std::f64::consts::{FRAC_1_SQRT_2, TAU};

/// Cut-off frequency in Hz (RFC 7874 section 4).
pub const CUT_OFF_HZ: f64 = 300.0;

/// A second-order Butterworth high-pass at [`CUT_OFF_HZ`], by the bilinear transform with the cut-off frequency warped.
#[derive(Debug, Clone)]
pub struct HighPass {
    b: [f64; 3],
    a: [f64; 2],
    state: [f64; 2],
    fresh: bool,
}

impl HighPass {
    /// A filter for this sample rate in Hz.
    #[must_use]
    pub fn new(rate_hz: u32) -> Self {
        let w = TAU * CUT_OFF_HZ / f64::from(rate_hz.max(1));
        let (sin, cos) = w.sin_cos();
        let alpha = sin * FRAC_1_SQRT_2;
        let a0 = 1.0 + alpha;
        let edge = f64::midpoint(1.0, cos) / a0;
        Self { b: [edge, -2.0 * edge, edge], a: [-2.0 * cos / a0, (1.0 - alpha) / a0], state: [0.0; 2], fresh: true }
    }

    /// The next sample. The first one is taken as a constant from before: an offset of the converter makes no click.
    pub fn next(&mut self, sample: f32) -> f32 {
        let x = f64::from(sample);
        let [b0, b1, b2] = self.b;
        let [a1, a2] = self.a;
        if self.fresh {
            self.fresh = false;
            // The state of a filter at rest on the constant x, whose output is 0.
            self.state = [-b0 * x, b2 * x];
        }
        let [s1, s2] = self.state;
        let y = b0 * x + s1;
        self.state = [b1 * x - a1 * y + s2, b2 * x - a2 * y];
        y as f32
    }

    /// A whole recording, filtered.
    #[must_use]
    pub fn whole(samples: &[f32], rate_hz: u32) -> Vec<f32> {
        let mut filter = Self::new(rate_hz);
        samples.iter().map(|s| filter.next(*s)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::level::{mean_square, power_dbfs};
    use super::*;

    fn gain_db(hz: f64, rate: u32) -> f64 {
        let sine: Vec<f32> = (0..rate).map(|n| (TAU * hz * f64::from(n) / f64::from(rate)).sin() as f32).collect();
        let out = HighPass::whole(&sine, rate);
        power_dbfs(mean_square(&out[out.len() / 2..])) - power_dbfs(mean_square(&sine[sine.len() / 2..]))
    }

    #[test]
    fn passes_speech_and_stops_hum() {
        for rate in [8_000, 16_000, 44_100, 48_000, 96_000] {
            assert!((gain_db(300.0, rate) + 3.01).abs() < 0.05, "cut-off at {rate}");
            assert!(gain_db(2_000.0, rate).abs() < 0.1, "pass at {rate}");
            // 12 dB per octave below: 50 Hz is 2.585 octaves down.
            assert!((gain_db(50.0, rate) + 31.1).abs() < 1.0, "stop at {rate}");
        }
    }

    #[test]
    fn an_offset_makes_no_click() {
        let out = HighPass::whole(&[0.5; 1000], 48_000);
        assert!(out.iter().all(|y| y.abs() < 1e-6));
    }
}
