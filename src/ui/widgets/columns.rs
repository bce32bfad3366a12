//! Two columns side by side.

use eframe::egui::{Rect, Ui, pos2, vec2};

use super::at;

/// One of two columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The first one to read.
    Left,
    /// The other one.
    Right,
}

/// Two columns whose heights follow their contents. `left_width` and `gap` in points; the right one takes the rest.
pub fn two_columns(ui: &mut Ui, left_width: f32, gap: f32, mut add: impl FnMut(&mut Ui, Column)) {
    let start = ui.cursor().min;
    let width = ui.available_width();
    let high = 100_000.0;
    let second_at = start.x + left_width + gap;
    let places = [(Column::Left, start.x, left_width), (Column::Right, second_at, width - left_width - gap)];
    let low = places.map(|(column, x, wide)| {
        at(ui, Rect::from_min_size(pos2(x, start.y), vec2(wide, high)), |ui| {
            add(ui, column);
            ui.min_rect().max.y
        })
    });
    ui.allocate_space(vec2(width, low.into_iter().fold(start.y, f32::max) - start.y));
}
