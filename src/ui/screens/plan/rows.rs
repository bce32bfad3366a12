//! The ways to reach each other, first one to try first; what was taken away leaves a bar where it was.

use eframe::egui::accesskit::Role;
use eframe::egui::{CornerRadius, CursorIcon, Margin, Rect, Response, Sense, Ui, WidgetInfo, pos2, vec2};

use super::row::{Asked, BUTTON, Buttons, Ends, NARROW, acts, digit, icon, take_focus};
use super::state::{Focus, Place, State};
use super::{edit, open};
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::plan::{self, WayRow};
use crate::ui::widgets::{Button, Icon, at, button, card, text};

/// Shows the own number, the ways, and the open row where it stands.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, menu: bool) {
    let rows = plan::rows(cx.plan, cx.texts);
    let editing = memory.draft.as_ref().map(|d| d.place);
    if let Some(said) = &memory.moved {
        text::said(ui, said);
    }
    if rows.is_empty() && editing.is_none() && cx.plan.own.trim().is_empty() {
        empty(ui, cx, memory);
        bars(ui, cx, memory, 0, true);
        unfinished(ui, cx, memory);
        return;
    }
    let name = cx.texts.plan_channels();
    let side = if ui.available_width() >= 280.0 { 20 } else { 12 };
    card::card_with(ui, &name, Margin { left: side, right: side, top: 6, bottom: 6 }, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        own(ui, cx, memory, editing, menu);
        for (index, row) in rows.iter().enumerate() {
            bars(ui, cx, memory, index, false);
            if editing == Some(Place::Way(index)) {
                open::show(ui, cx, memory, menu);
                continue;
            }
            if editing != Some(Place::Way(index.wrapping_sub(1))) && (index > 0 || !cx.plan.own.is_empty()) {
                card::line(ui);
            }
            let asked = ui.push_id(("way", index), |ui| way(ui, cx, memory, index, row, rows.len())).inner;
            match asked {
                Some(Asked::Last(index)) => edit::open(cx, memory, Place::Way(index)),
                Some(Asked::Move(from, to)) => edit::shift(cx, memory, from, to),
                None => {}
            }
        }
        if editing == Some(Place::New) {
            open::show(ui, cx, memory, menu);
        }
    });
    bars(ui, cx, memory, rows.len(), true);
    unfinished(ui, cx, memory);
    if editing != Some(Place::New) {
        let full = ui.available_width() < 320.0;
        let words = if rows.is_empty() { cx.texts.plan_add() } else { cx.texts.plan_add_another() };
        let add = Button::secondary(words).icon(Icon::Plus).full(full).show(ui);
        added(cx, memory, &add);
    }
}

/// The button that adds a way: pressed, or to be focused.
fn added(cx: &mut Cx<'_>, memory: &mut State, response: &Response) {
    take_focus(memory, response, Focus::Add);
    if response.clicked() {
        edit::open(cx, memory, Place::New);
    }
}

/// The own number, above the ways it holds for.
fn own(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, editing: Option<Place>, menu: bool) {
    if editing == Some(Place::Own) {
        open::show(ui, cx, memory, menu);
        return;
    }
    let number = cx.plan.own.trim().to_owned();
    if number.is_empty() {
        return;
    }
    let t = theme::tokens(ui);
    let (name, line) = (cx.texts.plan_own(), cx.texts.plan_own_everywhere());
    let width = ui.available_width();
    let room = width - 38.0 - BUTTON - 8.0;
    let strong = text::galley(ui, Type::Strong, name.clone(), t.text, room);
    let shown = text::galley(ui, Type::Body, number.clone(), t.text, room);
    let where_it_holds = text::galley(ui, Type::Body, format!(" · {line}"), t.text_2, f32::INFINITY);
    let one_line = strong.size().x + 10.0 + shown.size().x + where_it_holds.size().x <= room;
    let height = if one_line { 50.0 } else { strong.size().y + shown.size().y + 16.0 };
    let (_, rect) = ui.allocate_space(vec2(width, height));
    let response = ui.interact(rect, ui.scope_id().with("own"), Sense::hover());
    let told = format!("{name}: {number} · {line}");
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, told.clone()));
    let middle = rect.center().y;
    Icon::Person.paint_in(
        ui,
        Rect::from_center_size(pos2(rect.min.x + 13.0, middle), vec2(24.0, 24.0)),
        24.0,
        t.text_2,
    );
    let x = rect.min.x + 38.0;
    let (strong_w, strong_h, shown_w) = (strong.size().x, strong.size().y, shown.size().x);
    if one_line {
        let y = middle - strong_h / 2.0;
        ui.painter().galley(pos2(x, y), strong, t.text);
        ui.painter().galley(pos2(x + strong_w + 10.0, y), shown, t.text);
        ui.painter().galley(pos2(x + strong_w + 10.0 + shown_w, y), where_it_holds, t.text_2);
    } else {
        ui.painter().galley(pos2(x, rect.min.y + 8.0), strong, t.text);
        ui.painter().galley(pos2(x, rect.min.y + 8.0 + strong_h), shown, t.text);
    }
    let place = Rect::from_min_size(pos2(rect.max.x - BUTTON, middle - BUTTON / 2.0), vec2(BUTTON, BUTTON));
    let name = cx.texts.plan_edit(name);
    let change = at(ui, place, |ui| button::icon_button(ui, Icon::Edit, &name, t.text_2));
    take_focus(memory, &change, Focus::Own);
    if change.clicked() {
        edit::open(cx, memory, Place::Own);
    }
}

/// The bars of what was taken away at this place; `after`: and behind it.
fn bars(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, place: usize, after: bool) {
    let here = |p: usize| if after { p >= place } else { p == place };
    let removed = memory.removed.iter().enumerate().filter(|(_, aside)| here(aside.place));
    let mine: Vec<_> = removed.map(|(which, aside)| (which, plan::name(&aside.channel, cx.texts))).collect();
    let mut back = None;
    for (which, name) in mine {
        let (words, way) = (cx.texts.plan_removed(name), cx.texts.plan_put_back());
        let link = ui.push_id(("removed", which), |ui| bar(ui, Icon::Bin, &words, &way)).inner;
        take_focus(memory, &link, Focus::Back(which));
        if link.clicked() {
            back = Some(which);
        }
    }
    if let Some(which) = back {
        edit::put_back(cx, memory, which);
    }
}

/// A form that was left, and the way back into it.
fn unfinished(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let Some(draft) = &memory.unfinished else { return };
    let name = if draft.place == Place::Own { cx.texts.plan_own() } else { plan::name(&draft.channel, cx.texts) };
    let link = bar(ui, Icon::Edit, &cx.texts.plan_left(name), &cx.texts.plan_go_on());
    if link.clicked()
        && let Some(draft) = memory.unfinished.take()
    {
        edit::resume(cx, memory, draft);
    }
}

/// One line with a way back behind it.
fn bar(ui: &mut Ui, icon: Icon, words: &str, back: &str) -> Response {
    let t = theme::tokens(ui);
    card::soft(ui, words, t.neutral_soft, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 4.0);
            icon.show(ui, 20.0, t.text_2);
            text::live(ui, Type::Body, words.to_owned(), t.text, false);
            button::link(ui, back)
        })
        .inner
    })
    .inner
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

/// Number, icon, name with tried or not beside it, details; its buttons at the right.
fn way(ui: &mut Ui, cx: &Cx<'_>, memory: &mut State, index: usize, row: &WayRow, count: usize) -> Option<Asked> {
    let t = theme::tokens(ui);
    let width = ui.available_width();
    let narrow = width < NARROW;
    let left = if narrow { 37.0 } else { 74.0 };
    let ends = Ends::of(index, count);
    let buttons = BUTTON * if narrow || ends.alone() { 1.0 } else { 3.0 };
    let room = width - left - buttons - 8.0;
    let (mark, ink) = match (row.wrong, row.tested) {
        (true, _) => (Icon::StateWarn, t.warn),
        (false, true) => (Icon::StateOk, t.ok),
        (false, false) => (Icon::StateNone, t.text_2),
    };
    let name = text::galley(ui, Type::Strong, row.name.clone(), t.text, room);
    let state = text::galley(ui, Type::SmallMedium, row.state.clone(), ink, width - left - 22.0);
    let beside = name.size().x + 10.0 + 22.0 + state.size().x <= room;
    // In the minute that it is needed, a number is read off the screen.
    let (kind, details) = match &row.number {
        Some(number) if narrow => (Type::Value28, number.clone()),
        _ => (Type::Body, if narrow { row.line.replace(" · ", "\n") } else { row.line.clone() }),
    };
    let line_ink = if kind == Type::Value28 { t.text } else { t.text_2 };
    let line = text::galley(ui, kind, details, line_ink, if narrow { width - left } else { room });
    let (name_h, line_h, state_h) = (name.size().y, line.size().y, state.size().y);
    let name_room = if narrow { name_h.max(BUTTON) } else { name_h };
    let inner = name_room + line_h + if beside { 0.0 } else { state_h + 4.0 };
    let (_, rect) = ui.allocate_space(vec2(width, (inner + 18.0).max(62.0)));
    let response = ui.interact(rect, ui.scope_id().with("row"), Sense::CLICK);
    let told = format!("{}. {}. {}. {}", index + 1, row.name, row.line, row.state);
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, told.clone()));
    if response.hovered() {
        let fill = rect.expand2(vec2(10.0, 0.0)).shrink2(vec2(0.0, 2.0));
        ui.painter().rect_filled(fill, CornerRadius::same(theme::RADIUS), t.sunken);
    }
    let (middle, top) = (rect.center().y, rect.center().y - inner / 2.0);
    digit(ui, pos2(rect.min.x + 13.0, if narrow { top + name_room / 2.0 } else { middle }), index);
    if !narrow {
        let place = Rect::from_center_size(pos2(rect.min.x + 50.0, middle), vec2(24.0, 24.0));
        icon(row.kind).paint_in(ui, place, 24.0, t.text_2);
    }
    let x = rect.min.x + left;
    let name_y = top + (name_room - name_h) / 2.0;
    let state_at = if beside {
        pos2(x + name.size().x + 10.0, name_y + (name_h - state_h) / 2.0)
    } else {
        pos2(x, top + name_room + line_h + 4.0)
    };
    ui.painter().galley(pos2(x, name_y), name, t.text);
    ui.painter().galley(pos2(x, top + name_room), line, line_ink);
    let mark_at = Rect::from_center_size(pos2(state_at.x + 8.0, state_at.y + state_h / 2.0), vec2(16.0, 16.0));
    mark.paint_in(ui, mark_at, 16.0, ink);
    ui.painter().galley(state_at + vec2(22.0, 0.0), state, ink);
    let y = if narrow { top + (name_room - BUTTON) / 2.0 } else { middle - BUTTON / 2.0 };
    let ends = if narrow { Ends { first: true, last: true } } else { ends };
    let asked = acts(ui, cx, memory, index, &row.name, Buttons { right: pos2(rect.max.x, y), ends, last: Icon::Edit });
    let clicked = response.on_hover_cursor(CursorIcon::PointingHand).clicked();
    asked.or(clicked.then_some(Asked::Last(index)))
}
