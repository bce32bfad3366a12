//! The details of a part.

use eframe::egui::Ui;

use super::findings;
use crate::model::CheckId;
use crate::ui::cx::Cx;
use crate::ui::route::Part;
use crate::ui::theme::Type;
use crate::ui::view_model::parts;
use crate::ui::widgets::{Bar, Button, Icon, Margins, page, text};

/// Shows the details.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let again = Button::primary(cx.texts.button_check_again()).icon(Icon::Again);
    let bar = Bar::new().main(again, findings::retry(CheckId::Camera));
    let asked = page(ui, "picture", Margins::DETAIL, bar, |ui| {
        text::title(ui, Type::H1, parts::name(cx.texts, Part::Check(CheckId::Camera)));
        findings::trouble(ui, cx, CheckId::Camera);
        findings::list(ui, cx, CheckId::Camera, 0);
    });
    cx.act_on(asked);
}
