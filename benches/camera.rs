//! What a camera frame costs from the driver's bytes to a picture that is ready to show, with its measures: 1280x720 on
//! one core must take less than a frame interval at 30 frames per second (33 ms). Run by `cargo bench --bench camera`.
#![allow(clippy::unwrap_used, reason = "a measurement may stop at the first surprise")]

use std::io::Cursor;

use divan::{Bencher, black_box};
use greenroom::probe::camera::measure::{LumaGrid, fingerprint, look};
use greenroom::probe::camera::mjpeg;
use greenroom::probe::camera::pixel::{PixelFormat, to_frame};
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};

const WIDTH: u32 = 1280;
const HEIGHT: u32 = 720;

fn main() {
    divan::main();
}

/// A number from 0 to 255 that looks random.
fn noise(x: u32, y: u32) -> u8 {
    let mixed = (x.wrapping_mul(0x9E37_79B1) ^ y.wrapping_mul(0x85EB_CA77)).wrapping_mul(0xC2B2_AE3D);
    mixed.to_be_bytes()[0]
}

/// Broad shapes, edges and camera noise.
fn scene(x: u32, y: u32) -> [u8; 3] {
    let grain = noise(x, y) % 12;
    let edge = if (x / 160 + y / 120).is_multiple_of(2) { 60 } else { 0 };
    [(x / 8) as u8, (y / 5) as u8, 90].map(|c: u8| (c / 2 + 40).saturating_add(edge).saturating_add(grain))
}

fn jpeg() -> Vec<u8> {
    let image = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| Rgb(scene(x, y)));
    let mut bytes = Cursor::new(Vec::new());
    JpegEncoder::new_with_quality(&mut bytes, 85).encode_image(&image).unwrap();
    // A driver hands over its whole buffer.
    let mut bytes = bytes.into_inner();
    bytes.resize(bytes.len().max(600_000), 0);
    bytes
}

fn raw(format: PixelFormat) -> Vec<u8> {
    let bytes = u32::try_from(format.bytes(WIDTH, HEIGHT).unwrap()).unwrap();
    (0..bytes).map(|i| (scene(i % (2 * WIDTH) / 2, i / (2 * WIDTH))[0]).wrapping_add(noise(i, 7) % 8)).collect()
}

/// Everything that happens to each frame, on both threads.
fn whole(format: PixelFormat, bytes: &[u8], previous: &LumaGrid) -> f64 {
    let sent = if format == PixelFormat::Mjpeg { mjpeg::trim(bytes).unwrap() } else { bytes };
    black_box(fingerprint(sent));
    let frame = to_frame(format, WIDTH, HEIGHT, bytes).unwrap();
    let grid = LumaGrid::new(&frame);
    black_box(look(&frame));
    let difference = grid.difference(previous).unwrap();
    black_box(frame);
    difference
}

fn bench(bencher: Bencher, format: PixelFormat, bytes: &[u8]) {
    let previous = LumaGrid::new(&to_frame(format, WIDTH, HEIGHT, bytes).unwrap());
    bencher.bench(|| whole(format, black_box(bytes), &previous));
}

#[divan::bench]
fn yuyv_to_ready(bencher: Bencher) {
    bench(bencher, PixelFormat::Yuyv, &raw(PixelFormat::Yuyv));
}

#[divan::bench]
fn nv12_to_ready(bencher: Bencher) {
    bench(bencher, PixelFormat::Nv12, &raw(PixelFormat::Nv12));
}

#[divan::bench]
fn rgb_to_ready(bencher: Bencher) {
    bench(bencher, PixelFormat::Rgb, &raw(PixelFormat::Rgb));
}

#[divan::bench]
fn mjpeg_to_ready(bencher: Bencher) {
    bench(bencher, PixelFormat::Mjpeg, &jpeg());
}

#[divan::bench]
fn mjpeg_decode_alone(bencher: Bencher) {
    let bytes = jpeg();
    bencher.bench(|| mjpeg::decode(black_box(&bytes)).unwrap());
}

#[divan::bench]
fn measures_alone(bencher: Bencher) {
    let frame = to_frame(PixelFormat::Yuyv, WIDTH, HEIGHT, &raw(PixelFormat::Yuyv)).unwrap();
    let previous = LumaGrid::new(&frame);
    bencher.bench(|| {
        let grid = LumaGrid::new(black_box(&frame));
        (look(&frame), grid.difference(&previous))
    });
}

#[divan::bench]
fn fingerprint_alone(bencher: Bencher) {
    let bytes = raw(PixelFormat::Yuyv);
    bencher.bench(|| fingerprint(black_box(&bytes)));
}
