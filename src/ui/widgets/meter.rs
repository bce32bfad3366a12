//! The level meter: 60 segments for -60 to 0 dBFS with the good zone marked.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, CornerRadius, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::text;
use crate::live::LevelReading;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::sound::{GOOD_DBFS, HIGH_DBFS};

/// Segments, one for each decibel.
const SEGMENTS: u8 = 60;
/// Height of the segments in points.
const HEIGHT: f32 = 36.0;
/// How far the good zone stands out above and below.
const OVER: f32 = 8.0;

/// The words under the meter.
#[derive(Debug)]
pub struct Scale<'a> {
    /// At the left.
    pub soft: &'a str,
    /// Under the good zone.
    pub good: &'a str,
    /// At the right.
    pub loud: &'a str,
}

/// Shows the meter over the full width. `name` and `word` are told to a screen reader.
pub fn meter(ui: &mut Ui, reading: Option<&LevelReading>, scale: &Scale<'_>, name: &str, word: &str) {
    let t = theme::tokens(ui);
    let (all, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT + 2.0 * OVER + 22.0), Sense::hover());
    let rect = Rect::from_min_size(all.min + vec2(0.0, OVER), vec2(all.width(), HEIGHT));
    let pitch = rect.width() / f32::from(SEGMENTS);
    let gap = if pitch > 6.0 { 3.0 } else { pitch * 0.4 };
    let x_of = |dbfs: f32| rect.min.x + (dbfs + 60.0) * pitch;
    let zone = Rect::from_min_max(
        pos2(x_of(GOOD_DBFS.0) - gap / 2.0 - 2.0, all.min.y),
        pos2(x_of(GOOD_DBFS.1) - gap / 2.0 + 2.0, rect.max.y + OVER),
    );
    let radius = CornerRadius::same(6);
    ui.painter().rect(zone, radius, t.ok_soft, Stroke::new(1.0, t.ok), StrokeKind::Inside);
    let rms = reading.map_or(-120.0, |r| r.rms_dbfs);
    for segment in 0..SEGMENTS {
        let from = f32::from(segment) - 60.0;
        let good = from >= GOOD_DBFS.0 && from < GOOD_DBFS.1;
        let color = match (rms > from, good) {
            (false, true) => t.surface,
            (false, false) => t.border,
            (true, true) => t.ok,
            (true, false) if from < GOOD_DBFS.0 => t.accent,
            (true, false) if from < HIGH_DBFS => t.warn,
            (true, false) => t.fail,
        };
        let at = Rect::from_min_size(pos2(x_of(from), rect.min.y), vec2(pitch - gap, HEIGHT));
        ui.painter().rect_filled(at, CornerRadius::same(2), color);
    }
    if let Some(hold) = reading.map(|r| r.hold_dbfs).filter(|hold| *hold > -60.0) {
        let x = x_of(hold.min(0.0));
        let tick = Rect::from_center_size(pos2(x, rect.center().y), vec2(3.0, HEIGHT + 8.0));
        ui.painter().rect_filled(tick, CornerRadius::same(1), t.text);
    }
    if reading.is_some_and(|r| r.silent) {
        ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(2.0, t.fail));
    }
    let y = all.max.y;
    let small = Type::Small.font();
    ui.painter().text(pos2(rect.min.x, y), Align2::LEFT_BOTTOM, scale.soft, small.clone(), t.text_2);
    ui.painter().text(pos2(rect.max.x, y), Align2::RIGHT_BOTTOM, scale.loud, small, t.text_2);
    let good = text::galley(ui, Type::SmallMedium, scale.good, t.ok, 200.0);
    ui.painter().galley(pos2(zone.center().x - good.size().x / 2.0, y - good.size().y), good, t.ok);
    response.widget_info(|| WidgetInfo::labeled(Role::Meter, true, name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_value(word));
}
