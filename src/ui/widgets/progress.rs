//! A bar that shows how far something is, or how much of something is used.

use eframe::egui::accesskit::Role;
use eframe::egui::{Color32, CornerRadius, Rect, Response, Sense, Ui, Vec2, WidgetInfo, vec2};

use crate::ui::theme;

/// Height of a bar in points.
pub const HEIGHT: f32 = 6.0;
/// Height of a thin one.
const THIN: f32 = 4.0;

/// Progress, 0 to 1, over `width` points.
pub fn progress(ui: &mut Ui, width: f32, fraction: f64, name: &str) -> Response {
    let t = theme::tokens(ui);
    bar(ui, vec2(width, HEIGHT), fraction, t.accent, name, Role::ProgressIndicator)
}

/// The same, 4 points high: of one step among others.
pub fn thin(ui: &mut Ui, width: f32, fraction: f64, name: &str) -> Response {
    let t = theme::tokens(ui);
    bar(ui, vec2(width, THIN), fraction, t.accent, name, Role::ProgressIndicator)
}

/// A share, 0 to 1, in a colour of the theme.
pub fn share(ui: &mut Ui, width: f32, fraction: f64, color: Color32, name: &str) -> Response {
    bar(ui, vec2(width, HEIGHT), fraction, color, name, Role::Meter)
}

fn bar(ui: &mut Ui, size: Vec2, fraction: f64, color: Color32, name: &str, role: Role) -> Response {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let fraction = if fraction.is_finite() { fraction.clamp(0.0, 1.0) } else { 0.0 };
    response.widget_info(|| WidgetInfo::labeled(role, true, name));
    // In tenths, so that a screen reader is not told thirty times a second.
    let told = (fraction * 10.0).round() * 10.0;
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(100.0);
        node.set_numeric_value(told);
    });
    let round = CornerRadius::same(3);
    ui.painter().rect_filled(rect, round, t.border);
    if fraction > 0.0 {
        #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
        let lit = (rect.width() * fraction as f32).max(rect.height());
        ui.painter().rect_filled(Rect::from_min_size(rect.min, vec2(lit, rect.height())), round, color);
    }
    response
}
