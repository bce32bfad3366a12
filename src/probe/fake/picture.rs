//! A drawn picture that stands in for a camera's: a figure before a wall, nobody in particular.

use crate::live::Frame;
use crate::model::observation::CameraObservation;

const WIDTH: u32 = 640;
const HEIGHT: u32 = 360;

type Rgb = [f64; 3];

const WALL: Rgb = [206.0, 199.0, 186.0];
const WALL_DARK: Rgb = [168.0, 160.0, 148.0];
const SHELF: Rgb = [146.0, 122.0, 96.0];
const SHIRT: Rgb = [58.0, 88.0, 104.0];
const SKIN: Rgb = [196.0, 152.0, 122.0];
const HAIR: Rgb = [74.0, 56.0, 46.0];
const BLACK: Rgb = [3.0, 3.0, 3.0];

/// The brightness of the picture as it is drawn, 0 to 1.
const DRAWN: f64 = 0.51;

/// The picture as bright as the camera saw it; a black one for a covered lens, one colour where that is all there was.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0 to 255")]
pub fn test_picture(seen: &CameraObservation) -> Frame {
    let flat = seen.spans.iter().filter_map(|span| span.look).find(|look| look.same_ratio >= 1.0);
    if let Some(look) = flat {
        let [r, g, b] = look.median_rgb.map(|colour| colour.clamp(0.0, 255.0) as u8);
        return Frame { width: WIDTH, height: HEIGHT, rgba: [r, g, b, 255].repeat((WIDTH * HEIGHT) as usize) };
    }
    let black = seen.black_ratio.is_some_and(|r| r > 0.5);
    let light = seen.brightness.filter(|b| b.is_finite()).map_or(1.0, |b| b / DRAWN);
    let mut rgba = Vec::with_capacity((WIDTH * HEIGHT * 4) as usize);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            // Four samples a pixel keep the edges smooth.
            let mut sum = [0.0; 3];
            for (dx, dy) in [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)] {
                let at = ((f64::from(x) + dx) / f64::from(HEIGHT), (f64::from(y) + dy) / f64::from(HEIGHT));
                let colour = if black { BLACK } else { colour_at(at.0 - 0.889, at.1) };
                for (s, c) in sum.iter_mut().zip(colour) {
                    *s += c / 4.0;
                }
            }
            rgba.extend(sum.map(|c| (c * light).clamp(0.0, 255.0) as u8));
            rgba.push(255);
        }
    }
    Frame { width: WIDTH, height: HEIGHT, rgba }
}

/// The colour at x (0 in the middle) and y (0 at the top), both in picture heights.
fn colour_at(x: f64, y: f64) -> Rgb {
    let ellipse = |cx: f64, cy: f64, rx: f64, ry: f64| ((x - cx) / rx).powi(2) + ((y - cy) / ry).powi(2) <= 1.0;
    let eyes = ellipse(-0.06, 0.375, 0.014, 0.010) || ellipse(0.06, 0.375, 0.014, 0.010);
    let mouth = ellipse(0.0, 0.50, 0.045, 0.012);
    let hair = ellipse(0.0, 0.30, 0.185, 0.185) && (y < 0.30 || !ellipse(0.0, 0.40, 0.150, 0.215));
    if eyes || hair {
        HAIR
    } else if mouth {
        [168.0, 96.0, 88.0]
    } else if ellipse(0.0, 0.385, 0.155, 0.220) {
        shade(SKIN, 1.0 - x * 0.35)
    } else if x.abs() < 0.075 && (0.5..0.72).contains(&y) {
        shade(SKIN, 0.86)
    } else if ellipse(0.0, 1.05, 0.47, 0.37) {
        shade(SHIRT, 1.0 - x * 0.3)
    } else if (0.30..0.33).contains(&y) && x > 0.42 {
        SHELF
    } else {
        mix(WALL, WALL_DARK, (x * 0.4 + 0.5).clamp(0.0, 1.0))
    }
}

fn shade(colour: Rgb, by: f64) -> Rgb {
    colour.map(|c| c * by)
}

fn mix(a: Rgb, b: Rgb, t: f64) -> Rgb {
    let mut out = a;
    for (o, b) in out.iter_mut().zip(b) {
        *o += (b - *o) * t;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(brightness: f64) -> f64 {
        let frame = test_picture(&CameraObservation { brightness: Some(brightness), ..CameraObservation::default() });
        let pixels = frame.rgba.chunks(4).map(|p| p[..3].iter().map(|c| f64::from(*c)).sum::<f64>() / 765.0);
        pixels.sum::<f64>() / f64::from(frame.width * frame.height)
    }

    #[test]
    fn the_picture_is_as_bright_as_it_is_said_to_be() {
        assert!(mean(0.11) < 0.2 && mean(0.51) > 0.4, "{} {}", mean(0.11), mean(0.51));
    }
}
