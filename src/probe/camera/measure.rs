//! What a single picture and a pair of pictures look like: luma statistics on a grid of samples.
//!
//! Luma is that of JPEG (ITU-R BT.601 weights, full range), 0 to 255. The grid has at most 320x180 samples, which is
//! enough for shares and percentiles and keeps the cost far below that of making the picture.

use crate::live::Frame;

/// Most samples across and down.
const GRID: (u32, u32) = (320, 180);

/// Pictures that differ by less than this in the mean are the same picture: real cameras differ by 0.3 and more from
/// frame to frame through noise alone.
pub const STILL_BELOW: f64 = 0.02;

/// A picture is black when its 99th percentile is below this …
const BLACK_P99: u8 = 24;

/// … and its standard deviation below this. A covered lens shows noise only.
const BLACK_STD: f64 = 4.0;

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
        let step_x = frame.width.div_ceil(GRID.0).max(1) as usize;
        let step_y = frame.height.div_ceil(GRID.1).max(1) as usize;
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

    /// The statistics; `None` without samples.
    #[must_use]
    pub fn measures(&self) -> Option<Measures> {
        let count = self.samples.len();
        if count == 0 {
            return None;
        }
        let mut histogram = [0_u64; 256];
        for sample in &self.samples {
            if let Some(bin) = histogram.get_mut(usize::from(*sample)) {
                *bin += 1;
            }
        }
        let values = || (0_u64..).zip(histogram);
        let mean = ratio(values().map(|(v, n)| v * n).sum(), count);
        let square = ratio(values().map(|(v, n)| v * v * n).sum(), count);
        let percentile = |percent: u64| {
            let rank = (count as u64 * percent).div_ceil(100).max(1);
            let mut below = 0;
            let at = histogram.iter().position(|n| {
                below += n;
                below >= rank
            });
            at.and_then(|v| u8::try_from(v).ok()).unwrap_or(u8::MAX)
        };
        Some(Measures {
            mean,
            std: (square - mean * mean).max(0.0).sqrt(),
            p5: percentile(5),
            p95: percentile(95),
            p99: percentile(99),
        })
    }
}

/// Luma statistics of one picture, 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measures {
    /// Mean.
    pub mean: f64,
    /// Standard deviation.
    pub std: f64,
    /// 5th percentile.
    pub p5: u8,
    /// 95th percentile.
    pub p95: u8,
    /// 99th percentile.
    pub p99: u8,
}

impl Measures {
    /// Black: a covered lens or a closed shutter.
    #[must_use]
    pub fn is_black(&self) -> bool {
        self.p99 < BLACK_P99 && self.std < BLACK_STD
    }
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
mod tests {
    use std::path::Path;

    use super::*;

    fn flat(width: u32, height: u32, rgb: [u8; 3]) -> Frame {
        let rgba = [rgb[0], rgb[1], rgb[2], 255].repeat((width * height) as usize);
        Frame { width, height, rgba }
    }

    fn photo(name: &str) -> Frame {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/photos").join(name);
        let image = image::open(path).unwrap().to_rgba8();
        Frame { width: image.width(), height: image.height(), rgba: image.into_raw() }
    }

    fn measures(frame: &Frame) -> Measures {
        LumaGrid::new(frame).measures().unwrap()
    }

    fn darker(frame: &Frame, divide_by: u8) -> Frame {
        let rgba = frame
            .rgba
            .as_chunks::<4>()
            .0
            .iter()
            .flat_map(|[r, g, b, a]| [r / divide_by, g / divide_by, b / divide_by, *a]);
        Frame { rgba: rgba.collect(), ..*frame }
    }

    #[test]
    fn flat_pictures_have_their_own_luma() {
        for (rgb, want) in
            [([0; 3], 0.0), ([255; 3], 255.0), ([255, 0, 0], 76.0), ([0, 255, 0], 150.0), ([0, 0, 255], 29.0)]
        {
            let m = measures(&flat(640, 360, rgb));
            assert!((m.mean - want).abs() < 0.6, "{rgb:?}: {}", m.mean);
            assert!(m.std < 1e-6);
            assert_eq!((m.p5, m.p95), (m.p99, m.p99));
        }
    }

    #[test]
    fn percentiles_by_rank() {
        // 100 columns with luma 0 to 99.
        let rgba = (0..100_u8).flat_map(|v| [v, v, v, 255]).collect();
        let m = measures(&Frame { width: 100, height: 1, rgba });
        assert_eq!((m.p5, m.p95, m.p99), (4, 94, 98));
        assert!((m.mean - 49.5).abs() < 1e-9);
        assert!((m.std - 28.866).abs() < 0.01);
    }

    #[test]
    fn black_is_told_from_dark() {
        assert!(measures(&flat(64, 36, [0; 3])).is_black());
        assert!(measures(&flat(64, 36, [20; 3])).is_black());
        assert!(!measures(&flat(64, 36, [24; 3])).is_black());
        for name in ["astronaut.jpg", "portrait.jpg", "president.jpg"] {
            let photo = photo(name);
            assert!(!measures(&photo).is_black(), "{name}");
            assert!(!measures(&darker(&photo, 4)).is_black(), "{name} in the dark");
        }
        // A covered lens: noise only.
        let noise: Vec<u8> = (0..64 * 36_u32).flat_map(|i| [(i * 7 % 11) as u8, (i * 5 % 9) as u8, 3, 255]).collect();
        assert!(measures(&Frame { width: 64, height: 36, rgba: noise }).is_black());
    }

    #[test]
    fn photos_measure_as_they_look() {
        let portrait = measures(&photo("portrait.jpg"));
        assert!((60.0..200.0).contains(&portrait.mean), "{portrait:?}");
        assert!(portrait.p95 - portrait.p5 > 100, "{portrait:?}");
        let dark = measures(&darker(&photo("portrait.jpg"), 4));
        assert!((dark.mean - portrait.mean / 4.0).abs() < 2.0);
    }

    #[test]
    fn a_still_picture_is_told_from_a_noisy_one() {
        let photo = photo("astronaut.jpg");
        let grid = LumaGrid::new(&photo);
        assert_eq!(grid.difference(&grid), Some(0.0));
        // Noise of one step in every third pixel, as a good camera has at least.
        let mut noisy = photo.clone();
        for pixel in noisy.rgba.as_chunks_mut::<4>().0.iter_mut().step_by(3) {
            pixel[1] = pixel[1].saturating_add(2);
        }
        assert!(grid.difference(&LumaGrid::new(&noisy)).unwrap() > STILL_BELOW);
        assert_eq!(grid.difference(&LumaGrid::new(&flat(10, 10, [0; 3]))), None);
    }

    #[test]
    fn nothing_has_no_measures() {
        let nothing = LumaGrid::new(&Frame { width: 0, height: 0, rgba: Vec::new() });
        assert!(nothing.measures().is_none());
        assert!(nothing.difference(&nothing).is_none());
    }

    #[test]
    fn fingerprints_differ_where_bytes_differ() {
        let bytes: Vec<u8> = (0..1003_u32).map(|i| (i * 31 % 251) as u8).collect();
        let original = fingerprint(&bytes);
        assert_eq!(original, fingerprint(&bytes.clone()));
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1;
            assert_ne!(fingerprint(&other), original, "byte {at}");
        }
        assert_ne!(fingerprint(&bytes[..1002]), original);
        assert_ne!(fingerprint(&[0; 8]), fingerprint(&[0; 16]));
    }
}
