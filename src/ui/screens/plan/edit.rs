//! The form for one way: what it is, both sides' details, tried or not, its place in the list. "Done" and "Cancel" stand
//! in the page's bar, where nothing pushes them away.

use eframe::egui::{Key, Modifiers, Popup, Ui};

use super::state::{Aside, Draft, Focus, State};
use crate::model::plan::{Channel, ChannelKind, PlanB};
use crate::ui::action::UiAction;
use crate::ui::cx::Cx;
use crate::ui::theme::Type;
use crate::ui::view_model::plan;
use crate::ui::widgets::button::Kind;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::{Button, Icon, card, choose, text};

/// What the person asked of the form.
enum Asked {
    Keep,
    Cancel,
    Remove(usize),
    Move(usize, usize),
}

/// Opens the form: for the way at this place, or for a new one.
pub fn open(cx: &mut Cx<'_>, memory: &mut State, index: Option<usize>) {
    put_aside(cx, memory);
    let kept = index.and_then(|i| cx.plan.channels.get(i)).cloned();
    let index = index.filter(|_| kept.is_some());
    let left = [index.is_some(); 2];
    let channel = kept.unwrap_or_else(|| plan::blank(cx.plan));
    let draft = Draft { index, channel, left, tried: false, fresh: true, focus: Some(0) };
    memory.draft = Some(draft);
}

/// Keeps what was typed; where something is not right yet, the focus goes there and it is told.
pub fn keep(cx: &mut Cx<'_>, memory: &mut State) {
    let Some(draft) = &mut memory.draft else { return };
    (draft.left, draft.tried) = ([true; 2], true);
    if let Some(side) = plan::first_fault(&draft.channel) {
        draft.focus = Some(side);
        return;
    }
    let Some(draft) = memory.draft.take() else { return };
    let index = put(cx.plan, draft);
    memory.focus = Some(Focus::Way(index));
    changed(cx, memory);
}

/// Puts a form's way in its place in the plan; returns that place.
fn put(plan: &mut PlanB, draft: Draft) -> usize {
    let channel = plan::trimmed(draft.channel);
    let channels = &mut plan.channels;
    if let Some((index, slot)) = draft.index.and_then(|i| channels.get_mut(i).map(|slot| (i, slot))) {
        *slot = channel;
        return index;
    }
    channels.push(channel);
    channels.len() - 1
}

/// The window closes over an open form: the plan with its way, where something was typed and nothing is wrong with it.
#[must_use]
pub fn at_last(screen: &mut State, plan: &PlanB) -> Option<PlanB> {
    let draft = screen.draft.take().filter(|draft| plan::first_fault(&draft.channel).is_none())?;
    let mut with = plan.clone();
    put(&mut with, draft);
    (with != *plan).then_some(with)
}

/// Closes the form without keeping it; what was typed can be had back.
pub fn cancel(cx: &mut Cx<'_>, memory: &mut State) {
    let index = memory.draft.as_ref().and_then(|d| d.index);
    put_aside(cx, memory);
    memory.focus = Some(index.map_or(Focus::Add, Focus::Way));
}

/// Takes a way from the list; it can be had back.
pub fn remove(cx: &mut Cx<'_>, memory: &mut State, index: usize) {
    if index >= cx.plan.channels.len() {
        return;
    }
    put_aside(cx, memory);
    let channel = cx.plan.channels.remove(index);
    memory.aside = Some(Aside::Way(index, channel));
    memory.focus = Some(Focus::Add);
    changed(cx, memory);
}

/// A form that was changed is not lost when something else takes its place.
fn put_aside(cx: &mut Cx<'_>, memory: &mut State) {
    let Some(draft) = memory.draft.take() else { return };
    let before = draft.index.and_then(|i| cx.plan.channels.get(i));
    let typed = match before {
        Some(before) => *before != draft.channel,
        None => !plan::is_blank(&draft.channel),
    };
    memory.aside = typed.then_some(Aside::Form(draft));
}

fn changed(cx: &mut Cx<'_>, memory: &mut State) {
    memory.copied = false;
    cx.act(UiAction::PlanChanged);
}

/// Shows the form.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let Some(mut draft) = memory.draft.take() else { return };
    let title = if draft.index.is_none() { cx.texts.plan_form_new() } else { cx.texts.plan_form_change() };
    let mut asked = None;
    let shown = card::card(ui, &title, |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        text::heading(ui, Type::H2, 2, title.clone());
        let entered = fields(ui, cx, &mut draft);
        asked = entered.then_some(Asked::Keep).or(buttons(ui, cx, &draft));
    });
    if std::mem::take(&mut draft.fresh) {
        shown.response.scroll_to_me(None);
    }
    let escape = !Popup::is_any_open(ui.ctx()) && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
    memory.draft = Some(draft);
    match asked.or(escape.then_some(Asked::Cancel)) {
        Some(Asked::Keep) => keep(cx, memory),
        Some(Asked::Cancel) => cancel(cx, memory),
        Some(Asked::Remove(index)) => remove(cx, memory, index),
        Some(Asked::Move(from, to)) => shift(cx, memory, from, to),
        None => {}
    }
}

/// Two ways change places; the form stays open with what was typed.
fn shift(cx: &mut Cx<'_>, memory: &mut State, from: usize, to: usize) {
    let channels = &mut cx.plan.channels;
    if from >= channels.len() || to >= channels.len() {
        return;
    }
    channels.swap(from, to);
    if let Some(draft) = &mut memory.draft {
        draft.index = Some(to);
    }
    changed(cx, memory);
}

/// The fields. True when Enter was pressed in one of them.
fn fields(ui: &mut Ui, cx: &Cx<'_>, draft: &mut Draft) -> bool {
    let texts = cx.texts;
    let mut entered = false;
    let mut enter = |ui: &Ui, response: &eframe::egui::Response| {
        entered |= response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    };
    kind(ui, cx, &mut draft.channel);
    if draft.channel.kind == ChannelKind::Other {
        let name = texts.plan_field_label();
        let response = Field::new("label", &name).show(ui, &mut draft.channel.label);
        enter(ui, &response);
    }
    let key = plan::kind_key(draft.channel.kind);
    let faults = plan::faults(&draft.channel, draft.tried, texts);
    let focus = draft.focus.take();
    let names = [texts.plan_field_theirs(key), texts.plan_field_mine(key)];
    let helps = [texts.plan_help(key), texts.plan_help_mine()];
    let values = [&mut draft.channel.theirs, &mut draft.channel.mine];
    let sides = names.iter().zip(&helps).zip(faults).zip(values).zip(&mut draft.left).zip(["theirs", "mine"]);
    for (side, (((((name, help), fault), value), left), salt)) in sides.enumerate() {
        let wrong = fault.filter(|_| *left);
        let field = Field::new(salt, name).help(help).wrong(wrong.as_deref()).focus(focus == Some(side));
        let response = field.show(ui, value);
        *left |= response.lost_focus();
        enter(ui, &response);
    }
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        choose::tick(ui, &mut draft.channel.tested, &texts.plan_tick_tested(), None);
        choose::tick(ui, &mut draft.channel.on_phone, &texts.plan_tick_on_phone(), None);
    });
    entered
}

fn kind(ui: &mut Ui, cx: &Cx<'_>, channel: &mut Channel) {
    let name = cx.texts.plan_kind();
    text::label(ui, Type::Medium, name.clone());
    ui.add_space(-8.0);
    let kinds: Vec<String> = ChannelKind::ALL.iter().map(|k| plan::kind_name(*k, cx.texts)).collect();
    let chosen = ChannelKind::ALL.iter().position(|k| *k == channel.kind).unwrap_or(0);
    let width = ui.available_width().min(320.0);
    let picked = choose::select(ui, &name, Icon::PlanB, &kinds, chosen, width);
    if let Some(kind) = picked.and_then(|i| ChannelKind::ALL.get(i)) {
        channel.kind = *kind;
    }
}

/// Its place in the list, and taking it away.
fn buttons(ui: &mut Ui, cx: &Cx<'_>, draft: &Draft) -> Option<Asked> {
    let texts = cx.texts;
    let index = draft.index?;
    let mut asked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = eframe::egui::vec2(12.0, 8.0);
        let last = cx.plan.channels.len().saturating_sub(1);
        let end = |at_end: bool| at_end.then(|| texts.plan_move_off());
        if last > 0 {
            let up = Button::secondary(texts.plan_move_up()).icon(Icon::ChevUp).off(end(index == 0));
            if up.show(ui).clicked() {
                asked = Some(Asked::Move(index, index.saturating_sub(1)));
            }
            let down = Button::secondary(texts.plan_move_down()).icon(Icon::ChevDown).off(end(index >= last));
            if down.show(ui).clicked() {
                asked = Some(Asked::Move(index, index + 1));
            }
        }
        if Button::new(Kind::Danger, texts.plan_remove()).icon(Icon::Bin).show(ui).clicked() {
            asked = Some(Asked::Remove(index));
        }
    });
    asked
}
