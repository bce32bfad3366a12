//! Text: labels that wrap, headings with their role, and news that a screen reader is told.

use std::sync::Arc;

use eframe::egui::accesskit::{Live, Role};
use eframe::egui::text::LayoutJob;
use eframe::egui::{Align, Color32, Galley, Id, Label, Response, Sense, Ui};

use crate::ui::theme::{self, Type};

/// A label in the text colour.
pub fn label(ui: &mut Ui, kind: Type, text: impl Into<String>) -> Response {
    let color = theme::tokens(ui).text;
    colored(ui, kind, text, color)
}

/// A label of less weight.
pub fn weak(ui: &mut Ui, kind: Type, text: impl Into<String>) -> Response {
    let color = theme::tokens(ui).text_2;
    colored(ui, kind, text, color)
}

/// A label in a colour of the theme. Wraps at the available width.
pub fn colored(ui: &mut Ui, kind: Type, text: impl Into<String>, color: Color32) -> Response {
    ui.add(Label::new(kind.rich(text, color)).wrap())
}

/// A label in pieces: each with its style and colour, wrapped together.
pub fn pieces(ui: &mut Ui, pieces: &[(Type, &str, Color32)]) -> Response {
    let mut job = LayoutJob::default();
    for (kind, text, color) in pieces {
        job.append(text, 0.0, kind.format(*color));
    }
    job.wrap.max_width = ui.available_width();
    ui.add(Label::new(job).wrap())
}

/// Laid out text to be painted by hand, no wider than `width`.
pub fn galley(ui: &Ui, kind: Type, text: impl Into<String>, color: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.into(), kind.format(color));
    job.wrap.max_width = width.max(1.0);
    ui.painter().layout_job(job)
}

/// Laid out text centred within `width`.
pub fn centered_galley(ui: &Ui, kind: Type, text: impl Into<String>, color: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.into(), kind.format(color));
    job.wrap.max_width = width.max(1.0);
    job.halign = Align::Center;
    ui.painter().layout_job(job)
}

/// A heading of this level (1 for the title of a screen).
pub fn heading(ui: &mut Ui, kind: Type, level: usize, text: impl Into<String>) -> Response {
    let color = theme::tokens(ui).text;
    heading_colored(ui, kind, level, text, color)
}

/// A heading in a colour of the theme.
pub fn heading_colored(ui: &mut Ui, kind: Type, level: usize, text: impl Into<String>, color: Color32) -> Response {
    let text = text.into();
    let response = colored(ui, kind, text.clone(), color);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Heading);
        // Only a plain label is named by its value.
        node.set_label(text);
        node.set_level(level.saturating_sub(1));
    });
    response
}

fn wants_title_focus() -> Id {
    Id::unique("greenroom title wants focus")
}

/// After a change of screen: the next title that is drawn takes the focus, so that a screen reader says it.
pub fn focus_next_title(ctx: &eframe::egui::Context) {
    ctx.data_mut(|d| d.insert_temp(wants_title_focus(), true));
}

/// The id under which the title of the present screen can be focused.
#[must_use]
pub fn title_id() -> Id {
    Id::unique("greenroom title")
}

/// The title of a screen: a heading of level 1 that takes the focus when the screen appears.
pub fn title(ui: &mut Ui, kind: Type, text: impl Into<String>) -> Response {
    let color = theme::tokens(ui).text;
    title_colored(ui, kind, text, color)
}

/// The title in a colour of the theme.
pub fn title_colored(ui: &mut Ui, kind: Type, text: impl Into<String>, color: Color32) -> Response {
    let text = text.into();
    let galley = galley(ui, kind, text.clone(), color, ui.available_width());
    let (_, rect) = ui.allocate_space(galley.size());
    ui.painter().galley(rect.min, galley, color);
    let wants = ui.ctx().data_mut(|d| d.remove_temp::<bool>(wants_title_focus())).unwrap_or(false);
    let focused = ui.memory(|m| m.has_focus(title_id()));
    // Only while it has the focus is it a stop of the Tab key.
    let sense = if wants || focused { Sense::focusable_noninteractive() } else { Sense::hover() };
    let response = ui.interact(rect, title_id(), sense);
    if wants {
        response.request_focus();
    }
    response.widget_info(|| eframe::egui::WidgetInfo::labeled(Role::Heading, true, &text));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_level(0));
    response
}

/// News: a label that a screen reader says when it changes, when there is a pause (at once if `urgent`).
pub fn live(ui: &mut Ui, kind: Type, text: impl Into<String>, color: Color32, urgent: bool) -> Response {
    let text = text.into();
    let response = colored(ui, kind, text.clone(), color);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Status);
        // What is said is the name; only a plain label is named by its value.
        node.set_label(text);
        node.set_live(if urgent { Live::Assertive } else { Live::Polite });
    });
    response
}

/// News that is only said: nothing is shown.
pub fn said(ui: &mut Ui, words: &str) {
    let rect = eframe::egui::Rect::from_min_size(ui.cursor().min, eframe::egui::Vec2::splat(1.0));
    let response = ui.interact(rect, ui.scope_id().with("said"), Sense::hover());
    response.widget_info(|| eframe::egui::WidgetInfo::labeled(Role::Status, true, words));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
}
