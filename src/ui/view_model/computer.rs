//! The computer: which programs use it, memory, power.

use std::collections::BTreeMap;

use crate::i18n::{Texts, number};
use crate::model::observation::{AppClass, ComputerObservation, LoadPattern};
use crate::model::run::Stage;
use crate::model::text::one_line;
use crate::model::{CheckId, Snapshot};

/// Programs below this share are left out, unless they were above it before.
const WORTH_TELLING: f64 = 0.01;
/// At most this many programs are shown.
const SHOWN: usize = 6;

/// A program with its share of the computer.
#[derive(Debug, Clone, PartialEq)]
pub struct AppLine {
    /// The name that a person knows.
    pub app: String,
    /// What kind of program it is.
    pub class: String,
    /// Its share, 0 to 1.
    pub share: f64,
    /// "38%".
    pub percent: String,
    /// "was 38%, now 3%", after it was measured again.
    pub gain: Option<String>,
    /// It uses much all the time.
    pub heavy: bool,
}

/// The shares by program, to be kept before measuring again.
#[must_use]
pub fn shares(state: &Snapshot) -> BTreeMap<String, f64> {
    let apps = state.observations.computer.as_ref().map(|c| c.apps.as_slice()).unwrap_or_default();
    apps.iter().map(|a| (a.load.app.clone(), a.load.cpu_ratio)).collect()
}

/// The programs, greatest share first; those that were great before stay to show the gain.
#[must_use]
pub fn apps(state: &Snapshot, texts: &Texts, before: &BTreeMap<String, f64>) -> Vec<AppLine> {
    let l = texts.language();
    let Some(seen) = seen(state) else { return Vec::new() };
    let was = |app: &str| before.get(app).copied().filter(|was| *was >= 0.05);
    let gain = |was: f64, now: f64| {
        (was - now >= 0.02).then(|| texts.computer_gain(number::percent(l, now), number::percent(l, was)))
    };
    let mut lines: Vec<AppLine> = seen
        .apps
        .iter()
        .filter(|a| a.load.cpu_ratio >= WORTH_TELLING || was(&a.load.app).is_some())
        .take(SHOWN)
        .map(|a| AppLine {
            app: one_line(&a.load.app),
            class: class(texts, a.load.class),
            share: a.load.cpu_ratio,
            percent: number::percent(l, a.load.cpu_ratio),
            gain: was(&a.load.app).and_then(|was| gain(was, a.load.cpu_ratio)),
            heavy: a.pattern == LoadPattern::Hog,
        })
        .collect();
    for (app, was) in before.iter().filter(|(_, was)| **was >= 0.05) {
        if !seen.apps.iter().any(|a| a.load.app == *app) && lines.len() < SHOWN {
            lines.push(AppLine {
                app: one_line(app),
                class: texts.computer_gone(),
                share: 0.0,
                percent: number::percent(l, 0.0),
                gain: gain(*was, 0.0),
                heavy: false,
            });
        }
    }
    lines
}

/// What kind of program it is, in words.
#[must_use]
pub fn class(texts: &Texts, class: AppClass) -> String {
    match class {
        AppClass::CloudSync => texts.app_cloud_sync(),
        AppClass::Backup => texts.app_backup(),
        AppClass::Updater => texts.app_updater(),
        AppClass::Antivirus => texts.app_antivirus(),
        AppClass::Game => texts.app_game(),
        AppClass::Encoder => texts.app_encoder(),
        AppClass::Torrent => texts.app_torrent(),
        AppClass::Meeting => texts.app_meeting(),
        AppClass::Remote => texts.app_remote(),
        AppClass::Browser => texts.app_browser(),
        AppClass::System => texts.app_system(),
        AppClass::Other => texts.app_other(),
    }
}

/// A figure with its name: memory, battery, our own load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What.
    pub what: FigureKind,
    /// Its name.
    pub name: String,
    /// Its value in words.
    pub value: String,
}

/// What a figure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureKind {
    /// Processors.
    Busy,
    /// Memory.
    Memory,
    /// Battery or mains.
    Power,
    /// This program.
    Own,
}

/// The figures, each at its place from the start: "–" until it is known. Empty where the check has no answer.
#[must_use]
pub fn figures(state: &Snapshot, texts: &Texts) -> Vec<Figure> {
    let seen = seen(state);
    if seen.is_none() && matches!(state.stage(CheckId::Computer), Stage::Unknown(_)) {
        return Vec::new();
    }
    let l = texts.language();
    let percent = |v: f64| number::percent(l, v);
    let figure = |what, name, value: Option<String>| Figure { what, name, value: value.unwrap_or("–".to_owned()) };
    let busy = seen.and_then(|s| s.cpu_busy_ratio).map(percent);
    let free = seen.and_then(|s| s.memory_available_ratio).map(|free| texts.computer_memory_free(percent(free)));
    let mut list = vec![
        figure(FigureKind::Busy, texts.computer_busy(), busy),
        figure(FigureKind::Memory, texts.computer_memory(), free),
    ];
    let power = match seen.map_or((None, None), |s| (s.on_battery, s.battery_ratio)) {
        (Some(true), Some(charge)) => Some(texts.computer_on_battery(percent(charge))),
        (Some(true), None) => Some(texts.computer_on_battery_only()),
        (Some(false), Some(charge)) => Some(texts.computer_on_mains_charge(percent(charge))),
        (Some(false), None) => Some(texts.computer_on_mains()),
        (None, _) => None,
    };
    list.push(figure(FigureKind::Power, texts.computer_power(), power));
    let own = seen.and_then(|s| s.own_ratio).map(percent);
    list.push(figure(FigureKind::Own, texts.computer_own(), own));
    list
}

/// The raw figures for a helper.
#[must_use]
pub fn technical(state: &Snapshot, texts: &Texts) -> Vec<(String, String)> {
    let Some(seen) = seen(state) else { return Vec::new() };
    let l = texts.language();
    let mut rows: Vec<_> = figures(state, texts).into_iter().map(|f| (f.name, f.value)).collect();
    if let Some(rest) = seen.rest_ratio {
        rows.push((texts.tech_rest(), number::percent(l, rest)));
    }
    rows.push((texts.tech_samples(), seen.samples.to_string()));
    for app in &seen.apps {
        let (mean, high) = (number::percent(l, app.load.cpu_ratio), number::percent(l, app.p90_ratio));
        rows.push((app.load.app.clone(), format!("{mean} / {high} ({})", app.load.processes)));
    }
    rows
}

/// What was seen, with the patterns that follow from it.
fn seen(state: &Snapshot) -> Option<&ComputerObservation> {
    state.assessment.computer.as_ref().or(state.observations.computer.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;
    use crate::model::observation::{AppLoad, AppRow};

    fn state(apps: &[(&str, f64)]) -> Snapshot {
        let mut state = Snapshot::default();
        let apps = apps
            .iter()
            .map(|(app, share)| AppRow {
                load: AppLoad {
                    app: (*app).to_owned(),
                    class: AppClass::CloudSync,
                    cpu_ratio: *share,
                    processes: 1,
                    known: true,
                },
                pattern: LoadPattern::Hog,
                p90_ratio: *share,
                shares: Vec::new(),
            })
            .collect();
        state.run.observations.computer = Some(ComputerObservation { apps, ..ComputerObservation::default() });
        state
    }

    #[test]
    fn the_gain_is_told_once_it_is_there() {
        let texts = Texts::new(Language::En);
        let before = shares(&state(&[("OneDrive", 0.38), ("Backup", 0.2)]));
        let lines = apps(&state(&[("OneDrive", 0.03)]), &texts, &before);
        let told = lines[0].gain.clone().unwrap();
        assert!(told.contains("38%") && told.contains('3'), "{told}");
        assert_eq!(lines[1].app, "Backup");
        assert_eq!(lines[1].percent, "0%");
        assert!(apps(&state(&[("OneDrive", 0.38)]), &texts, &before)[0].gain.is_none());
    }
}
