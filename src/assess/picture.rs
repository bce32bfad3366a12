//! What follows from the figures of pictures: black, nothing to see, frozen, damaged. What is said of the camera follows from
//! the spans; recordings from before those were kept hold the ratios themselves.

use super::limits;
use crate::model::observation::{CameraObservation, PictureLook, PictureSpan};

/// The observation with what follows from its spans.
#[must_use]
pub fn completed(seen: &CameraObservation) -> CameraObservation {
    let mut seen = seen.clone();
    if seen.spans.is_empty() {
        return seen;
    }
    seen.black_ratio = share(&seen.spans, is_black);
    seen.frozen_ratio = frozen_ratio(&seen.spans);
    seen.garbage_ratio = garbage_ratio(&seen.spans);
    seen
}

/// Share of the frames on which there is nothing to see; `None`: not measured.
#[must_use]
pub fn nothing_ratio(seen: &CameraObservation) -> Option<f64> {
    share(&seen.spans, shows_nothing)
}

/// Black: a covered lens or a closed shutter.
fn is_black(look: &PictureLook) -> bool {
    look.p99 < limits::BLACK_P99 && look.std < limits::BLACK_STD
}

/// One flat colour, noise, a sign on one colour (what a virtual camera shows while its program rests), or too small to see
/// anything: nobody sees a person on it.
fn shows_nothing(look: &PictureLook) -> bool {
    look.shorter_side < limits::LEAST_LINES || is_even(look) || is_sign(look) || has_two_colours(look)
}

/// Its areas do not differ, but for what noise makes of them.
fn is_even(look: &PictureLook) -> bool {
    let samples = look.area_samples.max(1.0);
    look.areas_std.iter().zip(look.inner_std).all(|(areas, inner)| {
        let noise = inner * limits::NOISE_GRAIN;
        areas * areas <= limits::AREAS_STD * limits::AREAS_STD + noise * noise / samples
    })
}

/// Nearly all of it is one exact colour. Where that is black or white, which light alone makes as well, the rest must be one
/// colour too.
fn is_sign(look: &PictureLook) -> bool {
    let cut_off = |value: f64| value <= limits::CUT_OFF_AT || value >= 255.0 - limits::CUT_OFF_AT;
    let grey = look.median_rgb.iter().all(|value| (value - look.median_rgb[0]).abs() <= limits::CUT_OFF_AT);
    let by_light = grey && look.median_rgb.iter().all(|value| cut_off(*value));
    look.same_ratio >= limits::ONE_COLOUR_RATIO && (!by_light || look.rest_same_ratio >= limits::ONE_SIGN_RATIO)
}

/// Two exact colours and nothing else: a sign, bars beside a flat picture, half a frame.
fn has_two_colours(look: &PictureLook) -> bool {
    look.rest_same_ratio >= limits::ONE_SIGN_RATIO
        && look.same_ratio + look.rest_ratio * look.rest_same_ratio >= limits::TWO_COLOURS_RATIO
}

/// Share of the frames whose look is so.
fn share(spans: &[PictureSpan], so: impl Fn(&PictureLook) -> bool) -> Option<f64> {
    let looked = || spans.iter().filter_map(|span| Some((f64::from(span.looked), span.look?)));
    let of: f64 = sum(looked().map(|(frames, _)| frames));
    (of > 0.0).then(|| sum(looked().filter(|(_, look)| so(look)).map(|(frames, _)| frames)) / of)
}

fn garbage_ratio(spans: &[PictureSpan]) -> f64 {
    let broken = sum(spans.iter().map(|span| f64::from(span.broken)));
    let all = broken + sum(spans.iter().map(|span| f64::from(span.looked)));
    if all > 0.0 { broken / all } else { 0.0 }
}

/// Share of the time in which the picture stood still for long enough, a stream without frames included.
fn frozen_ratio(spans: &[PictureSpan]) -> Option<f64> {
    let watched = sum(spans.iter().map(|span| span.length_s));
    // Pictures from a file, and a single frame, have nothing to compare.
    if watched < limits::STILL_WATCH_S || spans.iter().all(|span| span.change.is_none()) {
        return None;
    }
    let still = |span: &PictureSpan| match span.change {
        Some(change) => change < limits::STILL_BELOW,
        None => span.looked == 0,
    };
    let runs = spans.chunk_by(|a, b| still(a) == still(b)).filter(|run| run.first().is_some_and(still));
    let lengths = runs.map(|run| sum(run.iter().map(|span| span.length_s)));
    // Lengths are rounded, so a millisecond is left to them.
    let frozen = sum(lengths.filter(|length| *length >= limits::FROZEN_AFTER_S - 0.001));
    Some((frozen / watched).clamp(0.0, 1.0))
}

/// Not `Iterator::sum`: that of nothing is -0.
fn sum(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(0.0, std::ops::Add::add)
}

#[cfg(test)]
#[path = "picture_tests.rs"]
mod tests;
