//! Welcoming back: plan B in one press, and the last result.

use eframe::egui::{Rect, Stroke, Ui, vec2};

use super::state::State;
use crate::checklist::last::Earlier;
use crate::checklist::validate;
use crate::model::{Finding, Readiness};
use crate::ui::action::UiAction;
use crate::ui::cx::Cx;
use crate::ui::route::Route;
use crate::ui::shortcuts::Does;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::way::Standing;
use crate::ui::view_model::{plan, result};
use crate::ui::widgets::{Button, Icon, button, card, text};

/// What there is to come back to.
pub struct Back {
    /// Plan B; `None` where there is none and nobody has been here before.
    pub plan: Option<PlanCard>,
    /// The last result.
    pub last: Option<Last>,
}

/// Plan B on the welcome.
pub struct PlanCard {
    /// Their number, or the detail of the first way; `None`: there is no plan yet.
    pub first: Option<String>,
    /// Who or what that is.
    pub who: String,
    /// The ways after it.
    pub then: Vec<String>,
}

/// The last result on the welcome.
pub struct Last {
    /// How it came out.
    pub readiness: Readiness,
    /// The door in words.
    pub door: String,
    /// The verdict in a word or two; it says "then" where it is no longer fresh.
    pub verdict: String,
    /// When it was.
    pub when: String,
    /// What was to be done first.
    pub first: Vec<Finding>,
    /// It still says what is.
    pub fresh: bool,
    /// It was measured since the window opened: its page is still there.
    pub here: bool,
}

impl Back {
    /// What there is to come back to; `kept` is what the disk holds, and how many seconds ago that was read.
    pub fn of(cx: &Cx<'_>, kept: Option<(&Earlier, f64)>) -> Self {
        if cx.snapshot.demo {
            return Self { plan: None, last: None };
        }
        let here = match cx.kept.standing(cx.snapshot) {
            Standing::Fresh => Some(result::ResultView::of(cx.snapshot, cx.texts)).zip(result::time(cx.snapshot)),
            Standing::Earlier(earlier) => Some(result::ResultView::of(&earlier, cx.texts)).zip(result::time(&earlier)),
            Standing::None => None,
        };
        let last = match (here, kept) {
            (Some((view, time)), _) => Some(Last {
                first: view.heads(),
                readiness: view.door,
                door: view.door_name,
                verdict: view.verdict,
                when: cx.texts.back_checked(time),
                fresh: true,
                here: true,
            }),
            (None, Some((earlier, later_s))) => last(cx, earlier, later_s),
            (None, None) => None,
        };
        Self { plan: plan_card(cx, last.is_some()), last }
    }
}

fn last(cx: &Cx<'_>, earlier: &Earlier, later_s: f64) -> Option<Last> {
    let texts = cx.texts;
    let kept = &earlier.result;
    let fresh = earlier.is_fresh(later_s);
    let (door, verdict) = result::words_of(texts, kept.readiness);
    let time = kept.measured_at.get(11..16)?.to_owned();
    let date = kept.measured_at.get(..10)?.to_owned();
    let when = match (fresh, earlier.age_s + later_s > DAY_S, earlier.same_network) {
        (true, ..) => texts.back_checked(time),
        (false, true, _) => texts.back_checked_on(date, time),
        (false, false, true) => texts.back_checked_then(time),
        (false, false, false) => texts.back_checked_elsewhere(time),
    };
    let verdict = if fresh { verdict } else { texts.back_then(verdict.trim_end_matches('.').to_owned()) };
    Some(Last { readiness: kept.readiness, door, verdict, when, first: kept.first.clone(), fresh, here: false })
}

/// From here on the day is told too, in seconds.
const DAY_S: f64 = 20.0 * 3600.0;

/// The first way that works, and what comes after it.
fn plan_card(cx: &Cx<'_>, been_here: bool) -> Option<PlanCard> {
    let works = |c: &&crate::model::plan::Channel| {
        validate::works(c.kind, &c.theirs) || validate::works(c.kind, cx.plan.mine(c))
    };
    let mut ways = cx.plan.channels.iter().filter(works);
    let Some(first) = ways.next() else {
        return been_here.then(|| PlanCard { first: None, who: String::new(), then: Vec::new() });
    };
    let name = plan::name(first, cx.texts);
    let contact = cx.plan.contact.trim();
    let theirs = first.theirs.trim();
    let (shown, who) = match (validate::works(first.kind, theirs), contact.is_empty()) {
        (true, true) => (theirs, name),
        (true, false) => (theirs, format!("{contact} · {name}")),
        // Only the own side is noted: they come by that.
        (false, _) => (cx.plan.mine(first), cx.texts.back_they_come(name)),
    };
    Some(PlanCard {
        first: Some(shown.trim_start_matches("https://").to_owned()),
        who,
        then: ways.map(|c| plan::name(c, cx.texts)).collect(),
    })
}

/// Plan B, one press away.
pub fn plan_b(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, plan: &PlanCard) {
    let t = theme::tokens(ui);
    let title = if plan.first.is_some() { cx.texts.back_wrong() } else { cx.texts.result_plan_missing() };
    let shown = card::card_with(ui, &title, eframe::egui::Margin::symmetric(20, 14), |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            Icon::PlanB.show(ui, 20.0, t.accent);
            ui.vertical(|ui| text::colored(ui, Type::Medium, title.clone(), t.accent));
        });
        let Some(first) = &plan.first else {
            text::weak(ui, Type::Body, cx.texts.result_plan_missing_line());
            ui.add_space(4.0);
            if Button::secondary(cx.texts.back_make_plan()).icon_after(Icon::Arrow).show(ui).clicked() {
                cx.act(UiAction::Go(Route::Plan));
            }
            return;
        };
        let copy = if memory.copied { cx.texts.plan_message_copied() } else { cx.texts.button_copy() };
        // As wide as the wider of its two words: it does not move when it is pressed.
        let copy = Button::secondary(copy).or(cx.texts.plan_message_copied()).or(cx.texts.button_copy());
        let copy = copy.icon(if memory.copied { Icon::Check } else { Icon::Copy });
        let open = Button::secondary(cx.texts.back_open_plan()).icon_after(Icon::Arrow).keys(Does::PlanB.hint());
        let wide = copy.natural_width(ui);
        let number = first.chars().count() <= 20;
        let kind = if number { Type::Value28 } else { Type::Lead };
        let galley = text::galley(ui, kind, first.clone(), t.text, f32::INFINITY);
        let buttons = wide + 8.0 + open.natural_width(ui);
        let room = ui.available_width();
        let beside = galley.size().x + 16.0 + buttons <= room;
        let top = ui.cursor().min;
        text::label(ui, kind, first.clone());
        text::weak(ui, Type::Body, plan.who.clone());
        let mut pressed = (false, false);
        if beside {
            let low = ui.cursor().min.y;
            let corner = eframe::egui::pos2(top.x + room - buttons, (top.y + low) / 2.0 - 22.0);
            let place = Rect::from_min_size(corner, vec2(wide, 40.0));
            pressed.0 = crate::ui::widgets::at(ui, place, |ui| copy.full(true).show(ui).clicked());
            let place = Rect::from_min_size(corner + vec2(wide + 8.0, 0.0), vec2(buttons - wide - 8.0, 40.0));
            pressed.1 = crate::ui::widgets::at(ui, place, |ui| open.full(true).show(ui).clicked());
        } else {
            ui.add_space(6.0);
            ui.spacing_mut().item_spacing.y = 8.0;
            pressed.1 = open.full(true).show(ui).clicked();
            pressed.0 = copy.full(true).show(ui).clicked();
        }
        if !plan.then.is_empty() {
            text::weak(ui, Type::Small, cx.texts.back_then_ways(plan.then.join(", ")));
        }
        if pressed.0 {
            memory.copied = true;
            cx.act(UiAction::Copy(first.clone()));
        }
        if pressed.1 {
            cx.act(UiAction::Go(Route::Plan));
        }
    });
    let edge = Stroke::new(1.0, t.accent);
    ui.painter().rect_stroke(shown.response.rect, theme::RADIUS_CARD, edge, eframe::egui::StrokeKind::Inside);
}

/// What was to be done first, each with its steps behind a link.
pub fn first(ui: &mut Ui, cx: &Cx<'_>, memory: &mut State, last: &Last) {
    if last.first.is_empty() {
        return;
    }
    let t = theme::tokens(ui);
    let title = if last.fresh { cx.texts.result_first() } else { cx.texts.back_first_then() };
    text::heading(ui, Type::H2, 2, title.clone());
    ui.add_space(2.0);
    card::card_with(ui, &title, eframe::egui::Margin::symmetric(20, 6), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, finding) in last.first.iter().enumerate() {
            if index > 0 {
                card::line(ui);
            }
            let words = cx.texts.finding(finding);
            ui.add_space(10.0);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 12.0;
                crate::ui::header::check_icon(finding.id.check()).show(ui, 20.0, t.text_2);
                ui.vertical(|ui| {
                    let remedy = format!(" {}", words.remedy);
                    let effect = format!("{}.", words.effect.trim_end_matches('.'));
                    text::pieces(ui, &[(Type::Medium, &effect, t.text), (Type::Body, &remedy, t.text_2)]);
                    how(ui, cx, memory, finding);
                });
            });
            ui.add_space(10.0);
        }
    });
}

/// The steps of the best advice, behind a link.
fn how(ui: &mut Ui, cx: &Cx<'_>, memory: &mut State, finding: &Finding) {
    let Some(advice) = finding.advice.first().map(|advice| cx.texts.advice(*advice, finding)) else { return };
    if advice.steps.is_empty() {
        return;
    }
    let open = memory.open == Some(finding.id);
    let label = if open { cx.texts.button_close() } else { cx.texts.details_how() };
    if button::link(ui, &label).clicked() {
        (memory.open, memory.reveal) = ((!open).then_some(finding.id), !open);
    }
    if !open {
        return;
    }
    let steps = ui.scope(|ui| {
        for (index, step) in advice.steps.iter().enumerate() {
            text::label(ui, Type::Body, format!("{}. {step}", index + 1));
        }
    });
    if std::mem::take(&mut memory.reveal) {
        steps.response.scroll_to_me(None);
    }
}
