//! Settings: taken over at once, and kept on a thread of its own.

use std::sync::mpsc::TryRecvError;
use std::time::Duration;

use eframe::egui::{Context, ThemePreference};

use super::Window;
use crate::config::{self, Config, Theme};
use crate::i18n::Texts;
use crate::os::files;
use crate::session::command::Command;
use crate::ui::theme;

/// A small file is written within this.
pub(super) const KEPT_SOON: Duration = Duration::from_millis(100);

impl Window {
    /// Takes settings over and keeps them, on a thread of its own. A demonstration keeps nothing.
    pub(super) fn configure(&mut self, ctx: &Context, config: Config) {
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
        let far_end = |c: &Config| (c.server.clone(), c.token_file.clone(), c.tls_ca_file.clone());
        let moved = far_end(&config) != far_end(&self.memory.config);
        self.memory.config = config.clone();
        if moved {
            self.use_server(ctx);
        }
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

    /// The server of the settings holds from the next check on, and its hosts are named at once.
    pub(super) fn use_server(&mut self, ctx: &Context) {
        let Config { server, token_file, tls_ca_file, .. } = self.memory.config.clone();
        self.memory.hosts = (self.hosts)(server.as_deref().unwrap_or_default());
        self.send(ctx, Command::UseServer { server, token_file, tls_ca_file });
    }

    /// Failing to keep settings is no reason to stop: they hold for this run. But it is told.
    pub(super) fn look_at_keeping(&mut self, ctx: &Context) {
        let Some(keeping) = &self.keeping else { return };
        match keeping.try_recv() {
            Err(TryRecvError::Empty) => return ctx.request_repaint_after(KEPT_SOON),
            Ok(Err(error)) => self.memory.config_error = Some(self.texts.config_not_kept(error.to_string())),
            Ok(Ok(())) | Err(TryRecvError::Disconnected) => self.memory.config_error = None,
        }
        self.keeping = None;
        ctx.request_repaint();
    }
}
