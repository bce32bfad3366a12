//! The details of a part: why, what helps, what else was found, and the raw figures.

use eframe::egui::{Align, Rect, Ui, vec2};

use crate::model::run::Stage;
use crate::model::{Advice, CheckId, Finding, FindingId, Outcome};
use crate::report;
use crate::ui::action::UiAction;
use crate::ui::cx::{Cx, narrow};
use crate::ui::theme::{self, Type};
use crate::ui::widgets::{Button, Icon, at, card, status, text};

use super::found::{remedy, status_of};
use super::state::State;

/// Why, and what helps, with the steps of the first advice behind a button. The card is at least `high` points high.
pub fn why(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, finding: &Finding, high: f32) {
    let words = cx.texts.finding(finding);
    let name = cx.texts.details_why();
    let inner = card::inner_height(high, card::padding(ui));
    card::card(ui, &name, |ui| {
        let top = ui.cursor().min.y;
        ui.set_min_height(inner);
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
        // Only the best advice shows how; the next one is an alternative in a sentence, where the card has room for it.
        let mut advice = finding.advice.iter();
        if let Some(best) = advice.next() {
            help(ui, cx, memory, finding, *best);
        }
        if let Some(next) = advice.next() {
            let sentence = cx.texts.advice(*next, finding).sentence;
            let needed = text::galley(ui, Type::Body, sentence.clone(), theme::LIGHT.text, ui.available_width());
            if narrow(ui) || ui.cursor().min.y + 6.0 + needed.size().y <= top + inner {
                ui.add_space(6.0);
                text::label(ui, Type::Body, sentence);
            }
        }
    });
}

/// One piece of advice; its steps open below.
pub fn help(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, finding: &Finding, advice: Advice) {
    let words = cx.texts.advice(advice, finding);
    text::label(ui, Type::Body, words.sentence);
    if words.steps.is_empty() {
        return;
    }
    let open = memory.open == Some(advice);
    let label = if words.button.is_empty() { cx.texts.details_how() } else { words.button };
    let icon = if open { Icon::ChevUp } else { Icon::ChevDown };
    ui.add_space(6.0);
    if Button::secondary(label).icon_after(icon).full(true).show(ui).clicked() {
        memory.open = if open { None } else { Some(advice) };
        memory.reveal_steps = !open;
    }
    if open {
        ui.add_space(4.0);
        let shown = ui.scope(|ui| {
            for (index, step) in words.steps.iter().enumerate() {
                let t = theme::tokens(ui);
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = 8.0;
                    text::colored(ui, Type::Medium, format!("{}.", index + 1), t.accent);
                    ui.vertical(|ui| text::label(ui, Type::Body, step.clone()));
                });
            }
        });
        if std::mem::take(&mut memory.reveal_steps) {
            shown.response.scroll_to_me(None);
        }
    }
}

/// The findings after the first one, as rows of one card that is at least `high` points high. It keeps its place while
/// there is nothing to say yet, and when there is nothing else to say.
pub fn also(ui: &mut Ui, cx: &mut Cx<'_>, check: CheckId, high: f32) {
    let stage = cx.snapshot.stage(check);
    if matches!(stage, Stage::Unknown(_)) {
        return;
    }
    let done = stage.ended();
    // A program whose load is told by another finding, or weighs little, stands among the programs: no "may stutter" beside a tick.
    let weightless =
        |f: &&Finding| f.outcome == Outcome::Good && matches!(f.id, FindingId::ComputerHog | FindingId::ComputerBursty);
    let all = cx.snapshot.assessment.of(check).skip(1).filter(|f| done && !weightless(f));
    let found: Vec<Finding> = all.cloned().collect();
    let name = cx.texts.details_also();
    card::card_with(ui, &name, card::tight(ui), |ui| {
        ui.set_min_height(high - 26.0);
        ui.spacing_mut().item_spacing.y = 8.0;
        text::heading(ui, Type::H2, 2, name.clone());
        let watched = (check == CheckId::Network).then(|| report::watch::told(cx.snapshot, cx.texts)).flatten();
        if let Some(words) = watched.filter(|_| done) {
            card::line(ui);
            text::weak(ui, Type::Body, words);
        }
        for finding in &found {
            card::line(ui);
            compact(ui, cx, finding);
        }
        if found.is_empty() {
            let words = if done { cx.texts.details_also_nothing() } else { cx.texts.details_also_follows() };
            card::line(ui);
            text::weak(ui, Type::Body, words);
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
pub fn technical(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, rows: &[(String, String)]) {
    if !memory.technical {
        return;
    }
    if std::mem::take(&mut memory.reveal) {
        ui.scroll_to_cursor(Some(Align::TOP));
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
