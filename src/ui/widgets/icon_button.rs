//! Small things to press: a button of an icon alone, and a link in a line of text.

use eframe::egui::accesskit::Role;
use eframe::egui::{Color32, CornerRadius, CursorIcon, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::{focus, icon::Icon, text};
use crate::ui::theme::{self, Type};

/// A button that is only an icon: 40 x 40, with a name and a tooltip.
pub fn icon_button(ui: &mut Ui, icon: Icon, name: &str, color: Color32) -> Response {
    icon_button_off(ui, icon, name, color, None)
}

/// A button of an icon alone, with the keys that do the same in its tooltip.
pub fn icon_button_keys(ui: &mut Ui, icon: Icon, name: &str, color: Color32, keys: &str) -> Response {
    let t = theme::tokens(ui);
    let response = bare_icon(ui, icon, name, color);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_keyboard_shortcut(keys));
    response.on_hover_text(Type::Small.rich(format!("{name} ({keys})"), t.text))
}

/// A button of an icon alone that may be off, for this reason.
pub fn icon_button_off(ui: &mut Ui, icon: Icon, name: &str, color: Color32, off: Option<&str>) -> Response {
    let t = theme::tokens(ui);
    if let Some(reason) = off {
        let (rect, response) = ui.allocate_exact_size(vec2(40.0, 40.0), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, false, name));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(reason));
        icon.paint_in(ui, rect, 20.0, t.border);
        return response.on_hover_text(Type::Small.rich(reason, t.text));
    }
    bare_icon(ui, icon, name, color).on_hover_text(Type::Small.rich(name, t.text))
}

fn bare_icon(ui: &mut Ui, icon: Icon, name: &str, color: Color32) -> Response {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(40.0, 40.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    if response.hovered() || response.is_pointer_button_down_on() {
        let fill = if response.is_pointer_button_down_on() { t.neutral_soft } else { t.sunken };
        ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS), fill);
    }
    icon.paint_in(ui, rect, 20.0, color);
    focus::finish(ui, &response, theme::RADIUS);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A link in a line of text: 24 points high at least.
pub fn link(ui: &mut Ui, words: &str) -> Response {
    let t = theme::tokens(ui);
    let galley = text::galley(ui, Type::Medium, words, Color32::PLACEHOLDER, ui.available_width());
    let size = vec2(galley.size().x, galley.size().y.max(24.0));
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, words));
    let color = if response.hovered() { t.accent_hover } else { t.accent };
    let at = pos2(rect.min.x, rect.center().y - galley.size().y / 2.0);
    if response.hovered() {
        ui.painter().hline(rect.x_range(), at.y + galley.size().y - 2.0, Stroke::new(1.0, color));
    }
    ui.painter().galley(at, galley, color);
    focus::finish(ui, &response, 4);
    response.on_hover_cursor(CursorIcon::PointingHand)
}
