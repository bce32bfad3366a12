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

fn seen(frame: &Frame) -> PictureLook {
    look(frame).unwrap()
}

/// Less than any camera's noise (design: 0.02).
const STILL_BELOW: f64 = 0.02;

fn darker(frame: &Frame, divide_by: u8) -> Frame {
    let rgba =
        frame.rgba.as_chunks::<4>().0.iter().flat_map(|[r, g, b, a]| [r / divide_by, g / divide_by, b / divide_by, *a]);
    Frame { rgba: rgba.collect(), ..*frame }
}

#[test]
fn flat_pictures_have_their_own_luma() {
    for (rgb, want) in
        [([0; 3], 0.0), ([255; 3], 255.0), ([255, 0, 0], 76.0), ([0, 255, 0], 150.0), ([0, 0, 255], 29.0)]
    {
        let m = seen(&flat(640, 360, rgb));
        assert!((m.mean - want).abs() < 0.6, "{rgb:?}: {}", m.mean);
        assert!(m.std < 1e-6);
        assert_eq!((m.p5, m.p95), (m.p99, m.p99));
        assert_eq!((m.areas_std, m.inner_std, m.same_ratio), ([0.0; 3], [0.0; 3], 1.0));
        assert_eq!(m.median_rgb, rgb.map(f64::from));
    }
}

#[test]
fn percentiles_by_rank() {
    // 100 columns with luma 0 to 99.
    let rgba = (0..100_u8).flat_map(|v| [v, v, v, 255]).collect();
    let m = seen(&Frame { width: 100, height: 1, rgba });
    assert_eq!((m.p5, m.p95, m.p99), (4.0, 94.0, 98.0));
    assert!((m.mean - 49.5).abs() < 1e-9);
    assert!((m.std - 28.866).abs() < 0.01);
}

#[test]
fn areas_are_told_from_what_is_in_them() {
    // Two halves: all of the difference is between areas, and only in the colour that differs.
    let halves = |left: [u8; 3], right: [u8; 3]| {
        let rgba = (0..64 * 36_u32).flat_map(|i| if i % 64 < 32 { left } else { right }.into_iter().chain([255]));
        Frame { width: 64, height: 36, rgba: rgba.collect() }
    };
    let m = seen(&halves([100; 3], [140; 3]));
    assert!((m.areas_std[0] - 20.0).abs() < 0.1 && m.inner_std == [0.0; 3], "{m:?}");
    // Columns that change from pixel to pixel: nothing is left between areas.
    let rgba = (0..64 * 36_u32).flat_map(|i| if i % 2 == 0 { [60, 60, 60, 255] } else { [200, 200, 200, 255] });
    let m = seen(&Frame { width: 64, height: 36, rgba: rgba.collect() });
    assert!(m.areas_std[0] < 1e-6 && (m.inner_std[0] - 70.0).abs() < 0.1, "{m:?}");
    assert!((m.same_ratio - 0.5).abs() < 1e-9 && (m.rest_ratio - 0.5).abs() < 1e-9, "{m:?}");
    assert!(m.rest_same_ratio > 0.99, "{m:?}");
}

#[test]
fn photos_measure_as_they_look() {
    let portrait = seen(&photo("portrait.jpg"));
    assert!((60.0..200.0).contains(&portrait.mean), "{portrait:?}");
    assert!(portrait.p95 - portrait.p5 > 100.0, "{portrait:?}");
    let dark = seen(&darker(&photo("portrait.jpg"), 4));
    assert!((dark.mean - portrait.mean / 4.0).abs() < 2.0);
    assert!(portrait.areas_std[0] > 20.0 && portrait.same_ratio < 0.1, "{portrait:?}");
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
    let empty = Frame { width: 0, height: 0, rgba: Vec::new() };
    assert!(look(&empty).is_none());
    let nothing = LumaGrid::new(&empty);
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
