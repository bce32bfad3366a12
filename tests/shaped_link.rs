//! The network probe over a link whose truth is known: client, router and server in network namespaces, a token bucket on both
//! of the router's ports, random loss by the packet filter, and counters at both ends.
//!
//! Needs root and the packages iproute2, nftables and ethtool; skips with its reason otherwise. All traffic stays in namespaces
//! of its own. The probe and the server are this test binary again, run inside the namespaces.

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
mod skips;

use std::io::Read;
use std::process::Command;
use std::time::{Duration, Instant};

use greenroom::assess::stats::Counts;
use greenroom::model::observation::{Direction, DirectionObservation, NetworkObservation, UdpState};
use greenroom::model::{Level, Target};
use greenroom::probe::network::{Probe, Timing};
use greenroom::probe::ports::NetworkPlan;
use greenroom::server::{self, ServerConfig};
use shaped_link_rig::{Cut, Link, ROLE, SERVER, Shape, plays, print_measurement, tool};

/// Payload of a full TCP segment over what it takes on an Ethernet link with time stamps: 1448 of 1514 bytes.
const TCP_SHARE: f64 = 1448.0 / 1514.0;

fn timing() -> Timing {
    Timing {
        idle: Duration::from_millis(800),
        call: Duration::from_secs(3),
        watch: Duration::from_secs(2),
        ..Timing::standard()
    }
}

#[test]
#[ignore = "runs inside a namespace, started by the other tests"]
fn server_role() {
    if !plays("server_role") {
        return;
    }
    let listen = vec![SERVER.parse().unwrap()];
    let _server = server::spawn(ServerConfig { listen, open: true, ..ServerConfig::default() }).unwrap();
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
        far_end: match std::env::var("GREENROOM_TEST_TARGET").as_deref() {
            Ok("public") => Target::Public.into(),
            Ok(host) => Target::Host(host.into()).into(),
            Err(_) => Target::Host(SERVER.into()).into(),
        },
        quick: false,
        metered: std::env::var("GREENROOM_TEST_METERED").is_ok(),
        need: Level::P720,
        watch: Duration::ZERO,
    };
    let probe = if std::env::var("GREENROOM_TEST_STANDARD").is_ok() {
        Probe::new()
    } else {
        Probe::new().with_timing(timing())
    };
    print_measurement(&probe, plan);
}

/// The probe's account against the counters, packet for packet, in both directions.
#[track_caller]
fn agree(link: &Link, seen: &NetworkObservation) {
    let (client, server) = (link.counters(0), link.counters(2));
    let sums =
        |way: &DirectionObservation| way.phases.iter().fold((0, 0), |(sent, lost), p| (sent + p.sent, lost + p.lost));
    let truth_up = (client["left"], client["left"] - server["came"]);
    let truth_down = (server["left"], server["left"] - client["came"]);
    println!(
        "up: probe {:?}, counters {truth_up:?}; down: probe {:?}, counters {truth_down:?}",
        sums(&seen.up),
        sums(&seen.down)
    );
    assert_eq!(sums(&seen.up), truth_up, "up {:?}", seen.up.phases);
    assert_eq!(sums(&seen.down), truth_down, "down {:?}", seen.down.phases);
}

fn tell(shape: &Shape, seen: &NetworkObservation, took: Duration) {
    let truth = shape.mbps * TCP_SHARE;
    let error = |way: &DirectionObservation| way.goodput_mbps.p50.map(|p| (p / truth - 1.0) * 100.0);
    println!(
        "{} Mbit/s: goodput {:?} {:?} of {truth:.2} ({:+.1?} % {:+.1?} %), loaded {:?} {:?} of {} ms, rtt {:?}, late {:?}, {:.1} s, {:.1} MB, load {}",
        shape.mbps,
        seen.up.goodput_mbps,
        seen.down.goodput_mbps,
        error(&seen.up),
        error(&seen.down),
        seen.up.loaded_rtt_ms,
        seen.down.loaded_rtt_ms,
        shape.queue_ms,
        seen.rtt_ms,
        seen.sender_late_ratio,
        took.as_secs_f64(),
        (seen.up.bytes + seen.down.bytes) as f64 / 1e6,
        std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim(),
    );
    println!(
        "  up {:?}\n  down {:?}\n  drop-outs {:?} mos {:?}",
        seen.up.phases, seen.down.phases, seen.drop_outs, seen.mos
    );
}

fn measured(shape: &Shape) -> Option<(NetworkObservation, Option<Cut>)> {
    let mut link = Link::or_skip(shape)?;
    let began = Instant::now();
    let (seen, cut) = link.measure(shape);
    tell(shape, &seen, began.elapsed());
    if shape.udp_blocked {
        assert_eq!(seen.udp, UdpState::Blocked);
    } else {
        assert_eq!(seen.udp, UdpState::Works);
        agree(&link, &seen);
    }
    Some((seen, cut))
}

#[track_caller]
fn goodput_within(seen: &NetworkObservation, shape: &Shape, share: f64) {
    for way in [&seen.up, &seen.down] {
        let p50 = way.goodput_mbps.p50.expect("a rate");
        let truth = shape.mbps * TCP_SHARE;
        assert!((p50 / truth - 1.0).abs() < share, "{p50} of {truth}");
    }
}

#[test]
fn a_slow_line() {
    let shape = Shape { mbps: 5.0, queue_ms: 300, ..Shape::default() };
    let Some((seen, _)) = measured(&shape) else { return };
    goodput_within(&seen, &shape, 0.05);
    loaded_within(&seen, &shape, 0.15);
    assert_eq!(seen.up.lost, Some(0));
}

#[test]
fn the_slowest_line_with_a_deep_queue() {
    let shape = Shape { mbps: 2.0, queue_ms: 1000, ..Shape::default() };
    let Some(mut link) = Link::or_skip(&shape) else { return };
    let (result, _, took) = program(&mut link, &[]);
    let seen = network(&result);
    tell(&shape, &seen, took);
    agree(&link, &seen);
    goodput_within(&seen, &shape, 0.05);
    loaded_within(&seen, &shape, 0.15);
    assert!(took < Duration::from_secs(21), "{took:?}");
}

/// The delay under load against the queue, as the verdict takes it: the 95th percentile, or the median of too few.
#[track_caller]
fn loaded_within(seen: &NetworkObservation, shape: &Shape, share: f64) {
    for way in [&seen.up, &seen.down] {
        let ms = way.loaded_rtt_ms.p95.or(way.loaded_rtt_ms.p50).expect("a delay");
        assert!((ms / f64::from(shape.queue_ms) - 1.0).abs() < share, "{ms} of {}", shape.queue_ms);
    }
}

#[test]
fn a_usual_line() {
    let shape = Shape { mbps: 20.0, queue_ms: 300, ..Shape::default() };
    let Some((seen, _)) = measured(&shape) else { return };
    goodput_within(&seen, &shape, 0.05);
    loaded_within(&seen, &shape, 0.15);
}

#[test]
fn one_percent_loss() {
    let shape = Shape { mbps: 20.0, queue_ms: 100, loss_per_million: 10_000, ..Shape::default() };
    let Some((seen, _)) = measured(&shape) else { return };
    // The count is exact (see `agree`); the ratio is what chance made of 1 %.
    for way in [&seen.up, &seen.down] {
        let [low, high] = Counts::new(way.sent.unwrap(), way.lost.unwrap(), way.burst_mean).unwrap().interval();
        assert!(low < 0.02 && high > 0.002, "{low} to {high}");
    }
    goodput_within(&seen, &shape, 0.10);
}

#[test]
fn a_drop_out_has_its_length() {
    let length = Duration::from_millis(400);
    let shape = Shape { mbps: 20.0, queue_ms: 100, cut: Some(length), ..Shape::default() };
    let Some((seen, cut)) = measured(&shape) else { return };
    let cut = cut.expect("a cut");
    println!("{cut:?}: {:?}", seen.drop_outs);
    for way in [Direction::Up, Direction::Down] {
        let found: Vec<f64> = seen.drop_outs.iter().filter(|d| d.direction == way).map(|d| d.length_ms).collect();
        assert_eq!(found.len(), 1, "{way:?}: {found:?}");
        assert!(cut.explains(found[0]), "{way:?}: {found:?} of {cut:?}");
    }
}

/// A drop-out at every awkward time: on the quiet line, among the trains, at the end of the call and into the load, while a load
/// runs, between two loads, in the watch, and in its last moments. Each is seen, in both directions.
#[test]
fn no_drop_out_falls_between_two_phases() {
    let length = Duration::from_millis(421);
    let at = |step, ms| (step, Duration::from_millis(ms));
    for moment in [
        at("NetworkIdle", 600),
        at("NetworkTrains", 100),
        at("NetworkCall", 2900),
        at("NetworkCall", 3050),
        at("NetworkLoadDown", 1200),
        at("NetworkLoadUp", 100),
        at("NetworkLoadUp", 2000),
        at("NetworkWatch", 1700),
    ] {
        let shape = Shape { mbps: 20.0, queue_ms: 100, cut: Some(length), cut_at: Some(moment), ..Shape::default() };
        let Some((seen, cut)) = measured(&shape) else { return };
        let cut = cut.expect("a cut");
        println!("{moment:?}: {cut:?}: {:?}", seen.drop_outs);
        for way in [Direction::Up, Direction::Down] {
            let found: Vec<f64> = seen.drop_outs.iter().filter(|d| d.direction == way).map(|d| d.length_ms).collect();
            assert!(found.iter().any(|ms| cut.explains(*ms)), "{moment:?} {way:?}: {found:?} of {cut:?}");
        }
    }
}

/// What the program says of each level, least demanding first.
fn outcomes(result: &serde_json::Value) -> Vec<(String, String)> {
    let levels = result["levels"].as_array().unwrap();
    let text = |level: &serde_json::Value, key: &str| level[key].as_str().unwrap().to_owned();
    levels.iter().map(|l| (text(l, "id"), text(l, "outcome"))).collect()
}

fn outcome(result: &serde_json::Value, id: &str) -> String {
    outcomes(result).into_iter().find(|l| l.0 == id).unwrap().1
}

#[test]
fn a_narrow_line_is_judged_by_what_it_carries() {
    // 720p asks more than there is; 360p and a voice are carried, whatever the attempt at 720p did.
    for queue_ms in [100, 1000] {
        let shape = Shape { mbps: 1.5, queue_ms, ..Shape::default() };
        let Some(mut link) = Link::or_skip(&shape) else { return };
        let (result, _, took) = program(&mut link, &[]);
        let seen = network(&result);
        tell(&shape, &seen, took);
        for t in &seen.levels_tried {
            println!(
                "tried {:?} {:.1} s given up {} up {}/{}",
                t.level, t.duration_s, t.stepped_down, t.up.lost, t.up.sent
            );
        }
        println!("{:?}", outcomes(&result));
        agree(&link, &seen);
        assert!(seen.levels_tried.iter().any(|t| t.level == Level::P720 && t.stepped_down), "720p was tried");
        assert!(seen.levels_tried.iter().any(|t| t.level == Level::P360 && !t.stepped_down), "360p was tried");
        assert_ne!(outcome(&result, "audio"), "no");
        assert_ne!(outcome(&result, "360p"), "no");
        assert_eq!(outcome(&result, "720p"), "no");
        assert!(took < Duration::from_secs(30), "{took:?}");
    }
}

#[test]
fn a_full_queue_of_our_own_is_a_what_if() {
    // Carries a voice as long as nobody fills it: a warning, never "no" for what was really carried.
    let shape = Shape { mbps: 20.0, up_mbps: Some(2.0), queue_ms: 1000, ..Shape::default() };
    let Some(mut link) = Link::or_skip(&shape) else { return };
    let (result, _, took) = program(&mut link, &["--for", "audio"]);
    let seen = network(&result);
    tell(&shape, &seen, took);
    println!("{:?}\n{:#}", outcomes(&result), result["checks"]);
    agree(&link, &seen);
    assert!(seen.up.loaded_rtt_ms.p50.is_some_and(|ms| ms > 700.0), "{:?}", seen.up.loaded_rtt_ms);
    assert_eq!(outcome(&result, "audio"), "at_risk");
    assert_ne!(outcome(&result, "360p"), "no");
    assert_eq!(result["verdict"], "watch_out");
}

#[test]
fn a_drop_out_in_the_middle_of_everything_is_never_all_well() {
    for after_s in [2.5, 8.6, 11.0] {
        let shape = Shape { mbps: 20.0, queue_ms: 100, ..Shape::default() };
        let Some(mut link) = Link::or_skip(&shape) else { return };
        let (result, cut) = program_cut(&mut link, Duration::from_secs_f64(after_s), Duration::from_millis(421));
        let seen = network(&result);
        println!("after {after_s} s cut for {cut:?}: {:?}, {:?}", seen.drop_outs, outcomes(&result));
        assert!(!seen.drop_outs.is_empty());
        assert_ne!(outcome(&result, "720p"), "holds");
        assert_ne!(result["verdict"], "good");
    }
}

#[test]
fn four_at_once_read_the_same() {
    let shape = Shape { mbps: 1000.0, queue_ms: 100, ..Shape::default() };
    let Some(mut link) = Link::or_skip(&shape) else { return };
    serve(&mut link);
    let checks: Vec<_> = (0..4).map(|_| link.program(0, &CHECK).stdout.take().unwrap()).collect();
    for mut out in checks {
        let mut text = String::new();
        out.read_to_string(&mut text).unwrap();
        let result: serde_json::Value = serde_json::from_str(&text).unwrap();
        let seen = network(&result);
        for way in [&seen.up, &seen.down] {
            println!("{:?} at least: {} {} bytes", way.goodput_mbps, way.at_least, way.bytes);
            assert!(way.goodput_mbps.p50.is_some_and(|mbps| mbps > 10.0), "{:?}", way.goodput_mbps);
        }
    }
}

#[test]
fn blocked_datagrams_leave_the_rest() {
    let shape = Shape { mbps: 20.0, queue_ms: 100, udp_blocked: true, ..Shape::default() };
    let Some((seen, _)) = measured(&shape) else { return };
    goodput_within(&seen, &shape, 0.10);
    assert!(seen.rtt_ms.p50.is_some() && seen.up.loaded_rtt_ms.p50.is_some(), "{:?}", seen.rtt_ms);
    assert_eq!((seen.up.loss_ratio, seen.down.sent, seen.mos), (None, None, None));
    assert!(seen.up.phases.is_empty());
}

#[test]
fn without_a_route_it_is_told_at_once() {
    let shape = Shape { mbps: 20.0, queue_ms: 100, ..Shape::default() };
    let Some(link) = Link::or_skip(&shape) else { return };
    tool(&format!("ip -n {} route del default", link.names[0])).unwrap();
    // A card with an address is a network: of a far address it is said that no way leads there.
    for (target, reason) in [("public", "offline"), (SERVER, "no_answer"), ("no-such-host.example", "offline")] {
        let out = Command::new("ip")
            .args(["netns", "exec", &link.names[0]])
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", "probe_role", "--ignored", "--nocapture"])
            .env(ROLE, "probe_role")
            .env("GREENROOM_TEST_TARGET", target)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&out.stdout);
        let (_, rest) =
            told.split_once(&format!("UNKNOWN {reason} after ")).unwrap_or_else(|| panic!("{target}: {told}"));
        let ms: u64 = rest.split(' ').next().unwrap().parse().unwrap();
        assert!(ms < 500, "{target}: {ms} ms");
    }
}

const CHECK: [&str; 7] = ["check", "--server", SERVER, "--only", "network", "--json", "--yes"];

/// Starts `serve` itself at the far end.
fn serve(link: &mut Link) {
    link.program(2, &["serve", "--listen", SERVER, "--open"]);
    // The server's TCP port answers as soon as it is ready.
    let ready = format!("ip netns exec {} ss -Hltn sport = :7443", link.names[2]);
    let deadline = Instant::now() + Duration::from_secs(10);
    while tool(&ready).unwrap().trim().is_empty() {
        assert!(Instant::now() < deadline, "the server did not start");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Runs `check` while the link is cut once.
fn program_cut(link: &mut Link, after: Duration, length: Duration) -> (serde_json::Value, Cut) {
    serve(link);
    let mut out = link.program(0, &CHECK).stdout.take().unwrap();
    std::thread::sleep(after);
    let cut = link.cut(length, false);
    let mut text = String::new();
    out.read_to_string(&mut text).unwrap();
    (serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}")), cut)
}

/// Runs `serve` and `check` themselves over a link; the result, its exit code, and how long it took.
fn program(link: &mut Link, more: &[&str]) -> (serde_json::Value, Option<i32>, Duration) {
    serve(link);
    let began = Instant::now();
    let check = link.program(0, &[&CHECK[..], more].concat());
    let mut text = String::new();
    check.stdout.take().unwrap().read_to_string(&mut text).unwrap();
    let took = began.elapsed();
    let status = check.wait().unwrap();
    (serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}")), status.code(), took)
}

fn network(result: &serde_json::Value) -> NetworkObservation {
    serde_json::from_value(result["observations"]["network"].clone()).unwrap()
}

#[test]
fn the_program_itself_counts_right_and_keeps_its_time() {
    let shape = Shape { mbps: 20.0, queue_ms: 100, loss_per_million: 10_000, ..Shape::default() };
    let Some(mut link) = Link::or_skip(&shape) else { return };
    let (result, code, took) = program(&mut link, &[]);
    let seen = network(&result);
    tell(&shape, &seen, took);
    println!("{code:?}, verdict {}, levels {}", result["verdict"], result["levels"]);
    agree(&link, &seen);
    assert!(matches!(code, Some(0 | 10 | 20)), "{code:?}");
    assert!(took < Duration::from_secs(21), "{took:?}");
    assert!(seen.up.bytes + seen.down.bytes < 45_000_000);
}

#[test]
fn a_policer_that_stops_only_sharp_video_is_found() {
    // Datagrams beyond 3 Mbit/s are dropped, TCP is not: 720p (2.1 Mbit/s) passes, 1080p (4.1 Mbit/s) does not.
    let shape = Shape { mbps: 20.0, queue_ms: 100, policer_kbps: Some(3000), ..Shape::default() };
    let Some(mut link) = Link::or_skip(&shape) else { return };
    let (result, _, took) = program(&mut link, &[]);
    let seen = network(&result);
    tell(&shape, &seen, took);
    println!("tried {:?}\nverdict {}, levels {}", seen.levels_tried, result["verdict"], result["levels"]);
    agree(&link, &seen);
    let outcome = |id: &str| {
        let levels = result["levels"].as_array().unwrap();
        levels.iter().find(|l| l["id"] == id).unwrap()["outcome"].as_str().unwrap().to_owned()
    };
    assert!(seen.levels_tried.iter().any(|t| t.level == Level::P1080 && t.stepped_down), "1080p was tried");
    assert_eq!(
        [outcome("audio"), outcome("360p"), outcome("720p"), outcome("1080p")],
        ["holds", "holds", "holds", "no"]
    );
    assert!(seen.up.goodput_mbps.p50.unwrap() > 15.0, "TCP alone would have promised it");
}

/// Rate and delay under load on slow lines, three times each; not part of the usual run.
#[test]
#[ignore = "takes five minutes; for the figures"]
fn slow_lines() {
    let lines = std::env::var("GREENROOM_LINES").unwrap_or_else(|_| "2:1000,2:300,3:300,5:300,20:300".into());
    for (line, run) in lines.split(',').flat_map(|l| [1, 2, 3].map(|run| (l, run))) {
        let (mbps, queue) = line.split_once(':').unwrap();
        let shape = Shape { mbps: mbps.parse().unwrap(), queue_ms: queue.parse().unwrap(), ..Shape::default() };
        let Some(mut link) = Link::or_skip(&shape) else { return };
        let quick: &[&str] = if std::env::var_os("GREENROOM_QUICK").is_some() { &["--quick"] } else { &[] };
        let (result, _, took) = program(&mut link, quick);
        let seen = network(&result);
        let truth = shape.mbps * TCP_SHARE;
        let error = |way: &DirectionObservation| way.goodput_mbps.p50.map(|p| (p / truth - 1.0) * 100.0);
        println!(
            "{line} run {run}: up {:+.1?} % down {:+.1?} %, loaded up {:.0?} down {:.0?} of {queue} ms, {:.1} s, load {}",
            error(&seen.up),
            error(&seen.down),
            seen.up.loaded_rtt_ms,
            seen.down.loaded_rtt_ms,
            took.as_secs_f64(),
            std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim(),
        );
    }
}

/// More links, for the figures; not part of the usual run.
#[test]
#[ignore = "takes two minutes; for the figures"]
fn figures() {
    for (mbps, queue_ms, loss_per_million) in
        [(2.0, 1000, 0), (2.0, 300, 0), (3.0, 200, 0), (50.0, 100, 1000), (100.0, 50, 0), (100.0, 50, 30_000)]
    {
        measured(&Shape { mbps, queue_ms, loss_per_million, ..Shape::default() });
    }
}
