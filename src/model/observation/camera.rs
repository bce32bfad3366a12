//! What the camera showed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::device::CameraFormat;

/// A camera's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CameraName {
    /// Name, or `file`.
    pub name: String,
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
    /// Share of the watched time in which the picture stood still (mean luma difference below 0.02 for 1.5 s or more).
    pub frozen_ratio: Option<f64>,
    /// Share of frames that are black (99th percentile of the luma below 24, standard deviation below 4).
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
    /// Frames that could not be decoded, of all that came.
    #[serde(default)]
    pub garbage_ratio: f64,
}
