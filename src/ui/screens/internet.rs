//! The connection in detail: effect as title, why, what helps, the ladder, the line, both directions, raw figures.

use eframe::egui::{Margin, Rect, Stroke, Ui, pos2, vec2};

use super::findings;
use crate::model::CheckId;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::internet::{self, Way};
use crate::ui::widgets::columns::Column;
use crate::ui::widgets::ladder::ladder;
use crate::ui::widgets::timeline::timeline;
use crate::ui::widgets::{Icon, at, card, text};

const CHECK: CheckId = CheckId::Network;

/// Shows the connection.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, open: &mut findings::State) {
    findings::details(ui, cx, open, CHECK, internet::technical, |ui, cx, column| match column {
        Column::Left => rungs(ui, cx),
        Column::Right => right(ui, cx),
    });
}

fn rungs(ui: &mut Ui, cx: &mut Cx<'_>) {
    let rungs = internet::ladder(cx.snapshot, cx.texts);
    if !rungs.is_empty() {
        text::heading(ui, Type::H2, 2, cx.texts.internet_ladder());
        ladder(ui, &rungs);
    }
}

fn right(ui: &mut Ui, cx: &mut Cx<'_>) {
    if let Some(line) = internet::timeline(cx.snapshot, cx.texts) {
        let name = cx.texts.internet_round_trip();
        card::card_with(ui, &name, tight(ui), |ui| {
            let t = theme::tokens(ui);
            let width = ui.available_width();
            let (_, rect) = ui.allocate_space(vec2(width, 30.0));
            let title_at = Rect::from_min_size(rect.min + vec2(0.0, 2.0), vec2(width * 0.6, 28.0));
            at(ui, title_at, |ui| text::heading(ui, Type::H2, 2, name.clone()));
            if let Some(usual) = &line.usual {
                let unit = text::galley(ui, Type::Body, cx.texts.unit_ms(), t.text_2, 80.0);
                let number = text::galley(ui, Type::Value24, usual.clone(), t.text, 120.0);
                let word = text::galley(ui, Type::Small, cx.texts.internet_usually(), t.text_2, 120.0);
                let unit_x = rect.max.x - unit.size().x;
                let number_x = unit_x - 5.0 - number.size().x;
                let word_x = number_x - 14.0 - word.size().x;
                ui.painter().galley(pos2(unit_x, rect.min.y + 6.0), unit, t.text_2);
                ui.painter().galley(pos2(number_x, rect.min.y), number, t.text);
                if word_x > rect.min.x + 130.0 {
                    ui.painter().galley(pos2(word_x, rect.min.y + 8.0), word, t.text_2);
                }
            }
            timeline(ui, &line, &cx.texts.internet_lost_row(), cx.texts.language());
        });
    }
    let ways = internet::ways(cx.snapshot, cx.texts);
    if !ways.is_empty() {
        card::card_with(ui, &cx.texts.internet_ways(), tight(ui), |ui| both_ways(ui, cx, &ways));
    }
    findings::rest(ui, cx, CHECK, 1);
}

fn tight(ui: &Ui) -> Margin {
    if ui.available_width() < 280.0 { Margin::same(12) } else { Margin::symmetric(20, 12) }
}

fn both_ways(ui: &mut Ui, cx: &Cx<'_>, ways: &[Way]) {
    let t = theme::tokens(ui);
    let width = ui.available_width();
    if width < 380.0 {
        for (index, way) in ways.iter().enumerate() {
            if index > 0 {
                card::line(ui);
            }
            one_way(ui, cx, way);
        }
        return;
    }
    let start = ui.cursor().min;
    let half = width / 2.0;
    let mut low = start.y;
    for (index, way) in (0_u8..).zip(ways) {
        let x = start.x + f32::from(index) * (half + 24.0);
        let place = Rect::from_min_size(pos2(x, start.y), vec2(half - 24.0, 200.0));
        let end = at(ui, place, |ui| {
            one_way(ui, cx, way);
            ui.min_rect().max.y
        });
        low = low.max(end);
    }
    ui.painter().vline(start.x + half, start.y..=low, Stroke::new(1.0, t.border));
    ui.allocate_space(vec2(width, low - start.y));
}

fn one_way(ui: &mut Ui, cx: &Cx<'_>, way: &Way) {
    let t = theme::tokens(ui);
    ui.spacing_mut().item_spacing.y = 1.0;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let icon = if way.up { Icon::Up } else { Icon::Down };
        icon.show(ui, 20.0, t.accent);
        text::label(ui, Type::Medium, way.name.clone());
    });
    match &way.rate {
        Some(rate) => {
            let least = if way.at_least { format!("{} ", cx.texts.internet_at_least()) } else { String::new() };
            let unit = format!(" {}", cx.texts.unit_mbps());
            text::pieces(
                ui,
                &[(Type::Small, &least, t.text_2), (Type::Value24, rate, t.text), (Type::Body, &unit, t.text_2)],
            );
        }
        None => {
            text::weak(ui, Type::Body, cx.texts.internet_rate_unknown());
        }
    }
    match &way.loss {
        Some((lost, interval)) => {
            let interval = format!(" {interval}");
            text::pieces(ui, &[(Type::Small, lost, t.text), (Type::Small, &interval, t.text_2)]);
        }
        None => {
            text::weak(ui, Type::Small, cx.texts.internet_loss_unknown());
        }
    }
    if let Some(gap) = &way.gap {
        text::label(ui, Type::Small, gap.clone());
    }
}
