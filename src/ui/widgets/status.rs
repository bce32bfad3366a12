//! A state as icon + word + colour: as a line, and as a badge.

use eframe::egui::accesskit::Role;
use eframe::egui::{Color32, CornerRadius, Rect, Response, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{icon::Icon, text};
use crate::ui::theme::{self, Tokens, Type};
use crate::ui::view_model::Status;

/// The drawing of a state. Each has another shape.
#[must_use]
pub fn icon(status: Status) -> Icon {
    match status {
        Status::None => Icon::StateNone,
        Status::Waiting => Icon::StateWaiting,
        Status::Running => Icon::StateRunning,
        Status::Ok => Icon::StateOk,
        Status::Warn => Icon::StateWarn,
        Status::Fail => Icon::StateFail,
        Status::Unknown => Icon::StateUnknown,
        Status::NoPermission => Icon::StateNoPermission,
        Status::NoDevice => Icon::StateNoDevice,
        Status::NoCamera => Icon::StateNoCamera,
        Status::InUse => Icon::StateInUse,
    }
}

/// The colour of a state.
#[must_use]
pub fn color(status: Status, t: &Tokens) -> Color32 {
    match status {
        Status::None | Status::Unknown => t.unknown,
        Status::Waiting | Status::Running => t.accent,
        Status::Ok => t.ok,
        Status::Warn | Status::NoPermission | Status::InUse => t.warn,
        Status::Fail | Status::NoDevice | Status::NoCamera => t.fail,
    }
}

/// The soft fill that goes with it.
#[must_use]
pub fn soft(status: Status, t: &Tokens) -> Color32 {
    match status {
        Status::None | Status::Unknown => t.neutral_soft,
        Status::Waiting | Status::Running => t.accent_soft,
        Status::Ok => t.ok_soft,
        Status::Warn | Status::NoPermission | Status::InUse => t.warn_soft,
        Status::Fail | Status::NoDevice | Status::NoCamera => t.fail_soft,
    }
}

/// Icon of 16 and word, in the state's colour, as one line.
pub fn line(ui: &mut Ui, status: Status, words: &str) -> Response {
    let t = theme::tokens(ui);
    drawn(ui, icon(status), color(status, t), Color32::TRANSPARENT, 0.0, words)
}

/// Soft fill, icon of 16 and word.
pub fn badge(ui: &mut Ui, status: Status, words: &str) -> Response {
    let t = theme::tokens(ui);
    drawn(ui, icon(status), color(status, t), soft(status, t), 8.0, words)
}

/// A badge with another icon, in the accent colour.
pub fn note_badge(ui: &mut Ui, icon: Icon, words: &str) -> Response {
    let t = theme::tokens(ui);
    drawn(ui, icon, t.accent, t.accent_soft, 8.0, words)
}

fn drawn(ui: &mut Ui, icon: Icon, ink: Color32, fill: Color32, padding: f32, words: &str) -> Response {
    let room = ui.available_width() - 2.0 * padding - 22.0;
    let galley = text::galley(ui, Type::SmallMedium, words, ink, room);
    let height = if padding > 0.0 { f32::max(28.0, galley.size().y + 10.0) } else { galley.size().y.max(20.0) };
    let size = vec2(galley.size().x + 22.0 + 2.0 * padding + if padding > 0.0 { 2.0 } else { 0.0 }, height);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    if padding > 0.0 {
        ui.painter().rect_filled(rect, CornerRadius::same(14), fill);
    }
    let at = Rect::from_center_size(pos2(rect.min.x + padding + 8.0, rect.center().y), vec2(16.0, 16.0));
    icon.paint_in(ui, at, 16.0, ink);
    ui.painter().galley(pos2(rect.min.x + padding + 22.0, rect.center().y - galley.size().y / 2.0), galley, ink);
    response
}

/// The width that a badge or line with these words takes.
#[must_use]
pub fn width(ui: &Ui, words: &str, badge: bool) -> f32 {
    let galley = text::galley(ui, Type::SmallMedium, words, Color32::PLACEHOLDER, f32::INFINITY);
    galley.size().x + if badge { 40.0 } else { 22.0 }
}
