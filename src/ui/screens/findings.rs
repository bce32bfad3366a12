//! What was found in a part: effect, cause, remedy; and what to do when a device could not be used.

use eframe::egui::{Rect, Ui, pos2, vec2};

use crate::model::check::{Unknown, UnknownReason};
use crate::model::run::{DeviceKind, Stage};
use crate::model::{Advice, CheckId, Finding, Outcome};
use crate::session::command::Command;
use crate::ui::action::UiAction;
use crate::ui::cx::{Cx, narrow};
use crate::ui::route::Part;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::Status;
use crate::ui::view_model::parts;
use crate::ui::widgets::{Button, Icon, at, card, progress, status, text};

/// What the details of the parts remember.
#[derive(Debug, Default)]
pub struct State {
    /// The advice whose steps are shown.
    pub open: Option<Advice>,
    /// The raw figures are shown.
    pub technical: bool,
}

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
            let [microphone, camera] = cx.memory.settings_pages;
            let page = if check == CheckId::Camera { camera } else { microphone };
            if unknown.reason == UnknownReason::NoPermission
                && page
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
    if check == CheckId::Sound { UiAction::Send(Command::Read) } else { UiAction::Again(vec![check]) }
}

/// The choice of a microphone, a loudspeaker or a camera.
#[must_use]
pub fn choose(kind: DeviceKind, choice: crate::model::DeviceChoice) -> UiAction {
    UiAction::Send(Command::Choose(kind, choice))
}

/// The title of a part's details: the effect of what matters most, with the part's state beside or below it.
pub fn title(ui: &mut Ui, cx: &mut Cx<'_>, check: CheckId) {
    let state = Status::of_check(cx.state, check);
    let name = parts::name(cx.texts, Part::Check(check));
    let first = cx.state.assessment.of(check).next();
    let told = cx.state.stage(check).ended() && unknown(cx, check).is_none();
    let words = match first {
        Some(finding) if told => cx.texts.finding(finding).effect,
        _ => name.clone(),
    };
    let words = if words.is_empty() { name } else { words };
    let long = state.long(cx.texts);
    let width = ui.available_width();
    let badge = status::width(ui, &long, true);
    let galley = text::galley(ui, Type::H1, words.clone(), theme::tokens(ui).text, f32::INFINITY);
    if narrow(ui) && words == parts::name(cx.texts, Part::Check(check)) {
        status::badge(ui, state, &long);
    } else if galley.size().x + 12.0 + badge <= width {
        let (_, rect) = ui.allocate_space(vec2(width, 32.0));
        let beside = rect.min.x + galley.size().x + 12.0;
        at(ui, Rect::from_min_max(rect.min, pos2(beside, rect.max.y)), |ui| text::title(ui, Type::H1, words));
        let place = Rect::from_min_max(pos2(beside, rect.min.y + 2.0), rect.max);
        at(ui, place, |ui| status::badge(ui, state, &long));
    } else {
        text::title(ui, Type::H1, words);
        status::badge(ui, state, &long);
    }
}

/// While a part is measured: what it does, how far it is.
pub fn under_way(ui: &mut Ui, cx: &mut Cx<'_>, check: CheckId) {
    let Stage::Running { step, fraction, remaining_s } = cx.state.stage(check) else { return };
    let t = theme::tokens(ui);
    let step = cx.texts.step(*step);
    let left = remaining_s
        .filter(|s| s.is_finite())
        .map(|s| cx.texts.parts_left(crate::i18n::number::decimal(cx.texts.language(), s.max(0.0).ceil(), 0)));
    let words = left.map_or_else(|| step.clone(), |left| format!("{step} · {left}"));
    text::live(ui, Type::Body, words, t.text_2, false);
    progress::progress(ui, ui.available_width(), fraction.unwrap_or(0.0), &step);
}

/// Two columns whose heights follow their contents.
pub fn two_columns<'a>(
    ui: &mut Ui,
    left_width: f32,
    gap: f32,
    left: impl FnOnce(&mut Ui, &mut Cx<'a>),
    right: impl FnOnce(&mut Ui, &mut Cx<'a>),
    cx: &mut Cx<'a>,
) {
    let start = ui.cursor().min;
    let width = ui.available_width();
    let high = 100_000.0;
    let first = Rect::from_min_size(start, vec2(left_width, high));
    let second_at = pos2(start.x + left_width + gap, start.y);
    let second = Rect::from_min_size(second_at, vec2(width - left_width - gap, high));
    let a = at(ui, first, |ui| {
        left(ui, cx);
        ui.min_rect().max.y
    });
    let b = at(ui, second, |ui| {
        right(ui, cx);
        ui.min_rect().max.y
    });
    ui.allocate_space(vec2(width, a.max(b) - start.y));
}

/// Why, and what helps, with the steps of the first advice behind a button.
pub fn why(ui: &mut Ui, cx: &mut Cx<'_>, finding: &Finding) {
    let words = cx.texts.finding(finding);
    let name = cx.texts.details_why();
    card::card(ui, &name, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        if !words.cause.is_empty() {
            text::weak(ui, Type::Small, name.clone());
            text::label(ui, Type::Body, words.cause.clone());
        } else if finding.advice.is_empty() {
            text::label(ui, Type::Body, words.effect.clone());
        }
        if finding.advice.is_empty() {
            return;
        }
        if !words.cause.is_empty() {
            ui.add_space(8.0);
        }
        text::weak(ui, Type::Small, cx.texts.details_helps());
        // Only the best advice shows how; the next one is an alternative in a sentence.
        for (index, advice) in finding.advice.iter().take(2).enumerate() {
            if index == 0 {
                help(ui, cx, finding, *advice);
            } else {
                text::label(ui, Type::Body, cx.texts.advice(*advice, finding).sentence);
            }
        }
    });
}

/// One piece of advice; its steps open below.
pub fn help(ui: &mut Ui, cx: &mut Cx<'_>, finding: &Finding, advice: Advice) {
    let words = cx.texts.advice(advice, finding);
    text::label(ui, Type::Body, words.sentence);
    if words.steps.is_empty() {
        ui.add_space(4.0);
        return;
    }
    let open = cx.memory.findings.open == Some(advice);
    let label = if words.button.is_empty() { cx.texts.details_how() } else { words.button };
    let icon = if open { Icon::ChevUp } else { Icon::ChevDown };
    ui.add_space(6.0);
    if Button::secondary(label).icon_after(icon).full(true).show(ui).clicked() {
        cx.memory.findings.open = if open { None } else { Some(advice) };
    }
    if open {
        ui.add_space(4.0);
        for (index, step) in words.steps.iter().enumerate() {
            let t = theme::tokens(ui);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                text::colored(ui, Type::Medium, format!("{}.", index + 1), t.accent);
                ui.vertical(|ui| text::label(ui, Type::Body, step.clone()));
            });
        }
    }
    ui.add_space(6.0);
}

/// The findings after the first ones, as rows of one card.
pub fn rest(ui: &mut Ui, cx: &mut Cx<'_>, check: CheckId, skip: usize) {
    let found: Vec<Finding> = cx.state.assessment.of(check).skip(skip).cloned().collect();
    if found.is_empty() {
        return;
    }
    let name = cx.texts.details_also();
    card::card(ui, &name, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        text::heading(ui, Type::H2, 2, name.clone());
        for finding in &found {
            card::line(ui);
            compact(ui, cx, finding);
        }
    });
}

/// A finding as a row: icon, effect, cause in quiet words, remedy after an arrow.
fn compact(ui: &mut Ui, cx: &Cx<'_>, finding: &Finding) {
    let t = theme::tokens(ui);
    let words = cx.texts.finding(finding);
    let state = status_of(finding);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        let (_, rect) = ui.allocate_space(vec2(20.0, 22.0));
        status::icon(state).paint_in(ui, rect, 20.0, status::color(state, t));
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            text::label(ui, Type::Medium, words.effect.clone());
            if !words.cause.is_empty() {
                text::weak(ui, Type::Body, words.cause.clone());
            }
            if finding.outcome != Outcome::Good && !words.remedy.is_empty() {
                remedy(ui, &words.remedy);
            }
        });
    });
}

/// The raw figures, when they are open: name and value, to be copied.
pub fn technical(ui: &mut Ui, cx: &mut Cx<'_>, rows: &[(String, String)]) {
    if !cx.memory.findings.technical {
        return;
    }
    let name = cx.texts.button_technical();
    let mut copied = None;
    card::card(ui, &name, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        text::heading(ui, Type::H2, 2, name.clone());
        if rows.is_empty() {
            text::weak(ui, Type::Body, cx.texts.details_nothing_yet());
            return;
        }
        let stacked = ui.available_width() < 480.0;
        for (name, value) in rows {
            if stacked {
                text::weak(ui, Type::Small, name.clone());
                text::label(ui, Type::Body, value.clone());
                continue;
            }
            let half = ui.available_width() / 2.0;
            let start = ui.cursor().min;
            let low = [(0.0, name, true), (half, value, false)].map(|(x, words, quiet)| {
                let place = Rect::from_min_size(start + vec2(x, 0.0), vec2(half - 12.0, 400.0));
                at(ui, place, |ui| {
                    if quiet {
                        text::weak(ui, Type::Body, words.clone())
                    } else {
                        text::label(ui, Type::Body, words.clone())
                    }
                    .rect
                    .max
                    .y
                })
            });
            let high = low.into_iter().fold(start.y, f32::max) - start.y;
            ui.allocate_space(vec2(2.0 * half, high));
        }
        ui.add_space(6.0);
        if Button::secondary(cx.texts.button_copy()).icon(Icon::Copy).show(ui).clicked() {
            let all: Vec<String> = rows.iter().map(|(name, value)| format!("{name}: {value}")).collect();
            copied = Some(UiAction::Copy(all.join("\n")));
        }
    });
    cx.act_on(copied);
}
