//! What each scene shows between the steps and the bar.

use eframe::egui::{Rect, Ui, pos2, vec2};

use super::state::State;
use crate::i18n::number;
use crate::model::observation::Heard;
use crate::model::{CheckId, FindingId};
use crate::session::command::Command;
use crate::ui::action::UiAction;
use crate::ui::cx::Cx;
use crate::ui::screens::findings;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::sound::{self, LevelWord};
use crate::ui::view_model::{Status, parts};
use crate::ui::widgets::meter::{self, Scale};
use crate::ui::widgets::{Button, Icon, at, card, progress, status, text};

/// The level's word follows the greatest level of the last this many seconds.
const HOLD_S: f64 = 1.5;

/// What will happen, before the system asks.
pub(super) fn before(ui: &mut Ui, cx: &mut Cx<'_>) {
    let t = theme::tokens(ui);
    card::card_with(ui, &cx.texts.sound_before_title(), card::wide_margin(ui), |ui| {
        card::tile(ui, 48.0, Icon::Sound, t.accent, t.accent_soft);
        ui.add_space(4.0);
        text::heading(ui, Type::H2, 2, cx.texts.sound_before_title());
        text::label(ui, Type::Body, cx.texts.sound_before_line());
        text::weak(ui, Type::Body, cx.texts.sound_before_only_us());
    });
    tip(ui, Icon::Lock, cx.texts.sound_private());
}

pub(super) fn reading(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, speech_s: f64, wanted_s: f64) {
    let t = theme::tokens(ui);
    let small = ui.available_width() < 420.0;
    card::card_with(ui, &cx.texts.sound_read_lead(), card::wide_margin(ui), |ui| {
        text::weak(ui, Type::Body, cx.texts.sound_read_lead());
        ui.add_space(2.0);
        text::label(ui, if small { Type::Lead } else { Type::Read }, cx.texts.sound_sentence());
    });
    ui.add_space(8.0);
    let word = level(ui, cx, memory);
    let words = cx.texts.sound_seconds(
        number::decimal(cx.texts.language(), speech_s.min(wanted_s).floor(), 0),
        number::decimal(cx.texts.language(), wanted_s, 0),
    );
    let galley = text::galley(ui, Type::Body, words.clone(), t.text_2, f32::INFINITY);
    let width = ui.available_width();
    // As far as the words beside it say: whole seconds.
    let fraction = if wanted_s > 0.0 { speech_s.floor() / wanted_s } else { 0.0 };
    let (_, rect) = ui.allocate_space(vec2(width, 22.0));
    let bar_width = (width - galley.size().x - 16.0).max(40.0);
    let bar = Rect::from_min_size(pos2(rect.min.x, rect.center().y - 3.0), vec2(bar_width, progress::HEIGHT));
    at(ui, bar, |ui| progress::progress(ui, bar_width, fraction, &words));
    ui.painter().galley(pos2(rect.max.x - galley.size().x, rect.min.y), galley, t.text_2);
    match word {
        Some(LevelWord::Silent) => tip(ui, Icon::StateNoDevice, cx.texts.sound_tip_silent()),
        // Who is too loud is not to be told to speak up.
        Some(LevelWord::Loud) => {}
        _ => tip(ui, Icon::Chat, cx.texts.sound_tip()),
    }
}

/// The meter with its word above; that word.
fn level(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) -> Option<LevelWord> {
    let silent = cx.live.level.as_deref().is_none_or(|reading| reading.silent);
    let title = if silent { cx.texts.sound_meter_title_silent() } else { cx.texts.sound_meter_title() };
    level_with(ui, cx, memory, &title, None)
}

/// The meter under a title of its own, with a line below that.
fn level_with(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, title: &str, line: Option<&str>) -> Option<LevelWord> {
    let now = ui.input(|i| i.time);
    let held = held(ui, cx, memory, now);
    let level = cx.live.level.as_deref().map(|reading| LevelWord::of(reading, held));
    let word = level.map(|level| level.words(cx.texts));
    let width = ui.available_width();
    if let Some((state, words)) = &word {
        let galley = text::galley(ui, Type::H2, title, theme::tokens(ui).text, f32::INFINITY);
        let badge = status::width(ui, words, true);
        if galley.size().x + badge + 12.0 <= width {
            let (_, rect) = ui.allocate_space(vec2(width, 28.0));
            at(ui, rect.translate(vec2(0.0, 2.0)), |ui| text::heading(ui, Type::H2, 2, title));
            let place = Rect::from_min_max(pos2(rect.max.x - badge, rect.min.y), rect.max);
            at(ui, place, |ui| status::badge(ui, *state, words));
        } else {
            text::heading(ui, Type::H2, 2, title);
            status::badge(ui, *state, words);
        }
    } else {
        text::heading(ui, Type::H2, 2, title);
    }
    match line {
        Some(line) => {
            ui.add_space(-8.0);
            text::weak(ui, Type::Body, line);
        }
        None => {
            ui.add_space(-6.0);
        }
    }
    let (soft, good, loud) = (cx.texts.sound_too_soft(), cx.texts.sound_good(), cx.texts.sound_too_loud());
    let scale = Scale { soft: &soft, good: &good, loud: &loud };
    let told = word.map(|w| w.1).unwrap_or_default();
    meter::meter(ui, cx.live.level.as_deref(), &scale, title, &told);
    level
}

fn held(ui: &Ui, cx: &mut Cx<'_>, memory: &mut State, now: f64) -> f32 {
    let rms = cx.live.level.as_deref().map_or(-120.0, |l| l.rms_dbfs);
    match memory.held {
        Some((held, since)) if held > rms && now - since < HOLD_S => {
            ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(HOLD_S - (now - since)));
            held
        }
        _ => {
            memory.held = Some((rms, now));
            rms
        }
    }
}

/// Hearing oneself back: `playing` is (seconds played, seconds in all) while it sounds.
pub(super) fn recorded(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, playing: Option<(f64, f64)>) {
    passed(ui, cx, memory, false);
    let title = if playing.is_some() { cx.texts.sound_back_playing() } else { cx.texts.sound_back_title() };
    let mut again = false;
    card::card_with(ui, &title, card::wide_margin(ui), |ui| {
        if let Some((at_s, of_s)) = playing {
            let line = cx.texts.sound_back_line();
            level_with(ui, cx, memory, &title, Some(&line));
            again = heard_so_far(ui, cx, at_s, of_s);
        } else {
            text::heading(ui, Type::H2, 2, title.clone());
            text::weak(ui, Type::Body, cx.texts.sound_back_line());
        }
    });
    if playing.is_some() {
        tip(ui, Icon::Speaker, cx.texts.sound_back_tip());
    }
    if again {
        cx.act(UiAction::Send(Command::PlayBack));
    }
}

/// From the start again, and how much was heard. True when it is to begin again.
fn heard_so_far(ui: &mut Ui, cx: &Cx<'_>, at_s: f64, of_s: f64) -> bool {
    let t = theme::tokens(ui);
    let number = |seconds: f64| number::decimal(cx.texts.language(), seconds, 0);
    let words = cx.texts.sound_seconds(number(at_s.min(of_s).floor()), number(of_s.ceil()));
    let fraction = if of_s > 0.0 { (at_s / of_s).clamp(0.0, 1.0) } else { 0.0 };
    let button = Button::secondary(cx.texts.sound_once_more()).icon(Icon::Again);
    let side = button.natural_width(ui);
    let galley = text::galley(ui, Type::Body, words.clone(), t.text_2, f32::INFINITY);
    let width = ui.available_width();
    let beside = width >= side + galley.size().x + 152.0;
    ui.add_space(4.0);
    let (_, row) = ui.allocate_space(vec2(width, if beside { 40.0 } else { 22.0 }));
    let from = if beside { row.min.x + side + 16.0 } else { row.min.x };
    let room = (row.max.x - galley.size().x - 16.0 - from).max(40.0);
    let bar = Rect::from_min_size(pos2(from, row.center().y - 3.0), vec2(room, progress::HEIGHT));
    at(ui, bar, |ui| progress::progress(ui, room, fraction, &words));
    let place = pos2(row.max.x - galley.size().x, row.center().y - galley.size().y / 2.0);
    ui.painter().galley(place, galley, t.text_2);
    if beside {
        return at(ui, row.with_max_x(row.min.x + side), |ui| button.show(ui).clicked());
    }
    button.show(ui).clicked()
}

/// What was done before, as lines; what did not happen has none. `back` tells of the hearing back too.
pub(super) fn passed(ui: &mut Ui, cx: &Cx<'_>, memory: &State, back: bool) {
    let read = sound::spoke(cx.snapshot).then(|| cx.texts.sound_read_done());
    let back = (back && memory.heard_back).then(|| cx.texts.sound_back_done());
    if read.is_none() && back.is_none() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 24.0;
        for words in read.into_iter().chain(back) {
            status::line(ui, Status::Ok, &words);
        }
    });
}

pub(super) fn ended(ui: &mut Ui, cx: &mut Cx<'_>, open: &mut findings::State) {
    ui.set_max_width(ui.available_width().min(640.0));
    if findings::unknown(cx, CheckId::Sound).is_some() {
        findings::trouble(ui, cx, CheckId::Sound);
        // The speaker was tried without the microphone.
        let output = cx.snapshot.assessment.of(CheckId::Sound).find(|f| f.id == FindingId::SoundToneNotHeard).cloned();
        if let Some(finding) = output {
            findings::one(ui, cx, &finding);
        }
    } else {
        findings::list(ui, cx, CheckId::Sound, 0);
        if sound::heard(cx.snapshot) == Heard::CannotHear {
            tip(ui, Icon::Speaker, cx.texts.sound_tone_skipped());
        }
        if parts::persons_turn(cx.snapshot).is_none() && !cx.snapshot.all_ended() {
            tip(ui, Icon::Clock, cx.texts.sound_wait_for_rest());
        }
    }
    findings::technical(ui, cx, open, &sound::technical(cx.snapshot, cx.texts));
}

/// A quiet line with an icon.
fn tip(ui: &mut Ui, icon: Icon, words: String) {
    let t = theme::tokens(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let (_, rect) = ui.allocate_space(vec2(20.0, 22.0));
        icon.paint_in(ui, rect, 20.0, t.text_2);
        ui.vertical(|ui| text::weak(ui, Type::Body, words));
    });
}
