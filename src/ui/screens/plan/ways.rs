//! The ways to reach each other, first one to try first.

use eframe::egui::accesskit::Role;
use eframe::egui::{CornerRadius, CursorIcon, Margin, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::edit;
use super::state::{Aside, Focus, State};
use crate::model::plan::ChannelKind;
use crate::ui::action::UiAction;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::plan::{self, WayRow};
use crate::ui::widgets::{Button, Icon, at, button, card, text};

/// Width of the two buttons of a row, in points.
const BUTTONS: f32 = 80.0;

/// What was asked of a row.
#[derive(Debug, Clone, Copy)]
enum Asked {
    Change(usize),
    Remove(usize),
}

/// Shows the ways, and the form for one of them.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let rows = plan::rows(cx.plan, cx.texts);
    let editing = memory.draft.as_ref().map(|d| d.index);
    if rows.is_empty() && editing.is_none() {
        empty(ui, cx, memory);
        aside(ui, cx, memory);
        return;
    }
    if !rows.is_empty() {
        let name = cx.texts.plan_channels();
        let inset = i8::from(ui.available_width() >= 280.0) * 8 + 12;
        let mut asked = None;
        card::card_with(ui, &name, Margin { left: inset, right: inset, top: 6, bottom: 6 }, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let beside = beside(ui, &rows);
            for (index, row) in rows.iter().enumerate() {
                if index > 0 {
                    card::line(ui);
                }
                let chosen = editing == Some(Some(index));
                let now = ui.push_id(("way", index), |ui| way(ui, cx, memory, index, row, chosen, beside)).inner;
                asked = asked.or(now);
            }
        });
        match asked {
            Some(Asked::Change(index)) => edit::open(cx, memory, Some(index)),
            Some(Asked::Remove(index)) => edit::remove(cx, memory, index),
            None => {}
        }
    }
    aside(ui, cx, memory);
    if editing.is_some() {
        edit::show(ui, cx, memory);
    } else {
        let full = ui.available_width() < 320.0;
        let add = Button::secondary(cx.texts.plan_add_another()).icon(Icon::Plus).full(full).show(ui);
        added(cx, memory, &add);
    }
}

/// The button that adds a way: pressed, or to be focused.
fn added(cx: &mut Cx<'_>, memory: &mut State, response: &Response) {
    if memory.focus == Some(Focus::Add) {
        memory.focus = None;
        response.request_focus();
    }
    if response.clicked() {
        edit::open(cx, memory, None);
    }
}

/// What was taken away last, and the way back.
fn aside(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let t = theme::tokens(ui);
    let texts = cx.texts;
    let Some(aside) = &memory.aside else { return };
    let (words, back) = match aside {
        Aside::Way(_, channel) => (texts.plan_removed(plan::name(channel, texts)), texts.plan_put_back()),
        Aside::Form(draft) => (texts.plan_left(plan::name(&draft.channel, texts)), texts.plan_go_on()),
    };
    let mut clicked = false;
    card::soft(ui, &words, t.neutral_soft, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        text::live(ui, Type::Body, words.clone(), t.text, false);
        clicked = Button::secondary(back).icon(Icon::Again).show(ui).clicked();
    });
    if !clicked {
        return;
    }
    match memory.aside.take() {
        Some(Aside::Way(index, channel)) => {
            let index = index.min(cx.plan.channels.len());
            cx.plan.channels.insert(index, channel);
            memory.focus = Some(Focus::Way(index));
            memory.copied = false;
            cx.act(UiAction::PlanChanged);
        }
        Some(Aside::Form(draft)) => {
            let index = draft.index.filter(|i| *i < cx.plan.channels.len());
            let draft = super::Draft { index, fresh: true, focus: Some(0), ..draft };
            memory.draft = Some(draft);
        }
        None => {}
    }
}

fn empty(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let t = theme::tokens(ui);
    let title = cx.texts.plan_empty_title();
    card::dashed(ui, &title, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        card::tile(ui, 48.0, Icon::PlanB, t.text_2, t.neutral_soft);
        ui.add_space(6.0);
        text::heading(ui, Type::H2, 2, title.clone());
        text::weak(ui, Type::Body, cx.texts.plan_empty_line());
        ui.add_space(6.0);
        let add = Button::secondary(cx.texts.plan_add()).icon(Icon::Plus).show(ui);
        added(cx, memory, &add);
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

/// The mark and the colour of whether it was tried.
fn tried(ui: &Ui, row: &WayRow) -> (Icon, eframe::egui::Color32) {
    let t = theme::tokens(ui);
    if row.tested { (Icon::StateOk, t.ok) } else { (Icon::StateNone, t.text_2) }
}

/// True when tried or not stands at the right of every row; else it stands below the details.
fn beside(ui: &Ui, rows: &[WayRow]) -> bool {
    let t = theme::tokens(ui);
    let room = ui.available_width() - 78.0 - BUTTONS;
    let one_line = |kind, words: &str| text::galley(ui, kind, words, t.text, f32::INFINITY).size().x;
    rows.iter().all(|row| {
        let state = one_line(Type::SmallMedium, &row.state) + 22.0 + 28.0;
        one_line(Type::Body, &row.line).max(one_line(Type::Strong, &row.name)) + state <= room
    })
}

/// Number, icon, name, details; tried or not, and what can be done with it, at the right (below where it is narrow).
fn way(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    memory: &mut State,
    index: usize,
    row: &WayRow,
    chosen: bool,
    beside: bool,
) -> Option<Asked> {
    let t = theme::tokens(ui);
    let width = ui.available_width();
    let (mark, ink) = tried(ui, row);
    let narrow = width < 400.0;
    let left = if narrow { 40.0 } else { 78.0 };
    let state = text::galley(ui, Type::SmallMedium, row.state.clone(), ink, width - left - 22.0);
    let state_size = state.size() + vec2(22.0, 0.0);
    let room = match (narrow, beside) {
        (true, _) => width - left,
        (false, true) => width - left - BUTTONS - state_size.x - 28.0,
        (false, false) => width - left - BUTTONS - 12.0,
    };
    // Where it is narrow, the buttons stand beside the name, or below everything.
    let share = left + BUTTONS + 80.0 <= width;
    let name_width = if narrow && share { room - BUTTONS } else { room };
    let name = text::galley(ui, Type::Strong, row.name.clone(), t.text, name_width);
    let details = if narrow { row.line.replace(" · ", "\n") } else { row.line.clone() };
    let line = text::galley(ui, Type::Body, details, t.text_2, room);
    let (name_h, line_h) = (name.size().y, line.size().y);
    let name_room = if narrow && share { name_h.max(40.0) } else { name_h };
    let under = match (narrow, beside) {
        (true, _) if share => state_size.y + 4.0,
        (true, _) => state_size.y + 48.0,
        (false, true) => 0.0,
        (false, false) => state_size.y + 4.0,
    };
    let inner = name_room + line_h + under;
    let (_, rect) = ui.allocate_space(vec2(width, (inner + 15.0).max(58.0)));
    let response = ui.interact(rect, ui.scope_id().with("row"), Sense::CLICK);
    let told = format!("{}. {}. {}. {}", index + 1, row.name, row.line, row.state);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, chosen, told.clone()));
    if response.hovered() || chosen {
        let fill = rect.expand2(vec2(10.0, 0.0)).shrink2(vec2(0.0, 2.0));
        let color = if chosen { t.accent_soft } else { t.sunken };
        ui.painter().rect_filled(fill, CornerRadius::same(theme::RADIUS), color);
    }
    let (middle, top) = (rect.center().y, rect.center().y - inner / 2.0);
    let center = pos2(rect.min.x + 13.0, if narrow { top + name_room / 2.0 } else { middle });
    ui.painter().circle_stroke(center, 12.0, Stroke::new(2.0, t.accent));
    let digit = text::galley(ui, Type::SmallMedium, (index + 1).to_string(), t.accent, 24.0);
    ui.painter().galley(center - digit.size() / 2.0, digit, t.accent);
    if !narrow {
        let place = Rect::from_center_size(pos2(rect.min.x + 52.0, middle), vec2(24.0, 24.0));
        icon(row.kind).paint_in(ui, place, 24.0, t.text_2);
    }
    let x = rect.min.x + left;
    ui.painter().galley(pos2(x, top + (name_room - name_h) / 2.0), name, t.text);
    ui.painter().galley(pos2(x, top + name_room), line, t.text_2);
    let low = top + name_room + line_h;
    let state_at = if !narrow && beside {
        pos2(rect.max.x - BUTTONS - 16.0 - state_size.x, middle - state_size.y / 2.0)
    } else {
        pos2(x, low + 4.0)
    };
    let mark_at = Rect::from_center_size(pos2(state_at.x + 8.0, state_at.y + state_size.y / 2.0), vec2(16.0, 16.0));
    mark.paint_in(ui, mark_at, 16.0, ink);
    ui.painter().galley(state_at + vec2(22.0, 0.0), state, ink);
    let buttons_y = match (narrow, share) {
        (true, true) => top,
        (true, false) => low + 4.0 + state_size.y + 4.0,
        (false, _) => middle - 20.0,
    };
    let asked = acts(ui, cx, memory, index, row, pos2((rect.max.x - BUTTONS).max(rect.min.x), buttons_y));
    let clicked = response.on_hover_cursor(CursorIcon::PointingHand).clicked();
    asked.or(clicked.then_some(Asked::Change(index)))
}

/// The two buttons of a row.
fn acts(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    memory: &mut State,
    index: usize,
    row: &WayRow,
    corner: eframe::egui::Pos2,
) -> Option<Asked> {
    let t = theme::tokens(ui);
    let mut asked = None;
    let place = |n: f32| Rect::from_min_size(corner + vec2(40.0 * n, 0.0), vec2(40.0, 40.0));
    let name = cx.texts.plan_edit(row.name.clone());
    let change = at(ui, place(0.0), |ui| button::icon_button(ui, Icon::Edit, &name, t.text_2));
    if memory.focus == Some(Focus::Way(index)) {
        memory.focus = None;
        change.request_focus();
    }
    if change.clicked() {
        asked = Some(Asked::Change(index));
    }
    let name = cx.texts.plan_remove_this(row.name.clone());
    if at(ui, place(1.0), |ui| button::icon_button(ui, Icon::Bin, &name, t.text_2)).clicked() {
        asked = Some(Asked::Remove(index));
    }
    asked
}
