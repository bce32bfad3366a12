//! Video4Linux2: an open camera and its frames.

use std::io;
use std::time::Duration;

use nix::libc;
use nix::time::{ClockId, clock_gettime};
use v4l::Device;
use v4l::buffer::{Flags, Metadata, Type};
use v4l::format::{Format, FourCC};
use v4l::io::traits::CaptureStream;
use v4l::prelude::MmapStream;
use v4l::video::Capture as _;
use v4l::video::capture::Parameters;

use super::v4l2::{node_path, rate_of};
use crate::model::device::CameraFormat;

/// Buffers that the driver fills in turn: one is being read, one is full, two are under way.
const BUFFERS: u32 = 4;

/// One frame as the driver handed it over.
#[derive(Debug)]
pub struct RawFrame {
    /// Its bytes, rows without padding.
    pub bytes: Vec<u8>,
    /// How long ago it was taken; `None` where the driver counts by a clock of its own.
    pub age: Option<Duration>,
    /// The driver says that it is damaged.
    pub damaged: bool,
}

/// A camera that streams. Dropping it releases the camera.
pub struct Capture {
    stream: MmapStream<'static>,
    format: CameraFormat,
    /// Bytes from one row to the next, as the driver has them.
    stride: usize,
}

impl Capture {
    /// Opens a camera in this format, or in what the driver makes of it, and has it stream with the first frame read.
    ///
    /// # Errors
    /// `EBUSY` while another program streams, `EACCES` without permission, `ENODEV`/`ENOENT` when it is not there, and
    /// `InvalidData` when the driver insists on another pixel format.
    pub fn open(number: u32, wanted: &CameraFormat) -> io::Result<Self> {
        let device = Device::with_path(node_path(number))?;
        let fourcc: [u8; 4] = wanted.fourcc.as_bytes().try_into().map_err(|_| insists(&wanted.fourcc))?;
        let set = device.set_format(&Format::new(wanted.width, wanted.height, FourCC::new(&fourcc)))?;
        if set.fourcc.repr != fourcc {
            return Err(insists(&String::from_utf8_lossy(&set.fourcc.repr)));
        }
        let nominal_fps = set_rate(&device, wanted)?;
        let format = CameraFormat { width: set.width, height: set.height, nominal_fps, ..wanted.clone() };
        let stream = MmapStream::with_buffers(&device, Type::VideoCapture, BUFFERS)?;
        Ok(Self { stream, format, stride: set.stride as usize })
    }

    /// The format in use.
    #[must_use]
    pub fn format(&self) -> &CameraFormat {
        &self.format
    }

    /// Waits for the next frame, without limit; [`super::interrupt`] ends the wait.
    ///
    /// # Errors
    /// When the camera is gone, cannot stream, or the wait was interrupted.
    pub fn read(&mut self) -> io::Result<RawFrame> {
        let row = row_bytes(&self.format);
        let (bytes, about) = CaptureStream::next(&mut self.stream)?;
        // Some drivers leave the length out.
        let used = if about.bytesused == 0 { bytes.len() } else { about.bytesused as usize };
        let bytes = bytes.get(..used).unwrap_or(bytes);
        let bytes = match row {
            Some(row) if self.stride > row => without_padding(bytes, row, self.stride),
            _ => bytes.to_vec(),
        };
        Ok(RawFrame { bytes, age: age(about), damaged: about.flags.contains(Flags::ERROR) })
    }
}

/// Sets the rate and tells what the driver made of it. A camera whose rate cannot be set has the one that it has.
fn set_rate(device: &Device, wanted: &CameraFormat) -> io::Result<crate::model::FrameRate> {
    let rate = wanted.nominal_fps;
    let set = device.set_params(&Parameters::new(v4l::Fraction::new(rate.seconds(), rate.frames())));
    let set = match set {
        Err(error) if matches!(error.raw_os_error(), Some(libc::ENOTTY | libc::EINVAL)) => device.params(),
        other => other,
    };
    match set {
        Ok(params) => Ok(rate_of(&params.interval).unwrap_or(rate)),
        Err(error) if matches!(error.raw_os_error(), Some(libc::ENOTTY | libc::EINVAL)) => Ok(rate),
        Err(error) => Err(error),
    }
}

/// True when the format that the camera stands in now has rows with padding. The camera may be open elsewhere.
#[must_use]
pub fn rows_have_padding(number: u32, format: &CameraFormat) -> bool {
    let now = Device::with_path(node_path(number)).and_then(|device| device.format());
    now.is_ok_and(|now| row_bytes(format).is_some_and(|row| now.stride as usize > row))
}

/// Bytes of a row without padding, of the first plane; `None` for what has no rows.
fn row_bytes(format: &CameraFormat) -> Option<usize> {
    let width = format.width as usize;
    match format.fourcc.as_str() {
        "YUYV" => Some(width.div_ceil(2) * 4),
        // The plane of the colours has rows of the same length.
        "NV12" => Some(width.div_ceil(2) * 2),
        "GREY" => Some(width),
        "RGB3" | "BGR3" => Some(width * 3),
        _ => None,
    }
}

/// The rows without what the driver puts behind each.
fn without_padding(bytes: &[u8], row: usize, stride: usize) -> Vec<u8> {
    bytes.chunks(stride).flat_map(|line| line.get(..row).unwrap_or(line)).copied().collect()
}

fn age(about: &Metadata) -> Option<Duration> {
    if about.flags & Flags::TIMESTAMP_MASK != Flags::TIMESTAMP_MONOTONIC {
        return None;
    }
    let seconds = u64::try_from(about.timestamp.sec).ok()?;
    let micros = u64::try_from(about.timestamp.usec).ok()?;
    let taken = Duration::from_secs(seconds) + Duration::from_micros(micros);
    Duration::from(clock_gettime(ClockId::CLOCK_MONOTONIC).ok()?).checked_sub(taken)
}

fn insists(on: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("the driver insists on the format {on}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FrameRate;

    fn format(fourcc: &str, width: u32) -> CameraFormat {
        CameraFormat { width, height: 2, fourcc: fourcc.into(), nominal_fps: FrameRate::whole(30) }
    }

    #[test]
    fn no_such_camera_is_an_error() {
        let error = Capture::open(987, &format("YUYV", 320)).err().unwrap();
        assert_eq!(error.raw_os_error(), Some(libc::ENOENT));
    }

    #[test]
    fn padding_behind_the_rows_is_left_out() {
        assert_eq!(without_padding(&[1, 2, 3, 0, 4, 5, 6, 0], 3, 4), [1, 2, 3, 4, 5, 6]);
        // The last row may come without.
        assert_eq!(without_padding(&[1, 2, 3, 0, 4, 5, 6], 3, 4), [1, 2, 3, 4, 5, 6]);
        assert_eq!(row_bytes(&format("YUYV", 3)), Some(8));
        assert_eq!(row_bytes(&format("NV12", 3)), Some(4));
        assert_eq!(row_bytes(&format("MJPG", 3)), None);
    }
}
