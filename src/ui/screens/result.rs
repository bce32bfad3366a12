//! The result: the door at the verdict's angle, what to do first, what may stay, what is fine.

use eframe::egui::{Color32, Frame, Margin, Rect, Ui, pos2, vec2};

use super::onward::way_on;
use crate::model::FindingId;
use crate::session::command::Command;
use crate::ui::action::UiAction;
use crate::ui::cx::{Cx, narrow};
use crate::ui::route::Route;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::parts;
use crate::ui::view_model::result::{ResultView, Stand};
use crate::ui::widgets::door::{self, Light, Place};
use crate::ui::widgets::{Bar, Button, Icon, Margins, at, page, text};

mod cards;
mod mended;
mod places;
mod state;

pub use state::State;

/// The room's width at full size in points.
const ROOM: f32 = 372.0;
/// The room's height in one column.
const ROOM_NARROW: f32 = 208.0;
/// How far down its floor begins.
const FLOOR_NARROW: f32 = 0.683;

/// Shows the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let mut view = match cx.kept.earlier(cx.snapshot) {
        Some(before) => ResultView::earlier(&before, cx.snapshot, cx.texts),
        None => ResultView::of(cx.snapshot, cx.texts),
    };
    if view.stand == Stand::Judged {
        if cx.kept.unseen(cx.snapshot) {
            page::from_the_top(ui.ctx());
        }
        cx.kept.show(cx.snapshot);
    }
    let mended = if view.stand.shows() { mended::follow(ui, cx, &mut memory.cards, &mut view) } else { Vec::new() };
    let rect = ui.max_rect();
    if narrow(ui) {
        one_column(ui, cx, memory, &view, &mended, rect);
        return;
    }
    let width = (rect.width() * 0.358).clamp(280.0, ROOM);
    let (left, right) = rect.split_left_right_at_x(rect.min.x + width);
    room(ui, left, &view);
    let bar = bar(cx, &view);
    let asked =
        at(ui, right, |ui| page(ui, "result", Margins::WIDE, bar, |ui| cards::all(ui, cx, memory, &view, &mended)));
    cx.act_on(asked);
}

fn one_column(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, view: &ResultView, mended: &[FindingId], rect: Rect) {
    let usual = if rect.height() < 480.0 { 160.0 } else { ROOM_NARROW };
    // The sentence stands under the floor line; a long one makes the room higher.
    let lower = text::galley(ui, Type::Body, view.sentence.clone(), Color32::PLACEHOLDER, rect.width() - 32.0).size().y;
    let high = f32::max(usual, (lower + 12.0) / (1.0 - FLOOR_NARROW));
    let bar = bar(cx, view);
    let asked = page::page_to_the_edge(ui, "result", bar, |ui| {
        let (_, top) = ui.allocate_space(vec2(ui.available_width(), high));
        small_room(ui, top, view);
        Frame::new().inner_margin(Margin { left: 16, right: 16, top: 8, bottom: 16 }).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            cards::all(ui, cx, memory, view, mended);
        });
    });
    cx.act_on(asked);
}

/// Check again where there is something to mend, else on to the plan.
fn bar(cx: &Cx<'_>, view: &ResultView) -> Bar {
    let texts = cx.texts;
    let plan = UiAction::Go(Route::Plan);
    match view.stand {
        Stand::Nothing => {
            Bar::new().main(Button::primary(texts.result_start()).icon_after(Icon::Arrow).large(), UiAction::Start)
        }
        Stand::UnderWay => Bar::new()
            .main(Button::primary(texts.result_to_check()).icon_after(Icon::Arrow).large(), UiAction::Go(Route::Check)),
        Stand::Judged if view.again.is_empty() => Bar::new()
            .side(Button::ghost(texts.button_check_again()).icon(Icon::Again), UiAction::Start)
            .main(Button::secondary(texts.result_share()).icon(Icon::Send).large(), UiAction::Go(Route::Share))
            .main(Button::primary(texts.result_see_plan()).icon_after(Icon::Arrow).large(), plan),
        Stand::Again => {
            let stop = Button::ghost(texts.button_stop()).icon(Icon::Stop);
            let bar = Bar::new().side(stop, UiAction::Send(Command::Stop));
            match parts::persons_turn(cx.snapshot) {
                Some(_) => way_on(cx, bar),
                None => {
                    let left = parts::overall(cx.snapshot, texts).words;
                    let again = Button::primary(texts.button_check_again()).icon(Icon::Again).large();
                    let asked = UiAction::Again(view.again.clone());
                    bar.note(left.clone()).main(again.off(Some(left)), asked)
                }
            }
        }
        Stand::Judged | Stand::Stopped => {
            let bar = Bar::new().side(Button::ghost(texts.result_to_plan()), plan);
            let bar = if view.again_note.is_empty() { bar } else { bar.note(view.again_note.clone()) };
            bar.main(
                Button::primary(texts.button_check_again()).icon(Icon::Again).large(),
                UiAction::Again(view.again.clone()),
            )
        }
    }
}

/// The door's angle now and its light; `None`: an arch without a door.
fn swing(ui: &Ui, view: &ResultView) -> (Option<f32>, Light) {
    let angle = door::angle_deg(view.door).map(|target| door::swung(ui, "result", target));
    (angle, Light::at(angle.unwrap_or(0.0)))
}

fn room(ui: &mut Ui, rect: Rect, view: &ResultView) {
    let t = theme::tokens(ui);
    let scale = (rect.height() / 656.0).clamp(0.45, 1.0);
    let floor = rect.min.y + rect.height() * 0.503;
    let place = Place {
        foot: pos2(
            (rect.center().x - 66.0 * scale + if rect.width() > 340.0 { 0.0 } else { 20.0 }).round(),
            floor.round(),
        ),
        width: 132.0 * scale,
        height: 224.0 * scale,
    };
    // A door that is not wide open stands further right, so that its light falls beside the words.
    let place = match view.door {
        crate::model::Readiness::Ready => place,
        _ => Place { foot: place.foot + vec2((52.0 * scale).round(), 0.0), ..place },
    };
    let (angle, light) = swing(ui, view);
    door::room(ui, rect, 0, place, angle, light, &view.door_name);
    let width = rect.width() - 64.0;
    let heights = [
        text::galley(ui, Type::Verdict, view.verdict.clone(), t.on_room, width).size().y,
        text::galley(ui, Type::Lead, view.sentence.clone(), t.on_room, width - 24.0).size().y,
        text::galley(ui, Type::Small, view.measured.clone(), t.on_room_2, width).size().y,
    ];
    let below = if view.measured.is_empty() { 0.0 } else { heights[2] + 14.0 };
    let high = heights[0] + 8.0 + heights[1] + below;
    let words = Rect::from_min_max(pos2(rect.min.x + 32.0, rect.max.y - 36.0 - high), rect.max - vec2(32.0, 36.0));
    at(ui, words, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        text::title_colored(ui, Type::Verdict, view.verdict.clone(), t.on_room);
        ui.add_space(8.0);
        ui.scope(|ui| {
            ui.set_max_width(width - 24.0);
            text::live(ui, Type::Lead, view.sentence.clone(), t.on_room, true);
        });
        if !view.measured.is_empty() {
            ui.add_space(14.0);
            text::colored(ui, Type::Small, view.measured.clone(), t.on_room_2);
        }
    });
}

fn small_room(ui: &mut Ui, rect: Rect, view: &ResultView) {
    let t = theme::tokens(ui);
    let scale = (rect.height() / ROOM_NARROW).min(1.0);
    let floor = (rect.min.y + rect.height() * FLOOR_NARROW).round();
    let place = Place { foot: pos2(rect.max.x - 116.0 * scale, floor), width: 74.0 * scale, height: 112.0 * scale };
    let (angle, light) = swing(ui, view);
    door::room(ui, rect, 0, place, angle, light, &view.door_name);
    let beside = (place.foot.x - rect.min.x - 44.0).max(80.0);
    let kind = if rect.width() < 300.0 { Type::H1 } else { Type::Display };
    let under = rect.width() - 32.0;
    let lower = text::galley(ui, Type::Body, view.sentence.clone(), t.on_room, under).size().y;
    let upper = text::galley(ui, kind, view.verdict.clone(), t.on_room, beside).size().y;
    let top = (floor - upper - 2.0).min(rect.max.y - 12.0 - lower - upper).max(rect.min.y + 4.0);
    at(ui, Rect::from_min_size(pos2(rect.min.x + 16.0, top), vec2(beside, upper)), |ui| {
        text::title_colored(ui, kind, view.verdict.clone(), t.on_room);
    });
    let words = Rect::from_min_size(pos2(rect.min.x + 16.0, (top + upper + 2.0).max(floor + 4.0)), vec2(under, lower));
    at(ui, words, |ui| {
        text::live(ui, Type::Body, view.sentence.clone(), t.on_room, true);
    });
}
