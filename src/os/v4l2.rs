//! Video4Linux2 beside the capture: which nodes are cameras, what they offer, and getting one ready.
//!
//! Opening a node and asking for its formats does not start the camera. The pictures themselves come another way; this
//! module goes round what that way cannot do: it tells cameras from metadata nodes, and it makes usable a camera whose
//! current format or rate is unknown to it.

use std::fs;
use std::io;
use std::path::PathBuf;

use v4l::Device;
use v4l::format::{Format, FourCC};
use v4l::frameinterval::FrameIntervalEnum;
use v4l::framesize::FrameSizeEnum;
use v4l::v4l_sys::{V4L2_CAP_STREAMING, V4L2_CAP_VIDEO_CAPTURE, v4l2_capability};
use v4l::v4l2::vidioc;
use v4l::video::Capture;
use v4l::video::capture::Parameters;

use crate::model::device::{CameraDevice, CameraFormat};

/// Pixel formats that the capture can read.
const READABLE: [&[u8; 4]; 5] = [b"YUYV", b"NV12", b"MJPG", b"RGB3", b"BGR3"];

/// Sizes that are tried on a driver that offers any size within limits.
const USUAL_SIZES: [(u32, u32); 6] = [(1920, 1080), (1280, 720), (960, 540), (640, 480), (640, 360), (320, 180)];

/// Rates that are tried on a driver that offers any rate within limits, best first.
const USUAL_RATES: [u32; 6] = [30, 25, 24, 15, 10, 5];

/// The path of a node.
#[must_use]
pub fn node_path(number: u32) -> PathBuf {
    PathBuf::from(format!("/dev/video{number}"))
}

/// The cameras in the order of their numbers. The id is the number. A camera that may not be opened is listed without
/// formats; metadata and output nodes are not listed.
#[must_use]
pub fn cameras() -> Vec<CameraDevice> {
    node_numbers().into_iter().filter_map(camera).collect()
}

/// The numbers of all video nodes, whatever they are for.
#[must_use]
pub fn node_numbers() -> Vec<u32> {
    let Ok(entries) = fs::read_dir("/dev") else { return Vec::new() };
    let mut numbers: Vec<u32> =
        entries.flatten().filter_map(|entry| entry.file_name().to_str()?.strip_prefix("video")?.parse().ok()).collect();
    numbers.sort_unstable();
    numbers
}

fn camera(number: u32) -> Option<CameraDevice> {
    let id = number.to_string();
    match Device::with_path(node_path(number)) {
        Ok(device) => {
            let (captures, card) = capabilities(&device).ok()?;
            let name = sysfs(number, "name").unwrap_or(card);
            captures.then(|| CameraDevice { id, name, formats: formats(&device) })
        }
        Err(error) if matches!(error.raw_os_error(), Some(libc::EACCES | libc::EPERM | libc::EBUSY)) => {
            // A webcam's first node is its picture, a second one its metadata.
            let first = sysfs(number, "index").is_none_or(|index| index == "0");
            let name = sysfs(number, "name").unwrap_or_else(|| node_path(number).display().to_string());
            first.then(|| CameraDevice { id, name, formats: Vec::new() })
        }
        Err(_) => None,
    }
}

fn sysfs(number: u32, attribute: &str) -> Option<String> {
    let text = fs::read(format!("/sys/class/video4linux/video{number}/{attribute}")).ok()?;
    let text = String::from_utf8_lossy(&text).trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// Whether the node captures pictures by streaming, and the name on its card.
fn capabilities(device: &Device) -> io::Result<(bool, String)> {
    let mut caps = v4l2_capability {
        driver: [0; 16],
        card: [0; 32],
        bus_info: [0; 32],
        version: 0,
        capabilities: 0,
        device_caps: 0,
        reserved: [0; 3],
    };
    #[expect(unsafe_code, reason = "ioctl; the safe wrapper panics on a name that is not UTF-8")]
    // SAFETY: VIDIOC_QUERYCAP writes one v4l2_capability, and `caps` is one that lives across the call.
    unsafe {
        v4l::v4l2::ioctl(device.handle().fd(), vidioc::VIDIOC_QUERYCAP, (&raw mut caps).cast())?;
    }
    let wanted = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    let card = caps.card.split(|byte| *byte == 0).next().unwrap_or_default();
    Ok((caps.device_caps & wanted == wanted, String::from_utf8_lossy(card).trim().to_owned()))
}

/// The readable formats with whole frame rates, as the driver lists them.
fn formats(device: &Device) -> Vec<CameraFormat> {
    let mut found = Vec::new();
    for description in device.enum_formats().unwrap_or_default() {
        let fourcc = description.fourcc;
        if !READABLE.iter().any(|readable| **readable == fourcc.repr) {
            continue;
        }
        for (width, height) in sizes(device, fourcc) {
            for nominal_fps in rates(device, fourcc, width, height) {
                let fourcc = String::from_utf8_lossy(&fourcc.repr).into_owned();
                let format = CameraFormat { width, height, fourcc, nominal_fps };
                if !found.contains(&format) {
                    found.push(format);
                }
            }
        }
    }
    found
}

fn sizes(device: &Device, fourcc: FourCC) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    for size in device.enum_framesizes(fourcc).unwrap_or_default() {
        match size.size {
            FrameSizeEnum::Discrete(size) => found.push((size.width, size.height)),
            FrameSizeEnum::Stepwise(steps) => found.extend(USUAL_SIZES.iter().copied().filter(|(width, height)| {
                fits(*width, steps.min_width, steps.max_width, steps.step_width)
                    && fits(*height, steps.min_height, steps.max_height, steps.step_height)
            })),
        }
    }
    found
}

fn fits(value: u32, min: u32, max: u32, step: u32) -> bool {
    (min..=max).contains(&value) && (value - min).is_multiple_of(step.max(1))
}

/// Whole rates in frames per second; others (29.97) cannot be captured.
fn rates(device: &Device, fourcc: FourCC, width: u32, height: u32) -> Vec<u32> {
    let mut found = Vec::new();
    for interval in device.enum_frameintervals(fourcc, width, height).unwrap_or_default() {
        match interval.interval {
            FrameIntervalEnum::Discrete(f) if f.numerator > 0 && f.denominator.is_multiple_of(f.numerator) => {
                found.push(f.denominator / f.numerator);
            }
            FrameIntervalEnum::Discrete(_) => {}
            FrameIntervalEnum::Stepwise(steps) => {
                let (min, max) = (seconds(steps.min), seconds(steps.max));
                found
                    .extend(USUAL_RATES.iter().copied().filter(|rate| (min..=max).contains(&(1.0 / f64::from(*rate)))));
            }
        }
    }
    found
}

fn seconds(fraction: v4l::Fraction) -> f64 {
    f64::from(fraction.numerator) / f64::from(fraction.denominator.max(1))
}

/// Sets format and rate of a camera and returns what the driver made of it.
///
/// # Errors
/// `EBUSY` while another program streams, `EACCES` without permission, `ENODEV`/`ENOENT` when it is not there, and
/// `InvalidData` when the driver insists on a format or a rate that cannot be captured.
pub fn prepare(number: u32, wanted: &CameraFormat) -> io::Result<CameraFormat> {
    let device = Device::with_path(node_path(number))?;
    let fourcc: [u8; 4] = wanted.fourcc.as_bytes().try_into().map_err(|_| insists("format", &wanted.fourcc))?;
    let mut format = device.set_format(&Format::new(wanted.width, wanted.height, FourCC::new(&fourcc)))?;
    if format.fourcc.repr != fourcc {
        format = device.format()?;
        return Err(insists("format", &String::from_utf8_lossy(&format.fourcc.repr)));
    }
    let rates = std::iter::once(wanted.nominal_fps).chain(USUAL_RATES);
    let mut last = None;
    for rate in rates {
        let interval = device.set_params(&Parameters::with_fps(rate))?.interval;
        if interval.numerator == 1 {
            return Ok(CameraFormat {
                width: format.width,
                height: format.height,
                fourcc: wanted.fourcc.clone(),
                nominal_fps: interval.denominator,
            });
        }
        last = Some(interval);
    }
    Err(insists("frame interval", &last.map(|interval| interval.to_string()).unwrap_or_default()))
}

fn insists(what: &str, on: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("the driver insists on the {what} {on}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_counted_from_the_least() {
        assert!(fits(640, 48, 8192, 2));
        assert!(!fits(641, 48, 8192, 2));
        assert!(!fits(9000, 48, 8192, 2));
        assert!(fits(640, 640, 640, 0));
    }

    #[test]
    fn no_such_camera_is_an_error() {
        let format = CameraFormat { width: 320, height: 180, fourcc: "YUYV".into(), nominal_fps: 30 };
        let error = prepare(987, &format).unwrap_err();
        assert_eq!(error.raw_os_error(), Some(libc::ENOENT));
    }
}
