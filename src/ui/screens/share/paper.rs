//! The page as it will be saved, drawn from the same pieces.

use eframe::egui::{CornerRadius, Frame, Margin, Rect, Stroke, Ui, pos2, vec2};

use crate::model::Readiness;
use crate::report::page::{Page, PageRow};
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::share::Shared;
use crate::ui::widgets::door::{self, Light, Place};
use crate::ui::widgets::{Icon, at, card, status, text};

/// Shows the page.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, shared: &Shared) {
    let t = theme::tokens(ui);
    let side = if ui.available_width() < 400.0 { 16 } else { 32 };
    let frame = Frame::new()
        .fill(t.surface)
        .stroke(Stroke::new(1.0, t.border_strong))
        .corner_radius(CornerRadius::same(theme::RADIUS_CARD))
        .inner_margin(Margin::symmetric(side, 26));
    let builder = eframe::egui::UiBuilder::new()
        .accessibility_role(eframe::egui::accesskit::Role::Group)
        .accessibility_label(cx.texts.share_page());
    ui.scope_builder(builder, |ui| {
        frame.show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 0.0;
            let kb = f64::from(u32::try_from(shared.kb()).unwrap_or(u32::MAX));
            head(ui, &shared.page, &cx.texts.share_page_size(kb));
            body(ui, &shared.page);
        });
    });
}

fn head(ui: &mut Ui, page: &Page, size: &str) {
    let t = theme::tokens(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 26.0));
    let middle = rect.center().y;
    Icon::Mark.paint_in(ui, Rect::from_center_size(pos2(rect.min.x + 12.0, middle), vec2(24.0, 24.0)), 24.0, t.text);
    let place = Rect::from_min_max(pos2(rect.min.x + 34.0, middle - 11.0), rect.max);
    at(ui, place, |ui| text::heading(ui, Type::Strong, 2, page.title.clone()));
    let galley = text::galley(ui, Type::Small, size, t.text_2, 200.0);
    let x = rect.max.x - galley.size().x;
    let name = text::galley(ui, Type::Strong, page.title.clone(), t.text, f32::INFINITY);
    if x > rect.min.x + 46.0 + name.size().x {
        let place = Rect::from_min_size(pos2(x, middle - galley.size().y / 2.0), galley.size() + vec2(1.0, 0.0));
        at(ui, place, |ui| text::weak(ui, Type::Small, size));
    }
    if let Some(demo) = &page.demo {
        ui.add_space(10.0);
        text::colored(ui, Type::SmallMedium, demo.clone(), t.warn);
    }
    ui.add_space(16.0);
    let door_width = if page.answer.is_some() { 60.0 } else { 0.0 };
    let start = ui.cursor().min;
    let words = Rect::from_min_max(pos2(start.x + door_width, start.y), pos2(rect.max.x, start.y + 4000.0));
    let low = at(ui, words, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        if let Some((_, verdict)) = &page.answer {
            text::heading(ui, Type::H1, 3, verdict.clone());
        }
        text::weak(ui, Type::Body, page.under.clone());
        ui.min_rect().max.y
    });
    let mut high = low - start.y;
    if let Some((door, _)) = page.answer {
        high = high.max(58.0);
        small_door(ui, pos2(start.x, start.y + (high - 58.0) / 2.0), door);
    }
    ui.allocate_space(vec2(rect.width(), high));
    ui.add_space(20.0);
}

fn small_door(ui: &Ui, corner: eframe::egui::Pos2, door: Readiness) {
    let t = theme::tokens(ui);
    let place = Place { foot: corner + vec2(4.0, 58.0), width: 36.0, height: 54.0 };
    match door::angle_deg(door) {
        Some(angle) => door::paint(ui.painter(), t, place, angle, Light::at(angle), 0.0),
        None => {
            let arch = Rect::from_min_size(corner, vec2(44.0, 58.0));
            ui.painter().rect_filled(arch, CornerRadius { nw: 22, ne: 22, sw: 0, se: 0 }, t.room);
            door::paint_unknown(
                ui.painter(),
                t,
                Place { foot: place.foot + vec2(2.0, -4.0), width: 32.0, height: 46.0 },
            );
        }
    }
}

fn body(ui: &mut Ui, page: &Page) {
    for row in &page.rows {
        card::line(ui);
        part(ui, row);
    }
    if let Some(nothing) = &page.nothing {
        card::line(ui);
        ui.add_space(10.0);
        text::label(ui, Type::Body, nothing.clone());
        ui.add_space(10.0);
    }
    if !page.levels.is_empty() {
        card::line(ui);
        ui.add_space(12.0);
        text::heading(ui, Type::Strong, 3, page.levels_title.clone());
        ui.add_space(4.0);
        for (level, outcome, sure) in &page.levels {
            three(ui, level, outcome, sure);
        }
        ui.add_space(8.0);
    }
    card::line(ui);
    ui.add_space(12.0);
    for line in &page.footer {
        text::weak(ui, Type::Small, line.clone());
    }
}

/// Part at the left, what was found in the middle, the state at the right.
fn part(ui: &mut Ui, row: &PageRow) {
    let width = ui.available_width();
    let state = row.state.as_ref().map(|(state, words)| (*state, words));
    let state_width = state.as_ref().map_or(0.0, |(_, words)| status::width(ui, words, false));
    ui.add_space(8.0);
    let start = ui.cursor().min;
    let stacked = width < 420.0;
    let left = if stacked { 0.0 } else { 96.0 };
    let right = if stacked { 0.0 } else { state_width + 12.0 };
    let high = if stacked {
        text::label(ui, Type::Strong, row.part.clone());
        if let Some((state, words)) = state {
            status::line(ui, state, words);
        }
        lines(ui, row);
        0.0
    } else {
        let name = Rect::from_min_size(start, vec2(left, 4000.0));
        let a = at(ui, name, |ui| text::label(ui, Type::Strong, row.part.clone()).rect.max.y);
        let middle = Rect::from_min_max(start + vec2(left, 0.0), pos2(start.x + width - right, start.y + 4000.0));
        let b = at(ui, middle, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            lines(ui, row);
            ui.min_rect().max.y
        });
        if let Some((state, words)) = state {
            let place =
                Rect::from_min_size(pos2(start.x + width - state_width, start.y + 1.0), vec2(state_width + 1.0, 20.0));
            at(ui, place, |ui| status::line(ui, state, words));
        }
        a.max(b) - start.y
    };
    if high > 0.0 {
        ui.allocate_space(vec2(width, high));
    }
    ui.add_space(8.0);
}

fn lines(ui: &mut Ui, row: &PageRow) {
    for line in &row.lines {
        text::label(ui, Type::Body, line.clone());
    }
    for line in &row.small {
        text::weak(ui, Type::Body, line.clone());
    }
}

fn three(ui: &mut Ui, level: &str, outcome: &str, sure: &str) {
    let width = ui.available_width();
    if width < 420.0 {
        text::label(ui, Type::Medium, level);
        text::weak(ui, Type::Body, format!("{outcome} · {sure}"));
        return;
    }
    let start = ui.cursor().min;
    let cells = [(0.0, 0.5, level, false), (0.5, 0.25, outcome, false), (0.75, 0.25, sure, true)];
    let low = cells.map(|(x, share, words, quiet)| {
        let place = Rect::from_min_size(start + vec2(x * width, 0.0), vec2(share * width - 8.0, 400.0));
        at(ui, place, |ui| {
            let shown = if quiet { text::weak(ui, Type::Body, words) } else { text::label(ui, Type::Body, words) };
            shown.rect.max.y
        })
    });
    let high = low.into_iter().fold(start.y, f32::max) - start.y;
    ui.allocate_space(vec2(width, high + 2.0));
}
