//! A small line without axes: the newest values of something that moves.

use eframe::egui::{Pos2, Rect, Shape, Stroke, Ui, pos2};

use crate::ui::theme;

/// How many points fill the width.
const SHOWN: usize = 60;

/// Paints the newest values in `rect`, the newest at its end with a dot. `None` breaks the line: nothing came.
pub fn paint(ui: &Ui, rect: Rect, values: &[Option<f64>]) {
    let t = theme::tokens(ui);
    ui.painter().hline(rect.x_range(), rect.max.y, Stroke::new(1.0, t.border_strong));
    let newest: Vec<Option<f64>> = values.iter().rev().take(SHOWN).rev().copied().collect();
    let greatest = newest.iter().flatten().copied().fold(40.0_f64, f64::max) * 1.15;
    let step = rect.width() / 64.0;
    let mut run: Vec<Pos2> = Vec::new();
    let mut last = None;
    let draw = |run: &mut Vec<Pos2>| {
        if run.len() > 1 {
            ui.painter().add(Shape::line(std::mem::take(run), Stroke::new(2.0, t.accent)));
        }
        run.clear();
    };
    let mut x = rect.min.x;
    for value in newest {
        match value {
            Some(value) => {
                #[expect(clippy::cast_possible_truncation, reason = "a share of the height")]
                let share = (value / greatest).clamp(0.0, 1.0) as f32;
                let at = pos2(x, rect.max.y - 3.0 - share * (rect.height() - 6.0));
                run.push(at);
                last = Some(at);
            }
            None => draw(&mut run),
        }
        x += step;
    }
    draw(&mut run);
    if let Some(at) = last {
        ui.painter().circle_filled(at, 4.0, t.accent);
    }
}
