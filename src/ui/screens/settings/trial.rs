//! Trying out the server of the settings: the button, and what came of it.

use eframe::egui::Ui;

use crate::model::{CheckId, ServerChoice, ServerTest, ServerTestState, Unknown};
use crate::report;
use crate::ui::cx::Cx;
use crate::ui::screens::findings;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::{Button, Icon, text};

/// The answer that is shown; one that is new is brought into view.
pub type Told = Option<String>;

/// Shows the button, and below it what is known of this choice. `off`: why it can't be pressed. True when it was pressed.
pub fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    told: &mut Told,
    trial: Option<&ServerTest>,
    choice: &ServerChoice,
    off: Option<String>,
) -> bool {
    // What was learnt of another choice says nothing of this one.
    let known = trial.filter(|trial| off.is_none() && trial.of == *choice).map(|trial| &trial.state);
    let running = matches!(known, Some(ServerTestState::Running));
    let off = off.or_else(|| running.then(|| cx.texts.server_test_running()));
    let pressed = Button::secondary(cx.texts.settings_test()).icon(Icon::Again).off(off).show(ui).clicked();
    let Some(known) = known else {
        *told = None;
        return pressed;
    };
    let shown = ui.scope(|ui| answer(ui, cx, known));
    if told.as_ref() != Some(&shown.inner) {
        shown.response.scroll_to_me(None);
        *told = Some(shown.inner);
    }
    pressed
}

/// What came of it; returns its sentence.
fn answer(ui: &mut Ui, cx: &Cx<'_>, known: &ServerTestState) -> String {
    let t = theme::tokens(ui);
    ui.spacing_mut().item_spacing.y = 4.0;
    let (words, ink) = match known {
        ServerTestState::Running => (cx.texts.server_test_running(), t.text_2),
        ServerTestState::Answers(reply) => {
            let good = reply.counts_loss && !reply.this_computer;
            (cx.texts.server_reply(*reply), if good { t.ok } else { t.warn })
        }
        ServerTestState::Fails(unknown) => return why(ui, cx, unknown),
    };
    text::live(ui, Type::Medium, words.clone(), ink, false);
    words
}

/// Why a server would not do, and what helps, as the check would say it.
fn why(ui: &mut Ui, cx: &Cx<'_>, unknown: &Unknown) -> String {
    let t = theme::tokens(ui);
    let finding = report::unmeasured(CheckId::Network, unknown);
    let words = match unknown.finding {
        Some(_) => cx.texts.finding(&finding).cause,
        None => cx.texts.reason(unknown.reason),
    };
    text::live(ui, Type::Medium, words.clone(), t.fail, false);
    for advice in &finding.advice {
        findings::remedy(ui, &cx.texts.advice(*advice, &finding).sentence);
    }
    words
}
