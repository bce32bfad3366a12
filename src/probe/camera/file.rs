//! Pictures from files in place of a camera: one image, or a folder of them in the order of their names.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use image::{DynamicImage, ImageDecoder, ImageReader};

use crate::live::Frame;
use crate::model::{Unknown, UnknownReason};

use super::inbox::{Inbox, Opened, Picture};

/// The name of this source wherever a camera's name stands.
const NAME: &str = "file";

/// Endings of the files in a folder that are taken for pictures.
const ENDINGS: [&str; 3] = ["png", "jpg", "jpeg"];

/// Time from one picture of a folder to the next.
const NEXT_AFTER: Duration = Duration::from_millis(100);

/// Time until a single picture is handed over once more.
const AGAIN_AFTER: Duration = Duration::from_millis(500);

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
    match pictures(path) {
        Ok(paths) => {
            inbox.opened(Opened { name: NAME.to_owned(), id: None, format: None });
            turn_pages(&paths, inbox);
        }
        Err(unknown) => inbox.failed(unknown),
    }
    inbox.released();
}

fn turn_pages(paths: &[PathBuf], inbox: &Inbox) {
    if let [single] = paths {
        let frame = load(single);
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
        std::fs::File::open(path).map_err(fault)?;
        return match load(path) {
            Some(_) => Ok(vec![path.to_owned()]),
            None => Err(Unknown::new(UnknownReason::Unsupported, format!("read {}: no PNG or JPEG", path.display()))),
        };
    }
    let mut paths: Vec<PathBuf> = std::fs::read_dir(path)
        .map_err(fault)?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| is_picture(path))
        .collect();
    paths.sort();
    if paths.is_empty() {
        let detail = format!("read {}: no PNG or JPEG in this folder", path.display());
        return Err(Unknown::new(UnknownReason::NoDevice, detail));
    }
    Ok(paths)
}

fn is_picture(path: &Path) -> bool {
    let ending = path.extension().and_then(|e| e.to_str()).map(str::to_lowercase);
    ending.is_some_and(|e| ENDINGS.contains(&e.as_str()))
}

/// The picture the right way up, or `None` when it is damaged.
fn load(path: &Path) -> Option<Frame> {
    let mut decoder = ImageReader::open(path).ok()?.with_guessed_format().ok()?.into_decoder().ok()?;
    let orientation = decoder.orientation().ok();
    let mut image = DynamicImage::from_decoder(decoder).ok()?;
    if let Some(orientation) = orientation {
        image.apply_orientation(orientation);
    }
    if image.width().max(image.height()) > LONGEST_SIDE {
        image = image.thumbnail(LONGEST_SIDE, LONGEST_SIDE);
    }
    let image = image.into_rgba8();
    Some(Frame { width: image.width(), height: image.height(), rgba: image.into_raw() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_pictures_in_the_order_of_their_names() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["b.png", "a.PNG", "notes.txt", "c.jpeg"] {
            std::fs::write(dir.path().join(name), "x").unwrap();
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
        assert_eq!(pictures(dir.path()).unwrap_err().reason, UnknownReason::NoDevice);
        assert_eq!(pictures(&dir.path().join("gone.png")).unwrap_err().reason, UnknownReason::NoDevice);
        let text = dir.path().join("text.png");
        std::fs::write(&text, "no picture").unwrap();
        assert_eq!(pictures(&text).unwrap_err().reason, UnknownReason::Unsupported);
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
}
