//! What the camera showed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::device::CameraFormat;

/// A camera's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CameraName {
    /// Name, or [`CameraName::FILE`].
    pub name: String,
}

impl CameraName {
    /// The name of pictures from files in place of a camera.
    pub const FILE: &'static str = "file";

    /// True for pictures from files.
    #[must_use]
    pub fn is_file(&self) -> bool {
        self.name == Self::FILE
    }
}

/// Where a face is in the picture. Ratios of the picture's height or width.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FaceObservation {
    /// Crown to chin, of the height.
    pub height_ratio: f64,
    /// Room above the crown, of the height.
    pub headroom_ratio: f64,
    /// Centre of the face, of the width.
    pub centre_x: f64,
    /// Eye line, of the height.
    pub eye_line_y: f64,
    /// Tilt of the head in degrees.
    pub roll_deg: f64,
}

/// What one picture looks like, or several of them in the mean: figures, no judgement. Luma and chroma are those of JPEG,
/// 0 to 255. An area is a cell of a grid of 16 x 9 over the picture.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct PictureLook {
    /// Shorter side in pixels.
    pub shorter_side: u32,
    /// Luma: mean.
    pub mean: f64,
    /// Luma: standard deviation.
    pub std: f64,
    /// Luma: 5th percentile.
    pub p5: f64,
    /// Luma: 95th percentile.
    pub p95: f64,
    /// Luma: 99th percentile.
    pub p99: f64,
    /// How much the means of the areas differ (standard deviation) in luma, blue and red: what is left of the picture
    /// when one does not look closely.
    pub areas_std: [f64; 3],
    /// How much the samples within an area differ (standard deviation): texture and noise.
    pub inner_std: [f64; 3],
    /// Samples in an area.
    pub area_samples: f64,
    /// Share of the samples that have the commonest colour to within 2 of 255.
    pub same_ratio: f64,
    /// Share of the samples that differ from it clearly: by more than 48 of 255.
    #[serde(default)]
    pub rest_ratio: f64,
    /// Of those: the share that have the commonest of their colours to within 16. 0 where there are none.
    pub rest_same_ratio: f64,
    /// That commonest colour (the median of red, green and blue).
    pub median_rgb: [f64; 3],
}

#[cfg(test)]
impl PictureLook {
    /// A picture like any other, for tests.
    pub(crate) const GREY: Self = Self {
        shorter_side: 720,
        mean: 127.5,
        std: 40.0,
        p5: 51.0,
        p95: 204.0,
        p99: 220.0,
        areas_std: [30.0, 8.0, 8.0],
        inner_std: [20.0, 4.0, 4.0],
        area_samples: 400.0,
        same_ratio: 0.02,
        rest_ratio: 0.6,
        rest_same_ratio: 0.05,
        median_rgb: [120.0, 110.0, 100.0],
    };
}

/// What half a second of the picture looked like, as it came.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct PictureSpan {
    /// Its length in s.
    pub length_s: f64,
    /// Frames that were looked at; none came where it is 0 and `broken` too.
    pub looked: u32,
    /// Frames that could not be decoded.
    pub broken: u32,
    /// Greatest mean difference of luma between two frames that followed each other; `None`: nothing to compare, or
    /// pictures from a file.
    pub change: Option<f64>,
    /// The pictures in the mean; `None` without a picture.
    pub look: Option<PictureLook>,
}

/// What the camera showed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct CameraObservation {
    /// The camera.
    pub device: Option<CameraName>,
    /// The format in use.
    pub format: Option<CameraFormat>,
    /// Frames per second that the driver handed over.
    pub delivered_fps: Option<f64>,
    /// Frames per second that differ from the one before.
    pub distinct_fps: Option<f64>,
    /// Share of the watched time in which the picture stood still. Follows from the spans; recordings from before they were
    /// kept hold it themselves.
    pub frozen_ratio: Option<f64>,
    /// Share of frames that are black. Follows from the spans.
    pub black_ratio: Option<f64>,
    /// Mean luma 0 to 1.
    pub brightness: Option<f64>,
    /// Luma's 95th minus 5th percentile, 0 to 1.
    pub contrast: Option<f64>,
    /// Not measured yet.
    pub sharpness: Option<f64>,
    /// Not measured yet.
    pub backlight: Option<f64>,
    /// Not measured yet.
    pub colour_cast: Option<f64>,
    /// Not measured yet.
    pub background_clutter: Option<f64>,
    /// Faces; `None`: not measured.
    pub faces: Option<u32>,
    /// The face; `None`: not measured.
    pub face: Option<FaceObservation>,
    /// Watched time in s.
    #[serde(default)]
    pub watched_s: f64,
    /// Frames that could not be decoded, of all that came. Follows from the spans.
    #[serde(default)]
    pub garbage_ratio: f64,
    /// The watched time in spans of half a second, the oldest first.
    #[serde(default)]
    pub spans: Vec<PictureSpan>,
}
