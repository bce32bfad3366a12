//! The line of round trips over time, with lost datagrams and drop-outs.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, Color32, Pos2, Rect, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::text;
use crate::i18n::{Language, number};
use crate::ui::theme::{self, Type};
use crate::ui::view_model::timeline::Timeline;

/// What stands above and below the plot, in points.
const AROUND: f32 = 46.0;
/// A drop-out is at least this wide.
const LEAST_BAND: f32 = 8.0;

struct Axes {
    plot: Rect,
    length_s: f64,
    top_ms: f64,
}

#[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
impl Axes {
    fn x(&self, at_s: f64) -> f32 {
        self.plot.min.x + self.plot.width() * (at_s / self.length_s).clamp(0.0, 1.0) as f32
    }

    fn y(&self, ms: f64) -> f32 {
        self.plot.max.y - self.plot.height() * (ms / self.top_ms).clamp(0.0, 1.0) as f32
    }
}

/// Shows the line over the full width, `high` points in all. `lost` is the word for the row of lost datagrams.
pub fn timeline(ui: &mut Ui, line: &Timeline, lost: &str, language: Language, high: f32) {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), high), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &line.told));
    let left = if rect.width() < 260.0 { 34.0 } else { 44.0 };
    let plot = Rect::from_min_max(rect.min + vec2(left, 8.0), pos2(rect.max.x, rect.max.y - AROUND + 8.0));
    let axes = Axes { plot, length_s: line.length_s, top_ms: line.top_ms };
    grid(ui, rect, &axes, lost, language);
    for (from, length, words) in &line.drop_outs {
        band(ui, rect, &axes, *from, *length, words);
    }
    let mut run: Vec<Pos2> = Vec::new();
    let flush = |run: &mut Vec<Pos2>| {
        if run.len() > 1 {
            ui.painter().add(Shape::line(std::mem::take(run), Stroke::new(1.5, t.accent)));
        }
        run.clear();
    };
    for (at_s, rtt) in &line.points {
        match rtt {
            Some(ms) => run.push(pos2(axes.x(*at_s), axes.y(*ms))),
            None => {
                flush(&mut run);
                let at = Rect::from_center_size(pos2(axes.x(*at_s), plot.max.y + 17.0), vec2(3.0, 10.0));
                ui.painter().rect_filled(at, 1.0, t.warn);
            }
        }
    }
    flush(&mut run);
    if let Some((at_s, newest)) = line.points.last().filter(|_| line.live) {
        let x = axes.x(*at_s);
        let down = [pos2(x, plot.min.y), pos2(x, plot.max.y + 23.0)];
        ui.painter().extend(Shape::dashed_line(&down, Stroke::new(1.0, t.border_strong), 2.0, 3.0));
        if let Some(ms) = newest {
            ui.painter().circle_filled(pos2(x, axes.y(*ms)), 4.0, t.accent);
        }
    }
}

fn small(ui: &Ui, at: Pos2, align: Align2, words: String, ink: Color32) {
    ui.painter().text(at, align, words, Type::Small.font(), ink);
}

fn grid(ui: &Ui, rect: Rect, axes: &Axes, lost: &str, language: Language) {
    let t = theme::tokens(ui);
    let plot = axes.plot;
    for (index, ms) in [axes.top_ms, axes.top_ms / 2.0, 0.0].into_iter().enumerate() {
        let y = axes.y(ms);
        ui.painter().hline(plot.x_range(), y, Stroke::new(1.0, t.border));
        let unit = if index == 0 && rect.width() >= 260.0 { " ms" } else { "" };
        let words = format!("{}{unit}", number::decimal(language, ms, 0));
        small(ui, pos2(plot.min.x - 8.0, y), Align2::RIGHT_CENTER, words, t.text_2);
    }
    let words = text::galley(ui, Type::Small, lost, t.text_2, plot.min.x - rect.min.x + 20.0);
    ui.painter().galley(
        pos2(plot.min.x - 8.0 - words.size().x, plot.max.y + 17.0 - words.size().y / 2.0),
        words,
        t.text_2,
    );
    let low = rect.max.y;
    small(ui, pos2(plot.min.x, low), Align2::LEFT_BOTTOM, "0 s".to_owned(), t.text_2);
    let half = number::decimal(language, axes.length_s / 2.0, 0);
    small(ui, pos2(plot.center().x, low), Align2::CENTER_BOTTOM, half, t.text_2);
    let end = format!("{} s", number::decimal(language, axes.length_s, 0));
    small(ui, pos2(plot.max.x, low), Align2::RIGHT_BOTTOM, end, t.text_2);
}

fn band(ui: &Ui, rect: Rect, axes: &Axes, from: f64, length: f64, words: &str) {
    let t = theme::tokens(ui);
    let (mut x0, mut x1) = (axes.x(from), axes.x(from + length));
    if x1 - x0 < LEAST_BAND {
        let middle = f32::midpoint(x0, x1);
        (x0, x1) = (middle - LEAST_BAND / 2.0, middle + LEAST_BAND / 2.0);
    }
    let top = axes.plot.min.y;
    let low = axes.plot.max.y + 23.0;
    ui.painter().rect_filled(Rect::from_min_max(pos2(x0, top), pos2(x1, low)), 0.0, t.warn_soft);
    for x in [x0, x1] {
        ui.painter().extend(Shape::dashed_line(&[pos2(x, top), pos2(x, low)], Stroke::new(1.0, t.warn), 4.0, 3.0));
    }
    let galley = text::galley(ui, Type::SmallMedium, words, t.warn, f32::INFINITY);
    let right = x1 + 8.0 + galley.size().x <= rect.max.x;
    let x = if right { x1 + 8.0 } else { x0 - 8.0 - galley.size().x };
    if x >= axes.plot.min.x {
        ui.painter().galley(pos2(x, top + 2.0), galley, t.warn);
    }
}
