//! The network probe against the measurement server on loopback: a clean line, and every way in which a server may fail.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod network_rig;
#[allow(dead_code, reason = "shared with other tests")]
mod skips;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use greenroom::model::PublicServer;
use greenroom::model::observation::{Counting, Observation, PhaseId, ServerKind, UdpState, WatchEnd};
use greenroom::model::run::{EventBody, Step};
use greenroom::model::{FarEnd, FindingId, Level, Target, UnknownReason};
use greenroom::probe::network::way::operators::StunServer;
use greenroom::probe::network::way::portal::Page;
use greenroom::probe::network::{Probe, Timing};
use greenroom::probe::ports::NetworkPlan;
use greenroom::server::protocol::auth::Key;
use greenroom::server::protocol::datagram::{COOKIE_BYTES, HANDSHAKE_BYTES, Kind, handshake};
use greenroom::server::{self, Limits, ServerConfig};
use network_rig::host::{Reply, http_host, send_zeros, stand_in, stun_host};
use network_rig::listened::{Outcome, fails, run, start};
use network_rig::own::{self, token};

/// Some free port of this computer.
const LOOPBACK: &str = "127.0.0.1:0";

fn short() -> Timing {
    Timing {
        idle: Duration::from_millis(400),
        trains: Duration::from_millis(400),
        call: Duration::from_millis(1200),
        load: Duration::from_millis(500),
        watch: Duration::from_millis(600),
        connect: Duration::from_secs(2),
        answer: Duration::from_secs(2),
        window: Duration::from_millis(600),
        ..Timing::standard()
    }
}

fn plan(target: Target) -> NetworkPlan {
    NetworkPlan { far_end: target.into(), quick: false, metered: false, need: Level::P360, watch: Duration::ZERO }
}

fn at(address: SocketAddr) -> Target {
    Target::Host(address.to_string())
}

#[test]
fn a_clean_line_loses_nothing_and_the_phases_add_up() {
    let outcome = run(&Probe::new().with_timing(short()), plan(Target::Local));
    assert!(outcome.end.is_ok(), "{:?}", outcome.end);
    let seen = outcome.observed();
    assert_eq!((seen.server.kind, seen.udp), (ServerKind::Local, UdpState::Works));
    for way in [&seen.up, &seen.down] {
        assert!(way.phases.iter().all(|p| p.lost == 0 && p.sent > 0), "{:?}", way.phases);
        let ids: Vec<_> = way.phases.iter().map(|p| p.id).collect();
        assert_eq!(ids, [PhaseId::Idle, PhaseId::Trains, PhaseId::Call, PhaseId::Load, PhaseId::Watch]);
        let own = way.phases.iter().filter(|p| matches!(p.id, PhaseId::Idle | PhaseId::Call | PhaseId::Watch));
        assert_eq!(Some(own.map(|p| p.sent).sum()), way.sent);
        assert_eq!((way.lost, way.loss_ratio, way.duplicated), (Some(0), Some(0.0), Some(0)));
        assert!(way.goodput_mbps.p50.unwrap() > 50.0 && way.at_least, "{:?}", way.goodput_mbps);
        assert!(way.bytes > 1_000_000);
    }
    assert!(seen.rtt_ms.p50.unwrap() < 20.0 && seen.rtt_ms.samples > 50, "{:?}", seen.rtt_ms);
    assert!(outcome.count(|e| matches!(e, EventBody::RoundTrip { .. })) > 10);
    assert!(outcome.count(|e| matches!(e, EventBody::Observed { .. })) >= 5);
    assert!(matches!(&outcome.events[0], EventBody::CheckStep { step: Step::NetworkPathLookup, .. }));
    let contacted = outcome.events.iter().position(|e| matches!(e, EventBody::HostContacted { .. })).unwrap();
    assert!(contacted <= 2, "told before it is contacted");
}

#[test]
fn the_answer_stands_and_the_line_is_watched_on() {
    let watch = Duration::from_secs(4);
    let listened = start(&Probe::new().with_timing(short()), NetworkPlan { watch, ..plan(Target::Local) });
    let outcome = listened.finish(|_| {});
    assert!(outcome.end.is_ok(), "{:?}", outcome.end);
    let began = outcome.events.iter().position(|e| matches!(e, EventBody::WatchStarted { .. })).expect("a watch");
    let (before, after) = outcome.events.split_at(began);
    assert!(matches!(before.last(), Some(EventBody::Observed { .. })), "the answer comes first");
    assert!(!after.iter().any(|e| matches!(e, EventBody::CheckStep { .. })), "no more steps");
    assert!((2..=5).contains(&after.iter().filter(|e| matches!(e, EventBody::RoundTrip { .. })).count()), "{after:?}");
    assert_eq!(outcome.count(|e| matches!(e, EventBody::WatchEnded { why: WatchEnd::Complete })), 1);
    let seen = outcome.observed();
    let seen_watch = seen.watch.unwrap();
    assert!(
        (seen_watch.watched_s - 4.0).abs() < 0.5 && (seen_watch.from_s - seen.duration_s).abs() < 1e-9,
        "{seen_watch:?}"
    );
    for way in [&seen.up, &seen.down] {
        let quiet = way.phases.last().unwrap();
        assert_eq!((quiet.id, quiet.lost), (PhaseId::QuietWatch, 0));
        assert!((150..=200).contains(&quiet.sent), "{quiet:?}");
        let own = way.phases.iter().filter(|p| !matches!(p.id, PhaseId::Trains | PhaseId::Load));
        assert_eq!(Some(own.map(|p| p.sent).sum()), way.sent);
    }
    assert!(seen.quiet.as_ref().unwrap().up.sent > 150);
}

#[test]
fn a_server_that_goes_away_in_the_watch_takes_no_answer_away() {
    let mut server = Some(own::serve(Some(token(1)), None));
    let target = at(server.as_ref().unwrap().addresses()[0]);
    let far_end = FarEnd { token: Some(token(1).as_str().into()), ..target.clone().into() };
    let timing = Timing { call: Duration::from_millis(300), watch: Duration::ZERO, ..short() };
    let plan = NetworkPlan { far_end, watch: Duration::from_secs(60), ..plan(target) };
    let outcome = start(&Probe::new().with_timing(timing), plan).finish(|event| {
        if matches!(event, EventBody::WatchStarted { .. }) {
            drop(server.take());
        }
    });
    assert!(outcome.end.is_ok(), "{:?}", outcome.end);
    assert_eq!(outcome.count(|e| matches!(e, EventBody::WatchEnded { why: WatchEnd::FarEndGone })), 1);
    assert!(outcome.observed().drop_outs.is_empty(), "{:?}", outcome.observed().drop_outs);
}

#[test]
fn a_watch_that_is_left_ends_at_once() {
    let plan = NetworkPlan { watch: Duration::from_secs(60), ..plan(Target::Local) };
    let timing = Timing { call: Duration::from_millis(300), watch: Duration::ZERO, ..short() };
    let mut listened = start(&Probe::new().with_timing(timing), plan);
    while !matches!(listened.events.recv_timeout(Duration::from_secs(30)).unwrap(), EventBody::WatchStarted { .. }) {}
    let began = Instant::now();
    drop(listened.running.take());
    // Nobody holds the other end any more once its threads have gone.
    while listened.events.recv_timeout(Duration::from_secs(10)) != Err(RecvTimeoutError::Disconnected) {}
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
}

#[test]
fn the_right_token_opens_and_a_wrong_one_does_not() {
    let server = own::serve(Some(token(1)), None);
    let probe = Probe::new().with_timing(Timing { call: Duration::from_millis(300), watch: Duration::ZERO, ..short() });
    let with = |given: Option<&str>| {
        let target = at(server.addresses()[0]);
        let far_end = FarEnd { token: given.map(Into::into), ..target.clone().into() };
        NetworkPlan { far_end, ..plan(target) }
    };
    fails(run(&probe, with(Some(&token(2)))), FindingId::NetworkWrongToken);
    fails(run(&probe, with(None)), FindingId::NetworkTokenNeeded);
    // What could be guessed, or was copied badly, is not even tried.
    fails(run(&probe, with(Some("open sesame"))), FindingId::NetworkWeakToken);
    fails(run(&probe, with(Some(&token(1)[..30]))), FindingId::NetworkMistypedToken);
    // However it is written.
    let outcome = run(&probe, with(Some(&format!("\u{feff}{}\r\n", token(1).to_uppercase()))));
    assert!(outcome.end.is_ok(), "{:?}", outcome.end);
    // On loopback it measures this computer only, whoever started the server.
    assert_eq!(outcome.observed().server.kind, ServerKind::Local);
    assert_eq!(server.sessions(), 0);
}

#[test]
fn another_version_is_told() {
    let server = server::embedded().unwrap();
    let probe = Probe::new().with_timing(short()).with_version(99);
    fails(run(&probe, plan(at(server.addresses()[0]))), FindingId::NetworkOtherVersion);
}

#[test]
fn garbage_is_told_as_such() {
    let address = stand_in(|mut stream| {
        let _ = stream.read(&mut [0; 100]);
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    let probe = Probe::new().with_timing(short());
    fails(run(&probe, plan(at(address))), FindingId::NetworkGarbage);
    let endless = stand_in(|mut stream| while stream.write_all(&[b'x'; 1000]).is_ok() {});
    fails(run(&probe, plan(at(endless))), FindingId::NetworkGarbage);
}

#[test]
fn silence_and_a_closed_port_differ() {
    let silent = stand_in(|stream| {
        std::thread::sleep(Duration::from_secs(5));
        drop(stream);
    });
    let probe = Probe::new().with_timing(Timing { answer: Duration::from_millis(300), ..short() });
    fails(run(&probe, plan(at(silent))), FindingId::NetworkNoAnswer);
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    fails(run(&probe, plan(at(closed))), FindingId::NetworkRefused);
}

#[test]
fn an_address_is_understood_however_it_is_typed() {
    let server = server::embedded().unwrap();
    let port = server.addresses()[0].port();
    let timing =
        Timing { call: Duration::from_millis(300), load: Duration::from_millis(200), watch: Duration::ZERO, ..short() };
    let probe = Probe::new().with_timing(timing);
    for typed in [
        format!("[::ffff:127.0.0.1]:{port}"),
        format!("\u{200b}127.0.0.1:{port}\u{2060}"),
        format!("LocalHost:{port}/"),
        format!("１２７.０.０.１：{port}"),
    ] {
        let outcome = run(&probe, plan(Target::Host(typed.clone())));
        assert!(outcome.end.is_ok(), "{typed}: {:?}", outcome.end);
        assert_eq!(outcome.observed().server.kind, ServerKind::Local, "{typed}");
    }
}

#[test]
fn a_server_that_stops_half_way_leaves_what_was_seen() {
    let server = server::embedded().unwrap();
    let watched = start(&Probe::new().with_timing(short()), plan(at(server.addresses()[0])));
    watched.wait_for(Step::NetworkCall);
    drop(server);
    let outcome = watched.finish(|_| {});
    let seen = outcome.observed();
    assert!(seen.up.phases.iter().all(|p| p.lost == 0), "what was not told is not lost: {:?}", seen.up.phases);
    assert_eq!(seen.up.phases[0].id, PhaseId::Idle);
    fails(outcome, FindingId::NetworkStoppedHalfWay);
}

#[test]
fn a_full_server_says_so() {
    let limits = Limits { sessions_per_address: 1, ..Limits::default() };
    let server = own::spawn(ServerConfig { limits, ..ServerConfig::default() });
    let probe = Probe::new().with_timing(short());
    let first = start(&probe, plan(at(server.addresses()[0])));
    first.wait_for(Step::NetworkIdle);
    fails(run(&probe, plan(at(server.addresses()[0]))), FindingId::NetworkServerBusy);
    assert!(first.finish(|_| {}).end.is_ok());
}

#[test]
fn a_watch_goes_on_beyond_the_longest_measurement_and_gives_way_to_one() {
    if skips::slow() {
        return;
    }
    let limits = Limits { sessions: 1, sessions_per_address: 1, session: Duration::from_secs(9), ..Limits::default() };
    let server = own::spawn(ServerConfig { limits, ..ServerConfig::default() });
    let target = at(server.addresses()[0]);
    let probe = Probe::new().with_timing(short());
    let first = start(&probe, NetworkPlan { watch: Duration::from_secs(120), ..plan(target.clone()) });
    loop {
        let event = first.events.recv_timeout(Duration::from_secs(30)).unwrap();
        assert!(!matches!(event, EventBody::WatchEnded { .. } | EventBody::CheckUnknown { .. }), "{event:?}");
        if let EventBody::Observed { observation: Observation::Network(seen) } = event
            && seen.watch.is_some_and(|watch| watch.watched_s + watch.from_s > 11.0)
        {
            break;
        }
    }
    assert!(run(&probe, plan(target)).end.is_ok(), "there is room for who measures");
    let outcome = first.finish(|_| {});
    assert!(outcome.end.is_ok(), "{:?}", outcome.end);
    assert_eq!(outcome.count(|e| matches!(e, EventBody::WatchEnded { why: WatchEnd::FarEndGone })), 1);
    assert_eq!(server.sessions(), 0);
}

#[test]
fn cancelling_ends_it_soon_and_silently() {
    let server = server::embedded().unwrap();
    for step in [Step::NetworkIdle, Step::NetworkCall, Step::NetworkLoadDown] {
        let mut watched = start(&Probe::new().with_timing(short()), plan(at(server.addresses()[0])));
        watched.wait_for(step);
        let asked = Instant::now();
        drop(watched.running.take());
        while watched.events.try_recv().is_ok() {}
        assert_eq!(
            watched.events.recv_timeout(Duration::from_secs(2)),
            Err(RecvTimeoutError::Disconnected),
            "{step:?}"
        );
        assert!(asked.elapsed() < Duration::from_millis(300), "{step:?}: {:?}", asked.elapsed());
    }
    let deadline = Instant::now() + Duration::from_secs(2);
    while server.sessions() > 0 {
        assert!(Instant::now() < deadline, "the server still has a session");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_metered_line_is_spared() {
    let plan = NetworkPlan { metered: true, need: Level::P720, ..plan(Target::Local) };
    let timing = Timing { idle: Duration::from_millis(400), call: Duration::from_secs(2), ..Timing::metered() };
    let outcome = run(&Probe::new().with_timing(timing), plan);
    let seen = outcome.observed();
    assert!(outcome.end.is_ok());
    assert!(seen.up.bytes + seen.down.bytes < 10_000_000, "{} + {}", seen.up.bytes, seen.down.bytes);
    assert!(seen.up.goodput_mbps.p50.is_some() && seen.up.at_least, "{:?}", seen.up.goodput_mbps);
    assert!(seen.duration_s < 10.0, "{}", seen.duration_s);
}

/// A decent answer, at about 10 Mbit/s a connection down.
fn decent(_: &str, path: &str, stream: &mut TcpStream) -> bool {
    send_zeros(path, stream, 6250, Duration::from_millis(5))
}

fn public(servers: Vec<PublicServer>) -> Outcome {
    let timing = Timing { load: Duration::from_millis(900), ..short() };
    run(&Probe::new().with_timing(timing).with_public_servers(servers), plan(Target::Public))
}

#[test]
fn a_public_host_gives_rates_and_round_trips_but_no_loss() {
    let server = http_host(decent);
    let outcome = public(vec![server.clone()]);
    assert!(outcome.end.is_ok(), "{:?}", outcome.end);
    let seen = outcome.observed();
    assert_eq!((seen.server.kind, seen.server.host.as_str()), (ServerKind::Public, server.host()));
    assert_eq!((seen.udp, seen.up.loss_ratio, seen.down.lost, seen.mos), (UdpState::Unknown, None, None, None));
    assert!(seen.up.phases.is_empty() && seen.down.phases.is_empty());
    let down = seen.down.goodput_mbps.p50.unwrap();
    assert!((20.0..200.0).contains(&down), "{down}");
    assert!(seen.up.goodput_mbps.p50.is_some() && seen.rtt_ms.samples >= 3, "{seen:?}");
    let purposes = outcome.events.iter().filter_map(|e| match e {
        EventBody::HostContacted { host, purpose } if host == server.host() => Some(purpose.as_str()),
        _ => None,
    });
    assert_eq!(purposes.collect::<Vec<_>>(), ["latency", "download", "upload"]);
}

#[test]
fn without_a_call_others_say_whether_datagrams_pass() {
    let with = |stun: Vec<StunServer>| {
        let timing = Timing { load: Duration::from_millis(400), ..short() };
        let probe =
            Probe::new().with_timing(timing).with_public_servers(vec![http_host(decent)]).with_stun_servers(stun);
        run(&probe, plan(Target::Public))
    };
    let (there, gone) = (stun_host(LOOPBACK, true), stun_host(LOOPBACK, false));
    let told = with(vec![there.clone(), gone.clone()]);
    let seen = told.observed();
    assert_eq!((seen.udp, seen.way.stun.map(|s| (s.asked, s.answered))), (UdpState::Works, Some((2, 1))));
    assert_eq!((seen.counting(), seen.up.lost, seen.quiet.clone()), (Counting::None, None, None));
    let told_of = |host: &str| {
        told.count(|e| matches!(e, EventBody::HostContacted { host: h, purpose } if h == host && purpose == "stun"))
    };
    assert_eq!((told_of(&there.host), told_of(&gone.host)), (1, 1));
    let silent = with(vec![gone.clone(), stun_host(LOOPBACK, false)]);
    assert_eq!(silent.observed().udp, UdpState::Blocked);
    assert!(silent.observed().down.goodput_mbps.p50.is_some(), "what HTTP tells is told all the same");
    assert_eq!(with(vec![gone]).observed().udp, UdpState::Unknown, "one alone may have had enough of us");
}

/// A page that is always the same, or not here: its host answers so.
fn page(reply: Reply, status: u16, holds: &str) -> Page {
    let host = http_host(reply);
    Page { name: host.host().into(), url: format!("{}/check", host.base_url), status, holds: holds.into() }
}

const SIGN_IN: Reply = |_, _, stream| stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nlog in").is_ok();

#[test]
fn a_sign_in_page_in_place_of_others_is_told_as_such() {
    let with = |pages: Vec<Page>| {
        let probe = Probe::new().with_timing(short()).with_public_servers(vec![http_host(SIGN_IN)]).with_pages(pages);
        run(&probe, plan(Target::Public))
    };
    let asked = |outcome: &Outcome| {
        outcome.count(|e| matches!(e, EventBody::HostContacted { purpose, .. } if purpose == "sign_in_page"))
    };
    let caught = with(vec![page(SIGN_IN, 204, ""), page(SIGN_IN, 200, "Success"), page(SIGN_IN, 200, "Connect")]);
    assert_eq!(asked(&caught), 3);
    fails(caught, FindingId::NetworkPortal);
    let nothing: Reply = |_, _, stream| stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").is_ok();
    fails(with(vec![page(nothing, 204, ""), page(SIGN_IN, 200, "Success")]), FindingId::NetworkGarbage);
    // Who answers honestly has nobody else asked.
    let timing = Timing { load: Duration::from_millis(400), ..short() };
    let probe = Probe::new().with_timing(timing).with_public_servers(vec![http_host(decent)]);
    let outcome = run(&probe.with_pages(vec![page(SIGN_IN, 204, "")]), plan(Target::Public));
    assert_eq!((asked(&outcome), outcome.observed().way.proxy), (0, Some(false)));
}

#[test]
fn a_name_takes_its_time_to_be_looked_up_and_an_address_none() {
    let server = own::serve(None, None);
    let timing = Timing { call: Duration::from_millis(300), watch: Duration::ZERO, ..short() };
    let took = |host: &str| {
        let typed = format!("{host}:{}", server.addresses()[0].port());
        let outcome = run(&Probe::new().with_timing(timing.clone()), plan(Target::Host(typed)));
        outcome.observed().way.name_lookup_ms
    };
    assert!(took("localhost").is_some_and(|ms| (0.0..2000.0).contains(&ms)));
    assert_eq!(took("127.0.0.1"), None);
}

#[test]
fn a_public_host_that_refuses_is_left_alone() {
    let busy = http_host(|_, _, stream| {
        let _ = stream.write_all(b"HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n");
        true
    });
    fails(public(vec![busy.clone()]), FindingId::NetworkServerBusy);
    // The next in the list is tried instead.
    assert!(public(vec![busy, http_host(decent)]).end.is_ok());
}

#[test]
fn a_public_host_that_sends_garbage_is_told_as_such() {
    let garbage = http_host(|_, _, stream| stream.write_all(b"\x16\x03\x01 nonsense\r\n\r\n").is_err());
    fails(public(vec![garbage]), FindingId::NetworkGarbage);
    let portal =
        http_host(|_, _, stream| stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nlog in").is_ok());
    fails(public(vec![portal]), FindingId::NetworkGarbage);
}

#[test]
fn a_public_host_that_is_not_there_or_shows_a_strange_certificate_is_told_as_such() {
    let host = |base_url: String| PublicServer { base_url, ..http_host(decent) };
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    fails(public(vec![host(format!("http://{closed}"))]), FindingId::NetworkRefused);
    let strange = own::serve(None, Some("server"));
    let address = strange.addresses()[0];
    fails(public(vec![host(format!("https://{address}"))]), FindingId::NetworkIntercepted);
    // A page in pieces has no length beforehand.
    let pieces = http_host(|_, _, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nlog in\r\n0\r\n\r\n").is_ok()
    });
    fails(public(vec![pieces]), FindingId::NetworkGarbage);
}

#[test]
fn a_public_host_behind_a_long_queue_is_not_taken_for_a_quick_one() {
    // While data flows, whatever else is asked waits for 700 ms: what a full queue does.
    static FLOWING: AtomicUsize = AtomicUsize::new(0);
    let queue = http_host(|method, path, stream| {
        let loads = method == "POST" || !path.ends_with("bytes=0");
        if loads {
            FLOWING.fetch_add(1, Ordering::SeqCst);
            let sent = decent("", path, stream);
            FLOWING.fetch_sub(1, Ordering::SeqCst);
            return sent;
        }
        if FLOWING.load(Ordering::SeqCst) > 0 {
            std::thread::sleep(Duration::from_millis(700));
        }
        decent(method, path, stream)
    });
    let outcome = public(vec![queue]);
    let seen = outcome.observed();
    assert!(seen.rtt_ms.p50.unwrap() < 300.0, "{:?}", seen.rtt_ms);
    let loaded = seen.down.loaded_rtt_ms.p50.expect("waiting counts");
    assert!((600.0..1500.0).contains(&loaded), "{loaded}");
}

#[test]
fn a_public_host_that_cuts_off_or_stalls_stopped_half_way() {
    let cuts = http_host(|method, path, stream| {
        if path.ends_with("bytes=0") {
            return decent(method, path, stream);
        }
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\nonly this");
        false
    });
    let outcome = public(vec![cuts]);
    assert!(outcome.observed().rtt_ms.p50.is_some(), "what was seen stays");
    fails(outcome, FindingId::NetworkStoppedHalfWay);
    let stalls = http_host(|_, _, _| {
        std::thread::sleep(Duration::from_secs(10));
        false
    });
    fails(public(vec![stalls]), FindingId::NetworkNoAnswer);
}

#[test]
fn nothing_selected_is_told() {
    assert_eq!(run(&Probe::new(), plan(Target::None)).end.unwrap_err().reason, UnknownReason::Cancelled);
}

#[test]
fn guessing_the_token_meets_silence() {
    let server = own::serve(Some(token(200)), None);
    let probe = Probe::new().with_timing(short());
    let with = |given: &str| {
        let target = at(server.addresses()[0]);
        let far_end = FarEnd { token: Some(given.into()), ..target.clone().into() };
        NetworkPlan { far_end, ..plan(target) }
    };
    for guess in 0..5 {
        fails(run(&probe, with(&token(guess))), FindingId::NetworkWrongToken);
    }
    fails(run(&probe, with(&token(200))), FindingId::NetworkNoAnswer);
}

#[test]
fn strangers_datagrams_meet_silence() {
    let server = server::embedded().unwrap();
    let socket = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.connect(server.addresses()[0]).unwrap();
    let key = Key::new(b"guessed");
    for kind in [Kind::Hello, Kind::Bind, Kind::Data] {
        socket.send(&handshake(kind, 1, &key, &[0; COOKIE_BYTES], HANDSHAKE_BYTES)).unwrap();
    }
    for datagram in [&b"x"[..], &[0; 1200], &[0x47; 48]] {
        socket.send(datagram).unwrap();
    }
    socket.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    assert!(socket.recv(&mut [0; 2000]).is_err(), "something was answered");
}
