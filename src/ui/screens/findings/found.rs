//! What was found in a part as cards and as a title, and what to do when a device could not be used.

use eframe::egui::{Rect, Ui, pos2, vec2};

use crate::model::check::{Unknown, UnknownReason};
use crate::model::run::{DeviceKind, Stage};
use crate::model::{CheckId, Finding, FindingId, Outcome};
use crate::session::command::Command;
use crate::ui::action::UiAction;
use crate::ui::cx::{Cx, narrow};
use crate::ui::route::Part;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::{Status, parts};
use crate::ui::widgets::page::TITLE;
use crate::ui::widgets::{Button, Icon, at, card, status, text};

/// The status that a finding is shown with.
#[must_use]
pub fn status_of(finding: &Finding) -> Status {
    Status::of_outcome(finding.outcome)
}

/// Every finding of a check as a card, most important first. The first one may be left out, if a title tells it.
pub fn list(ui: &mut Ui, cx: &mut Cx<'_>, check: CheckId, skip: usize) {
    let found: Vec<Finding> = cx.snapshot.assessment.of(check).skip(skip).cloned().collect();
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
    match cx.snapshot.stage(check) {
        Stage::Unknown(unknown) => Some(unknown),
        _ => None,
    }
}

/// What is said about the speaker, beside a microphone that could not be checked.
fn is_of_the_output(id: FindingId) -> bool {
    matches!(id, FindingId::SoundToneNotHeard | FindingId::SoundNoOutput)
}

/// The card for a part that could not be checked: what, why, and the one thing that helps.
pub fn trouble(ui: &mut Ui, cx: &mut Cx<'_>, check: CheckId) {
    let Some(unknown) = unknown(cx, check).cloned() else { return };
    let t = theme::tokens(ui);
    let state = Status::of_check(cx.snapshot, check);
    let own = cx.snapshot.assessment.of(check).find(|f| !is_of_the_output(f.id)).map(|f| cx.texts.finding(f));
    let (found, remedy_words) = (own.clone(), own.map(|words| words.remedy).unwrap_or_default());
    let title = match (&found, unknown.reason) {
        (_, UnknownReason::NoPermission) if check == CheckId::Sound => cx.texts.trouble_no_access_sound(),
        (_, UnknownReason::NoPermission) => cx.texts.trouble_no_access_picture(),
        (Some(found), _) if !found.effect.is_empty() => found.effect.clone(),
        _ => cx.texts.state(state),
    };
    let sentence = match found {
        Some(found) if !found.cause.is_empty() => found.cause,
        _ => cx.texts.reason(unknown.reason),
    };
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
            let [microphone, camera] = cx.settings.pages;
            let page = if check == CheckId::Camera { camera } else { microphone };
            if unknown.reason == UnknownReason::NoPermission
                && page
                && Button::primary(cx.texts.button_privacy_settings()).show(ui).clicked()
            {
                asked = Some(UiAction::OpenPermission(check));
            }
            // What was left out is not tried again: it was never tried.
            let (words, icon, action) = match (unknown.reason, check) {
                (UnknownReason::Cancelled, CheckId::Sound) => (cx.texts.check_next_sound(), Icon::Sound, retry(check)),
                (UnknownReason::Cancelled, CheckId::Camera) => {
                    (cx.texts.picture_turn_on(), Icon::Picture, UiAction::Send(Command::OpenPart(check)))
                }
                _ => (cx.texts.button_try_again(), Icon::Again, retry(check)),
            };
            if Button::secondary(words).icon(icon).show(ui).clicked() {
                asked = Some(action);
            }
        });
    });
    cx.act_on(asked);
}

/// What "try again" asks for: a device is opened again, the others are measured again.
#[must_use]
pub fn retry(check: CheckId) -> UiAction {
    if check == CheckId::Sound { UiAction::Send(Command::Read) } else { UiAction::Again(vec![check]) }
}

/// The choice of a microphone, a loudspeaker or a camera.
#[must_use]
pub fn choose(kind: DeviceKind, choice: crate::model::DeviceChoice) -> UiAction {
    UiAction::Send(Command::Choose(kind, choice))
}

/// The title of a part's details: the effect of what matters most, with the part's state beside or below it.
pub fn title(ui: &mut Ui, cx: &mut Cx<'_>, check: CheckId) {
    let state = Status::of_check(cx.snapshot, check);
    let name = parts::name(cx.texts, Part::Check(check));
    let first = cx.snapshot.assessment.of(check).next();
    let told = cx.snapshot.stage(check).ended() && unknown(cx, check).is_none();
    let running = matches!(cx.snapshot.stage(check), Stage::Running { .. });
    let words = match (first, check) {
        (Some(finding), _) if told => cx.texts.finding(finding).effect,
        (_, CheckId::Network) if running => cx.texts.internet_trying(),
        (_, CheckId::Computer) if running => cx.texts.computer_watching(),
        _ => name.clone(),
    };
    let words = if words.is_empty() { name } else { words };
    let word = cx.texts.state(state);
    let width = ui.available_width();
    let badge = status::width(ui, &word, true);
    let galley = text::galley(ui, Type::H1, words.clone(), theme::tokens(ui).text, f32::INFINITY);
    if narrow(ui) && words == parts::name(cx.texts, Part::Check(check)) {
        status::badge(ui, state, &word);
    } else if galley.size().x + 12.0 + badge <= width {
        let (_, rect) = ui.allocate_space(vec2(width, TITLE));
        let rect = rect.translate(vec2(0.0, (TITLE - 32.0) / 2.0));
        let beside = rect.min.x + galley.size().x + 12.0;
        at(ui, Rect::from_min_max(rect.min, pos2(beside, rect.max.y)), |ui| text::title(ui, Type::H1, words));
        let place = Rect::from_min_max(pos2(beside, rect.min.y + 2.0), rect.max);
        at(ui, place, |ui| status::badge(ui, state, &word));
    } else {
        text::title(ui, Type::H1, words);
        status::badge(ui, state, &word);
    }
}
