//! Pictures from files in place of a camera: one image, or a folder of them in the order of their names.

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, Limits};

use crate::live::Frame;
use crate::model::observation::CameraName;
use crate::model::{Unknown, UnknownReason};
use crate::os::files::{self, FileReason};

use super::inbox::{Inbox, Opened, Picture};
use super::reading::reading;

/// Endings of the files in a folder that are taken for pictures.
const ENDINGS: [&str; 3] = ["png", "jpg", "jpeg"];

/// Time from one picture of a folder to the next: 30 a second, as of a camera.
const NEXT_AFTER: Duration = Duration::from_micros(33_333);

/// Time until a single picture is handed over once more.
const AGAIN_AFTER: Duration = Duration::from_millis(500);

/// A file longer than this is no picture for here.
const MOST_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// A picture of more pixels is not taken in: telephones give up to 50 million.
const MOST_PIXELS: u64 = 50_000_000;

/// Nor one that takes more memory than this, in bytes: 50 million pixels in four channels.
const MOST_DECODED_BYTES: u64 = MOST_PIXELS * 4;

/// A folder holds more pictures than anybody looks at; the rest is left out.
const MOST_PICTURES: usize = 10_000;

/// Longer sides are scaled down to this: no camera that is meant here gives more.
const LONGEST_SIDE: u32 = 1920;

/// Tells whether there is a picture here, or a folder of them, that can stand in for a camera.
///
/// # Errors
/// When it is missing, unreadable, damaged or holds no PNG or JPEG.
pub fn readable(path: &Path) -> Result<(), Unknown> {
    pictures(path).map(drop)
}

/// Hands the pictures over until the inbox says stop; a folder starts again at its end.
pub(super) fn play(path: &Path, inbox: &Inbox) {
    reading(inbox, || {
        let paths = pictures(path)?;
        inbox.opened(Opened { name: CameraName::FILE.to_owned(), id: None, format: None });
        turn_pages(&paths, inbox);
        Ok(())
    });
}

fn turn_pages(paths: &[PathBuf], inbox: &Inbox) {
    if let [single] = paths {
        let frame = load(single).ok();
        while !inbox.stopped() {
            let picture = frame.as_ref().map_or(Picture::Broken, |frame| Picture::Ready(frame.clone()));
            inbox.frame(Instant::now(), true, picture);
            inbox.pause(AGAIN_AFTER);
        }
        return;
    }
    for path in paths.iter().cycle() {
        if inbox.stopped() {
            return;
        }
        inbox.frame(Instant::now(), true, load(path).map_or(Picture::Broken, Picture::Ready));
        inbox.pause(NEXT_AFTER);
    }
}

/// The pictures at this path, in order.
fn pictures(path: &Path) -> Result<Vec<PathBuf>, Unknown> {
    let fault = |error: std::io::Error| {
        let reason = match error.kind() {
            std::io::ErrorKind::NotFound => UnknownReason::NoDevice,
            std::io::ErrorKind::PermissionDenied => UnknownReason::NoPermission,
            _ => UnknownReason::Unsupported,
        };
        Unknown::new(reason, format!("read {}: {error}", path.display()))
    };
    if !std::fs::metadata(path).map_err(fault)?.is_dir() {
        return load(path).map(|_| vec![path.to_owned()]);
    }
    let mut paths: Vec<PathBuf> = std::fs::read_dir(path)
        .map_err(fault)?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| is_picture(path))
        .take(MOST_PICTURES)
        .collect();
    paths.sort();
    if paths.is_empty() {
        let detail = format!("read {}: no PNG or JPEG in this folder", path.display());
        return Err(Unknown::new(UnknownReason::NoDevice, detail));
    }
    Ok(paths)
}

/// A file with the ending of a picture; what a system keeps beside it under a hidden name (`._photo.png`), folders, pipes and
/// links that lead nowhere are none.
fn is_picture(path: &Path) -> bool {
    let hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
    let ending = path.extension().and_then(|e| e.to_str()).map(str::to_lowercase);
    let named = ending.is_some_and(|e| ENDINGS.contains(&e.as_str()));
    named && !hidden && std::fs::metadata(path).is_ok_and(|there| there.is_file())
}

/// The picture the right way up. Its size is looked at before anything is decoded.
fn load(path: &Path) -> Result<Frame, Unknown> {
    let bytes = files::read_ordinary(path, MOST_FILE_BYTES).map_err(|error| {
        let reason = match error.reason {
            FileReason::NotFound => UnknownReason::NoDevice,
            FileReason::NoPermission => UnknownReason::NoPermission,
            _ => UnknownReason::Unsupported,
        };
        Unknown::new(reason, error.to_string())
    })?;
    let refused = |why: &str| Unknown::new(UnknownReason::Unsupported, format!("read {}: {why}", path.display()));
    let damaged = |error| match error {
        ImageError::Limits(_) => refused("a picture that is too large"),
        _ => refused("no PNG or JPEG, or a damaged one"),
    };
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let reader = reader.map_err(|_| refused("no PNG or JPEG"))?;
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_DECODED_BYTES {
        return Err(refused(&format!("a picture of {width} x {height} is too large")));
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_DECODED_BYTES);
    decoder.set_limits(limits).map_err(damaged)?;
    let orientation = decoder.orientation().ok();
    let mut image = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    if image.width().max(image.height()) > LONGEST_SIDE {
        image = image.thumbnail(LONGEST_SIDE, LONGEST_SIDE);
    }
    if let Some(orientation) = orientation {
        image.apply_orientation(orientation);
    }
    let see_through = image.color().has_alpha();
    let image = image.into_rgba8();
    let (width, height) = image.dimensions();
    let mut rgba = image.into_raw();
    if see_through {
        on_black(&mut rgba);
    }
    Ok(Frame { width, height, rgba })
}

/// A camera's picture has nothing behind it: what can be seen through becomes dark.
fn on_black(rgba: &mut [u8]) {
    for [r, g, b, a] in rgba.as_chunks_mut::<4>().0 {
        for colour in [r, g, b] {
            *colour = u8::try_from(u16::from(*colour) * u16::from(*a) / 255).unwrap_or(u8::MAX);
        }
        *a = u8::MAX;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> image::RgbImage {
        image::RgbImage::from_fn(40, 20, |x, y| image::Rgb([(x * 6) as u8, (y * 12) as u8, 90]))
    }

    #[test]
    fn a_folder_gives_its_pictures_in_the_order_of_their_names() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["b.png", "a.PNG", "notes.txt", "c.jpeg", "._a.png", ".hidden.jpg", ".DS_Store", ".png"] {
            std::fs::write(dir.path().join(name), "x").unwrap();
        }
        std::fs::create_dir(dir.path().join("folder.png")).unwrap();
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("nowhere", dir.path().join("broken.png")).unwrap();
            nix::unistd::mkfifo(&dir.path().join("pipe.png"), nix::sys::stat::Mode::S_IRWXU).unwrap();
        }
        let names: Vec<String> = pictures(dir.path())
            .unwrap()
            .iter()
            .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        assert_eq!(names, ["a.PNG", "b.png", "c.jpeg"]);
    }

    #[test]
    fn what_is_no_picture_says_so() {
        let dir = tempfile::tempdir().unwrap();
        let reason = |path: &Path| readable(path).unwrap_err().reason;
        assert_eq!(reason(dir.path()), UnknownReason::NoDevice);
        assert_eq!(reason(&dir.path().join("gone.png")), UnknownReason::NoDevice);
        let text = dir.path().join("text.png");
        std::fs::write(&text, "no picture").unwrap();
        assert_eq!(reason(&text), UnknownReason::Unsupported);
        let empty = dir.path().join("empty.jpg");
        std::fs::write(&empty, "").unwrap();
        assert_eq!(reason(&empty), UnknownReason::Unsupported);
        let folder = dir.path().join("x.png");
        std::fs::create_dir(&folder).unwrap();
        assert_eq!(reason(&folder), UnknownReason::NoDevice);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_waited_for_and_nothing_endless_is_read() {
        let dir = tempfile::tempdir().unwrap();
        let pipe = dir.path().join("pipe.png");
        nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
        let link = dir.path().join("link.png");
        std::os::unix::fs::symlink(&pipe, &link).unwrap();
        let broken = dir.path().join("broken.png");
        std::os::unix::fs::symlink("nowhere", &broken).unwrap();
        let socket = dir.path().join("socket.png");
        let _held = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        for path in [&pipe, &link, &socket, Path::new("/dev/zero"), Path::new("/dev/null"), Path::new("/dev/tty")] {
            assert_eq!(readable(path).unwrap_err().reason, UnknownReason::Unsupported, "{}", path.display());
        }
        assert_eq!(readable(&broken).unwrap_err().reason, UnknownReason::NoDevice);
    }

    #[test]
    fn large_pictures_are_made_smaller() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("large.png");
        image::RgbImage::from_pixel(2400, 600, image::Rgb([9, 9, 9])).save(&path).unwrap();
        let frame = load(&path).unwrap();
        assert_eq!((frame.width, frame.height), (1920, 480));
        assert_eq!(frame.rgba[..4], [9, 9, 9, 255]);
    }

    /// The beginning of a PNG that claims this size.
    fn png_header(width: u32, height: u32, depth: u8, colour: u8) -> Vec<u8> {
        let mut chunk = b"IHDR".to_vec();
        chunk.extend(width.to_be_bytes());
        chunk.extend(height.to_be_bytes());
        chunk.extend([depth, colour, 0, 0, 0]);
        let mut sum = u32::MAX;
        for byte in &chunk {
            sum ^= u32::from(*byte);
            for _ in 0..8 {
                sum = if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 };
            }
        }
        let mut png = vec![0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 13];
        png.extend(chunk);
        png.extend((!sum).to_be_bytes());
        // An empty part of the data, so that the header counts as read.
        png.extend([0, 0, 0, 0]);
        png.extend(b"IDAT");
        png.extend([0x35, 0xAF, 0x06, 0x1E]);
        png
    }

    #[test]
    fn what_is_too_large_is_refused_by_its_size_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("bomb.png");
        for (width, height, depth, colour) in
            [(20_000, 20_000, 8, 2), (65_000, 65_000, 1, 0), (1, 2_000_000_000, 8, 6), (7000, 7000, 16, 6)]
        {
            std::fs::write(&path, png_header(width, height, depth, colour)).unwrap();
            let unknown = readable(&path).unwrap_err();
            assert_eq!(unknown.reason, UnknownReason::Unsupported);
            assert!(unknown.detail.contains("too large"), "{width} x {height}: {}", unknown.detail);
        }
        // A JPEG that claims 65,500 x 65,500 in its header.
        let mut jpeg = Cursor::new(Vec::new());
        small().write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
        let mut jpeg = jpeg.into_inner();
        let frame = jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
        jpeg[frame + 5..frame + 9].copy_from_slice(&[0xFF, 0xDC, 0xFF, 0xDC]);
        std::fs::write(&path, jpeg).unwrap();
        assert!(readable(&path).is_err());
        let long = dir.path().join("long.png");
        std::fs::File::create(&long).unwrap().set_len(MOST_FILE_BYTES + 1).unwrap();
        assert_eq!(readable(&long).unwrap_err().reason, UnknownReason::Unsupported);
    }

    #[test]
    fn all_kinds_of_png_are_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("kind.png");
        let image = DynamicImage::from(small());
        for kind in [
            DynamicImage::from(image.to_rgb16()),
            DynamicImage::from(image.to_rgba16()),
            DynamicImage::from(image.to_luma8()),
            DynamicImage::from(image.to_luma_alpha16()),
        ] {
            kind.save(&path).unwrap();
            let frame = load(&path).unwrap();
            assert_eq!((frame.width, frame.height), (40, 20), "{:?}", kind.color());
            assert!(frame.rgba.as_chunks::<4>().0.iter().all(|pixel| pixel[3] == 255));
        }
    }

    #[test]
    fn what_can_be_seen_through_is_dark() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("glass.png");
        image::RgbaImage::from_fn(2, 1, |x, _| image::Rgba([200, 100, 50, if x == 0 { 0 } else { 128 }]))
            .save(&path)
            .unwrap();
        assert_eq!(load(&path).unwrap().rgba, [0, 0, 0, 255, 100, 50, 25, 255]);
    }

    #[test]
    fn a_photo_held_upright_is_turned() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("upright.jpg");
        let mut jpeg = Cursor::new(Vec::new());
        small().write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
        // An EXIF part with one entry: orientation 6, to be turned by a quarter.
        let exif: [u8; 34] = [
            0xFF, 0xE1, 0, 32, b'E', b'x', b'i', b'f', 0, 0, b'M', b'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0,
            0, 1, 0, 6, 0, 0, 0, 0,
        ];
        let jpeg = jpeg.into_inner();
        let turned = [&jpeg[..2], &exif, &jpeg[2..]].concat();
        std::fs::write(&path, turned).unwrap();
        let frame = load(&path).unwrap();
        assert_eq!((frame.width, frame.height), (20, 40));
    }
}
