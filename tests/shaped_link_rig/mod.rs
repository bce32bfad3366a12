//! A link whose truth is known: three network namespaces, token buckets, a packet filter that drops and counts.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use greenroom::model::observation::NetworkObservation;
use greenroom::model::run::EventBody;
use greenroom::probe::network::Probe;
use greenroom::probe::ports::NetworkPlan;

use crate::network_rig::listened;

/// First byte of a numbered datagram; the handshake has others.
const DATA: &str = "0x4b";
pub const SERVER: &str = "10.213.2.2:7443";
pub const ROLE: &str = "GREENROOM_TEST_ROLE";

/// True in the process that plays this role: the other tests start it inside a namespace.
pub fn plays(role: &str) -> bool {
    std::env::var(ROLE).as_deref() == Ok(role)
}

/// Measures in the role of the probe; prints what comes of it for [`Link::measure`], line by line.
pub fn print_measurement(probe: &Probe, plan: NetworkPlan) {
    let began = Instant::now();
    let mut step = None;
    let outcome = listened::start(probe, plan).finish(|event| match event {
        EventBody::CheckStep { step: next, .. } if step != Some(*next) => {
            step = Some(*next);
            println!("STEP {next:?}");
        }
        EventBody::WatchStarted { .. } => println!("STEP QuietWatch"),
        EventBody::WatchEnded { why } => println!("ENDED {why:?}"),
        _ => {}
    });
    if let Err(unknown) = &outcome.end {
        println!("UNKNOWN {} after {} ms: {}", unknown.reason.as_str(), began.elapsed().as_millis(), unknown.detail);
        return;
    }
    println!("CPU {:.0} % of one core", 100.0 * cpu_seconds() / began.elapsed().as_secs_f64());
    println!("SEEN {}", serde_json::to_string(outcome.observed()).unwrap());
}

/// Processor time of this process so far (fields 14 and 15 of proc(5) stat, in hundredths of a second).
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    fields[11..13].iter().map(|f| f.parse::<f64>().unwrap()).sum::<f64>() / 100.0
}

/// One link at a time: the machine is small.
static ONE: Mutex<()> = Mutex::new(());

#[derive(Default)]
pub struct Shape {
    pub mbps: f64,
    pub queue_ms: u32,
    pub loss_per_million: u32,
    /// Only datagrams from here on are lost.
    pub lossy: Option<&'static str>,
    /// The datagrams that count are those of QUIC, not ours.
    pub quic: bool,
    pub udp_blocked: bool,
    /// Datagrams beyond this rate are dropped, each way.
    pub policer_kbps: Option<u32>,
    /// The way out has this rate instead.
    pub up_mbps: Option<f64>,
    /// And this queue.
    pub up_queue_ms: Option<u32>,
    /// The whole link is cut for this long ...
    pub cut: Option<Duration>,
    /// ... at this time after the step of this name began; in the middle of the call by default.
    pub cut_at: Option<(&'static str, Duration)>,
    /// ... and before the router too, so that it does not answer either.
    pub cut_before_router: bool,
}

/// How long a link was cut: each command takes effect at some moment while it runs, which on a busy machine may be long.
#[derive(Debug, Clone, Copy)]
pub struct Cut {
    /// From the end of the command that cut to the beginning of the one that restored.
    pub least: Duration,
    /// From the beginning of the first to the end of the second.
    pub most: Duration,
}

impl Cut {
    /// True for a drop-out of this length in ms. The stream's own spacing hides up to 20 ms of it.
    #[must_use]
    pub fn explains(&self, ms: f64) -> bool {
        const SLACK_MS: f64 = 40.0;
        ms > self.least.as_secs_f64() * 1000.0 - SLACK_MS && ms < self.most.as_secs_f64() * 1000.0 + SLACK_MS
    }
}

pub struct Link {
    /// The namespaces: client, router, server.
    pub names: [String; 3],
    children: Vec<Child>,
    environment: Vec<(String, String)>,
    _alone: MutexGuard<'static, ()>,
}

pub fn tool(command: &str) -> Result<String, String> {
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
    /// A link of this shape; says why where this machine can't make one.
    pub fn or_skip(shape: &Shape) -> Option<Self> {
        if crate::skips::slow() {
            return None;
        }
        Self::new(shape).map_err(crate::skips::skip).ok()
    }

    /// The link, or why this machine cannot have one.
    pub fn new(shape: &Shape) -> Result<Self, String> {
        let alone = ONE.lock().unwrap_or_else(PoisonError::into_inner);
        for needed in ["ip -V", "tc -V", "nft --version", "ethtool --version"] {
            tool(needed)?;
        }
        let pid = std::process::id();
        let names = ["c", "r", "s"].map(|part| format!("gr{pid}{part}"));
        let link = Self { names: names.clone(), children: Vec::new(), environment: Vec::new(), _alone: alone };
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
            let outwards = near == "far";
            let mbps = shape.up_mbps.filter(|_| outwards).unwrap_or(shape.mbps);
            let queue = shape.up_queue_ms.filter(|_| outwards).unwrap_or(shape.queue_ms);
            tool(&format!("tc -n {r} qdisc add dev {near} root tbf rate {mbps}mbit burst 5kb latency {queue}ms"))?;
        }
        if shape.loss_per_million > 0 {
            let lost = format!("numgen random mod 1000000 < {}", shape.loss_per_million);
            // Longer ones carry the call, shorter ones acknowledge.
            let from = |device: &str, name: &str| match shape.lossy.is_none_or(|lossy| lossy == device) {
                true => format!(
                    "iifname {device} meta l4proto udp udp length > 100 counter name {name}_of; \
                     iifname {device} meta l4proto udp udp length > 100 {lost} counter name {name} drop; \
                     iifname {device} meta l4proto udp udp length <= 100 {lost} drop;"
                ),
                false => String::new(),
            };
            let rules = format!("{} {}", from("near", "lost_up"), from("far", "lost_down"));
            let counters =
                ["lost_up", "lost_up_of", "lost_down", "lost_down_of"].map(|name| format!("counter {name} {{ }}\n"));
            let counters = counters.concat();
            link.filter(r, &format!("{counters}\nchain f {{ type filter hook forward priority 0; {rules} }}"))?;
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
        let counted = if shape.quic { "8443".to_owned() } else { format!("7443 @th,64,8 {DATA}") };
        for (end, out, back) in [(c, "dport", "sport"), (s, "sport", "dport")] {
            link.filter(
                end,
                &format!(
                    "counter left {{ }}\ncounter came {{ }}\n\
                     chain o {{ type filter hook output priority 0; udp {out} {counted} counter name left; }}\n\
                     chain i {{ type filter hook input priority 0; udp {back} {counted} counter name came; }}"
                ),
            )?;
        }
        Ok(link)
    }

    /// Sets a variable in the environment of the roles.
    pub fn set(&mut self, key: &str, value: &str) {
        self.environment.push((key.to_owned(), value.to_owned()));
    }

    pub fn filter(&self, space: &str, chains: &str) -> Result<(), String> {
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
    pub fn role(&mut self, space: usize, role: &str) -> &mut Child {
        let child = Command::new("ip")
            .args(["netns", "exec", &self.names[space]])
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", role, "--ignored", "--nocapture", "--test-threads=1"])
            .env(ROLE, role)
            .envs(self.environment.iter().map(|(key, value)| (key, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        self.children.push(child);
        self.children.last_mut().unwrap()
    }

    /// Cuts the link in both directions; returns how long it was cut.
    pub fn cut(&self, length: Duration, before_router: bool) -> Cut {
        let router = &self.names[1];
        let state = |up: &str| {
            let table = format!("ip netns exec {router} nft {up}");
            let began = Instant::now();
            tool(&table).unwrap();
            (began, Instant::now())
        };
        let hook = if before_router { "prerouting" } else { "forward" };
        self.filter(router, &format!("chain cut {{ type filter hook {hook} priority 1; }}")).unwrap();
        let cut = state("add rule inet t cut drop");
        std::thread::sleep(length);
        let restored = state("flush chain inet t cut");
        Cut { least: restored.0.duration_since(cut.1), most: restored.1.duration_since(cut.0) }
    }

    /// Measures once; returns what the probe saw, and how long the link was cut.
    pub fn measure(&mut self, shape: &Shape) -> (NetworkObservation, Option<Cut>) {
        let (seen, cut) = self.try_to_measure(shape);
        (seen.expect("a result"), cut)
    }

    /// The same where the far end may refuse.
    pub fn try_to_measure(&mut self, shape: &Shape) -> (Option<NetworkObservation>, Option<Cut>) {
        let server = self.role(2, "server_role");
        let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
        assert!(lines.any(|l| l.unwrap().contains("READY")), "the server did not start");
        let probe = self.role(0, "probe_role");
        let lines = BufReader::new(probe.stdout.take().unwrap()).lines();
        let (mut seen, mut was_cut) = (None, None);
        for line in lines.map_while(Result::ok) {
            let (step, after) = shape.cut_at.unwrap_or(("NetworkCall", Duration::from_millis(700)));
            if let (true, Some(length)) = (was_cut.is_none() && line.contains(&format!("STEP {step}")), shape.cut) {
                std::thread::sleep(after);
                was_cut = Some(self.cut(length, shape.cut_before_router));
            } else if let Some((_, json)) = line.split_once("SEEN ") {
                seen = Some(serde_json::from_str(json).unwrap());
            } else if line.contains("CPU ") || line.contains("UNKNOWN ") {
                println!("{line}");
            }
        }
        (seen, was_cut)
    }

    /// Runs the program itself inside a namespace.
    pub fn program(&mut self, space: usize, arguments: &[&str]) -> &mut Child {
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

    pub fn counters(&self, space: usize) -> HashMap<String, u64> {
        let text = tool(&format!("ip netns exec {} nft -j list counters", self.names[space])).unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        let counters = json["nftables"].as_array().unwrap().iter().filter_map(|o| o.get("counter"));
        counters.map(|c| (c["name"].as_str().unwrap().to_owned(), c["packets"].as_u64().unwrap())).collect()
    }
}
