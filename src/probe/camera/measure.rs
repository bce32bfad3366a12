//! What a single picture and a pair of pictures look like: figures over a grid of samples.
//!
//! Luma is that of JPEG (ITU-R BT.601 weights, full range), 0 to 255. The grid has at most 320x180 samples, which is
//! enough for shares and percentiles and keeps the cost far below that of making the picture.

use crate::live::Frame;
use crate::model::observation::PictureLook;

/// Most samples across and down.
const GRID: (u32, u32) = (320, 180);

/// Areas across and down.
const AREAS: (u32, u32) = (16, 9);

/// A sample of the commonest colour differs from it by at most this in each channel.
const SAME_WITHIN: u8 = 2;

/// A sample that differs from it by more than this in some channel is clearly another one: what JPEG leaves around edges lies
/// below.
const REST_BEYOND: u8 = 48;

/// One of those has the commonest of their colours when it differs from it by at most this.
const REST_WITHIN: u8 = 16;

/// Luma samples of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LumaGrid {
    size: (u32, u32),
    samples: Vec<u8>,
}

impl LumaGrid {
    /// Takes the samples.
    #[must_use]
    pub fn new(frame: &Frame) -> Self {
        let (step_x, step_y) = steps(frame);
        let row_bytes = frame.width as usize * 4;
        let mut samples = Vec::with_capacity(GRID.0 as usize * GRID.1 as usize);
        if row_bytes > 0 {
            for row in frame.rgba.chunks_exact(row_bytes).step_by(step_y) {
                samples.extend(row.as_chunks::<4>().0.iter().step_by(step_x).map(|[r, g, b, _]| luma(*r, *g, *b)));
            }
        }
        Self { size: (frame.width, frame.height), samples }
    }

    /// Mean absolute difference of the samples, 0 to 255; `None` for pictures of different size or without samples.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Option<f64> {
        if self.size != other.size || self.samples.len() != other.samples.len() || self.samples.is_empty() {
            return None;
        }
        let sum: u64 = self.samples.iter().zip(&other.samples).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        Some(ratio(sum, self.samples.len()))
    }
}

/// What the picture looks like; `None` for one without samples.
#[must_use]
pub fn look(frame: &Frame) -> Option<PictureLook> {
    let samples = colours(frame);
    let count = samples.len();
    if count == 0 {
        return None;
    }
    let mut areas = vec![Area::default(); (AREAS.0 * AREAS.1) as usize];
    let mut histogram = Histogram::default();
    for (at, rgb) in &samples {
        let [r, g, b] = *rgb;
        let y = luma(r, g, b);
        histogram.add(y);
        if let Some(area) = areas.get_mut(*at) {
            area.add([i32::from(y), chroma(b, y, 144), chroma(r, y, 183)]);
        }
    }
    let areas: Vec<Area> = areas.into_iter().filter(|area| area.count > 0).collect();
    let (areas_std, inner_std) = spread(&areas);
    let (mean, std) = histogram.mean_and_std();
    let median_rgb = median(samples.iter().map(|(_, rgb)| *rgb));
    let same = samples.iter().filter(|(_, rgb)| near(*rgb, median_rgb, SAME_WITHIN)).count();
    let rest = || samples.iter().map(|(_, rgb)| *rgb).filter(|rgb| !near(*rgb, median_rgb, REST_BEYOND));
    let others = rest().count();
    let rest_median = median(rest());
    let rest_same = rest().filter(|rgb| near(*rgb, rest_median, REST_WITHIN)).count();
    Some(PictureLook {
        shorter_side: frame.width.min(frame.height),
        mean,
        std,
        p5: histogram.percentile(5),
        p95: histogram.percentile(95),
        p99: histogram.percentile(99),
        areas_std,
        inner_std,
        area_samples: ratio(count as u64, areas.len()),
        same_ratio: ratio(same as u64, count),
        rest_ratio: ratio(others as u64, count),
        rest_same_ratio: if others == 0 { 0.0 } else { ratio(rest_same as u64, others) },
        median_rgb: median_rgb.map(f64::from),
    })
}

/// The samples of the grid, each with the number of its area.
fn colours(frame: &Frame) -> Vec<(usize, [u8; 3])> {
    let (step_x, step_y) = steps(frame);
    let row_bytes = frame.width as usize * 4;
    let mut samples = Vec::with_capacity(GRID.0 as usize * GRID.1 as usize);
    if row_bytes == 0 {
        return samples;
    }
    let area = |at: u32, of: u32, areas: u32| (u64::from(at) * u64::from(areas) / u64::from(of.max(1))) as usize;
    let columns: Vec<usize> = (0..frame.width).step_by(step_x).map(|x| area(x, frame.width, AREAS.0)).collect();
    for (row, y) in frame.rgba.chunks_exact(row_bytes).zip(0..).step_by(step_y) {
        let first = area(y, frame.height, AREAS.1) * AREAS.0 as usize;
        let pixels = row.as_chunks::<4>().0.iter().step_by(step_x);
        samples.extend(columns.iter().zip(pixels).map(|(column, [r, g, b, _])| (first + column, [*r, *g, *b])));
    }
    samples
}

/// What an area adds up to, in luma, blue and red.
#[derive(Debug, Clone, Copy, Default)]
struct Area {
    count: u32,
    sum: [i64; 3],
    square: [i64; 3],
}

impl Area {
    fn add(&mut self, sample: [i32; 3]) {
        self.count += 1;
        for ((sum, square), value) in self.sum.iter_mut().zip(&mut self.square).zip(sample) {
            *sum += i64::from(value);
            *square += i64::from(value) * i64::from(value);
        }
    }

    /// Mean and variance of a channel, given its sums.
    #[expect(clippy::cast_precision_loss, reason = "sums of bytes stay far below 2^52")]
    fn channel(&self, (sum, square): (&i64, &i64)) -> (f64, f64) {
        let count = f64::from(self.count.max(1));
        let mean = *sum as f64 / count;
        (mean, (*square as f64 / count - mean * mean).max(0.0))
    }
}

/// How much the areas differ, and how much there is within them, in each channel: standard deviations.
fn spread(areas: &[Area]) -> ([f64; 3], [f64; 3]) {
    let (mut between, mut within) = ([0.0; 3], [0.0; 3]);
    let count = ratio(areas.len() as u64, 1).max(1.0);
    let mut sums = [(0.0, 0.0, 0.0); 3];
    for area in areas {
        for (sum, channel) in sums.iter_mut().zip(area.sum.iter().zip(&area.square)) {
            let (mean, variance) = area.channel(channel);
            *sum = (sum.0 + mean, sum.1 + mean * mean, sum.2 + variance);
        }
    }
    for ((between, within), (mean, square, variance)) in between.iter_mut().zip(&mut within).zip(sums) {
        let mean = mean / count;
        *between = (square / count - mean * mean).max(0.0).sqrt();
        *within = (variance / count).sqrt();
    }
    (between, within)
}

/// How often each byte came.
struct Histogram([u64; 256]);

impl Default for Histogram {
    fn default() -> Self {
        Self([0; 256])
    }
}

impl Histogram {
    fn add(&mut self, value: u8) {
        if let Some(bin) = self.0.get_mut(usize::from(value)) {
            *bin += 1;
        }
    }

    fn count(&self) -> u64 {
        self.0.iter().sum()
    }

    fn mean_and_std(&self) -> (f64, f64) {
        let count = usize::try_from(self.count()).unwrap_or(usize::MAX).max(1);
        let values = || (0_u64..).zip(self.0);
        let mean = ratio(values().map(|(v, n)| v * n).sum(), count);
        let square = ratio(values().map(|(v, n)| v * v * n).sum(), count);
        (mean, (square - mean * mean).max(0.0).sqrt())
    }

    /// By nearest rank.
    fn percentile(&self, percent: u64) -> f64 {
        let rank = (self.count() * percent).div_ceil(100).max(1);
        let mut below = 0;
        let at = self.0.iter().position(|n| {
            below += n;
            below >= rank
        });
        at.and_then(|v| u8::try_from(v).ok()).map_or(255.0, f64::from)
    }
}

/// The median of each channel: the commonest colour where one has more than half of the samples.
fn median(samples: impl Iterator<Item = [u8; 3]>) -> [u8; 3] {
    let mut channels = [Histogram::default(), Histogram::default(), Histogram::default()];
    for sample in samples {
        for (channel, value) in channels.iter_mut().zip(sample) {
            channel.add(value);
        }
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a byte as a number")]
    channels.map(|channel| channel.percentile(50) as u8)
}

fn near(a: [u8; 3], b: [u8; 3], within: u8) -> bool {
    a.into_iter().zip(b).all(|(a, b)| a.abs_diff(b) <= within)
}

/// A number that differs for frames that differ, for telling repeated frames. Reads every byte.
#[must_use]
pub fn fingerprint(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut hash = bytes.len() as u64;
    // Odd and without pattern (the golden ratio in 64 bits), so that every bit of a word reaches the upper bits.
    let mut mix = |word: u64| hash = (hash.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    words.iter().for_each(|word| mix(u64::from_le_bytes(*word)));
    rest.iter().for_each(|byte| mix(u64::from(*byte)));
    hash
}

/// From one sample to the next, in pixels.
fn steps(frame: &Frame) -> (usize, usize) {
    (frame.width.div_ceil(GRID.0).max(1) as usize, frame.height.div_ceil(GRID.1).max(1) as usize)
}

/// What blue or red differs from the luma; `factor` in 1/256 (JPEG: 0.564 and 0.713).
fn chroma(colour: u8, luma: u8, factor: i32) -> i32 {
    (i32::from(colour) - i32::from(luma)) * factor / 256
}

fn luma(r: u8, g: u8, b: u8) -> u8 {
    // 0.299, 0.587 and 0.114 in 1/65536; they sum to one, so the result fits.
    let sum = 19_595 * u32::from(r) + 38_470 * u32::from(g) + 7_471 * u32::from(b) + 32_768;
    u8::try_from(sum >> 16).unwrap_or(u8::MAX)
}

#[expect(clippy::cast_precision_loss, reason = "sums of bytes stay far below 2^52")]
fn ratio(sum: u64, count: usize) -> f64 {
    sum as f64 / count as f64
}

#[cfg(test)]
#[path = "measure_tests.rs"]
mod tests;
