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

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use greenroom::model::Level;
use greenroom::model::observation::{Direction, DirectionObservation, NetworkObservation, Observation, UdpState};
use greenroom::model::run::{EventBody, Step};
use greenroom::probe::network::{Probe, Timing};
use greenroom::probe::ports::{EventSink, NetworkPlan, NetworkProbe, ServerTarget};
use greenroom::server::{self, ServerConfig};

/// Payload of a full TCP segment over what it takes on an Ethernet link with time stamps: 1448 of 1514 bytes.
const TCP_SHARE: f64 = 1448.0 / 1514.0;
/// First byte of a numbered datagram; the handshake has others.
const DATA: &str = "0x4b";
const SERVER: &str = "10.213.2.2:7443";
const ROLE: &str = "GREENROOM_TEST_ROLE";

/// One link at a time: the machine is small.
static ONE: Mutex<()> = Mutex::new(());

#[derive(Default)]
struct Shape {
    mbps: f64,
    queue_ms: u32,
    loss_per_million: u32,
    udp_blocked: bool,
    /// Datagrams beyond this rate are dropped, each way.
    policer_kbps: Option<u32>,
    /// The whole link is cut for this long in the middle of the call.
    cut: Option<Duration>,
}

struct Link {
    names: [String; 3],
    children: Vec<Child>,
    _alone: MutexGuard<'static, ()>,
}

fn tool(command: &str) -> Result<String, String> {
    let mut words = command.split_whitespace();
    let out = Command::new(words.next().unwrap()).args(words).output().map_err(|e| format!("{command}: {e}"))?;
    match out.status.success() {
        true => Ok(String::from_utf8_lossy(&out.stdout).into_owned()),
        false => Err(format!("{command}: {}", String::from_utf8_lossy(&out.stderr).trim())),
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        for child in &mut self.children {
            let _ = child.kill();
            let _ = child.wait();
        }
        for name in &self.names {
            let _ = tool(&format!("ip netns del {name}"));
        }
    }
}

impl Link {
    /// The link, or why this machine cannot have one.
    fn new(shape: &Shape) -> Result<Self, String> {
        let alone = ONE.lock().unwrap_or_else(PoisonError::into_inner);
        for needed in ["ip -V", "tc -V", "nft --version", "ethtool --version"] {
            tool(needed)?;
        }
        let pid = std::process::id();
        let names = ["c", "r", "s"].map(|part| format!("gr{pid}{part}"));
        let link = Self { names: names.clone(), children: Vec::new(), _alone: alone };
        let [c, r, s] = &names;
        for name in &names {
            tool(&format!("ip netns add {name}"))?;
            tool(&format!("ip -n {name} link set lo up"))?;
            // Where a namespace may not choose, the probe and the server still ask for CUBIC on their own sockets.
            let _ = tool(&format!("ip netns exec {name} sysctl -qw net.ipv4.tcp_congestion_control=cubic"));
        }
        tool(&format!("ip netns exec {r} sysctl -qw net.ipv4.ip_forward=1"))?;
        for (end, address, near, gateway) in
            [(c, "10.213.1.2/24", "near", "10.213.1.1"), (s, "10.213.2.2/24", "far", "10.213.2.1")]
        {
            tool(&format!("ip -n {end} link add eth0 type veth peer name {near} netns {r}"))?;
            tool(&format!("ip -n {end} addr add {address} dev eth0"))?;
            tool(&format!("ip -n {r} addr add {gateway}/24 dev {near}"))?;
            for (space, device) in [(end, "eth0"), (r, near)] {
                tool(&format!("ip -n {space} link set {device} up"))?;
                tool(&format!("ip netns exec {space} ethtool -K {device} tso off gso off gro off"))?;
            }
            tool(&format!("ip -n {end} route add default via {gateway}"))?;
            let (mbps, queue) = (shape.mbps, shape.queue_ms);
            tool(&format!("tc -n {r} qdisc add dev {near} root tbf rate {mbps}mbit burst 5kb latency {queue}ms"))?;
        }
        if shape.loss_per_million > 0 {
            let rule = format!("meta l4proto udp numgen random mod 1000000 < {} counter drop", shape.loss_per_million);
            link.filter(r, &format!("chain f {{ type filter hook forward priority 0; {rule}; }}"))?;
        }
        if let Some(kbps) = shape.policer_kbps {
            let police = |from: &str| {
                let rate = format!("limit rate over {} kbytes/second burst 150 kbytes", kbps / 8);
                format!("iifname {from} meta l4proto udp {rate} drop")
            };
            let rules = format!("{}; {};", police("near"), police("far"));
            link.filter(r, &format!("chain f {{ type filter hook forward priority 0; {rules} }}"))?;
        }
        if shape.udp_blocked {
            link.filter(r, "chain f { type filter hook forward priority 0; meta l4proto udp drop; }")?;
        }
        link.filter(
            c,
            &format!(
                "counter left {{ }}\ncounter came {{ }}\n\
                 chain o {{ type filter hook output priority 0; udp dport 7443 @th,64,8 {DATA} counter name left; }}\n\
                 chain i {{ type filter hook input priority 0; udp sport 7443 @th,64,8 {DATA} counter name came; }}"
            ),
        )?;
        link.filter(
            s,
            &format!(
                "counter left {{ }}\ncounter came {{ }}\n\
                 chain o {{ type filter hook output priority 0; udp sport 7443 @th,64,8 {DATA} counter name left; }}\n\
                 chain i {{ type filter hook input priority 0; udp dport 7443 @th,64,8 {DATA} counter name came; }}"
            ),
        )?;
        Ok(link)
    }

    fn filter(&self, space: &str, chains: &str) -> Result<(), String> {
        let mut nft = Command::new("ip")
            .args(["netns", "exec", space, "nft", "-f", "-"])
            .stdin(Stdio::piped())
            .spawn()
            .map_err(|e| e.to_string())?;
        nft.stdin.take().unwrap().write_all(format!("table inet t {{\n{chains}\n}}\n").as_bytes()).unwrap();
        match nft.wait() {
            Ok(status) if status.success() => Ok(()),
            other => Err(format!("nft in {space}: {other:?}")),
        }
    }

    /// Runs this test binary in a role inside a namespace.
    fn role(&mut self, space: usize, role: &str) -> &mut Child {
        let child = Command::new("ip")
            .args(["netns", "exec", &self.names[space]])
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", role, "--ignored", "--nocapture", "--test-threads=1"])
            .env(ROLE, role)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        self.children.push(child);
        self.children.last_mut().unwrap()
    }

    /// Cuts the link in both directions; returns how long it was cut.
    fn cut(&self, length: Duration) -> Duration {
        let router = &self.names[1];
        let state = |up: &str| {
            let table = format!("ip netns exec {router} nft {up}");
            tool(&table).unwrap();
            Instant::now()
        };
        self.filter(router, "chain cut { type filter hook forward priority 1; }").unwrap();
        let from = state("add rule inet t cut drop");
        std::thread::sleep(length);
        state("flush chain inet t cut").duration_since(from)
    }

    /// Measures once; returns what the probe saw, and how long the link was cut.
    fn measure(&mut self, shape: &Shape) -> (NetworkObservation, Option<Duration>) {
        let server = self.role(2, "server_role");
        let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
        assert!(lines.any(|l| l.unwrap().contains("READY")), "the server did not start");
        let probe = self.role(0, "probe_role");
        let lines = BufReader::new(probe.stdout.take().unwrap()).lines();
        let (mut seen, mut was_cut) = (None, None);
        for line in lines.map_while(Result::ok) {
            if let (true, Some(length)) = (line.contains("CALLING"), shape.cut) {
                std::thread::sleep(Duration::from_millis(700));
                was_cut = Some(self.cut(length));
            } else if let Some((_, json)) = line.split_once("SEEN ") {
                seen = Some(serde_json::from_str(json).unwrap());
            } else if line.contains("CPU ") {
                println!("{line}");
            }
        }
        (seen.expect("a result"), was_cut)
    }

    /// Runs the program itself inside a namespace.
    fn program(&mut self, space: usize, arguments: &[&str]) -> &mut Child {
        let child = Command::new("ip")
            .args(["netns", "exec", &self.names[space], env!("CARGO_BIN_EXE_greenroom")])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        self.children.push(child);
        self.children.last_mut().unwrap()
    }

    fn counters(&self, space: usize) -> HashMap<String, u64> {
        let text = tool(&format!("ip netns exec {} nft -j list counters", self.names[space])).unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        let counters = json["nftables"].as_array().unwrap().iter().filter_map(|o| o.get("counter"));
        counters.map(|c| (c["name"].as_str().unwrap().to_owned(), c["packets"].as_u64().unwrap())).collect()
    }
}

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
    if std::env::var(ROLE).as_deref() != Ok("server_role") {
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
    if std::env::var(ROLE).as_deref() != Ok("probe_role") {
        return;
    }
    let (send, events) = sync_channel(10_000);
    let send = Mutex::new(send);
    let sink = EventSink::new(move |_, body| {
        let _ = send.lock().unwrap().send(body);
    });
    let plan = NetworkPlan {
        target: match std::env::var("GREENROOM_TEST_TARGET").as_deref() {
            Ok("public") => ServerTarget::Public,
            Ok(host) => ServerTarget::Host(host.into()),
            Err(_) => ServerTarget::Host(SERVER.into()),
        },
        token: None,
        trusted: Vec::new(),
        quick: false,
        metered: std::env::var("GREENROOM_TEST_METERED").is_ok(),
        need: Level::P720,
        enough: Arc::new(|_| false),
    };
    let probe = if std::env::var("GREENROOM_TEST_STANDARD").is_ok() {
        Probe::new()
    } else {
        Probe::new().with_timing(timing())
    };
    let _running = probe.start(plan, sink);
    let (mut last, mut called) = (None, false);
    let began = Instant::now();
    loop {
        match events.recv_timeout(Duration::from_secs(40)).unwrap() {
            EventBody::Observed { observation: Observation::Network(seen) } => last = Some(seen),
            EventBody::CheckStep { step: Step::NetworkCall, .. } if !called => {
                called = true;
                println!("CALLING");
            }
            EventBody::CheckEnded => break,
            EventBody::CheckUnknown { unknown } => {
                println!("UNKNOWN {} after {} ms", unknown.reason.as_str(), began.elapsed().as_millis());
                return;
            }
            _ => {}
        }
    }
    println!("CPU {:.0} % of one core", 100.0 * cpu_seconds() / began.elapsed().as_secs_f64());
    println!("SEEN {}", serde_json::to_string(&last.unwrap()).unwrap());
}

/// Processor time of this process so far (fields 14 and 15 of proc(5) stat, in hundredths of a second).
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    fields[11..13].iter().map(|f| f.parse::<f64>().unwrap()).sum::<f64>() / 100.0
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

fn measured(shape: &Shape) -> Option<(NetworkObservation, Option<Duration>)> {
    let mut link = match Link::new(shape) {
        Ok(link) => link,
        Err(why) => {
            println!("skipped: {why}");
            return None;
        }
    };
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
    let mut link = match Link::new(&shape) {
        Ok(link) => link,
        Err(why) => return println!("skipped: {why}"),
    };
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
        let [low, high] = way.loss_ci95.unwrap();
        assert!(low < 0.02 && high > 0.002, "{low} to {high}");
    }
    goodput_within(&seen, &shape, 0.10);
}

#[test]
fn a_drop_out_has_its_length() {
    let length = Duration::from_millis(400);
    let shape = Shape { mbps: 20.0, queue_ms: 100, cut: Some(length), ..Shape::default() };
    let Some((seen, cut)) = measured(&shape) else { return };
    let truth = cut.expect("a cut").as_secs_f64() * 1000.0;
    println!("cut for {truth:.0} ms: {:?}", seen.drop_outs);
    for way in [Direction::Up, Direction::Down] {
        let found: Vec<f64> = seen.drop_outs.iter().filter(|d| d.direction == way).map(|d| d.length_ms).collect();
        assert_eq!(found.len(), 1, "{way:?}: {found:?}");
        // The command that cuts takes effect at some moment while it runs.
        assert!((found[0] - truth).abs() < 50.0, "{way:?}: {found:?} of {truth}");
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
    let link = match Link::new(&shape) {
        Ok(link) => link,
        Err(why) => return println!("skipped: {why}"),
    };
    tool(&format!("ip -n {} route del default", link.names[0])).unwrap();
    for target in ["public", SERVER, "no-such-host.example"] {
        let out = Command::new("ip")
            .args(["netns", "exec", &link.names[0]])
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", "probe_role", "--ignored", "--nocapture"])
            .env(ROLE, "probe_role")
            .env("GREENROOM_TEST_TARGET", target)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&out.stdout);
        let (_, rest) = told.split_once("UNKNOWN offline after ").unwrap_or_else(|| panic!("{target}: {told}"));
        let ms: u64 = rest.split(' ').next().unwrap().parse().unwrap();
        assert!(ms < 500, "{target}: {ms} ms");
    }
}

/// Runs `serve` and `check` themselves over a link; the result, its exit code, and how long it took.
fn program(link: &mut Link, more: &[&str]) -> (serde_json::Value, Option<i32>, Duration) {
    link.program(2, &["serve", "--listen", SERVER, "--open"]);
    // The server's TCP port answers as soon as it is ready.
    let ready = format!("ip netns exec {} ss -Hltn sport = :7443", link.names[2]);
    let deadline = Instant::now() + Duration::from_secs(10);
    while tool(&ready).unwrap().trim().is_empty() {
        assert!(Instant::now() < deadline, "the server did not start");
        std::thread::sleep(Duration::from_millis(20));
    }
    let began = Instant::now();
    let arguments = ["check", "--server", SERVER, "--only", "network", "--json", "--yes"];
    let check = link.program(0, &[&arguments[..], more].concat());
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
    let mut link = match Link::new(&shape) {
        Ok(link) => link,
        Err(why) => return println!("skipped: {why}"),
    };
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
    let mut link = match Link::new(&shape) {
        Ok(link) => link,
        Err(why) => return println!("skipped: {why}"),
    };
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
        let mut link = match Link::new(&shape) {
            Ok(link) => link,
            Err(why) => return println!("skipped: {why}"),
        };
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
