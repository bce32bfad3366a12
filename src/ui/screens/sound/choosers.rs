//! Microphone and speaker, side by side under the title, at the same place in every step.

use eframe::egui::{Frame, Id, Modal, Rect, Ui, pos2, vec2};

use super::state::State;
use crate::model::run::DeviceKind;
use crate::ui::cx::{Cx, narrow};
use crate::ui::screens::findings;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::sound::{self, Choice, Scene};
use crate::ui::widgets::{Button, Icon, at, choose, text};

/// Room between the two in points.
const GAP: f32 = 16.0;
/// The words above a list, and the list.
const HIGH: f32 = 68.0;
/// The question's widest, in points.
const WIDEST: f32 = 440.0;

/// Shows what can be chosen.
pub(super) fn choosers(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, scene: &Scene) {
    let (inputs, outputs) = (sound::inputs(cx.snapshot), sound::outputs(cx.snapshot));
    if inputs.names.is_empty() && outputs.names.is_empty() {
        return;
    }
    let width = ui.available_width();
    let small = narrow(ui) || width < 420.0;
    let each = if small { width } else { (width - GAP) / 2.0 };
    let high = if small { 40.0 } else { HIGH };
    let lists = [(DeviceKind::Input, &inputs), (DeviceKind::Output, &outputs)];
    let (_, rect) = ui.allocate_space(vec2(width, if small { 2.0 * high + 8.0 } else { high }));
    for (index, (kind, choice)) in (0_u8..).zip(lists) {
        let n = f32::from(index);
        let min = if small {
            pos2(rect.min.x, rect.min.y + n * (high + 8.0))
        } else {
            pos2(rect.min.x + n * (each + GAP), rect.min.y)
        };
        at(ui, Rect::from_min_size(min, vec2(each, high)), |ui| one(ui, cx, memory, kind, choice, small, scene));
    }
}

fn one(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    memory: &mut State,
    kind: DeviceKind,
    choice: &Choice,
    small: bool,
    scene: &Scene,
) {
    let (icon, name, none) = match kind {
        DeviceKind::Output => (Icon::Speaker, cx.texts.sound_choose_output(), cx.texts.sound_no_outputs()),
        _ => (Icon::Sound, cx.texts.sound_choose_input(), cx.texts.sound_no_inputs()),
    };
    let width = ui.available_width();
    ui.spacing_mut().item_spacing.y = 4.0;
    if !small {
        text::label(ui, Type::Medium, name.clone());
    }
    if choice.names.is_empty() {
        text::weak(ui, Type::Body, none);
        return;
    }
    let Some(index) = choose::select(ui, &name, icon, &choice.names, choice.chosen, width) else { return };
    let Some(picked) = choice.choices.get(index).filter(|_| index != choice.chosen) else { return };
    let read = matches!(scene.step(), 1 | 2) && sound::spoke(cx.snapshot);
    if kind == DeviceKind::Input && read {
        memory.other_input = Some(picked.clone());
    } else {
        memory.asked_to_read &= kind != DeviceKind::Input;
        cx.act(findings::choose(kind, picked.clone()));
    }
}

/// Another microphone means reading again: asks before that.
pub(super) fn question(ui: &Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let Some(picked) = memory.other_input.clone() else { return };
    let (t, texts) = (theme::tokens(ui), cx.texts);
    let mut answer = None;
    let frame = Frame::new().fill(t.surface).corner_radius(theme::RADIUS_CARD).inner_margin(24);
    let modal = Modal::new(Id::unique("another microphone")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(WIDEST.min(ui.ctx().content_rect().width() - 64.0));
        ui.spacing_mut().item_spacing.y = 10.0;
        text::heading(ui, Type::H1, 1, texts.sound_other_title());
        text::label(ui, Type::Body, texts.sound_other_line());
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
            if Button::secondary(texts.button_cancel()).show(ui).clicked() {
                answer = Some(false);
            }
            if Button::primary(texts.sound_other_yes()).icon(Icon::Sound).show(ui).clicked() {
                answer = Some(true);
            }
        });
    });
    if modal.should_close() {
        answer = answer.or(Some(false));
    }
    if let Some(yes) = answer {
        memory.other_input = None;
        if yes {
            memory.asked_to_read = false;
            cx.act(findings::choose(DeviceKind::Input, picked));
        }
    }
}
