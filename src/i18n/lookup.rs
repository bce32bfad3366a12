//! Texts that are found by a stable id: findings, advice, steps, reasons.

use super::{Arg, Texts, number};
use crate::model::run::Step;
use crate::model::{Advice, Evidence, Finding, UnknownReason};

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

impl Texts {
    /// The words of a finding.
    #[must_use]
    pub fn finding(&self, finding: &Finding) -> FindingText {
        let id = format!("finding-{}", finding.id.as_str().replace(['.', '_'], "-"));
        let args = self.evidence(finding);
        let get = |attribute| self.find(&id, attribute, &args).unwrap_or_default();
        let remedy = finding.advice.first().map(|a| self.advice(*a, finding).sentence).unwrap_or_default();
        FindingText { effect: get(None), cause: get(Some("cause")), remedy, short: get(Some("short")) }
    }

    /// The words of advice that belongs to a finding.
    #[must_use]
    pub fn advice(&self, advice: Advice, finding: &Finding) -> AdviceText {
        let id = format!("advice-{}", advice.as_str().replace('_', "-"));
        let args = self.evidence(finding);
        let get = |attribute| self.find(&id, attribute, &args).unwrap_or_default();
        let steps = get(Some("steps"));
        AdviceText {
            sentence: get(None),
            button: get(Some("button")),
            steps: steps.lines().map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect(),
        }
    }

    /// What a check is doing, as one line.
    #[must_use]
    pub fn step(&self, step: Step) -> String {
        self.find(&format!("step-{}", step.as_str()), None, &[]).unwrap_or_default()
    }

    /// Why something was not measured, as one sentence.
    #[must_use]
    pub fn reason(&self, reason: UnknownReason) -> String {
        self.find(&format!("reason-{}", reason.as_str().replace('_', "-")), None, &[]).unwrap_or_default()
    }

    /// Evidence as arguments, each number formatted for its unit (the key's ending).
    ///
    /// `ratio`, `low`, `high` and `limit` of a share become percentages; `*_ms` of a gap seconds (as `gap_s`);
    /// missing names become an empty string, so that a text can choose with a select on `has_app` (`yes`, `no`).
    fn evidence(&self, finding: &Finding) -> Vec<(&'static str, Arg<'static>)> {
        const KEYS: [&str; 32] = [
            "ratio",
            "low",
            "high",
            "limit",
            "rtt_ms",
            "limit_ms",
            "pdv_ms",
            "gap_ms",
            "mbps",
            "need_mbps",
            "up_mbps",
            "down_mbps",
            "host",
            "direction",
            "level_dbfs",
            "limit_dbfs",
            "noise_dbfs",
            "snr_db",
            "limit_db",
            "count",
            "events",
            "app",
            "class",
            "device",
            "fps",
            "limit_fps",
            "brightness",
            "height",
            "peak_dbfs",
            "width",
            "minutes",
            "samples",
        ];
        let language = self.language();
        let mut args: Vec<(&'static str, Arg<'static>)> = Vec::new();
        for key in KEYS {
            let Some(value) = finding.evidence.get(key) else { continue };
            let text = match value {
                Evidence::Text(text) => text.clone(),
                Evidence::Number(n) => match key {
                    "ratio" | "low" | "high" | "limit" | "brightness" => number::percent(language, *n),
                    "gap_ms" => number::seconds(language, *n),
                    "mbps" | "need_mbps" | "up_mbps" | "down_mbps" => number::mbps(language, *n),
                    "rtt_ms" | "limit_ms" | "pdv_ms" => number::ms(language, *n),
                    _ => number::decimal(language, *n, 0),
                },
            };
            args.push((key, Arg::from(text)));
        }
        let has = |key: &str| if finding.evidence.contains_key(key) { "yes" } else { "no" };
        args.push(("has_app", Arg::from(has("app"))));
        args.push(("has_rtt", Arg::from(has("rtt_ms"))));
        args.push(("has_ratio", Arg::from(has("ratio"))));
        args
    }
}
