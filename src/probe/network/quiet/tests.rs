use super::*;
use crate::model::observation::{Server, ServerKind, UdpState};
use crate::probe::network::ledger::PhaseLog;
use crate::probe::network::stats::flow::Packet;
use crate::server::protocol::control::Arrival;
use crate::server::protocol::pacer::Sent;

/// The quiet line before the watch: 50 a second for 2 s.
const BEFORE_US: u64 = 2_000_000;
const STRETCH_US: u64 = 60_000_000;
const DELAY_US: u64 = 20_000;

/// What happens to the line, in microseconds.
#[derive(Default)]
struct Line {
    /// Cut, from and to.
    cuts: Vec<(u64, u64)>,
    /// This computer was away: nothing leaves, and what came is noted at its end.
    away: Option<(u64, u64)>,
    by_quic: bool,
}

impl Line {
    /// The account as it stands at a time.
    fn at(&self, now_us: u64) -> Ledger {
        let server = Server { kind: ServerKind::Greenroom, host: String::new() };
        let mut ledger = Ledger::new(server, Duration::from_secs(1));
        ledger.udp = UdpState::Works;
        ledger.counting = if self.by_quic { Counting::ByQuic } else { Counting::AtReceivers };
        let starts = std::iter::once(0).chain((0..4).map(|n| BEFORE_US + n * STRETCH_US));
        for start_us in starts.filter(|start| *start < now_us) {
            let (id, step, length) = match start_us {
                0 => (PhaseId::Idle, 20_000, BEFORE_US),
                _ => (PhaseId::QuietWatch, 25_000, STRETCH_US),
            };
            let mut phase = PhaseLog { id: Some(id), start_us, ..PhaseLog::default() };
            let over = start_us + length < now_us;
            let times = (0..length / step).map(|n| start_us + n * step).filter(|at| *at < now_us);
            for (seq, at_us) in (0u32..).zip(times) {
                // What was due while this computer was away leaves when it is back.
                let left_us = match self.away {
                    Some((from, to)) if (from..to).contains(&at_us) => to,
                    _ => at_us,
                };
                if left_us >= now_us {
                    break;
                }
                phase.sent.push(Sent { at_us: left_us, late: left_us != at_us, bytes: 96 });
                let cut = self.cuts.iter().any(|cut| (cut.0..cut.1).contains(&left_us));
                if !cut && left_us + DELAY_US < now_us {
                    phase.arrived_there.push(Arrival(seq, left_us + DELAY_US));
                }
                // The far end goes on meanwhile.
                let came_us = match self.away {
                    Some((from, to)) if (from..to).contains(&(at_us + DELAY_US)) => to,
                    _ => at_us + DELAY_US,
                };
                let cut = self.cuts.iter().any(|cut| (cut.0..cut.1).contains(&at_us));
                if !cut && came_us < now_us {
                    let late = false;
                    phase.arrived.push(Packet { seq, sent_us: at_us, arrived_us: came_us, late, bytes: 96 });
                    phase.round_trips.push((came_us, 40.0));
                }
            }
            phase.sent_there = over.then(|| (phase.sent.len() as u32, start_us + length - step));
            ledger.phases.push(phase);
        }
        if self.by_quic {
            ledger.heard_us = ledger.phases.iter().flat_map(|p| p.arrived.iter().map(|a| a.arrived_us)).collect();
        }
        ledger
    }

    fn quiet(&self) -> Quiet {
        let answer = self.at(BEFORE_US + 1_000_000).before(1).observe(2.0, None);
        Quiet::new(answer, 1, Duration::from_secs(1800))
    }

    /// Reviews each second up to a time; the last one, and the most drop-outs that were ever told.
    fn watched(&self, seconds: u64) -> (NetworkObservation, usize) {
        let mut quiet = self.quiet();
        let mut most = 0;
        let mut seen = None;
        for second in 1..=seconds {
            let now_us = BEFORE_US + second * 1_000_000;
            let told = quiet.review(&self.at(now_us), now_us, false);
            most = most.max(told.drop_outs.len());
            seen = Some(told);
        }
        (seen.unwrap(), most)
    }
}

#[test]
fn stretches_are_summed_up_once_and_nothing_is_told_that_did_not_happen() {
    let (seen, most) = Line::default().watched(185);
    assert_eq!((most, seen.up.lost, seen.down.lost), (0, Some(0), Some(0)));
    // 100 before it, 40 a second since; what is under way is not counted yet.
    for way in [&seen.up, &seen.down] {
        let sent = way.sent.unwrap();
        assert!((7497..=7500).contains(&sent), "{sent}");
        assert_eq!(way.phases.len(), 2);
    }
    let quiet = seen.quiet.unwrap();
    assert!((7497..=7500).contains(&quiet.down.pdv_ms.count()) && quiet.rtt_ms.count() >= 7497, "{quiet:?}");
    let watch = seen.watch.unwrap();
    assert!((watch.from_s - 2.0).abs() < 1e-9 && (watch.watched_s - 185.0).abs() < 1e-9 && watch.own_pauses_s == 0.0);
}

#[test]
fn a_drop_out_keeps_its_length_wherever_it_falls() {
    // In the middle, over the end of a stretch, and in one that was summed up long ago.
    for from_us in [10_000_000, BEFORE_US + STRETCH_US - 200_000, BEFORE_US + STRETCH_US - 1000, 70_000_000] {
        let line = Line { cuts: vec![(from_us, from_us + 421_000)], ..Line::default() };
        let (seen, most) = line.watched(180);
        assert_eq!((seen.drop_outs.len(), most), (2, 2), "{:?}", seen.drop_outs);
        for drop in &seen.drop_outs {
            assert!((drop.length_ms - 421.0).abs() < 30.0, "{from_us}: {drop:?}");
            assert!((drop.at_s - from_us as f64 / 1e6).abs() < 0.06, "{from_us}: {drop:?}");
            assert_eq!((drop.phase, drop.loaded), (Some(PhaseId::QuietWatch), false));
        }
        let lost = (seen.up.lost.unwrap(), seen.down.lost.unwrap());
        assert!((16..=18).contains(&lost.0) && lost.0 == lost.1, "{lost:?}");
        assert!(seen.up.longest_gap_ms.unwrap() > 390.0);
    }
}

#[test]
fn a_drop_out_that_began_before_the_watch_is_one() {
    let from_us = BEFORE_US - 100_000;
    let line = Line { cuts: vec![(from_us, from_us + 500_000)], ..Line::default() };
    let before = line.quiet().answer;
    assert!(before.drop_outs.iter().all(|drop| drop.length_ms < 120.0), "{:?}", before.drop_outs);
    let (seen, _) = line.watched(90);
    assert_eq!(seen.drop_outs.len(), 2, "{:?}", seen.drop_outs);
    assert!(seen.drop_outs.iter().all(|drop| (drop.length_ms - 500.0).abs() < 30.0), "{:?}", seen.drop_outs);
}

#[test]
fn our_own_pause_is_none_of_the_line() {
    for by_quic in [true, false] {
        let away = (20_000_000, 20_600_000);
        let line = Line { away: Some(away), by_quic, ..Line::default() };
        let mut quiet = line.quiet();
        let now_us = BEFORE_US + 30_000_000;
        let seen = quiet.review(&line.at(now_us), now_us, false);
        let watch = seen.watch.unwrap();
        assert!((watch.own_pauses_s - 0.6).abs() < 0.05, "{watch:?}");
        // Where the system notes when something came, as with our own server, a pause of ours delays no note of it.
        let down: Vec<_> = seen.drop_outs.iter().filter(|d| by_quic || d.direction == Direction::Up).collect();
        assert!(down.is_empty(), "by quic {by_quic}: {:?}", seen.drop_outs);
    }
}

#[test]
fn what_lies_across_a_set_clock_says_nothing() {
    let line = Line { cuts: vec![(10_000_000, 10_900_000)], ..Line::default() };
    let mut quiet = line.quiet();
    quiet.breaks_at(10_500_000);
    let now_us = BEFORE_US + 20_000_000;
    assert!(quiet.review(&line.at(now_us), now_us, false).drop_outs.is_empty());
}

#[test]
fn what_is_still_on_its_way_is_no_loss_until_it_is_over() {
    // The line goes away at 30 s and stays away.
    let line = Line { cuts: vec![(30_000_000, u64::MAX)], ..Line::default() };
    let mut quiet = line.quiet();
    let now_us = 32_000_000;
    let seen = quiet.review(&line.at(now_us), now_us, false);
    assert_eq!((seen.up.lost, seen.drop_outs.len()), (Some(0), 0));
    let over = quiet.review(&line.at(now_us), now_us, true);
    assert_eq!(over.up.lost, Some(80));
    assert!(over.drop_outs.iter().any(|drop| drop.direction == Direction::Up && drop.length_ms > 1900.0));
}
