//! What is to be seen on a picture, kind by kind: where nobody can be seen the picture is never called fine, and a dark, noisy
//! or plain one with somebody on it is never called empty. Makes its own inputs.
#![cfg(feature = "devices")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "colours of test pictures")]

use std::io::Cursor;
use std::path::Path;

use greenroom::assess::picture;
use greenroom::live::Frame;
use greenroom::model::observation::{CameraObservation, PictureSpan};
use greenroom::probe::camera::measure::look;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::{FilterType, crop_imm, overlay, resize};
use image::{Rgb, RgbImage};

/// Numbers that look random and are always the same (xorshift, 32 bits).
struct Random(u32);

impl Random {
    fn byte(&mut self) -> u8 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        (self.0 >> 11) as u8
    }

    /// About normal, with deviation 1: the sum of three even ones.
    fn normal(&mut self) -> f64 {
        let sum: u32 = (0..3).map(|_| u32::from(self.byte())).sum();
        (f64::from(sum) / 255.0 - 1.5) * 2.0
    }
}

fn photo(name: &str) -> RgbImage {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/photos").join(name);
    image::open(path).unwrap().to_rgb8()
}

const PHOTOS: [&str; 3] = ["astronaut.jpg", "portrait.jpg", "president.jpg"];

fn frame(image: &RgbImage) -> Frame {
    let image = image::DynamicImage::from(image.clone()).into_rgba8();
    Frame { width: image.width(), height: image.height(), rgba: image.into_raw() }
}

/// (nothing to see, black)
fn told(image: &RgbImage) -> (bool, bool) {
    let look = look(&frame(image));
    let spans = vec![PictureSpan { length_s: 0.5, looked: 1, broken: 0, change: None, look }];
    let seen = picture::completed(&CameraObservation { spans, ..CameraObservation::default() });
    (picture::nothing_ratio(&seen).unwrap() > 0.5, seen.black_ratio.unwrap() > 0.5)
}

#[track_caller]
fn empty(what: &str, image: &RgbImage) {
    assert!(told(image).0, "{what} shows somebody: {:?}", look(&frame(image)));
}

#[track_caller]
fn shows(what: &str, image: &RgbImage) {
    assert_eq!(told(image), (false, false), "{what} shows nothing: {:?}", look(&frame(image)));
}

fn as_jpeg(image: &RgbImage, quality: u8) -> RgbImage {
    let mut bytes = Cursor::new(Vec::new());
    JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(image).unwrap();
    image::load_from_memory(bytes.get_ref()).unwrap().to_rgb8()
}

fn noisy(image: &RgbImage, deviation: f64) -> RgbImage {
    let mut random = Random(7);
    let mut noisy = image.clone();
    for pixel in noisy.pixels_mut() {
        for channel in &mut pixel.0 {
            *channel = (f64::from(*channel) + random.normal() * deviation).round().clamp(0.0, 255.0) as u8;
        }
    }
    noisy
}

fn darker(image: &RgbImage, divide_by: f64) -> RgbImage {
    let mut dark = image.clone();
    dark.pixels_mut().for_each(|p| p.0 = p.0.map(|c| (f64::from(c) / divide_by) as u8));
    dark
}

fn snow(width: u32, height: u32, grey: bool, seed: u32) -> RgbImage {
    let mut random = Random(seed);
    RgbImage::from_fn(width, height, |_, _| {
        let one = random.byte();
        Rgb(if grey { [one; 3] } else { [one, random.byte(), random.byte()] })
    })
}

fn hues() -> Vec<[u8; 3]> {
    let grey = [16, 64, 128, 200, 240, 255].map(|v| [v; 3]);
    let strong = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 0], [0, 255, 255], [255, 0, 255]];
    let soft = [[0, 135, 0], [40, 40, 46], [200, 190, 180], [90, 20, 60], [16, 80, 110]];
    [grey.to_vec(), strong.to_vec(), soft.to_vec()].concat()
}

#[test]
fn one_flat_colour_of_any_hue_shows_nobody() {
    for rgb in hues() {
        for (width, height) in [(1280, 720), (320, 240)] {
            empty(&format!("{rgb:?} {width}x{height}"), &RgbImage::from_pixel(width, height, Rgb(rgb)));
        }
        let flat = RgbImage::from_pixel(320, 180, Rgb(rgb));
        empty(&format!("{rgb:?} as JPEG"), &as_jpeg(&flat, 60));
        empty(&format!("{rgb:?} with a little noise"), &noisy(&flat, 3.0));
        empty(&format!("{rgb:?} with much noise"), &noisy(&flat, 25.0));
    }
}

#[test]
fn pure_noise_shows_nobody() {
    for (width, height) in [(640, 480), (320, 180), (64, 48), (33, 32)] {
        for seed in 1..3 {
            for grey in [true, false] {
                let snow = snow(width, height, grey, seed);
                empty(&format!("snow {width}x{height} {grey} {seed}"), &snow);
                empty(&format!("snow as JPEG {width}x{height} {grey} {seed}"), &as_jpeg(&snow, 40));
            }
        }
    }
    for (grain, smooth) in [(2, FilterType::Nearest), (3, FilterType::Nearest), (2, FilterType::Triangle)] {
        let fine = snow(1280 / grain, 720 / grain, false, 5);
        empty(&format!("snow in grains of {grain}"), &resize(&fine, 1280, 720, smooth));
    }
}

#[test]
fn a_picture_of_a_few_pixels_shows_nobody() {
    for (width, height) in [(1, 1), (2, 2), (8, 8), (31, 40), (400, 4)] {
        empty(&format!("{width}x{height}"), &resize(&photo("portrait.jpg"), width, height, FilterType::Triangle));
    }
    shows("160x120", &resize(&photo("president.jpg"), 160, 120, FilterType::Triangle));
}

/// A ring, as programs that make a camera show while they rest.
fn sign(ground: [u8; 3], ink: [u8; 3]) -> RgbImage {
    RgbImage::from_fn(1280, 720, |x, y| {
        let distance = (f64::from(x) - 640.0).hypot(f64::from(y) - 360.0);
        Rgb(if (100.0..140.0).contains(&distance) { ink } else { ground })
    })
}

#[test]
fn a_sign_on_one_colour_shows_nobody() {
    for (ground, ink) in
        [([40, 40, 46], [255; 3]), ([0, 0, 128], [240, 240, 0]), ([0; 3], [255; 3]), ([255; 3], [30, 90, 200])]
    {
        empty(&format!("{ink:?} on {ground:?}"), &sign(ground, ink));
        empty(&format!("{ink:?} on {ground:?} as JPEG"), &as_jpeg(&sign(ground, ink), 75));
    }
}

#[test]
fn one_colour_between_bars_shows_nobody() {
    for rgb in [[0, 255, 0], [120, 120, 120], [0, 0, 128]] {
        let barred = RgbImage::from_fn(1280, 720, |x, _| Rgb(if (160..1120).contains(&x) { rgb } else { [0; 3] }));
        empty(&format!("{rgb:?} between bars"), &barred);
        empty(&format!("{rgb:?} between bars as JPEG"), &as_jpeg(&barred, 60));
        let torn = RgbImage::from_fn(640, 480, |_, y| Rgb(if y < 200 { [0; 3] } else { rgb }));
        empty(&format!("half a frame of {rgb:?}"), &torn);
    }
}

#[test]
fn photos_show_somebody_however_dark_and_noisy() {
    for name in PHOTOS {
        let photo = photo(name);
        shows(name, &photo);
        shows(&format!("{name} as JPEG"), &as_jpeg(&photo, 30));
        for divide_by in [2.0, 4.0, 8.0] {
            shows(&format!("{name} darkened {divide_by} times"), &darker(&photo, divide_by));
        }
        for (divide_by, deviation) in [(1.0, 25.0), (3.0, 12.0), (6.0, 6.0)] {
            let night = noisy(&darker(&photo, divide_by), deviation);
            shows(&format!("{name} / {divide_by} with noise {deviation}"), &night);
            shows(&format!("{name} / {divide_by} with noise {deviation} as JPEG"), &as_jpeg(&night, 50));
        }
    }
    let large = resize(&photo("president.jpg"), 1280, 720, FilterType::Triangle);
    shows("720p", &noisy(&darker(&large, 4.0), 10.0));
}

/// The face and shoulders of a photo, so many pixels wide.
fn person(width: u32) -> RgbImage {
    let photo = photo("portrait.jpg");
    let person = crop_imm(&photo, 90, 10, 130, 170).to_image();
    resize(&person, width, width * 17 / 13, FilterType::Triangle)
}

fn in_front_of(mut wall: RgbImage, width: u32) -> RgbImage {
    let person = person(width);
    let (x, y) = (i64::from((wall.width() - width) / 2), i64::from(wall.height()) - i64::from(person.height()));
    overlay(&mut wall, &person, x, y);
    wall
}

#[test]
fn somebody_in_front_of_a_plain_wall_is_seen() {
    // Light falls off towards the corners of a real wall, and a real camera makes noise.
    let wall = RgbImage::from_fn(1280, 720, |x, y| {
        let off = (f64::from(x) - 640.0).hypot(f64::from(y) - 360.0) / 735.0;
        Rgb([205.0, 200.0, 190.0].map(|c: f64| (c * (1.0 - 0.15 * off)) as u8))
    });
    for width in [200, 450] {
        shows("a wall", &in_front_of(wall.clone(), width));
        shows("a dark wall", &noisy(&darker(&in_front_of(wall.clone(), width), 5.0), 5.0));
    }
    // A background by software is one exact colour.
    for rgb in hues() {
        shows(&format!("{rgb:?}"), &in_front_of(RgbImage::from_pixel(1280, 720, Rgb(rgb)), 420));
    }
}

#[test]
fn a_face_in_the_light_of_the_screen_is_seen() {
    let night = RgbImage::from_pixel(1280, 720, Rgb([0; 3]));
    let dim = darker(&person(260), 2.0);
    let mut image = night;
    overlay(&mut image, &dim, 510, 380);
    shows("a face in a dark room", &image);
}

#[test]
fn a_covered_lens_is_black() {
    for image in [RgbImage::from_pixel(640, 360, Rgb([0; 3])), RgbImage::from_pixel(640, 360, Rgb([14; 3]))] {
        assert!(told(&image).1);
        assert!(told(&noisy(&image, 2.0)).1, "noise only");
    }
    assert!(!told(&RgbImage::from_pixel(640, 360, Rgb([24; 3]))).1);
}
