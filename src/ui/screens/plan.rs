//! Plan B: other ways to reach each other with a message ready to send, and the preparation lists.

use eframe::egui::{Frame, Modal, Rect, Ui, pos2};

use crate::model::plan::{Channel, PlanB};
use crate::ui::action::UiAction;
use crate::ui::cx::{Cx, narrow};
use crate::ui::route::Route;
use crate::ui::screens::findings;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::plan;
use crate::ui::view_model::way::Standing;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::{Bar, Button, Icon, Margins, at, button, card, page, text};

pub use edit::at_last;

mod edit;
mod lists;
mod ways;

/// What the plan remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The way that is being made or changed.
    pub draft: Option<Draft>,
    /// What was taken away last and can be had back.
    pub aside: Option<Aside>,
    /// Where the focus goes when the form has closed.
    pub focus: Option<Focus>,
    /// The question before clearing is open.
    pub clearing: bool,
    /// The message went to the clipboard.
    pub copied: bool,
    /// Nothing is kept on this computer.
    pub unkept: bool,
    /// The last change could not be kept: the system's words.
    pub error: Option<String>,
    /// Another window changed the plan, and that is shown now.
    pub elsewhere: bool,
}

impl State {
    /// Takes in that another window changed the plan. A form stays open, with what was typed, at the way it belongs to.
    pub fn changed_elsewhere(&mut self, before: &PlanB, now: &PlanB) {
        self.elsewhere = true;
        if let Some(draft) = &mut self.draft {
            let way = draft.index.and_then(|i| before.channels.get(i));
            draft.index = way.and_then(|way| now.channels.iter().position(|c| c == way));
        }
    }
}

/// A way that is being made or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its place in the list; `None`: a new one.
    pub index: Option<usize>,
    /// As it is typed.
    pub channel: Channel,
    /// Their and my detail were left once: faults may be told.
    pub left: [bool; 2],
    /// It was to be kept once: what is missing may be told too.
    pub tried: bool,
    /// Just opened: to be brought into view.
    pub fresh: bool,
    /// The side whose field takes the focus now: 0 theirs, 1 mine.
    pub focus: Option<usize>,
}

/// What was taken away and can be had back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aside {
    /// A way that was removed, and its place.
    Way(usize, Channel),
    /// A form that was left without keeping it.
    Form(Draft),
}

/// A place that takes the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// The button that changes this way.
    Way(usize),
    /// The button that adds one.
    Add,
}

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
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let bar = bar(cx);
    let asked = page(ui, "plan", Margins::WIDE, bar, |ui| {
        ui.spacing_mut().item_spacing.y = 16.0;
        let width = ui.available_width();
        if narrow(ui) || width < 700.0 {
            ways_column(ui, cx);
            lists::card(ui, cx);
        } else {
            let gap = (width * 0.042).min(40.0);
            let left = ((width - gap) * 0.609).round();
            findings::two_columns(ui, left, gap, ways_column, lists::card, cx);
        }
    });
    match asked {
        Some(Asked::Share) => cx.act(UiAction::Go(Route::Share)),
        Some(Asked::Check) => cx.act(UiAction::Go(Route::Check)),
        // Clearing is asked for twice: the bar only opens the question.
        Some(Asked::Clear) => cx.memory.plan_screen.clearing = true,
        Some(Asked::Keep) => edit::keep(cx),
        Some(Asked::Cancel) => edit::cancel(cx),
        None => {}
    }
    clearing(ui, cx);
}

/// The way on; while a form is open, what ends the form.
fn bar(cx: &Cx<'_>) -> Bar<Asked> {
    let (texts, plan) = (cx.texts, &cx.memory.plan);
    if cx.memory.plan_screen.draft.is_some() {
        return Bar::new()
            .side(Button::ghost(texts.plan_cancel()), Asked::Cancel)
            .main(Button::primary(texts.plan_save()).icon(Icon::Check).large(), Asked::Keep);
    }
    // Without a result there is nothing to share yet: the way on is the check.
    let next = |label| Button::primary(label).icon_after(Icon::Arrow).large();
    let bar = match cx.memory.kept.standing(cx.state) {
        Standing::None => Bar::new().main(next(texts.result_to_check()), Asked::Check),
        _ => Bar::new().main(next(texts.plan_to_share()), Asked::Share),
    };
    let any = !plan.channels.is_empty() || !plan.done.is_empty() || !plan.contact.is_empty();
    if any { bar.side(Button::ghost(texts.plan_delete()), Asked::Clear) } else { bar }
}

fn ways_column(ui: &mut Ui, cx: &mut Cx<'_>) {
    ui.spacing_mut().item_spacing.y = 16.0;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        text::title(ui, Type::H1, cx.texts.plan_title());
        let none = cx.memory.plan.channels.is_empty();
        text::weak(ui, Type::Body, if none { cx.texts.plan_lead_none() } else { cx.texts.plan_lead() });
    });
    notices(ui, cx);
    ways::show(ui, cx);
    message(ui, cx);
}

/// What the person should know about keeping the plan.
fn notices(ui: &mut Ui, cx: &Cx<'_>) {
    let t = theme::tokens(ui);
    let state = &cx.memory.plan_screen;
    let unkept = (state.unkept && !cx.state.demo).then(|| cx.texts.plan_not_kept());
    let unsaved = state.error.clone().map(|detail| cx.texts.plan_not_saved(detail));
    for words in [unkept, unsaved].into_iter().flatten() {
        card::soft(ui, &words, t.warn_soft, |ui| text::live(ui, Type::Body, words.clone(), t.text, false));
    }
    if state.elsewhere {
        let words = cx.texts.plan_elsewhere();
        card::soft(ui, &words, t.accent_soft, |ui| text::live(ui, Type::Body, words.clone(), t.text, false));
    }
}

fn message(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(words) = plan::message(&cx.memory.plan, cx.texts) else { return };
    let t = theme::tokens(ui);
    let title = cx.texts.plan_message_title();
    let quoted = format!("“{}”", plan::shown(&words, &cx.memory.plan));
    let copied = cx.memory.plan_screen.copied;
    let label = if copied { cx.texts.plan_message_copied() } else { cx.texts.plan_message_copy() };
    let button = Button::secondary(label).icon(if copied { Icon::Check } else { Icon::Copy });
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
        cx.memory.plan_screen.copied = true;
        cx.act(UiAction::Copy(words));
    }
    let name = cx.texts.plan_contact();
    let response = Field::new("contact", &name).show(ui, &mut cx.memory.plan.contact);
    if response.changed() {
        cx.memory.plan_screen.copied = false;
        cx.act(UiAction::PlanChanged);
    }
}

/// The question before everything is cleared.
fn clearing(ui: &Ui, cx: &mut Cx<'_>) {
    if !cx.memory.plan_screen.clearing {
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
        cx.memory.plan_screen.clearing = false;
        if yes {
            cx.memory.plan_screen = State { unkept: cx.memory.plan_screen.unkept, ..State::default() };
            cx.act(UiAction::DeletePlan);
        }
    }
}
