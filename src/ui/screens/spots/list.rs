//! The spots, best first; the one that is on its way to its place; and what is steadier than any of them.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align, Frame, Layout, Margin, Stroke, Ui, UiBuilder, vec2};

use super::state::State;
use crate::model::{Advice, Finding, FindingId, Outcome};
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::spots::{is_by_cable, now, rows};
use crate::ui::widgets::spot_row::spot_row;
use crate::ui::widgets::{Button, Icon, card, text};

/// Shows them.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let t = theme::tokens(ui);
    let board = cx.live.spots.clone();
    let rows = rows(&board, cx.texts);
    if !rows.is_empty() {
        let frame = Frame::new().fill(t.surface).stroke(Stroke::new(1.0, t.border)).corner_radius(theme::RADIUS_CARD);
        let builder = UiBuilder::new().accessibility_role(Role::List).accessibility_label(cx.texts.spots_list());
        ui.scope_builder(builder, |ui| {
            frame.show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for (index, row) in rows.iter().enumerate() {
                    spot_row(ui, row, index == 0, index + 1 == rows.len());
                }
            });
        });
    }
    if let Some(now) = now(&board, cx.texts) {
        let name = cx.texts.spot(&now.name);
        card::dashed(ui, &name, |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 12.0;
                let (_, rect) = ui.allocate_space(vec2(24.0, 22.0));
                Icon::StateRunning.paint_in(ui, rect, 20.0, t.accent);
                let rest = format!(" {}", now.pending);
                ui.vertical(|ui| {
                    text::pieces(ui, &[(Type::Medium, &name, t.text), (Type::Body, &rest, t.text_2)]);
                });
            });
        });
    }
    if !is_by_cable(&board) {
        cable(ui, cx, memory);
    }
    if !rows.is_empty() && !cx.snapshot.demo {
        text::weak(ui, Type::Small, cx.texts.back_kept());
    }
}

/// What is steadier than any spot, and how.
fn cable(ui: &mut Ui, cx: &Cx<'_>, memory: &mut State) {
    let t = theme::tokens(ui);
    let words = cx.texts.advice(Advice::UseCable, &Finding::new(FindingId::NetworkGap, Outcome::WatchOut));
    let title = cx.texts.spots_cable();
    card::soft(ui, &title, t.accent_soft, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        let icon = if memory.cable { Icon::ChevUp } else { Icon::ChevDown };
        let button = Button::ghost(words.button.clone()).icon_after(icon);
        let room = ui.available_width() - 36.0;
        let wide = text::galley(ui, Type::Body, title.clone(), t.text, f32::INFINITY).size().x;
        let beside = wide + 12.0 + button.natural_width(ui) <= room;
        let mut pressed = false;
        let line = |ui: &mut Ui| {
            let (_, rect) = ui.allocate_space(vec2(24.0, 24.0));
            Icon::Cable.paint_in(ui, rect, 22.0, t.accent);
        };
        if beside {
            // As high as the button from the start, so that all of it stands in the middle.
            let size = vec2(ui.available_width(), 40.0);
            ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 12.0;
                line(ui);
                text::label(ui, Type::Body, title.clone());
                let left = ui.available_width() - button.natural_width(ui);
                ui.add_space(left.max(0.0) - 12.0);
                pressed = button.show(ui).clicked();
            });
        } else {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 12.0;
                line(ui);
                ui.vertical(|ui| text::label(ui, Type::Body, title.clone()));
            });
            pressed = button.pulled().show(ui).clicked();
        }
        if pressed {
            memory.cable = !memory.cable;
        }
        if memory.cable {
            Frame::new().inner_margin(Margin { left: 36, ..Margin::ZERO }).show(ui, |ui| {
                for (index, step) in words.steps.iter().enumerate() {
                    text::label(ui, Type::Body, format!("{}. {step}", index + 1));
                }
            });
        }
    });
}
