//! The ways to reach each other, first one to try first.

use eframe::egui::accesskit::Role;
use eframe::egui::{CornerRadius, CursorIcon, Margin, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::{Draft, edit};
use crate::model::plan::{Channel, ChannelKind};
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::plan::{self, WayRow};
use crate::ui::widgets::{Button, Icon, card, focus, text};

/// Shows the ways, and the form for one of them.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let rows = plan::rows(&cx.memory.plan, cx.texts);
    let editing = cx.memory.plan_screen.draft.as_ref().map(|d| d.index);
    if rows.is_empty() && editing.is_none() {
        empty(ui, cx);
        return;
    }
    let name = cx.texts.plan_channels();
    if !rows.is_empty() {
        let mut open = None;
        let inset = i8::from(ui.available_width() >= 280.0) * 8 + 12;
        card::card_with(ui, &name, Margin { left: inset, right: inset, top: 6, bottom: 6 }, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (index, row) in rows.iter().enumerate() {
                if index > 0 {
                    card::line(ui);
                }
                if way(ui, cx, index, row, editing == Some(Some(index))).clicked() {
                    open = Some(index);
                }
            }
        });
        if let Some(index) = open {
            let channel = cx.memory.plan.channels.get(index).cloned();
            cx.memory.plan_screen.draft =
                channel.map(|channel| Draft { index: Some(index), channel, left: [true, true], fresh: true });
        }
    }
    if editing.is_some() {
        edit::show(ui, cx);
    } else {
        let full = ui.available_width() < 320.0;
        let button = Button::secondary(cx.texts.plan_add_another()).icon(Icon::Plus).full(full);
        if button.show(ui).clicked() {
            add(cx);
        }
    }
}

fn add(cx: &mut Cx<'_>) {
    let used = |kind: ChannelKind| cx.memory.plan.channels.iter().any(|c| c.kind == kind);
    let kind = ChannelKind::ALL.into_iter().find(|k| !used(*k)).unwrap_or(ChannelKind::Other);
    let empty = String::new;
    let channel = Channel { kind, label: empty(), mine: empty(), theirs: empty(), tested: false, on_phone: false };
    cx.memory.plan_screen.draft = Some(Draft { index: None, channel, left: [false, false], fresh: true });
}

fn empty(ui: &mut Ui, cx: &mut Cx<'_>) {
    let t = theme::tokens(ui);
    let title = cx.texts.plan_empty_title();
    card::dashed(ui, &title, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        card::tile(ui, 48.0, Icon::PlanB, t.text_2, t.neutral_soft);
        ui.add_space(6.0);
        text::heading(ui, Type::H2, 2, title.clone());
        text::weak(ui, Type::Body, cx.texts.plan_empty_line());
        ui.add_space(6.0);
        if Button::secondary(cx.texts.plan_add()).icon(Icon::Plus).show(ui).clicked() {
            add(cx);
        }
    });
}

/// The icon of a kind.
fn icon(kind: ChannelKind) -> Icon {
    match kind {
        ChannelKind::Phone => Icon::Phone,
        ChannelKind::WhatsApp | ChannelKind::Other => Icon::Chat,
        ChannelKind::FaceTime => Icon::Picture,
        ChannelKind::Teams | ChannelKind::Zoom | ChannelKind::Meet | ChannelKind::Webex => Icon::Link,
        ChannelKind::Email => Icon::Mail,
    }
}

/// Number, icon, name, details; tried or not at the right (below where it is narrow).
fn way(ui: &mut Ui, cx: &Cx<'_>, index: usize, row: &WayRow, chosen: bool) -> Response {
    let t = theme::tokens(ui);
    let width = ui.available_width();
    let (mark, ink, words) = if row.tested {
        (Icon::StateOk, t.ok, cx.texts.plan_tested())
    } else {
        (Icon::StateNone, t.text_2, cx.texts.plan_untested())
    };
    let narrow = width < 400.0;
    let state = text::galley(ui, Type::SmallMedium, words.clone(), ink, width - 62.0);
    let left = if narrow { 40.0 } else { 78.0 };
    let room = width - left - if narrow { 0.0 } else { state.size().x + 40.0 };
    let name = text::galley(ui, Type::Strong, row.name.clone(), t.text, room);
    let line = text::galley(ui, Type::Body, row.line.clone(), t.text_2, room);
    let under = if narrow { state.size().y + 4.0 } else { 0.0 };
    let inner = name.size().y + line.size().y + under;
    let (rect, response) = ui.allocate_exact_size(vec2(width, (inner + 15.0).max(58.0)), Sense::click());
    let told = format!("{}. {}: {}. {}. {words}", index + 1, cx.texts.plan_edit(row.name.clone()), row.name, row.line);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, told.clone()));
    if response.hovered() || chosen {
        let fill = rect.expand2(vec2(10.0, 0.0)).shrink2(vec2(0.0, 2.0));
        let color = if chosen { t.accent_soft } else { t.sunken };
        ui.painter().rect_filled(fill, CornerRadius::same(theme::RADIUS), color);
    }
    let middle = rect.center().y;
    let center = pos2(rect.min.x + 13.0, middle);
    ui.painter().circle_stroke(center, 12.0, Stroke::new(2.0, t.accent));
    let digit = text::galley(ui, Type::SmallMedium, (index + 1).to_string(), t.accent, 24.0);
    ui.painter().galley(center - digit.size() / 2.0, digit, t.accent);
    if !narrow {
        let place = Rect::from_center_size(pos2(rect.min.x + 52.0, middle), vec2(24.0, 24.0));
        icon(row.kind).paint_in(ui, place, 24.0, t.text_2);
    }
    let x = rect.min.x + left;
    let top = middle - inner / 2.0;
    let (name_h, line_h) = (name.size().y, line.size().y);
    ui.painter().galley(pos2(x, top), name, t.text);
    ui.painter().galley(pos2(x, top + name_h), line, t.text_2);
    let state_size = state.size();
    let at = if narrow {
        pos2(x, top + name_h + line_h + 4.0)
    } else {
        pos2(rect.max.x - state_size.x - 22.0, middle - state_size.y / 2.0)
    };
    let mark_at = Rect::from_center_size(pos2(at.x + 8.0, at.y + state_size.y / 2.0), vec2(16.0, 16.0));
    mark.paint_in(ui, mark_at, 16.0, ink);
    ui.painter().galley(at + vec2(22.0, 0.0), state, ink);
    focus::finish(ui, &response, theme::RADIUS);
    response.on_hover_cursor(CursorIcon::PointingHand)
}
