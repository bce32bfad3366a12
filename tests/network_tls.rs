//! The network probe and a measurement server under TLS on loopback, and every way in which the certificate may be wrong.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod network_rig;

use std::io::{Read, Write};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use greenroom::model::observation::UdpState;
use greenroom::model::{CredentialFault, FarEnd, FindingId, Level, Target};
use greenroom::probe::network::{Probe, Timing};
use greenroom::probe::ports::NetworkPlan;
use greenroom::server::{self, ServerHandle, tls};
use network_rig::host::stand_in;
use network_rig::listened::{Outcome, fails, run};
use network_rig::own::{self, pem, token};

fn encrypted(certificate: &str) -> ServerHandle {
    own::serve(Some(token(1)), Some(certificate))
}

/// Measures for a moment.
fn measure(address: &str, token: &str, trusted: &[&str]) -> Outcome {
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
            fault: None,
            public: Vec::new(),
        },
        quick: false,
        metered: false,
        need: Level::P360,
        watch: Duration::ZERO,
    };
    run(&Probe::new().with_timing(timing), plan)
}

fn under_tls(address: SocketAddr) -> String {
    format!("tls://{address}")
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
        let outcome = measure(&address, &token(1), &[given]);
        assert!(outcome.end.is_ok(), "{address}: {:?}", outcome.end);
        let seen = outcome.observed();
        assert_eq!((seen.udp, seen.up.lost, seen.down.lost), (UdpState::Works, Some(0), Some(0)));
        assert!(seen.up.goodput_mbps.p50.unwrap() > 20.0 && seen.down.goodput_mbps.p50.unwrap() > 20.0, "{seen:?}");
    }
    fails(measure(&under_tls(address), &token(2), &["ca.pem"]), FindingId::NetworkWrongToken);
}

#[test]
fn a_self_signed_certificate_counts_when_it_was_handed_over() {
    let server = encrypted("self");
    let address = under_tls(server.addresses()[0]);
    assert!(measure(&address, &token(1), &["self.pem"]).end.is_ok());
    fails(measure(&address, &token(1), &["ca.pem"]), FindingId::NetworkUntrusted);
}

#[test]
fn a_certificate_for_another_name_or_of_a_stranger_is_not_believed() {
    let other = encrypted("other");
    fails(measure(&under_tls(other.addresses()[0]), &token(1), &["ca.pem"]), FindingId::NetworkUntrusted);
    let server = encrypted("server");
    fails(measure(&under_tls(server.addresses()[0]), &token(1), &["self.pem"]), FindingId::NetworkUntrusted);
    // The system knows no authority of ours.
    fails(measure(&under_tls(server.addresses()[0]), &token(1), &[]), FindingId::NetworkUntrusted);
    assert_eq!(server.sessions(), 0);
}

#[test]
fn a_certificate_of_another_server_is_told_from_one_that_nobody_gave() {
    let (server, other) = (encrypted("server"), encrypted("other"));
    let credential = |of: &ServerHandle, given: &[&str]| {
        let end = measure(&under_tls(of.addresses()[0]), &token(1), given).end;
        end.unwrap_err().credential
    };
    assert_eq!(credential(&server, &["self.pem"]), Some(CredentialFault::OtherCertificate));
    assert_eq!(credential(&other, &["ca.pem"]), Some(CredentialFault::OtherName));
    assert_eq!(credential(&server, &[]), None);
}

#[test]
fn in_clear_and_under_tls_are_not_confused() {
    let began = Instant::now();
    let server = encrypted("server");
    fails(measure(&server.addresses()[0].to_string(), &token(1), &[]), FindingId::NetworkNeedsTls);
    let clear = server::embedded().unwrap();
    fails(measure(&under_tls(clear.addresses()[0]), "", &["ca.pem"]), FindingId::NetworkNoTls);
    assert!(began.elapsed() < Duration::from_secs(2), "told at once");
}

#[test]
fn a_foreign_tls_server_that_answers_with_an_alert_needs_tls() {
    let address = stand_in(|mut stream| {
        let _ = stream.read(&mut [0; 256]);
        // Fatal alert "decode error" (RFC 8446, section 6).
        let _ = stream.write_all(&[21, 3, 3, 0, 2, 2, 50]);
    });
    fails(measure(&address.to_string(), "", &[]), FindingId::NetworkNeedsTls);
}
