//! The result as a table in a terminal: plain text as wide as the terminal, without colour.

use super::{figures, sentence, words};
use crate::i18n::{FindingText, Texts};
use crate::model::assessment::Group;
use crate::model::{Finding, Outcome, PartState, Readiness, Snapshot};

/// A line is no wider than this, however wide the terminal is, and no narrower than a long word needs.
const WIDTHS: std::ops::RangeInclusive<usize> = 20..=80;
/// Below this width the line about a part stands under its name and not beside it.
const BESIDE: usize = 60;
/// Columns of the part's name and of its state.
const PART: usize = 10;
const STATE: usize = 14;

/// Lines of text of a certain width.
struct Paper {
    out: String,
    width: usize,
}

/// The result for a terminal of so many columns.
#[must_use]
pub fn text(state: &Snapshot, t: &Texts, columns: usize) -> String {
    let width = columns.clamp(*WIDTHS.start(), *WIDTHS.end());
    let mut paper = Paper { out: String::new(), width };
    head(state, t, &mut paper);
    parts(state, t, &mut paper);
    let fix: Vec<&Group> = state.assessment.to_mend().collect();
    list(&fix, &t.report_heading_fix(), true, t, &mut paper);
    let remarks: Vec<&Group> = state.assessment.remarks().collect();
    list(&remarks, &t.report_heading_remarks(), false, t, &mut paper);
    levels(state, t, &mut paper);
    paper.out
}

fn head(state: &Snapshot, t: &Texts, paper: &mut Paper) {
    let a = &state.assessment;
    match a.verdict {
        Some(_) => {
            let said = [sentence::heading(state, t), sentence::sentence(state, t)];
            paper.put("", "", said.join(" ").trim());
        }
        None => paper.put("", "", &t.report_unfinished()),
    }
    let mut line = format!("{}.", t.report_for_level(words::level(t, state.requirement.need)));
    if let Some(confidence) = a.confidence.filter(|_| a.readiness != Readiness::CannotSay) {
        line = format!("{}. {line}", words::confidence(t, confidence));
    }
    let time = words::shown_time(t, &super::measured_at(state));
    if !time.is_empty() {
        line = format!("{line} {}.", t.report_checked_at(time));
    }
    paper.put("", "", &line);
    if let Some(notice) = words::notice(t, state.demo, &super::filled::from_files(state)) {
        paper.put("", "", &notice);
    }
    paper.out.push('\n');
}

fn parts(state: &Snapshot, t: &Texts, paper: &mut Paper) {
    for check in &state.requirement.checks {
        let line = state.assessment.of(*check).next().map(|f| short(f, t)).unwrap_or_default();
        let mut lines = vec![line];
        lines.extend(figures::of(state, *check, t));
        paper.row(&words::part(t, *check), &t.state(PartState::of_check(state, *check)), &lines);
    }
    // Plan B belongs to the whole; who asks for some parts did not ask for it.
    if state.is_whole() {
        paper.row(&t.report_part("plan"), "", &[t.report_plan(state.plan.channels, state.plan.tested)]);
    }
}

/// Effect, cause and remedy of each group; what else came of the same cause is named below its head.
fn list(groups: &[&Group], title: &str, numbered: bool, t: &Texts, paper: &mut Paper) {
    if groups.is_empty() {
        return;
    }
    paper.out.push('\n');
    paper.put("", "", title);
    for (n, group) in groups.iter().enumerate() {
        let Some(head) = group.head() else { continue };
        let first = if numbered { format!("{:>2}. ", n + 1) } else { "  - ".to_owned() };
        let words = wording(head, t);
        paper.put(&first, "    ", &words.effect);
        let mut told = vec![words.effect];
        if !words.cause.is_empty() {
            paper.put("    ", "    ", &words.cause);
        }
        for other in group.others() {
            let effect = wording(other, t).effect;
            // Both directions of a line may have the same words.
            if !told.contains(&effect) {
                paper.put("    ", "    ", &effect);
                told.push(effect);
            }
        }
        if !words.remedy.is_empty() {
            paper.put("    ", "    ", &t.report_remedy(words.remedy));
        }
    }
}

fn levels(state: &Snapshot, t: &Texts, paper: &mut Paper) {
    let levels = &state.assessment.levels;
    if levels.is_empty() {
        return;
    }
    paper.out.push('\n');
    paper.put("", "", &t.report_heading_levels());
    let column = levels.iter().map(|l| words::level(t, l.id).chars().count()).max().unwrap_or(0);
    let column = if paper.width < BESIDE { 0 } else { column };
    let need = state.requirement.need;
    for level in levels {
        let name = words::capital(&words::level(t, level.id));
        let outcome = t.level_outcome(level.id, level.outcome, need);
        let sure = words::confidence(t, level.confidence).to_lowercase();
        let needed = if level.id == need { '>' } else { ' ' };
        let between = if column == 0 { ":" } else { " " };
        paper.put("", "    ", &format!("{needed} {name:<column$}{between} {outcome} ({sure})"));
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

impl Paper {
    /// A part with its state and the lines about it.
    fn row(&mut self, part: &str, state: &str, lines: &[String]) {
        let beside = self.width >= BESIDE;
        let mut first = format!("{part:<PART$} {state:<STATE$} ");
        if !beside {
            let head = if state.is_empty() { part.to_owned() } else { format!("{part}: {state}") };
            self.put("", "  ", &head);
            "  ".clone_into(&mut first);
        }
        let next = " ".repeat(if beside { PART + STATE + 2 } else { 2 });
        for line in lines {
            self.put(&first, &next, line);
            first.clone_from(&next);
        }
    }

    /// Adds one paragraph: `first` stands before its first line, `next` before the others; no line is wider than the
    /// paper.
    fn put(&mut self, first: &str, next: &str, paragraph: &str) {
        let mut line = first.to_owned();
        let mut empty = true;
        // Runs of blanks stay where they make columns.
        for word in paragraph.split_inclusive(' ') {
            let wide = line.chars().count() + word.trim_end().chars().count() > self.width;
            if wide && !empty {
                self.end(&mut line, next);
            }
            for letter in word.chars() {
                if line.chars().count() >= self.width && letter != ' ' {
                    self.end(&mut line, next);
                }
                line.push(letter);
            }
            empty = false;
        }
        self.end(&mut line, "");
    }

    /// Ends a line and begins the next one.
    fn end(&mut self, line: &mut String, next: &str) {
        self.out.push_str(line.trim_end());
        self.out.push('\n');
        next.clone_into(line);
    }
}
