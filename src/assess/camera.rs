//! Findings about the picture.

use super::{advice, limits, picture};
use crate::model::observation::CameraObservation;
use crate::model::{Finding, FindingId, Outcome};

/// True when at least one frame was looked at.
pub(super) fn has_measured(o: &CameraObservation) -> bool {
    o.black_ratio.is_some()
        || o.brightness.is_some()
        || o.delivered_fps.is_some()
        || o.spans.iter().any(|span| span.looked > 0)
}

/// Findings of an observation that is completed by [`super::picture::completed`].
pub(super) fn judge(o: &CameraObservation) -> Vec<Finding> {
    // What cannot be decoded at all is no picture: it says nothing of the camera's.
    let undecoded = !o.spans.is_empty() && o.spans.iter().all(|span| span.looked == 0);
    if !has_measured(o) || undecoded {
        return vec![told(FindingId::CameraNoFrames, Outcome::NotMeasured)];
    }
    let mut findings = Vec::new();
    let black = ratio(o.black_ratio).is_some_and(|r| r >= limits::BLACK_RATIO);
    let frozen = ratio(o.frozen_ratio).unwrap_or(0.0);
    if black {
        findings.push(told(FindingId::CameraBlack, Outcome::Problem));
    } else if let Some(nothing) = picture::nothing_ratio(o).filter(|r| *r >= limits::NOTHING_RATIO) {
        findings.push(told(FindingId::CameraNothingToSee, Outcome::Problem).number("ratio", nothing));
    } else if frozen >= limits::FROZEN_RATIO {
        findings.push(told(FindingId::CameraFrozen, Outcome::Problem));
    } else {
        if frozen >= limits::HUNG_RATIO {
            findings.push(told(FindingId::CameraFrozen, Outcome::WatchOut));
        }
        findings.extend(rate(o));
        findings.extend(light(o));
    }
    let garbage = if o.garbage_ratio.is_finite() { o.garbage_ratio } else { 0.0 };
    if garbage >= limits::GARBAGE_RATIO {
        findings.push(told(FindingId::CameraGarbage, Outcome::WatchOut).number("ratio", garbage));
    }
    if let Some(format) = o.format.as_ref().filter(|f| f.height > 0 && f.height < limits::MODEST_LINES) {
        let low = format.height < limits::LOW_LINES;
        let outcome = if low { Outcome::WatchOut } else { Outcome::Good };
        findings.push(told(FindingId::CameraLowResolution, outcome).number("height", f64::from(format.height)));
    }
    // "Clear and smooth" is said only where nothing else is.
    if findings.is_empty() {
        let mut good = Finding::new(FindingId::CameraGood, Outcome::Good);
        if let Some(fps) = fps(o) {
            good = good.number("fps", fps);
        }
        findings.push(good);
    }
    findings
}

fn told(id: FindingId, outcome: Outcome) -> Finding {
    Finding::new(id, outcome).advise(advice::of(id))
}

fn ratio(value: Option<f64>) -> Option<f64> {
    value.filter(|v| v.is_finite() && *v >= 0.0)
}

/// What the other side would see: frames that differ, where that was measured.
fn fps(o: &CameraObservation) -> Option<f64> {
    ratio(o.distinct_fps).or(ratio(o.delivered_fps))
}

fn rate(o: &CameraObservation) -> Option<Finding> {
    let fps = fps(o)?;
    // Judged as it is told: a camera of 15 (14.985) or 24 (23.976) frames is one of 15 or 24.
    let shown = fps.round();
    let (id, outcome) = if shown < limits::LOW_FPS {
        (FindingId::CameraLowRate, Outcome::WatchOut)
    } else if shown < limits::MODEST_FPS {
        (FindingId::CameraModestRate, Outcome::Good)
    } else {
        return None;
    };
    Some(told(id, outcome).number("fps", fps).number("limit_fps", limits::MODEST_FPS))
}

fn light(o: &CameraObservation) -> Option<Finding> {
    let brightness = ratio(o.brightness)?;
    let (id, outcome, limit) = if brightness < limits::DARK {
        (FindingId::CameraDark, Outcome::WatchOut, limits::DIM)
    } else if brightness < limits::DIM {
        (FindingId::CameraDark, Outcome::Good, limits::DIM)
    } else if brightness > limits::BRIGHT {
        (FindingId::CameraBright, Outcome::WatchOut, limits::BRIGHT)
    } else {
        return None;
    };
    Some(told(id, outcome).number("brightness", brightness).number("limit", limit))
}
