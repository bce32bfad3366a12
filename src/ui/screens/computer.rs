//! The computer in detail: the programs that use it, what helps, memory and power, and the gain after checking again.

use std::collections::BTreeMap;

use eframe::egui::{Ui, pos2, vec2};

use super::findings;
use crate::i18n::number;
use crate::model::CheckId;
use crate::model::run::{Stage, Step};
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::computer::{self, AppLine, FigureKind};
use crate::ui::widgets::columns::Column;
use crate::ui::widgets::{Icon, card, progress, text};

const CHECK: CheckId = CheckId::Computer;

/// What the computer's details remember.
#[derive(Debug, Default)]
pub struct State {
    /// The shares of the programs before the latest "check again".
    pub before: BTreeMap<String, f64>,
}

/// Height of the card with the programs in points, and of the one below it.
const APPS: f32 = 326.0;
const ALSO: f32 = 154.0;

/// Shows the computer.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &State, open: &mut findings::State) {
    findings::details(ui, cx, open, CHECK, computer::technical, watching, |ui, cx, _, column| match column {
        Column::Left => figures(ui, cx),
        Column::Right => right(ui, cx, memory),
    });
}

/// What is being done, while it is watched.
fn watching(ui: &mut Ui, cx: &mut Cx<'_>) {
    let t = theme::tokens(ui);
    let name = cx.texts.step(Step::ComputerSampling);
    let high = card::inner_height(findings::first_height(ui), card::padding(ui));
    card::card(ui, &name, |ui| {
        ui.set_min_height(high);
        ui.spacing_mut().item_spacing.y = 8.0;
        text::live(ui, Type::Medium, name.clone(), t.text, false);
        text::weak(ui, Type::Body, cx.texts.computer_watching_line());
        let Stage::Running { fraction, remaining_s, .. } = cx.snapshot.stage(CHECK) else { return };
        ui.add_space(4.0);
        progress::progress(ui, ui.available_width(), fraction.unwrap_or(0.0), &name);
        if let Some(left) = remaining_s.filter(|s| s.is_finite() && *s > 0.0) {
            text::weak(ui, Type::Small, cx.texts.parts_left(number::decimal(cx.texts.language(), left.ceil(), 0)));
        }
    });
}

fn figures(ui: &mut Ui, cx: &mut Cx<'_>) {
    let list = computer::figures(cx.snapshot, cx.texts);
    if list.is_empty() {
        return;
    }
    let t = theme::tokens(ui);
    card::card_with(ui, &cx.texts.computer_figures(), card::tight(ui), |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        for (index, figure) in list.iter().enumerate() {
            if index > 0 {
                card::line(ui);
            }
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 12.0;
                let icon = match figure.what {
                    FigureKind::Busy | FigureKind::Memory => Icon::Computer,
                    FigureKind::Power => Icon::Battery,
                    FigureKind::Own => Icon::Shield,
                };
                let (_, rect) = ui.allocate_space(vec2(20.0, 22.0));
                icon.paint_in(ui, rect, 20.0, t.text_2);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    text::weak(ui, Type::Small, figure.name.clone());
                    text::label(ui, Type::Medium, figure.value.clone());
                });
            });
        }
    });
}

fn right(ui: &mut Ui, cx: &mut Cx<'_>, memory: &State) {
    if matches!(cx.snapshot.stage(CHECK), Stage::Unknown(_)) {
        return;
    }
    let apps = computer::apps(cx.snapshot, cx.texts, &memory.before);
    let name = cx.texts.computer_apps();
    let high = card::inner_height(APPS + findings::taller(ui), card::padding(ui));
    card::card(ui, &name, |ui| {
        ui.set_min_height(high);
        ui.spacing_mut().item_spacing.y = 10.0;
        text::heading(ui, Type::H2, 2, name.clone());
        if apps.is_empty() {
            let seen = cx.snapshot.observations.computer.is_some();
            let words = if seen { cx.texts.computer_apps_none() } else { cx.texts.computer_apps_follow() };
            card::line(ui);
            text::weak(ui, Type::Body, words);
        }
        for app in &apps {
            card::line(ui);
            app_line(ui, app);
        }
    });
    findings::also(ui, cx, CHECK, ALSO);
}

/// Name, kind and share, with the bar below and the gain after checking again.
fn app_line(ui: &mut Ui, app: &AppLine) {
    let t = theme::tokens(ui);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let width = ui.available_width();
        let value = text::galley(ui, Type::Strong, app.percent.clone(), t.text, 80.0);
        let start = ui.cursor().min;
        let place = eframe::egui::Rect::from_min_size(start, vec2(width - value.size().x - 12.0, 300.0));
        let low = crate::ui::widgets::at(ui, place, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            text::label(ui, Type::Medium, app.app.clone());
            text::weak(ui, Type::Small, app.class.clone()).rect.max.y
        });
        ui.painter().galley(pos2(start.x + width - value.size().x, start.y), value, t.text);
        ui.allocate_space(vec2(width, low - start.y));
        let color = if app.heavy { t.warn } else { t.accent };
        progress::share(ui, width, app.share, color, &format!("{}: {}", app.app, app.percent));
        if let Some(gain) = &app.gain {
            ui.horizontal_top(|ui| {
                let (_, rect) = ui.allocate_space(vec2(16.0, 20.0));
                Icon::StateOk.paint_in(ui, rect, 16.0, t.ok);
                ui.vertical(|ui| text::live(ui, Type::SmallMedium, gain.clone(), t.ok, false));
            });
        }
    });
}
