//! The numbered steps within a part: done, now, ahead.

use eframe::egui::accesskit::Role;
use eframe::egui::{Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::{icon::Icon, text};
use crate::ui::theme::{self, Type};

/// A step within a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it is called.
    pub name: String,
    /// It happened: it has a tick once it is passed. A step that was passed over has none.
    pub done: bool,
}

/// How wide the steps are in a row, in points.
#[must_use]
pub fn width(ui: &Ui, steps: &[Step], now: usize) -> f32 {
    let kind = |index: usize| if index == now { Type::Strong } else { Type::Body };
    let words = steps
        .iter()
        .enumerate()
        .map(|(i, s)| text::galley(ui, kind(i), s.name.clone(), theme::LIGHT.text_2, f32::INFINITY).size().x + 32.0);
    words.sum::<f32>() + f32::from(u8::try_from(steps.len().saturating_sub(1)).unwrap_or(0)) * 44.0
}

/// Shows the steps in a row; where they do not fit, only the present one.
pub fn numbered(ui: &mut Ui, name: &str, steps: &[Step], now: usize) {
    let t = theme::tokens(ui);
    let width = ui.available_width();
    let kind = |index: usize| if index == now { Type::Strong } else { Type::Body };
    let all = self::width(ui, steps, now) <= width;
    let laid: Vec<_> = steps
        .iter()
        .enumerate()
        .map(|(i, s)| (s.done, text::galley(ui, kind(i), s.name.clone(), t.text_2, f32::INFINITY)))
        .collect();
    let (rect, response) = ui.allocate_exact_size(vec2(width, 28.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
    let mut x = rect.min.x;
    for (index, (done, galley)) in laid.into_iter().enumerate() {
        let ticked = index < now && done;
        if !all && index != now.min(steps.len().saturating_sub(1)) {
            continue;
        }
        let center = pos2(x + 12.0, rect.center().y);
        let ink = if index == now {
            ui.painter().circle_filled(center, 12.0, t.accent);
            t.on_accent
        } else if ticked {
            ui.painter().circle_filled(center, 12.0, t.accent_soft);
            t.accent
        } else {
            ui.painter().circle_stroke(center, 11.0, Stroke::new(2.0, t.border_strong));
            t.text_2
        };
        if ticked {
            Icon::Check.paint_in(ui, Rect::from_center_size(center, vec2(14.0, 14.0)), 14.0, ink);
        } else {
            let digit = text::galley(ui, Type::SmallMedium, (index + 1).to_string(), ink, 24.0);
            ui.painter().galley(center - digit.size() / 2.0, digit, ink);
        }
        let word_ink = if index == now { t.accent } else { t.text_2 };
        let advance = galley.size().x + 32.0;
        ui.painter().galley_with_override_text_color(
            pos2(x + 32.0, rect.center().y - galley.size().y / 2.0),
            galley,
            word_ink,
        );
        x += advance;
        if all && index + 1 < steps.len() {
            ui.painter().hline(x + 12.0..=x + 32.0, rect.center().y, Stroke::new(1.0, t.border_strong));
            x += 44.0;
        }
    }
}
