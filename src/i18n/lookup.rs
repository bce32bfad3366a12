//! Texts that are found by a stable id: findings, advice, steps, reasons, items of the preparation list.

use super::{Arg, Texts, number};
use crate::model::run::{Step, VoidReason};
use crate::model::{Advice, Evidence, Finding, Level, LevelOutcome, PartState, UnknownReason};

/// A finding in words: effect, cause, and one line for a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingText {
    /// What the person or the other side notices: the title.
    pub effect: String,
    /// Why; may be empty.
    pub cause: String,
    /// The first advice as one sentence; may be empty.
    pub remedy: String,
    /// One short line for a row.
    pub short: String,
}

/// Advice in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdviceText {
    /// One sentence.
    pub sentence: String,
    /// A label for the button that shows how (may be empty).
    pub button: String,
    /// The steps, one a line; may be empty.
    pub steps: Vec<String>,
}

/// An item of the preparation list in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemText {
    /// What to do.
    pub label: String,
    /// Why it helps.
    pub why: String,
}

/// Evidence that may be absent: the key, and the word by which a text asks for it (`yes` or `no`).
const OPTIONAL: [(&str, &str); 12] = [
    ("fps", "has_fps"),
    ("app", "has_app"),
    ("program", "has_program"),
    ("host", "has_host"),
    ("meant", "has_meant"),
    ("device", "has_device"),
    ("rtt_ms", "has_rtt"),
    ("up_mbps", "has_up"),
    ("down_mbps", "has_down"),
    ("ratio", "has_ratio"),
    ("count", "has_count"),
    ("operators", "has_operators"),
];

impl Texts {
    /// The words of a finding.
    #[must_use]
    pub fn finding(&self, finding: &Finding) -> FindingText {
        let id = format!("finding-{}", dashed(finding.id.as_str()));
        let args = self.evidence(finding);
        let get = |attribute| one_line(&self.find(&id, attribute, &args).unwrap_or_default());
        let remedy = finding.advice.first().map(|a| self.advice(*a, finding).sentence).unwrap_or_default();
        FindingText { effect: get(None), cause: get(Some("cause")), remedy, short: get(Some("short")) }
    }

    /// The words of advice that belongs to a finding.
    #[must_use]
    pub fn advice(&self, advice: Advice, finding: &Finding) -> AdviceText {
        let id = format!("advice-{}", dashed(advice.as_str()));
        let args = self.evidence(finding);
        let get = |attribute| self.find(&id, attribute, &args).unwrap_or_default();
        let steps = get(Some("steps"));
        AdviceText {
            sentence: one_line(&get(None)),
            button: one_line(&get(Some("button"))),
            steps: steps.lines().map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect(),
        }
    }

    /// The state of a part: the same word in the window, the terminal and the report.
    #[must_use]
    pub fn state(&self, state: PartState) -> String {
        match state {
            PartState::None => self.state_none(),
            PartState::Waiting => self.state_waiting(),
            PartState::Running => self.state_running(),
            PartState::Ok => self.state_ok(),
            PartState::Warn => self.state_warn(),
            PartState::Fail => self.state_fail(),
            PartState::Unknown => self.state_unknown(),
            PartState::NoPermission => self.state_no_permission(),
            PartState::NoDevice | PartState::NoCamera => self.state_no_device(),
            PartState::InUse => self.state_in_use(),
        }
    }

    /// How a level came out, in the same words everywhere. One that the call does not need never alarms.
    #[must_use]
    pub fn level_outcome(&self, level: Level, outcome: LevelOutcome, need: Level) -> String {
        match outcome {
            LevelOutcome::Holds => self.level_holds(),
            LevelOutcome::AtRisk => self.level_at_risk(),
            LevelOutcome::No if level > need => self.level_no_not_needed(),
            LevelOutcome::No => self.level_no(),
            LevelOutcome::NotEnoughEvidence => self.level_not_enough(),
        }
    }

    /// What a check is doing, as one line.
    #[must_use]
    pub fn step(&self, step: Step) -> String {
        self.find(&format!("step-{}", step.as_str()), None, &[]).unwrap_or_default()
    }

    /// Why a run says nothing any more, as one sentence.
    #[must_use]
    pub fn void(&self, why: VoidReason) -> String {
        match why {
            VoidReason::Slept => self.void_slept(),
            VoidReason::ClockSet => self.void_clock_set(),
            VoidReason::NetworkChanged => self.void_network_changed(),
            VoidReason::Stopped => self.void_stopped(),
        }
    }

    /// Why a run became void, in a few words.
    #[must_use]
    pub fn void_short(&self, why: VoidReason) -> String {
        match why {
            VoidReason::Slept => self.parts_overall_slept(),
            VoidReason::ClockSet => self.parts_overall_clock_set(),
            VoidReason::NetworkChanged => self.parts_overall_network_changed(),
            VoidReason::Stopped => self.parts_overall_stopped(),
        }
    }

    /// Why something was not measured, as one sentence.
    #[must_use]
    pub fn reason(&self, reason: UnknownReason) -> String {
        self.find(&format!("reason-{}", dashed(reason.as_str())), None, &[]).unwrap_or_default()
    }

    /// An item of the preparation list by its id; `None` for an id that has no text.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<ItemText> {
        let id = format!("item-{}", dashed(id));
        Some(ItemText { label: self.find(&id, None, &[])?, why: self.find(&id, Some("why"), &[]).unwrap_or_default() })
    }

    /// Evidence as arguments, each number formatted for its unit (the key's ending).
    ///
    /// Shares become percentages, `gap_ms` seconds with their unit; `count` and `events` stay numbers, which choose the
    /// plural form. For evidence that may be absent there is a `has_*` of `yes` or `no`; `os` is the operating system.
    fn evidence<'a>(&self, finding: &'a Finding) -> Vec<(&'a str, Arg<'a>)> {
        let language = self.language();
        let mut args: Vec<(&'a str, Arg<'a>)> = Vec::with_capacity(finding.evidence.len() + OPTIONAL.len() + 1);
        for (key, value) in &finding.evidence {
            let arg = match value {
                Evidence::Text(text) => Arg::from(text.as_str()),
                Evidence::Number(n) => match key.as_str() {
                    "count" | "events" => Arg::from(n.round()),
                    "ratio" | "low" | "high" | "limit" | "brightness" => number::percent(language, *n).into(),
                    "gap_ms" => number::seconds(language, *n).into(),
                    "mbps" | "need_mbps" | "up_mbps" | "down_mbps" => number::mbps(language, *n).into(),
                    "rtt_ms" | "limit_ms" | "pdv_ms" | "lookup_ms" => number::ms(language, *n).into(),
                    _ => number::decimal(language, *n, 0).into(),
                },
            };
            args.push((key, arg));
        }
        for (key, name) in OPTIONAL {
            args.push((name, Arg::from(if finding.evidence.contains_key(key) { "yes" } else { "no" })));
        }
        args.push(("os", Arg::from(std::env::consts::OS)));
        args
    }
}

/// The id of a text has dashes where a stable name has dots or underscores.
fn dashed(name: &str) -> String {
    name.replace(['.', '_'], "-")
}

/// Without line breaks and doubled spaces, which selects leave behind. No-break spaces stay.
fn one_line(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ").replace(" .", ".").replace(" ,", ",")
}
