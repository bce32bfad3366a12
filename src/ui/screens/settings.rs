//! Settings: language, looks, the server, devices, and what is kept.

mod server;
mod trial;

use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::Duration;

use eframe::egui::{Frame, Modal, Ui, vec2};

use crate::config::Theme;
use crate::i18n::Language;
use crate::model::DeviceChoice;
use crate::model::run::DeviceKind;
use crate::os::files::{self, FileError};
use crate::session::command::Command;
use crate::ui::action::UiAction;
use crate::ui::cx::Cx;
use crate::ui::route::Route;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::{picture, sound};
use crate::ui::widgets::{Bar, Button, Icon, Margins, button, card, choose, page, text};

/// Text is no wider than this, in points.
const WIDEST: f32 = 640.0;

/// What the settings remember.
#[derive(Debug, Default)]
pub struct State {
    /// The devices were asked for here.
    listed: bool,
    /// They were searched for again.
    looked: bool,
    /// The server.
    pub server: server::State,
    /// The question before everything is deleted is open.
    pub asking: bool,
    deleting: Option<Receiver<Result<(), FileError>>>,
    deleted: Option<Result<(), String>>,
}

impl State {
    /// Removes everything that was kept by this job, on a thread of its own.
    pub fn delete(&mut self, job: impl FnOnce() -> Result<(), FileError> + Send + 'static) {
        *self = Self { deleting: Some(files::background("gr-forget", job)), ..Self::default() };
    }

    fn poll(&mut self, ctx: &eframe::egui::Context) {
        let Some(receiver) = &self.deleting else { return };
        self.deleted = match receiver.try_recv() {
            Ok(result) => Some(result.map_err(|e| e.to_string())),
            Err(TryRecvError::Disconnected) => Some(Err("no thread".to_owned())),
            Err(TryRecvError::Empty) => {
                ctx.request_repaint_after(Duration::from_millis(100));
                return;
            }
        };
        self.deleting = None;
    }
}

/// Shows the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    memory.poll(ui.ctx());
    let bar = Bar::new()
        .side(Button::ghost(cx.texts.header_about()), UiAction::Go(Route::About))
        .main(Button::primary(cx.texts.settings_done()).icon(Icon::Check).large(), UiAction::Back);
    let asked = page(ui, "settings", Margins::WIDE, bar, |ui| {
        ui.scope(|ui| {
            ui.set_max_width(WIDEST.min(ui.available_width()));
            ui.spacing_mut().item_spacing.y = 16.0;
            text::title(ui, Type::H1, cx.texts.settings_title());
            if let Some(error) = cx.settings.error.clone() {
                let t = theme::tokens(ui);
                card::soft(ui, &error, t.warn_soft, |ui| text::label(ui, Type::Body, error.clone()));
            }
            looks(ui, cx);
            server::show(ui, cx, &mut memory.server);
            devices(ui, cx, memory);
            kept(ui, cx, memory);
        });
    });
    // An address or a code that is none is told here and now: otherwise another server would be asked than was meant.
    if asked != Some(UiAction::Back) || !memory.server.stays(&cx.settings.config) {
        cx.act_on(asked);
    }
    question(ui, cx, memory);
}

fn named(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui)) {
    ui.push_id(name, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        text::label(ui, Type::Medium, name);
        add(ui);
    });
}

fn looks(ui: &mut Ui, cx: &mut Cx<'_>) {
    let title = cx.texts.settings_looks();
    card::card(ui, &title, |ui| {
        ui.spacing_mut().item_spacing.y = 14.0;
        text::heading(ui, Type::H2, 2, title.clone());
        let name = cx.texts.settings_language();
        named(ui, &name, |ui| {
            let chosen = usize::from(cx.settings.language == Language::En);
            let short = ui.available_width() < 200.0;
            let items = if short {
                [("NL", "Nederlands"), ("EN", "English")]
            } else {
                [("Nederlands", "Nederlands"), ("English", "English")]
            };
            if let Some(index) = choose::segmented(ui, &name, &items, chosen) {
                cx.act(UiAction::Language(if index == 0 { Language::Nl } else { Language::En }));
            }
        });
        let name = cx.texts.settings_theme();
        named(ui, &name, |ui| theme_choice(ui, cx, &name));
        let mut less = cx.settings.less_motion;
        if choose::toggle(ui, &mut less, &cx.texts.settings_less_motion()) {
            cx.configure(|c| c.less_motion = less);
        }
    });
}

fn theme_choice(ui: &mut Ui, cx: &mut Cx<'_>, name: &str) {
    let themes = [Theme::System, Theme::Light, Theme::Dark];
    let words = [cx.texts.theme_system(), cx.texts.theme_light(), cx.texts.theme_dark()];
    let chosen = themes.iter().position(|t| *t == cx.settings.config.theme).unwrap_or(0);
    let items: Vec<(&str, &str)> = words.iter().map(|w| (w.as_str(), w.as_str())).collect();
    // Where the three do not fit side by side, they stand in a list.
    let widths: f32 = words
        .iter()
        .map(|w| text::galley(ui, Type::Strong, w.clone(), theme::LIGHT.text, f32::INFINITY).size().x + 24.0)
        .sum();
    let picked = if widths <= ui.available_width() {
        choose::segmented(ui, name, &items, chosen)
    } else {
        let width = ui.available_width().min(320.0);
        choose::select(ui, name, Icon::Sun, &words, chosen, width)
    };
    if let Some(theme) = picked.and_then(|i| themes.get(i)) {
        cx.configure(|c| c.theme = *theme);
    }
}

fn devices(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let texts = cx.texts;
    let title = texts.settings_devices();
    card::card(ui, &title, |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        text::heading(ui, Type::H2, 2, title.clone());
        let kinds = [
            (DeviceKind::Input, texts.sound_choose_input(), Icon::Sound, sound::inputs(cx.snapshot)),
            (DeviceKind::Output, texts.sound_choose_output(), Icon::Speaker, sound::outputs(cx.snapshot)),
            (DeviceKind::Camera, texts.part_picture(), Icon::Picture, picture::cameras(cx.snapshot)),
        ];
        if kinds.iter().all(|k| k.3.names.is_empty()) {
            // Listing opens no device; "none found" is said of what was looked for.
            if !std::mem::replace(&mut memory.listed, true) {
                cx.act(UiAction::Send(Command::ListDevices));
            }
            text::weak(ui, Type::Body, texts.settings_devices_none());
        }
        for (kind, name, icon, choice) in kinds {
            if choice.names.is_empty() {
                continue;
            }
            let width = ui.available_width().min(360.0);
            let mut picked = None;
            named(ui, &name, |ui| picked = choose::select(ui, &name, icon, &choice.names, choice.chosen, width));
            let Some(device) = picked.and_then(|i| choice.choices.get(i)).cloned() else { continue };
            if let DeviceChoice::Id(id) = &device {
                let id = Some(id.clone());
                cx.configure(|c| match kind {
                    DeviceKind::Input => c.input = id,
                    DeviceKind::Output => c.output = id,
                    DeviceKind::Camera => c.camera = id,
                });
            }
            cx.act(UiAction::Send(Command::Choose(kind, device)));
        }
        if Button::secondary(texts.settings_devices_look()).icon(Icon::Again).show(ui).clicked() {
            memory.looked = true;
            cx.act(UiAction::Send(Command::ListDevices));
        }
        if memory.looked {
            let t = theme::tokens(ui);
            text::live(ui, Type::Body, texts.settings_devices_looked(), t.text_2, false);
        }
    });
}

fn kept(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    if cx.snapshot.demo {
        // A demonstration keeps nothing and takes nothing away.
        return;
    }
    let t = theme::tokens(ui);
    let title = cx.texts.settings_kept_title();
    card::card(ui, &title, |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        text::heading(ui, Type::H2, 2, title.clone());
        text::weak(ui, Type::Body, cx.texts.settings_kept_line());
        match &memory.deleted {
            Some(Ok(())) => drop(text::live(ui, Type::Medium, cx.texts.settings_deleted(), t.ok, false)),
            Some(Err(detail)) => {
                let words = cx.texts.settings_not_deleted(detail.clone());
                text::live(ui, Type::Medium, words, t.fail, false);
            }
            None => {}
        }
        if Button::new(button::Kind::Danger, cx.texts.settings_delete()).show(ui).clicked() {
            memory.asking = true;
        }
    });
}

/// What would go, before it goes.
fn question(ui: &Ui, cx: &mut Cx<'_>, memory: &mut State) {
    if !memory.asking {
        return;
    }
    let t = theme::tokens(ui);
    let texts = cx.texts;
    let mut answer = None;
    let frame = Frame::new().fill(t.surface).corner_radius(theme::RADIUS_CARD).inner_margin(24);
    let modal = Modal::new(eframe::egui::Id::unique("delete everything")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(440.0_f32.min(ui.ctx().content_rect().width() - 64.0));
        ui.spacing_mut().item_spacing.y = 10.0;
        text::heading(ui, Type::H1, 1, texts.settings_delete_title());
        text::label(ui, Type::Body, texts.settings_delete_line());
        for line in [
            texts.settings_delete_settings(),
            texts.settings_delete_plan(),
            texts.settings_delete_last(),
            texts.settings_delete_spots(),
            texts.settings_delete_copies(),
        ] {
            ui.horizontal_top(|ui| {
                let (_, rect) = ui.allocate_space(vec2(16.0, 22.0));
                Icon::Cross.paint_in(ui, rect, 16.0, t.text_2);
                ui.vertical(|ui| text::weak(ui, Type::Body, line));
            });
        }
        text::weak(ui, Type::Small, texts.settings_delete_stays());
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            if Button::secondary(texts.settings_delete_no()).show(ui).clicked() {
                answer = Some(false);
            }
            if Button::new(button::Kind::Danger, texts.settings_delete_yes()).show(ui).clicked() {
                answer = Some(true);
            }
        });
    });
    if modal.should_close() {
        answer = answer.or(Some(false));
    }
    if let Some(yes) = answer {
        memory.asking = false;
        if yes {
            cx.act(UiAction::DeleteEverything);
        }
    }
}
