//! The connection in detail: effect as title, why, what helps, the ladder, the line, both directions, the spots, raw figures.

mod compare;

use eframe::egui::{Margin, Rect, Stroke, Ui, pos2, vec2};

use super::findings;
use crate::model::CheckId;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::internet::{self, Way};
use crate::ui::view_model::measuring::{self, StepIs, StepLine};
use crate::ui::view_model::timeline::{Timeline, is_without_call, timeline};
use crate::ui::widgets::columns::Column;
use crate::ui::widgets::ladder::ladder;
use crate::ui::widgets::{Icon, at, card, progress, text, timeline as line};

const CHECK: CheckId = CheckId::Network;
/// Heights of the cards at the right in points: the line over time, both directions, what else was seen.
const LINE: f32 = 192.0;
const WAYS: f32 = 122.0;
const ALSO: f32 = 154.0;

/// Shows the connection.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, open: &mut findings::State) {
    findings::details(ui, cx, open, CHECK, internet::technical, steps, |ui, cx, open, column| match column {
        Column::Left => rungs(ui, cx),
        Column::Right => right(ui, cx, open.spots_apart),
    });
}

fn public(cx: &Cx<'_>) -> bool {
    is_without_call(cx.snapshot)
}

/// What is being done, while it is measured.
fn steps(ui: &mut Ui, cx: &mut Cx<'_>) {
    let t = theme::tokens(ui);
    let public = public(cx);
    let title = measuring::title(cx.texts, public);
    let lines = measuring::steps(cx.snapshot, cx.texts, public);
    let margin = Margin::symmetric(card::padding(ui), 18);
    let high = card::inner_height(findings::first_height(ui), margin);
    card::card_with(ui, &title, margin, |ui| {
        ui.set_min_height(high);
        ui.spacing_mut().item_spacing.y = 5.0;
        text::colored(ui, Type::SmallMedium, title.clone(), t.text_2);
        ui.add_space(-1.0);
        for step in &lines {
            one_step(ui, step);
        }
        if public {
            ui.add_space(8.0);
            text::weak(ui, Type::Small, cx.texts.internet_no_call());
        }
    });
    let now = lines.iter().find(|step| step.is == StepIs::Now).map(|step| step.name.clone());
    text::said(ui, &now.unwrap_or_default());
}

fn one_step(ui: &mut Ui, step: &StepLine) {
    let t = theme::tokens(ui);
    let width = ui.available_width();
    let (icon, kind, ink, mark, value_ink) = match step.is {
        StepIs::Done => (Icon::Check, Type::Body, t.text, t.accent, t.text_2),
        StepIs::Now => (Icon::StateRunning, Type::Strong, t.text, t.accent, t.accent),
        StepIs::Ahead => (Icon::StateNone, Type::Body, t.text_2, t.text_2, t.text_2),
    };
    let (_, row) = ui.allocate_space(vec2(width, 22.0));
    icon.paint_in(ui, Rect::from_min_size(row.min + vec2(0.0, 3.0), vec2(16.0, 16.0)), 16.0, mark);
    let value = text::galley(ui, Type::Small, step.value.clone(), value_ink, width / 2.0);
    let room = width - 26.0 - value.size().x - 8.0;
    at(ui, Rect::from_min_size(row.min + vec2(26.0, 0.0), vec2(room, 22.0)), |ui| {
        text::colored(ui, kind, step.name.clone(), ink)
    });
    if !step.value.is_empty() {
        let place = pos2(row.max.x - value.size().x, row.center().y - value.size().y / 2.0);
        let size = value.size() + vec2(1.0, 0.0);
        at(ui, Rect::from_min_size(place, size), |ui| text::colored(ui, Type::Small, step.value.clone(), value_ink));
    }
    if step.is == StepIs::Now {
        ui.add_space(-1.0);
        let (_, track) = ui.allocate_space(vec2(width, 4.0));
        if let Some(fraction) = step.fraction {
            at(ui, track.with_min_x(row.min.x + 26.0), |ui| progress::thin(ui, width - 26.0, fraction, &step.name));
        }
    }
}

fn rungs(ui: &mut Ui, cx: &mut Cx<'_>) {
    let rungs = if measuring::is_on(cx.snapshot) {
        let earlier = cx.kept.earlier(cx.snapshot);
        measuring::ladder(cx.snapshot, cx.texts, earlier.as_deref())
    } else {
        internet::ladder(cx.snapshot, cx.texts)
    };
    if !rungs.is_empty() {
        text::heading(ui, Type::H2, 2, cx.texts.internet_ladder());
        ui.add_space(-4.0);
        ladder(ui, &rungs);
    }
}

/// `spots`: the way to the other spots stands here.
fn right(ui: &mut Ui, cx: &mut Cx<'_>, spots: bool) {
    let public = public(cx);
    if let Some(line) = timeline(cx.snapshot, cx.texts, public) {
        over_time(ui, cx, &line);
    }
    let ways = if measuring::is_on(cx.snapshot) {
        measuring::ways(cx.snapshot, cx.texts, public)
    } else {
        internet::ways(cx.snapshot, cx.texts)
    };
    if !ways.is_empty() {
        card::card_with(ui, &cx.texts.internet_ways(), card::tight(ui), |ui| {
            ui.set_min_height(WAYS - 26.0);
            both_ways(ui, cx, &ways);
        });
    }
    let ended = cx.snapshot.stage(CHECK).ended();
    if ended {
        compare::show(ui, cx, ALSO);
    }
    findings::also(ui, cx, CHECK, ALSO);
    if ended && spots {
        compare::way(ui, cx);
    }
}

/// The line of round trips, with the number beside its title.
fn over_time(ui: &mut Ui, cx: &Cx<'_>, shown: &Timeline) {
    let name = cx.texts.internet_round_trip();
    card::card_with(ui, &name, card::tight(ui), |ui| {
        let t = theme::tokens(ui);
        ui.spacing_mut().item_spacing.y = 14.0;
        let width = ui.available_width();
        let (_, rect) = ui.allocate_space(vec2(width, 30.0));
        let title_at = Rect::from_min_size(rect.min + vec2(0.0, 2.0), vec2(width * 0.6, 28.0));
        at(ui, title_at, |ui| text::heading(ui, Type::H2, 2, name.clone()));
        if let Some(number) = &shown.number {
            let unit = text::galley(ui, Type::Body, cx.texts.unit_ms(), t.text_2, 80.0);
            let number = text::galley(ui, Type::Value24, number.clone(), t.text, 120.0);
            let word = text::galley(ui, Type::Small, shown.number_is.clone(), t.text_2, 120.0);
            let unit_x = rect.max.x - unit.size().x;
            let number_x = unit_x - 5.0 - number.size().x;
            let word_x = number_x - 14.0 - word.size().x;
            ui.painter().galley(pos2(unit_x, rect.min.y + 6.0), unit, t.text_2);
            ui.painter().galley(pos2(number_x, rect.min.y), number, t.text);
            if word_x > rect.min.x + 130.0 {
                ui.painter().galley(pos2(word_x, rect.min.y + 8.0), word, t.text_2);
            }
        }
        let high = LINE + findings::taller(ui) - 26.0 - 30.0 - 14.0;
        line::timeline(ui, shown, &cx.texts.internet_lost_row(), cx.texts.language(), high);
    });
}

fn both_ways(ui: &mut Ui, cx: &Cx<'_>, ways: &[Way]) {
    let t = theme::tokens(ui);
    let width = ui.available_width();
    if width < 380.0 {
        for (index, way) in ways.iter().enumerate() {
            if index > 0 {
                card::line(ui);
            }
            one_way(ui, cx, way);
        }
        return;
    }
    let start = ui.cursor().min;
    let half = width / 2.0;
    let mut low = start.y;
    for (index, way) in (0_u8..).zip(ways) {
        let x = start.x + f32::from(index) * (half + 24.0);
        let place = Rect::from_min_size(pos2(x, start.y), vec2(half - 24.0, 200.0));
        let end = at(ui, place, |ui| {
            one_way(ui, cx, way);
            ui.min_rect().max.y
        });
        low = low.max(end);
    }
    ui.painter().vline(start.x + half, start.y..=low, Stroke::new(1.0, t.border));
    ui.allocate_space(vec2(width, low - start.y));
}

fn one_way(ui: &mut Ui, cx: &Cx<'_>, way: &Way) {
    let t = theme::tokens(ui);
    ui.spacing_mut().item_spacing.y = 1.0;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let icon = if way.up { Icon::Up } else { Icon::Down };
        icon.show(ui, 20.0, t.accent);
        text::label(ui, Type::Medium, way.name.clone());
    });
    match &way.rate {
        Some(rate) => {
            let least = if way.at_least { format!("{} ", cx.texts.internet_at_least()) } else { String::new() };
            let unit = format!(" {}", cx.texts.unit_mbps());
            text::pieces(
                ui,
                &[(Type::Small, &least, t.text_2), (Type::Value24, rate, t.text), (Type::Body, &unit, t.text_2)],
            );
        }
        None => {
            text::weak(ui, Type::Body, way.no_rate.clone());
            ui.add_space(5.0);
        }
    }
    match &way.loss {
        Some((lost, interval)) => {
            let interval = format!(" {interval}");
            text::pieces(ui, &[(Type::Small, lost, t.text), (Type::Small, &interval, t.text_2)]);
        }
        None => {
            text::weak(ui, Type::Small, way.no_loss.clone());
        }
    }
    if let Some(gap) = &way.gap {
        text::label(ui, Type::Small, gap.clone());
    }
}
