//! The round trips of the last seconds as a small line: no axes, the newest with a dot.

use eframe::egui::accesskit::Role;
use eframe::egui::{Pos2, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::ui::theme;

/// The line's top in ms where the round trips stay below it; else the greatest of them.
const TOP_MS: f64 = 80.0;

/// Shows the points (seconds, ms; `None`: lost) over `length_s` seconds, `high` points high. `name` says what it is.
#[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
pub fn trips(ui: &mut Ui, points: &[(f64, Option<f64>)], length_s: f64, high: f32, name: &str) {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), high), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    let top_ms = points.iter().filter_map(|p| p.1).filter(|ms| ms.is_finite()).fold(TOP_MS, f64::max);
    for share in [0.5, 1.0] {
        ui.painter().hline(rect.x_range(), rect.min.y + rect.height() * share, Stroke::new(1.0, t.border));
    }
    let place = |at_s: f64, ms: f64| {
        let x = rect.min.x + (rect.width() - 4.0) * (at_s / length_s).clamp(0.0, 1.0) as f32;
        pos2(x, rect.max.y - (rect.height() - 6.0) * (ms / top_ms).clamp(0.0, 1.0) as f32)
    };
    let mut run: Vec<Pos2> = Vec::new();
    let flush = |run: &mut Vec<Pos2>| {
        if run.len() > 1 {
            ui.painter().add(Shape::line(std::mem::take(run), Stroke::new(1.5, t.accent)));
        }
        run.clear();
    };
    for (at_s, rtt) in points {
        match rtt.filter(|ms| ms.is_finite()) {
            Some(ms) => run.push(place(*at_s, ms)),
            None => {
                flush(&mut run);
                let x = place(*at_s, 0.0).x;
                ui.painter().vline(x, rect.max.y - 10.0..=rect.max.y, Stroke::new(3.0, t.warn));
            }
        }
    }
    flush(&mut run);
    if let Some((at_s, Some(ms))) = points.last() {
        ui.painter().circle_filled(place(*at_s, *ms), 4.0, t.accent);
    }
}
