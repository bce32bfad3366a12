//! The welcome: what it is, what is looked at, what leaves the computer, and the one button.

use eframe::egui::{Color32, Frame, Margin, Modal, Rect, ScrollArea, Ui, Vec2, pos2, vec2};

use crate::i18n::Language;
use crate::ui::action::UiAction;
use crate::ui::cx::{Cx, narrow};
use crate::ui::header;
use crate::ui::route::Part;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::parts;
use crate::ui::widgets::door::{self, Light, Place};
use crate::ui::widgets::{Bar, Button, Icon, at, button, card, choose, page, part_row, text};

/// The room's width at full size in points.
const ROOM: f32 = 400.0;

/// What the welcome remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The list of servers is open.
    pub servers: bool,
    /// It was on the screen in the last frame.
    servers_shown: bool,
}

/// Shows the welcome.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let rect = ui.max_rect();
    if narrow(ui) {
        one_column(ui, cx, memory, rect);
    } else {
        let width = (rect.width() * 0.385).clamp(280.0, ROOM);
        let (left, right) = rect.split_left_right_at_x(rect.min.x + width);
        room(ui, cx, left);
        at(ui, right, |ui| words(ui, cx, memory, right));
    }
    servers(ui, cx, memory);
}

fn room(ui: &mut Ui, cx: &Cx<'_>, rect: Rect) {
    let t = theme::tokens(ui);
    let scale = (rect.height() / 720.0).clamp(0.45, 1.0);
    let floor = rect.min.y + rect.height() * 0.6194;
    let foot = pos2(rect.min.x + (rect.width() * 0.365).round(), floor.round());
    let place = Place { foot, width: 176.0 * scale, height: 300.0 * scale };
    door::room(ui, rect, 0, place, Some(door::WELCOME_DEG), Light::WELCOME, &cx.texts.welcome_door());
    let mark = Rect::from_min_size(rect.min + vec2(32.0, 28.0), vec2(28.0, 28.0));
    plate(ui, mark);
    let name = text::galley(ui, Type::Strong, cx.texts.program_name(), t.on_room, 200.0);
    ui.painter().galley(pos2(mark.max.x + 10.0, mark.center().y - name.size().y / 2.0), name, t.on_room);
    let room = rect.width() - 64.0;
    let big = text::galley(ui, Type::Display, cx.texts.welcome_room(), t.on_room, room);
    let small = text::galley(ui, Type::Body, cx.texts.welcome_room_line(), t.on_room_2, room);
    let small_at = pos2(rect.min.x + 32.0, rect.max.y - 40.0 - small.size().y);
    let big_at = pos2(rect.min.x + 32.0, small_at.y - 6.0 - big.size().y);
    ui.painter().galley(small_at, small, t.on_room_2);
    ui.painter().galley(big_at, big, t.on_room);
}

/// The mark on the room: its own square would vanish in the wall.
fn plate(ui: &Ui, rect: Rect) {
    let t = theme::tokens(ui);
    Icon::Mark.paint_in(ui, rect, rect.width(), t.text);
    let edge = eframe::egui::Stroke::new(1.0, t.door_frame);
    ui.painter().rect_stroke(rect, 7.0, edge, eframe::egui::StrokeKind::Outside);
}

fn words(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, rect: Rect) {
    let side = (rect.width() * 0.0875).clamp(24.0, 56.0);
    let top = rect.min.y + 24.0;
    corner(ui, cx, pos2(rect.max.x - side, top));
    let body = Rect::from_min_max(pos2(rect.min.x, top + 44.0), rect.max);
    #[expect(clippy::cast_possible_truncation, reason = "24 to 56")]
    let margins = page::Margins { side: side as i8, top: 24, bottom: 0 };
    let foot = 152.0 + if rect.width() < 520.0 { 24.0 } else { 0.0 };
    let low = rect.height() < 560.0;
    let split = rect.max.y - foot;
    if low {
        at(ui, body, |ui| {
            ScrollArea::vertical().id_salt("welcome").auto_shrink([false, false]).show(ui, |ui| {
                Frame::new().inner_margin(Margin::symmetric(margins.side, 0)).show(ui, |ui| {
                    intro(ui, cx);
                    ui.add_space(24.0);
                    start(ui, cx, memory);
                    ui.add_space(24.0);
                });
            });
        });
        return;
    }
    let upper = Rect::from_min_max(body.min, pos2(body.max.x, split));
    let asked = at(ui, upper, |ui| page(ui, "welcome", margins, Bar::new(), |ui| intro(ui, cx)));
    cx.act_on(asked);
    let lower = Rect::from_min_max(pos2(rect.min.x + side, split + 22.0), pos2(rect.max.x - side, rect.max.y));
    at(ui, lower, |ui| start(ui, cx, memory));
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

fn intro(ui: &mut Ui, cx: &mut Cx<'_>) {
    ui.spacing_mut().item_spacing.y = 6.0;
    text::title(ui, Type::Display, cx.texts.welcome_title());
    text::weak(ui, Type::Lead, cx.texts.welcome_lead());
    for warning in cx.settings.warnings.iter().chain(&cx.settings.error) {
        let t = theme::tokens(ui);
        ui.add_space(6.0);
        card::soft(ui, warning, t.warn_soft, |ui| text::label(ui, Type::Body, warning.clone()));
    }
    // What is left of the height goes above the tiles for a third, so that the page does not hang at its top. Told from the
    // contents' own top: scrolling must not change the layout.
    let used = ui.cursor().min.y - ui.min_rect().min.y;
    let left = if narrow(ui) { 0.0 } else { ui.clip_rect().height() - used - 228.0 };
    ui.add_space(30.0 + left.clamp(0.0, 200.0) / 3.0);
    tiles(ui, cx);
    ui.add_space(14.0);
    text::weak(ui, Type::Body, cx.texts.welcome_what());
}

fn tiles(ui: &mut Ui, cx: &Cx<'_>) {
    let t = theme::tokens(ui);
    let width = ui.available_width();
    let names: Vec<_> = Part::ALL.iter().map(|part| parts::name(cx.texts, *part)).collect();
    let laid: Vec<_> = names.iter().map(|n| text::galley(ui, Type::Medium, n.clone(), t.text, f32::INFINITY)).collect();
    let widest = laid.iter().map(|g| g.size().x).fold(48.0, f32::max);
    let columns = if width >= 5.0 * (widest + 8.0) {
        5
    } else if width >= 3.0 * (widest + 8.0) {
        3
    } else {
        2
    };
    let pitch = width / f32::from(u8::try_from(columns).unwrap_or(5));
    let mut list = Part::ALL.into_iter().zip(laid).zip(names);
    loop {
        let row: Vec<_> = list.by_ref().take(columns).collect();
        if row.is_empty() {
            break;
        }
        let (_, rect) = ui.allocate_space(vec2(width, 80.0));
        let mut x = rect.min.x;
        for ((part, galley), name) in row {
            let center = x + pitch / 2.0;
            let tile = Rect::from_min_size(pos2(center - 24.0, rect.min.y), Vec2::splat(48.0));
            card::tile_in(ui, tile, part_row::icon(part), t.accent, t.accent_soft);
            let place = Rect::from_min_size(
                pos2(center - galley.size().x / 2.0, tile.max.y + 8.0),
                galley.size() + vec2(1.0, 0.0),
            );
            at(ui, place, |ui| text::label(ui, Type::Medium, name));
            x += pitch;
        }
    }
}

fn start(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let t = theme::tokens(ui);
    let full = ui.available_width() < 320.0;
    let mut asked = false;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let button = Button::primary(cx.texts.welcome_start()).icon_after(Icon::Arrow).large().full(full);
        asked = button.show(ui).clicked();
        if !full {
            let words = text::galley(ui, Type::Body, cx.texts.welcome_minute(), t.text_2, f32::INFINITY);
            if words.size().x < ui.available_width() {
                text::weak(ui, Type::Body, cx.texts.welcome_minute());
            }
        }
    });
    let free = ui.memory(|m| m.focused().is_none_or(|id| id == text::title_id()));
    let enter = free
        && !memory.servers
        && ui.input_mut(|i| i.consume_key(eframe::egui::Modifiers::NONE, eframe::egui::Key::Enter));
    if asked || enter {
        cx.act(UiAction::Start);
    }
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
                text::weak(ui, Type::Body, cx.texts.welcome_privacy());
                if button::link(ui, &cx.texts.welcome_servers()).clicked() {
                    memory.servers = true;
                }
            });
        });
    });
}

fn one_column(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, rect: Rect) {
    let mut asked = false;
    let bar = Bar::new().main(Button::primary(cx.texts.welcome_start()).icon_after(Icon::Arrow), UiAction::Start);
    let action = page::page_to_the_edge(ui, "welcome", bar, |ui| {
        let high = if rect.height() < 560.0 { 144.0 } else { 208.0 };
        let (_, top) = ui.allocate_space(vec2(ui.available_width(), high));
        small_room(ui, cx, top);
        let margin = Margin { left: 16, right: 16, top: 16, bottom: 20 };
        Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            intro(ui, cx);
            ui.add_space(16.0);
            privacy(ui, cx, memory);
        });
        asked = true;
    });
    debug_assert!(asked, "the contents are drawn");
    cx.act_on(action);
}

fn small_room(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect) {
    let t = theme::tokens(ui);
    let floor = rect.min.y + rect.height() * 0.68;
    let scale = rect.height() / 208.0;
    let foot = pos2(rect.max.x - 116.0 * scale, floor.round());
    let place = Place { foot, width: 74.0 * scale, height: 112.0 * scale };
    door::room(
        ui,
        rect,
        0,
        place,
        Some(door::WELCOME_DEG),
        Light { left: 0.16, right: 0.80 },
        &cx.texts.welcome_door(),
    );
    let mark = Rect::from_min_size(rect.min + vec2(16.0, 14.0), vec2(28.0, 28.0));
    plate(ui, mark);
    let room = (foot.x - rect.min.x - 32.0).max(60.0);
    let big = text::galley(ui, Type::H1, cx.texts.welcome_room(), t.on_room, room);
    ui.painter().galley(pos2(rect.min.x + 16.0, rect.max.y - 20.0 - big.size().y), big, t.on_room);
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

/// The list of hosts, over the welcome.
fn servers(ui: &Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let before = std::mem::replace(&mut memory.servers_shown, memory.servers);
    if !memory.servers {
        return;
    }
    let t = theme::tokens(ui);
    let window = ui.ctx().content_rect();
    let frame = Frame::new().fill(t.surface).corner_radius(theme::RADIUS_CARD).inner_margin(Margin::same(20));
    let shade = Color32::from_black_alpha(140);
    let modal = Modal::new(eframe::egui::Id::unique("welcome servers")).frame(frame).backdrop_color(shade);
    let response = modal.show(ui.ctx(), |ui| {
        ui.set_width((window.width() - 72.0).min(440.0));
        ScrollArea::vertical()
            .max_height(window.height() - 120.0)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                text::heading(ui, Type::H2, 1, cx.texts.servers_title());
                if cx.settings.hosts.is_empty() {
                    let local = cx.settings.config.server.as_deref() == Some("local");
                    let words = if local { cx.texts.servers_local() } else { cx.texts.servers_none() };
                    text::label(ui, Type::Body, words);
                } else {
                    text::label(ui, Type::Body, cx.texts.servers_lead());
                    for host in &cx.settings.hosts {
                        card::line(ui);
                        text::label(ui, Type::Medium, host.clone());
                    }
                    card::line(ui);
                    text::weak(ui, Type::Body, cx.texts.servers_sent());
                }
                text::weak(ui, Type::Body, cx.texts.servers_change());
                ui.add_space(8.0);
                Button::primary(cx.texts.button_close()).full(window.width() < 480.0).show(ui).clicked()
            })
            .inner
    });
    // Not the very Enter that opened it.
    let enter = before && ui.input_mut(|i| i.consume_key(eframe::egui::Modifiers::NONE, eframe::egui::Key::Enter));
    if response.inner || response.should_close() || enter {
        memory.servers = false;
    }
}
