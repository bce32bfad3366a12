//! Samples that are no sound: not a number, infinite, or far beyond full scale. Some drivers and programs give a few.

/// No converter gives more than this: 60 dB above full scale. Own.
const BEYOND: f32 = 1_000.0;
/// For this long, in s, the last good sample stands in for broken ones; after that there is silence.
const HELD_S: f64 = 0.001;

/// Leaves broken samples out of an interleaved recording.
#[derive(Debug, Clone)]
pub struct Mender {
    /// Of each channel the last good sample and how many broken ones have come since.
    channels: Vec<(f32, u32)>,
    at: usize,
    held: u32,
}

impl Mender {
    /// For interleaved samples at this rate in Hz.
    #[must_use]
    pub fn new(rate_hz: u32, channels: u16) -> Self {
        let held = (HELD_S * f64::from(rate_hz)) as u32;
        Self { channels: vec![(0.0, 0); usize::from(channels.max(1))], at: 0, held }
    }

    /// Puts the sample before in the place of a broken one.
    pub fn mend(&mut self, samples: &mut [f32]) {
        let count = self.channels.len();
        for sample in samples {
            if let Some((good, broken)) = self.channels.get_mut(self.at) {
                // False for what is not a number, too.
                if sample.abs() <= BEYOND {
                    (*good, *broken) = (*sample, 0);
                } else {
                    *broken = broken.saturating_add(1);
                    *sample = if *broken <= self.held { *good } else { 0.0 };
                }
            }
            self.at = (self.at + 1) % count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_are_bridged_and_many_are_silence() {
        let mut mender = Mender::new(2_000, 2);
        let mut samples = [0.5, -0.5, f32::NAN, -0.4, f32::INFINITY, 1e30, f32::NAN, f32::NEG_INFINITY];
        mender.mend(&mut samples[..3]);
        mender.mend(&mut samples[3..]);
        assert_eq!(samples, [0.5, -0.5, 0.5, -0.4, 0.5, -0.4, 0.0, -0.4]);
        let mut loud = [1.5, -2.0];
        mender.mend(&mut loud);
        assert_eq!(loud, [1.5, -2.0], "a float recording may go beyond full scale");
    }
}
