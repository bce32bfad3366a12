//! About: version, licences, and the text for a helper, shown before it is copied.

use eframe::egui::{Ui, vec2};

use crate::ui::action::UiAction;
use crate::ui::cx::Cx;
use crate::ui::shortcuts::Does;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::diagnostics;
use crate::ui::widgets::{Bar, Button, Icon, Margins, card, page, text};

/// Text is no wider than this, in points.
const WIDEST: f32 = 640.0;

/// What the page remembers.
#[derive(Debug, Default)]
pub struct State {
    copied: bool,
}

/// Shows the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let words = diagnostics::text(cx.snapshot, &cx.settings.config, cx.texts.language().tag());
    let copied = memory.copied;
    let label = if copied { cx.texts.about_copied() } else { cx.texts.about_copy() };
    let other = if copied { cx.texts.about_copy() } else { cx.texts.about_copied() };
    let icon = if copied { Icon::Check } else { Icon::Copy };
    let bar = Bar::new()
        .side(Button::ghost(cx.texts.button_back()).icon(Icon::Back).keys(Does::Back.hint()), UiAction::Back)
        .main(Button::primary(label).or(other).icon(icon).large(), UiAction::Copy(words.clone()));
    let asked = page(ui, "about", Margins::WIDE, bar, |ui| {
        ui.scope(|ui| {
            ui.set_max_width(WIDEST.min(ui.available_width()));
            ui.spacing_mut().item_spacing.y = 16.0;
            name(ui, cx);
            plain(ui, &cx.texts.about_privacy_title(), &cx.texts.about_privacy());
            plain(ui, &cx.texts.about_licence_title(), &cx.texts.about_licence());
            helper(ui, cx, &words);
        });
    });
    if matches!(asked, Some(UiAction::Copy(_))) {
        memory.copied = true;
    }
    cx.act_on(asked);
}

fn name(ui: &mut Ui, cx: &Cx<'_>) {
    let t = theme::tokens(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        let (_, rect) = ui.allocate_space(vec2(56.0, 56.0));
        Icon::Mark.paint_in(ui, rect, 56.0, t.text);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            text::title(ui, Type::H1, cx.texts.program_name());
            text::weak(ui, Type::Body, cx.texts.about_version(env!("CARGO_PKG_VERSION")));
        });
    });
    text::label(ui, Type::Lead, cx.texts.about_lead());
}

fn plain(ui: &mut Ui, title: &str, words: &str) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        text::heading(ui, Type::H2, 2, title);
        text::weak(ui, Type::Body, words);
    });
}

fn helper(ui: &mut Ui, cx: &Cx<'_>, words: &str) {
    let title = cx.texts.about_diagnostics_title();
    card::card(ui, &title, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        text::heading(ui, Type::H2, 2, title.clone());
        text::weak(ui, Type::Body, cx.texts.about_diagnostics_line());
        card::line(ui);
        text::label(ui, Type::Small, words.trim_end());
    });
}
