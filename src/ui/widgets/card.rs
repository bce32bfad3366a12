//! Surfaces: cards, soft boxes, dashed cards and the arch-shaped tiles for icons.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Color32, CornerRadius, Frame, InnerResponse, Margin, Pos2, Rect, Shape, Stroke, Ui, UiBuilder, pos2, vec2,
};

use super::icon::Icon;
use super::text;
use crate::ui::theme::{self, Type};

/// The usual padding of a card in points; less where the window is very narrow.
#[must_use]
pub fn padding(ui: &Ui) -> i8 {
    if ui.available_width() < 280.0 { 12 } else { 20 }
}

/// A card with an edge. `name` groups its contents for a screen reader.
pub fn card<R>(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let margin = Margin::same(padding(ui));
    card_with(ui, name, margin, add)
}

/// A card with a padding of its own.
pub fn card_with<R>(
    ui: &mut Ui,
    name: &str,
    margin: impl Into<Margin>,
    add: impl FnOnce(&mut Ui) -> R,
) -> InnerResponse<R> {
    let t = theme::tokens(ui);
    let frame = Frame::new().fill(t.surface).stroke(Stroke::new(1.0, t.border));
    boxed(ui, name, frame, margin.into(), add)
}

/// What its contents are high in a card of `high` points with this padding: the edge takes a point on each side.
#[must_use]
pub fn inner_height(high: f32, margin: impl Into<Margin>) -> f32 {
    high - margin.into().sum().y - 2.0
}

/// The padding of a card with figures: less above and below.
#[must_use]
pub fn tight(ui: &Ui) -> Margin {
    if ui.available_width() < 280.0 { Margin::same(12) } else { Margin::symmetric(20, 12) }
}

/// The padding of a card that stands alone in the pane.
#[must_use]
pub fn wide_margin(ui: &Ui) -> Margin {
    if ui.available_width() < 420.0 { Margin::same(padding(ui)) } else { Margin::symmetric(32, 28) }
}

/// A card that says what is waited for.
pub fn waiting(ui: &mut Ui, title: String, line: String) {
    let t = theme::tokens(ui);
    card_with(ui, &title, wide_margin(ui), |ui| {
        tile(ui, 48.0, Icon::StateWaiting, t.accent, t.accent_soft);
        ui.add_space(4.0);
        text::heading(ui, Type::H2, 2, title.clone());
        text::live(ui, Type::Body, line, t.text_2, false);
    });
}

/// A filled box without an edge, for one piece of advice or a quiet note.
pub fn soft<R>(ui: &mut Ui, name: &str, fill: Color32, add: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let margin = Margin::symmetric(padding(ui), 16);
    boxed(ui, name, Frame::new().fill(fill), margin, add)
}

fn boxed<R>(ui: &mut Ui, name: &str, frame: Frame, margin: Margin, add: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let frame = frame.corner_radius(CornerRadius::same(theme::RADIUS_CARD)).inner_margin(margin);
    let builder = UiBuilder::new().accessibility_role(Role::Group).accessibility_label(name);
    let inner = ui.scope_builder(builder, |ui| {
        frame.show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            add(ui)
        })
    });
    InnerResponse::new(inner.inner.inner, inner.inner.response)
}

/// A card with a dashed edge: nothing yet, or not enough evidence.
pub fn dashed<R>(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let t = theme::tokens(ui);
    let margin = Margin::same(padding(ui));
    let inner = boxed(ui, name, Frame::new(), margin, add);
    dashed_edge(ui, inner.response.rect, f32::from(theme::RADIUS_CARD), t.border_strong);
    inner
}

/// Paints a dashed rounded rectangle just inside `rect`.
pub fn dashed_edge(ui: &Ui, rect: Rect, radius: f32, color: Color32) {
    let path = rounded(rect.shrink(0.5), radius);
    ui.painter().extend(Shape::dashed_line(&path, Stroke::new(1.0, color), 4.0, 4.0));
}

/// The outline of a rounded rectangle as points.
fn rounded(rect: Rect, radius: f32) -> Vec<Pos2> {
    let corners = [
        (pos2(rect.max.x - radius, rect.min.y + radius), -90.0_f32),
        (pos2(rect.max.x - radius, rect.max.y - radius), 0.0),
        (pos2(rect.min.x + radius, rect.max.y - radius), 90.0),
        (pos2(rect.min.x + radius, rect.min.y + radius), 180.0),
    ];
    let mut points = Vec::with_capacity(37);
    for (center, from) in corners {
        for step in 0..=8_u8 {
            let angle = (from + f32::from(step) * 11.25).to_radians();
            points.push(center + radius * vec2(angle.cos(), angle.sin()));
        }
    }
    points.extend(points.first().copied());
    points
}

/// A tile in the shape of the door's arch with an icon in it; `size` is 48 or 40.
pub fn tile(ui: &mut Ui, size: f32, icon: Icon, ink: Color32, fill: Color32) -> Rect {
    let (_, rect) = ui.allocate_space(vec2(size, size));
    tile_in(ui, rect, icon, ink, fill);
    rect
}

/// A tile at a place.
pub fn tile_in(ui: &Ui, rect: Rect, icon: Icon, ink: Color32, fill: Color32) {
    let top = if rect.width() >= 48.0 { 24 } else { 20 };
    ui.painter().rect_filled(rect, CornerRadius { nw: top, ne: top, sw: 8, se: 8 }, fill);
    icon.paint_in(ui, rect.translate(vec2(0.0, 1.0)), 24.0, ink);
}

/// A line between rows of a card.
pub fn line(ui: &mut Ui) {
    let t = theme::tokens(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 1.0));
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, t.border));
}
