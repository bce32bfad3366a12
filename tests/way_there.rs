//! On which side of the router the trouble lies, over links whose truth is known: client, router and server in namespaces, and a packet
//! filter that loses or cuts before the router or beyond it.
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
mod states;

use std::io::Read;
use std::process::Command;
use std::time::Duration;

use greenroom::model::observation::{GatewayAsked, GatewayObservation, InterfaceKind, NetworkObservation};
use greenroom::model::{Advice, Finding, FindingId, Level, Outcome, Target};
use greenroom::probe::network::{Probe, Timing};
use greenroom::probe::ports::NetworkPlan;
use greenroom::server::{self, ServerConfig};
use shaped_link_rig::{Link, SERVER, Shape, plays, print_measurement};

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
    let far_end = Target::Host(SERVER.into()).into();
    // The least that is asked: what is lost gives no level up, so that most of it is a quiet line.
    let plan = NetworkPlan { far_end, quick: false, metered: false, need: Level::Audio, watch: Duration::ZERO };
    let timing = Timing { idle: Duration::from_secs(8), load: Duration::from_millis(1500), ..Timing::standard() };
    print_measurement(&Probe::new().with_timing(timing), plan);
}

/// Where the packet filter of the router stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hop {
    /// Before anything else: what goes to the router itself is lost too.
    First,
    /// What goes on to the other side.
    Second,
}

/// Measures over this link; of the datagrams and echoes out, so many in a hundred are lost at this hop. `echo`: the client may send echoes.
fn measured(shape: &Shape, lost: Option<(Hop, u32)>, echo: bool) -> Option<NetworkObservation> {
    let mut link = Link::or_skip(shape)?;
    let [client, router, _] = link.names.clone();
    if echo {
        let allowed = "net.ipv4.ping_group_range=0 2147483647";
        let set = Command::new("ip").args(["netns", "exec", &client, "sysctl", "-qw", allowed]).status().unwrap();
        assert!(set.success());
    }
    if let Some((hop, percent)) = lost {
        let (hook, priority) = if hop == Hop::First { ("prerouting", -150) } else { ("forward", 0) };
        let what = "iifname near meta l4proto { udp, icmp }";
        let rule = format!("{what} numgen random mod 100 < {percent} drop");
        link.filter(&router, &format!("chain lossy {{ type filter hook {hook} priority {priority}; {rule}; }}"))
            .unwrap();
    }
    let (seen, cut) = link.measure(shape);
    println!("lost {lost:?}, cut {cut:?}: {:?}", seen.way.gateway);
    println!("  up {:?} down {:?} {:?}", seen.up.loss_ratio, seen.down.loss_ratio, seen.drop_outs);
    Some(seen)
}

fn router(seen: &NetworkObservation) -> &GatewayObservation {
    seen.way.gateway.as_ref().expect("the router answers")
}

/// What is found when this was seen over Wi-Fi.
fn found(seen: &NetworkObservation) -> Vec<Finding> {
    let judged = states::bent(|s| {
        *states::network(s) = seen.clone();
        states::network(s).path.as_mut().unwrap().interface_kind = InterfaceKind::Wifi;
    });
    judged.assessment.findings.clone()
}

fn of(found: &[Finding], id: FindingId) -> Option<&Finding> {
    found.iter().find(|f| f.id == id)
}

const LINE: Shape = Shape {
    mbps: 20.0,
    queue_ms: 100,
    loss_per_million: 0,
    lossy: None,
    quic: false,
    udp_blocked: false,
    policer_kbps: None,
    up_mbps: None,
    up_queue_ms: None,
    cut: None,
    cut_at: None,
    cut_before_router: false,
};

#[test]
fn the_router_is_asked_by_echo_or_by_tcp() {
    for (echo, by) in [(true, GatewayAsked::Icmp), (false, GatewayAsked::Tcp)] {
        let Some(seen) = measured(&LINE, None, echo) else { return };
        let router = router(&seen);
        assert_eq!((router.asked_by, router.quiet.lost, router.unanswered_s.len()), (by, 0, 0));
        // Ten a second for eight seconds and more; a busy machine may be late.
        assert!((60..400).contains(&router.quiet.sent), "{router:?}");
        assert!(router.quiet.rtt_ms.percentile(0.5).is_some_and(|ms| ms < 20.0), "{router:?}");
        let found = found(&seen);
        assert!(of(&found, FindingId::NetworkBeforeRouter).is_none(), "{found:?}");
    }
}

#[test]
fn a_router_that_answers_nothing_is_no_fault() {
    let Some(mut link) = Link::or_skip(&LINE) else { return };
    let router = link.names[1].clone();
    let silent = "chain deaf { type filter hook input priority 0; iifname near meta l4proto { icmp, tcp, udp } drop; }";
    link.filter(&router, silent).unwrap();
    let (seen, _) = link.measure(&LINE);
    assert_eq!(seen.way.gateway, None);
    assert!(seen.up.lost == Some(0) && of(&found(&seen), FindingId::NetworkBeforeRouter).is_none());
}

#[test]
fn losses_are_told_on_the_side_on_which_they_come_about() {
    for hop in [Hop::First, Hop::Second] {
        let Some(seen) = measured(&LINE, Some((hop, 15)), true) else { return };
        let found = found(&seen);
        let lost = of(&found, FindingId::NetworkLossUp).unwrap_or_else(|| panic!("{found:?}"));
        let (near, beyond) = (of(&found, FindingId::NetworkBeforeRouter), of(&found, FindingId::NetworkBeyondRouter));
        match hop {
            Hop::First => {
                assert!(near.is_some_and(|f| f.outcome == Outcome::WatchOut) && beyond.is_none(), "{found:?}");
                assert!(lost.advice.contains(&Advice::UseCable), "{lost:?}");
            }
            Hop::Second => {
                assert!(beyond.is_some_and(|f| f.outcome == Outcome::Good) && near.is_none(), "{found:?}");
                let home = [Advice::UseCable, Advice::MoveCloser];
                assert!(!lost.advice.iter().any(|a| home.contains(a)), "a cable mends nothing there: {lost:?}");
            }
        }
    }
}

#[test]
fn drop_outs_are_told_on_the_side_on_which_they_come_about() {
    for hop in [Hop::First, Hop::Second] {
        let cut_at = Some(("NetworkIdle", Duration::from_secs(4)));
        let cut = Some(Duration::from_millis(900));
        let shape = Shape { cut, cut_at, cut_before_router: hop == Hop::First, ..LINE };
        let Some(seen) = measured(&shape, None, true) else { return };
        let found = found(&seen);
        assert!(of(&found, FindingId::NetworkGap).is_some(), "{found:?}");
        let (near, beyond) = (of(&found, FindingId::NetworkBeforeRouter), of(&found, FindingId::NetworkBeyondRouter));
        assert_eq!((near.is_some(), beyond.is_some()), (hop == Hop::First, hop == Hop::Second), "{found:?}");
    }
}
