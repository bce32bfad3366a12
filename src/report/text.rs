//! The result as a table in a terminal: plain text, at most 80 columns, without colour.

use super::{sentence, words};
use crate::i18n::{FindingText, Texts};
use crate::model::assessment::Group;
use crate::model::observation::ServerKind;
use crate::model::{Finding, Outcome, Readiness, Snapshot};

const WIDTH: usize = 80;
/// Columns of the part's name and of its state.
const PART: usize = 10;
const STATE: usize = 14;

/// The result for a terminal.
#[must_use]
pub fn text(state: &Snapshot, t: &Texts) -> String {
    let mut out = String::new();
    head(state, t, &mut out);
    parts(state, t, &mut out);
    let fix: Vec<&Group> = state.assessment.to_mend().collect();
    list(&fix, &t.report_heading_fix(), true, t, &mut out);
    let remarks: Vec<&Group> = state.assessment.remarks().collect();
    list(&remarks, &t.report_heading_remarks(), false, t, &mut out);
    levels(state, t, &mut out);
    out
}

fn head(state: &Snapshot, t: &Texts, out: &mut String) {
    let a = &state.assessment;
    match a.verdict {
        Some(_) => put(out, "", "", &format!("{} {}", sentence::verdict(t, a.readiness), sentence::sentence(state, t))),
        None => put(out, "", "", &t.report_unfinished()),
    }
    let mut line = format!("{}.", t.report_for_level(words::level(t, state.requirement.need)));
    if let Some(confidence) = a.confidence.filter(|_| a.readiness != Readiness::CannotSay) {
        line = format!("{}. {line}", words::confidence(t, confidence));
    }
    let time = words::shown_time(t, &super::measured_at(state));
    if !time.is_empty() {
        line = format!("{line} {}.", t.report_checked_at(time));
    }
    put(out, "", "", &line);
    if state.demo {
        put(out, "", "", &t.report_demo());
    }
    out.push('\n');
}

fn parts(state: &Snapshot, t: &Texts, out: &mut String) {
    for check in &state.requirement.checks {
        let outcome = state.assessment.checks.get(check).map(|v| v.outcome);
        let line = state.assessment.of(*check).next().map(|f| short(f, t)).unwrap_or_default();
        let first = format!("{:<PART$} {:<STATE$} ", words::part(t, *check), words::state(t, outcome));
        put(out, &first, &" ".repeat(PART + STATE + 2), &line);
    }
    let plan = t.report_plan(state.plan.channels, state.plan.tested);
    let first = format!("{:<PART$} {:<STATE$} ", t.report_part("plan"), "");
    put(out, &first, &" ".repeat(PART + STATE + 2), &plan);
}

/// Effect, cause and remedy of each group; what else came of the same cause is named below its head.
fn list(groups: &[&Group], title: &str, numbered: bool, t: &Texts, out: &mut String) {
    if groups.is_empty() {
        return;
    }
    out.push('\n');
    put(out, "", "", title);
    for (n, group) in groups.iter().enumerate() {
        let Some(head) = group.head() else { continue };
        let first = if numbered { format!("{:>2}. ", n + 1) } else { "  - ".to_owned() };
        let words = wording(head, t);
        put(out, &first, "    ", &words.effect);
        let mut told = vec![words.effect];
        if !words.cause.is_empty() {
            put(out, "    ", "    ", &words.cause);
        }
        for other in group.others() {
            let effect = wording(other, t).effect;
            // Both directions of a line may have the same words.
            if !told.contains(&effect) {
                put(out, "    ", "    ", &effect);
                told.push(effect);
            }
        }
        if !words.remedy.is_empty() {
            put(out, "    ", "    ", &t.report_remedy(words.remedy));
        }
    }
}

fn levels(state: &Snapshot, t: &Texts, out: &mut String) {
    let levels = &state.assessment.levels;
    let local = |n: &crate::model::observation::NetworkObservation| n.server.kind == ServerKind::Local;
    // Against this computer itself the levels would read like a promise about the line.
    if levels.is_empty() || state.observations.network.as_ref().is_some_and(local) {
        return;
    }
    out.push('\n');
    put(out, "", "", &t.report_heading_levels());
    let column = levels.iter().map(|l| words::level(t, l.id).chars().count()).max().unwrap_or(0);
    for level in levels {
        let name = words::capital(&words::level(t, level.id));
        let outcome = words::level_outcome(t, level.outcome);
        let sure = words::confidence(t, level.confidence).to_lowercase();
        let needed = if level.id == state.requirement.need { '>' } else { ' ' };
        put(out, "", "", &format!("{needed} {name:<column$}  {outcome} ({sure})"));
    }
}

/// The words of a finding; its id where a language has none yet.
fn wording(finding: &Finding, t: &Texts) -> FindingText {
    let mut words = t.finding(finding);
    if words.effect.is_empty() {
        words.effect = finding.id.as_str().to_owned();
    }
    words
}

fn short(finding: &Finding, t: &Texts) -> String {
    let words = wording(finding, t);
    // A row with trouble names the effect; a good one its reassuring value.
    if words.short.is_empty() || (finding.outcome != Outcome::Good && words.short.len() > words.effect.len()) {
        words.effect
    } else {
        words.short
    }
}

/// Adds one paragraph: `first` stands before its first line, `next` before the others; no line is wider than the
/// terminal.
fn put(out: &mut String, first: &str, next: &str, paragraph: &str) {
    let mut line = first.to_owned();
    let mut empty = true;
    // Runs of blanks stay where they make columns.
    for word in paragraph.split_inclusive(' ') {
        let wide = line.chars().count() + word.trim_end().chars().count() > WIDTH;
        if wide && !empty {
            out.push_str(line.trim_end());
            out.push('\n');
            next.clone_into(&mut line);
        }
        for letter in word.chars() {
            if line.chars().count() >= WIDTH && letter != ' ' {
                out.push_str(line.trim_end());
                out.push('\n');
                next.clone_into(&mut line);
            }
            line.push(letter);
        }
        empty = false;
    }
    out.push_str(line.trim_end());
    out.push('\n');
}
