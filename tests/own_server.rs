//! A server of one's own, tried out before it is needed: every answer that the settings can show, on loopback.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod network_rig;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::time::{Duration, Instant};

use greenroom::assess::unmeasured;
use greenroom::i18n::{Language, Texts};
use greenroom::model::{
    Advice, CheckId, CredentialFault, FindingId, Secret, ServerChoice, ServerReply, ServerTestState, Unknown,
    UnknownReason,
};
use greenroom::probe::fake;
use greenroom::probe::network::Probe;
use greenroom::probe::ports::Probes;
use greenroom::server::{self, ServerConfig, ServerHandle};
use greenroom::session::command::Command;
use greenroom::session::handle::Handle;
use greenroom::session::{self, SessionOptions};
use network_rig::host::stand_in;
use network_rig::own::{self, pem_path, token};

/// Said to be at most two seconds or so; a busy computer gets some more.
const SOON: Duration = Duration::from_secs(4);

fn serve(given: Option<String>, encrypted: bool) -> ServerHandle {
    own::serve(given, encrypted.then_some("server"))
}

fn session() -> Handle {
    let scripted = fake::probes(fake::Plan::default());
    session::start(Probes { network: Arc::new(Probe::new()), ..scripted }, SessionOptions::default())
}

fn choice(server: String, given: Option<String>, ca: Option<&str>) -> ServerChoice {
    ServerChoice { server: Some(server), token: given.map(Secret), token_file: None, tls_ca_file: ca.map(pem_path) }
}

/// Asks for a test and waits for what comes of it.
fn tried(handle: &Handle, choice: ServerChoice) -> ServerTestState {
    handle.send(Command::TestServer(choice.clone())).unwrap();
    let began = Instant::now();
    loop {
        let test = handle.server_test();
        match test.as_deref() {
            Some(test) if test.of == choice && test.state != ServerTestState::Running => {
                assert!(began.elapsed() < SOON, "{:?} took {:?}", test, began.elapsed());
                return test.state.clone();
            }
            _ => std::thread::sleep(Duration::from_millis(5)),
        }
        assert!(began.elapsed() < SOON * 3, "no end: {test:?}");
    }
}

#[track_caller]
fn fails(state: ServerTestState, finding: FindingId) {
    match state {
        ServerTestState::Fails(unknown) => assert_eq!(unknown.finding, Some(finding), "{}", unknown.detail),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn answers(state: ServerTestState) {
    let ServerTestState::Answers(ServerReply { rtt_ms, counts_loss, this_computer }) = state else {
        panic!("{state:?}");
    };
    assert!(counts_loss && this_computer && rtt_ms > 0.0 && rtt_ms < 500.0, "{rtt_ms}");
}

/// A host with several addresses, reached by one that the system would not answer from by itself. (The whole of 127.0.0.0/8
/// belongs to this computer on Linux.)
#[cfg(target_os = "linux")]
#[test]
fn a_server_on_all_addresses_answers_from_the_one_that_was_asked() {
    let handle = session();
    let listen = vec!["0.0.0.0:0".parse().unwrap()];
    let mut server = server::spawn(ServerConfig { listen, token: Some(token(1)), ..ServerConfig::default() }).unwrap();
    let port = server.addresses()[0].port();
    for address in ["127.0.0.1", "127.0.0.2", "127.9.9.9", "127.0.0.2"] {
        answers(tried(&handle, choice(format!("{address}:{port}"), Some(token(1)), None)));
    }
    server.stop();
    assert!(std::net::TcpStream::connect(("127.0.0.2", port)).is_err());
}

#[test]
fn a_server_that_would_measure_says_so() {
    let handle = session();
    assert!(handle.server_test().is_none(), "nothing was tried yet");
    let open = server::embedded().unwrap();
    answers(tried(&handle, choice(open.addresses()[0].to_string(), None, None)));
    let guarded = serve(Some(token(1)), true);
    let address = format!("tls://{}", guarded.addresses()[0]);
    answers(tried(&handle, choice(address.clone(), Some(token(1)), Some("ca.pem"))));
    // From a file, too.
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("code");
    std::fs::write(&file, format!("\u{feff}{}\r\n", token(1))).unwrap();
    answers(tried(
        &handle,
        ServerChoice { token: None, token_file: Some(file), ..choice(address, None, Some("ca.pem")) },
    ));
    let deadline = Instant::now() + SOON;
    while guarded.sessions() + open.sessions() > 0 {
        assert!(Instant::now() < deadline, "it stays behind at the server");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_server_that_would_not_measure_says_why() {
    let handle = session();
    let (clear, encrypted) = (serve(Some(token(1)), false), serve(Some(token(1)), true));
    let at = |server: &ServerHandle| server.addresses()[0].to_string();
    let tls = |server: &ServerHandle| format!("tls://{}", server.addresses()[0]);
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let silent =
        stand_in(|stream| std::thread::sleep(SOON * 2 + Duration::from_secs(u64::from(stream.ttl().is_err()))));
    let page = stand_in(|mut stream| {
        let _ = stream.read(&mut [0; 100]);
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    let newer = stand_in(|mut stream| {
        let _ = stream.read(&mut [0; 100]);
        let _ = stream.write_all(b"{\"greenroom\":\"refused\",\"version\":99,\"why\":\"other_version\"}\n");
    });
    use FindingId as F;
    for (server, given, ca, finding) in [
        (closed, None, None, F::NetworkRefused),
        (silent.to_string(), None, None, F::NetworkNoAnswer),
        (page.to_string(), None, None, F::NetworkGarbage),
        (newer.to_string(), None, None, F::NetworkOtherVersion),
        (at(&clear), None, None, F::NetworkTokenNeeded),
        (at(&clear), Some(token(2)), None, F::NetworkWrongToken),
        (at(&clear), Some("open sesame".into()), None, F::NetworkWeakToken),
        (at(&clear), Some(token(1)[..29].into()), None, F::NetworkMistypedToken),
        (tls(&clear), Some(token(1)), Some("ca.pem"), F::NetworkNoTls),
        (at(&encrypted), Some(token(1)), None, F::NetworkNeedsTls),
        (tls(&encrypted), Some(token(1)), Some("self.pem"), F::NetworkUntrusted),
        (tls(&encrypted), Some(token(1)), None, F::NetworkUntrusted),
        ("fe80::1".into(), None, None, F::NetworkUnknownName),
    ] {
        fails(tried(&handle, choice(server, given, ca)), finding);
    }
}

#[test]
fn a_file_that_does_not_open_the_server_is_told() {
    let handle = session();
    let (clear, encrypted) = (serve(Some(token(1)), false), serve(Some(token(1)), true));
    let (clear, encrypted) = (clear.addresses()[0].to_string(), format!("tls://{}", encrypted.addresses()[0]));
    let no_code = ServerChoice { token_file: Some("/nowhere/code.txt".into()), ..choice(clear, None, None) };
    use CredentialFault as C;
    use FindingId as F;
    for (of, finding, credential) in [
        (choice(encrypted.clone(), Some(token(1)), Some("server.key")), F::NetworkUntrusted, C::CertificateUnusable),
        (choice(encrypted.clone(), Some(token(1)), Some("gone.pem")), F::NetworkUntrusted, C::CertificateMissing),
        (choice(encrypted, Some(token(1)), Some("self.pem")), F::NetworkUntrusted, C::OtherCertificate),
        (no_code, F::NetworkTokenNeeded, C::CodeFileMissing),
    ] {
        let ServerTestState::Fails(unknown) = tried(&handle, of) else { panic!("{credential:?}") };
        assert_eq!((unknown.finding, unknown.credential), (Some(finding), Some(credential)));
        // Each is told in words of its own, with advice that does not ask for what was given.
        let told = unmeasured(CheckId::Network, &unknown);
        assert!(!told.advice.is_empty() && !told.advice.starts_with(&[Advice::CheckCertificate]), "{told:?}");
        for language in Language::ALL {
            let texts = Texts::new(language);
            let plain = texts.finding(&unmeasured(CheckId::Network, &Unknown { credential: None, ..unknown.clone() }));
            let words = texts.finding(&told);
            assert!(words.cause != plain.cause && words.short != plain.short && words.cause.contains("127.0.0.1"));
        }
    }
}

#[test]
fn the_newest_question_is_the_one_that_is_answered() {
    let handle = session();
    let silent = stand_in(|stream| std::thread::sleep(SOON + Duration::from_secs(u64::from(stream.ttl().is_err()))));
    handle.send(Command::TestServer(choice(silent.to_string(), None, None))).unwrap();
    let open = server::embedded().unwrap();
    answers(tried(&handle, choice(open.addresses()[0].to_string(), None, None)));
    // What is no own server can't be tried out.
    let ServerTestState::Fails(unknown) = tried(&handle, choice("public".into(), None, None)) else { panic!() };
    assert_eq!(unknown.reason, UnknownReason::Cancelled);
}
