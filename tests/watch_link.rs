//! The quiet watch over a link whose truth is known: a cut long after the answer, a probe that is stopped for a while, and what
//! it all takes of the line.
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
mod skips;

use std::io::{BufRead, BufReader, Read};
use std::time::{Duration, Instant};

use greenroom::model::observation::{Direction, NetworkObservation, PhaseId, WatchEnd};
use greenroom::model::{Level, Target};
use greenroom::probe::network::{Probe, Timing};
use greenroom::probe::ports::NetworkPlan;
use greenroom::server::{self, ServerConfig};
use shaped_link_rig::{Link, SERVER, Shape, plays, print_measurement, tool};

const WATCH: Duration = Duration::from_secs(34);

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
        far_end: Target::Host(SERVER.into()).into(),
        quick: false,
        metered: false,
        need: Level::P720,
        watch: WATCH,
    };
    let timing = Timing {
        idle: Duration::from_millis(800),
        call: Duration::from_secs(3),
        watch: Duration::ZERO,
        ..Timing::standard()
    };
    print_measurement(&Probe::new().with_timing(timing), plan);
}

/// Bytes that the client's card has sent and received.
fn moved(link: &Link) -> u64 {
    let text = tool(&format!("ip -n {} -s -j link show eth0", link.names[0])).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    ["rx", "tx"].iter().map(|way| json[0]["stats64"][way]["bytes"].as_u64().unwrap()).sum()
}

#[test]
fn a_cut_long_after_the_answer_is_found_and_our_own_pause_is_none() {
    let shape = Shape { mbps: 20.0, queue_ms: 100, ..Shape::default() };
    let Some(mut link) = Link::or_skip(&shape) else { return };
    let server = link.role(2, "server_role");
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    assert!(lines.any(|l| l.unwrap().contains("READY")), "the server did not start");
    let probe = link.role(0, "probe_role");
    let (id, out) = (probe.id(), probe.stdout.take().unwrap());
    let (mut seen, mut cut, mut before, mut ended): (Option<NetworkObservation>, _, _, _) = (None, None, None, None);
    for line in BufReader::new(out).lines().map_while(Result::ok) {
        if line.contains("STEP QuietWatch") {
            before = Some((moved(&link), Instant::now()));
            std::thread::sleep(Duration::from_secs(8));
            for signal in ["STOP", "CONT"] {
                tool(&format!("kill -{signal} {id}")).unwrap();
                std::thread::sleep(Duration::from_millis(450));
            }
            std::thread::sleep(Duration::from_secs(11));
            cut = Some(link.cut(Duration::from_millis(421), false));
        } else if let Some((_, why)) = line.split_once("ENDED ") {
            let (bytes, began) = before.unwrap();
            let per_min = (moved(&link) - bytes) as f64 / began.elapsed().as_secs_f64() * 60.0;
            ended = Some((why.trim().to_owned(), per_min));
        } else if let Some((_, json)) = line.split_once("SEEN ") {
            seen = Some(serde_json::from_str(json).unwrap());
        } else if line.contains("UNKNOWN") || line.contains("CPU") {
            println!("{line}");
        }
    }
    let (seen, cut) = (seen.expect("a result"), cut.expect("a watch"));
    let (why, bytes_per_min) = ended.expect("an end");
    let watch = seen.watch.expect("a watch");
    println!("{why}, {bytes_per_min:.0} bytes a minute, {watch:?}, cut for {cut:?}, {:?}", seen.drop_outs);
    assert_eq!(why, format!("{:?}", WatchEnd::Complete));
    assert!(bytes_per_min < 1_000_000.0, "{bytes_per_min}");
    assert!((watch.watched_s - WATCH.as_secs_f64()).abs() < 1.5, "{watch:?}");
    assert!(watch.own_pauses_s > 0.3, "our own pause is known: {watch:?}");
    for way in [Direction::Up, Direction::Down] {
        let found: Vec<_> =
            seen.drop_outs.iter().filter(|d| d.direction == way && d.phase == Some(PhaseId::QuietWatch)).collect();
        assert_eq!(found.len(), 1, "the cut alone: {found:?}");
        assert!(cut.explains(found[0].length_ms), "{found:?}, {cut:?}");
        let at_s = found[0].at_s - watch.from_s;
        assert!((19.0..26.0).contains(&at_s), "{at_s}");
    }
    for way in [&seen.up, &seen.down] {
        let quiet = way.phases.iter().find(|p| p.id == PhaseId::QuietWatch).unwrap();
        assert!((1200..1450).contains(&quiet.sent), "{quiet:?}");
        assert!((10..30).contains(&quiet.lost), "{quiet:?}");
    }
}
