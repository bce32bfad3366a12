//! Video4Linux2: which nodes are cameras, and what they offer.
//!
//! Opening a node and asking for its formats does not start the camera; [`super::v4l2_capture`] does.

use std::fs;
use std::io;
use std::path::PathBuf;

use v4l::Device;
use v4l::format::FourCC;
use v4l::frameinterval::FrameIntervalEnum;
use v4l::framesize::FrameSizeEnum;
use v4l::v4l_sys::{V4L2_CAP_STREAMING, V4L2_CAP_VIDEO_CAPTURE, v4l2_capability};
use v4l::v4l2::vidioc;
use v4l::video::Capture;

use crate::model::device::{CameraDevice, CameraFormat, FrameRate};

/// Pixel formats that the capture can read.
const READABLE: [&[u8; 4]; 5] = [b"YUYV", b"NV12", b"MJPG", b"RGB3", b"BGR3"];

/// Sizes that are tried on a driver that offers any size within limits.
const USUAL_SIZES: [(u32, u32); 6] = [(1920, 1080), (1280, 720), (960, 540), (640, 480), (640, 360), (320, 180)];

/// Rates that are tried on a driver that offers any rate within limits, best first: frames in so many seconds.
const USUAL_RATES: [(u32, u32); 9] =
    [(30, 1), (30_000, 1001), (25, 1), (24, 1), (24_000, 1001), (15, 1), (10, 1), (15, 2), (5, 1)];

/// The rate of a camera that tells none.
const UNTOLD_FPS: u32 = 30;

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

/// The readable formats, as the driver lists them.
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
    let listed = device.enum_framesizes(fourcc).unwrap_or_default();
    listed.into_iter().flat_map(|size| sizes_of(&size.size)).collect()
}

/// The sizes that an entry of the driver's list stands for.
fn sizes_of(size: &FrameSizeEnum) -> Vec<(u32, u32)> {
    match size {
        FrameSizeEnum::Discrete(size) => vec![(size.width, size.height)],
        FrameSizeEnum::Stepwise(steps) => {
            let fit = |(width, height): &(u32, u32)| {
                fits(*width, steps.min_width, steps.max_width, steps.step_width)
                    && fits(*height, steps.min_height, steps.max_height, steps.step_height)
            };
            let usual: Vec<(u32, u32)> = USUAL_SIZES.into_iter().filter(fit).collect();
            // A camera with odd sizes only has at least its largest.
            if usual.is_empty() { vec![(steps.max_width, steps.max_height)] } else { usual }
        }
    }
}

fn fits(value: u32, min: u32, max: u32, step: u32) -> bool {
    (min..=max).contains(&value) && (value - min).is_multiple_of(step.max(1))
}

/// The rates in this format and size; the present one where the driver lists none.
fn rates(device: &Device, fourcc: FourCC, width: u32, height: u32) -> Vec<FrameRate> {
    let listed = device.enum_frameintervals(fourcc, width, height).unwrap_or_default();
    let found: Vec<FrameRate> = listed.into_iter().flat_map(|interval| rates_of(&interval.interval)).collect();
    if !found.is_empty() {
        return found;
    }
    let present = device.params().ok().and_then(|params| rate_of(&params.interval));
    vec![present.unwrap_or(FrameRate::whole(UNTOLD_FPS))]
}

/// The rate of an interval; `None` for one that is none.
pub(super) fn rate_of(interval: &v4l::Fraction) -> Option<FrameRate> {
    FrameRate::new(interval.denominator, interval.numerator)
}

/// The rates that an entry of the driver's list stands for.
fn rates_of(interval: &FrameIntervalEnum) -> Vec<FrameRate> {
    match interval {
        FrameIntervalEnum::Discrete(interval) => rate_of(interval).into_iter().collect(),
        FrameIntervalEnum::Stepwise(steps) => {
            let (shortest, longest) = (seconds(steps.min), seconds(steps.max));
            // A driver's limits may be rounded: within one part in a thousand it is the same rate.
            let within = |rate: &FrameRate| {
                let interval = 1.0 / rate.fps();
                shortest * 0.999 <= interval && interval <= longest * 1.001
            };
            let usual: Vec<FrameRate> =
                USUAL_RATES.into_iter().filter_map(|(frames, seconds)| FrameRate::new(frames, seconds)).collect();
            let offered: Vec<FrameRate> = usual.into_iter().filter(within).collect();
            if offered.is_empty() { rate_of(&steps.min).into_iter().collect() } else { offered }
        }
    }
}

fn seconds(fraction: v4l::Fraction) -> f64 {
    f64::from(fraction.numerator) / f64::from(fraction.denominator.max(1))
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

    fn fraction(numerator: u32, denominator: u32) -> v4l::Fraction {
        v4l::Fraction::new(numerator, denominator)
    }

    fn shown(interval: &FrameIntervalEnum) -> Vec<String> {
        rates_of(interval).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_interval_of_a_list_is_a_rate() {
        let listed = [(1, 30), (1001, 30_000), (1001, 24_000), (1001, 60_000), (2, 25), (2, 15), (333_667, 10_000_000)];
        let rates: Vec<String> = listed
            .into_iter()
            .flat_map(|(numerator, denominator)| shown(&FrameIntervalEnum::Discrete(fraction(numerator, denominator))))
            .collect();
        assert_eq!(rates, ["30", "29.97", "23.98", "59.94", "12.5", "7.5", "29.97"]);
        for broken in [(0, 30), (1, 0), (0, 0)] {
            assert!(shown(&FrameIntervalEnum::Discrete(fraction(broken.0, broken.1))).is_empty(), "{broken:?}");
        }
    }

    #[test]
    fn a_range_of_intervals_offers_the_usual_rates_within_or_its_fastest() {
        let steps = |min: (u32, u32), max: (u32, u32)| {
            let step = fraction(1, 1_000_000);
            let (min, max) = (fraction(min.0, min.1), fraction(max.0, max.1));
            FrameIntervalEnum::Stepwise(v4l::frameinterval::Stepwise { min, max, step })
        };
        assert_eq!(shown(&steps((1, 30), (1, 5))), ["30", "29.97", "25", "24", "23.98", "15", "10", "7.5", "5"]);
        assert_eq!(shown(&steps((1001, 30_000), (1001, 30_000)))[..1], ["30"], "within a thousandth");
        assert_eq!(shown(&steps((1, 9), (1, 8))), ["9"]);
        assert_eq!(shown(&steps((2, 17), (1, 8))), ["8.5"]);
        assert!(shown(&steps((0, 1), (0, 1))).is_empty());
    }

    #[test]
    fn a_range_of_sizes_offers_the_usual_ones_or_its_largest() {
        let steps = |max_width, max_height, step_width| {
            sizes_of(&FrameSizeEnum::Stepwise(v4l::framesize::Stepwise {
                min_width: 48,
                max_width,
                step_width,
                min_height: 32,
                max_height,
                step_height: 1,
            }))
        };
        assert_eq!(steps(1280, 720, 2), [(1280, 720), (960, 540), (640, 480), (640, 360), (320, 180)]);
        assert_eq!(steps(96, 96, 48), [(96, 96)]);
    }
}
