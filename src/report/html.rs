//! The shared report as one self-contained page: no script, nothing loaded from elsewhere, fit for paper.

use maud::{DOCTYPE, Markup, PreEscaped, html as markup};

use super::rows::{Row, rows};
use super::shared::SharedReport;
use super::words;
use crate::i18n::Texts;
use crate::model::{PartState, Readiness};

/// Nothing may be loaded or run, wherever the page is opened.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const STYLE: &str = include_str!("../../assets/report.css");

/// The page. Under 100 kB; all that comes from the report is escaped.
#[must_use]
pub fn html(report: &SharedReport, t: &Texts) -> String {
    let rows = rows(report, t);
    let title = t.report_title();
    markup! {
        (DOCTYPE)
        html lang=(t.language().tag()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    p.name { (mark()) span { (title) } }
                    @if let Some(notice) = words::notice(t, report.demo, &report.from_files) { p.demo { (notice) } }
                    (answer(report, t))
                    @if !rows.is_empty() { (table(&rows, t)) }
                    @else if report.answer.is_none() { p { (t.report_nothing()) } }
                    (levels(report, t))
                    footer {
                        p { (t.report_footer()) }
                        p { (t.report_made_by(report.program.name.clone(), report.program.version.clone())) }
                    }
                }
            }
        }
    }
    .into_string()
}

fn answer(report: &SharedReport, t: &Texts) -> Markup {
    let time = words::shown_time(t, &report.measured_at);
    let level = t.report_for_level(words::level(t, report.need));
    markup! {
        header {
            @if let Some(answer) = &report.answer { (door(answer.readiness)) }
            div {
                @match &report.answer {
                    Some(answer) => h1 { (words::verdict(t, report, answer)) },
                    None => h1 { (t.report_title()) },
                }
                p {
                    @if let Some(name) = &report.name { (t.report_from(name.clone())) " · " }
                    (level)
                    @if !time.is_empty() { " · " time datetime=(report.measured_at) { (t.report_checked_at(time)) } }
                    @if let Some(sure) = report.answer.as_ref().and_then(|a| words::certainty(t, a)) { " · " (sure) }
                    @if let Some(kept) = report.answer.as_ref().and_then(|a| words::not_shared(t, a)) { " · " (kept) }
                }
            }
        }
    }
}

fn table(rows: &[Row], t: &Texts) -> Markup {
    markup! {
        table.parts {
            (head([t.report_heading_part(), t.report_heading_line(), t.report_heading_state()]))
            tbody {
                @for row in rows {
                    tr {
                        th scope="row" { (row.part) }
                        td {
                            @for line in &row.lines { p { (line) } }
                            @for line in &row.small { p.small { (line) } }
                        }
                        td.state {
                            @if let Some(state) = row.state {
                                span class=(class(state)) { (icon(state)) span { (t.state(state)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What the columns are, for who hears the page.
fn head(columns: [String; 3]) -> Markup {
    markup! {
        thead.unseen { tr { @for column in columns { th scope="col" { (column) } } } }
    }
}

fn levels(report: &SharedReport, t: &Texts) -> Markup {
    let levels = report.internet.as_ref().map(|i| i.levels.as_slice()).unwrap_or_default();
    markup! {
        @if !levels.is_empty() {
            h2 { (t.report_heading_levels()) }
            table.levels {
                (head([t.report_heading_level(), t.report_heading_state(), t.report_heading_certainty()]))
                tbody {
                    @for level in levels {
                        tr {
                            th scope="row" { (words::capital(&words::level(t, level.id))) }
                            td { (t.level_outcome(level.id, level.outcome, report.need)) }
                            td.small { (words::confidence(t, level.confidence)) }
                        }
                    }
                }
            }
        }
    }
}

/// In the colours of the window: who has no access is not at fault, what is missing must come.
fn class(state: PartState) -> &'static str {
    match state {
        PartState::Ok => "ok",
        PartState::Warn | PartState::NoPermission | PartState::InUse => "warn",
        PartState::Fail | PartState::NoDevice | PartState::NoCamera => "fail",
        PartState::Unknown | PartState::None | PartState::Waiting | PartState::Running => "unknown",
    }
}

/// A shape for each state, so that the colour is never alone. The word stands beside it.
fn icon(state: PartState) -> Markup {
    let (shape, sign) = match class(state) {
        "ok" => ("M10 1a9 9 0 1 0 0 18 9 9 0 0 0 0-18z", "M6 10.4l2.7 2.7L14 7.6"),
        "warn" => ("M10 1.6 19.2 18H.8z", "M10 7.4v4.8M10 15v.2"),
        "fail" => ("M6.3 1h7.4L19 6.3v7.4L13.7 19H6.3L1 13.7V6.3z", "M7 7l6 6M13 7l-6 6"),
        _ => ("M10 1a9 9 0 1 0 0 18 9 9 0 0 0 0-18z", "M7.6 7.8a2.4 2.4 0 1 1 3.4 2.2c-.7.4-1 .8-1 1.6M10 14.4v.2"),
    };
    markup! {
        svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false" {
            path.shape d=(shape) {}
            path.sign d=(sign) fill="none" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" {}
        }
    }
}

/// The verdict's picture: the leaf hangs at the left and opens by turning away.
fn door(door: Readiness) -> Markup {
    // Widths of the leaf as it is seen: wide open, half open, ajar.
    let leaf = match door {
        Readiness::Ready => Some(8),
        Readiness::Almost => Some(24),
        Readiness::FixFirst => Some(34),
        Readiness::CannotSay => None,
    };
    markup! {
        svg.door viewBox="0 0 44 60" width="44" height="60" aria-hidden="true" focusable="false" {
            @match leaf {
                Some(width) => {
                    path.frame d="M0 60V22a22 22 0 0 1 44 0v38z" {}
                    path.lamp d="M3 60V22a19 19 0 0 1 38 0v38z" {}
                    path.floor d="M3 54h38v6H3z" {}
                    @if let Readiness::Ready = door {
                        path.leaf d="M3 60V22C3 14 7 8 11 5.500V56z" {}
                    } @else {
                        clipPath id="arch" { path d="M3 60V22a19 19 0 0 1 38 0v38z" {} }
                        rect.leaf x="3" y="0" width=(width) height="60" clip-path="url(#arch)" {}
                        circle.lamp cx=(width - 2) cy="36" r="1.600" {}
                    }
                }
                None => {
                    path.dashed d="M2 59V22a20 20 0 0 1 40 0v37z" fill="none" stroke-width="2" stroke-dasharray="4 4" {}
                }
            }
        }
    }
}

/// The program's mark.
fn mark() -> Markup {
    markup! {
        svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false" {
            rect.wall width="24" height="24" rx="6" {}
            path.lamp d="M7 20V9.500a5 5 0 0 1 10 0V20z" {}
            path.leaf d="M7 20V9.500C7 7.300 8.400 5.600 10 4.900V20z" {}
        }
    }
}
