//! A part as a row of the list, and as a cell of the rail.

use eframe::egui::accesskit::Role;
use eframe::egui::{CornerRadius, CursorIcon, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::{focus, icon::Icon, status, text};
use crate::model::CheckId;
use crate::ui::route::Part;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::Status;
use crate::ui::view_model::parts::PartRow;

/// The icon of a part.
#[must_use]
pub fn icon(part: Part) -> Icon {
    match part {
        Part::Check(CheckId::Network) => Icon::Internet,
        Part::Check(CheckId::Sound) => Icon::Sound,
        Part::Check(CheckId::Camera) => Icon::Picture,
        Part::Check(CheckId::Computer) => Icon::Computer,
        Part::PlanB => Icon::PlanB,
    }
}

fn told(row: &PartRow) -> String {
    let line = if row.line.is_empty() { String::new() } else { format!(". {}", row.line) };
    format!("{}: {}{line}", row.name, row.short)
}

fn ground(ui: &Ui, rect: Rect, response: &Response, chosen: bool) {
    let t = theme::tokens(ui);
    let radius = CornerRadius::same(theme::RADIUS_CARD);
    if chosen {
        ui.painter().rect(rect, radius, t.surface, Stroke::new(1.0, t.border), StrokeKind::Inside);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, radius, t.sunken);
    }
}

/// A row over the full width: the state under the name, then a line about it; a chevron says that it opens.
pub fn row(ui: &mut Ui, row: &PartRow, chosen: bool) -> Response {
    let t = theme::tokens(ui);
    let width = ui.available_width();
    let (left, right) = (49.0, if width > 240.0 { 44.0 } else { 15.0 });
    let state_ink = status::color(row.status, t);
    let room = width - left - right;
    let name = text::galley(ui, Type::H2, row.name.clone(), t.text, room);
    let state = text::galley(ui, Type::SmallMedium, row.short.clone(), state_ink, room - 22.0);
    let line = (!row.line.is_empty()).then(|| text::galley(ui, Type::Body, row.line.clone(), t.text_2, room));
    let state_height = state.size().y.max(20.0);
    let line_height = line.as_ref().map_or(0.0, |l| l.size().y);
    let height = (26.0 + name.size().y + state_height + line_height).max(72.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, told(row)));
    ground(ui, rect, &response, chosen);
    let icon_at = Rect::from_center_size(pos2(rect.min.x + left - 26.0, rect.min.y + 24.0), vec2(24.0, 24.0));
    icon(row.part).paint_in(ui, icon_at, 24.0, if chosen { t.accent } else { t.text_2 });
    let x = rect.min.x + left;
    let mut y = rect.min.y + 12.0;
    let name_height = name.size().y;
    ui.painter().galley(pos2(x, y), name, t.text);
    y += name_height + 1.0;
    let middle = y + state_height / 2.0;
    let mark = Rect::from_center_size(pos2(x + 8.0, middle), vec2(16.0, 16.0));
    status::icon(row.status).paint_in(ui, mark, 16.0, state_ink);
    ui.painter().galley(pos2(x + 22.0, middle - state.size().y / 2.0), state, state_ink);
    y += state_height + 1.0;
    if let Some(line) = line {
        let ink = if row.earlier { t.border_strong } else { t.text_2 };
        ui.painter().galley(pos2(x, y), line, ink);
    }
    if right > 40.0 {
        let chev = Rect::from_center_size(pos2(rect.max.x - 22.0, rect.center().y), vec2(20.0, 20.0));
        Icon::Chev.paint_in(ui, chev, 18.0, t.text_2);
    }
    focus::finish(ui, &response, theme::RADIUS_CARD);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// Height of a cell of the rail in points, whatever it says: nothing moves under the pointer.
pub const CELL: f32 = 92.0;

/// A cell of the rail: icon, name, state; while the part runs, a bar. What it says in a line is its tooltip.
pub fn cell(ui: &mut Ui, row: &PartRow, chosen: bool) -> Response {
    let t = theme::tokens(ui);
    let width = ui.available_width();
    let state_ink = status::color(row.status, t);
    let name_ink = if chosen { t.accent } else { t.text };
    let name = text::galley(ui, Type::Strong, row.name.clone(), name_ink, width - 8.0);
    let word_ink = if row.status == Status::Waiting { t.accent } else { t.text_2 };
    let state = text::galley(ui, Type::Small, row.short.clone(), word_ink, f32::INFINITY);
    let (rect, response) = ui.allocate_exact_size(vec2(width, CELL), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, told(row)));
    ground(ui, rect, &response, chosen);
    let x = rect.center().x;
    let icon_at = Rect::from_center_size(pos2(x, rect.min.y + 23.0), vec2(24.0, 24.0));
    icon(row.part).paint_in(ui, icon_at, 24.0, if chosen { t.accent } else { t.text_2 });
    ui.painter().galley(pos2(x - name.size().x / 2.0, rect.min.y + 38.0), name, name_ink);
    let total = state.size().x + 21.0;
    let middle = rect.min.y + 62.0 + state.size().y / 2.0;
    let mark = Rect::from_center_size(pos2(x - total / 2.0 + 8.0, middle), vec2(16.0, 16.0));
    status::icon(row.status).paint_in(ui, mark, 16.0, state_ink);
    ui.painter().galley(pos2(x - total / 2.0 + 21.0, rect.min.y + 62.0), state, word_ink);
    if let Some(fraction) = row.fraction.filter(|_| row.status == Status::Running) {
        thin_bar(ui, rect, fraction);
    }
    focus::finish(ui, &response, theme::RADIUS_CARD);
    let response =
        if row.line.is_empty() { response } else { response.on_hover_text(Type::Small.rich(row.line.clone(), t.text)) };
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// How far a running part is: 4 points high, 5 from below, inside its cell.
fn thin_bar(ui: &Ui, cell: Rect, fraction: f64) {
    let t = theme::tokens(ui);
    let track =
        Rect::from_min_max(pos2(cell.min.x + 19.0, cell.max.y - 9.0), pos2(cell.max.x - 19.0, cell.max.y - 5.0));
    let fraction = if fraction.is_finite() { fraction.clamp(0.0, 1.0) } else { 0.0 };
    #[expect(clippy::cast_possible_truncation, reason = "a share of a hundred points")]
    let done = Rect::from_min_size(track.min, vec2(track.width() * fraction as f32, track.height()));
    ui.painter().rect_filled(track, 2.0, t.border);
    ui.painter().rect_filled(done, 2.0, t.accent);
}
