//! A spot as a row: its number, its name, why it stands there, its figures, and whether it carries the call.

use eframe::egui::accesskit::Role;
use eframe::egui::{CornerRadius, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::{icon::Icon, status, text};
use crate::ui::theme::{self, Type};
use crate::ui::view_model::spots::SpotRow;

/// Height of a row with three lines in points.
const ROW: f32 = 96.0;
/// Where the words begin, and where they end, in points from the edges.
const LEFT: f32 = 60.0;
const RIGHT: f32 = 20.0;

/// Shows a row over the full width of its card. `first` and `last`: its corners are those of the card.
pub fn spot_row(ui: &mut Ui, row: &SpotRow, first: bool, last: bool) {
    let t = theme::tokens(ui);
    let width = ui.available_width();
    let narrow = width < 420.0;
    let left = if narrow { 52.0 } else { LEFT };
    let right = if narrow { 12.0 } else { RIGHT };
    let room = width - left - right;
    let (ink, quiet) = if row.old { (t.text_2, t.text_2) } else { (t.text, t.text_2) };
    let state_ink = if row.old { t.text_2 } else { status::color(row.status, t) };
    let state = text::galley(ui, Type::Medium, row.words.clone(), state_ink, room - 28.0);
    let phone = if row.phone { 30.0 } else { 0.0 };
    let beside = text::galley(ui, Type::H2, row.name.clone(), ink, f32::INFINITY).size().x + phone + 16.0;
    // Where the state does not fit beside the name it stands below it.
    let below = beside + state.size().x + 28.0 > room;
    let name_room = if below { room - phone } else { room - phone - state.size().x - 44.0 };
    let name = text::galley(ui, Type::H2, row.name.clone(), ink, name_room);
    let reason = text::galley(ui, Type::Body, row.reason.clone(), ink, room);
    let lines = [Some(&row.figures), row.earlier.as_ref()].into_iter().flatten().filter(|line| !line.is_empty());
    let lines: Vec<_> = lines.map(|line| text::galley(ui, Type::Small, line.clone(), quiet, room)).collect();
    let state_height = if below { state.size().y.max(20.0) + 2.0 } else { 0.0 };
    let words = name.size().y + state_height + reason.size().y + lines.iter().map(|l| l.size().y + 2.0).sum::<f32>();
    let (rect, response) = ui.allocate_exact_size(vec2(width, (words + 30.0).max(ROW)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &row.told));
    if row.best && !row.old {
        let (top, bottom) = (if first { theme::RADIUS_CARD } else { 0 }, if last { theme::RADIUS_CARD } else { 0 });
        let corners = CornerRadius { nw: top, ne: top, sw: bottom, se: bottom };
        ui.painter().rect_filled(rect, corners, t.ok_soft);
    } else if !first {
        let line = rect.min.x + right..=rect.max.x - right;
        ui.painter().hline(line, rect.min.y, Stroke::new(1.0, t.border));
    }
    number(ui, row, pos2(rect.min.x + left / 2.0 + 4.0, rect.center().y));
    let x = rect.min.x + left;
    let mut y = rect.center().y - words / 2.0;
    let name_size = name.size();
    ui.painter().galley(pos2(x, y), name, ink);
    if row.phone {
        let place = Rect::from_center_size(pos2(x + name_size.x + 18.0, y + 12.0), vec2(18.0, 18.0));
        Icon::Hotspot.paint_in(ui, place, 18.0, quiet);
    }
    let state_size = state.size();
    let (state_x, state_y) =
        if below { (x, y + name_size.y + 1.0) } else { (rect.max.x - right - 28.0 - state_size.x, y + 1.0) };
    ui.painter().galley(pos2(state_x, state_y), state, state_ink);
    let icon_at = if below { state_x + state_size.x + 16.0 } else { rect.max.x - right - 10.0 };
    let place = Rect::from_center_size(pos2(icon_at, state_y + 11.0), vec2(20.0, 20.0));
    status::icon(row.status).paint_in(ui, place, if below { 16.0 } else { 20.0 }, state_ink);
    y += name_size.y + state_height;
    let high = reason.size().y;
    ui.painter().galley(pos2(x, y), reason, ink);
    y += high + 2.0;
    for line in lines {
        let high = line.size().y;
        ui.painter().galley(pos2(x, y), line, quiet);
        y += high + 2.0;
    }
}

fn number(ui: &Ui, row: &SpotRow, center: eframe::egui::Pos2) {
    let t = theme::tokens(ui);
    let ink = if row.old { t.border_strong } else { t.accent };
    let Some(number) = &row.number else {
        let place = Rect::from_center_size(center, vec2(24.0, 24.0));
        Icon::StateUnknown.paint_in(ui, place, 24.0, t.unknown);
        return;
    };
    ui.painter().circle(center, 12.0, t.surface, Stroke::new(2.0, ink));
    let digit = text::galley(ui, Type::SmallMedium, number.clone(), if row.old { t.text_2 } else { t.text }, 24.0);
    ui.painter().galley(center - digit.size() / 2.0, digit, t.text);
}
