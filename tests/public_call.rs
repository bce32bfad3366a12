//! A call with hosts that speak HTTP/3 and that we did not write, over links whose truth is known.
//!
//! Needs root, the packages iproute2, nftables, ethtool and caddy, and aioquic; skips with its reason otherwise.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod network_rig;
mod public_call_rig;
#[allow(dead_code, reason = "shared with other tests")]
mod shaped_link_rig;
#[allow(dead_code, reason = "shared with other tests")]
mod skips;
mod states;

use std::io::Read;
use std::time::{Duration, Instant};

use greenroom::model::observation::{Counting, Direction, DirectionObservation, NetworkObservation, PhaseId, UdpState};
use greenroom::model::{Confidence, FindingId, Level, LevelOutcome, Outcome, Readiness, Target};
use greenroom::probe::network::Probe;
use greenroom::probe::network::way::operators::StunServer;
use greenroom::probe::ports::NetworkPlan;
use public_call_rig::{ADDRESS, Stack};
use shaped_link_rig::{Cut, Link, Shape, plays, print_measurement};

/// Payload of a full TCP segment over what it takes on an Ethernet link with time stamps: 1448 of 1514 bytes.
const TCP_SHARE: f64 = 1448.0 / 1514.0;

#[test]
#[ignore = "runs inside a namespace, started by the other tests"]
fn server_role() {
    if !plays("server_role") {
        return;
    }
    let stack = Stack::named(&std::env::var("GREENROOM_TEST_STACK").unwrap()).unwrap();
    (3478..=3479).for_each(|port| drop(network_rig::host::stun_host(&format!("{ADDRESS}:{port}"), true)));
    let _host = public_call_rig::start(stack, &std::env::var("GREENROOM_TEST_TROUBLE").unwrap_or_default());
    println!("READY");
    // Until the parent closes the pipe or kills.
    let _ = std::io::stdin().read(&mut [0]);
}

#[test]
#[ignore = "runs inside a namespace, started by the other tests"]
fn probe_role() {
    if !plays("probe_role") {
        return;
    }
    let plan = NetworkPlan {
        far_end: Target::Public.into(),
        quick: std::env::var("GREENROOM_TEST_QUICK").is_ok(),
        metered: std::env::var("GREENROOM_TEST_METERED").is_ok(),
        need: Level::P720,
        watch: std::env::var("GREENROOM_TEST_WATCH")
            .map_or(Duration::ZERO, |s| Duration::from_secs(s.parse().unwrap())),
    };
    let stun = (1..=2).map(|n| StunServer { name: n.to_string(), host: format!("{ADDRESS}:{}", 3477 + n) }).collect();
    let probe = Probe::new().with_public_servers(vec![public_call_rig::public_server(true)]).with_stun_servers(stun);
    print_measurement(&probe, plan);
}

/// What the levels are said to be of what was seen.
fn outcome(seen: &NetworkObservation, level: Level) -> LevelOutcome {
    let judged = states::bent(|s| *states::network(s) = seen.clone());
    judged.assessment.levels.iter().find(|l| l.id == level).unwrap().outcome
}

fn tell(shape: &Shape, seen: &NetworkObservation, began: Instant) {
    println!(
        "down {} Mbit/s, {} ms; up {} Mbit/s, {} ms; read in {:.1} s, load {}",
        shape.mbps,
        shape.queue_ms,
        shape.up_mbps.unwrap_or(shape.mbps),
        shape.up_queue_ms.unwrap_or(shape.queue_ms),
        began.elapsed().as_secs_f64(),
        std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim(),
    );
    for (name, way) in [("down", &seen.down), ("up", &seen.up)] {
        let DirectionObservation { loaded_rtt_ms, goodput_mbps, at_least, bytes, phases, .. } = way;
        println!(
            "  {name}: {loaded_rtt_ms:?} {goodput_mbps:?} at least: {at_least}, {bytes} bytes, pdv {:?}",
            way.pdv_p99_ms
        );
        println!("    {phases:?}");
    }
    println!("  rtt {:?} late {:?} drop-outs {:?}", seen.rtt_ms, seen.sender_late_ratio, seen.drop_outs);
    for t in &seen.levels_tried {
        println!(
            "  tried {:?} {:?} {:.1} s down: {}; up {}/{} gap {:?}; down {}/{} gap {:?}",
            t.level,
            t.phase,
            t.duration_s,
            t.stepped_down,
            t.up.lost,
            t.up.sent,
            t.up.longest_gap_ms,
            t.down.lost,
            t.down.sent,
            t.down.longest_gap_ms
        );
    }
    println!("  {:?}", Level::ALL.map(|level| (level, outcome(seen, level))));
}

fn measured(shape: &Shape) -> Option<NetworkObservation> {
    let mut link = Link::or_skip(shape)?;
    let began = Instant::now();
    let (seen, _) = link.measure(shape);
    tell(shape, &seen, began);
    let (client, server) = (link.counters(0), link.counters(2));
    println!(
        "  truth: up {} of {} lost, down {} of {}",
        client["left"] - server["came"],
        client["left"],
        server["left"] - client["came"],
        server["left"]
    );
    if shape.loss_per_million > 0 {
        let router = link.counters(1);
        let sum = |way: &DirectionObservation| way.phases.iter().map(|p| p.lost).sum::<u64>();
        println!(
            "  of the call: up {} of {}, down {} of {}",
            sum(&seen.up),
            router["lost_up"],
            sum(&seen.down),
            router["lost_down"]
        );
    }
    Some(seen)
}

/// A link with a host on this stack; `environment` for the roles.
fn link_to(stack: Stack, shape: &Shape, environment: &[(&str, &str)]) -> Option<Link> {
    if let Some(why) = stack.missing() {
        skips::skip(why);
        return None;
    }
    let mut link = Link::or_skip(shape)?;
    link.set("GREENROOM_TEST_STACK", stack.name());
    link.set("SSL_CERT_FILE", public_call_rig::certificate().to_str().unwrap());
    for (key, value) in environment {
        link.set(key, value);
    }
    Some(link)
}

/// Measures over this link with a host on this stack.
fn with(stack: Stack, shape: Shape, environment: &[(&str, &str)]) -> Option<Run> {
    let mut link = link_to(stack, &shape, environment)?;
    let began = Instant::now();
    let (seen, cut) = link.measure(&shape);
    println!("== {stack:?}");
    tell(&shape, &seen, began);
    Some(Run { seen, cut, link })
}

struct Run {
    seen: NetworkObservation,
    cut: Option<Cut>,
    link: Link,
}

const METERED: (&str, &str) = ("GREENROOM_TEST_METERED", "1");

#[test]
fn a_good_line_is_ready() {
    for stack in Stack::BOTH {
        let shape = Shape { mbps: 20.0, queue_ms: 100, quic: true, ..Shape::default() };
        let Some(Run { seen, .. }) = with(stack, shape, &[]) else { return };
        assert_eq!((seen.counting(), seen.udp), (Counting::ByQuic, UdpState::Works));
        let judged = states::bent(|s| *states::network(s) = seen.clone());
        let levels = &judged.assessment.levels;
        let at = |level| levels.iter().find(|l| l.id == level).unwrap();
        assert_eq!((at(Level::P720).outcome, at(Level::P720).confidence), (LevelOutcome::Holds, Confidence::Medium));
        assert_eq!(judged.assessment.readiness, Readiness::Ready, "{:?}", judged.assessment.findings);
        for way in [&seen.up, &seen.down] {
            let quiet = way.phases.iter().filter(|p| p.id != PhaseId::Load && p.id != PhaseId::Trains);
            assert_eq!(quiet.map(|p| p.lost).sum::<u64>(), 0, "{:?}", way.phases);
            let truth = 20.0 * TCP_SHARE;
            assert!(
                way.goodput_mbps.p50.is_some_and(|mbps| (mbps / truth - 1.0).abs() < 0.2),
                "{:?}",
                way.goodput_mbps
            );
        }
        assert!(seen.rtt_ms.p50.unwrap() < 5.0 && seen.drop_outs.is_empty(), "{:?} {:?}", seen.rtt_ms, seen.drop_outs);
    }
}

#[test]
fn what_is_lost_is_counted_in_its_direction() {
    for stack in Stack::BOTH {
        for lossy in ["near", "far"] {
            let shape = Shape {
                mbps: 20.0,
                queue_ms: 100,
                quic: true,
                lossy: Some(lossy),
                loss_per_million: 20_000,
                ..Shape::default()
            };
            // Without TCP load: then the packet filter alone loses.
            let Some(Run { seen, link, .. }) = with(stack, shape, &[METERED]) else { return };
            let truth = link.counters(1);
            let lost = |way: &DirectionObservation| way.phases.iter().map(|p| p.lost).sum::<u64>();
            println!("  lost: {} {}, truth {truth:?}", lost(&seen.up), lost(&seen.down));
            let (there, here) = if lossy == "near" { (&seen.up, &seen.down) } else { (&seen.down, &seen.up) };
            let name = if lossy == "near" { "lost_up" } else { "lost_down" };
            let (dropped, seen_there) = (truth[name], truth[&format!("{name}_of")]);
            // The filter also drops what carries nothing new: bytes that are sent again, probes (RFC 9002, section 6.2), the
            // handshake.
            let sent = there.phases.iter().map(|p| p.sent).sum::<u64>();
            let again = dropped as f64 * seen_there.saturating_sub(sent) as f64 / seen_there.max(1) as f64;
            let allowed = (dropped / 10).max(3) + (again * 2.0).ceil() as u64;
            println!("  {seen_there} long ones, {sent} of the call; allowed {allowed}");
            assert!(lost(there).abs_diff(dropped) <= allowed, "{stack:?} {lossy}: {} of {dropped}", lost(there));
            assert!(lost(here) <= 1, "{stack:?} {lossy}: {:?}", here.phases);
        }
    }
}

#[test]
fn a_line_that_is_cut_shows_a_gap_of_that_length_both_ways() {
    for stack in Stack::BOTH {
        let shape =
            Shape { mbps: 20.0, queue_ms: 100, quic: true, cut: Some(Duration::from_millis(400)), ..Shape::default() };
        let Some(Run { seen, cut, .. }) = with(stack, shape, &[METERED]) else { return };
        let cut = cut.expect("it was cut");
        println!("  cut {cut:?}");
        for direction in [Direction::Up, Direction::Down] {
            let found = seen.drop_outs.iter().filter(|d| d.direction == direction).map(|d| d.length_ms);
            let longest = found.fold(0.0, f64::max);
            assert!(cut.explains(longest), "{stack:?} {direction:?}: {longest}");
        }
    }
}

#[test]
fn a_slow_line_steps_down_to_what_it_carries() {
    for stack in Stack::BOTH {
        let shape = Shape { mbps: 1.5, queue_ms: 200, quic: true, ..Shape::default() };
        let Some(Run { seen, .. }) = with(stack, shape, &[]) else { return };
        assert_eq!(outcome(&seen, Level::P720), LevelOutcome::No);
        assert_ne!(outcome(&seen, Level::P360), LevelOutcome::No);
        assert_ne!(outcome(&seen, Level::Audio), LevelOutcome::No);
    }
}

#[test]
fn without_datagrams_http_tells_what_it_can() {
    let shape = Shape { mbps: 20.0, queue_ms: 50, udp_blocked: true, ..Shape::default() };
    let Some(Run { seen, .. }) = with(Stack::Caddy, shape, &[]) else { return };
    assert_eq!(seen.counting(), Counting::None);
    assert_eq!(seen.up.lost, None);
    assert!(seen.down.goodput_mbps.p50.is_some() && seen.rtt_ms.p50.is_some());
    // Two operators are silent too, while TCP works.
    assert_eq!((seen.udp, seen.way.stun.map(|s| (s.asked, s.answered))), (UdpState::Blocked, Some((2, 0))));
    let judged = states::bent(|s| *states::network(s) = seen.clone());
    let told = judged.assessment.findings.iter().find(|f| f.id == FindingId::NetworkUdpBlocked).unwrap();
    assert_eq!((told.outcome, told.get_number("operators")), (Outcome::WatchOut, Some(2.0)));
}

#[test]
fn a_host_without_http3_is_no_line_without_datagrams() {
    let shape = Shape { mbps: 20.0, queue_ms: 50, ..Shape::default() };
    let Some(Run { seen, .. }) = with(Stack::Caddy, shape, &[("GREENROOM_TEST_TROUBLE", "no_quic")]) else { return };
    assert_eq!((seen.counting(), seen.udp), (Counting::None, UdpState::Works));
    assert_eq!(seen.way.stun.map(|s| (s.asked, s.answered)), Some((2, 2)));
}

#[test]
fn a_host_that_does_it_badly_costs_no_answer() {
    for trouble in ["refuse", "busy", "reset", "close", "short", "garbage", "headers", "silent"] {
        let shape = Shape { mbps: 20.0, queue_ms: 50, quic: true, ..Shape::default() };
        let began = Instant::now();
        let environment = [METERED, ("GREENROOM_TEST_TROUBLE", trouble)];
        let Some(mut link) = link_to(Stack::Aioquic, &shape, &environment) else { return };
        let (seen, _) = link.try_to_measure(&shape);
        let counting = seen.map(|seen| seen.counting());
        println!("== {trouble}: {counting:?} after {:?}", began.elapsed());
        assert!(began.elapsed() < Duration::from_secs(40), "{trouble}");
        // Who has had enough is left alone, over TCP too; else HTTP tells what it can.
        assert_eq!(counting.is_none(), ["refuse", "busy"].contains(&trouble), "{trouble}: {counting:?}");
    }
}

/// More lines, for the figures: `GREENROOM_LINES="20/2:50/1000:10000"` is Mbit/s down and up, ms of queue down and up, losses in a
/// million.
#[test]
#[ignore = "takes minutes; for the figures"]
fn figures() {
    let lines = std::env::var("GREENROOM_LINES").unwrap_or_else(|_| "20/20:100/100:0".into());
    for line in lines.split_whitespace() {
        let numbers: Vec<f64> = line.split(['/', ':']).map(|n| n.parse().unwrap()).collect();
        let shape = Shape {
            mbps: numbers[0],
            up_mbps: Some(numbers[1]),
            queue_ms: numbers[2] as u32,
            up_queue_ms: Some(numbers[3] as u32),
            loss_per_million: numbers[4] as u32,
            lossy: [None, Some("near"), Some("far")][numbers.get(5).map_or(0, |n| *n as usize)],
            quic: true,
            ..Shape::default()
        };
        measured(&shape);
    }
}

#[test]
fn the_line_is_watched_on_after_the_answer() {
    for stack in Stack::BOTH {
        let shape = Shape {
            mbps: 20.0,
            queue_ms: 100,
            quic: true,
            cut: Some(Duration::from_millis(421)),
            cut_at: Some(("QuietWatch", Duration::from_secs(7))),
            ..Shape::default()
        };
        let Some(Run { seen, cut, .. }) = with(stack, shape, &[("GREENROOM_TEST_WATCH", "12")]) else { return };
        let (watch, cut) = (seen.watch.unwrap(), cut.unwrap());
        println!("{watch:?}, cut for {cut:?}: {:?}", seen.drop_outs);
        assert!((watch.watched_s - 12.0).abs() < 1.5, "{watch:?}");
        for way in [Direction::Up, Direction::Down] {
            let found: Vec<_> =
                seen.drop_outs.iter().filter(|d| d.direction == way && d.phase == Some(PhaseId::QuietWatch)).collect();
            assert_eq!(found.len(), 1, "{way:?}: {found:?}");
            assert!(cut.explains(found[0].length_ms), "{way:?}: {found:?}");
        }
    }
}
