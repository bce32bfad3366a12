//! The form for one way: what it is, both sides' details, tried or not, its place in the list.

use eframe::egui::Ui;

use super::Draft;
use crate::checklist::validate;
use crate::model::plan::ChannelKind;
use crate::ui::action::UiAction;
use crate::ui::cx::Cx;
use crate::ui::theme::Type;
use crate::ui::view_model::plan;
use crate::ui::widgets::button::Kind;
use crate::ui::widgets::{Button, Icon, card, choose, field, text};

/// What the person asked of the form.
enum Asked {
    Save,
    Cancel,
    Remove,
    Move(usize),
}

/// Shows the form.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(mut draft) = cx.memory.plan_screen.draft.take() else { return };
    let title = if draft.index.is_none() { cx.texts.plan_form_new() } else { cx.texts.plan_form_change() };
    let mut asked = None;
    let shown = card::card(ui, &title, |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        text::heading(ui, Type::H2, 2, title.clone());
        fields(ui, cx, &mut draft);
        asked = buttons(ui, cx, &draft);
    });
    if std::mem::take(&mut draft.fresh) {
        shown.response.scroll_to_me(None);
    }
    match asked {
        None => cx.memory.plan_screen.draft = Some(draft),
        Some(asked) => obey(cx, draft, &asked),
    }
}

fn fields(ui: &mut Ui, cx: &Cx<'_>, draft: &mut Draft) {
    let texts = cx.texts;
    let width = ui.available_width();
    let label = text::label(ui, Type::Medium, texts.plan_kind());
    let _ = label;
    ui.add_space(-8.0);
    let kinds: Vec<String> = ChannelKind::ALL.iter().map(|k| plan::kind_name(*k, texts)).collect();
    let chosen = ChannelKind::ALL.iter().position(|k| *k == draft.channel.kind).unwrap_or(0);
    let picked = choose::select(ui, &texts.plan_kind(), Icon::PlanB, &kinds, chosen, width.min(320.0));
    if let Some(kind) = picked.and_then(|i| ChannelKind::ALL.get(i)) {
        draft.channel.kind = *kind;
    }
    if draft.channel.kind == ChannelKind::Other {
        field::field(ui, &texts.plan_field_label(), &mut draft.channel.label, "", None);
    }
    let kind = draft.channel.kind;
    let sides =
        [(texts.plan_field_theirs(), &mut draft.channel.theirs), (texts.plan_field_mine(), &mut draft.channel.mine)];
    for ((name, value), left) in sides.into_iter().zip(&mut draft.left) {
        let wrong = validate::detail(kind, value).err().filter(|_| *left).map(|f| plan::fault(f, texts));
        let response = field::field(ui, &name, value, "", wrong.as_deref());
        if response.lost_focus() {
            *left = true;
        }
    }
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        choose::tick(ui, &mut draft.channel.tested, &texts.plan_tick_tested(), None);
        choose::tick(ui, &mut draft.channel.on_phone, &texts.plan_tick_on_phone(), None);
    });
}

fn buttons(ui: &mut Ui, cx: &Cx<'_>, draft: &Draft) -> Option<Asked> {
    let texts = cx.texts;
    let mut asked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = eframe::egui::vec2(12.0, 8.0);
        let save = Button::secondary(texts.plan_save()).icon(Icon::Check);
        if save.off(plan::why_not(&draft.channel, texts)).show(ui).clicked() {
            asked = Some(Asked::Save);
        }
        if Button::ghost(texts.plan_cancel()).show(ui).clicked() {
            asked = Some(Asked::Cancel);
        }
        let Some(index) = draft.index else { return };
        let last = cx.memory.plan.channels.len().saturating_sub(1);
        let end = |at_end: bool| at_end.then(|| texts.plan_move_off());
        if last > 0 {
            let up = Button::ghost(texts.plan_move_up()).icon(Icon::ChevUp).off(end(index == 0));
            if up.show(ui).clicked() {
                asked = Some(Asked::Move(index.saturating_sub(1)));
            }
            let down = Button::ghost(texts.plan_move_down()).icon(Icon::ChevDown).off(end(index >= last));
            if down.show(ui).clicked() {
                asked = Some(Asked::Move(index + 1));
            }
        }
        if Button::new(Kind::Danger, texts.plan_remove()).show(ui).clicked() {
            asked = Some(Asked::Remove);
        }
    });
    asked
}

fn obey(cx: &mut Cx<'_>, draft: Draft, asked: &Asked) {
    let channels = &mut cx.memory.plan.channels;
    match (asked, draft.index) {
        (Asked::Cancel, _) => return,
        (Asked::Save, None) => channels.push(draft.channel),
        (Asked::Save, Some(index)) => {
            if let Some(slot) = channels.get_mut(index) {
                *slot = draft.channel;
            }
        }
        (Asked::Remove, Some(index)) if index < channels.len() => {
            channels.remove(index);
        }
        (Asked::Move(to), Some(index)) if index < channels.len() && *to < channels.len() => {
            channels.swap(index, *to);
            cx.memory.plan_screen.draft = Some(Draft { index: Some(*to), ..draft });
        }
        _ => {}
    }
    cx.memory.plan_screen.copied = false;
    cx.act(UiAction::PlanChanged);
}
