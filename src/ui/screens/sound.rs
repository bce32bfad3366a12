//! The sound part: read a sentence aloud, hear it back, hear a tone.

use eframe::egui::{Margin, Rect, Ui, pos2, vec2};

use super::findings;
use crate::i18n::number;
use crate::model::observation::Heard;
use crate::model::run::DeviceKind;
use crate::model::{CheckId, Outcome};
use crate::session::command::Command;
use crate::ui::action::UiAction;
use crate::ui::cx::{Cx, narrow};
use crate::ui::route::Route;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::sound::{self, Choice, LevelWord, Scene};
use crate::ui::view_model::{Status, parts};
use crate::ui::widgets::meter::{self, Scale};
use crate::ui::widgets::numbered::numbered;
use crate::ui::widgets::{Bar, Button, Icon, Margins, at, card, choose, column, page, progress, status, text};

/// A step that is done stays this many seconds before the next one opens.
const FOLD_S: f64 = 0.6;
/// The level's word follows the greatest level of the last this many seconds.
const HOLD_S: f64 = 1.5;

/// After this long without enough speech the person may go on as it is, in seconds.
const GO_ON_S: f64 = 8.0;

/// What the sound part remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The scene that is shown, which follows the real one after a moment.
    shown: Option<Scene>,
    /// When the real scene was first seen to be another, by the window's clock.
    changed_at: Option<f64>,
    /// The recording was heard back at least once.
    heard_back: bool,
    /// The reading was asked for since the microphone was opened.
    asked_to_read: bool,
    /// Since when it listens.
    listening_since: Option<f64>,
    /// It has listened long enough to offer a way on.
    may_go_on: bool,
    /// Level held for its word, and since when.
    held: Option<(f32, f64)>,
    /// When the part was seen to end here; then the next part opens.
    ended_at: Option<f64>,
}

/// Shows the sound part.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let scene = scene(ui, cx);
    let bar = bar(cx, &scene);
    let asked = page(ui, "sound", Margins::WIDE, bar, |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        head(ui, cx, &scene);
        steps(ui, cx, &scene);
        ui.add_space(4.0);
        column(ui, |ui| match &scene {
            Scene::Before => before(ui, cx),
            Scene::AskingSystem => waiting(ui, cx, cx.texts.sound_asking_title(), cx.texts.sound_asking_line()),
            Scene::Opening => waiting(ui, cx, cx.texts.sound_opening_title(), cx.texts.sound_opening_line()),
            Scene::Reading { speech_s, wanted_s } => reading(ui, cx, *speech_s, *wanted_s),
            Scene::Recorded | Scene::PlayingBack => recorded(ui, cx, &scene),
            Scene::PlayingTone | Scene::Asking => tone(ui, cx, &scene),
            Scene::Ended => ended(ui, cx),
        });
    });
    cx.act_on(asked);
}

/// The scene to show. A step that is just done stays for a moment before the next one opens.
fn scene(ui: &Ui, cx: &mut Cx<'_>) -> Scene {
    let now = ui.input(|i| i.time);
    let real = Scene::of(cx.state);
    let memory = &mut cx.memory.sound;
    if real == Scene::PlayingBack {
        memory.heard_back = true;
    }
    if matches!(real, Scene::Before | Scene::Reading { .. }) {
        memory.heard_back = false;
    }
    // Another microphone opens with its meter only: the reading is asked for again.
    match real {
        Scene::Reading { wanted_s, .. } if wanted_s <= 0.0 && !memory.asked_to_read => {
            memory.asked_to_read = true;
            cx.actions.push(UiAction::Send(Command::Read));
        }
        Scene::Before | Scene::Opening | Scene::Ended => memory.asked_to_read = false,
        _ => {}
    }
    if matches!(real, Scene::Reading { .. }) {
        let since = *memory.listening_since.get_or_insert(now);
        memory.may_go_on = now - since >= GO_ON_S;
    } else {
        (memory.listening_since, memory.may_go_on) = (None, false);
    }
    let shown = memory.shown.clone().unwrap_or_else(|| real.clone());
    let forward = real.step() > shown.step() && !matches!(shown, Scene::Before) && real != Scene::Ended;
    if !forward {
        memory.changed_at = None;
        memory.shown = Some(real.clone());
    } else {
        let since = *memory.changed_at.get_or_insert(now);
        if now - since >= FOLD_S || cx.memory.less_motion {
            memory.shown = Some(real.clone());
            memory.changed_at = None;
        } else {
            ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
        }
    }
    let shown = memory.shown.clone().unwrap_or_else(|| real.clone());
    on_to_the_picture(ui, cx, &real, now);
    shown
}

/// When the part has just ended well here, the picture opens by itself.
fn on_to_the_picture(ui: &Ui, cx: &mut Cx<'_>, real: &Scene, now: f64) {
    let memory = &mut cx.memory.sound;
    match real {
        Scene::Ended => {
            let Some(since) = memory.ended_at else { return };
            if now - since < FOLD_S {
                ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
                return;
            }
            memory.ended_at = None;
            let fault = findings::unknown(cx, CheckId::Sound).is_some_and(|u| {
                !matches!(u.reason, crate::model::UnknownReason::Cancelled | crate::model::UnknownReason::NoSpeech)
            });
            if !fault && parts::persons_turn(cx.state) == Some(CheckId::Camera) {
                cx.act(UiAction::Go(Route::Part(CheckId::Camera)));
            }
        }
        // Set while it is under way, so that an ended part that is looked at again stays open.
        Scene::Before if memory.ended_at.is_none() => {}
        _ => memory.ended_at = Some(now),
    }
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>, scene: &Scene) {
    let speaker = matches!(scene, Scene::PlayingTone | Scene::Asking);
    let (kind, icon, name, choice) = if speaker {
        (DeviceKind::Output, Icon::Speaker, cx.texts.sound_choose_output(), sound::outputs(cx.state))
    } else {
        (DeviceKind::Input, Icon::Sound, cx.texts.sound_choose_input(), sound::inputs(cx.state))
    };
    let one_column = narrow(ui);
    let width = ui.available_width();
    let beside = !one_column && width >= 420.0;
    if beside {
        let (_, rect) = ui.allocate_space(vec2(width, 40.0));
        at(ui, rect.translate(vec2(0.0, 4.0)), |ui| text::title(ui, Type::H1, cx.texts.part_sound()));
        if !choice.names.is_empty() {
            let place = Rect::from_min_max(pos2(rect.max.x - 268.0, rect.min.y), rect.max);
            at(ui, place, |ui| device(ui, cx, kind, icon, &name, &choice, 268.0));
        }
        return;
    }
    if !one_column {
        text::title(ui, Type::H1, cx.texts.part_sound());
    }
    if !choice.names.is_empty() {
        device(ui, cx, kind, icon, &name, &choice, width);
    }
}

fn device(ui: &mut Ui, cx: &mut Cx<'_>, kind: DeviceKind, icon: Icon, name: &str, choice: &Choice, width: f32) {
    if let Some(index) = choose::select(ui, name, icon, &choice.names, choice.chosen, width)
        && let Some(picked) = choice.choices.get(index)
    {
        cx.act(findings::choose(kind, picked.clone()));
    }
}

fn steps(ui: &mut Ui, cx: &Cx<'_>, scene: &Scene) {
    let names = [cx.texts.sound_step_read(), cx.texts.sound_step_hear(), cx.texts.sound_step_tone()];
    let skipped = matches!(scene, Scene::Ended) && findings::unknown(cx, CheckId::Sound).is_some();
    if !skipped {
        let now = names.get(scene.step()).cloned().unwrap_or_else(|| cx.texts.state_ok());
        numbered(ui, &cx.texts.sound_steps(now), &names, scene.step());
    }
}

/// What will happen, before the system asks.
fn before(ui: &mut Ui, cx: &mut Cx<'_>) {
    let t = theme::tokens(ui);
    card::card_with(ui, &cx.texts.sound_before_title(), wide_margin(ui), |ui| {
        card::tile(ui, 48.0, Icon::Sound, t.accent, t.accent_soft);
        ui.add_space(4.0);
        text::heading(ui, Type::H2, 2, cx.texts.sound_before_title());
        text::label(ui, Type::Body, cx.texts.sound_before_line());
        text::weak(ui, Type::Body, cx.texts.sound_before_only_us());
    });
    tip(ui, Icon::Lock, cx.texts.sound_private());
}

fn waiting(ui: &mut Ui, _cx: &Cx<'_>, title: String, line: String) {
    let t = theme::tokens(ui);
    card::card_with(ui, &title, wide_margin(ui), |ui| {
        card::tile(ui, 48.0, Icon::StateWaiting, t.accent, t.accent_soft);
        ui.add_space(4.0);
        text::heading(ui, Type::H2, 2, title.clone());
        text::live(ui, Type::Body, line, t.text_2, false);
    });
}

fn wide_margin(ui: &Ui) -> Margin {
    if ui.available_width() < 420.0 { Margin::same(card::padding(ui)) } else { Margin::symmetric(32, 28) }
}

fn reading(ui: &mut Ui, cx: &mut Cx<'_>, speech_s: f64, wanted_s: f64) {
    let t = theme::tokens(ui);
    let small = ui.available_width() < 420.0;
    card::card_with(ui, &cx.texts.sound_read_lead(), wide_margin(ui), |ui| {
        text::weak(ui, Type::Body, cx.texts.sound_read_lead());
        ui.add_space(2.0);
        text::label(ui, if small { Type::Lead } else { Type::Read }, cx.texts.sound_sentence());
    });
    ui.add_space(8.0);
    level(ui, cx);
    let words = cx.texts.sound_seconds(
        number::decimal(cx.texts.language(), speech_s.min(wanted_s).floor(), 0),
        number::decimal(cx.texts.language(), wanted_s, 0),
    );
    let galley = text::galley(ui, Type::Body, words.clone(), t.text_2, f32::INFINITY);
    let width = ui.available_width();
    let fraction = if wanted_s > 0.0 { speech_s / wanted_s } else { 0.0 };
    let (_, rect) = ui.allocate_space(vec2(width, 22.0));
    let bar_width = (width - galley.size().x - 16.0).max(40.0);
    let bar = Rect::from_min_size(pos2(rect.min.x, rect.center().y - 3.0), vec2(bar_width, progress::HEIGHT));
    at(ui, bar, |ui| progress::progress(ui, bar_width, fraction, &words));
    ui.painter().galley(pos2(rect.max.x - galley.size().x, rect.min.y), galley, t.text_2);
    if cx.level.as_deref().is_some_and(|l| l.silent) {
        tip(ui, Icon::StateNoDevice, cx.texts.sound_tip_silent());
    } else {
        tip(ui, Icon::Chat, cx.texts.sound_tip());
    }
}

/// The meter with its word above.
fn level(ui: &mut Ui, cx: &mut Cx<'_>) {
    let now = ui.input(|i| i.time);
    let held = held(cx, now);
    let word = cx.level.as_deref().map(|reading| LevelWord::of(reading, held).words(cx.texts));
    let width = ui.available_width();
    let title = cx.texts.sound_meter_title();
    if let Some((state, words)) = &word {
        let galley = text::galley(ui, Type::H2, title.clone(), theme::tokens(ui).text, f32::INFINITY);
        let badge = status::width(ui, words, true);
        if galley.size().x + badge + 12.0 <= width {
            let (_, rect) = ui.allocate_space(vec2(width, 28.0));
            at(ui, rect.translate(vec2(0.0, 2.0)), |ui| text::heading(ui, Type::H2, 2, title.clone()));
            let place = Rect::from_min_max(pos2(rect.max.x - badge, rect.min.y), rect.max);
            at(ui, place, |ui| status::badge(ui, *state, words));
        } else {
            text::heading(ui, Type::H2, 2, title.clone());
            status::badge(ui, *state, words);
        }
    } else {
        text::heading(ui, Type::H2, 2, title.clone());
    }
    ui.add_space(-6.0);
    let (soft, good, loud) = (cx.texts.sound_too_soft(), cx.texts.sound_good(), cx.texts.sound_too_loud());
    let scale = Scale { soft: &soft, good: &good, loud: &loud };
    let told = word.map(|w| w.1).unwrap_or_default();
    meter::meter(ui, cx.level.as_deref(), &scale, &title, &told);
}

fn held(cx: &mut Cx<'_>, now: f64) -> f32 {
    let rms = cx.level.as_deref().map_or(-120.0, |l| l.rms_dbfs);
    let memory = &mut cx.memory.sound;
    match memory.held {
        Some((held, since)) if held > rms && now - since < HOLD_S => held,
        _ => {
            memory.held = Some((rms, now));
            rms
        }
    }
}

fn recorded(ui: &mut Ui, cx: &mut Cx<'_>, scene: &Scene) {
    let playing = *scene == Scene::PlayingBack;
    folded(ui, cx, cx.texts.sound_read_done());
    let title = if playing { cx.texts.sound_back_playing() } else { cx.texts.sound_back_title() };
    card::card_with(ui, &title, wide_margin(ui), |ui| {
        text::heading(ui, Type::H2, 2, title.clone());
        text::weak(ui, Type::Body, cx.texts.sound_back_line());
    });
    tip(ui, Icon::Lock, cx.texts.sound_private());
}

fn tone(ui: &mut Ui, cx: &mut Cx<'_>, scene: &Scene) {
    folded(ui, cx, cx.texts.sound_read_done());
    folded(ui, cx, cx.texts.sound_back_done());
    let t = theme::tokens(ui);
    let asking = *scene == Scene::Asking;
    let title = if asking { cx.texts.sound_tone_ask() } else { cx.texts.sound_tone_playing() };
    let mut asked = None;
    card::card_with(ui, &title, wide_margin(ui), |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        text::live(ui, Type::H2, title.clone(), t.text, false);
        text::weak(ui, Type::Body, cx.texts.sound_tone_line());
        if asking {
            ui.add_space(4.0);
            ui.horizontal_wrapped(|ui| {
                if Button::secondary(cx.texts.sound_tone_no()).show(ui).clicked() {
                    asked = Some(Command::ToneAnswer(Heard::No));
                }
                if Button::secondary(cx.texts.sound_tone_deaf()).show(ui).clicked() {
                    asked = Some(Command::ToneAnswer(Heard::CannotHear));
                }
                if Button::ghost(cx.texts.sound_tone_again()).icon(Icon::Again).show(ui).clicked() {
                    asked = Some(Command::PlayTone);
                }
            });
        }
    });
    cx.act_on(asked.map(UiAction::Send));
}

/// A step that is done, as one line.
fn folded(ui: &mut Ui, _cx: &Cx<'_>, words: String) {
    status::line(ui, Status::Ok, &words);
}

fn ended(ui: &mut Ui, cx: &mut Cx<'_>) {
    if findings::unknown(cx, CheckId::Sound).is_some() {
        findings::trouble(ui, cx, CheckId::Sound);
        return;
    }
    findings::list(ui, cx, CheckId::Sound, 0);
    if parts::persons_turn(cx.state).is_none() && !cx.state.all_ended() {
        tip(ui, Icon::Clock, cx.texts.sound_wait_for_rest());
    }
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

fn bar(cx: &Cx<'_>, scene: &Scene) -> Bar {
    let texts = cx.texts;
    let send = UiAction::Send;
    let cannot = || (Button::ghost(texts.sound_cannot_speak()), send(Command::CannotSpeak));
    let bar = Bar::new();
    match scene {
        Scene::Before => {
            let (button, action) = cannot();
            let on = Button::primary(texts.sound_turn_on()).icon(Icon::Sound).large();
            bar.main(button, action).main(on, send(Command::Read))
        }
        Scene::AskingSystem | Scene::Opening => {
            let (button, action) = cannot();
            bar.main(button, action)
        }
        Scene::Reading { .. } => {
            let (button, action) = cannot();
            let back = Button::primary(texts.sound_play_back()).icon(Icon::Play).large();
            let back = back.off(Some(texts.sound_play_back_off()));
            if cx.memory.sound.may_go_on {
                // Too little speech came: nobody is kept here.
                let on = Button::secondary(texts.sound_go_on()).large();
                return bar.note(texts.sound_not_saved()).main(button, action).main(on, send(Command::SoundDone));
            }
            bar.note(texts.sound_not_saved()).main(button, action).main(back, send(Command::PlayBack))
        }
        Scene::Recorded if cx.memory.sound.heard_back => {
            let once_more = Button::ghost(texts.sound_once_more()).icon(Icon::Play);
            let on = Button::primary(texts.sound_play_tone()).icon(Icon::Speaker).large();
            bar.note(texts.sound_not_saved()).main(once_more, send(Command::PlayBack)).main(on, send(Command::PlayTone))
        }
        Scene::Recorded => {
            let skip = Button::ghost(texts.sound_skip_back());
            let on = Button::primary(texts.sound_play_back()).icon(Icon::Play).large();
            bar.note(texts.sound_not_saved()).main(skip, send(Command::PlayTone)).main(on, send(Command::PlayBack))
        }
        Scene::PlayingBack => {
            let stop = Button::secondary(texts.button_stop()).icon(Icon::Stop).large();
            bar.note(texts.sound_not_saved()).main(stop, send(Command::StopPlaying))
        }
        Scene::PlayingTone => bar,
        Scene::Asking => {
            let yes = Button::primary(texts.sound_tone_yes()).icon(Icon::Check).large();
            bar.main(yes, send(Command::ToneAnswer(Heard::Yes)))
        }
        Scene::Ended => after(cx, bar),
    }
}

/// The way on when the part has ended.
fn after(cx: &Cx<'_>, bar: Bar) -> Bar {
    let texts = cx.texts;
    let again = Button::ghost(texts.button_check_again()).icon(Icon::Again);
    let outcome = cx.state.assessment.checks.get(&CheckId::Sound).map(|v| v.outcome);
    let known = findings::unknown(cx, CheckId::Sound).is_none();
    let bar = if known { bar.side(again, findings::retry(CheckId::Sound)) } else { bar };
    match parts::persons_turn(cx.state) {
        Some(CheckId::Camera) => {
            let next = Button::primary(texts.check_next_picture()).icon_after(Icon::Arrow).large();
            bar.main(next, UiAction::Go(Route::Part(CheckId::Camera)))
        }
        _ if cx.state.all_ended() || outcome == Some(Outcome::Problem) => {
            let next = Button::primary(texts.check_to_result()).icon_after(Icon::Arrow).large();
            bar.main(next, UiAction::Go(Route::Result))
        }
        _ => bar,
    }
}
