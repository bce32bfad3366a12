//! Spots: ten seconds at each place in the house, ranked with the reason, and one big button.

mod card;
mod list;
mod state;

use eframe::egui::{Frame, Id, Modal, Ui};

pub use state::State;

use crate::model::CheckId;
use crate::model::run::Stage;
use crate::session::command::Command;
use crate::ui::action::UiAction;
use crate::ui::cx::{Cx, narrow};
use crate::ui::theme::{self, Type};
use crate::ui::view_model::spots::{end, next, now};
use crate::ui::widgets::columns::{Column, two_columns};
use crate::ui::widgets::{Bar, Button, Icon, Margins, button, page, text};

/// From this width on the list and what is being measured stand side by side, in points.
const TWO_COLUMNS: f32 = 640.0;
/// Width of what is being measured, and of the gap beside it.
const NOW: f32 = 320.0;
const GAP: f32 = 24.0;

/// What a button of the page asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ask {
    Walk,
    Measure,
    Back,
    Forget,
}

/// Shows the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let board = cx.live.spots.clone();
    let measuring = board.is_measuring();
    let bar = bar(cx, memory, measuring, narrow(ui));
    let asked = page(ui, "spots", Margins::DETAIL, bar, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        text::title(ui, Type::H1, cx.texts.spots_known(&board));
        text::weak(ui, Type::Body, cx.texts.spots_lead());
        ui.add_space(8.0);
        ui.spacing_mut().item_spacing.y = 12.0;
        news(ui, cx);
        let width = ui.available_width();
        if width >= TWO_COLUMNS {
            two_columns(ui, width - NOW - GAP, GAP, |ui, column| match column {
                Column::Left => list::show(ui, cx, memory),
                Column::Right => card::show(ui, cx, memory),
            });
        } else {
            card::show(ui, cx, memory);
            list::show(ui, cx, memory);
        }
    });
    if let Some(asked) = asked {
        act(cx, memory, asked);
    }
    question(ui, cx, memory);
}

/// Back at the left; at the right the one big button, which only the person's own act changes.
fn bar(cx: &Cx<'_>, memory: &State, measuring: bool, narrow: bool) -> Bar<Ask> {
    let texts = cx.texts;
    let mut bar = Bar::new();
    if !narrow {
        bar = bar.side(Button::ghost(texts.spots_back()).icon(Icon::Back), Ask::Back);
    }
    if !cx.live.spots.ranked.is_empty() {
        bar = bar.side(Button::ghost(texts.spots_forget()).icon(Icon::Bin), Ask::Forget);
    }
    if measuring {
        bar = bar.note(texts.spots_early());
    }
    let (walk, here) = (texts.spots_walk(), texts.spots_measure());
    if measuring || !memory.walked {
        return bar.main(Button::primary(walk).or(here).icon(Icon::Walk).big(), Ask::Walk);
    }
    // One line, one measurement.
    let checking = matches!(cx.snapshot.stage(CheckId::Network), Stage::Running { .. });
    let busy = checking.then(|| texts.spots_busy());
    if let Some(busy) = &busy {
        bar = bar.note(busy.clone());
    }
    bar.main(Button::primary(here).or(walk).icon(Icon::Pin).big().off(busy), Ask::Measure)
}

fn act(cx: &mut Cx<'_>, memory: &mut State, asked: Ask) {
    match asked {
        Ask::Walk => {
            if cx.live.spots.is_measuring() {
                cx.act(UiAction::Send(Command::LeaveSpot));
            }
            memory.walk_to(next(&cx.live.spots));
        }
        Ask::Measure => measure(cx, memory),
        Ask::Back => cx.act(UiAction::Back),
        Ask::Forget => memory.asking = true,
    }
}

/// Begins to measure at the chosen spot; one that has no name yet is asked for it.
fn measure(cx: &mut Cx<'_>, memory: &mut State) {
    let Some(name) = memory.name(&cx.live.spots) else {
        memory.nameless = true;
        return;
    };
    state::begin(cx, memory, name);
}

/// What a screen reader is told: how far it is, how it ended, and which spot is the best by then.
fn news(ui: &mut Ui, cx: &Cx<'_>) {
    let board = &cx.live.spots;
    let told = match (now(board, cx.texts), end(board, cx.texts)) {
        (Some(now), _) => now.told,
        (None, Some(end)) if end.ranked => format!("{} {}.", end.words, cx.texts.spots_known(board)),
        (None, Some(end)) => end.words,
        (None, None) => String::new(),
    };
    if !told.is_empty() {
        text::said(ui, &told);
    }
}

/// What would go, before it goes.
fn question(ui: &Ui, cx: &mut Cx<'_>, memory: &mut State) {
    if !memory.asking {
        return;
    }
    let t = theme::tokens(ui);
    let texts = cx.texts;
    let mut answer = None;
    let frame = Frame::new().fill(t.surface).corner_radius(theme::RADIUS_CARD).inner_margin(24);
    let modal = Modal::new(Id::unique("forget spots")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(440.0_f32.min(ui.ctx().content_rect().width() - 64.0));
        ui.spacing_mut().item_spacing.y = 10.0;
        text::heading(ui, Type::H1, 1, texts.spots_forget_title());
        text::label(ui, Type::Body, texts.spots_forget_line());
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = eframe::egui::vec2(12.0, 8.0);
            if Button::secondary(texts.button_cancel()).show(ui).clicked() {
                answer = Some(false);
            }
            if Button::new(button::Kind::Danger, texts.spots_forget_yes()).show(ui).clicked() {
                answer = Some(true);
            }
        });
    });
    if modal.should_close() {
        answer = answer.or(Some(false));
    }
    if let Some(yes) = answer {
        memory.asking = false;
        if yes {
            *memory = State::default();
            cx.act(UiAction::ForgetSpots);
        }
    }
}
