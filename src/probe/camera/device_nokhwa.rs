//! Listing, opening and reading cameras through nokhwa, on Windows and macOS. Runs on the thread of [`super::worker`] only.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use nokhwa::Camera;
use nokhwa::utils::{CameraFormat as Nokhwa, CameraIndex, FrameFormat, RequestedFormat, RequestedFormatType};

use crate::model::device::{CameraDevice, CameraFormat, FrameRate};
use crate::model::{DeviceChoice, Unknown};

use super::choice::pick;
use super::fault;
use super::format::{Goal, best_first};
use super::inbox::{Inbox, Opened, Picture, Sent};
use super::measure::fingerprint;
use super::mjpeg;
use super::pixel::PixelFormat;
use super::reader::this_reader;

/// How many of a camera's formats are tried before it counts as unsupported.
const TRIED: usize = 3;

/// A capture time further back than this is no capture time (a driver that counts from elsewhere).
const OLDEST_FRAME: Duration = Duration::from_secs(2);

const FORMATS: [FrameFormat; 6] = [
    FrameFormat::MJPEG,
    FrameFormat::YUYV,
    FrameFormat::NV12,
    FrameFormat::GRAY,
    FrameFormat::RAWRGB,
    FrameFormat::RAWBGR,
];

/// Opens the camera that is meant and hands its frames over until the inbox says stop or it fails.
pub(super) fn read(choice: &DeviceChoice, goal: Goal, inbox: &Inbox) {
    // The library panics on some errors of the drivers, and on macOS exceptions arrive as panics.
    inbox.reader(this_reader());
    let done = catch_unwind(AssertUnwindSafe(|| {
        if inbox.stopped() {
            return Ok(());
        }
        let (mut camera, opened) = open(choice, goal)?;
        inbox.opened(opened);
        frames(&mut camera, inbox)
    }));
    match done {
        Ok(Ok(())) => {}
        // The watcher ends a stream that hangs; that is no failure.
        Ok(Err(_)) | Err(_) if inbox.stopped() => {}
        Ok(Err(unknown)) => inbox.failed(unknown),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("panic without text");
            inbox.failed(fault::of_text("use the camera", text));
        }
    }
    inbox.released();
}

fn frames(camera: &mut Camera, inbox: &Inbox) -> Result<(), Unknown> {
    let mut last = None;
    while !inbox.stopped() {
        let buffer = camera.frame().map_err(|error| fault::of_text("read a frame", &error.to_string()))?;
        let now = Instant::now();
        let format = pixel_format(buffer.source_frame_format());
        let bytes = match format {
            PixelFormat::Mjpeg => mjpeg::trim(buffer.buffer()).unwrap_or(buffer.buffer()),
            _ => buffer.buffer(),
        };
        let print = fingerprint(bytes);
        let distinct = last.replace(print) != Some(print);
        let at = taken_at(buffer.capture_timestamp(), now);
        let size = buffer.resolution();
        let (width, height) = (size.width(), size.height());
        let bytes = buffer.buffer().to_vec();
        inbox.frame(at, distinct, Picture::Sent(Sent { format, width, height, bytes }));
    }
    Ok(())
}

/// When a frame was taken. The library gives the driver's time as wall clock.
fn taken_at(wall: Option<Duration>, now: Instant) -> Instant {
    let age = wall.and_then(|taken| SystemTime::now().duration_since(UNIX_EPOCH).ok()?.checked_sub(taken));
    age.filter(|age| *age < OLDEST_FRAME).and_then(|age| now.checked_sub(age)).unwrap_or(now)
}

fn pixel_format(format: FrameFormat) -> PixelFormat {
    match format {
        FrameFormat::MJPEG => PixelFormat::Mjpeg,
        FrameFormat::YUYV => PixelFormat::Yuyv,
        FrameFormat::NV12 => PixelFormat::Nv12,
        FrameFormat::GRAY => PixelFormat::Gray,
        FrameFormat::RAWRGB => PixelFormat::Rgb,
        FrameFormat::RAWBGR => PixelFormat::Bgr,
    }
}

fn to_nokhwa(format: &CameraFormat) -> Option<Nokhwa> {
    let pixel = PixelFormat::from_fourcc(&format.fourcc)?;
    let pixel = FORMATS.into_iter().find(|f| pixel_format(*f) == pixel)?;
    // The library knows whole rates only, so all of its own are.
    Some(Nokhwa::new_from(format.width, format.height, pixel, format.nominal_fps.frames()))
}

/// The cameras. Asking for formats would open them.
pub(super) fn list() -> Result<Vec<CameraDevice>, Unknown> {
    Ok(query()?.into_iter().map(|(device, _)| device).collect())
}

fn query() -> Result<Vec<(CameraDevice, CameraIndex)>, Unknown> {
    let found = catch_unwind(|| nokhwa::query(nokhwa::utils::ApiBackend::Auto));
    let found = found.map_err(|_| fault::of_text("list the cameras", "the capture library panicked"))?;
    let found = found.map_err(|error| fault::of_text("list the cameras", &error.to_string()))?;
    Ok(found
        .into_iter()
        .map(|info| {
            let unique = info.misc();
            let id = if unique.is_empty() { info.index().to_string() } else { unique };
            (CameraDevice { id, name: info.human_name(), formats: Vec::new() }, info.index().clone())
        })
        .collect())
}

fn open(choice: &DeviceChoice, goal: Goal) -> Result<(Camera, Opened), Unknown> {
    let listed = query()?;
    let cameras: Vec<CameraDevice> = listed.iter().map(|(device, _)| device.clone()).collect();
    // A number is the place in the system's list.
    let by_number = match choice {
        DeviceChoice::Id(id) => id.parse::<usize>().ok().and_then(|place| cameras.get(place)),
        _ => None,
    };
    let device = by_number.map_or_else(|| pick(&cameras, choice), Ok)?;
    let index = listed.iter().find(|(other, _)| other.id == device.id).map(|(_, index)| index.clone());
    let index = index.unwrap_or(CameraIndex::Index(0));

    let opening = format!("open {}", device.name);
    let fail = |error: nokhwa::NokhwaError| fault::of_text(&opening, &error.to_string());
    let mut camera =
        Camera::new(index, RequestedFormat::with_formats(RequestedFormatType::None, &FORMATS)).map_err(fail)?;
    let offered: Vec<CameraFormat> =
        camera.compatible_camera_formats().unwrap_or_default().into_iter().map(from_nokhwa).collect();
    let chosen = best_first(&offered, goal).into_iter().take(TRIED).find(|format| {
        to_nokhwa(format).is_some_and(|exact| {
            let request = RequestedFormat::with_formats(RequestedFormatType::Exact(exact), &FORMATS);
            camera.set_camera_requset(request).is_ok()
        })
    });
    let format = chosen.unwrap_or_else(|| from_nokhwa(camera.camera_format()));
    camera.open_stream().map_err(fail)?;
    let opened = Opened { name: device.name.clone(), id: Some(device.id.clone()), format: Some(format) };
    Ok((camera, opened))
}

fn from_nokhwa(format: Nokhwa) -> CameraFormat {
    CameraFormat {
        width: format.width(),
        height: format.height(),
        fourcc: pixel_format(format.format()).fourcc().to_owned(),
        nominal_fps: FrameRate::whole(format.frame_rate()),
    }
}
