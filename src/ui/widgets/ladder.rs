//! The ladder: what the line can carry, best on top.

use eframe::egui::accesskit::Role;
use eframe::egui::{CornerRadius, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::{card, icon::Icon, text};
use crate::ui::theme::{self, Type};
use crate::ui::view_model::internet::{Rung, RungLook};

/// Height of a row in points.
const ROW: f32 = 36.0;

/// Shows the rows, 4 points apart.
pub fn ladder(ui: &mut Ui, rungs: &[Rung]) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        for rung in rungs {
            row(ui, rung);
        }
    });
}

fn row(ui: &mut Ui, rung: &Rung) {
    let t = theme::tokens(ui);
    let width = ui.available_width();
    let (fill, edge, ink, icon) = match rung.look {
        RungLook::Holds => (Some(t.ok_soft), None, t.ok, Icon::StateOk),
        RungLook::AtRisk => (Some(t.warn_soft), None, t.warn, Icon::StateWarn),
        RungLook::No => (Some(t.fail_soft), None, t.fail, Icon::StateFail),
        RungLook::NotNeeded => (None, Some(t.border_strong), t.text_2, Icon::Cross),
        RungLook::Unknown => (None, None, t.text_2, Icon::StateUnknown),
        RungLook::Trying => (Some(t.surface), Some(t.accent), t.accent, Icon::StateRunning),
        RungLook::NotYet => (None, Some(t.border), t.text_2, Icon::StateNone),
    };
    // The result of an earlier measurement is dimmed until there is a new one.
    let (fill, ink, name_ink) =
        if rung.earlier { (fill.map(|_| t.sunken), t.text_2, t.text_2) } else { (fill, ink, t.text) };
    let name = text::galley(ui, Type::Medium, rung.name.clone(), name_ink, width - 26.0);
    let mine = rung.mine.clone().map(|m| text::galley(ui, Type::SmallMedium, m, t.accent, width - 26.0));
    let words = text::galley(ui, Type::SmallMedium, rung.words.clone(), ink, width - 48.0);
    let fits = |mine: Option<f32>| name.size().x + mine.map_or(0.0, |m| m + 8.0) + words.size().x + 54.0 <= width;
    // Where there is no room for "your call", a person stands for it: the rows keep their height.
    let whole = fits(mine.as_ref().map(|m| m.size().x));
    let beside = whole || fits(Some(16.0));
    let height = if beside { ROW } else { 22.0 + name.size().y + words.size().y };
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let told =
        format!("{}{}: {}", rung.name, rung.mine.as_ref().map_or(String::new(), |m| format!(" ({m})")), rung.words);
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &told));
    let radius = CornerRadius::same(theme::RADIUS);
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, radius, fill);
    }
    if let Some(edge) = edge {
        ui.painter().rect_stroke(rect, radius, Stroke::new(1.0, edge), StrokeKind::Inside);
    }
    if rung.look == RungLook::Unknown {
        card::dashed_edge(ui, rect, f32::from(theme::RADIUS), t.border_strong);
    }
    let first = if beside { rect.center().y } else { rect.min.y + 10.0 + name.size().y / 2.0 };
    let x = rect.min.x + 13.0;
    let after = x + name.size().x + 8.0;
    ui.painter().galley(pos2(x, first - name.size().y / 2.0), name, name_ink);
    match mine {
        Some(mine) if whole || !beside => {
            ui.painter().galley(pos2(after, first - mine.size().y / 2.0), mine, t.accent);
        }
        Some(_) => {
            let place = Rect::from_center_size(pos2(after + 8.0, first), vec2(16.0, 16.0));
            Icon::Person.paint_in(ui, place, 16.0, t.accent);
        }
        None => {}
    }
    let second = if beside { rect.center().y } else { rect.max.y - 11.0 - words.size().y / 2.0 };
    let (words_x, icon_x) =
        if beside { (rect.max.x - 35.0 - words.size().x, rect.max.x - 21.0) } else { (x + 22.0, x + 8.0) };
    ui.painter().galley(pos2(words_x, second - words.size().y / 2.0), words, ink);
    icon.paint_in(ui, Rect::from_center_size(pos2(icon_x, second), vec2(16.0, 16.0)), 16.0, ink);
}
