//! The welcome: what it is, what is looked at, what leaves the computer, and the one button.

use eframe::egui::{Frame, Margin, Rect, ScrollArea, Ui, pos2, vec2};

use crate::i18n::Language;
use crate::ui::action::UiAction;
use crate::ui::cx::{Cx, narrow};
use crate::ui::header;
use crate::ui::route::Route;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::door::{self, Light, Place};
use crate::ui::widgets::{Bar, Button, Icon, at, button, card, choose, page, text};

use back::Back;
pub use state::State;

mod back;
mod kind;
mod servers;
mod state;

/// The room's width at full size in points.
const ROOM: f32 = 400.0;

/// Shows the welcome.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let rect = ui.max_rect();
    let later_s = memory.last.as_ref().map_or(0.0, |(_, read_at)| ui.input(|i| i.time) - read_at);
    let view = Back::of(cx, memory.last.as_ref().map(|(last, _)| (last, later_s)));
    if narrow(ui) {
        one_column(ui, cx, memory, &view, rect);
    } else {
        let width = (rect.width() * 0.385).clamp(280.0, ROOM);
        let (left, right) = rect.split_left_right_at_x(rect.min.x + width);
        room(ui, cx, &view, left);
        at(ui, right, |ui| words(ui, cx, memory, &view, right));
    }
    servers::show(ui, cx, memory);
}

fn room(ui: &mut Ui, cx: &Cx<'_>, view: &Back, rect: Rect) {
    let t = theme::tokens(ui);
    let scale = (rect.height() / 720.0).clamp(0.45, 1.0);
    let floor = rect.min.y + rect.height() * 0.6194;
    let foot = pos2(rect.min.x + (rect.width() * 0.365).round(), floor.round());
    let place = Place { foot, width: 176.0 * scale, height: 300.0 * scale };
    let (angle, light, name) = door_of(cx, view, Light::WELCOME);
    door::room(ui, rect, 0, place, angle, light, &name);
    let mark = Rect::from_min_size(rect.min + vec2(32.0, 28.0), vec2(28.0, 28.0));
    plate(ui, mark);
    let name = text::galley(ui, Type::Strong, cx.texts.program_name(), t.on_room, 200.0);
    ui.painter().galley(pos2(mark.max.x + 10.0, mark.center().y - name.size().y / 2.0), name, t.on_room);
    let room = rect.width() - 64.0;
    let (big, small) = room_words(cx, view);
    let kind = if view.last.is_some() { Type::Verdict } else { Type::Display };
    let big = text::galley(ui, kind, big, t.on_room, room);
    let small = text::galley(ui, Type::Body, small, t.on_room_2, room);
    let small_at = pos2(rect.min.x + 32.0, rect.max.y - 40.0 - small.size().y);
    let big_at = pos2(rect.min.x + 32.0, small_at.y - 6.0 - big.size().y);
    ui.painter().galley(small_at, small, t.on_room_2);
    ui.painter().galley(big_at, big, t.on_room);
}

/// The door stands at the last verdict, without swinging; ajar as a welcome where there is none.
fn door_of(cx: &Cx<'_>, view: &Back, welcome: Light) -> (Option<f32>, Light, String) {
    match &view.last {
        Some(last) => {
            let angle = door::angle_deg(last.readiness);
            (angle, Light::at(angle.unwrap_or(0.0)), last.door.clone())
        }
        None => (Some(door::WELCOME_DEG), welcome, cx.texts.welcome_door()),
    }
}

fn room_words(cx: &Cx<'_>, view: &Back) -> (String, String) {
    match &view.last {
        Some(last) => (last.verdict.clone(), last.when.clone()),
        None => (cx.texts.welcome_room(), cx.texts.welcome_room_line()),
    }
}

/// The mark on the room: its own square would vanish in the wall.
fn plate(ui: &Ui, rect: Rect) {
    let t = theme::tokens(ui);
    Icon::Mark.paint_in(ui, rect, rect.width(), t.text);
    let edge = eframe::egui::Stroke::new(1.0, t.door_frame);
    ui.painter().rect_stroke(rect, 7.0, edge, eframe::egui::StrokeKind::Outside);
}

fn words(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, view: &Back, rect: Rect) {
    let side = (rect.width() * 0.0875).clamp(24.0, 56.0);
    let top = rect.min.y + 24.0;
    corner(ui, cx, pos2(rect.max.x - side, top));
    let body = Rect::from_min_max(pos2(rect.min.x, top + 44.0), rect.max);
    #[expect(clippy::cast_possible_truncation, reason = "24 to 56")]
    let each = side as i8;
    let margins = page::Margins { side: each, right: each, top: 24, bottom: 0 };
    let foot = 152.0 + if rect.width() < 520.0 { 24.0 } else { 0.0 };
    let low = rect.height() < 560.0;
    let split = rect.max.y - foot;
    if low {
        at(ui, body, |ui| {
            ScrollArea::vertical().id_salt("welcome").auto_shrink([false, false]).show(ui, |ui| {
                Frame::new().inner_margin(Margin::symmetric(margins.side, 0)).show(ui, |ui| {
                    intro(ui, cx, memory, view);
                    ui.add_space(24.0);
                    start(ui, cx, memory, view);
                    ui.add_space(24.0);
                });
            });
        });
        return;
    }
    let upper = Rect::from_min_max(body.min, pos2(body.max.x, split));
    let asked = at(ui, upper, |ui| page(ui, "welcome", margins, Bar::new(), |ui| intro(ui, cx, memory, view)));
    cx.act_on(asked);
    let lower = Rect::from_min_max(pos2(rect.min.x + side, split + 22.0), pos2(rect.max.x - side, rect.max.y));
    at(ui, lower, |ui| start(ui, cx, memory, view));
}

/// Language and settings at the top right; `right` is their right upper corner.
fn corner(ui: &mut Ui, cx: &mut Cx<'_>, right: eframe::egui::Pos2) {
    header::settings(ui, cx, pos2(right.x - 40.0 + 10.0, right.y));
    let place = Rect::from_min_size(pos2(right.x - 40.0 - 98.0, right.y), vec2(98.0, 40.0));
    let chosen = usize::from(cx.settings.language == Language::En);
    let name = cx.texts.settings_language();
    let picked = at(ui, place, |ui| choose::segmented(ui, &name, &[("NL", "Nederlands"), ("EN", "English")], chosen));
    if let Some(index) = picked {
        cx.act(UiAction::Language(if index == 0 { Language::Nl } else { Language::En }));
    }
    header::demo_badge(ui, cx, pos2(right.x - 40.0 - 106.0, right.y + 20.0));
}

fn intro(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, view: &Back) {
    ui.spacing_mut().item_spacing.y = 6.0;
    // In one column what may be needed this minute comes first: below the title it would stand out of sight.
    let first = narrow(ui);
    if let Some(plan) = view.plan.as_ref().filter(|_| first) {
        back::plan_b(ui, cx, memory, plan);
        ui.add_space(10.0);
    }
    let (title, lead) = match &view.last {
        Some(last) if last.here => (cx.texts.back_title(), cx.texts.back_lead()),
        Some(_) => (cx.texts.back_title(), cx.texts.back_lead_kept()),
        None => (cx.texts.welcome_title(), cx.texts.welcome_lead()),
    };
    text::title(ui, Type::Display, title);
    text::weak(ui, Type::Lead, lead);
    for warning in cx.settings.warnings.iter().chain(&cx.settings.error) {
        let t = theme::tokens(ui);
        ui.add_space(6.0);
        card::soft(ui, warning, t.warn_soft, |ui| text::label(ui, Type::Body, warning.clone()));
    }
    if let Some(plan) = view.plan.as_ref().filter(|_| !first) {
        ui.add_space(10.0);
        back::plan_b(ui, cx, memory, plan);
    }
    if let Some(last) = &view.last {
        ui.add_space(14.0);
        back::first(ui, cx, memory, last);
        return;
    }
    ui.add_space(if view.plan.is_some() { 10.0 } else { 18.0 });
    kind::choose(ui, cx);
    ui.add_space(18.0);
    kind::parts_line(ui, cx);
    ui.add_space(8.0);
    text::weak(ui, Type::Body, cx.texts.welcome_what());
}

/// The one thing to do here, and another way beside it.
fn ways(cx: &Cx<'_>, view: &Back) -> (Button, UiAction, Option<(Button, UiAction)>) {
    let texts = cx.texts;
    let again = UiAction::Start;
    let on = |label| Button::primary(label).icon_after(Icon::Arrow).large();
    match &view.last {
        None => (on(texts.welcome_start()), again, None),
        Some(last) if !last.fresh => {
            (Button::primary(texts.button_check_again()).icon(Icon::Again).large(), again, None)
        }
        Some(last) => {
            let anew = Button::ghost(texts.button_check_again()).icon(Icon::Again).large();
            let words = if last.here { texts.back_go_on() } else { texts.result_to_plan() };
            let route = if last.here { Route::Result } else { Route::Plan };
            (on(words), UiAction::Go(route), Some((anew, again)))
        }
    }
}

fn start(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, view: &Back) {
    let t = theme::tokens(ui);
    let full = ui.available_width() < 320.0;
    let (button, action, beside) = ways(cx, view);
    let mut asked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        if button.full(full).show(ui).clicked() {
            asked = Some(action.clone());
        }
        if let Some((button, action)) = beside {
            if button.full(full).show(ui).clicked() {
                asked = Some(action);
            }
        } else if !full {
            let words = text::galley(ui, Type::Body, cx.texts.welcome_minute(), t.text_2, f32::INFINITY);
            if words.size().x < ui.available_width() {
                text::weak(ui, Type::Body, cx.texts.welcome_minute());
            }
        }
    });
    let free = ui.memory(|m| m.focused().is_none_or(|id| id == text::title_id()) && m.top_modal_layer().is_none());
    let enter = free
        && !memory.servers
        && ui.input_mut(|i| i.consume_key(eframe::egui::Modifiers::NONE, eframe::egui::Key::Enter));
    cx.act_on(asked.or(enter.then_some(action)));
    ui.add_space(10.0);
    privacy(ui, cx, memory);
}

fn privacy(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let t = theme::tokens(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        Icon::Shield.show(ui, 20.0, t.text_2);
        ui.vertical(|ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(5.0, 2.0);
                if memory.last.is_some() {
                    text::weak(ui, Type::Body, cx.texts.back_kept());
                    if button::link(ui, &cx.texts.back_clear()).clicked() {
                        cx.act(UiAction::AskDelete);
                    }
                    return;
                }
                text::weak(ui, Type::Body, cx.texts.welcome_privacy());
                if button::link(ui, &cx.texts.welcome_servers()).clicked() {
                    memory.servers = true;
                }
            });
        });
    });
}

fn one_column(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, view: &Back, rect: Rect) {
    let mut asked = false;
    let (button, action, beside) = ways(cx, view);
    let bar = beside.map_or_else(Bar::new, |(button, action)| Bar::new().side(button, action)).main(button, action);
    let action = page::page_to_the_edge(ui, "welcome", bar, |ui| {
        let high = if rect.height() < 560.0 { 144.0 } else { 208.0 };
        let (_, top) = ui.allocate_space(vec2(ui.available_width(), high));
        small_room(ui, cx, view, top);
        let margin = Margin { left: 16, right: 16, top: 16, bottom: 20 };
        Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            intro(ui, cx, memory, view);
            ui.add_space(16.0);
            privacy(ui, cx, memory);
        });
        asked = true;
    });
    debug_assert!(asked, "the contents are drawn");
    cx.act_on(action);
}

fn small_room(ui: &mut Ui, cx: &mut Cx<'_>, view: &Back, rect: Rect) {
    let t = theme::tokens(ui);
    let floor = rect.min.y + rect.height() * 0.68;
    let scale = rect.height() / 208.0;
    let foot = pos2(rect.max.x - 116.0 * scale, floor.round());
    let place = Place { foot, width: 74.0 * scale, height: 112.0 * scale };
    let (angle, light, name) = door_of(cx, view, Light { left: 0.16, right: 0.80 });
    door::room(ui, rect, 0, place, angle, light, &name);
    let mark = Rect::from_min_size(rect.min + vec2(16.0, 14.0), vec2(28.0, 28.0));
    plate(ui, mark);
    let room = (foot.x - rect.min.x - 32.0).max(60.0);
    let (big, small) = room_words(cx, view);
    let big = text::galley(ui, Type::H1, big, t.on_room, room);
    let mut low = rect.max.y - 20.0;
    if view.last.is_some() {
        let small = text::galley(ui, Type::Small, small, t.on_room_2, room);
        low -= small.size().y;
        ui.painter().galley(pos2(rect.min.x + 16.0, low), small, t.on_room_2);
    }
    ui.painter().galley(pos2(rect.min.x + 16.0, low - big.size().y), big, t.on_room);
    if rect.width() > 260.0 {
        let chosen = usize::from(cx.settings.language == Language::En);
        let name = cx.texts.settings_language();
        let place = Rect::from_min_size(rect.min + vec2(56.0, 8.0), vec2(98.0, 40.0));
        let picked =
            at(ui, place, |ui| choose::segmented(ui, &name, &[("NL", "Nederlands"), ("EN", "English")], chosen));
        if let Some(index) = picked {
            cx.act(UiAction::Language(if index == 0 { Language::Nl } else { Language::En }));
        }
        let gear = Rect::from_min_size(rect.min + vec2(162.0, 8.0), vec2(40.0, 40.0));
        let edge = eframe::egui::Stroke::new(1.0, t.border_strong);
        ui.painter().rect(gear, theme::RADIUS, t.surface, edge, eframe::egui::StrokeKind::Inside);
        header::settings(ui, cx, gear.min);
        // In a low room there is no place for it under the languages.
        let low = rect.height() < 180.0;
        let badge = if low { vec2(292.0, 28.0) } else { vec2(154.0, 70.0) };
        header::demo_badge(ui, cx, rect.min + badge);
    }
}
