//! What a level is judged by: itself or less, never a load of our own, never what a higher attempt did; and the line is never
//! unwatched. Each line here is an observation as the probe makes it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod states;

use greenroom::model::observation::*;
use greenroom::model::{Advice, CheckId, FindingId, Level, LevelOutcome, Outcome, Snapshot, demand};
use states::*;

/// One direction: how much was sent and lost (singly), and the delay variation of what arrived.
fn way(sent: u64, lost: u64, pdv_ms: f64) -> TriedDirection {
    let arrived = usize::try_from(sent - lost).unwrap();
    TriedDirection {
        mbps: 1.0,
        sent,
        lost,
        burst_mean: (lost > 0).then_some(1.0),
        longest_burst: Some(lost.min(1)),
        longest_gap_ms: Some(5.0),
        pdv_ms: Histogram::of(std::iter::repeat_n(pdv_ms, arrived)),
    }
}

/// An attempt at a level with these figures both ways.
fn attempt(level: Level, stepped_down: bool, rtt_ms: f64, sent: u64, lost: u64, pdv_ms: f64) -> LevelTried {
    let of =
        |direction| TriedDirection { mbps: demand::wire_kbps(level, direction) / 1000.0, ..way(sent, lost, pdv_ms) };
    LevelTried {
        level,
        phase: PhaseId::Call,
        duration_s: 3.0,
        stepped_down,
        rtt_ms: Histogram::of(std::iter::repeat_n(rtt_ms, 300)),
        up: of(Direction::Up),
        down: of(Direction::Down),
    }
}

/// A good line of this rate with these attempts.
fn line(mbps: f64, tried: Vec<LevelTried>) -> Snapshot {
    bent(|s| {
        let o = network(s);
        o.levels_tried.clone_from(&tried);
        let quiet = way(90, 0, 2.0);
        let rtt_ms = Histogram::of(std::iter::repeat_n(20.0, 90));
        o.quiet = Some(QuietLine { rtt_ms, up: quiet.clone(), down: quiet });
        for d in [&mut o.up, &mut o.down] {
            d.goodput_mbps = Goodput { p10: Some(mbps * 0.6), p50: Some(mbps) };
        }
    })
}

fn outcome(state: &Snapshot, level: Level) -> LevelOutcome {
    state.assessment.levels.iter().find(|l| l.id == level).unwrap().outcome
}

fn outcomes(state: &Snapshot) -> [LevelOutcome; 5] {
    Level::ALL.map(|level| outcome(state, level))
}

fn finding(state: &Snapshot, id: FindingId) -> Option<Outcome> {
    state.assessment.findings.iter().find(|f| f.id == id).map(|f| f.outcome)
}

use LevelOutcome::{AtRisk, Holds, No};

#[test]
fn what_an_attempt_too_high_did_says_nothing_against_lower_levels() {
    // 1.5 Mbit/s with a second of queue: 720p was tried, lost a fifth, waited a second, and was given up.
    let state = line(
        1.43,
        vec![
            attempt(Level::P720, true, 1100.0, 900, 180, 900.0),
            attempt(Level::P360, false, 24.0, 250, 0, 6.0),
            attempt(Level::P360, false, 24.0, 450, 0, 6.0),
        ],
    );
    assert_eq!(outcomes(&state), [Holds, Holds, No, No, No]);
    // Nor where only a voice is left.
    let state = line(
        0.4,
        vec![
            attempt(Level::P720, true, 1100.0, 900, 600, 900.0),
            attempt(Level::P360, true, 1400.0, 220, 80, 900.0),
            attempt(Level::Audio, false, 40.0, 100, 0, 20.0),
            attempt(Level::Audio, false, 40.0, 200, 0, 20.0),
        ],
    );
    assert_eq!(outcomes(&state), [Holds, No, No, No, No]);
}

#[test]
fn a_level_is_condemned_by_its_own_attempt_and_by_a_lesser_one() {
    for worse in [
        attempt(Level::P360, true, 24.0, 900, 180, 6.0),
        attempt(Level::P360, true, 700.0, 900, 0, 6.0),
        attempt(Level::P360, true, 24.0, 900, 0, 260.0),
    ] {
        let state = line(20.0, vec![attempt(Level::P720, true, 24.0, 900, 0, 6.0), worse]);
        assert_eq!(outcome(&state, Level::P360), No);
        assert_eq!(outcome(&state, Level::P720), No, "it asks more");
        assert_eq!(outcome(&state, Level::Audio), Holds);
    }
}

#[test]
fn an_attempt_that_was_carried_warns_at_most_below_its_level() {
    // 1080p was carried to its end with a jitter that a voice would not bear: nothing lower was tried.
    let state = line(20.0, vec![attempt(Level::P1080, false, 24.0, 3000, 0, 170.0)]);
    assert_eq!(outcome(&state, Level::P1080), No);
    assert_eq!(outcome(&state, Level::P720), AtRisk);
    // The call went on at 720p without it: that is what counts.
    let state = line(
        20.0,
        vec![attempt(Level::P1080, false, 24.0, 3000, 45, 70.0), attempt(Level::P720, false, 24.0, 1500, 0, 6.0)],
    );
    assert_eq!(outcome(&state, Level::P720), Holds);
}

#[test]
fn delay_under_a_load_of_our_own_warns_at_most() {
    for rtt_ms in [450.0, 1000.0, 5000.0] {
        let state = bent(|s| {
            *s = line(20.0, vec![attempt(Level::P720, false, 24.0, 3000, 0, 6.0)]).run;
            network(s).up.loaded_rtt_ms = LoadedRtt { p50: Some(rtt_ms), p95: Some(rtt_ms) };
        });
        assert!(outcomes(&state).iter().all(|o| *o == AtRisk), "{rtt_ms}: {:?}", outcomes(&state));
        assert_eq!(finding(&state, FindingId::NetworkDelayUnderLoad), Some(Outcome::WatchOut));
        assert_eq!(state.assessment.checks[&CheckId::Network].outcome, Outcome::WatchOut);
    }
}

#[test]
fn a_drop_out_counts_wherever_it_falls() {
    let with = |length_ms, phase, level, loaded| {
        let state = bent(|s| {
            *s = line(
                20.0,
                vec![attempt(Level::P1080, false, 24.0, 3000, 0, 6.0), attempt(Level::P720, false, 24.0, 1500, 0, 6.0)],
            )
            .run;
            network(s).drop_outs =
                vec![DropOut { at_s: 9.0, direction: Direction::Up, length_ms, phase: Some(phase), level, loaded }];
        });
        outcome(&state, Level::P720)
    };
    // On the quiet line and in the level's own attempt it counts in full.
    assert_eq!(with(421.0, PhaseId::Idle, None, false), AtRisk);
    assert_eq!(with(901.0, PhaseId::Idle, None, false), No);
    assert_eq!(with(901.0, PhaseId::Watch, Some(Level::P720), false), No);
    // Under a load, where its queue cannot explain it, and above the level it is a warning.
    for (phase, level, loaded) in
        [(PhaseId::Load, None, true), (PhaseId::Trains, None, true), (PhaseId::Call, Some(Level::P1080), false)]
    {
        assert_eq!(with(421.0, phase, level, loaded), AtRisk, "{phase:?}");
        assert_eq!(with(2000.0, phase, level, loaded), AtRisk, "{phase:?}");
    }
    assert_eq!(with(290.0, PhaseId::Load, None, true), Holds, "a full queue explains it");
}

#[test]
fn a_drop_out_of_the_quiet_watch_is_judged_by_how_often_one_comes() {
    let with = |length_ms: f64, number: u32, watched_s: f64| {
        let state = bent(|s| {
            *s = line(20.0, vec![attempt(Level::P720, false, 24.0, 3000, 0, 6.0)]).run;
            let seen = network(s);
            seen.watch = Some(LineWatch {
                from_s: seen.duration_s,
                asked_s: watched_s,
                watched_s,
                own_pauses_s: 0.0,
                ended: Some(WatchEnd::Complete),
                changed_at_s: None,
            });
            let drop = |n: u32| DropOut {
                at_s: 30.0 + f64::from(n),
                direction: Direction::Down,
                length_ms,
                phase: Some(PhaseId::QuietWatch),
                level: None,
                loaded: false,
            };
            seen.drop_outs = (0..number).map(drop).collect();
        });
        outcome(&state, Level::P720)
    };
    assert_eq!(with(901.0, 0, 1800.0), Holds);
    assert_eq!(with(421.0, 1, 60.0), AtRisk);
    assert_eq!(with(901.0, 1, 60.0), No, "one in a minute and a half");
    assert_eq!(with(901.0, 1, 1800.0), AtRisk, "one in half an hour");
    assert_eq!(with(901.0, 6, 1800.0), AtRisk);
    assert_eq!(with(901.0, 7, 1800.0), No, "more than one in five minutes");
    assert_eq!(with(421.0, 50, 1800.0), AtRisk, "short ones never say no");
}

#[test]
fn a_drop_out_is_told_as_a_gap_and_not_as_too_little_evidence() {
    // 421 ms: 110 datagrams of the call in a row.
    let mut call = attempt(Level::P720, false, 24.0, 1600, 110, 6.0);
    call.up =
        TriedDirection { burst_mean: Some(110.0), longest_burst: Some(110), longest_gap_ms: Some(421.0), ..call.up };
    call.down = way(1600, 0, 6.0);
    let state = line(20.0, vec![call]);
    assert_eq!(outcome(&state, Level::P720), AtRisk);
    assert_eq!(state.assessment.checks[&CheckId::Network].outcome, Outcome::WatchOut);
    assert_eq!(finding(&state, FindingId::NetworkGap), Some(Outcome::WatchOut));
    assert_eq!(finding(&state, FindingId::NetworkNotEnoughEvidence), None);
}

#[test]
fn a_rate_that_was_carried_is_not_denied_by_tcp() {
    // TCP came to nothing (a flow that died, a lossy line); the call itself went through.
    let state = line(0.05, vec![attempt(Level::P720, false, 24.0, 3000, 2, 6.0)]);
    assert_eq!(outcomes(&state)[..3], [AtRisk, AtRisk, AtRisk]);
    // What was never carried is denied.
    assert_eq!(outcome(&state, Level::P1080), No);
    let state = line(0.15, vec![attempt(Level::P720, true, 24.0, 3000, 900, 6.0)]);
    assert_eq!(outcome(&state, Level::P720), No);
}

#[test]
fn one_interval_for_judgement_and_for_what_is_shown() {
    let state = bent(|s| {
        let up = &mut network(s).up;
        (up.sent, up.lost, up.burst_mean) = (Some(1800), Some(18), Some(2.5));
        // Whatever a recording holds.
        up.loss_ci95 = Some([0.5, 0.6]);
    });
    let [low, high] = state.assessment.network.loss_up_ci95.unwrap();
    // Bursts of 2.5 make four datagrams worth one.
    assert!((0.002..0.004).contains(&low) && (0.0206..0.026).contains(&high), "{low} {high}");
    let single = bent(|s| (network(s).up.sent, network(s).up.lost) = (Some(1800), Some(18)));
    let [_, narrow] = single.assessment.network.loss_up_ci95.unwrap();
    assert!(narrow < high);
}

#[test]
fn losses_of_the_idle_line_have_bursts_too() {
    // 8 of 300 in one burst, seen by an old recording and by a new one: no claim of 2.7 % loss.
    let old = bent(|s| {
        let o = network(s);
        o.levels_tried = vec![attempt(Level::P720, false, 24.0, 300, 0, 6.0)];
        o.up.phases = vec![PhaseCount { id: PhaseId::Idle, sent: 100, lost: 8, bursts: Some(1) }];
    });
    assert_ne!(finding(&old, FindingId::NetworkLossUp), Some(Outcome::Problem));
    let singly = bent(|s| {
        let o = network(s);
        o.levels_tried = vec![attempt(Level::P720, false, 24.0, 10, 0, 6.0)];
        o.up.phases = vec![PhaseCount { id: PhaseId::Idle, sent: 100, lost: 20, bursts: Some(20) }];
    });
    assert_eq!(finding(&singly, FindingId::NetworkLossUp), Some(Outcome::Problem));
}

#[test]
fn the_audio_score_is_derived_and_is_that_of_a_voice() {
    // Not of the attempt that asked too much.
    let state = line(
        1.43,
        vec![attempt(Level::P720, true, 1100.0, 900, 180, 900.0), attempt(Level::P360, false, 24.0, 450, 0, 6.0)],
    );
    let mos = state.assessment.network.mos.unwrap();
    assert!(mos.low > 4.2 && mos.low <= mos.high, "{mos:?}");
    // An old recording: by the figures of the whole line, whatever it says itself.
    let old = bent(|s| network(s).mos = None);
    assert!(old.assessment.network.mos.is_some_and(|mos| mos.low > 4.0));
    assert_eq!(bent(|s| network(s).up.sent = Some(99)).assessment.network.mos, None);
}

#[test]
fn an_old_recording_with_a_level_given_up_condemns_no_lower_one() {
    // Figures of the whole line only: they may come from the attempt.
    let state = bent(|s| {
        let o = network(s);
        let old = |level, stepped_down, lost| LevelTried {
            rtt_ms: Histogram::default(),
            up: TriedDirection { mbps: 1.0, sent: 900, lost, ..TriedDirection::default() },
            down: TriedDirection { mbps: 1.0, sent: 900, lost: 0, ..TriedDirection::default() },
            ..attempt(level, stepped_down, 0.0, 0, 0, 0.0)
        };
        o.levels_tried = vec![old(Level::P720, true, 200), old(Level::P360, false, 0)];
        o.rtt_ms.p95 = Some(1100.0);
        o.up.pdv_p99_ms = Some(900.0);
        o.up.goodput_mbps = Goodput { p10: Some(1.2), p50: Some(1.43) };
    });
    assert_eq!(outcomes(&state), [AtRisk, AtRisk, No, No, No]);
}

/// What the router answered while the line was quiet: so many questions, of which so many in vain, with these round trips.
fn router(sent: u64, lost: u64, rtt_ms: &[f64]) -> GatewayObservation {
    let trips = rtt_ms.iter().copied().cycle().take(usize::try_from(sent - lost).unwrap());
    let quiet = GatewayPart { sent, lost, rtt_ms: Histogram::of(trips) };
    GatewayObservation {
        asked_by: GatewayAsked::Icmp,
        every_ms: 100.0,
        quiet,
        loaded_up: GatewayPart::default(),
        loaded_down: GatewayPart::default(),
        unanswered_s: Vec::new(),
    }
}

/// What is told of the side on which it comes about: true before the router, false beyond.
fn side(change: impl Fn(&mut NetworkObservation)) -> Option<bool> {
    let state = bent(|s| {
        let o = network(s);
        o.quiet = line(20.0, Vec::new()).observations.network.clone().unwrap().quiet;
        change(o);
    });
    let told = |id| state.assessment.findings.iter().any(|f| f.id == id);
    let (near, beyond) = (told(FindingId::NetworkBeforeRouter), told(FindingId::NetworkBeyondRouter));
    assert!(!(near && beyond), "both sides");
    (near || beyond).then_some(near)
}

/// Every twentieth round trip of the whole way takes so long.
fn uneven(o: &mut NetworkObservation, ms: f64) {
    let quiet = o.quiet.as_mut().unwrap();
    quiet.rtt_ms = Histogram::of((0..200).map(|n| if n % 10 == 0 { ms } else { 20.0 }));
    quiet.down.pdv_ms = Histogram::of((0..400).map(|n| if n % 10 == 0 { ms - 20.0 } else { 0.0 }));
}

#[test]
fn uneven_delays_come_about_where_the_router_shows_them_too() {
    let with = |trips: &'static [f64]| {
        side(move |o| {
            uneven(o, 120.0);
            o.way.gateway = Some(router(200, 0, trips));
        })
    };
    let late = |ms: f64| -> &'static [f64] {
        let mut trips = vec![2.0; 10];
        trips[0] = ms;
        Vec::leak(trips)
    };
    assert_eq!(with(late(102.0)), Some(true));
    assert_eq!(with(late(4.0)), Some(false));
    assert_eq!(with(late(40.0)), None, "a part of it: nothing is said");
    // Too few answers, or a computer that was late itself.
    let few = |o: &mut NetworkObservation| {
        uneven(o, 120.0);
        o.way.gateway = Some(router(40, 0, late(102.0)));
    };
    assert_eq!(side(few), None);
    let busy = |o: &mut NetworkObservation| {
        uneven(o, 120.0);
        o.way.gateway = Some(router(200, 0, late(102.0)));
        o.sender_late_ratio = Some(0.2);
    };
    assert_eq!(side(busy), None);
    assert_eq!(side(|o| uneven(o, 120.0)), None, "a router that does not answer says nothing");
    assert_eq!(side(|o| o.way.gateway = Some(router(200, 20, late(102.0)))), None, "nothing is amiss: nothing is told");
}

#[test]
fn losses_come_about_where_the_router_loses_too() {
    let with = |asked: u64, lost: u64| {
        side(move |o| {
            let quiet = o.quiet.as_mut().unwrap();
            (quiet.up.sent, quiet.up.lost, quiet.up.burst_mean) = (4000, 200, Some(1.0));
            (o.up.lost, o.up.loss_ratio) = (Some(200), Some(0.05));
            o.way.gateway = Some(router(asked, lost, &[2.0]));
        })
    };
    assert_eq!(with(200, 10), Some(true));
    assert_eq!(with(200, 0), Some(false));
    assert_eq!((with(200, 3), with(20, 0), with(20, 1)), (None, None, None), "too few for a claim");
    assert_eq!(with(200, 100), None, "a router that answers now and then only says nothing of the line");
}

#[test]
fn drop_outs_come_about_where_the_router_is_silent_too() {
    let with = |unanswered: &'static [f64]| {
        side(move |o| {
            o.drop_outs = vec![drop_out(Direction::Down, 600.0)];
            let asked = router(200, unanswered.len() as u64, &[2.0]);
            o.way.gateway = Some(GatewayObservation { unanswered_s: unanswered.to_vec(), ..asked });
        })
    };
    assert_eq!(with(&[3.0, 3.1, 3.2, 3.3, 3.4, 3.5]), Some(true));
    assert_eq!(with(&[]), Some(false));
    assert_eq!(with(&[9.0, 9.1, 9.2, 9.3]), Some(false), "at another time");
    assert_eq!(with(&[3.1, 3.2]), None);
    // A drop-out between two questions says nothing.
    let short = |o: &mut NetworkObservation| {
        o.drop_outs = vec![drop_out(Direction::Down, 210.0)];
        let asked = router(200, 0, &[2.0]);
        o.way.gateway = Some(GatewayObservation { every_ms: 150.0, ..asked });
    };
    assert_eq!(side(short), None);
}

#[test]
fn a_queue_of_our_own_load_stands_where_the_router_shows_it() {
    let with = |router_ms: f64| {
        side(move |o| {
            o.up.loaded_rtt_ms = LoadedRtt { p50: Some(400.0), p95: Some(500.0) };
            let asked = router(200, 0, &[2.0]);
            let loaded_up = GatewayPart { sent: 30, lost: 0, rtt_ms: Histogram::of(vec![router_ms; 30]) };
            o.way.gateway = Some(GatewayObservation { loaded_up, ..asked });
        })
    };
    assert_eq!((with(350.0), with(3.0), with(150.0)), (Some(true), Some(false), None));
}

#[test]
fn beyond_the_router_a_cable_is_not_advised_and_before_it_is() {
    let advised = |lost: u64| {
        let state = bent(|s| {
            let o = network(s);
            (o.up.lost, o.up.loss_ratio) = (Some(200), Some(0.05));
            o.way.gateway = Some(router(200, lost, &[2.0]));
        });
        let found = state.assessment.findings.iter().find(|f| f.id == FindingId::NetworkLossUp).unwrap();
        found.advice.contains(&Advice::UseCable)
    };
    assert!(advised(10) && !advised(0) && advised(3));
}

#[test]
fn what_was_measured_outranks_the_signal() {
    let told = |lost: Option<u64>, kind: InterfaceKind| {
        let state = bent(|s| {
            let o = network(s);
            o.path.as_mut().unwrap().interface_kind = kind;
            (o.up.lost, o.up.loss_ratio) = (Some(200), Some(0.05));
            if lost.is_none() {
                (o.up.lost, o.up.loss_ratio) = (Some(1), Some(0.000_25));
            }
            o.way.gateway = Some(router(200, lost.unwrap_or(0), &[2.0]));
            o.way.wifi = Some(WifiObservation { signal_dbm: Some(-82.0), ..WifiObservation::default() });
        });
        let found = state.assessment.findings.iter().find(|f| f.id == FindingId::NetworkWifiWeak);
        found.map(|f| (f.outcome, f.get_text("strength").unwrap().to_owned()))
    };
    let weak = |outcome| Some((outcome, "very_weak".to_owned()));
    assert_eq!(told(Some(10), InterfaceKind::Wifi), weak(Outcome::WatchOut));
    assert_eq!(told(Some(0), InterfaceKind::Wifi), weak(Outcome::Good), "it is beyond the router");
    assert_eq!(told(None, InterfaceKind::Wifi), weak(Outcome::Good), "the line is clean");
    assert_eq!(told(Some(10), InterfaceKind::Wired), None);
}
