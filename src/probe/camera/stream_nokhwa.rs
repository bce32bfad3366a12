//! Cameras through nokhwa, on every system: its formats, and frames from an open camera to the inbox.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use nokhwa::Camera;
use nokhwa::utils::{CameraFormat as Nokhwa, FrameFormat, RequestedFormat, RequestedFormatType};

use crate::model::Unknown;
use crate::model::device::{CameraFormat, FrameRate};

use super::fault;
use super::inbox::{Inbox, Picture, Sent};
use super::measure::fingerprint;
use super::mjpeg;
use super::pixel::PixelFormat;

/// A capture time further back than this is no capture time (a driver that counts from elsewhere).
pub(super) const OLDEST_FRAME: Duration = Duration::from_secs(2);

/// What can be read.
pub(super) const FORMATS: [FrameFormat; 6] = [
    FrameFormat::MJPEG,
    FrameFormat::YUYV,
    FrameFormat::NV12,
    FrameFormat::GRAY,
    FrameFormat::RAWRGB,
    FrameFormat::RAWBGR,
];

/// Sets exactly this format; false where the library does not know it or the camera refuses it.
pub(super) fn set_format(camera: &mut Camera, format: &CameraFormat) -> bool {
    to_nokhwa(format).is_some_and(|exact| {
        let request = RequestedFormat::with_formats(RequestedFormatType::Exact(exact), &FORMATS);
        camera.set_camera_requset(request).is_ok()
    })
}

/// Hands frames over until the inbox says stop.
///
/// # Errors
/// When the camera fails.
pub(super) fn frames(camera: &mut Camera, inbox: &Inbox) -> Result<(), Unknown> {
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

/// This format as the library has it; `None` for what it does not know: other pixels, broken rates.
pub(super) fn to_nokhwa(format: &CameraFormat) -> Option<Nokhwa> {
    let pixel = PixelFormat::from_fourcc(&format.fourcc)?;
    let pixel = FORMATS.into_iter().find(|f| pixel_format(*f) == pixel)?;
    let rate = format.nominal_fps;
    let whole = rate == FrameRate::whole(rate.frames());
    whole.then(|| Nokhwa::new_from(format.width, format.height, pixel, rate.frames()))
}

/// The format as the house has it.
pub(super) fn from_nokhwa(format: Nokhwa) -> CameraFormat {
    CameraFormat {
        width: format.width(),
        height: format.height(),
        fourcc: pixel_format(format.format()).fourcc().to_owned(),
        nominal_fps: FrameRate::whole(format.frame_rate()),
    }
}
