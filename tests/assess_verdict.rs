//! Verdict, door, confidence and levels, and what holds for any observation whatever.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod states;

use greenroom::assess::judge;
use greenroom::model::observation::*;
use greenroom::model::*;
use proptest::prelude::*;
use states::*;

fn door(change: impl FnOnce(&mut RunState)) -> (Option<Outcome>, Readiness) {
    let state = bent(change);
    (state.assessment.verdict, state.assessment.readiness)
}

fn level(state: &Snapshot, id: Level) -> &LevelVerdict {
    state.assessment.levels.iter().find(|l| l.id == id).unwrap()
}

#[test]
fn the_door_opens_as_the_contract_says() {
    use Outcome::{Good, NotMeasured, Problem, WatchOut};
    assert_eq!(door(|_| {}), (Some(Good), Readiness::Ready));
    assert_eq!(door(|s| computer(s).on_battery = Some(true)), (Some(WatchOut), Readiness::Ready));
    assert_eq!(door(|s| network(s).rtt_ms.p95 = Some(300.0)), (Some(WatchOut), Readiness::Almost));
    assert_eq!(door(|s| sound(s).silent = Some(true)), (Some(Problem), Readiness::Almost));
    assert_eq!(door(|s| network(s).rtt_ms.p95 = Some(500.0)), (Some(Problem), Readiness::FixFirst));
    assert_eq!(door(|s| unknown(s, CheckId::Camera, UnknownReason::NoDevice)), (Some(Problem), Readiness::FixFirst));
    assert_eq!(door(|s| unknown(s, CheckId::Sound, UnknownReason::Cancelled)), (Some(NotMeasured), Readiness::Almost));
    assert_eq!(
        door(|s| unknown(s, CheckId::Network, UnknownReason::NoAnswer)),
        (Some(NotMeasured), Readiness::CannotSay)
    );
    // Without a network check a line that was measured before has no say.
    let only_sound = door(|s| {
        s.requirement.checks = vec![CheckId::Sound];
        network(s).rtt_ms.p95 = Some(5000.0);
    });
    // The door is about the call: what was left out opens it no further than what could not be measured.
    assert_eq!(only_sound, (Some(Good), Readiness::CannotSay));
    let only_network = door(|s| s.requirement.checks = vec![CheckId::Network]);
    assert_eq!(only_network, (Some(Good), Readiness::Almost));
}

#[test]
fn levels_above_the_need_lower_nothing() {
    // Carries 720p (2 x 1.25), not 1080p.
    let change = |s: &mut RunState| network(s).up.goodput_mbps = Goodput { p10: Some(2.6), p50: Some(3.0) };
    let state = bent(change);
    assert_eq!(level(&state, Level::P720).outcome, LevelOutcome::Holds);
    assert_eq!(level(&state, Level::P1080).outcome, LevelOutcome::No);
    assert_eq!(level(&state, Level::Share).outcome, LevelOutcome::No);
    assert_eq!(state.assessment.verdict, Some(Outcome::Good));
    let state = bent(|s| {
        change(s);
        s.requirement.need = Level::P1080;
    });
    assert_eq!((state.assessment.verdict, state.assessment.readiness), (Some(Outcome::Problem), Readiness::FixFirst));
}

#[test]
fn this_computer_alone_says_nothing_of_the_line() {
    let state = bent(|s| {
        network(s).server.kind = ServerKind::Local;
        network(s).rtt_ms.p95 = Some(5000.0);
    });
    let network = state.assessment.checks[&CheckId::Network];
    assert_eq!(network.outcome, Outcome::NotMeasured);
    assert_eq!(network.unknown_reason, Some(UnknownReason::ThisComputerOnly));
    assert!(state.assessment.levels.is_empty(), "nothing is claimed of the line");
    assert_eq!(state.assessment.network.trial_levels.len(), 5);
    assert_eq!(state.assessment.of(CheckId::Network).count(), 1);
    assert_eq!(state.assessment.readiness, Readiness::CannotSay);
}

#[test]
fn public_hosts_give_low_confidence_and_a_remark() {
    let state = bent(public);
    assert_eq!(state.assessment.verdict, Some(Outcome::WatchOut));
    assert_eq!(state.assessment.confidence, Some(Confidence::Low));
    assert_eq!(state.assessment.readiness, Readiness::Ready);
    let need = level(&state, Level::P720);
    assert_eq!((need.outcome, need.confidence), (LevelOutcome::Holds, Confidence::Low));
    assert_eq!(need.because, [FindingId::NetworkLossNotMeasured]);
}

#[test]
fn confidence_follows_the_evidence() {
    assert_eq!(good().assessment.confidence, Some(Confidence::High));
    assert_eq!(bent(|s| network(s).sender_late_ratio = Some(0.2)).assessment.confidence, Some(Confidence::Medium));
    assert_eq!(bent(|s| network(s).up.loaded_rtt_ms.p95 = None).assessment.confidence, Some(Confidence::Medium));
    assert_eq!(bent(|s| network(s).up.sent = Some(300)).assessment.confidence, Some(Confidence::Medium));
    // "Then you're all set" is no surer than the line; that there is no microphone is sure on its own ...
    let with = |change: fn(&mut RunState)| {
        let state = bent(|s| {
            public(s);
            change(s);
        });
        (state.assessment.readiness, state.assessment.confidence)
    };
    assert_eq!(with(|s| sound(s).silent = Some(true)), (Readiness::Almost, Some(Confidence::Low)));
    let no_microphone = |s: &mut RunState| unknown(s, CheckId::Sound, UnknownReason::NoDevice);
    assert_eq!(with(no_microphone), (Readiness::FixFirst, Some(Confidence::High)));
    // ... unless something that was to be measured was not.
    let missing = bent(|s| {
        unknown(s, CheckId::Sound, UnknownReason::NoDevice);
        unknown(s, CheckId::Network, UnknownReason::NoAnswer);
    });
    assert_eq!(missing.assessment.confidence, Some(Confidence::Low));
}

/// An attempt at a level, the same both ways.
fn attempt(level: Level, sent: u64, lost: u64, stepped_down: bool) -> LevelTried {
    let way = TriedDirection { mbps: 1.0, sent, lost, ..TriedDirection::default() };
    let rtt_ms = Histogram::default();
    LevelTried { level, phase: PhaseId::Call, duration_s: 3.0, stepped_down, rtt_ms, up: way.clone(), down: way }
}

#[test]
fn a_level_that_was_tried_and_failed_does_not_hold() {
    let judged = |tried: &[LevelTried]| {
        let state = bent(|s| network(s).levels_tried = tried.to_vec());
        Level::ALL.map(|l| (level(&state, l).outcome, level(&state, l).confidence))
    };
    use Confidence::{High, Medium};
    use LevelOutcome::{Holds, No};
    // Throughput and the other phases alone promise everything.
    assert!(judged(&[]).iter().all(|l| *l == (Holds, High)));
    // 1080p lost a quarter and was given up for 720p; sharing a screen asks more than 720p and was never shown.
    let policed = judged(&[attempt(Level::P1080, 1000, 250, true), attempt(Level::P720, 3000, 0, false)]);
    assert_eq!(policed, [(Holds, High), (Holds, High), (Holds, High), (No, High), (Holds, Medium)]);
    // What was not tried is less sure.
    let untried = judged(&[attempt(Level::P720, 3000, 0, false)]);
    assert_eq!(untried[2..], [(Holds, High), (Holds, Medium), (Holds, Medium)]);
    let shown = judged(&[attempt(Level::P1080, 3000, 0, false)]);
    assert!(shown.iter().all(|l| *l == (Holds, High)));
    // Given up at the needed level: what it lost is not held against lesser ones.
    let at_need = judged(&[attempt(Level::P720, 900, 200, true), attempt(Level::P360, 2000, 0, false)]);
    assert_eq!(at_need.map(|l| l.0), [Holds, Holds, No, No, No]);
}

#[test]
fn blocked_udp_puts_sharp_video_at_risk_at_best() {
    let state = bent(|s| network(s).udp = UdpState::Blocked);
    assert_eq!(level(&state, Level::P1080).outcome, LevelOutcome::AtRisk);
    assert_eq!(level(&state, Level::P720).outcome, LevelOutcome::Holds);
    assert_eq!(level(&state, Level::P720).confidence, Confidence::Low);
}

#[test]
fn a_capped_rate_is_never_too_slow() {
    let capped = |p10| {
        bent(move |s| {
            network(s).up.goodput_mbps = Goodput { p10: Some(p10), p50: Some(p10) };
            network(s).up.at_least = true;
        })
    };
    assert_eq!(level(&capped(30.0), Level::P1080).outcome, LevelOutcome::Holds);
    assert_eq!(level(&capped(1.0), Level::P720).outcome, LevelOutcome::NotEnoughEvidence);
}

#[test]
fn what_makes_the_call_impossible_stands_in_front() {
    let state = bent(|s| {
        troubled(s);
        sound(s).silent = Some(true);
        unknown(s, CheckId::Camera, UnknownReason::InUse);
    });
    let a = &state.assessment;
    let heads: Vec<CheckId> = a.to_mend().filter_map(|g| Some(g.head()?.id.check())).collect();
    assert_eq!(heads[..3], [CheckId::Sound, CheckId::Camera, CheckId::Network], "{heads:?}");
    assert!(a.groups.is_sorted_by_key(|g| g.urgency), "{:#?}", a.groups);
    let network = a.to_mend().filter(|g| g.head().is_some_and(|f| f.id.check() == CheckId::Network));
    let remedies: Vec<Option<Advice>> = network.map(|g| g.remedies().first().map(|r| r.0)).collect();
    let mut once = remedies.clone();
    once.dedup();
    assert_eq!(once, remedies, "one remedy, one card");
}

/// Greater is better.
fn score(outcome: LevelOutcome) -> u8 {
    match outcome {
        LevelOutcome::Holds => 3,
        LevelOutcome::NotEnoughEvidence => 2,
        LevelOutcome::AtRisk => 1,
        LevelOutcome::No => 0,
    }
}

fn scores(state: &Snapshot) -> Vec<u8> {
    state.assessment.levels.iter().map(|l| score(l.outcome)).collect()
}

// Boxed: without, the nested strategies outgrow the stack of a test's thread in a debug build.
fn any_number() -> BoxedStrategy<f64> {
    prop_oneof![
        4 => -200.0..2000.0_f64,
        2 => 0.0..1.0_f64,
        1 => any::<f64>(),
        1 => prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(f64::NEG_INFINITY), Just(0.0), Just(-0.0)],
    ]
    .boxed()
}

fn maybe() -> BoxedStrategy<Option<f64>> {
    prop_oneof![3 => any_number().prop_map(Some), 1 => Just(None)].boxed()
}

fn maybe_count() -> BoxedStrategy<Option<u64>> {
    prop_oneof![3 => (0..10_000_u64).prop_map(Some), 1 => any::<u64>().prop_map(Some), 1 => Just(None)].boxed()
}

fn any_direction() -> BoxedStrategy<DirectionObservation> {
    (maybe_count(), maybe_count(), proptest::array::uniform7(maybe()), any::<bool>())
        .prop_map(|(sent, lost, f, at_least)| DirectionObservation {
            sent,
            lost,
            loss_ratio: f[0],
            burst_mean: f[1],
            longest_gap_ms: f[2],
            pdv_p99_ms: f[3],
            goodput_mbps: Goodput { p10: f[4], p50: f[5] },
            loaded_rtt_ms: LoadedRtt { p50: f[6], p95: f[6] },
            at_least,
            ..DirectionObservation::default()
        })
        .boxed()
}

fn any_state() -> BoxedStrategy<Snapshot> {
    let network =
        (any_direction(), any_direction(), proptest::array::uniform5(maybe()), any::<u64>(), 0..3_u8, 0..3_u8);
    let rest = (proptest::array::uniform14(maybe()), any::<bool>(), any::<u32>());
    (network, rest)
        .prop_map(|((up, down, f, samples, kind, udp), (g, flag, count))| {
            let mut s = good().run;
            let o = states::network(&mut s);
            (o.up, o.down) = (up, down);
            o.rtt_ms = RttSummary { min: f[0], p50: f[1], p95: f[2], p99: f[2], max: f[3], samples };
            o.sender_late_ratio = f[4];
            o.server.kind = [ServerKind::Greenroom, ServerKind::Public, ServerKind::Local][usize::from(kind)];
            o.counting = None;
            o.udp = [UdpState::Works, UdpState::Blocked, UdpState::Unknown][usize::from(udp)];
            o.drop_outs = vec![states::drop_out(Direction::Up, g[0].unwrap_or(f64::NAN))];
            let o = states::sound(&mut s);
            (o.speech_level_dbfs, o.noise_floor_dbfs, o.snr_db, o.clipped_ratio) = (g[1], g[2], g[3], g[4]);
            (o.silent, o.clip_events, o.watched_s) = (Some(flag), u64::from(count), g[5].unwrap_or(f64::NAN));
            let o = states::camera(&mut s);
            (o.delivered_fps, o.distinct_fps, o.frozen_ratio, o.black_ratio) = (g[6], g[7], g[8], g[9]);
            (o.brightness, o.garbage_ratio) = (g[10], g[11].unwrap_or(f64::NAN));
            let o = states::computer(&mut s);
            (o.cpu_busy_ratio, o.memory_available_ratio, o.battery_ratio) = (g[12], g[13], g[0]);
            (o.on_battery, o.samples) = (Some(flag), count % 20);
            o.hogs = vec![app("x", AppClass::Other, g[1].unwrap_or(f64::NAN))];
            judged(s)
        })
        .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn anything_is_judged_without_panic_and_without_strange_numbers(state in any_state()) {
        let a = &state.assessment;
        prop_assert!(a.verdict.is_some() && a.confidence.is_some());
        let worst = a.checks.values().map(|c| c.outcome).max();
        prop_assert_eq!(a.verdict, worst);
        for f in &a.findings {
            for value in f.evidence.values() {
                if let Evidence::Number(n) = value { prop_assert!(n.is_finite()); }
            }
            prop_assert!(a.checks[&f.id.check()].outcome >= f.outcome);
        }
        let grouped: Vec<&Finding> = a.groups.iter().flat_map(|g| &g.findings).collect();
        prop_assert_eq!(grouped, a.findings.iter().collect::<Vec<_>>());
        prop_assert!(a.groups.is_sorted_by_key(|g| g.urgency));
        prop_assert!(a.groups.iter().all(|g| g.head().is_some_and(|f| f.outcome == g.outcome())));
        let again = judged(state.run.clone()).assessment;
        prop_assert_eq!((&again.groups, again.verdict), (&a.groups, a.verdict), "the same again");
    }

    #[test]
    fn a_level_is_never_better_than_one_that_asks_less(state in any_state()) {
        let s = scores(&state);
        // Nothing is claimed of the line after a trial on this computer.
        prop_assume!(!s.is_empty());
        prop_assert!(s[..4].is_sorted_by(|a, b| a >= b), "{:?}", s);
        prop_assert!(s[4] <= s[2], "share carries 720p: {:?}", s);
    }

    #[test]
    fn a_worse_line_never_scores_better(
        state in any_state(), which in 0..6_usize, up in any::<bool>(), a in 0.0..1500.0_f64, b in 0.0..1500.0_f64,
        sent in 1..9000_u64, burst in 1.0..6.0_f64,
    ) {
        let (better, worse) = if a <= b { (a, b) } else { (b, a) };
        let judged_with = |value: f64| {
            let mut s = state.run.clone();
            let o = states::network(&mut s);
            o.server.kind = ServerKind::Greenroom;
            o.udp = UdpState::Works;
            o.drop_outs.clear();
            let d = if up { &mut o.up } else { &mut o.down };
            match which {
                0 => {
                    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss,
                             reason = "a share of a small count")]
                    let lost = (value / 1500.0 * sent as f64) as u64;
                    (d.sent, d.lost, d.burst_mean) = (Some(sent), Some(lost), Some(burst));
                }
                1 => d.pdv_p99_ms = Some(value),
                2 => d.longest_gap_ms = Some(value),
                3 => d.loaded_rtt_ms.p95 = Some(value),
                4 => o.rtt_ms.p95 = Some(value),
                // Slower is worse.
                _ => {
                    let rate = 15.0 - value / 100.0;
                    d.goodput_mbps = Goodput { p10: Some(rate * 0.8), p50: Some(rate) };
                }
            }
            judged(s)
        };
        let (better, worse) = (judged_with(better), judged_with(worse));
        for (b, w) in scores(&better).iter().zip(scores(&worse)) {
            prop_assert!(w <= *b, "{:?} {:?}", scores(&better), scores(&worse));
        }
        // "Not measured" is outside the order of good and bad.
        let (b, w) = (better.assessment.checks[&CheckId::Network].outcome, worse.assessment.checks[&CheckId::Network].outcome);
        if b != Outcome::NotMeasured && w != Outcome::NotMeasured { prop_assert!(w >= b); }
    }

    #[test]
    fn too_few_datagrams_never_hold(sent in 0..47_u64, lost in 0..47_u64, burst in 1.0..4.0_f64) {
        let mut s = good().run;
        let d = &mut network(&mut s).up;
        (d.sent, d.lost, d.burst_mean) = (Some(sent), Some(lost.min(sent)), Some(burst));
        let a = judge(&s);
        prop_assert!(a.levels.iter().all(|l| l.outcome != LevelOutcome::Holds));
        prop_assert!(a.verdict != Some(Outcome::Good));
    }
}
