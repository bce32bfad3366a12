//! The screen `result`.

use eframe::egui::Ui;

use crate::ui::cx::Cx;
use crate::ui::theme::Type;
use crate::ui::widgets::{Bar, Margins, page, text};

/// Shows the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let asked = page(ui, "result", Margins::WIDE, Bar::new(), |ui| {
        text::title(ui, Type::H1, cx.texts.way_result());
    });
    cx.act_on(asked);
}
