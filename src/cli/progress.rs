//! Progress on standard error: a bar on a terminal, a line for each step otherwise.

use std::collections::BTreeMap;
use std::io::Write;

use super::print;
use crate::i18n::Texts;
use crate::model::run::{Stage, Step};
use crate::model::{CheckId, Snapshot};

const BAR: usize = 20;

/// Shows how far a run is.
pub struct Progress<'a> {
    texts: &'a Texts,
    terminal: bool,
    drawn: bool,
    shown: BTreeMap<CheckId, Step>,
    hosts: usize,
}

impl<'a> Progress<'a> {
    /// Nothing shown yet.
    pub fn new(texts: &'a Texts, terminal: bool) -> Self {
        Self { texts, terminal, drawn: false, shown: BTreeMap::new(), hosts: 0 }
    }

    /// A line of its own.
    pub fn say(&mut self, line: &str) {
        self.wipe();
        print::err(line);
    }

    /// Shows the state: new steps and hosts as lines, the bar on a terminal.
    pub fn show(&mut self, state: &Snapshot) {
        for host in state.hosts.iter().skip(self.hosts) {
            self.say(&self.texts.cli_host(host.host.clone()));
        }
        self.hosts = state.hosts.len();
        let mut running = None;
        for check in &state.requirement.checks {
            if let Stage::Running { step, fraction, .. } = state.stage(*check) {
                if !self.terminal && self.shown.insert(*check, *step) != Some(*step) {
                    self.say(&self.line(*check, *step));
                }
                running = Some((*check, *step, *fraction));
            }
        }
        if let (true, Some((check, step, fraction))) = (self.terminal, running) {
            self.bar(check, step, fraction.unwrap_or(0.0));
        }
    }

    fn line(&self, check: CheckId, step: Step) -> String {
        let part = match check {
            CheckId::Network => self.texts.part_internet(),
            CheckId::Sound => self.texts.part_sound(),
            CheckId::Camera => self.texts.part_picture(),
            CheckId::Computer => self.texts.part_computer(),
        };
        format!("{part}: {}", self.texts.step(step))
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to BAR")]
    fn bar(&mut self, check: CheckId, step: Step, fraction: f64) {
        let full = (fraction.clamp(0.0, 1.0) * BAR as f64).round() as usize;
        let mut stderr = std::io::stderr().lock();
        let line = format!("\r\x1b[2K[{}{}] {}", "#".repeat(full), "-".repeat(BAR - full), self.line(check, step));
        let _ = stderr.write_all(line.as_bytes()).and_then(|()| stderr.flush());
        self.drawn = true;
    }

    fn wipe(&mut self) {
        if std::mem::take(&mut self.drawn) {
            let _ = std::io::stderr().lock().write_all(b"\r\x1b[2K");
        }
    }

    /// Takes the bar away.
    pub fn end(&mut self) {
        self.wipe();
    }
}
