//! The question before everything begins anew: what was measured is not put away by an accidental click.

use eframe::egui::{Frame, Id, Modal, Ui};

use crate::ui::action::UiAction;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::result;
use crate::ui::view_model::way::Standing;
use crate::ui::widgets::{Button, Icon, text};

/// Widest in points.
const WIDEST: f32 = 440.0;

/// What the question remembers.
#[derive(Debug, Default)]
pub struct State {
    /// It is asked.
    pub asking: bool,
}

/// Shows the question over the screen, while it is asked.
pub fn show(ui: &Ui, cx: &mut Cx<'_>, memory: &mut State) {
    if !memory.asking {
        return;
    }
    let t = theme::tokens(ui);
    let texts = cx.texts;
    let time = match cx.kept.standing(cx.snapshot) {
        Standing::Fresh => result::time(cx.snapshot),
        Standing::Earlier(earlier) => result::time(&earlier),
        Standing::None => None,
    };
    let line = time.map_or_else(|| texts.start_over_line(), |time| texts.start_over_line_result(time));
    let mut answer = None;
    let frame = Frame::new().fill(t.surface).corner_radius(theme::RADIUS_CARD).inner_margin(24);
    let modal = Modal::new(Id::unique("start over")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(WIDEST.min(ui.ctx().content_rect().width() - 64.0));
        ui.spacing_mut().item_spacing.y = 10.0;
        text::heading(ui, Type::H1, 1, texts.start_over_title());
        text::label(ui, Type::Body, line);
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = eframe::egui::vec2(12.0, 8.0);
            if Button::secondary(texts.start_over_no()).show(ui).clicked() {
                answer = Some(false);
            }
            if Button::primary(texts.start_over_yes()).icon(Icon::Again).show(ui).clicked() {
                answer = Some(true);
            }
        });
    });
    if modal.should_close() {
        answer = answer.or(Some(false));
    }
    if let Some(yes) = answer {
        memory.asking = false;
        if yes {
            cx.act(UiAction::StartOver);
        }
    }
}
