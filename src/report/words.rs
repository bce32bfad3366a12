//! Words that several kinds of report have in common.

use super::sentence::names;
use super::shared::SharedAnswer;
use crate::i18n::{Language, Texts};
use crate::model::{CheckId, Confidence, FindingId, Level, LevelOutcome, Outcome, Readiness};

/// The digits of a wall-clock time, in the offset in which it was noted.
pub(super) struct LocalTime<'a> {
    pub year: &'a str,
    pub month: &'a str,
    pub day: &'a str,
    pub hour: &'a str,
    pub minute: &'a str,
}

/// Takes an RFC 3339 time apart; `None` when it is none.
pub(super) fn local_time(rfc3339: &str) -> Option<LocalTime<'_>> {
    let digits = |from: usize, to: usize| {
        rfc3339.get(from..to).filter(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
    };
    // An anonymised recording begins there, and a clock that was never set: neither tells a time.
    if rfc3339.starts_with("1970-01-01") {
        return None;
    }
    let separators = [(4, b'-'), (7, b'-'), (13, b':')];
    let bytes = rfc3339.as_bytes();
    if separators.iter().any(|(at, sign)| bytes.get(*at) != Some(sign)) {
        return None;
    }
    Some(LocalTime {
        year: digits(0, 4)?,
        month: digits(5, 7)?,
        day: digits(8, 10)?,
        hour: digits(11, 13)?,
        minute: digits(14, 16)?,
    })
}

/// "22 November 2026, 13:36"; empty when the time is not known.
pub(super) fn shown_time(t: &Texts, rfc3339: &str) -> String {
    let Some(time) = local_time(rfc3339) else { return String::new() };
    let clock = match t.language() {
        Language::Nl => format!("{}.{}", time.hour, time.minute),
        Language::En => format!("{}:{}", time.hour, time.minute),
    };
    let number = |text: &str| text.parse::<u32>().unwrap_or(0);
    t.report_date(number(time.day).to_string(), number(time.month), clock, time.year.to_owned())
}

/// The verdict for somebody else, as a sentence without its full stop. Names what it says nothing about.
pub(super) fn verdict(t: &Texts, answer: &SharedAnswer) -> String {
    let key = match (answer.verdict, answer.readiness) {
        (Outcome::Good, Readiness::Ready) => "ready",
        (_, Readiness::Ready) => "ready-remarks",
        (Outcome::Problem, Readiness::Almost) => "almost-fix",
        (_, Readiness::Almost) if answer.unchecked.is_empty() => "almost-risk",
        (_, Readiness::Almost) => "almost-unchecked",
        (_, Readiness::FixFirst) => "fix-first",
        (_, Readiness::CannotSay) => "cannot-say",
    };
    let mut unchecked = answer.unchecked.clone();
    if answer.readiness == Readiness::CannotSay {
        unchecked.retain(|check| *check != CheckId::Network);
    }
    let verdict = t.report_verdict(key);
    if unchecked.is_empty() { verdict } else { t.report_verdict_unchecked(names(t, &unchecked), verdict) }
}

/// The verdict and how sure it is; where nothing can be said there is nothing to be sure of.
pub(super) fn certainty(t: &Texts, answer: &SharedAnswer) -> Option<String> {
    (answer.readiness != Readiness::CannotSay).then(|| confidence(t, answer.confidence))
}

/// The state of a part, in the same words as in the window.
pub(super) fn state(t: &Texts, outcome: Option<Outcome>) -> String {
    match outcome {
        Some(Outcome::Good) => t.state_ok_short(),
        Some(Outcome::WatchOut) => t.state_warn_short(),
        Some(Outcome::Problem) => t.state_fail_short(),
        Some(Outcome::NotMeasured) => t.state_unknown_short(),
        None => t.state_none_short(),
    }
}

/// The name of a part.
pub(super) fn part(t: &Texts, check: CheckId) -> String {
    t.report_part(check.as_str())
}

/// How sure.
pub(super) fn confidence(t: &Texts, confidence: Confidence) -> String {
    t.report_confidence(match confidence {
        Confidence::High => "high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    })
}

/// The name of a level.
pub(super) fn level(t: &Texts, level: Level) -> String {
    // A key of a text can't begin with a digit.
    t.report_level(match level {
        Level::Audio => "audio",
        Level::P360 => "p360",
        Level::P720 => "p720",
        Level::P1080 => "p1080",
        Level::Share => "share",
    })
}

/// Whether a level holds.
pub(super) fn level_outcome(t: &Texts, outcome: LevelOutcome) -> String {
    t.report_level_outcome(match outcome {
        LevelOutcome::Holds => "holds",
        LevelOutcome::AtRisk => "at_risk",
        LevelOutcome::No => "no",
        LevelOutcome::NotEnoughEvidence => "not_enough_evidence",
    })
}

/// A finding for somebody else: without figures and names.
pub(super) fn finding(t: &Texts, id: FindingId) -> Option<String> {
    t.find(&format!("report-finding-{}", id.as_str().replace(['.', '_'], "-")), None, &[])
}

/// The first letter as a capital.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
