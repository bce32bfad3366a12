//! The network probe and a measurement server under TLS on loopback, and every way in which the certificate may be wrong.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::mpsc::sync_channel;
use std::time::{Duration, Instant};

use greenroom::model::observation::{NetworkObservation, Observation, UdpState};
use greenroom::model::run::EventBody;
use greenroom::model::{FarEnd, FindingId, Level, Target, Token, Unknown};
use greenroom::probe::network::{Probe, Timing};
use greenroom::probe::ports::{EventSink, NetworkPlan, NetworkProbe};
use greenroom::server::{self, Identity, ServerConfig, ServerHandle, tls};

/// A code as `greenroom serve` makes them.
fn code(n: u8) -> String {
    Token::of([n; 16]).reveal().to_owned()
}

fn pem(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/tls/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn encrypted(name: &str) -> ServerHandle {
    let identity = Identity::from_pem(&pem(&format!("{name}.pem")), &pem(&format!("{name}.key"))).unwrap();
    let listen = vec!["127.0.0.1:0".parse().unwrap()];
    let config = ServerConfig { listen, token: Some(code(1)), tls: Some(identity), ..ServerConfig::default() };
    server::spawn(config).unwrap()
}

/// Measures for a moment; what was seen last, or why not.
fn measure(address: &str, token: &str, trusted: &[&str]) -> Result<NetworkObservation, Unknown> {
    let timing = Timing {
        idle: Duration::from_millis(300),
        trains: Duration::from_millis(400),
        call: Duration::from_millis(600),
        load: Duration::from_millis(500),
        watch: Duration::ZERO,
        connect: Duration::from_secs(2),
        answer: Duration::from_secs(2),
        window: Duration::from_millis(600),
        ..Timing::standard()
    };
    let plan = NetworkPlan {
        far_end: FarEnd {
            target: Target::Host(address.into()),
            token: Some(token.into()),
            trusted: trusted.iter().flat_map(|name| tls::trusted(&pem(name)).unwrap()).collect(),
        },
        quick: false,
        metered: false,
        need: Level::P360,
    };
    let (send, events) = sync_channel(10_000);
    let send = Mutex::new(send);
    let sink = EventSink::new(move |_, body| {
        let _ = send.lock().unwrap().send(body);
    });
    let _running = Probe::new().with_timing(timing).start(plan, sink);
    let mut last = None;
    loop {
        match events.recv_timeout(Duration::from_secs(30)).unwrap() {
            EventBody::Observed { observation: Observation::Network(seen) } => last = Some(*seen),
            EventBody::CheckEnded => return Ok(last.unwrap()),
            EventBody::CheckUnknown { unknown } => return Err(unknown),
            _ => {}
        }
    }
}

fn under_tls(address: SocketAddr) -> String {
    format!("tls://{address}")
}

#[track_caller]
fn fails(outcome: Result<NetworkObservation, Unknown>, finding: FindingId) {
    let unknown = outcome.expect_err("no measurement");
    assert_eq!(unknown.finding, Some(finding), "{}", unknown.detail);
}

#[test]
fn a_trusted_server_measures_everything() {
    let server = encrypted("server");
    let address = server.addresses()[0];
    for (address, given) in [
        (under_tls(address), "ca.pem"),
        (format!("tls://localhost:{}", address.port()), "ca.pem"),
        // The certificate itself instead of its authority's.
        (under_tls(address), "server.pem"),
    ] {
        let seen = measure(&address, &code(1), &[given]).unwrap_or_else(|u| panic!("{address}: {}", u.detail));
        assert_eq!((seen.udp, seen.up.lost, seen.down.lost), (UdpState::Works, Some(0), Some(0)));
        assert!(seen.up.goodput_mbps.p50.unwrap() > 20.0 && seen.down.goodput_mbps.p50.unwrap() > 20.0, "{seen:?}");
    }
    fails(measure(&under_tls(address), &code(2), &["ca.pem"]), FindingId::NetworkWrongToken);
}

#[test]
fn a_self_signed_certificate_counts_when_it_was_handed_over() {
    let server = encrypted("self");
    let address = under_tls(server.addresses()[0]);
    assert!(measure(&address, &code(1), &["self.pem"]).is_ok());
    fails(measure(&address, &code(1), &["ca.pem"]), FindingId::NetworkUntrusted);
}

#[test]
fn a_certificate_for_another_name_or_of_a_stranger_is_not_believed() {
    let other = encrypted("other");
    fails(measure(&under_tls(other.addresses()[0]), &code(1), &["ca.pem"]), FindingId::NetworkUntrusted);
    let server = encrypted("server");
    fails(measure(&under_tls(server.addresses()[0]), &code(1), &["self.pem"]), FindingId::NetworkUntrusted);
    // The system knows no authority of ours.
    fails(measure(&under_tls(server.addresses()[0]), &code(1), &[]), FindingId::NetworkUntrusted);
    assert_eq!(server.sessions(), 0);
}

#[test]
fn in_clear_and_under_tls_are_not_confused() {
    let began = Instant::now();
    let server = encrypted("server");
    fails(measure(&server.addresses()[0].to_string(), &code(1), &[]), FindingId::NetworkNeedsTls);
    let clear = server::embedded().unwrap();
    fails(measure(&under_tls(clear.addresses()[0]), "", &["ca.pem"]), FindingId::NetworkNoTls);
    assert!(began.elapsed() < Duration::from_secs(2), "told at once");
}

#[test]
fn a_foreign_tls_server_that_answers_with_an_alert_needs_tls() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        use std::io::{Read, Write};
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 256]);
        // Fatal alert "decode error" (RFC 8446, section 6).
        let _ = stream.write_all(&[21, 3, 3, 0, 2, 2, 50]);
    });
    fails(measure(&address.to_string(), "", &[]), FindingId::NetworkNeedsTls);
}
