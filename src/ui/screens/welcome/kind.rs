//! What the call needs, and what is looked at.

use eframe::egui::{Rect, Ui, pos2, vec2};

use crate::model::Level;
use crate::ui::cx::Cx;
use crate::ui::route::Part;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::parts;
use crate::ui::widgets::{Icon, at, card, choose, part_row, text};

/// The kinds of call, and the level that each needs.
const KINDS: [Level; 3] = [Level::Audio, Level::P720, Level::Share];

/// The kind of call: what is measured is judged by it.
pub fn choose(ui: &mut Ui, cx: &mut Cx<'_>) {
    let texts = cx.texts;
    let name = texts.kind_of_call();
    let need = cx.settings.config.need.unwrap_or(cx.snapshot.requirement.need);
    let chosen = match need {
        Level::Audio => 0,
        Level::P360 | Level::P720 | Level::P1080 => 1,
        Level::Share => 2,
    };
    let words = [texts.kind_talk(), texts.kind_picture(), texts.kind_share()];
    let items: Vec<(&str, &str)> = words.iter().map(|w| (w.as_str(), w.as_str())).collect();
    let t = theme::tokens(ui);
    let picked = card::card_with(ui, &name, eframe::egui::Margin::symmetric(20, 10), |ui| {
        let label = text::galley(ui, Type::Medium, name.clone(), t.text, f32::INFINITY);
        let segments: f32 = words
            .iter()
            .map(|w| text::galley(ui, Type::Strong, w.clone(), t.text, f32::INFINITY).size().x + 24.0)
            .sum();
        let room = ui.available_width();
        if 36.0 + label.size().x + 16.0 + segments > room {
            ui.spacing_mut().item_spacing.y = 6.0;
            text::label(ui, Type::Medium, name.clone());
            return choose::segmented(ui, &name, &items, chosen);
        }
        let (_, rect) = ui.allocate_space(vec2(room, 40.0));
        let icon = Rect::from_center_size(pos2(rect.min.x + 12.0, rect.center().y), vec2(24.0, 24.0));
        Icon::Chat.paint_in(ui, icon, 24.0, t.text_2);
        let place = Rect::from_min_size(
            pos2(rect.min.x + 36.0, rect.center().y - label.size().y / 2.0),
            label.size() + vec2(1.0, 0.0),
        );
        at(ui, place, |ui| text::label(ui, Type::Medium, name.clone()));
        let place = Rect::from_min_max(pos2(rect.max.x - segments - 1.0, rect.min.y), rect.max);
        at(ui, place, |ui| choose::segmented(ui, &name, &items, chosen))
    })
    .inner;
    if let Some(level) = picked.and_then(|i| KINDS.get(i)) {
        cx.configure(|c| c.need = Some(*level));
    }
}

/// The parts as a line of icons and words: they show what is looked at, and cannot be pressed.
pub fn parts_line(ui: &mut Ui, cx: &Cx<'_>) {
    const BETWEEN: f32 = 20.0;
    let t = theme::tokens(ui);
    let width = ui.available_width();
    let names: Vec<_> = Part::ALL.iter().map(|part| (*part, parts::name(cx.texts, *part))).collect();
    let wide = |name: &String| text::galley(ui, Type::Body, name.clone(), t.text_2, f32::INFINITY).size().x + 29.0;
    let widths: Vec<f32> = names.iter().map(|(_, name)| wide(name)).collect();
    let total: f32 = widths.iter().sum();
    let gaps = f32::from(u8::try_from(names.len().saturating_sub(1)).unwrap_or(1)).max(1.0);
    // In one line they reach from edge to edge; else they wrap.
    let gap = if total + gaps * BETWEEN <= width { ((width - total) / gaps).min(3.0 * BETWEEN) } else { BETWEEN };
    let (start, mut x, mut row) = (ui.cursor().min, 0.0, 0.0);
    for ((part, name), wide) in names.into_iter().zip(widths) {
        if x > 0.0 && x + wide > width + 0.5 {
            (x, row) = (0.0, row + 1.0);
        }
        let corner = start + vec2(x, row * 28.0);
        let icon = Rect::from_min_size(corner + vec2(0.0, 1.0), vec2(20.0, 20.0));
        part_row::icon(part).paint_in(ui, icon, 20.0, t.text_2);
        let place = Rect::from_min_size(corner + vec2(28.0, 0.0), vec2(wide - 27.0, 22.0));
        at(ui, place, |ui| text::weak(ui, Type::Body, name));
        x += wide + gap;
    }
    ui.allocate_space(vec2(width, row * 28.0 + 22.0));
}
