//! What is being measured, what was just measured, or the spot that comes next.

use eframe::egui::{Margin, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use super::state::{State, begin};
use crate::model::SpotName;
use crate::model::spot::{NAME_CHARS, SPOT_S};
use crate::session::command::Command;
use crate::ui::action::UiAction;
use crate::ui::cx::{Cx, narrow};
use crate::ui::theme::{self, Type};
use crate::ui::view_model::Status;
use crate::ui::view_model::spots::{SpotEnd, SpotNow, end, names, next, now};
use crate::ui::widgets::field::Field;
use crate::ui::widgets::{Button, Icon, at, card, choose, progress, status, text, trips};

/// Height of the card in points: the same whatever it shows.
const HIGH: f32 = 296.0;
/// Height of the line of round trips.
const LINE: f32 = 72.0;

/// Shows it.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let board = cx.live.spots.clone();
    let texts = cx.texts;
    let (under_way, ended) = (now(&board, texts), end(&board, texts).filter(|_| !memory.walked));
    let title = match (&under_way, &ended) {
        (Some(_), _) => texts.spots_now(),
        (None, Some(_)) => texts.spots_here(),
        (None, None) => texts.spots_next(),
    };
    let margin = Margin::symmetric(card::padding(ui), 16);
    // In one column nothing stands beside it that would move.
    let high = if narrow(ui) { 0.0 } else { card::inner_height(HIGH, margin) };
    let shown = card::card_with(ui, &title, margin, |ui| {
        ui.set_min_height(high);
        ui.spacing_mut().item_spacing.y = 8.0;
        heading(ui, cx, &title, under_way.is_some());
        match (&under_way, &ended) {
            (Some(now), _) => measuring(ui, cx, now),
            (None, Some(end)) => measured(ui, cx, memory, end),
            (None, None) => coming(ui, cx, memory),
        }
    });
    if under_way.is_some() {
        let t = theme::tokens(ui);
        ui.painter().rect_stroke(
            shown.response.rect,
            f32::from(theme::RADIUS_CARD),
            Stroke::new(1.0, t.accent),
            StrokeKind::Inside,
        );
    }
    if under_way.is_some() || memory.walked {
        text::weak(ui, Type::Body, texts.spots_sit());
    }
    if let Some(error) = &memory.error {
        let t = theme::tokens(ui);
        text::live(ui, Type::Small, error.clone(), t.warn, false);
    }
}

fn heading(ui: &mut Ui, cx: &Cx<'_>, title: &str, running: bool) {
    let (width, words) = (ui.available_width(), cx.texts.state_running());
    let (_, rect) = ui.allocate_space(vec2(width, 28.0));
    let place = Rect::from_min_size(rect.min + vec2(0.0, 5.0), vec2(width, 20.0));
    at(ui, place, |ui| text::heading(ui, Type::SmallMedium, 2, title));
    let badge = status::width(ui, &words, true);
    if running && badge < width * 0.6 {
        let place = Rect::from_min_size(pos2(rect.max.x - badge, rect.min.y), vec2(badge, 28.0));
        at(ui, place, |ui| status::badge(ui, Status::Running, &words));
    }
}

/// The names to choose from; with `other` also one that is typed. Returns what was picked; `None` in it: another name.
fn chooser(ui: &mut Ui, cx: &Cx<'_>, chosen: &SpotName, other: bool, typing: bool) -> Option<Option<SpotName>> {
    let known = names(&cx.live.spots);
    let mut shown: Vec<String> = known.iter().map(|name| cx.texts.spot(name)).collect();
    if other {
        shown.push(cx.texts.spots_other_name());
    }
    let index = if typing { known.len() } else { known.iter().position(|name| name == chosen).unwrap_or(0) };
    let width = ui.available_width();
    let picked = choose::select(ui, &cx.texts.spots_choose(), Icon::Pin, &shown, index, width);
    picked.map(|index| known.get(index).cloned())
}

fn measuring(ui: &mut Ui, cx: &mut Cx<'_>, now: &SpotNow) {
    let t = theme::tokens(ui);
    if let Some(Some(name)) = chooser(ui, cx, &now.name, false, false) {
        cx.act(UiAction::Send(Command::NameSpot(name)));
    }
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 32.0));
    let place = Rect::from_min_size(rect.min + vec2(0.0, 6.0), vec2(rect.width() * 0.6, 22.0));
    at(ui, place, |ui| text::weak(ui, Type::Body, cx.texts.internet_round_trip()));
    if let Some(number) = &now.number {
        let unit = text::galley(ui, Type::Body, cx.texts.unit_ms(), t.text_2, 60.0);
        let number = text::galley(ui, Type::Value24, number.clone(), t.text, 120.0);
        let unit_x = rect.max.x - unit.size().x;
        ui.painter().galley(pos2(unit_x - 4.0 - number.size().x, rect.min.y + 2.0), number, t.text);
        ui.painter().galley(pos2(unit_x, rect.min.y + 7.0), unit, t.text_2);
    }
    let told = now
        .number
        .as_ref()
        .map_or_else(|| cx.texts.details_nothing_yet(), |ms| cx.texts.internet_told_usual(ms.clone()));
    trips::trips(ui, &now.points, SPOT_S, LINE, &told);
    text::weak(ui, Type::Small, now.lost.clone());
    let words = text::galley(ui, Type::Small, now.progress.clone(), t.text_2, 120.0);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 20.0));
    let bar = rect.width() - words.size().x - 12.0;
    let place = Rect::from_min_size(rect.min + vec2(0.0, 7.0), vec2(bar, 6.0));
    at(ui, place, |ui| progress::progress(ui, bar, now.fraction, &now.progress));
    ui.painter().galley(pos2(rect.max.x - words.size().x, rect.min.y + 1.0), words, t.text_2);
    if now.phone {
        text::weak(ui, Type::Small, cx.texts.spots_data_limit());
    }
}

fn measured(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, end: &SpotEnd) {
    let t = theme::tokens(ui);
    text::heading(ui, Type::H2, 3, cx.texts.spot(&end.name));
    let (icon, ink) = if end.ranked { (Icon::StateOk, t.ok) } else { (Icon::StateUnknown, t.unknown) };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let (_, rect) = ui.allocate_space(vec2(20.0, 22.0));
        icon.paint_in(ui, rect, 20.0, ink);
        ui.vertical(|ui| text::label(ui, Type::Body, end.words.clone()));
    });
    ui.add_space(4.0);
    if Button::secondary(cx.texts.spots_again()).icon(Icon::Again).full(true).show(ui).clicked() {
        begin(cx, memory, end.name.clone());
    }
}

fn coming(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let proposed = memory.chosen.clone().unwrap_or_else(|| next(&cx.live.spots));
    match chooser(ui, cx, &proposed, true, memory.own.is_some()) {
        Some(Some(name)) => memory.walk_to(name),
        Some(None) => (memory.own, memory.focus) = (Some(String::new()), true),
        None => {}
    }
    if let Some(typed) = &mut memory.own {
        let (label, missing) = (cx.texts.spots_own_name(), cx.texts.cli_spot_nameless());
        let wrong = (memory.nameless && typed.trim().is_empty()).then_some(missing.as_str());
        let focus = std::mem::take(&mut memory.focus);
        Field::new("spot", &label).wrong(wrong).focus(focus).longest(NAME_CHARS).show(ui, typed);
    }
    text::weak(ui, Type::Body, cx.texts.spots_press());
    if memory.name(&cx.live.spots) == Some(SpotName::Hotspot) {
        text::weak(ui, Type::Small, cx.texts.spots_data_limit());
    }
}
