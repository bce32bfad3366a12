//! The line above every screen but the welcome: name, the four steps, settings. On one column: back, title, settings.

use eframe::egui::{Frame, Panel, Rect, Stroke, Ui, pos2, vec2};

use super::action::UiAction;
use super::cx::{Cx, check_name, narrow};
use super::route::Route;
use super::shortcuts::Does;
use super::theme::{self, Type};
use super::view_model::way;
use super::widgets::stepper::steps;
use super::widgets::{Icon, at, button, status, text};
use crate::model::CheckId;
use crate::model::run::Phase;

/// Height in points at full width.
const HEIGHT: f32 = 64.0;
/// Height in points in one column.
const HEIGHT_NARROW: f32 = 56.0;

/// Shows the header at the top of `ui`.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let t = theme::tokens(ui);
    let one_column = narrow(ui);
    let height = if one_column { HEIGHT_NARROW } else { HEIGHT };
    let panel = Panel::top("header").exact_size(height).show_separator_line(false).frame(Frame::new().fill(t.bg));
    panel.show(ui, |ui| {
        let rect = ui.max_rect();
        if one_column {
            one_column_header(ui, cx, rect);
        } else {
            ui.painter().hline(rect.x_range(), rect.max.y - 0.5, Stroke::new(1.0, t.border));
            full_header(ui, cx, rect);
        }
        ui.advance_cursor_after_rect(rect);
    });
}

fn full_header(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect) {
    let t = theme::tokens(ui);
    let middle = rect.center().y;
    let mark = Rect::from_min_size(pos2(24.0, middle - 14.0), vec2(28.0, 28.0));
    Icon::Mark.paint_in(ui, mark, 28.0, t.text);
    let galley = text::galley(ui, Type::Strong, cx.texts.program_name(), t.text, 200.0);
    ui.painter().galley(pos2(62.0, middle - galley.size().y / 2.0), galley, t.text);
    let names = [cx.texts.way_check(), cx.texts.way_result(), cx.texts.way_plan(), cx.texts.way_share()];
    let states = way::steps(cx.snapshot, cx.kept, cx.journey.route.step(), cx.journey.furthest);
    let items: Vec<_> = names.into_iter().zip(states).collect();
    let room = Rect::from_center_size(rect.center(), vec2(rect.width() - 420.0, rect.height()));
    if let Some(index) = steps(ui, room, &cx.texts.header_steps(), &items) {
        let route = [Route::Check, Route::Result, Route::Plan, Route::Share].get(index).copied();
        cx.act_on(route.map(UiAction::Go));
    }
    demo_badge(ui, cx, pos2(rect.max.x - 72.0, middle));
    settings(ui, cx, pos2(rect.max.x - 60.0, middle - 20.0));
}

fn one_column_header(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect) {
    let t = theme::tokens(ui);
    let middle = rect.center().y;
    // A check under way is left by its own buttons.
    let under_way = cx.journey.route == Route::Check && cx.snapshot.phase == Phase::Running;
    if under_way {
        let mark = Rect::from_min_size(pos2(16.0, middle - 14.0), vec2(28.0, 28.0));
        Icon::Mark.paint_in(ui, mark, 28.0, t.text);
    } else {
        let place = Rect::from_min_size(pos2(8.0, middle - 20.0), vec2(40.0, 40.0));
        let name = cx.texts.button_back();
        let keys = Does::Back.hint();
        let clicked = at(ui, place, |ui| button::icon_button_keys(ui, Icon::Back, &name, t.text, &keys).clicked());
        if clicked {
            cx.act(UiAction::Back);
        }
    }
    let name = title(cx);
    let galley = text::galley(ui, Type::Strong, name, t.text, (rect.width() - 110.0).max(40.0));
    ui.painter().galley(pos2(54.0, middle - galley.size().y / 2.0), galley, t.text);
    let mut right = rect.max.x - 48.0;
    settings(ui, cx, pos2(right, middle - 20.0));
    if has_plan(cx) && cx.journey.route != Route::Plan {
        right -= 40.0;
        let place = Rect::from_min_size(pos2(right, middle - 20.0), vec2(40.0, 40.0));
        let name = cx.texts.part_planb();
        let keys = Does::PlanB.hint();
        if at(ui, place, |ui| button::icon_button_keys(ui, Icon::PlanB, &name, t.text_2, &keys)).clicked() {
            cx.act(UiAction::Go(Route::Plan));
        }
    }
    demo_badge(ui, cx, pos2(right - 8.0, middle));
}

/// True when there is a plan B to be opened from anywhere.
fn has_plan(cx: &Cx<'_>) -> bool {
    !cx.plan.channels.is_empty()
}

/// The name of the screen in one column.
fn title(cx: &Cx<'_>) -> String {
    let texts = cx.texts;
    match cx.journey.route {
        Route::Check => texts.way_check(),
        Route::Part(check) => check_name(texts, check),
        Route::Spots => texts.spots_short(),
        Route::Result => texts.way_result(),
        Route::Plan => texts.way_plan(),
        Route::Share => texts.way_share(),
        Route::Settings => texts.header_settings(),
        Route::About => texts.header_about(),
        Route::Welcome | Route::Gallery => texts.program_name(),
    }
}

/// Says that nothing here was measured, on every screen of a demonstration. `right` is its right middle.
pub fn demo_badge(ui: &mut Ui, cx: &Cx<'_>, right: eframe::egui::Pos2) {
    if !cx.snapshot.demo {
        return;
    }
    let words = cx.texts.header_demo();
    let width = status::width(ui, &words, true);
    let place = Rect::from_min_size(pos2(right.x - width, right.y - 14.0), vec2(width, 28.0));
    let hint = cx.texts.header_demo_hint();
    let t = theme::tokens(ui);
    at(ui, place, |ui| {
        status::note_badge(ui, Icon::Play, &words).on_hover_text(Type::Small.rich(hint, t.text));
    });
}

/// The button that opens the settings (or leaves them).
pub fn settings(ui: &mut Ui, cx: &mut Cx<'_>, corner: eframe::egui::Pos2) {
    let t = theme::tokens(ui);
    let name = cx.texts.header_settings();
    let place = Rect::from_min_size(corner, vec2(40.0, 40.0));
    let keys = Does::Settings.hint();
    let clicked = at(ui, place, |ui| button::icon_button_keys(ui, Icon::Gear, &name, t.text_2, &keys).clicked());
    if clicked {
        let open = cx.journey.route == Route::Settings;
        cx.act(if open { UiAction::Back } else { UiAction::Go(Route::Settings) });
    }
}

/// The icon of a check.
#[must_use]
pub fn check_icon(check: CheckId) -> Icon {
    match check {
        CheckId::Network => Icon::Internet,
        CheckId::Sound => Icon::Sound,
        CheckId::Camera => Icon::Picture,
        CheckId::Computer => Icon::Computer,
    }
}
