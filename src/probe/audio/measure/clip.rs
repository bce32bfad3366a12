//! Cut-off peaks: runs of samples at full scale.

/// A sample counts as full scale from here on (own choice: converters clip a little below 1.0 too).
pub const FULL_SCALE: f32 = 0.985;
/// So many full-scale samples in a row are one event.
pub const RUN_SAMPLES: u64 = 3;

/// Counts runs of full-scale samples of one channel, over block borders.
#[derive(Debug, Clone, Copy, Default)]
pub struct ClipCounter {
    run: u64,
    /// Samples that belong to a run of [`RUN_SAMPLES`] or more.
    pub samples: u64,
    /// Runs of [`RUN_SAMPLES`] or more.
    pub events: u64,
}

impl ClipCounter {
    /// Takes the next sample; true while inside a run that counts.
    pub fn push(&mut self, sample: f32) -> bool {
        if sample.abs() < FULL_SCALE {
            self.run = 0;
            return false;
        }
        self.run += 1;
        match self.run.cmp(&RUN_SAMPLES) {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Equal => {
                self.events += 1;
                self.samples += RUN_SAMPLES;
                true
            }
            std::cmp::Ordering::Greater => {
                self.samples += 1;
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_in_a_row_are_no_event() {
        let mut clips = ClipCounter::default();
        for s in [1.0, 1.0, 0.2, -1.0, -0.99, -0.986, -1.0, 0.0, 0.985, 0.984, 0.99, 1.0] {
            clips.push(s);
        }
        assert_eq!((clips.events, clips.samples), (1, 4));
    }
}
