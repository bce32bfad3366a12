//! Trying out the server of the settings: the button, and what came of it.

use std::collections::BTreeMap;

use eframe::egui::Ui;

use crate::i18n::Texts;
use crate::model::finding::Evidence;
use crate::model::{Finding, Outcome, ServerTest, ServerTestState};
use crate::session::command::Command;
use crate::ui::action::UiAction;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::{Button, Icon, text};

/// Shows the button, and below it what is known. `off`: why it can't be pressed.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, trial: Option<&ServerTest>, off: Option<String>) {
    let t = theme::tokens(ui);
    let choice = cx.settings.config.server_choice();
    // What was learnt of another choice says nothing of this one.
    let known = trial.filter(|trial| trial.of == choice).map(|trial| &trial.state);
    let running = matches!(known, Some(ServerTestState::Running));
    let off = off.or_else(|| running.then(|| cx.texts.server_test_running()));
    if Button::secondary(cx.texts.settings_test()).icon(Icon::Again).off(off).show(ui).clicked() {
        cx.act(UiAction::Send(Command::TestServer(choice)));
    }
    let (words, ink) = match known {
        None => return,
        Some(ServerTestState::Running) => (cx.texts.server_test_running(), t.text_2),
        Some(ServerTestState::Answers(reply)) => {
            let good = reply.counts_loss && !reply.this_computer;
            (cx.texts.server_reply(*reply), if good { t.ok } else { t.warn })
        }
        Some(ServerTestState::Fails(unknown)) => (why(cx.texts, unknown), t.fail),
    };
    text::live(ui, Type::Medium, words, ink, false);
}

/// Why a server would not do, as a sentence.
fn why(texts: &Texts, unknown: &crate::model::Unknown) -> String {
    let Some(id) = unknown.finding else { return texts.reason(unknown.reason) };
    let host = unknown.host.iter().map(|host| ("host".to_owned(), Evidence::Text(host.clone())));
    let evidence: BTreeMap<String, Evidence> = host.collect();
    texts.finding(&Finding { id, outcome: Outcome::NotMeasured, evidence, advice: Vec::new() }).cause
}
