//! Settings and Plan B: taken over at once, and kept on threads of their own.

use std::path::Path;
use std::sync::mpsc::TryRecvError;
use std::time::Duration;

use eframe::egui::{Context, ThemePreference};

use super::Window;
use crate::checklist::last::{self, LastResult};
use crate::checklist::{spots as kept_spots, validate};
use crate::config::{self, Config, Theme};
use crate::i18n::{Language, Texts};
use crate::model::plan::PlanB;
use crate::model::run::{DeviceKind, Phase};
use crate::model::{DeviceChoice, Requirement, Snapshot, SpotVisit};
use crate::os::files;
use crate::report;
use crate::session::command::Command;
use crate::ui::screens::{plan, spots};
use crate::ui::theme;
use crate::ui::view_model::result::ResultView;

/// A small file is written within this.
pub(super) const KEPT_SOON: Duration = Duration::from_millis(100);

impl Window {
    /// Takes settings over and keeps them, on a thread of its own. A demonstration keeps nothing.
    pub(super) fn configure(&mut self, ctx: &Context, config: Config) {
        let old = self.memory.settings.config.clone();
        self.take_over(ctx, config.clone());
        if !self.handle.state().demo {
            // Written in order: a slow disk must not put older settings over newer ones.
            let before = self.keeping.take();
            self.keeping = Some(files::background("gr-config", move || {
                if let Some(before) = before {
                    let _ = before.recv();
                }
                config::save(&old, &config)
            }));
        }
    }

    /// Settings hold from now on.
    fn take_over(&mut self, ctx: &Context, config: Config) {
        let old = std::mem::replace(&mut self.memory.settings.config, config.clone());
        if config.language != old.language {
            self.memory.settings.language = config.language.unwrap_or_else(Language::of_system);
            self.texts = Texts::new(self.memory.settings.language);
        }
        if config.theme != old.theme {
            ctx.set_theme(match config.theme {
                Theme::System => ThemePreference::System,
                Theme::Light => ThemePreference::Light,
                Theme::Dark => ThemePreference::Dark,
            });
        }
        if config.less_motion != old.less_motion {
            self.memory.settings.less_motion = config.less_motion;
            theme::set_less_motion(ctx, config.less_motion);
        }
        if config.need != old.need {
            self.send(ctx, Command::Need(config.need.unwrap_or(Requirement::default().need)));
        }
        if config.server_choice() != old.server_choice() {
            self.use_server(ctx);
        }
        ctx.request_repaint();
    }

    /// Everything that was kept goes, and the window looks as it did the first time.
    pub(super) fn forget_everything(&mut self, ctx: &Context) {
        let devices = &self.memory.settings.config;
        let chosen = [
            (DeviceKind::Input, devices.input.is_some()),
            (DeviceKind::Output, devices.output.is_some()),
            (DeviceKind::Camera, devices.camera.is_some()),
        ];
        self.take_over(ctx, Config::default());
        ctx.set_zoom_factor(1.0);
        for (kind, _) in chosen.into_iter().filter(|(_, chosen)| *chosen) {
            self.send(ctx, Command::Choose(kind, DeviceChoice::Default));
        }
        self.memory.plan = PlanB::default();
        self.memory.screens.plan = plan::State { unkept: self.memory.screens.plan.unkept, ..plan::State::default() };
        // What is still being written would come back: it is waited for.
        let last = self.keeping_last.take();
        self.memory.screens.welcome.last = None;
        let spot = self.keeping_spot.take();
        self.memory.screens.check.spots = spots::State::default();
        self.send(ctx, Command::ForgetSpot(None));
        let (kept, plan) = (self.keeping.take(), self.store.delete());
        self.memory.screens.settings.delete(move || {
            if let Some(kept) = kept {
                let _ = kept.recv();
            }
            let _ = plan.recv();
            for late in [last, spot].into_iter().flatten() {
                let _ = late.recv();
            }
            config::forget()
        });
        self.send(ctx, Command::Plan(validate::counts(&self.memory.plan)));
    }

    /// Keeps the result of a run that has just ended, for who comes back; and takes in what was kept of the last one.
    pub(super) fn look_at_last(&mut self, ctx: &Context, newest: &Snapshot) {
        if let Some(reading) = &self.reading_last {
            match reading.try_recv() {
                Err(TryRecvError::Empty) => ctx.request_repaint_after(KEPT_SOON),
                Ok(last) => {
                    let now = ctx.input(|i| i.time);
                    self.memory.screens.welcome.last = last.map(|last| (last, now));
                    self.reading_last = None;
                }
                Err(TryRecvError::Disconnected) => self.reading_last = None,
            }
        }
        let ended = newest.phase == Phase::Finished && newest.assessment.verdict.is_some() && !newest.demo;
        let key = (newest.id.clone(), newest.measured_ms);
        if !ended || self.kept_last.as_ref() == Some(&key) {
            return;
        }
        self.kept_last = Some(key);
        let Some(folder) = self.store.path().and_then(Path::parent).map(Path::to_owned) else { return };
        let view = ResultView::of(newest, &self.texts);
        let result = LastResult::new(report::measured_at(newest), view.door, view.heads());
        let before = self.keeping_last.take();
        self.keeping_last = Some(files::background("gr-last", move || {
            if let Some(before) = before {
                let _ = before.recv();
            }
            last::save(&folder, result)
        }));
    }

    /// Keeps a spot that has just been measured, on a thread of its own. A demonstration keeps nothing.
    pub(super) fn look_at_spots(&mut self, ctx: &Context) {
        if let Some(keeping) = &self.keeping_spot {
            match keeping.try_recv() {
                Err(TryRecvError::Empty) => return ctx.request_repaint_after(KEPT_SOON),
                Ok(Err(error)) => {
                    self.memory.screens.check.spots.error = Some(self.texts.spots_not_kept(error.to_string()));
                }
                Ok(Ok(())) | Err(TryRecvError::Disconnected) => self.memory.screens.check.spots.error = None,
            }
            self.keeping_spot = None;
            ctx.request_repaint();
        }
        let board = self.handle.spots();
        let Some((number, visit)) = board.newest.as_ref().filter(|(number, _)| *number > self.kept_spot) else {
            return;
        };
        self.kept_spot = *number;
        let folder = self.store.path().and_then(Path::parent).map(Path::to_owned);
        let Some(folder) = folder.filter(|_| !self.handle.state().demo) else { return };
        let visit = SpotVisit::clone(visit);
        self.keeping_spot = Some(files::background("gr-spots", move || kept_spots::add(&folder, visit)));
        ctx.request_repaint_after(KEPT_SOON);
    }

    /// Forgets all spots, here and on the disk.
    pub(super) fn forget_spots(&mut self, ctx: &Context) {
        self.send(ctx, Command::ForgetSpot(None));
        let folder = self.store.path().and_then(Path::parent).map(Path::to_owned);
        let Some(folder) = folder.filter(|_| !self.handle.state().demo) else { return };
        // What is still being written would come back: it is waited for.
        let before = self.keeping_spot.take();
        self.keeping_spot = Some(files::background("gr-spots", move || {
            if let Some(before) = before {
                let _ = before.recv();
            }
            kept_spots::forget_all(&folder).map(drop)
        }));
    }

    /// Takes in how keeping Plan B went, and what another window changed in it.
    pub(super) fn look_at_plan(&mut self, ctx: &Context) {
        if let Some(error) = self.store.take_error() {
            self.memory.screens.plan.error = Some(error.to_string());
        }
        if let Some(together) = self.store.take_news(&self.memory.plan) {
            let before = std::mem::replace(&mut self.memory.plan, together);
            self.memory.screens.plan.changed_elsewhere(&before, &self.memory.plan);
            self.send(ctx, Command::Plan(validate::counts(&self.memory.plan)));
        }
        if self.store.busy() {
            ctx.request_repaint_after(KEPT_SOON);
        }
    }

    /// The server of the settings holds from the next check on, and its hosts are named at once.
    pub(super) fn use_server(&mut self, ctx: &Context) {
        let choice = self.memory.settings.config.server_choice();
        self.memory.settings.hosts = (self.hosts)(choice.server.as_deref().unwrap_or_default());
        self.send(ctx, Command::UseServer(choice));
    }

    /// Failing to keep settings is no reason to stop: they hold for this run. But it is told.
    pub(super) fn look_at_keeping(&mut self, ctx: &Context) {
        let Some(keeping) = &self.keeping else { return };
        match keeping.try_recv() {
            Err(TryRecvError::Empty) => return ctx.request_repaint_after(KEPT_SOON),
            Ok(Err(error)) => self.memory.settings.error = Some(self.texts.config_not_kept(error.to_string())),
            Ok(Ok(())) | Err(TryRecvError::Disconnected) => self.memory.settings.error = None,
        }
        self.keeping = None;
        ctx.request_repaint();
    }
}
