//! Listing, opening and reading cameras on Linux. Reading runs on the thread of [`super::worker`] only.
//!
//! A camera is read through nokhwa. What that library hides is read through V4L2 beside it: the list with rates like 29.97,
//! and cameras that it can't open as they are (such a rate, rows with padding).

use std::panic::catch_unwind;
use std::time::Instant;

use nokhwa::Camera;
use nokhwa::utils::{CameraIndex, RequestedFormat, RequestedFormatType};

use crate::model::device::{CameraDevice, CameraFormat, FrameRate};
use crate::model::{DeviceChoice, Unknown, UnknownReason};
use crate::os::v4l2;
use crate::os::v4l2_capture::{Capture, RawFrame, rows_have_padding};

use super::choice::pick;
use super::fault;
use super::format::{Goal, best_first};
use super::inbox::{Inbox, Opened, Picture, Sent};
use super::measure::fingerprint;
use super::mjpeg;
use super::pixel::PixelFormat;
use super::reader::this_reader;
use super::reading::reading;
use super::stream_nokhwa::{self, FORMATS, OLDEST_FRAME, from_nokhwa, set_format, to_nokhwa};

/// How many of a camera's formats are tried before it counts as unsupported.
const TRIED: usize = 3;

/// An open camera that streams.
enum Stream {
    /// Through the library.
    Library(Box<Camera>),
    /// Through V4L2 itself.
    Own(Box<Capture>),
}

/// Opens the camera that is meant and hands its frames over until the inbox says stop or it fails.
pub(super) fn read(choice: &DeviceChoice, goal: Goal, inbox: &Inbox) {
    inbox.reader(this_reader());
    // The library below panics when a camera that is going away cannot be stopped.
    reading(inbox, || {
        if inbox.stopped() {
            return Ok(());
        }
        let (stream, opened) = open(choice, goal)?;
        inbox.opened(opened);
        match stream {
            Stream::Library(mut camera) => stream_nokhwa::frames(&mut camera, inbox),
            Stream::Own(mut capture) => frames(&mut capture, inbox),
        }
    });
}

fn frames(capture: &mut Capture, inbox: &Inbox) -> Result<(), Unknown> {
    let mut last = None;
    while !inbox.stopped() {
        let (format, width, height) =
            (capture.format().fourcc.clone(), capture.format().width, capture.format().height);
        let frame = capture.read().map_err(|error| fault::of_system("read a frame", &error))?;
        let now = Instant::now();
        let Some(format) = PixelFormat::from_fourcc(&format) else {
            return Err(unsupported(format!("read a frame: nothing is known about {format}")));
        };
        let bytes = match format {
            PixelFormat::Mjpeg => mjpeg::trim(&frame.bytes).unwrap_or(&frame.bytes),
            _ => &frame.bytes,
        };
        let print = fingerprint(bytes);
        let distinct = last.replace(print) != Some(print);
        let at = taken_at(&frame, now);
        let picture = if frame.damaged {
            Picture::Broken
        } else {
            Picture::Sent(Sent { format, width, height, bytes: frame.bytes })
        };
        inbox.frame(at, distinct, picture);
    }
    Ok(())
}

fn taken_at(frame: &RawFrame, now: Instant) -> Instant {
    frame.age.filter(|age| *age < OLDEST_FRAME).and_then(|age| now.checked_sub(age)).unwrap_or(now)
}

fn open(choice: &DeviceChoice, goal: Goal) -> Result<(Stream, Opened), Unknown> {
    let cameras = list()?;
    let device = pick(&cameras, choice).map_err(|unknown| add_silent_node(unknown, choice))?;
    let number: u32 = device.id.parse().map_err(|_| unsupported(format!("{} is no number", device.id)))?;
    let opening = format!("open {}", v4l2::node_path(number).display());

    let mut wanted = best_first(&device.formats, goal);
    wanted.truncate(TRIED);
    if wanted.is_empty() {
        // Not listed for want of permission, or none that can be read: the attempt tells which.
        let nominal_fps = FrameRate::whole(30);
        wanted.push(CameraFormat { width: goal.width, height: goal.height, fourcc: "YUYV".to_owned(), nominal_fps });
    }
    let mut last = None;
    let opened =
        |format: CameraFormat| Opened { name: device.name.clone(), id: Some(device.id.clone()), format: Some(format) };
    for format in wanted {
        if let Some(camera) = open_by_library(number, &format) {
            let format = from_nokhwa(camera.camera_format());
            return Ok((Stream::Library(Box::new(camera)), opened(format)));
        }
        match Capture::open(number, &format) {
            Ok(capture) => {
                let format = capture.format().clone();
                return Ok((Stream::Own(Box::new(capture)), opened(format)));
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

/// The camera through the library, streaming; `None` where the library can't, whatever the reason: the attempt by V4L2
/// that follows says which.
fn open_by_library(number: u32, format: &CameraFormat) -> Option<Camera> {
    to_nokhwa(format)?;
    let open = || {
        let any = RequestedFormat::with_formats(RequestedFormatType::None, &FORMATS);
        let mut camera = Camera::new(CameraIndex::Index(number), any).ok()?;
        let set = set_format(&mut camera, format) && !rows_have_padding(number, format);
        (set && camera.open_stream().is_ok()).then_some(camera)
    };
    // The library panics on some errors of the drivers.
    catch_unwind(open).ok().flatten()
}

fn unsupported(detail: String) -> Unknown {
    Unknown::new(UnknownReason::Unsupported, detail)
}

/// Adds that the node which was asked for is there, but gives no pictures now.
fn add_silent_node(mut unknown: Unknown, choice: &DeviceChoice) -> Unknown {
    if let DeviceChoice::Id(id) = choice
        && v4l2::node_numbers().iter().any(|number| number.to_string() == *id)
    {
        unknown.detail.push_str(&format!(
            "; /dev/video{id} gives no pictures now (a virtual camera whose program does not run, or no camera)"
        ));
    }
    unknown
}

/// Adds who holds the camera, where that is why it did not open.
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
pub(super) fn list() -> Result<Vec<CameraDevice>, Unknown> {
    let mut cameras = v4l2::cameras();
    for camera in &mut cameras {
        camera.formats = best_first(&camera.formats, Goal::default());
    }
    Ok(cameras)
}
