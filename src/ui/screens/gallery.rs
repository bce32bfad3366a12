//! All states and widgets side by side. Only for looking at; words that nobody else sees are not translated.

use eframe::egui::{Align2, CornerRadius, Rect, ScrollArea, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::model::Readiness;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::Status;
use crate::ui::widgets::button::{Button, Kind, Pose};
use crate::ui::widgets::door::{self, Light, Place};
use crate::ui::widgets::field::Field;
use crate::ui::widgets::{Icon, at, card, choose, progress, status, text};

/// What is typed and switched in the gallery.
#[derive(Debug, Default)]
pub struct State {
    name: String,
    phone: String,
    on: bool,
    off: bool,
    segment: usize,
    picked: usize,
}

/// Shows the gallery.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        eframe::egui::Frame::new().inner_margin(40).show(ui, |ui| {
            text::title(ui, Type::H1, "States and parts");
            ui.horizontal_wrapped(|ui| {
                for s in [Status::Ok, Status::Warn, Status::Fail, Status::Unknown, Status::Running] {
                    status::badge(ui, s, &cx.texts.state(s));
                }
            });
            swatches(ui);
            ui.add_space(16.0);
            ui.columns_const(|[left, right]| {
                states(left, cx);
                doors(right);
            });
            ui.add_space(16.0);
            buttons(ui);
            inputs(ui, memory);
            icons(ui);
        });
    });
}

fn swatches(ui: &mut Ui) {
    let t = theme::tokens(ui);
    let list = [
        ("bg", t.bg),
        ("surface", t.surface),
        ("sunken", t.sunken),
        ("accent", t.accent),
        ("accent-soft", t.accent_soft),
        ("ok", t.ok),
        ("ok-soft", t.ok_soft),
        ("warn", t.warn),
        ("warn-soft", t.warn_soft),
        ("fail", t.fail),
        ("fail-soft", t.fail_soft),
        ("room", t.room),
        ("lamp", t.lamp),
    ];
    ui.horizontal_wrapped(|ui| {
        for (name, color) in list {
            let (_, rect) = ui.allocate_space(vec2(66.0, 48.0));
            let patch = Rect::from_min_size(rect.min, vec2(66.0, 28.0));
            let edge = Stroke::new(1.0, t.border);
            ui.painter().rect(patch, CornerRadius::same(6), color, edge, StrokeKind::Inside);
            ui.painter().text(pos2(rect.min.x, rect.max.y), Align2::LEFT_BOTTOM, name, Type::Small.font(), t.text_2);
        }
    });
}

fn states(ui: &mut Ui, cx: &Cx<'_>) {
    let t = theme::tokens(ui);
    text::heading(ui, Type::H2, 2, "Ten states");
    for s in Status::ALL {
        card::line(ui);
        ui.horizontal(|ui| {
            status::icon(s).show(ui, 24.0, status::color(s, t));
            text::colored(ui, Type::Medium, cx.texts.state(s), status::color(s, t));
        });
    }
}

fn doors(ui: &mut Ui) {
    text::heading(ui, Type::H2, 2, "The door is the verdict");
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 200.0));
    let width = rect.width() / 4.0;
    let all = [
        ("Ready", Readiness::Ready),
        ("Almost", Readiness::Almost),
        ("Fix first", Readiness::FixFirst),
        ("-", Readiness::CannotSay),
    ];
    for (index, (name, verdict)) in (0_u8..).zip(all) {
        let room = Rect::from_min_size(rect.min + vec2(width * f32::from(index), 0.0), vec2(width, 200.0));
        let place = Place { foot: pos2(room.center().x - 28.0, room.min.y + 130.0), width: 56.0, height: 96.0 };
        let angle = door::angle_deg(verdict);
        let light = angle.map_or(Light::WELCOME, Light::at);
        at(ui, room, |ui| door::room(ui, room, 0, place, angle, light, name));
    }
}

fn buttons(ui: &mut Ui) {
    text::heading(ui, Type::H2, 2, "Buttons");
    let kinds = [
        (Kind::Primary, "Start check"),
        (Kind::Secondary, "Show me"),
        (Kind::Ghost, "Not now"),
        (Kind::Danger, "Stop"),
    ];
    for (kind, words) in kinds {
        ui.horizontal(|ui| {
            let made = || Button::new(kind, words);
            let list = [
                made(),
                made().pose(Pose::Hover),
                made().pose(Pose::Pressed),
                made().pose(Pose::Focus),
                made().off(Some("Read the sentence first".to_owned())),
            ];
            for button in list {
                button.show(ui);
                ui.add_space(16.0);
            }
        });
    }
}

fn inputs(ui: &mut Ui, memory: &mut State) {
    ui.horizontal_wrapped(|ui| {
        choose::toggle(ui, &mut memory.on, "Remind me");
        choose::toggle(ui, &mut memory.off, "Less motion");
        if let Some(picked) =
            choose::segmented(ui, "Language", &[("NL", "Nederlands"), ("EN", "English")], memory.segment)
        {
            memory.segment = picked;
        }
        let names = ["Built-in microphone".to_owned(), "Headset with a very long name (USB Audio Device)".to_owned()];
        if let Some(picked) = choose::select(ui, "Microphone", Icon::Sound, &names, memory.picked, 268.0) {
            memory.picked = picked;
        }
        progress::progress(ui, 180.0, 0.42, "Progress");
    });
    ui.set_max_width(320.0);
    choose::tick(ui, &mut memory.on, "Housemates know that you are on a call", None);
    choose::tick(ui, &mut memory.off, "Names of my devices", Some("They don't need this"));
    Field::new("name", "Your name").placeholder("First name").show(ui, &mut memory.name);
    Field::new("phone", "Phone number").wrong(Some("Two digits are missing")).show(ui, &mut memory.phone);
}

fn icons(ui: &mut Ui) {
    let t = theme::tokens(ui);
    ui.set_max_width(900.0);
    ui.horizontal_wrapped(|ui| {
        for icon in Icon::ALL {
            icon.show(ui, 24.0, t.text);
        }
    });
    for kind in Type::ALL {
        text::label(ui, kind, "Nog even, dan ben jij aan de beurt. 0123456789 %");
    }
}
