//! Listing, opening and reading cameras through nokhwa. Runs on the thread of [`super::worker`] only.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use nokhwa::Camera;
use nokhwa::utils::{CameraFormat as Nokhwa, CameraIndex, FrameFormat, RequestedFormat, RequestedFormatType};

#[cfg(target_os = "linux")]
use crate::model::UnknownReason;
use crate::model::device::{CameraDevice, CameraFormat};
use crate::model::{DeviceChoice, Unknown};

use super::choice::pick;
use super::fault;
use super::format::{Goal, best_first};
use super::inbox::{Inbox, Opened, Picture};
use super::measure::fingerprint;
use super::mjpeg;
use super::pixel::PixelFormat;

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
        inbox.frame(at, distinct, Picture::Sent(buffer, format));
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
    Some(Nokhwa::new_from(format.width, format.height, pixel, format.nominal_fps))
}

/// Opens a camera in exactly this format, which it is in already.
#[cfg(target_os = "linux")]
fn open(choice: &DeviceChoice, goal: Goal) -> Result<(Camera, Opened), Unknown> {
    use crate::os::v4l2;

    let cameras = list()?;
    let device = pick(&cameras, choice).map_err(|unknown| add_silent_node(unknown, choice))?;
    let number: u32 = device.id.parse().map_err(|_| unsupported(format!("{} is no number", device.id)))?;
    let path = v4l2::node_path(number).display().to_string();
    let opening = format!("open {path}");

    let mut wanted = best_first(&device.formats, goal);
    wanted.truncate(TRIED);
    if wanted.is_empty() {
        // Not listed for want of permission, or none that can be read: the attempt tells which.
        let format =
            CameraFormat { width: goal.width, height: goal.height, fourcc: "YUYV".to_owned(), nominal_fps: 30 };
        wanted.push(format);
    }
    let mut last = None;
    for format in wanted {
        match v4l2::prepare(number, &format) {
            Ok(format) => {
                let Some(exact) = to_nokhwa(&format) else { continue };
                let request = RequestedFormat::with_formats(RequestedFormatType::Exact(exact), &FORMATS);
                let opened = Camera::new(CameraIndex::Index(number), request).and_then(|mut camera| {
                    camera.open_stream()?;
                    Ok(camera)
                });
                match opened {
                    Ok(camera) => {
                        let opened =
                            Opened { name: device.name.clone(), id: Some(device.id.clone()), format: Some(format) };
                        return Ok((camera, opened));
                    }
                    Err(error) => last = Some(fault::of_text(&opening, &error.to_string())),
                }
            }
            Err(error) => last = Some(fault::of_system(&opening, &error)),
        }
        if last.as_ref().is_some_and(|unknown| unknown.reason != UnknownReason::Unsupported) {
            break;
        }
    }
    let unknown = last.unwrap_or_else(|| unsupported(format!("{opening}: none of its formats can be read")));
    Err(with_holder(unknown, number))
}

#[cfg(target_os = "linux")]
fn unsupported(detail: String) -> Unknown {
    Unknown::new(UnknownReason::Unsupported, detail)
}

/// Adds that the node which was asked for is there, but gives no pictures now.
#[cfg(target_os = "linux")]
fn add_silent_node(mut unknown: Unknown, choice: &DeviceChoice) -> Unknown {
    if let DeviceChoice::Id(id) = choice
        && crate::os::v4l2::node_numbers().iter().any(|number| number.to_string() == *id)
    {
        unknown.detail.push_str(&format!(
            "; /dev/video{id} gives no pictures now (a virtual camera whose program does not run, or no camera)"
        ));
    }
    unknown
}

/// Adds who holds the camera, where that is why it did not open.
#[cfg(target_os = "linux")]
fn with_holder(mut unknown: Unknown, number: u32) -> Unknown {
    if unknown.reason == UnknownReason::InUse {
        let holders = crate::os::camera_linux::holders();
        let names: Vec<String> = holders
            .iter()
            .filter(|holder| holder.camera == number)
            .map(|holder| format!("{} (process {})", holder.name, holder.pid))
            .collect();
        if !names.is_empty() {
            unknown.detail.push_str(&format!("; held by {}", names.join(", ")));
        }
    }
    unknown
}

/// The cameras that can capture, each with its formats, best first.
#[cfg(target_os = "linux")]
pub(super) fn list() -> Result<Vec<CameraDevice>, Unknown> {
    let mut cameras = crate::os::v4l2::cameras();
    for camera in &mut cameras {
        camera.formats = best_first(&camera.formats, Goal::default());
    }
    Ok(cameras)
}

/// The cameras. Asking for formats would open them.
#[cfg(not(target_os = "linux"))]
pub(super) fn list() -> Result<Vec<CameraDevice>, Unknown> {
    Ok(query()?.into_iter().map(|(device, _)| device).collect())
}

#[cfg(not(target_os = "linux"))]
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

#[cfg(not(target_os = "linux"))]
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

#[cfg(not(target_os = "linux"))]
fn from_nokhwa(format: Nokhwa) -> CameraFormat {
    CameraFormat {
        width: format.width(),
        height: format.height(),
        fourcc: pixel_format(format.format()).fourcc().to_owned(),
        nominal_fps: format.frame_rate(),
    }
}

/// Whether a camera is still there, as far as that can be told without waiting.
#[cfg(target_os = "linux")]
pub(super) fn is_there(id: &str) -> bool {
    id.parse().is_ok_and(|number| crate::os::v4l2::node_path(number).exists())
}

#[cfg(not(target_os = "linux"))]
pub(super) fn is_there(id: &str) -> bool {
    super::listed().is_none_or(|cameras| cameras.iter().any(|camera| camera.id == id))
}

/// The thread that reads, as far as it can be woken.
#[cfg(target_os = "linux")]
pub(super) type Reader = crate::os::interrupt::ThreadNumber;

/// The thread that reads: it cannot be woken here.
#[cfg(not(target_os = "linux"))]
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader;

/// The thread that asks.
fn this_reader() -> Reader {
    #[cfg(target_os = "linux")]
    return crate::os::interrupt::this_thread();
    #[cfg(not(target_os = "linux"))]
    Reader
}

/// Wakes a reader that waits for a frame, where the system allows it. May have to be repeated.
pub(super) fn wake(reader: Reader) -> bool {
    #[cfg(target_os = "linux")]
    return crate::os::interrupt::interrupt(reader);
    #[cfg(not(target_os = "linux"))]
    {
        let Reader = reader;
        false
    }
}
