//! The four steps in the header: they show the way, and those behind us can be clicked.

use eframe::egui::accesskit::Role;
use eframe::egui::{CursorIcon, Rect, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::{at_with, focus, icon::Icon, text};
use crate::ui::theme::{self, Type};
use crate::ui::view_model::way::StepState;

const GAP: f32 = 10.0;
const LINK: f32 = 24.0;

/// Shows the steps in the middle of `rect`. Returns the index of a step that was clicked.
pub fn steps(ui: &mut Ui, rect: Rect, name: &str, items: &[(String, StepState)]) -> Option<usize> {
    let t = theme::tokens(ui);
    let laid: Vec<_> = items
        .iter()
        .map(|(words, state)| {
            let (kind, ink) = match state {
                StepState::Done | StepState::Open => (Type::Body, t.accent),
                StepState::Now => (Type::Strong, t.text),
                StepState::Ahead => (Type::Body, t.text_2),
            };
            let mark = if *state == StepState::Done { 26.0 } else { 18.0 };
            (text::galley(ui, kind, words.clone(), ink, f32::INFINITY), ink, mark)
        })
        .collect();
    let links = f32::from(u8::try_from(items.len().saturating_sub(1)).unwrap_or(0)) * (LINK + 2.0 * GAP);
    let total: f32 = laid.iter().map(|(g, _, mark)| g.size().x + mark).sum::<f32>() + links;
    let mut x = rect.center().x - total / 2.0;
    let mut clicked = None;
    let builder = UiBuilder::new().max_rect(rect).accessibility_role(Role::List).accessibility_label(name);
    at_with(ui, builder, |ui| {
        for (index, ((words, state), (galley, ink, mark))) in items.iter().zip(laid).enumerate() {
            let width = galley.size().x + mark;
            let part = Rect::from_min_max(
                pos2(x - 4.0, rect.center().y - 20.0),
                pos2(x + width + 4.0, rect.center().y + 20.0),
            );
            let pressable = matches!(state, StepState::Done | StepState::Open);
            let sense = if pressable { Sense::click() } else { Sense::hover() };
            let response = ui.interact(part, ui.scope_id().with(("step", index)), sense);
            let role = if pressable { Role::Button } else { Role::ListItem };
            response.widget_info(|| WidgetInfo::labeled(role, true, words));
            let dot = pos2(x + 5.0, rect.center().y);
            match state {
                StepState::Done => {
                    let at = Rect::from_center_size(pos2(x + 9.0, rect.center().y), vec2(18.0, 18.0));
                    Icon::Check.paint_in(ui, at, 18.0, t.accent);
                }
                StepState::Now => {
                    ui.painter().circle_filled(dot, 5.0, t.accent);
                    ui.ctx().accesskit_node_builder(response.id, |node| {
                        node.set_aria_current(eframe::egui::accesskit::AriaCurrent::Step);
                    });
                }
                StepState::Open | StepState::Ahead => {
                    let ink = if pressable { t.accent } else { t.border_strong };
                    ui.painter().circle_stroke(dot, 3.0, Stroke::new(2.0, ink));
                }
            }
            let text_at = pos2(x + mark, rect.center().y - galley.size().y / 2.0);
            ui.painter().galley(text_at, galley, ink);
            if response.hovered() && pressable {
                ui.painter().hline(x + mark..=x + width, text_at.y + 21.0, Stroke::new(1.0, t.accent));
            }
            x += width + GAP;
            if index + 1 < items.len() {
                let color = if *state == StepState::Done { t.accent } else { t.border_strong };
                ui.painter().hline(x..=x + LINK, rect.center().y, Stroke::new(1.0, color));
            }
            x += LINK + GAP;
            if pressable {
                focus::finish(ui, &response, theme::RADIUS);
                if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
                    clicked = Some(index);
                }
            }
        }
    });
    clicked
}
