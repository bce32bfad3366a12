//! The shared report as rows of words: the page and the message show the same.

use super::shared::{SharedCheck, SharedDirection, SharedFallback, SharedInternet, SharedReport};
use super::words;
use crate::i18n::{Texts, number};
use crate::model::plan::PlanProgress;
use crate::model::{CheckId, FindingId, LevelOutcome, PartState};

/// One row: a part, how it came out, what was found, and figures in small print.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub part: String,
    pub state: Option<PartState>,
    pub lines: Vec<String>,
    pub small: Vec<String>,
}

/// All rows, in the order of the parts.
pub(super) fn rows(report: &SharedReport, t: &Texts) -> Vec<Row> {
    let mut rows: Vec<Row> = report.checks.iter().map(|c| check(report, c, t)).collect();
    if let Some(plan) = report.plan {
        let state = match plan.progress() {
            PlanProgress::Missing => None,
            // As the result says it: worth a try, no fault.
            PlanProgress::Noted => Some(PartState::Warn),
            PlanProgress::Tried => Some(PartState::Ok),
        };
        let line = t.report_plan(plan.channels, plan.tested);
        rows.push(Row { part: t.report_part("plan"), state, lines: vec![line], small: Vec::new() });
    }
    if let Some(fallback) = &report.fallback {
        let line = reached(fallback, t);
        match rows.last_mut().filter(|_| report.plan.is_some()) {
            Some(row) => row.lines.push(line),
            None => rows.push(Row { part: t.report_part("plan"), state: None, lines: vec![line], small: Vec::new() }),
        }
    }
    if let Some(devices) = &report.devices {
        let names = [
            devices.input.as_ref().map(|n| t.report_microphone(n.clone())),
            devices.output.as_ref().map(|n| t.report_loudspeaker(n.clone())),
            devices.camera.as_ref().map(|n| t.report_camera(n.clone())),
        ];
        let lines = names.into_iter().flatten().collect();
        rows.push(Row { part: t.report_part("devices"), state: None, lines, small: Vec::new() });
    }
    rows
}

fn check(report: &SharedReport, check: &SharedCheck, t: &Texts) -> Row {
    let mut lines: Vec<String> = check.findings.iter().filter_map(|id| words::finding(t, *id)).collect();
    let mut small = Vec::new();
    match check.id {
        CheckId::Network => {
            if let Some(internet) = &report.internet {
                let carried = |l: &&super::shared::SharedLevel| l.id == report.need && l.outcome == LevelOutcome::Holds;
                let only_good = check.findings.as_slice() == [FindingId::NetworkGood];
                if internet.levels.iter().any(|l| carried(&l)) && !only_good {
                    lines.insert(0, format!("{}.", t.report_carries(words::level(t, report.need))));
                }
                small = figures(internet, t);
            }
        }
        CheckId::Camera => {
            if let Some(p) = report.picture {
                // As text: a number would get a thousands separator.
                let (width, height) = (p.width.to_string(), p.height.to_string());
                small.push(match p.fps {
                    Some(fps) => t.report_video_rate(fps.to_string(), height, width),
                    None => t.report_video(height, width),
                });
            }
        }
        CheckId::Computer => {
            if let Some(names) = &report.programs {
                small.push(t.report_programs(names.join(", ")));
            }
        }
        CheckId::Sound => {}
    }
    let state = PartState::of_result(check.id, check.outcome, check.unknown_reason);
    if lines.is_empty() {
        lines.push(t.state(state));
    }
    Row { part: words::part(t, check.id), state: Some(state), lines, small }
}

/// "Phone call: +31 6 12345678".
#[must_use]
pub fn reached(fallback: &SharedFallback, t: &Texts) -> String {
    let kind = words::channel(t, fallback.kind);
    let channel = if fallback.label.is_empty() { kind } else { fallback.label.clone() };
    t.report_fallback(channel, fallback.details.clone())
}

fn figures(internet: &SharedInternet, t: &Texts) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(rtt) = internet.rtt_ms {
        lines.push(round_trip(rtt, internet.late_rtt_ms, t));
    }
    for (direction, d) in [(t.report_up(), &internet.up), (t.report_down(), &internet.down)] {
        lines.extend(rates(direction, d, t));
    }
    lines
}

/// "Round trip 24 ms", and what it rose to where that is worth telling.
pub(super) fn round_trip(rtt_ms: f64, late_ms: Option<f64>, t: &Texts) -> String {
    let shown = |ms| number::ms(t.language(), ms);
    match late_ms.filter(|late| *late > rtt_ms) {
        Some(late) => t.report_rtt_late(shown(late), shown(rtt_ms)),
        None => t.report_rtt(shown(rtt_ms)),
    }
}

/// "Sending: 18.2 Mbit/s".
pub(super) fn rate(direction: String, mbps: f64, at_least: bool, t: &Texts) -> String {
    let rate = number::mbps(t.language(), mbps);
    if at_least { t.report_rate_at_least(rate, direction) } else { t.report_rate(rate, direction) }
}

fn rates(direction: String, d: &SharedDirection, t: &Texts) -> Option<String> {
    let rate = rate(direction, d.goodput_mbps?, d.at_least, t);
    let loss = match d.loss_ratio {
        Some(ratio) => t.report_lost(number::percent(t.language(), ratio)),
        None => t.report_lost_not_measured(),
    };
    Some(format!("{rate}, {loss}"))
}
