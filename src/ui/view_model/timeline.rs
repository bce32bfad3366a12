//! The line of round trips: its points, its axes, the same in text.

use crate::i18n::{Texts, number};
use crate::model::observation::ServerKind;
use crate::model::run::{RoundTripPoint, Stage};
use crate::model::{CheckId, Snapshot};
use crate::report;

/// The top of the axis in ms: it steps up and never back.
const TOPS_MS: [f64; 6] = [80.0, 160.0, 320.0, 640.0, 1280.0, 2560.0];
/// So many points have to be above the axis before it steps up: a few peaks are cut off instead.
const HIGH_POINTS: usize = 4;
/// How long a measurement takes, as the axis shows it from the start, in seconds.
const LENGTH_S: f64 = 20.0;
/// The same against a public host.
const PUBLIC_S: f64 = 10.0;
/// The number to show is the middle one of so many points: of the last second.
const NOW: usize = 10;

/// The line of round trips over the time of the measurement.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Timeline {
    /// (seconds, ms); `None`: lost.
    pub points: Vec<(f64, Option<f64>)>,
    /// Length of the axis in seconds.
    pub length_s: f64,
    /// Top of the axis in ms.
    pub top_ms: f64,
    /// Drop-outs: from, length (seconds), words.
    pub drop_outs: Vec<(f64, f64, String)>,
    /// What the number beside it is: "usually", or "now" while it is measured.
    pub number_is: String,
    /// "26", in ms.
    pub number: Option<String>,
    /// It is being measured: the newest point has a dot.
    pub live: bool,
    /// The same told in text.
    pub told: String,
}

/// The line of round trips; `None` where nothing was measured and nothing is.
#[must_use]
pub fn timeline(state: &Snapshot, texts: &Texts, public: bool) -> Option<Timeline> {
    let language = texts.language();
    let live = !state.stage(CheckId::Network).ended();
    let points: Vec<_> = state.round_trips.iter().map(|p| (p.at_s, p.rtt_ms)).collect();
    if points.is_empty() && !live {
        return None;
    }
    let last = points.last().map_or(0.0, |p| p.0);
    // What was seen belongs to this line once it was told during it.
    let seen = state.observations.network.as_ref().filter(|_| !live || state.network_progress.observed);
    let mut sorted: Vec<f64> = points.iter().filter_map(|p| p.1).collect();
    sorted.sort_by(f64::total_cmp);
    let usual_ms = seen.and_then(|n| n.rtt_ms.p50).or_else(|| sorted.get(sorted.len() / 2).copied());
    let above = |top: f64| sorted.iter().filter(|ms| **ms > top).count();
    let top_ms = TOPS_MS.into_iter().find(|top| above(*top) < HIGH_POINTS).unwrap_or(5120.0);
    let seen_outs = seen.map(|n| n.drop_outs.as_slice()).unwrap_or_default();
    let drop_outs: Vec<_> = seen_outs
        .iter()
        .map(|d| (d.at_s, d.length_ms / 1000.0, texts.internet_gap(number::seconds(language, d.length_ms))))
        .collect();
    let lost = points.iter().filter(|p| p.1.is_none()).count();
    let mut told = Vec::new();
    if points.is_empty() {
        told.push(texts.details_nothing_yet());
    } else {
        if let Some(usual) = usual_ms {
            told.push(texts.internet_told_usual(number::ms(language, usual)));
        }
        told.push(texts.internet_told_lost(lost as f64));
    }
    for drop in seen_outs {
        let at = number::decimal(language, drop.at_s, 1);
        told.push(texts.internet_told_gap(at, number::seconds(language, drop.length_ms)));
    }
    told.extend(report::watch::told(state, texts));
    let least = if public { PUBLIC_S } else { LENGTH_S };
    let length = seen.map_or(last, |n| n.duration_s.max(last));
    let running = matches!(state.stage(CheckId::Network), Stage::Running { .. });
    let number = if live { now_ms(&state.round_trips) } else { usual_ms };
    Some(Timeline {
        length_s: ((length / 10.0).ceil() * 10.0).max(least),
        top_ms,
        drop_outs,
        number_is: if live { texts.internet_now() } else { texts.internet_usually() },
        number: number.map(|ms| number::ms(language, ms)),
        live: running || state.is_watching(),
        told: told.join(" "),
        points,
    })
}

/// The round trip to show as a number while it is measured: the middle one of the last second, in ms.
fn now_ms(points: &[RoundTripPoint]) -> Option<f64> {
    let mut last: Vec<f64> = points.iter().rev().take(NOW).filter_map(|p| p.rtt_ms).collect();
    last.sort_by(f64::total_cmp);
    last.get(last.len() / 2).copied()
}

/// Whether a public host is asked by HTTP alone, which imitates no call: as far as that has been seen.
#[must_use]
pub fn is_without_call(state: &Snapshot) -> bool {
    let seen = state.observations.network.as_ref();
    let fresh = seen.filter(|_| state.stage(CheckId::Network).ended() || state.network_progress.observed);
    fresh.is_some_and(|seen| seen.server.kind == ServerKind::Public && !seen.counts_loss())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;
    use crate::model::observation::WatchEnd;

    fn with(points: &[(f64, Option<f64>)]) -> Snapshot {
        let mut state = Snapshot::default();
        for (at_s, rtt_ms) in points {
            state.run.round_trips.push(RoundTripPoint { at_s: *at_s, rtt_ms: *rtt_ms });
        }
        state
    }

    #[test]
    fn the_line_is_told_in_text() {
        let texts = Texts::new(Language::En);
        let line = timeline(&with(&[(0.0, Some(20.0)), (0.1, None), (0.2, Some(30.0))]), &texts, false).unwrap();
        assert_eq!((line.length_s, line.top_ms), (20.0, 80.0));
        assert!(line.told.contains("30 ms") && line.told.contains("lost"), "{}", line.told);
        let empty = timeline(&with(&[]), &texts, true).unwrap();
        assert_eq!((empty.length_s, empty.number.clone(), empty.told), (10.0, None, texts.details_nothing_yet()));
    }

    #[test]
    fn the_watch_goes_on_in_the_same_line_and_in_its_text() {
        let texts = Texts::new(Language::En);
        let json = serde_json::json!({
            "server": {"kind": "greenroom", "host": ""}, "path": null, "udp": "works", "rtt_ms": {"samples": 0},
            "up": {"phases": [], "goodput_mbps": {}, "at_least": false, "loaded_rtt_ms": {}, "bytes": 0},
            "down": {"phases": [], "goodput_mbps": {}, "at_least": false, "loaded_rtt_ms": {}, "bytes": 0},
            "drop_outs": [{"at_s": 31.8, "direction": "up", "length_ms": 204.0, "phase": "quiet_watch"}],
            "duration_s": 20.0,
            "watch": {"from_s": 20.0, "asked_s": 60.0, "watched_s": 48.0, "own_pauses_s": 0.0, "ended": null},
        });
        let points: Vec<_> = (0..68_u32).map(|n| (f64::from(n), Some(24.0))).collect();
        let mut state = with(&points);
        state.run.observations.network = Some(serde_json::from_value(json).unwrap());
        state.run.stages.insert(CheckId::Network, Stage::Done);
        let line = timeline(&state, &texts, false).unwrap();
        assert!(line.live && line.length_s >= 70.0 && line.drop_outs.len() == 1, "{line:?}");
        assert!(line.told.contains("One gap of 0.2\u{a0}s at 31.8 s."), "{}", line.told);
        assert!(line.told.ends_with("Watched for 48 s so far, nothing since 31.8 s."), "{}", line.told);
        state.run.observations.network.as_mut().unwrap().watch.as_mut().unwrap().ended = Some(WatchEnd::Slept);
        let line = timeline(&state, &texts, false).unwrap();
        assert!(!line.live && line.told.ends_with(&texts.watch_ended_slept()), "{}", line.told);
    }

    #[test]
    fn the_axes_never_go_back() {
        let texts = Texts::new(Language::En);
        let mut points = Vec::new();
        let (mut top, mut length) = (0.0, 0.0);
        for n in 0..400_u32 {
            let ms = if n % 40 < 6 { 200.0 } else { 24.0 };
            points.push((f64::from(n) / 10.0, Some(ms)));
            let line = timeline(&with(&points), &texts, false).unwrap();
            assert!(line.top_ms >= top && line.length_s >= length, "{n}");
            (top, length) = (line.top_ms, line.length_s);
        }
        assert_eq!((top, length), (320.0, 40.0));
    }

    #[test]
    fn the_number_is_the_middle_of_the_last_second() {
        assert_eq!(now_ms(&with(&[]).round_trips), None);
        let points = [(0.0, Some(9.0)), (1.0, Some(500.0)), (2.0, Some(24.0))];
        assert_eq!(now_ms(&with(&points).round_trips), Some(24.0));
    }
}
