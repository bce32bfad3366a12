//! The window's program: draws the present screen from the newest state and turns wishes into commands.

mod acts;
mod keeping;
mod keys;
mod memory;
mod notice;
mod outbox;

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use eframe::egui::{
    CentralPanel, ColorImage, Context, Frame, TextureHandle, TextureOptions, ThemePreference, Ui, ViewportCommand,
};

use super::cx::{Cx, Live, Settings};
use super::journey::Journey;
use super::options::UiOptions;
use super::route::Route;
use super::view_model::picture;
use super::widgets::{focus, text};
use super::{header, screens, theme};
use crate::checklist::last::{self, Earlier};
use crate::checklist::{Store, validate};
use crate::i18n::Texts;
use crate::live::{Latest, Waker};
use crate::model::run::HostContact;
use crate::model::{RunId, Snapshot};
use crate::os::files::{self, FileError};
use crate::os::settings_pages::{self, Page};
use crate::session::command::Command;
use crate::session::handle::Handle;

use outbox::Outbox;

pub use memory::{Memory, Screens};

/// When the window closes, a file that is being written may take this long.
const KEPT_AT_LAST: Duration = Duration::from_millis(500);

/// The window's program.
pub struct Window {
    handle: Handle,
    texts: Texts,
    memory: Memory,
    preview: Option<TextureHandle>,
    frame_seen: u64,
    /// Commands that the engine was too busy to take; offered again in the next frame.
    outbox: Outbox,
    store: Store,
    stop: Latest<()>,
    /// The hosts that a check contacts, by the word for the server in the settings.
    hosts: fn(&str) -> Vec<HostContact>,
    /// The settings that are being written.
    keeping: Option<Receiver<Result<(), FileError>>>,
    /// What was kept of the last result is being read.
    reading_last: Option<Receiver<Option<Earlier>>>,
    /// A result that is being kept, and which one was kept last.
    keeping_last: Option<Receiver<Result<(), FileError>>>,
    kept_last: Option<(RunId, u64)>,
    /// A spot that is being kept, and the number of the one that was kept last.
    keeping_spot: Option<Receiver<Result<(), FileError>>>,
    kept_spot: u64,
    drawn: Option<Route>,
    /// The scene of the picture in the last frame, whether the picture had a fault, whether the shown part had ended, and
    /// whether the sound offered a way on without enough speech.
    scene: Option<(picture::Scene, bool, bool, bool)>,
    /// When another screen or another scene of the picture came, by the window's clock.
    turned_at: f64,
}

impl Window {
    /// Sets egui up and takes the options.
    #[must_use]
    pub fn new(ctx: &Context, options: UiOptions) -> Self {
        theme::install(ctx);
        egui_extras::install_image_loaders(ctx);
        let UiOptions { handle, plan, store, config, hosts, language, warnings, look, stop } = options;
        ctx.set_theme(match look.dark {
            None => ThemePreference::System,
            Some(true) => ThemePreference::Dark,
            Some(false) => ThemePreference::Light,
        });
        let less_motion = look.still || config.less_motion;
        theme::set_less_motion(ctx, less_motion);
        let for_waker = ctx.clone();
        let waker: Waker = Arc::new(move || for_waker.request_repaint());
        handle.wake_by(&waker);
        stop.wake_by(waker);
        let route = look.screen.unwrap_or_default();
        let pages = [settings_pages::supported(Page::Microphone), settings_pages::supported(Page::Camera)];
        let hosts_now = hosts(config.server.as_deref().unwrap_or_default());
        let settings = Settings { config, language, less_motion, warnings, error: None, hosts: hosts_now, pages };
        let mut memory =
            Memory { journey: Journey::from(route), settings, plan: validate::with_own(plan), ..Memory::default() };
        memory.screens.plan.unkept = !store.keeps();
        let folder = store.path().and_then(Path::parent).map(Path::to_owned);
        let reading_last = folder.map(|folder| files::background("gr-last", move || last::read(&folder)));
        Self {
            handle,
            texts: Texts::new(language),
            memory,
            preview: None,
            frame_seen: 0,
            outbox: Outbox::default(),
            store,
            stop,
            hosts,
            keeping: None,
            reading_last,
            keeping_last: None,
            kept_last: None,
            keeping_spot: None,
            kept_spot: 0,
            drawn: None,
            scene: None,
            turned_at: f64::NEG_INFINITY,
        }
    }

    /// The screen that is shown.
    #[must_use]
    pub fn route(&self) -> Route {
        self.memory.journey.route
    }

    /// Draws one frame.
    pub fn frame(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        focus::note_input(&ctx);
        self.take_frame(&ctx);
        if self.drawn != Some(self.memory.journey.route) {
            self.drawn = Some(self.memory.journey.route);
            text::focus_next_title(&ctx);
        }
        self.look_at_plan(&ctx);
        self.look_at_keeping(&ctx);
        if self.stop.get().1.is_some() {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
        let newest = self.handle.state();
        self.memory.kept.note(&newest);
        self.look_at_last(&ctx, &newest);
        self.memory.screens.settings.server.trial = self.handle.server_test();
        self.look_at_scene(&ctx, &newest);
        if let Some(trouble) = self.trouble(&ctx) {
            notice::show(ui, &self.texts, trouble);
        }
        self.look_at_spots(&ctx);
        let live = Live { level: self.handle.level(), preview: self.preview.clone(), spots: self.handle.spots() };
        let (mut cx, screens) = self.memory.cx(&self.texts, &newest, live);
        // Asked before anything is drawn: a list that Escape closes is closed by then.
        let menu = eframe::egui::Popup::is_any_open(&ctx);
        screen(ui, &mut cx, screens);
        keys::obey(ui, &mut cx, screens, menu);
        let wishes = cx.wishes;
        self.send_waiting(&ctx);
        for action in wishes {
            self.act(&ctx, action);
        }
    }

    /// Another scene of the picture, or the end of a part, brings other buttons where none were: notes when it came.
    fn look_at_scene(&mut self, ctx: &Context, state: &Snapshot) {
        let ended = matches!(self.memory.journey.route, Route::Part(check) if state.stage(check).ended());
        let on = self.memory.screens.check.sound.may_go_on;
        let now = (picture::Scene::of(state), picture::fault(state), ended, on);
        if self.scene.replace(now).is_some_and(|before| before != now) {
            self.turned_at = ctx.input(|i| i.time);
        }
    }

    /// The state whose result stands: the present one, or the earlier one until a new result is there.
    fn shown(&self) -> Arc<Snapshot> {
        let state = self.handle.state();
        self.memory.kept.earlier(&state).unwrap_or(state)
    }

    /// Makes the newest camera frame a texture.
    fn take_frame(&mut self, ctx: &Context) {
        let (seen, frame) = self.handle.frame();
        if seen == self.frame_seen {
            return;
        }
        self.frame_seen = seen;
        let Some(frame) = frame else {
            self.preview = None;
            return;
        };
        let size = [frame.width as usize, frame.height as usize];
        if size.iter().product::<usize>() * 4 != frame.rgba.len() || frame.rgba.is_empty() {
            return;
        }
        let image = ColorImage::from_rgba_unmultiplied(size, &frame.rgba);
        match &mut self.preview {
            Some(texture) => texture.set(image, TextureOptions::LINEAR),
            None => self.preview = Some(ctx.load_texture("camera", image, TextureOptions::LINEAR)),
        }
    }

    /// Asks the engine to give everything back and end.
    pub fn end(&mut self) {
        if let Some(plan) = screens::plan::at_last(&mut self.memory.screens.plan, &self.memory.plan) {
            self.store.save(&plan);
        }
        let _ = self.handle.send(Command::Shutdown);
        for keeping in [self.keeping.take(), self.keeping_last.take(), self.keeping_spot.take()].into_iter().flatten() {
            let _ = keeping.recv_timeout(KEPT_AT_LAST);
        }
    }
}

/// Draws the header and the screen. Also used by the tests of the trees.
pub fn screen(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Screens) {
    let t = theme::tokens(ui);
    if !matches!(cx.journey.route, Route::Welcome | Route::Gallery) {
        header::show(ui, cx);
    }
    CentralPanel::no_frame().frame(Frame::new().fill(t.bg)).show(ui, |ui| match cx.journey.route {
        Route::Gallery => screens::gallery::show(ui, cx, &mut memory.gallery),
        Route::Welcome => screens::welcome::show(ui, cx, &mut memory.welcome),
        Route::Check | Route::Part(_) | Route::Spots => screens::check::show(ui, cx, &mut memory.check),
        Route::Result => screens::result::show(ui, cx, &mut memory.result),
        Route::Plan => screens::plan::show(ui, cx, &mut memory.plan),
        // What is shared is the result that stands, also while parts of it are checked again.
        Route::Share => cx.with_result(|cx| screens::share::show(ui, cx, &mut memory.share)),
        Route::Settings => screens::settings::show(ui, cx, &mut memory.settings),
        Route::About => screens::about::show(ui, cx, &mut memory.about),
    });
    screens::start_over::show(ui, cx, &mut memory.start_over);
    screens::shortcuts::show(ui, cx, &mut memory.shortcuts);
}

impl eframe::App for Window {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.frame(ui);
    }

    fn clear_color(&self, visuals: &eframe::egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.end();
    }
}
