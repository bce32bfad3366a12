//! Which scene is shown, and when it gives way to the next one.

use eframe::egui::Ui;

use super::state::State;
use crate::model::observation::Heard;
use crate::model::{CheckId, Outcome};
use crate::session::command::Command;
use crate::ui::action::UiAction;
use crate::ui::cx::Cx;
use crate::ui::route::Route;
use crate::ui::screens::findings;
use crate::ui::view_model::parts;
use crate::ui::view_model::sound::{Scene, heard};

/// A step that is done stays this many seconds before the next one opens.
const FOLD_S: f64 = 0.6;
/// After this long without enough speech the person may go on as it is, in seconds.
const GO_ON_S: f64 = 8.0;
/// The scene to show. A step that is just done stays for a moment before the next one opens.
pub(super) fn scene(ui: &Ui, cx: &mut Cx<'_>, memory: &mut State) -> Scene {
    let now = ui.input(|i| i.time);
    let real = Scene::of(cx.snapshot);
    if matches!(real, Scene::PlayingBack { .. }) {
        // A new playing is listened to anew; who hears nothing of it has not heard it.
        memory.unheard &= matches!(memory.shown, Some(Scene::PlayingBack { .. }));
        memory.heard_back = !memory.unheard;
    }
    if matches!(real, Scene::Before | Scene::Reading { .. }) {
        memory.heard_back = false;
    }
    let failed_before = matches!(memory.shown, Some(Scene::ToneFailed));
    match real {
        Scene::ToneFailed if !failed_before => memory.tone_failures = memory.tone_failures.saturating_add(1),
        Scene::ToneFailed | Scene::PlayingTone => {}
        _ => memory.tone_failures = 0,
    }
    // Asked about anew with each playing.
    memory.unheard &= matches!(real, Scene::Recorded | Scene::PlayingBack { .. } | Scene::Asking);
    if real.step() != 1 && real.step() != 2 {
        memory.other_input = None;
    }
    // Another microphone opens with its meter only: the reading is asked for again.
    match real {
        Scene::Reading { wanted_s, .. } if wanted_s <= 0.0 && !memory.asked_to_read => {
            memory.asked_to_read = true;
            cx.act(UiAction::Send(Command::Read));
        }
        Scene::Before | Scene::Opening | Scene::Ended => memory.asked_to_read = false,
        _ => {}
    }
    if matches!(real, Scene::Reading { .. }) {
        let since = *memory.listening_since.get_or_insert(now);
        let left_s = GO_ON_S - (now - since);
        memory.may_go_on = left_s <= 0.0;
        if !memory.may_go_on {
            // A microphone that gives nothing changes nothing on the screen: the way on comes all the same.
            ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left_s));
        }
    } else {
        (memory.listening_since, memory.may_go_on) = (None, false);
    }
    // How far the playing is moves on at once.
    if let (Some(Scene::PlayingBack { .. }), Scene::PlayingBack { .. }) = (&memory.shown, &real) {
        memory.shown = Some(real.clone());
    }
    let shown = memory.shown.clone().unwrap_or_else(|| real.clone());
    let forward = real.step() > shown.step() && !matches!(shown, Scene::Before) && real != Scene::Ended;
    if !forward {
        memory.changed_at = None;
        memory.shown = Some(real.clone());
    } else {
        let since = *memory.changed_at.get_or_insert(now);
        if now - since >= FOLD_S || cx.settings.less_motion {
            memory.shown = Some(real.clone());
            memory.changed_at = None;
        } else {
            ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
        }
    }
    let shown = memory.shown.clone().unwrap_or_else(|| real.clone());
    on_to_the_picture(ui, cx, memory, &real, now);
    shown
}

/// When the part has just ended here and nothing is to be said about it, the picture opens by itself.
fn on_to_the_picture(ui: &Ui, cx: &mut Cx<'_>, memory: &mut State, real: &Scene, now: f64) {
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
            // What is to be said about the sound is not taken away before it was read.
            let verdict = cx.snapshot.assessment.checks.get(&CheckId::Sound);
            let told = verdict.is_some_and(|v| matches!(v.outcome, Outcome::WatchOut | Outcome::Problem));
            // Who left the tone out may take that back.
            let left_out = heard(cx.snapshot) == Heard::CannotHear;
            if !fault && !told && !left_out && parts::persons_turn(cx.snapshot) == Some(CheckId::Camera) {
                cx.act(UiAction::Go(Route::Part(CheckId::Camera)));
            }
        }
        // Set while it is under way, so that an ended part that is looked at again stays open.
        Scene::Before if memory.ended_at.is_none() => {}
        _ => memory.ended_at = Some(now),
    }
}
