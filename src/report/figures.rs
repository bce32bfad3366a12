//! What was measured of a part, in figures, for the table in a terminal.

use super::{filled, rows};
use crate::i18n::{Texts, number};
use crate::model::observation::{
    CameraObservation, ComputerObservation, Direction, DirectionObservation, GatewayObservation, GatewayPart,
    NetworkObservation, ServerKind, SoundObservation,
};
use crate::model::{CheckId, Outcome, Snapshot};

/// The figures of a part, a line each. None for a part without an answer: figures of an earlier try say nothing about it.
pub(super) fn of(state: &Snapshot, check: CheckId, t: &Texts) -> Vec<String> {
    let seen = &state.observations;
    let answered = state.assessment.checks.get(&check).is_some_and(|v| v.outcome != Outcome::NotMeasured);
    match check {
        _ if !answered => Vec::new(),
        CheckId::Network => seen.network.as_ref().map(|o| network(state, o, t)).unwrap_or_default(),
        CheckId::Sound => seen.sound.as_ref().and_then(|o| sound(o, t)).into_iter().collect(),
        CheckId::Camera => seen.camera.as_ref().and_then(|o| camera(o, t)).into_iter().collect(),
        CheckId::Computer => seen.computer.as_ref().and_then(|o| computer(o, t)).into_iter().collect(),
    }
}

fn network(state: &Snapshot, o: &NetworkObservation, t: &Texts) -> Vec<String> {
    // Against this computer itself they would read like figures of the line.
    if o.server.kind == ServerKind::Local {
        return Vec::new();
    }
    let rtt = measured(o.rtt_ms.p50).map(|ms| rows::round_trip(ms, measured(filled::late_rtt_ms(state)), t));
    let router = o.way.gateway.as_ref().and_then(|router| answers(router, t));
    let signal = o.way.wifi.and_then(|wifi| measured(wifi.signal_dbm));
    let signal = signal.map(|dbm| t.report_wifi(number::decimal(t.language(), dbm, 0)));
    let judged = |way| measured(filled::lost_ratio(state, way));
    let ways = [(t.report_up(), &o.up, judged(Direction::Up)), (t.report_down(), &o.down, judged(Direction::Down))];
    rtt.into_iter()
        .chain(signal)
        .chain(router)
        .chain(ways.into_iter().filter_map(|(name, d, judged)| direction(name, d, judged, t)))
        .chain(super::watch::told(state, t))
        .collect()
}

/// "Router 2 ms, 0 of 150 questions without an answer", while nothing of ours filled the line.
fn answers(router: &GatewayObservation, t: &Texts) -> Option<String> {
    let GatewayPart { sent, lost, rtt_ms } = &router.quiet;
    let count = |n: &u64| number::decimal(t.language(), *n as f64, 0);
    Some(t.report_router(count(sent), count(lost), number::ms(t.language(), rtt_ms.percentile(0.5)?)))
}

/// "Sending: 18.2 Mbit/s, 0.3% lost (12 of 4,000)". A loss that was judged by one attempt is that attempt's: the count over all
/// would say another share.
fn direction(name: String, d: &DirectionObservation, judged: Option<f64>, t: &Texts) -> Option<String> {
    let rate = rows::rate(name, measured(d.goodput_mbps.p50)?, d.at_least, t);
    let all = measured(d.loss_ratio);
    let loss = match (judged.filter(|judged| all.is_some_and(|all| *judged > all)).or(all), d.lost, d.sent) {
        (Some(ratio), ..) if Some(ratio) != all => t.report_lost(number::percent(t.language(), ratio)),
        (Some(ratio), Some(lost), Some(sent)) => {
            let count = |n: u64| number::decimal(t.language(), n as f64, 0);
            t.report_lost_counted(count(lost), number::percent(t.language(), ratio), count(sent))
        }
        (Some(ratio), ..) => t.report_lost(number::percent(t.language(), ratio)),
        (None, ..) => t.report_lost_not_measured(),
    };
    Some(format!("{rate}, {loss}"))
}

fn sound(o: &SoundObservation, t: &Texts) -> Option<String> {
    let level = |db: f64| number::decimal(t.language(), db, 0);
    let speech = measured(o.speech_level_dbfs).map(|db| t.report_speech(level(db)));
    let noise = measured(o.noise_floor_dbfs).map(|db| t.report_noise(level(db)));
    joined([speech, noise])
}

fn camera(o: &CameraObservation, t: &Texts) -> Option<String> {
    let format = o.format.as_ref()?;
    let (width, height) = (format.width.to_string(), format.height.to_string());
    let rate = measured(o.distinct_fps).or(measured(o.delivered_fps));
    Some(match rate {
        Some(fps) => t.report_video_rate(number::decimal(t.language(), fps, 0), height, width),
        None => t.report_video(height, width),
    })
}

fn computer(o: &ComputerObservation, t: &Texts) -> Option<String> {
    let percent = |ratio: f64| number::percent(t.language(), ratio);
    let busy = measured(o.cpu_busy_ratio).map(|ratio| t.report_busy(percent(ratio)));
    let memory = measured(o.memory_available_ratio).map(|ratio| t.report_memory(percent(ratio)));
    joined([busy, memory])
}

/// A recording may hold anything.
fn measured(value: Option<f64>) -> Option<f64> {
    value.filter(|v| v.is_finite())
}

fn joined(figures: [Option<String>; 2]) -> Option<String> {
    let line = figures.into_iter().flatten().collect::<Vec<_>>().join(", ");
    Some(line).filter(|line| !line.is_empty())
}
