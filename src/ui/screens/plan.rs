//! Plan B: other ways to reach each other with a message ready to send, and the preparation lists.

use eframe::egui::{Frame, Modal, Popup, Rect, Ui, pos2};

use super::onward::to_check;
use crate::model::plan::PlanB;
use crate::ui::action::UiAction;
use crate::ui::cx::{Cx, narrow};
use crate::ui::route::Route;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::plan;
use crate::ui::view_model::way::Standing;
use crate::ui::widgets::columns::{Column, two_columns};
use crate::ui::widgets::field::Field;
use crate::ui::widgets::{Bar, Button, Icon, Margins, at, button, card, page, text};

pub use edit::at_last;

mod edit;
mod lists;
mod open;
mod row;
mod rows;
mod state;

pub use state::{Aside, Draft, Focus, Place, State};

/// Longest name that is typed, in characters.
const LONGEST_NAME: usize = 200;

/// What the page's bar is asked.
#[derive(Debug, Clone, Copy)]
enum Asked {
    Share,
    /// Back to the check.
    Check,
    Clear,
    Keep,
    Cancel,
}

/// Shows the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    // Asked before anything is drawn: a list that Escape closes is closed by then.
    let menu = Popup::is_any_open(ui.ctx());
    let bar = bar(cx, memory, narrow(ui));
    let asked = page(ui, "plan", Margins::WIDE, bar, |ui| {
        ui.spacing_mut().item_spacing.y = 16.0;
        let width = ui.available_width();
        if narrow(ui) || width < 700.0 {
            ways_column(ui, cx, memory, menu);
            lists::card(ui, cx);
        } else {
            let gap = (width * 0.042).min(40.0);
            let left = ((width - gap) * 0.609).round();
            two_columns(ui, left, gap, |ui, column| match column {
                Column::Left => ways_column(ui, cx, memory, menu),
                Column::Right => lists::card(ui, cx),
            });
        }
    });
    match asked {
        Some(Asked::Share) => cx.act(UiAction::Go(Route::Share)),
        Some(Asked::Check) => cx.act(to_check(cx)),
        // Clearing is asked for twice: the bar only opens the question.
        Some(Asked::Clear) => memory.clearing = true,
        Some(Asked::Keep) => edit::keep(cx, memory),
        Some(Asked::Cancel) => edit::cancel(cx, memory),
        None => {}
    }
    clearing(ui, cx, memory);
}

/// The way on; while a form is open, what ends the form.
fn bar(cx: &Cx<'_>, memory: &State, narrow: bool) -> Bar<Asked> {
    let (texts, plan) = (cx.texts, &*cx.plan);
    if memory.draft.is_some() {
        // In one column Cancel stands in the form: below the lists nobody would find it.
        let cancel = Button::ghost(texts.plan_cancel()).large();
        let bar = Bar::new().note(texts.plan_keys());
        let bar = if narrow { bar } else { bar.main(cancel, Asked::Cancel) };
        return bar.main(Button::primary(texts.plan_save()).icon(Icon::Check).large(), Asked::Keep);
    }
    // Without a result there is nothing to share yet: the way on is the check.
    let next = |label| Button::primary(label).icon_after(Icon::Arrow).large();
    let bar = match cx.kept.standing(cx.snapshot) {
        Standing::None => Bar::new().main(next(texts.result_to_check()), Asked::Check),
        _ => Bar::new().main(next(texts.plan_to_share()), Asked::Share),
    };
    let any = *plan != PlanB { version: plan.version, ..PlanB::default() };
    if any { bar.side(Button::ghost(texts.plan_delete()), Asked::Clear) } else { bar }
}

fn ways_column(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, menu: bool) {
    ui.spacing_mut().item_spacing.y = 16.0;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        text::title(ui, Type::H1, cx.texts.plan_title());
        let none = cx.plan.channels.is_empty();
        text::weak(ui, Type::Body, if none { cx.texts.plan_lead_none() } else { cx.texts.plan_lead() });
    });
    notices(ui, cx, memory);
    rows::show(ui, cx, memory, menu);
    contact(ui, cx, memory);
    message(ui, cx, memory);
}

/// Who is spoken to: above the message that it fills.
fn contact(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    if cx.plan.channels.is_empty() && cx.plan.contact.is_empty() {
        return;
    }
    let name = cx.texts.plan_contact();
    let response = Field::new("contact", &name).longest(LONGEST_NAME).show(ui, &mut cx.plan.contact);
    if response.changed() {
        memory.copied = false;
        cx.act(UiAction::PlanChanged);
    }
}

/// What the person should know about keeping the plan.
fn notices(ui: &mut Ui, cx: &Cx<'_>, memory: &State) {
    let t = theme::tokens(ui);
    let state = memory;
    let unkept = (state.unkept && !cx.snapshot.demo).then(|| cx.texts.plan_not_kept());
    let unsaved = state.error.clone().map(|detail| cx.texts.plan_not_saved(detail));
    for words in [unkept, unsaved].into_iter().flatten() {
        card::soft(ui, &words, t.warn_soft, |ui| text::live(ui, Type::Body, words.clone(), t.text, false));
    }
    if state.elsewhere {
        let words = cx.texts.plan_elsewhere();
        card::soft(ui, &words, t.accent_soft, |ui| text::live(ui, Type::Body, words.clone(), t.text, false));
    }
}

fn message(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let Some(words) = plan::message(cx.plan, cx.texts) else { return };
    let t = theme::tokens(ui);
    let title = cx.texts.plan_message_title();
    let quoted = format!("“{}”", plan::shown(&words, cx.plan));
    let copied = memory.copied;
    let label = if copied { cx.texts.plan_message_copied() } else { cx.texts.plan_message_copy() };
    let button = Button::secondary(label).or(cx.texts.plan_message_copy()).or(cx.texts.plan_message_copied());
    let button = button.icon(if copied { Icon::Check } else { Icon::Copy });
    let mut clicked = false;
    card::soft(ui, &title, t.accent_soft, |ui| {
        ui.spacing_mut().item_spacing.y = 10.0;
        let room = ui.available_width();
        let size = button.size(ui, room);
        if room - size.x - 20.0 < 220.0 {
            text::label(ui, Type::Body, quoted.clone());
            clicked = button.full(true).show(ui).clicked();
            return;
        }
        let start = ui.cursor().min;
        let row = ui.scope(|ui| {
            ui.set_max_width(room - size.x - 20.0);
            ui.set_min_height(size.y);
            text::label(ui, Type::Body, quoted.clone());
        });
        let middle = row.response.rect.center().y;
        let corner = pos2(start.x + room - size.x, middle - size.y / 2.0);
        let place = Rect::from_min_size(corner, size);
        clicked = at(ui, place, |ui| button.show(ui).clicked());
    });
    if clicked {
        memory.copied = true;
        cx.act(UiAction::Copy(words));
    }
}

/// The question before everything is cleared.
fn clearing(ui: &Ui, cx: &mut Cx<'_>, memory: &mut State) {
    if !memory.clearing {
        return;
    }
    let t = theme::tokens(ui);
    let mut answer = None;
    let frame = Frame::new().fill(t.surface).corner_radius(theme::RADIUS_CARD).inner_margin(24);
    let modal = Modal::new(eframe::egui::Id::unique("clear plan")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(400.0_f32.min(ui.ctx().content_rect().width() - 64.0));
        ui.spacing_mut().item_spacing.y = 12.0;
        text::heading(ui, Type::H1, 1, cx.texts.plan_delete_title());
        text::weak(ui, Type::Body, cx.texts.plan_delete_line());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            if Button::secondary(cx.texts.plan_delete_no()).show(ui).clicked() {
                answer = Some(false);
            }
            if Button::new(button::Kind::Danger, cx.texts.plan_delete_yes()).show(ui).clicked() {
                answer = Some(true);
            }
        });
    });
    if modal.should_close() {
        answer = answer.or(Some(false));
    }
    if let Some(yes) = answer {
        memory.clearing = false;
        if yes {
            *memory = State { unkept: memory.unkept, ..State::default() };
            cx.act(UiAction::DeletePlan);
        }
    }
}
