//! Words that several kinds of report have in common.

use super::shared::{SharedAnswer, SharedReport};
use crate::i18n::Texts;
use crate::model::plan::ChannelKind;
use crate::model::{CheckId, Confidence, FindingId, Level, Outcome, Readiness};

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
    // As the window writes it, in both languages.
    let clock = format!("{}:{}", time.hour, time.minute);
    let number = |text: &str| text.parse::<u32>().unwrap_or(0);
    t.report_date(number(time.day).to_string(), number(time.month), clock, time.year.to_owned())
}

/// The verdict for somebody else, as a sentence without its full stop. Names what it says nothing about, and speaks of
/// the call only where the page shows the connection.
pub(super) fn verdict(t: &Texts, report: &SharedReport, answer: &SharedAnswer) -> String {
    let shows = |check| report.checks.is_empty() || report.checks.iter().any(|c| c.id == check);
    let connection = shows(CheckId::Network);
    let no_line = connection && answer.unchecked.contains(&CheckId::Network);
    // Where the page does not show the whole, it speaks of what it shows.
    let of_some = !connection || answer.readiness == Readiness::CannotSay && !no_line;
    let key = match (answer.verdict, answer.readiness) {
        (Outcome::Good, _) if of_some => "shown-fine",
        (Outcome::WatchOut, _) if of_some => "shown-remarks",
        (Outcome::Problem, _) if of_some => "shown-fix",
        (Outcome::Good, Readiness::Ready) => "ready",
        (_, Readiness::Ready) => "ready-remarks",
        (Outcome::Problem, Readiness::Almost) => "almost-fix",
        (_, Readiness::Almost) if answer.unchecked.is_empty() => "almost-risk",
        (_, Readiness::Almost) => "almost-unchecked",
        (_, Readiness::FixFirst) => "fix-first",
        (_, Readiness::CannotSay) if of_some => "almost-unchecked",
        (_, Readiness::CannotSay) => "cannot-say",
    };
    let mut unchecked = answer.unchecked.clone();
    if key == "cannot-say" {
        unchecked.retain(|check| *check != CheckId::Network);
    }
    let verdict = t.report_verdict(key);
    if unchecked.is_empty() { verdict } else { t.report_verdict_unchecked(names(t, &unchecked), verdict) }
}

/// Says that what follows is not the candidate's own line and devices; `None` where it is.
pub(super) fn notice(t: &Texts, demo: bool, from_files: &[CheckId]) -> Option<String> {
    match from_files {
        _ if demo => Some(t.report_demo()),
        [] => None,
        parts => Some(t.report_from_files(count(parts.len()), capital(&names(t, parts)))),
    }
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// What the candidate does not share: "Not shared: the computer"; `None` where nothing is kept back.
pub(super) fn not_shared(t: &Texts, answer: &SharedAnswer) -> Option<String> {
    let parts = &answer.not_shared;
    (!parts.is_empty()).then(|| t.report_not_shared(names(t, parts)))
}

/// The verdict and how sure it is; where nothing can be said there is nothing to be sure of.
pub(super) fn certainty(t: &Texts, answer: &SharedAnswer) -> Option<String> {
    (answer.readiness != Readiness::CannotSay).then(|| confidence(t, answer.confidence))
}

/// The name of a part.
pub(super) fn part(t: &Texts, check: CheckId) -> String {
    t.report_part(check.as_str())
}

/// What a way to reach each other is called.
pub(super) fn channel(t: &Texts, kind: ChannelKind) -> String {
    match kind {
        ChannelKind::Phone => t.plan_kind_phone(),
        ChannelKind::WhatsApp => t.plan_kind_whatsapp(),
        ChannelKind::FaceTime => t.plan_kind_facetime(),
        ChannelKind::Teams => t.plan_kind_teams(),
        ChannelKind::Zoom => t.plan_kind_zoom(),
        ChannelKind::Meet => t.plan_kind_meet(),
        ChannelKind::Webex => t.plan_kind_webex(),
        ChannelKind::Email => t.plan_kind_email(),
        ChannelKind::Other => t.plan_kind_other(),
    }
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

/// A finding for somebody else: without figures and names.
pub(super) fn finding(t: &Texts, id: FindingId) -> Option<String> {
    t.find(&format!("report-finding-{}", id.as_str().replace(['.', '_'], "-")), None, &[])
}

/// The first letter as a capital.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// "the internet, the sound and the picture".
pub(super) fn names(t: &Texts, parts: &[CheckId]) -> String {
    joined(t, parts.iter().map(|check| t.report_the_part(check.as_str())).collect())
}

/// Names in a row, the last one after "and".
pub(super) fn joined(t: &Texts, mut names: Vec<String>) -> String {
    let Some(last) = names.pop() else { return String::new() };
    if names.is_empty() { last } else { t.report_and(names.join(", "), last) }
}
