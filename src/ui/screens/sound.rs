//! The sound part: read a sentence aloud, hear it back, hear a tone.

mod bar;
mod scene;
mod state;
mod steps;

use eframe::egui::{Rect, Ui, pos2, vec2};

use crate::model::observation::Heard;
use crate::model::run::DeviceKind;
use crate::model::{CheckId, FindingId};
use crate::ui::cx::{Cx, narrow};
use crate::ui::theme::Type;
use crate::ui::view_model::sound::{self, Choice, Scene};
use crate::ui::widgets::numbered::numbered;
use crate::ui::widgets::{Icon, Margins, at, card, choose, column, page, text};

use super::findings;
use bar::bar;
use scene::scene;
pub use state::State;
use steps::{before, ended, reading, recorded, tone};

/// Shows the sound part.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, open: &mut findings::State) {
    let scene = scene(ui, cx, memory);
    let bar = bar(cx, memory, open, &scene);
    let asked = page(ui, "sound", Margins::WIDE, bar, |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        head(ui, cx, &scene);
        steps(ui, cx, &scene);
        ui.add_space(4.0);
        column(ui, |ui| match &scene {
            Scene::Before => before(ui, cx),
            Scene::AskingSystem => card::waiting(ui, cx.texts.sound_asking_title(), cx.texts.sound_asking_line()),
            Scene::Opening => card::waiting(ui, cx.texts.sound_opening_title(), cx.texts.sound_opening_line()),
            Scene::Reading { speech_s, wanted_s } => reading(ui, cx, memory, *speech_s, *wanted_s),
            Scene::Recorded | Scene::PlayingBack => recorded(ui, cx, &scene),
            Scene::PlayingTone | Scene::Asking => tone(ui, cx, memory, &scene),
            Scene::Ended => ended(ui, cx, open),
        });
    });
    cx.act_on(asked);
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>, scene: &Scene) {
    // What is to be chosen anew stands here: the loudspeaker, where that is what was wrong.
    let unheard =
        cx.snapshot.assessment.of(CheckId::Sound).next().is_some_and(|f| f.id == FindingId::SoundToneNotHeard);
    let speaker = match scene {
        Scene::PlayingTone | Scene::Asking => true,
        Scene::Ended => unheard,
        _ => false,
    };
    let (kind, icon, name, choice) = if speaker {
        (DeviceKind::Output, Icon::Speaker, cx.texts.sound_choose_output(), sound::outputs(cx.snapshot))
    } else {
        (DeviceKind::Input, Icon::Sound, cx.texts.sound_choose_input(), sound::inputs(cx.snapshot))
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
        // A tone that was not heard, or not tried, is no step that is done; who can't hear has done it.
        let undone = matches!(scene, Scene::Ended) && matches!(sound::heard(cx.snapshot), Heard::No | Heard::NotAsked);
        let step = if undone { 2 } else { scene.step() };
        let now = names.get(step).cloned().unwrap_or_else(|| cx.texts.state_ok());
        numbered(ui, &cx.texts.sound_steps(now), &names, step);
    }
}
