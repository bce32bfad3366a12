//! The window's program: draws the present screen from the newest state and turns wishes into commands.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::Duration;

use eframe::egui::{
    CentralPanel, ColorImage, Context, Frame, Key, Modifiers, TextureHandle, TextureOptions, ThemePreference, Ui,
    ViewportCommand,
};

use super::action::UiAction;
use super::cx::{Cx, Memory};
use super::route::Route;
use super::view_model::computer;
use super::widgets::{focus, text};
use super::{UiOptions, header, screens, theme};
use crate::checklist::Store;
use crate::config::{self, Config, Theme};
use crate::i18n::Texts;
use crate::model::live::{Latest, Waker};
use crate::model::plan::PlanB;
use crate::model::{CheckId, Requirement};
use crate::os::files::{self, FileError};
use crate::os::settings_pages::{self, Page};
use crate::session::command::Command;
use crate::session::handle::Handle;

/// A small file is written within this.
const KEPT_SOON: Duration = Duration::from_millis(100);
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
    unsent: Vec<Command>,
    store: Store,
    stop: Latest<()>,
    /// The settings that are being written.
    keeping: Option<Receiver<Result<(), FileError>>>,
    drawn: Option<Route>,
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
        let furthest = if look.screen.is_some() { route.step().unwrap_or(0) } else { 0 };
        let pages = [settings_pages::supported(Page::Microphone), settings_pages::supported(Page::Camera)];
        let memory = Memory {
            route,
            furthest,
            language,
            less_motion,
            plan,
            config,
            hosts,
            warnings,
            settings_pages: pages,
            plan_screen: screens::plan::State { unkept: !store.keeps(), ..screens::plan::State::default() },
            ..Memory::default()
        };
        Self {
            handle,
            texts: Texts::new(language),
            memory,
            preview: None,
            frame_seen: 0,
            unsent: Vec::new(),
            store,
            stop,
            keeping: None,
            drawn: None,
        }
    }

    /// Draws one frame.
    pub fn frame(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        focus::note_input(&ctx);
        self.take_frame(&ctx);
        if self.drawn != Some(self.memory.route) {
            self.drawn = Some(self.memory.route);
            text::focus_next_title(&ctx);
        }
        if let Some(error) = self.store.take_error() {
            self.memory.plan_screen.error = Some(error.to_string());
        }
        self.look_at_keeping(&ctx);
        if self.stop.get().1.is_some() {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
        let state = self.handle.state();
        let mut cx = Cx {
            texts: &self.texts,
            state: &state,
            level: self.handle.level(),
            preview: self.preview.clone(),
            memory: &mut self.memory,
            actions: Vec::new(),
        };
        screen(ui, &mut cx);
        shortcuts(ui, &mut cx);
        let actions = cx.actions;
        for command in std::mem::take(&mut self.unsent) {
            self.send(&ctx, command);
        }
        for action in actions {
            self.act(&ctx, action);
        }
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

    fn requirement(&self) -> Requirement {
        let now = self.handle.state().requirement.clone();
        Requirement { need: self.memory.config.need.unwrap_or(now.need), ..now }
    }

    /// Takes settings over and keeps them, on a thread of its own. A demonstration keeps nothing.
    fn configure(&mut self, ctx: &Context, config: Config) {
        if let Some(language) = config.language
            && language != self.memory.language
        {
            self.memory.language = language;
            self.texts = Texts::new(language);
        }
        if config.theme != self.memory.config.theme {
            ctx.set_theme(match config.theme {
                Theme::System => ThemePreference::System,
                Theme::Light => ThemePreference::Light,
                Theme::Dark => ThemePreference::Dark,
            });
        }
        if config.less_motion != self.memory.config.less_motion {
            self.memory.less_motion = config.less_motion;
            theme::set_less_motion(ctx, config.less_motion);
        }
        if let Some(need) = config.need
            && config.need != self.memory.config.need
        {
            self.send(ctx, Command::Need(need));
        }
        self.memory.config = config.clone();
        if !self.handle.state().demo {
            // Written in order: a slow disk must not put older settings over newer ones.
            let before = self.keeping.take();
            self.keeping = Some(files::background("gr-config", move || {
                if let Some(before) = before {
                    let _ = before.recv();
                }
                config::save(&config)
            }));
        }
        ctx.request_repaint();
    }

    /// Failing to keep settings is no reason to stop: they hold for this run. But it is told.
    fn look_at_keeping(&mut self, ctx: &Context) {
        let Some(keeping) = &self.keeping else { return };
        match keeping.try_recv() {
            Err(TryRecvError::Empty) => return ctx.request_repaint_after(KEPT_SOON),
            Ok(Err(error)) => self.memory.config_error = Some(self.texts.config_not_kept(error.to_string())),
            Ok(Ok(())) | Err(TryRecvError::Disconnected) => self.memory.config_error = None,
        }
        self.keeping = None;
        ctx.request_repaint();
    }

    fn send(&mut self, ctx: &Context, command: Command) {
        use crate::session::handle::SendError;
        if self.handle.send(command.clone()) == Err(SendError::Busy) {
            self.unsent.push(command);
            ctx.request_repaint_after(std::time::Duration::from_millis(50));
        }
    }

    fn go(&mut self, ctx: &Context, route: Route) {
        if route == self.memory.route {
            return;
        }
        self.memory.furthest = self.memory.furthest.max(route.step().unwrap_or(0));
        self.memory.route = route;
        ctx.request_repaint();
    }

    fn act(&mut self, ctx: &Context, action: UiAction) {
        match action {
            UiAction::Go(route) => {
                if route != self.memory.route {
                    let before = self.memory.route;
                    self.memory.back.push(before);
                    self.leave(ctx, before, route);
                    self.go(ctx, route);
                }
            }
            UiAction::Back => {
                if let Some(route) = self.memory.back.pop() {
                    self.leave(ctx, self.memory.route, route);
                    self.go(ctx, route);
                }
            }
            UiAction::Send(command) => self.send(ctx, command),
            UiAction::Start => {
                self.send(ctx, Command::Start(self.requirement()));
                self.memory.back.clear();
                self.memory.back.push(Route::Welcome);
                self.go(ctx, Route::Check);
            }
            UiAction::Again(checks) => {
                if checks.contains(&CheckId::Computer) {
                    self.memory.computer.before = computer::shares(&self.handle.state());
                }
                self.send(ctx, Command::Again(checks));
                if self.memory.route == Route::Result {
                    self.memory.back.push(Route::Result);
                    self.go(ctx, Route::Check);
                }
            }
            UiAction::Language(language) => {
                let config = Config { language: Some(language), ..self.memory.config.clone() };
                self.configure(ctx, config);
            }
            UiAction::Configure(config) => self.configure(ctx, *config),
            UiAction::PlanChanged => {
                self.store.save(&self.memory.plan);
                // Shows whether that went well.
                ctx.request_repaint_after(KEPT_SOON);
                self.send(ctx, Command::Plan(self.memory.plan.counts()));
            }
            UiAction::DeletePlan => {
                self.memory.plan = PlanB::default();
                // A file that stays behind is told by the next start.
                drop(self.store.delete());
                self.send(ctx, Command::Plan(self.memory.plan.counts()));
            }
            UiAction::SaveReport => self.memory.share.save(&self.handle.state(), &self.texts),
            UiAction::MailReport => self.memory.share.mail(&self.handle.state(), &self.texts),
            UiAction::DeleteEverything => {
                self.memory.plan = PlanB::default();
                drop(self.store.delete());
                self.memory.config = Config::default();
                self.memory.settings.delete();
                self.send(ctx, Command::Plan(self.memory.plan.counts()));
            }
            UiAction::Copy(words) => ctx.copy_text(words),
            UiAction::Guides => {
                let plain = &mut self.memory.picture.plain;
                *plain = !*plain;
                ctx.request_repaint();
            }
            UiAction::PictureFine => {
                self.memory.picture.leaving = true;
                self.send(ctx, Command::PictureDone);
            }
            UiAction::Technical => {
                let open = &mut self.memory.findings.technical;
                *open = !*open;
                ctx.request_repaint();
            }
            UiAction::OpenPermission(check) => {
                let page = if check == CheckId::Camera { Page::Camera } else { Page::Microphone };
                // How it ended is seen by what the person does next: the device is looked for again on return.
                drop(settings_pages::open(page));
            }
        }
    }

    /// A part whose screen is left gives its device back.
    fn leave(&mut self, ctx: &Context, from: Route, to: Route) {
        let open = |route: Route| match route {
            Route::Part(CheckId::Camera) => Some(CheckId::Camera),
            Route::Check | Route::Part(CheckId::Sound) => Some(CheckId::Sound),
            _ => None,
        };
        if let Some(check) = open(from)
            && open(to) != Some(check)
        {
            self.send(ctx, Command::LeavePart(check));
        }
    }

    /// Asks the engine to give everything back and end.
    pub fn end(&mut self) {
        let _ = self.handle.send(Command::Shutdown);
        if let Some(keeping) = self.keeping.take() {
            let _ = keeping.recv_timeout(KEPT_AT_LAST);
        }
    }
}

/// Draws the header and the screen. Also used by the tests of the trees.
pub fn screen(ui: &mut Ui, cx: &mut Cx<'_>) {
    let t = theme::tokens(ui);
    if !matches!(cx.memory.route, Route::Welcome | Route::Gallery) {
        header::show(ui, cx);
    }
    CentralPanel::no_frame().frame(Frame::new().fill(t.bg)).show(ui, |ui| match cx.memory.route {
        Route::Gallery => screens::gallery::show(ui, cx),
        Route::Welcome => screens::welcome::show(ui, cx),
        Route::Check | Route::Part(_) => screens::check::show(ui, cx),
        Route::Result => screens::result::show(ui, cx),
        Route::Plan => screens::plan::show(ui, cx),
        Route::Share => screens::share::show(ui, cx),
        Route::Settings => screens::settings::show(ui, cx),
        Route::About => screens::about::show(ui, cx),
    });
}

/// The shortcuts that hold everywhere. Enter (the primary button) is read by the page itself.
fn shortcuts(ui: &Ui, cx: &mut Cx<'_>) {
    let popup = eframe::egui::Popup::is_any_open(ui.ctx());
    let pressed = |modifiers, key| ui.input_mut(|i| i.consume_key(modifiers, key));
    if !popup && pressed(Modifiers::NONE, Key::Escape) {
        cx.act(UiAction::Back);
    }
    if pressed(Modifiers::COMMAND, Key::R) {
        let checks = cx.state.requirement.checks.clone();
        cx.act(UiAction::Again(checks));
    }
    if pressed(Modifiers::NONE, Key::F1) {
        cx.act(UiAction::Go(Route::About));
    }
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
