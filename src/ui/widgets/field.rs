//! A line to type in, with its name above and what is wrong below.

use eframe::egui::{Align2, CornerRadius, Frame, Margin, Response, Stroke, TextEdit, Ui, Vec2};

use super::{focus, icon::Icon, text};
use crate::ui::theme::{self, Type};

/// A field with its name above it. `wrong` is shown under it with a red edge. Returns the field's response.
pub fn field(ui: &mut Ui, name: &str, value: &mut String, placeholder: &str, wrong: Option<&str>) -> Response {
    let t = theme::tokens(ui);
    let label = text::label(ui, Type::Medium, name);
    ui.add_space(-4.0);
    let edge = if wrong.is_some() { Stroke::new(2.0, t.fail) } else { Stroke::new(1.0, t.border_strong) };
    let frame = Frame::new()
        .fill(t.surface)
        .stroke(edge)
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::symmetric(12, 0));
    let edit = TextEdit::singleline(value)
        .font(Type::Body.font())
        .hint_text(Type::Body.rich(placeholder, t.text_2))
        .frame(frame)
        .align(Align2::LEFT_CENTER)
        .min_size(Vec2::new(0.0, 40.0))
        .desired_width(ui.available_width());
    let response = ui.add(edit).labelled_by(label.id);
    focus::finish(ui, &response, theme::RADIUS);
    if let Some(wrong) = wrong {
        ui.horizontal_top(|ui| {
            Icon::StateFail.show(ui, 16.0, t.fail);
            text::colored(ui, Type::SmallMedium, wrong, t.fail);
        });
    }
    response
}
