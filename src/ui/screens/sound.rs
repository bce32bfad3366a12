//! The sound part: read a sentence aloud, hear it back, hear a tone.

mod bar;
mod choosers;
mod scene;
mod state;
mod steps;
mod tone;

use eframe::egui::{Ui, vec2};

use crate::model::CheckId;
use crate::model::observation::Heard;
use crate::ui::cx::{Cx, narrow};
use crate::ui::theme::Type;
use crate::ui::view_model::sound::{self, Scene};
use crate::ui::widgets::numbered::{self, Step, numbered};
use crate::ui::widgets::page::TITLE;
use crate::ui::widgets::{Margins, at, card, page, text};

use super::findings;
use bar::bar;
use scene::scene;
pub use state::State;
use steps::{before, ended, reading, recorded};
use tone::{asking, failed, unheard};

/// Shows the sound part.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, open: &mut findings::State) {
    let scene = scene(ui, cx, memory);
    let bar = bar(cx, memory, open, &scene);
    let asked = page(ui, "sound", Margins::DETAIL, bar, |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        head(ui, cx, memory, &scene);
        choosers::choosers(ui, cx, memory, &scene);
        ui.add_space(2.0);
        match &scene {
            Scene::Before => before(ui, cx),
            Scene::AskingSystem => card::waiting(ui, cx.texts.sound_asking_title(), cx.texts.sound_asking_line()),
            Scene::Opening => card::waiting(ui, cx.texts.sound_opening_title(), cx.texts.sound_opening_line()),
            Scene::Reading { speech_s, wanted_s } => reading(ui, cx, memory, *speech_s, *wanted_s),
            Scene::Recorded | Scene::Asking if memory.unheard => unheard(ui, cx, memory),
            Scene::Recorded => recorded(ui, cx, memory, None),
            Scene::PlayingBack { at_s, of_s } => recorded(ui, cx, memory, Some((*at_s, *of_s))),
            Scene::PlayingTone => asking(ui, cx, memory, true),
            Scene::Asking => asking(ui, cx, memory, false),
            Scene::ToneFailed => failed(ui, cx, memory),
            Scene::Ended => ended(ui, cx, open),
        }
    });
    cx.act_on(asked);
    choosers::question(ui, cx, memory);
}

/// The title with the steps beside it, or below it where there is no room.
fn head(ui: &mut Ui, cx: &Cx<'_>, memory: &State, scene: &Scene) {
    let steps = steps_of(cx, memory, scene);
    let (name, list, now) = match &steps {
        Some((name, list, now)) => (name.as_str(), list.as_slice(), *now),
        None => ("", &[][..], 0),
    };
    if narrow(ui) {
        if steps.is_some() {
            numbered(ui, name, list, now);
        }
        return;
    }
    let width = ui.available_width();
    let title = text::galley(ui, Type::H1, cx.texts.part_sound(), crate::ui::theme::LIGHT.text, f32::INFINITY).size().x;
    let beside = title + 24.0 + numbered::width(ui, list, now) <= width;
    let (_, rect) = ui.allocate_space(vec2(width, TITLE));
    at(ui, rect.translate(vec2(0.0, 4.0)), |ui| text::title(ui, Type::H1, cx.texts.part_sound()));
    if steps.is_none() {
        return;
    }
    if beside {
        let place = rect.with_min_x(rect.min.x + title + 24.0).translate(vec2(0.0, 6.0));
        at(ui, place, |ui| numbered(ui, name, list, now));
    } else {
        numbered(ui, name, list, now);
    }
}

/// The steps with the one that is open; `None` where nothing could be checked.
fn steps_of(cx: &Cx<'_>, memory: &State, scene: &Scene) -> Option<(String, Vec<Step>, usize)> {
    let texts = cx.texts;
    let closed = matches!(scene, Scene::Ended);
    if closed && findings::unknown(cx, CheckId::Sound).is_some() {
        return None;
    }
    let heard = sound::heard(cx.snapshot);
    // A tone that was not heard, or not tried, is no step that is done.
    let undone = closed && matches!(heard, Heard::No | Heard::NotAsked);
    let now = if undone { 2 } else { scene.step() };
    let steps = [
        (texts.sound_step_read(), sound::spoke(cx.snapshot)),
        (texts.sound_step_hear(), memory.heard_back),
        (texts.sound_step_tone(), heard == Heard::Yes),
    ];
    let word = steps.get(now).map_or_else(|| texts.state_ok(), |(name, _)| name.clone());
    let list = steps.into_iter().map(|(name, done)| Step { name, done }).collect();
    Some((texts.sound_steps(word), list, now))
}
