//! The check: the five parts at the left, the person's own step or the details of a part at the right.

use eframe::egui::{Align, Frame, Layout, Margin, Rect, ScrollArea, Stroke, Ui, UiBuilder, pos2};

use super::onward::way_on;
use super::{computer, findings, internet, picture, sound, spots};
use crate::model::run::{Phase, SoundStage};
use crate::model::{CheckId, UnknownReason};
use crate::session::command::Command;
use crate::ui::action::UiAction;
use crate::ui::cx::{Cx, narrow};
use crate::ui::route::{Part, Route};
use crate::ui::theme::{self, Type};
use crate::ui::view_model::parts::{self, PartRow};
use crate::ui::widgets::{Bar, Button, Icon, at, at_with, page, part_row, progress, text};

/// Width of the list in points, for every part.
const RAIL: f32 = 124.0;
/// Height of its foot: what is left, and Stop.
const FOOT: f32 = 108.0;
/// Its words keep this far from its edges, in points.
const INSET: f32 = 6.0;
/// A finished check shows its result after this many seconds.
const ON_S: f64 = 0.6;

/// What the check remembers.
#[derive(Debug, Default)]
pub struct State {
    /// When the run was first seen finished on this screen, by the window's clock.
    finished_at: Option<f64>,
    /// The run was begun as a whole, or from the result: its end opens the result.
    pub ends_in_result: bool,
    /// What the parts' details have open.
    pub findings: findings::State,
    /// The sound part.
    pub sound: sound::State,
    /// The picture.
    pub picture: picture::State,
    /// The computer.
    pub computer: computer::State,
    /// The spots in the house.
    pub spots: spots::State,
}

/// Shows the check, or the details of a part.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let rect = ui.max_rect();
    let route = cx.journey.route;
    move_on(ui, cx, memory);
    if narrow(ui) {
        match route {
            Route::Part(check) => part(ui, cx, memory, check),
            Route::Spots => spots::show(ui, cx, &mut memory.spots),
            _ => list_page(ui, cx),
        }
        return;
    }
    let (left, right) = rect.split_left_right_at_x(rect.min.x + RAIL);
    let t = theme::tokens(ui);
    ui.painter().vline(left.max.x - 0.5, left.y_range(), Stroke::new(1.0, t.border));
    at(ui, left, |ui| rail(ui, cx, left));
    at(ui, right, |ui| match route {
        Route::Part(check) => part(ui, cx, memory, check),
        Route::Spots => spots::show(ui, cx, &mut memory.spots),
        _ => part(ui, cx, memory, CheckId::Sound),
    });
}

fn part(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, check: CheckId) {
    match check {
        CheckId::Network => internet::show(ui, cx, &mut memory.findings),
        CheckId::Sound => sound::show(ui, cx, &mut memory.sound, &mut memory.findings),
        CheckId::Camera => picture::show(ui, cx, &mut memory.picture, &mut memory.findings),
        CheckId::Computer => computer::show(ui, cx, &memory.computer, &mut memory.findings),
    }
}

/// Opens the result by itself when the whole check has just ended while the list was shown. Who reads the details of a
/// part, or why one could not be checked, stays there.
fn move_on(ui: &Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let now = ui.input(|i| i.time);
    let sound = findings::unknown(cx, CheckId::Sound).is_none_or(|u| u.reason == UnknownReason::Cancelled);
    let listed = matches!(cx.journey.route, Route::Check | Route::Part(CheckId::Sound)) && sound;
    // A tone that still sounds, or is asked about, is waited for.
    let listed = listed && cx.snapshot.sound == SoundStage::Closed;
    let unseen = cx.kept.unseen(cx.snapshot);
    match cx.snapshot.phase {
        Phase::Running => memory.finished_at = None,
        Phase::Finished if memory.ends_in_result && unseen && listed => {
            let since = *memory.finished_at.get_or_insert(now);
            if now - since >= ON_S {
                memory.ends_in_result = false;
                cx.act(UiAction::Go(Route::Result));
            } else {
                ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
            }
        }
        _ => {}
    }
}

fn chosen(cx: &Cx<'_>, row: &PartRow) -> bool {
    match cx.journey.route {
        Route::Part(check) => row.part == Part::Check(check),
        Route::Spots => row.part == Part::Check(CheckId::Network),
        _ => row.part == Part::Check(CheckId::Sound),
    }
}

fn open(cx: &mut Cx<'_>, part: Part) {
    let route = match part {
        Part::PlanB => Route::Plan,
        Part::Check(check) => Route::Part(check),
    };
    cx.act(UiAction::Go(route));
}

/// `roomy`: the longer of the two words has room for its icon too.
fn stop_button(cx: &Cx<'_>, overall: &parts::Overall, roomy: bool) -> Option<(Button, UiAction)> {
    if overall.running {
        let button = Button::ghost(cx.texts.button_stop()).icon(Icon::Stop);
        Some((button, UiAction::Send(Command::Stop)))
    } else if cx.snapshot.phase == Phase::Idle {
        None
    } else {
        let button = Button::ghost(cx.texts.button_again_short());
        Some((if roomy { button.icon(Icon::Again) } else { button }, UiAction::Start))
    }
}

fn rail(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect) {
    let rows = parts::rows(cx.snapshot, cx.texts);
    let body = Rect::from_min_max(rect.min, pos2(rect.max.x, rect.max.y - FOOT));
    at(ui, body, |ui| {
        ScrollArea::vertical().id_salt("rail").auto_shrink([false, false]).show(ui, |ui| {
            Frame::new().inner_margin(Margin { left: 8, right: 9, top: 16, bottom: 0 }).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 6.0;
                for part in &rows {
                    if part_row::cell(ui, part, chosen(cx, part)).clicked() {
                        // The sound part is where the check begins.
                        let sound = part.part == Part::Check(CheckId::Sound);
                        if sound {
                            cx.act(UiAction::Go(Route::Check));
                        } else {
                            open(cx, part.part);
                        }
                    }
                }
            });
        });
    });
    foot(ui, cx, Rect::from_min_max(pos2(rect.min.x + 6.0, body.max.y), pos2(rect.max.x - 7.0, rect.max.y - 24.0)));
}

/// What is left, and the only Stop of a check; afterwards the way to check all again.
fn foot(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect) {
    let t = theme::tokens(ui);
    let overall = parts::overall(cx.snapshot, cx.texts);
    let room = rect.width() - 2.0 * INSET;
    let mut low = rect.max.y;
    if let Some((button, action)) = stop_button(cx, &overall, false) {
        let size = button.size(ui, rect.width());
        let place = Rect::from_min_size(pos2(rect.center().x - size.x / 2.0, rect.max.y - size.y), size);
        low = place.min.y;
        if at(ui, place, |ui| button.show(ui).clicked()) {
            cx.act(action);
        }
    }
    let high = text::galley(ui, Type::Small, overall.words.clone(), t.text_2, room).size().y;
    let place = Rect::from_min_max(pos2(rect.min.x + INSET, low - high - 2.0), pos2(rect.max.x - INSET, low));
    let centred = UiBuilder::new().max_rect(place).layout(Layout::top_down(Align::Center));
    at_with(ui, centred, |ui| {
        text::live(ui, Type::Small, overall.words.clone(), t.text_2, false);
    });
}

/// One column: the list is a page of its own.
fn list_page(ui: &mut Ui, cx: &mut Cx<'_>) {
    let rows = parts::rows(cx.snapshot, cx.texts);
    let overall = parts::overall(cx.snapshot, cx.texts);
    let mut bar = Bar::new();
    if let Some((button, action)) = stop_button(cx, &overall, true) {
        bar = bar.side(button, action);
    }
    bar = way_on(cx, bar);
    let asked = page::page_to_the_edge(ui, "check", bar, |ui| {
        let t = theme::tokens(ui);
        Frame::new().inner_margin(Margin { left: 16, right: 16, top: 0, bottom: 0 }).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            progress::progress(ui, ui.available_width(), overall.fraction, &cx.texts.check_progress());
            text::live(ui, Type::Small, overall.words.clone(), t.text_2, false);
        });
        Frame::new().inner_margin(Margin { left: 8, right: 8, top: 4, bottom: 4 }).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let turn = parts::persons_turn(cx.snapshot).map(Part::Check);
            for part in &rows {
                let on = turn == Some(part.part);
                if part_row::row(ui, part, on).clicked() {
                    open(cx, part.part);
                }
            }
        });
    });
    cx.act_on(asked);
}
