//! Progress on standard error: one line that is written over again on a terminal, a line for each step otherwise.

use std::collections::BTreeMap;
use std::io::Write;

use super::print;
use super::terminal::{self, Screen};
use crate::i18n::{Texts, number};
use crate::model::observation::PhaseId;
use crate::model::run::{Stage, Step};
use crate::model::text::one_line;
use crate::model::{CheckId, RunState};

const BAR: usize = 20;
/// Words beside the bar need this many columns; on a narrower terminal they stand alone.
const WORDS: usize = 24;

/// Shows how far a run is.
pub struct Progress<'a> {
    texts: &'a Texts,
    screen: fn() -> Screen,
    /// Columns that the line covers now.
    drawn: usize,
    shown: BTreeMap<CheckId, Step>,
    hosts: usize,
    /// Drop-outs of the quiet watch that were told; `None` before it.
    gaps: Option<usize>,
}

impl<'a> Progress<'a> {
    /// Nothing shown yet.
    pub fn new(texts: &'a Texts) -> Self {
        Self { texts, screen: terminal::screen, drawn: 0, shown: BTreeMap::new(), hosts: 0, gaps: None }
    }

    /// A line of its own.
    pub fn say(&mut self, line: &str) {
        self.wipe();
        print::err(line);
    }

    /// Shows the state: new steps and hosts as lines, the bar on a terminal.
    pub fn show(&mut self, state: &RunState) {
        for host in state.hosts.iter().skip(self.hosts) {
            self.say(&self.texts.cli_host(host.host.clone()));
        }
        self.hosts = state.hosts.len();
        self.watch(state);
        let screen = (self.screen)();
        let mut running = None;
        for check in &state.requirement.checks {
            if let Stage::Running { step, fraction, .. } = state.stage(*check) {
                if screen == Screen::Lines && self.shown.insert(*check, *step) != Some(*step) {
                    self.say(&self.line(*check, *step));
                }
                running = Some((*check, *step, *fraction));
            }
        }
        match (screen, running) {
            (Screen::Columns(columns), Some((check, step, fraction))) => {
                self.draw(&bar(&self.line(check, step), fraction.unwrap_or(0.0), columns));
            }
            (Screen::Columns(columns), None) if state.is_watching() => self.watch_bar(state, columns),
            _ => {}
        }
    }

    /// How far something else is, 0 to 1: on a terminal alone.
    pub fn far(&mut self, line: &str, fraction: f64) {
        if let Screen::Columns(columns) = (self.screen)() {
            self.draw(&bar(line, fraction, columns));
        }
    }

    /// The quiet watch: that it began, and each drop-out as it is found.
    fn watch(&mut self, state: &RunState) {
        let seen = state.observations.network.as_ref().filter(|_| state.is_watching());
        let Some((watch, outs)) = seen.and_then(|seen| Some((seen.watch?, &seen.drop_outs))) else { return };
        let language = self.texts.language();
        let Some(told) = self.gaps else {
            self.gaps = Some(0);
            let minutes = number::decimal(language, watch.asked_s / 60.0, 0);
            return self.say(&self.texts.cli_watch_begins(minutes));
        };
        let found: Vec<_> = outs.iter().filter(|drop| drop.phase == Some(PhaseId::QuietWatch)).copied().collect();
        for drop in found.iter().skip(told) {
            let at = number::decimal(language, drop.at_s, 1);
            self.say(&self.texts.cli_watch_gap(at, number::seconds(language, drop.length_ms)));
        }
        self.gaps = Some(told.max(found.len()));
    }

    fn watch_bar(&mut self, state: &RunState, columns: usize) {
        let Some(watch) = state.observations.network.as_ref().and_then(|seen| seen.watch) else { return };
        let now_s = state.round_trips.last().map_or(0.0, |point| point.at_s - watch.from_s);
        let done_s = now_s.max(watch.watched_s).clamp(0.0, watch.asked_s);
        let whole = |seconds: f64| number::decimal(self.texts.language(), seconds, 0);
        let words = self.texts.cli_watch_bar(whole(done_s), whole(watch.asked_s));
        self.draw(&bar(&words, done_s / watch.asked_s.max(1.0), columns));
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

    /// Writes over what stands there. Blanks cover a longer line: no code that a terminal may not know.
    fn draw(&mut self, line: &str) {
        let length = line.chars().count();
        let cover = " ".repeat(self.drawn.saturating_sub(length));
        let mut stderr = std::io::stderr().lock();
        let _ = stderr.write_all(format!("\r{line}{cover}").as_bytes()).and_then(|()| stderr.flush());
        self.drawn = length;
    }

    fn wipe(&mut self) {
        if self.drawn > 0 {
            self.draw("");
            let _ = std::io::stderr().lock().write_all(b"\r");
        }
    }

    /// Takes the bar away.
    pub fn end(&mut self) {
        self.wipe();
    }
}

/// The line with its bar, one column narrower than the terminal: the last one would make it go on to the next line.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to BAR, 0 to 100")]
fn bar(words: &str, fraction: f64, columns: usize) -> String {
    let fraction = fraction.clamp(0.0, 1.0);
    let room = columns.saturating_sub(1);
    let words = one_line(words);
    let line = if room >= BAR + 3 + WORDS {
        let full = (fraction * BAR as f64).round() as usize;
        format!("[{}{}] {words}", "#".repeat(full), "-".repeat(BAR - full))
    } else {
        format!("{:>3}% {words}", (fraction * 100.0).round() as usize)
    };
    if line.chars().count() <= room {
        return line;
    }
    line.chars().take(room.saturating_sub(1)).chain(['…']).take(room).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_never_reaches_the_last_column() {
        let words = "Internet: how much comes in, and how much goes out";
        for columns in 0..120 {
            let line = bar(words, 0.5, columns);
            assert!(line.chars().count() <= columns.saturating_sub(1), "{columns}: {line:?}");
            assert!(!line.contains(char::is_control));
        }
        assert_eq!(bar("Sound: listening", 0.5, 80), "[##########----------] Sound: listening");
        assert_eq!(bar("Sound: listening", 0.5, 24), " 50% Sound: listening");
        assert_eq!(bar("Sound: listening", 1.0, 12), "100% Sound…");
    }
}
