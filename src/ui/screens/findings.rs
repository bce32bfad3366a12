//! What was found in a part: effect, cause, remedy; and what to do when a device could not be used.

use eframe::egui::{Ui, vec2};

use crate::model::check::{Unknown, UnknownReason};
use crate::model::run::{DeviceKind, Stage};
use crate::model::{CheckId, Finding, Outcome};
use crate::session::command::Command;
use crate::ui::action::UiAction;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::Status;
use crate::ui::widgets::{Button, Icon, card, status, text};

/// The status that a finding is shown with.
#[must_use]
pub fn status_of(finding: &Finding) -> Status {
    Status::of_outcome(finding.outcome)
}

/// Every finding of a check as a card, most important first. The first one may be left out, if a title tells it.
pub fn list(ui: &mut Ui, cx: &mut Cx<'_>, check: CheckId, skip: usize) {
    let found: Vec<Finding> = cx.state.assessment.of(check).skip(skip).cloned().collect();
    for finding in &found {
        one(ui, cx, finding);
    }
}

/// One finding: effect, cause, and the remedy after an arrow.
pub fn one(ui: &mut Ui, cx: &mut Cx<'_>, finding: &Finding) {
    let t = theme::tokens(ui);
    let words = cx.texts.finding(finding);
    let state = status_of(finding);
    card::card(ui, &words.effect, |ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            status::icon(state).show(ui, 24.0, status::color(state, t));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 3.0;
                text::heading(ui, Type::H2, 2, words.effect.clone());
                if !words.cause.is_empty() {
                    text::weak(ui, Type::Body, words.cause.clone());
                }
                if finding.outcome != Outcome::Good && !words.remedy.is_empty() {
                    ui.add_space(3.0);
                    remedy(ui, &words.remedy);
                }
            });
        });
    });
}

/// A remedy with its arrow.
pub fn remedy(ui: &mut Ui, words: &str) {
    let t = theme::tokens(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let (_, rect) = ui.allocate_space(vec2(16.0, 22.0));
        Icon::Arrow.paint_in(ui, rect, 16.0, t.accent);
        ui.vertical(|ui| text::label(ui, Type::Body, words));
    });
}

/// Why a check has no answer, with the one thing that helps. `None` when it has one.
#[must_use]
pub fn unknown<'a>(cx: &'a Cx<'_>, check: CheckId) -> Option<&'a Unknown> {
    match cx.state.stage(check) {
        Stage::Unknown(unknown) => Some(unknown),
        _ => None,
    }
}

/// The card for a part that could not be checked: what, why, and the one thing that helps.
pub fn trouble(ui: &mut Ui, cx: &mut Cx<'_>, check: CheckId) {
    let Some(unknown) = unknown(cx, check).cloned() else { return };
    let t = theme::tokens(ui);
    let state = Status::of_check(cx.state, check);
    let found = cx.state.assessment.of(check).next().map(|f| cx.texts.finding(f));
    let title = match (&found, unknown.reason) {
        (_, UnknownReason::NoPermission) if check == CheckId::Sound => cx.texts.trouble_no_access_sound(),
        (_, UnknownReason::NoPermission) => cx.texts.trouble_no_access_picture(),
        (Some(found), _) if !found.effect.is_empty() => found.effect.clone(),
        _ => state.long(cx.texts),
    };
    let sentence = match found {
        Some(found) if !found.cause.is_empty() => found.cause,
        _ => cx.texts.reason(unknown.reason),
    };
    let remedy_words = cx.state.assessment.of(check).next().map(|f| cx.texts.finding(f).remedy).unwrap_or_default();
    let mut asked = None;
    card::card(ui, &title, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        card::tile(ui, 48.0, status::icon(state), status::color(state, t), status::soft(state, t));
        ui.add_space(2.0);
        text::heading(ui, Type::H2, 2, title.clone());
        text::live(ui, Type::Body, sentence, t.text_2, false);
        if !remedy_words.is_empty() {
            remedy(ui, &remedy_words);
        }
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            if unknown.reason == UnknownReason::NoPermission
                && Button::primary(cx.texts.button_privacy_settings()).show(ui).clicked()
            {
                asked = Some(UiAction::OpenPermission(check));
            }
            if Button::secondary(cx.texts.button_try_again()).icon(Icon::Again).show(ui).clicked() {
                asked = Some(retry(check));
            }
        });
    });
    cx.act_on(asked);
}

/// What "try again" asks for: a device is opened again, the others are measured again.
#[must_use]
pub fn retry(check: CheckId) -> UiAction {
    UiAction::Again(vec![check])
}

/// The choice of a microphone, a loudspeaker or a camera.
#[must_use]
pub fn choose(kind: DeviceKind, choice: crate::model::DeviceChoice) -> UiAction {
    UiAction::Send(Command::Choose(kind, choice))
}
