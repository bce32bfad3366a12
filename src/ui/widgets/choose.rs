//! Ways to choose: segmented choice, tick box, toggle, select box.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align, Color32, CornerRadius, CursorIcon, Layout, Popup, PopupCloseBehavior, Rect, Response, Sense, Stroke,
    StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::{at_with, focus, icon::Icon, text};
use crate::ui::theme::{self, Type};

/// One of a few, side by side. `items` are (shown, told to a screen reader). Returns the index that was clicked.
pub fn segmented(ui: &mut Ui, name: &str, items: &[(&str, &str)], chosen: usize) -> Option<usize> {
    let t = theme::tokens(ui);
    let widths: Vec<f32> = items
        .iter()
        .map(|(shown, _)| {
            (text::galley(ui, Type::Strong, *shown, Color32::PLACEHOLDER, f32::INFINITY).size().x + 24.0).max(44.0)
        })
        .collect();
    let total: f32 = widths.iter().sum();
    let stacked = total > ui.available_width() + 1.0;
    let rows = f32::from(u8::try_from(items.len()).unwrap_or(1));
    let size = if stacked { vec2(ui.available_width(), 40.0 * rows) } else { vec2(total, 40.0) };
    let (_, rect) = ui.allocate_space(size);
    let radius = CornerRadius::same(theme::RADIUS);
    let builder = UiBuilder::new().max_rect(rect).accessibility_role(Role::RadioGroup).accessibility_label(name);
    let mut clicked = None;
    at_with(ui, builder, |ui| {
        ui.painter().rect_filled(rect, radius, t.surface);
        let (mut x, mut y) = (rect.min.x, rect.min.y);
        for (index, ((shown, told), width)) in items.iter().zip(&widths).enumerate() {
            let part = if stacked {
                Rect::from_min_size(pos2(rect.min.x, y), vec2(rect.width(), 40.0))
            } else {
                Rect::from_min_size(pos2(x, rect.min.y), vec2(*width, 40.0))
            };
            (x, y) = (x + width, y + 40.0);
            let on = index == chosen;
            let response = ui.interact(part, ui.scope_id().with(("segment", index)), Sense::click());
            response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, told));
            let mut round = CornerRadius::ZERO;
            if index == 0 {
                round.nw = theme::RADIUS;
                *(if stacked { &mut round.ne } else { &mut round.sw }) = theme::RADIUS;
            }
            if index + 1 == items.len() {
                round.se = theme::RADIUS;
                *(if stacked { &mut round.sw } else { &mut round.ne }) = theme::RADIUS;
            }
            let fill = if on { Some(t.accent_soft) } else { response.hovered().then_some(t.sunken) };
            if let Some(fill) = fill {
                ui.painter().rect_filled(part, round, fill);
            }
            let (kind, ink) = if on { (Type::Strong, t.accent) } else { (Type::Body, t.text_2) };
            let galley = text::galley(ui, kind, *shown, ink, f32::INFINITY);
            ui.painter().galley((part.center() - galley.size() / 2.0).round(), galley, ink);
            focus::finish(ui, &response, theme::RADIUS);
            if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
                clicked = Some(index);
            }
        }
        ui.painter().rect_stroke(rect, radius, Stroke::new(1.0, t.border_strong), StrokeKind::Inside);
    });
    clicked
}

/// A tick box with its words (and a small line under them); the whole row can be clicked. True when it was changed.
pub fn tick(ui: &mut Ui, on: &mut bool, words: &str, small: Option<&str>) -> bool {
    let t = theme::tokens(ui);
    let room = ui.available_width() - 34.0;
    let ink = if *on && small.is_none() { t.text_2 } else { t.text };
    let kind = if small.is_some() { Type::Medium } else { Type::Body };
    let galley = text::galley(ui, kind, words, ink, room);
    let under = small.map(|s| text::galley(ui, Type::Small, s, t.text_2, room));
    let inner = galley.size().y + under.as_ref().map_or(0.0, |g| g.size().y);
    let (rect, mut response) =
        ui.allocate_exact_size(vec2(ui.available_width(), (inner + 14.0).max(40.0)), Sense::click());
    if response.clicked() {
        *on = !*on;
        response.mark_changed();
    }
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, *on, words));
    if let Some(small) = small {
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(small));
    }
    let top = rect.center().y - inner / 2.0;
    let square = Rect::from_center_size(pos2(rect.min.x + 11.0, top + 11.0), vec2(22.0, 22.0));
    let radius = CornerRadius::same(6);
    if *on {
        let fill = if response.hovered() { t.accent_hover } else { t.accent };
        ui.painter().rect_filled(square, radius, fill);
        Icon::Check.paint_in(ui, square, 16.0, t.on_accent);
    } else {
        let fill = if response.hovered() { t.sunken } else { t.surface };
        ui.painter().rect(square, radius, fill, Stroke::new(2.0, t.border_strong), StrokeKind::Inside);
    }
    let mut y = top;
    let height = galley.size().y;
    ui.painter().galley(pos2(rect.min.x + 34.0, y), galley, ink);
    y += height;
    if let Some(under) = under {
        ui.painter().galley(pos2(rect.min.x + 34.0, y), under, t.text_2);
    }
    focus::finish(ui, &response, theme::RADIUS);
    response.on_hover_cursor(CursorIcon::PointingHand).changed()
}

/// A switch with its words. True when it was changed.
pub fn toggle(ui: &mut Ui, on: &mut bool, words: &str) -> bool {
    let t = theme::tokens(ui);
    let galley = text::galley(ui, Type::Body, words, t.text, ui.available_width() - 56.0);
    let size = vec2(galley.size().x + 56.0, f32::max(40.0, galley.size().y + 12.0));
    let (rect, mut response) = ui.allocate_exact_size(size, Sense::click());
    if response.clicked() {
        *on = !*on;
        response.mark_changed();
    }
    response.widget_info(|| WidgetInfo::selected(Role::Switch, true, *on, words));
    let share = ui.ctx().animate_bool_responsive(response.id, *on);
    let track = Rect::from_center_size(pos2(rect.min.x + 22.0, rect.center().y), vec2(44.0, 24.0));
    let radius = CornerRadius::same(12);
    let knob_x = track.min.x + 12.0 + 20.0 * share;
    if *on {
        ui.painter().rect_filled(track, radius, t.accent);
        ui.painter().circle_filled(pos2(knob_x, track.center().y), 9.0, t.on_accent);
    } else {
        ui.painter().rect(track, radius, t.surface, Stroke::new(2.0, t.border_strong), StrokeKind::Inside);
        ui.painter().circle_filled(pos2(knob_x, track.center().y), 7.0, t.border_strong);
    }
    ui.painter().galley(pos2(rect.min.x + 56.0, rect.center().y - galley.size().y / 2.0), galley, t.text);
    focus::finish(ui, &response, 12);
    response.on_hover_cursor(CursorIcon::PointingHand).changed()
}

/// A closed list of names: shows the chosen one, opens below. Returns the index that was picked.
pub fn select(ui: &mut Ui, name: &str, icon: Icon, items: &[String], chosen: usize, width: f32) -> Option<usize> {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 40.0), Sense::click());
    let shown = items.get(chosen).cloned().unwrap_or_default();
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_value(shown.clone()));
    let fill = if response.hovered() { t.sunken } else { t.surface };
    let radius = CornerRadius::same(theme::RADIUS);
    ui.painter().rect(rect, radius, fill, Stroke::new(1.0, t.border_strong), StrokeKind::Inside);
    let icon_at = Rect::from_center_size(pos2(rect.min.x + 22.0, rect.center().y), vec2(20.0, 20.0));
    icon.paint_in(ui, icon_at, 20.0, t.text_2);
    let chev_at = Rect::from_center_size(pos2(rect.max.x - 20.0, rect.center().y), vec2(18.0, 18.0));
    Icon::ChevDown.paint_in(ui, chev_at, 18.0, t.text_2);
    let galley = one_line(ui, &shown, width - 82.0);
    ui.painter().galley(pos2(rect.min.x + 42.0, rect.center().y - galley.size().y / 2.0), galley, t.text);
    focus::finish(ui, &response, theme::RADIUS);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    let mut picked = None;
    Popup::menu(&response).width(width).close_behavior(PopupCloseBehavior::CloseOnClick).show(|ui| {
        ui.with_layout(Layout::top_down_justified(Align::Min), |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (index, item) in items.iter().enumerate() {
                if option(ui, item, index == chosen, width - 8.0).clicked() {
                    picked = Some(index);
                    // By keyboard as well.
                    ui.close();
                }
            }
        });
    });
    picked
}

fn option(ui: &mut Ui, words: &str, on: bool, width: f32) -> Response {
    let t = theme::tokens(ui);
    let galley = text::galley(ui, Type::Body, words, t.text, width - 52.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, f32::max(40.0, galley.size().y + 16.0)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, on, words));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS), t.accent_soft);
    }
    if on {
        let at = Rect::from_center_size(pos2(rect.min.x + 20.0, rect.center().y), vec2(18.0, 18.0));
        Icon::Check.paint_in(ui, at, 18.0, t.accent);
    }
    ui.painter().galley(pos2(rect.min.x + 40.0, rect.center().y - galley.size().y / 2.0), galley, t.text);
    focus::finish(ui, &response, theme::RADIUS);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

fn one_line(ui: &Ui, words: &str, width: f32) -> std::sync::Arc<eframe::egui::Galley> {
    let t = theme::tokens(ui);
    let mut job = eframe::egui::text::LayoutJob::single_section(words.to_owned(), Type::Body.format(t.text));
    job.wrap = eframe::egui::text::TextWrapping::truncate_at_width(width.max(1.0));
    ui.painter().layout_job(job)
}
