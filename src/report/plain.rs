//! The shared report as plain text, to paste into a message.

use super::rows::rows;
use super::shared::SharedReport;
use super::words;
use crate::i18n::Texts;

/// The same as the page, as text.
#[must_use]
pub fn shared_text(report: &SharedReport, t: &Texts) -> String {
    let mut lines = vec![t.report_title()];
    lines.extend(words::notice(t, report.demo, &report.from_files));
    lines.extend(report.name.as_ref().map(|name| t.report_from(name.clone())));
    if let Some(answer) = &report.answer {
        let sure = words::certainty(t, answer).map(|sure| format!(" ({})", sure.to_lowercase())).unwrap_or_default();
        lines.push(format!("{}{sure}.", words::verdict(t, report, answer)));
        lines.extend(words::not_shared(t, answer).map(|kept| format!("{kept}.")));
    }
    let time = words::shown_time(t, &report.measured_at);
    let level = t.report_for_level(words::level(t, report.need));
    if time.is_empty() {
        lines.push(format!("{level}."));
    } else {
        lines.push(format!("{level}. {}.", t.report_checked_at(time)));
    }
    lines.push(String::new());
    let rows = rows(report, t);
    if rows.is_empty() && report.answer.is_none() {
        lines.push(t.report_nothing());
    }
    for row in rows {
        let state = row.state.map(|s| format!(" ({})", t.state(s).to_lowercase())).unwrap_or_default();
        lines.push(format!("{}{state}: {}", row.part, row.lines.join(" ")));
        lines.extend(row.small.iter().map(|s| format!("  {s}")));
    }
    lines.push(String::new());
    lines.push(t.report_footer());
    lines.join("\n") + "\n"
}
