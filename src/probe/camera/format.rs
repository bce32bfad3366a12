//! Which of a camera's formats to use: the one nearest to what a video call asks for.

use crate::model::device::CameraFormat;

use super::pixel::PixelFormat;

/// What a camera is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Goal {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Below this rate more pixels are no gain, in frames per second.
    pub least_fps: u32,
}

impl Default for Goal {
    /// 720p at 24 frames per second or more: what meeting programs send when all is well.
    fn default() -> Self {
        Self { width: 1280, height: 720, least_fps: 24 }
    }
}

/// The rate that is taken where several are high enough.
const USUAL_FPS: u32 = 30;

/// The readable formats, the best first.
#[must_use]
pub fn best_first(formats: &[CameraFormat], goal: Goal) -> Vec<CameraFormat> {
    let mut sorted: Vec<CameraFormat> =
        formats.iter().filter(|f| PixelFormat::from_fourcc(&f.fourcc).is_some() && f.width > 0).cloned().collect();
    sorted.sort_by(|a, b| cost(a, goal).total_cmp(&cost(b, goal)).then_with(|| decoding(a).cmp(&decoding(b))));
    sorted
}

/// How far a format is from the goal. The area counts in doublings; a rate below the least counts thrice, because a
/// jerky picture is worse than a small one; above it the usual rate is preferred slightly.
fn cost(format: &CameraFormat, goal: Goal) -> f64 {
    let area = f64::from(format.width) * f64::from(format.height);
    let wanted = f64::from(goal.width.max(1)) * f64::from(goal.height.max(1));
    let fps = format.nominal_fps.fps();
    let too_slow = (f64::from(goal.least_fps) / fps).log2().max(0.0);
    let unusual = (fps / f64::from(USUAL_FPS)).log2().abs();
    // Shape matters only between sizes that are equally near.
    let shape = f64::from(format.width) * f64::from(goal.height)
        / (f64::from(format.height.max(1)) * f64::from(goal.width.max(1)));
    (area / wanted).log2().abs() + 3.0 * too_slow + 0.05 * unusual + 0.01 * shape.log2().abs()
}

/// The cheaper to turn into a picture, the better.
fn decoding(format: &CameraFormat) -> u8 {
    match PixelFormat::from_fourcc(&format.fourcc) {
        Some(PixelFormat::Yuyv) => 0,
        Some(PixelFormat::Nv12) => 1,
        Some(PixelFormat::Rgb | PixelFormat::Bgr) => 2,
        Some(PixelFormat::Mjpeg) => 3,
        Some(PixelFormat::Gray) | None => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FrameRate;

    fn format(fourcc: &str, width: u32, height: u32, fps: u32) -> CameraFormat {
        CameraFormat { width, height, fourcc: fourcc.to_owned(), nominal_fps: FrameRate::whole(fps) }
    }

    fn fraction(fourcc: &str, width: u32, height: u32, rate: (u32, u32)) -> CameraFormat {
        CameraFormat { nominal_fps: FrameRate::new(rate.0, rate.1).unwrap(), ..format(fourcc, width, height, 1) }
    }

    fn best(formats: &[CameraFormat]) -> CameraFormat {
        best_first(formats, Goal::default()).remove(0)
    }

    #[test]
    fn a_usual_webcam_gives_720p_by_jpeg() {
        let formats = [
            format("YUYV", 640, 480, 30),
            format("YUYV", 1280, 720, 10),
            format("MJPG", 1920, 1080, 30),
            format("MJPG", 1280, 720, 60),
            format("MJPG", 1280, 720, 30),
            format("MJPG", 640, 480, 30),
        ];
        assert_eq!(best(&formats), format("MJPG", 1280, 720, 30));
    }

    #[test]
    fn uncompressed_wins_between_equals() {
        let formats = [format("MJPG", 1280, 720, 30), format("NV12", 1280, 720, 30), format("YUYV", 1280, 720, 30)];
        assert_eq!(best(&formats), format("YUYV", 1280, 720, 30));
    }

    #[test]
    fn without_720p_the_nearest_that_flows() {
        assert_eq!(best(&[format("YUYV", 640, 480, 30), format("YUYV", 1280, 720, 10)]), format("YUYV", 640, 480, 30));
        assert_eq!(
            best(&[format("YUYV", 640, 480, 30), format("MJPG", 1920, 1080, 30)]),
            format("MJPG", 1920, 1080, 30)
        );
        assert_eq!(best(&[format("YUYV", 320, 240, 5), format("YUYV", 640, 480, 5)]), format("YUYV", 640, 480, 5));
        assert_eq!(best(&[format("YUYV", 640, 480, 30), format("YUYV", 640, 360, 30)]), format("YUYV", 640, 480, 30));
    }

    #[test]
    fn televisions_rates_are_as_good_as_whole_ones() {
        let ntsc = fraction("YUYV", 1280, 720, (30_000, 1001));
        assert_eq!(best(&[format("YUYV", 640, 480, 30), ntsc.clone()]), ntsc);
        assert_eq!(best(&[ntsc.clone(), fraction("YUYV", 1280, 720, (15, 2))]), ntsc);
        // Film's 23.976 is meant by the least rate of 24.
        let film = fraction("YUYV", 1280, 720, (24_000, 1001));
        assert_eq!(best(&[format("YUYV", 640, 480, 30), film.clone()]), film);
        let slow = fraction("YUYV", 1280, 720, (25, 2));
        assert_eq!(best(&[format("YUYV", 640, 480, 30), slow]), format("YUYV", 640, 480, 30));
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        assert!(best_first(&[format("H264", 1280, 720, 30), format("YUYV", 0, 0, 30)], Goal::default()).is_empty());
    }
}
