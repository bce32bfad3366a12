//! Public hosts over a link whose truth is known: an HTTP server behind deep and short queues.
//!
//! Needs root and the packages iproute2, nftables and ethtool; skips with its reason otherwise.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod network_rig;
#[allow(dead_code, reason = "shared with other tests")]
mod shaped_link_rig;
#[allow(dead_code, reason = "shared with other tests")]
mod skips;
mod states;

use std::net::TcpListener;
use std::time::{Duration, Instant};

use greenroom::model::observation::{Direction, DirectionObservation, NetworkObservation};
use greenroom::model::{Level, LevelOutcome, Target};
use greenroom::probe::network::Probe;
use greenroom::probe::ports::NetworkPlan;
use network_rig::host::{answer_beside, public_server, send_zeros};
use shaped_link_rig::{Link, Shape, plays, print_measurement};

/// Payload of a full TCP segment over what it takes on an Ethernet link with time stamps: 1448 of 1514 bytes.
const TCP_SHARE: f64 = 1448.0 / 1514.0;
const HOST: &str = "10.213.2.2:8080";

#[test]
#[ignore = "runs inside a namespace, started by the other tests"]
fn server_role() {
    if !plays("server_role") {
        return;
    }
    let listener = TcpListener::bind(HOST).unwrap();
    println!("READY");
    for stream in listener.incoming().flatten() {
        answer_beside(stream, |_, path, stream| send_zeros(path, stream, 64 * 1024, Duration::ZERO));
    }
}

#[test]
#[ignore = "runs inside a namespace, started by the other tests"]
fn probe_role() {
    if !plays("probe_role") {
        return;
    }
    let plan = NetworkPlan {
        far_end: Target::Public.into(),
        quick: false,
        metered: false,
        need: Level::P720,
        watch: Duration::ZERO,
    };
    print_measurement(&Probe::new().with_public_servers(vec![public_server(HOST)]), plan);
}

/// What the levels are said to be of what was seen.
fn outcome(seen: &NetworkObservation, level: Level) -> LevelOutcome {
    let judged = states::bent(|s| *states::network(s) = seen.clone());
    judged.assessment.levels.iter().find(|l| l.id == level).unwrap().outcome
}

/// What a queue says of a direction, against the truth.
fn measured(shape: &Shape) -> Option<NetworkObservation> {
    let mut link = Link::or_skip(shape)?;
    let began = Instant::now();
    let (seen, _) = link.measure(shape);
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
        let DirectionObservation { loaded_rtt_ms, goodput_mbps, at_least, bytes, .. } = way;
        println!("  {name}: {loaded_rtt_ms:?} {goodput_mbps:?} at least: {at_least}, {bytes} bytes");
    }
    println!("  idle {:?}, {:?}", seen.rtt_ms.p50, Level::ALL.map(|level| (level, outcome(&seen, level))));
    Some(seen)
}

/// The delay under load of each direction lies near its queue, and the rate near the line's.
#[track_caller]
fn agrees(shape: &Shape, seen: &NetworkObservation) {
    assert!(seen.rtt_ms.p50.unwrap() < 50.0, "{:?}", seen.rtt_ms);
    for direction in [Direction::Up, Direction::Down] {
        let (way, mbps, queue_ms) = match direction {
            Direction::Up => {
                (&seen.up, shape.up_mbps.unwrap_or(shape.mbps), shape.up_queue_ms.unwrap_or(shape.queue_ms))
            }
            Direction::Down => (&seen.down, shape.mbps, shape.queue_ms),
        };
        let truth = f64::from(queue_ms);
        let loaded = way.loaded_rtt_ms.p50.expect("a delay under load");
        // TCP falls back after a loss: the median lies between. What is lost waits longer than the queue.
        assert!((truth * 0.5..truth * 1.4 + 20.0).contains(&loaded), "{direction:?}: {loaded} of {truth}");
        let rate = way.goodput_mbps.p50.unwrap();
        let least = if way.at_least { 0.3 } else { 0.7 };
        assert!((mbps * TCP_SHARE * least..mbps * TCP_SHARE * 1.1).contains(&rate), "{direction:?}: {rate} of {mbps}");
    }
}

#[test]
fn a_second_of_queue_is_seen_both_ways() {
    for (mbps, queue_ms) in [(10.0, 1000), (5.0, 1000), (20.0, 300)] {
        let shape = Shape { mbps, queue_ms, ..Shape::default() };
        let Some(seen) = measured(&shape) else { return };
        agrees(&shape, &seen);
        if queue_ms == 1000 {
            // More than what a call allows under load: it does not hold unremarked (limits: 250 to 400 ms).
            assert!(Level::ALL.iter().all(|level| outcome(&seen, *level) != LevelOutcome::Holds));
        }
    }
}

#[test]
fn a_second_of_queue_upwards_alone_is_seen() {
    for up_mbps in [2.0, 10.0] {
        let shape =
            Shape { mbps: 20.0, queue_ms: 50, up_mbps: Some(up_mbps), up_queue_ms: Some(1000), ..Shape::default() };
        let Some(seen) = measured(&shape) else { return };
        agrees(&shape, &seen);
        assert!(Level::ALL.iter().all(|level| outcome(&seen, *level) != LevelOutcome::Holds));
    }
}

#[test]
fn a_line_with_a_short_queue_holds() {
    let shape = Shape { mbps: 20.0, queue_ms: 50, ..Shape::default() };
    let Some(seen) = measured(&shape) else { return };
    agrees(&shape, &seen);
    assert_eq!(outcome(&seen, Level::P720), LevelOutcome::Holds);
}

/// More lines, for the figures: `GREENROOM_LINES="20/2:50/1000"` is Mbit/s down and up, ms of queue down and up.
#[test]
#[ignore = "takes minutes; for the figures"]
fn figures() {
    let usual = "20/1:50/1000 20/2:50/300 20/2:50/500 20/2:50/1000 20/5:50/300 20/5:50/500 20/5:50/1000 20/20:50/300 \
                 20/20:50/500 20/20:50/1000 5/20:1000/50 2/20:500/50";
    let lines = std::env::var("GREENROOM_LINES").unwrap_or_else(|_| usual.into());
    for line in lines.split_whitespace() {
        let (mbps, queue_ms) = line.split_once(':').unwrap();
        let pair = |text: &str| text.split('/').map(|n| n.parse::<f64>().unwrap()).collect::<Vec<_>>();
        let (mbps, queue_ms) = (pair(mbps), pair(queue_ms));
        let shape = Shape {
            mbps: mbps[0],
            queue_ms: queue_ms[0] as u32,
            up_mbps: Some(mbps[1]),
            up_queue_ms: Some(queue_ms[1] as u32),
            ..Shape::default()
        };
        if measured(&shape).is_none() {
            return;
        }
    }
}
