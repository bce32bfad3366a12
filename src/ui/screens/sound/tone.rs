//! The third step: a tone, and the question whether it was heard.

use eframe::egui::{Color32, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use crate::session::command::Command;
use crate::ui::action::UiAction;
use crate::ui::cx::{Cx, narrow};
use crate::ui::theme::{self, Type};
use crate::ui::view_model::sound;
use crate::ui::widgets::{Button, Icon, at, card, text};

use super::state::State;
use super::steps::passed;

/// Height of the question with its room below, in points.
const QUESTION: f32 = 68.0;
/// Waves of the drawing.
const WAVES: f32 = 34.0;

/// The tone plays, or has played: then the question stands right above its answers.
pub(super) fn asking(ui: &mut Ui, cx: &mut Cx<'_>, memory: &State, playing: bool) {
    // In a small window the question and all its answers are seen at once: what was done before has no place there.
    let small = narrow(ui);
    if small {
        ui.spacing_mut().item_spacing.y = 8.0;
    } else {
        passed(ui, cx, memory, true);
    }
    let t = theme::tokens(ui);
    let title = if playing { cx.texts.sound_tone_playing() } else { cx.texts.sound_tone_played() };
    let line = match sound::output_name(cx.snapshot) {
        Some(name) => cx.texts.sound_tone_from(name),
        None => cx.texts.sound_tone_line(),
    };
    let mut again = false;
    let margin = if small { card::tight(ui) } else { card::wide_margin(ui) };
    card::card_with(ui, &title, margin, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        let button = Button::secondary(cx.texts.sound_tone_again()).icon(Icon::Again);
        // Nor has the drawing.
        if small {
            text::heading(ui, Type::H2, 2, title.clone());
            text::weak(ui, Type::Body, line.clone());
            again = !playing && button.show(ui).clicked();
            return;
        }
        let side = if playing { 0.0 } else { button.natural_width(ui) + 16.0 };
        let room = ui.available_width() - 64.0 - side;
        let words = [(Type::H2, &title), (Type::Body, &line)]
            .map(|(kind, words)| text::galley(ui, kind, words.clone(), t.text, room).size().y);
        let high = words.iter().sum::<f32>().max(48.0);
        let (_, row) = ui.allocate_space(vec2(ui.available_width(), high));
        card::tile_in(ui, Rect::from_min_size(row.min, vec2(48.0, 48.0)), Icon::Speaker, t.accent, t.accent_soft);
        at(ui, Rect::from_min_size(row.min + vec2(64.0, 0.0), vec2(room, high)), |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            text::heading(ui, Type::H2, 2, title.clone());
            text::weak(ui, Type::Body, line.clone());
        });
        if !playing {
            let place = row.with_min_x(row.max.x - side + 16.0).translate(vec2(0.0, 4.0));
            again = at(ui, place, |ui| button.show(ui).clicked());
        }
        wave(ui, t.accent);
    });
    if !playing {
        question(ui, cx);
    }
    if again {
        cx.act(UiAction::Send(Command::PlayTone));
    }
}

/// The question, at the foot of the page.
fn question(ui: &mut Ui, cx: &Cx<'_>) {
    let t = theme::tokens(ui);
    if narrow(ui) {
        ui.add_space(4.0);
        text::live(ui, Type::H1, cx.texts.sound_tone_ask(), t.text, false);
        text::weak(ui, Type::Body, cx.texts.sound_tone_any());
        return;
    }
    let room = ui.clip_rect().max.y - ui.cursor().min.y - QUESTION;
    ui.add_space(room.max(0.0));
    let (_, line) = ui.allocate_space(vec2(ui.available_width(), 1.0));
    ui.painter().hline(line.x_range(), line.center().y, Stroke::new(1.0, t.border));
    let (_, row) = ui.allocate_space(vec2(ui.available_width(), 36.0));
    at(ui, row, |ui| text::live(ui, Type::H1, cx.texts.sound_tone_ask(), t.text, false));
    let words = cx.texts.sound_tone_any();
    let width = text::galley(ui, Type::Body, words.clone(), t.text_2, f32::INFINITY).size().x;
    let place = row.with_min_x(row.max.x - width - 1.0).translate(vec2(0.0, 6.0));
    at(ui, place, |ui| text::weak(ui, Type::Body, words));
}

/// A tone as it swells and fades.
fn wave(ui: &mut Ui, ink: Color32) {
    let width = ui.available_width();
    let high = 72.0;
    let (_, rect) = ui.allocate_space(vec2(width, high));
    let waves = WAVES * (width / 780.0).clamp(0.3, 1.0);
    let points: Vec<Pos2> = (0_u16..=600)
        .map(|n| {
            let part = f32::from(n) / 600.0;
            let soft = (part.min(1.0 - part) / 0.14).min(1.0);
            let envelope = 0.5 - 0.5 * (std::f32::consts::PI * soft).cos();
            let y = (std::f32::consts::TAU * waves * part).sin() * envelope * (high / 2.0 - 8.0);
            pos2(rect.min.x + part * rect.width(), rect.center().y - y)
        })
        .collect();
    ui.painter().add(Shape::line(points, Stroke::new(2.0, ink)));
}

/// Nothing was heard, of the recording or of the tone: what helps.
pub(super) fn unheard(ui: &mut Ui, cx: &mut Cx<'_>, memory: &State) {
    if narrow(ui) {
        ui.spacing_mut().item_spacing.y = 8.0;
    } else {
        passed(ui, cx, memory, sound::spoke(cx.snapshot));
    }
    let volume = vec![cx.texts.sound_help_volume(), cx.texts.sound_help_mute()];
    help(ui, &cx.texts.sound_tone_unheard(), None, [volume, other_output(cx)].concat());
}

/// The tone could not be played at all.
pub(super) fn failed(ui: &mut Ui, cx: &mut Cx<'_>, memory: &State) {
    passed(ui, cx, memory, sound::spoke(cx.snapshot));
    let again = memory.tone_failures > 1;
    let cause = if again { cx.texts.sound_tone_failed_again() } else { cx.texts.sound_tone_failed_line() };
    let lines = [other_output(cx), vec![cx.texts.sound_help_plug()]].concat();
    help(ui, &cx.texts.sound_tone_failed(), Some(cause), lines);
}

/// Another output is offered where there is one to choose.
fn other_output(cx: &Cx<'_>) -> Vec<String> {
    let some = !sound::outputs(cx.snapshot).names.is_empty();
    some.then(|| cx.texts.sound_help_other()).into_iter().collect()
}

/// What is wrong, why, and what helps.
fn help(ui: &mut Ui, title: &str, cause: Option<String>, lines: Vec<String>) {
    let t = theme::tokens(ui);
    let small = narrow(ui);
    let margin = if small { card::tight(ui) } else { card::wide_margin(ui) };
    card::card_with(ui, title, margin, |ui| {
        ui.spacing_mut().item_spacing.y = if small { 5.0 } else { 10.0 };
        text::live(ui, Type::H2, title, t.text, false);
        text::said(ui, &lines.join(" "));
        if let Some(cause) = cause {
            text::live(ui, Type::Body, cause, t.text_2, false);
        }
        for line in lines {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                let (_, rect) = ui.allocate_space(vec2(16.0, 22.0));
                Icon::Arrow.paint_in(ui, rect, 16.0, t.accent);
                ui.vertical(|ui| text::label(ui, Type::Body, line));
            });
        }
    });
}
