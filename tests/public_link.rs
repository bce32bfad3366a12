//! Public hosts over a link whose truth is known: an HTTP server behind a queue of a second.
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

#[allow(dead_code, reason = "shared with other tests")]
mod shaped_link_rig;
#[allow(dead_code, reason = "shared with other tests")]
mod skips;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Mutex;
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use greenroom::model::observation::Observation;
use greenroom::model::run::EventBody;
use greenroom::model::{Level, Target};
use greenroom::probe::network::Probe;
use greenroom::probe::network::servers::PublicServer;
use greenroom::probe::ports::{EventSink, NetworkPlan, NetworkProbe};
use shaped_link_rig::{Link, ROLE, Shape};

/// Payload of a full TCP segment over what it takes on an Ethernet link with time stamps: 1448 of 1514 bytes.
const TCP_SHARE: f64 = 1448.0 / 1514.0;
const HOST: &str = "10.213.2.2:8080";

#[test]
#[ignore = "runs inside a namespace, started by the other tests"]
fn server_role() {
    if std::env::var(ROLE).as_deref() != Ok("server_role") {
        return;
    }
    let listener = TcpListener::bind(HOST).unwrap();
    println!("READY");
    for stream in listener.incoming().flatten() {
        std::thread::Builder::new().name("http-host".into()).spawn(move || serve(stream)).unwrap();
    }
}

/// As many zeros as the path asks for, as fast as they go; what is posted is read.
fn serve(stream: TcpStream) {
    let _ = stream.set_nodelay(true);
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut stream = stream;
    let block = vec![0u8; 64 * 1024];
    loop {
        let (mut first, mut length) = (String::new(), 0u64);
        if reader.read_line(&mut first).unwrap_or(0) == 0 {
            return;
        }
        loop {
            let mut header = String::new();
            if reader.read_line(&mut header).unwrap_or(0) == 0 {
                return;
            }
            if let Some(n) = header.to_lowercase().strip_prefix("content-length:") {
                length = n.trim().parse().unwrap();
            }
            if header == "\r\n" {
                break;
            }
        }
        if std::io::copy(&mut (&mut reader).take(length), &mut std::io::sink()).unwrap_or(0) < length {
            return;
        }
        let wanted = first.split_once("bytes=").and_then(|(_, n)| n.split(' ').next()?.parse().ok()).unwrap_or(0usize);
        let mut sent = stream.write_all(format!("HTTP/1.1 200 OK\r\nContent-Length: {wanted}\r\n\r\n").as_bytes());
        let mut left = wanted;
        while left > 0 && sent.is_ok() {
            let part = left.min(block.len());
            sent = stream.write_all(&block[..part]);
            left -= part;
        }
        if sent.is_err() {
            return;
        }
    }
}

#[test]
#[ignore = "runs inside a namespace, started by the other tests"]
fn probe_role() {
    if std::env::var(ROLE).as_deref() != Ok("probe_role") {
        return;
    }
    let (send, events) = sync_channel(10_000);
    let send = Mutex::new(send);
    let sink = EventSink::new(move |_, body| {
        let _ = send.lock().unwrap().send(body);
    });
    let plan = NetworkPlan { far_end: Target::Public.into(), quick: false, metered: false, need: Level::P720 };
    let server = PublicServer {
        name: "stand-in".into(),
        base_url: format!("http://{HOST}"),
        download: "/down?bytes={bytes}".into(),
        upload: "/up".into(),
        max_request_bytes: 25_000_000,
    };
    let _running = Probe::new().with_public_servers(vec![server]).start(plan, sink);
    let mut last = None;
    loop {
        match events.recv_timeout(Duration::from_secs(60)).unwrap() {
            EventBody::Observed { observation: Observation::Network(seen) } => last = Some(seen),
            EventBody::CheckEnded => break,
            EventBody::CheckUnknown { unknown } => panic!("{}", unknown.detail),
            _ => {}
        }
    }
    println!("SEEN {}", serde_json::to_string(&last.unwrap()).unwrap());
}

/// How deep a queue a load of a few seconds fills depends on the machine and on what else it does: 10 Mbit/s with 1000 ms gave
/// 430 to 670 ms down and 290 to 480 ms up with eight flows, 600 to 630 ms up with sixteen.
#[test]
#[ignore = "for the figures; the upload does not always fill half of a second's queue"]
fn a_second_of_queue_is_seen_both_ways() {
    for (mbps, queue_ms) in [(10.0, 1000), (5.0, 1000), (20.0, 300)] {
        let shape = Shape { mbps, queue_ms, ..Shape::default() };
        let Some(mut link) = Link::or_skip(&shape) else { return };
        let (seen, _) = link.measure(&shape);
        println!(
            "{mbps} Mbit/s, {queue_ms} ms: idle {:?}, down {:?} {:?}, up {:?} {:?}",
            seen.rtt_ms.p50,
            seen.down.loaded_rtt_ms,
            seen.down.goodput_mbps,
            seen.up.loaded_rtt_ms,
            seen.up.goodput_mbps
        );
        assert!(seen.rtt_ms.p50.unwrap() < 50.0, "{:?}", seen.rtt_ms);
        for way in [&seen.down, &seen.up] {
            let truth = f64::from(queue_ms);
            let loaded = way.loaded_rtt_ms.p50.expect("a delay under load");
            // The queue is cut in half after a loss; the median lies between.
            assert!((truth * 0.5..truth * 1.4).contains(&loaded), "{loaded} of {truth}");
            // More than what 720p, 1080p and voice allow: none of them holds unremarked (limits: 250 to 400 ms).
            let rate = way.goodput_mbps.p50.unwrap();
            let least = if way.at_least { 0.3 } else { 0.7 };
            assert!((mbps * TCP_SHARE * least..mbps * TCP_SHARE * 1.1).contains(&rate), "{rate} of {mbps}");
        }
    }
}
