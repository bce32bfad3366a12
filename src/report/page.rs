//! The shared report's page in pieces, for a window that draws it as it will be saved.

use super::rows::rows;
use super::shared::SharedReport;
use super::words;
use crate::i18n::Texts;
use crate::model::{PartState, Readiness};

/// One row of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRow {
    /// The part.
    pub part: String,
    /// How it came out, and that in words.
    pub state: Option<(PartState, String)>,
    /// What was found.
    pub lines: Vec<String>,
    /// Figures in small print.
    pub small: Vec<String>,
}

/// The page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its name.
    pub title: String,
    /// Set for a demonstration, and for recordings in place of devices: says so.
    pub demo: Option<String>,
    /// The verdict's picture and words, when they are shared.
    pub answer: Option<(Readiness, String)>,
    /// Below the verdict: for what, when, how sure.
    pub under: String,
    /// The parts.
    pub rows: Vec<PageRow>,
    /// Heading of the levels.
    pub levels_title: String,
    /// Level, what it does, how sure.
    pub levels: Vec<(String, String, String)>,
    /// Stands in place of the rows when nothing was chosen.
    pub nothing: Option<String>,
    /// What the page is and is not for, and what made it.
    pub footer: [String; 2],
}

/// The same as `html`, in pieces.
#[must_use]
pub fn page(report: &SharedReport, t: &Texts) -> Page {
    let time = words::shown_time(t, &report.measured_at);
    let mut under: Vec<String> = report.name.iter().map(|name| t.report_from(name.clone())).collect();
    under.push(t.report_for_level(words::level(t, report.need)));
    if !time.is_empty() {
        under.push(t.report_checked_at(time));
    }
    under.extend(report.answer.as_ref().and_then(|a| words::certainty(t, a)));
    under.extend(report.answer.as_ref().and_then(|a| words::not_shared(t, a)));
    let rows: Vec<PageRow> = rows(report, t)
        .into_iter()
        .map(|r| PageRow { part: r.part, state: r.state.map(|s| (s, t.state(s))), lines: r.lines, small: r.small })
        .collect();
    let levels = report.internet.as_ref().map(|i| i.levels.as_slice()).unwrap_or_default();
    Page {
        title: t.report_title(),
        demo: words::notice(t, report.demo, &report.from_files),
        answer: report.answer.as_ref().map(|a| (a.readiness, words::verdict(t, report, a))),
        under: under.join(" · "),
        nothing: (rows.is_empty() && report.answer.is_none()).then(|| t.report_nothing()),
        rows,
        levels_title: t.report_heading_levels(),
        levels: levels
            .iter()
            .map(|l| {
                let name = words::capital(&words::level(t, l.id));
                (name, t.level_outcome(l.id, l.outcome, report.need), words::confidence(t, l.confidence))
            })
            .collect(),
        footer: [t.report_footer(), t.report_made_by(report.program.name.clone(), report.program.version.clone())],
    }
}
