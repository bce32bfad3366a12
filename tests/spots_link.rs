//! `check --spot` over links whose truth is known: a good place, one where the way out loses, and the order that is told.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test may stop at the first surprise"
)]

mod network_rig;
mod shaped_link_rig;
mod skips;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};

use serde_json::Value;
use shaped_link_rig::{Link, SERVER, Shape};

/// `greenroom serve` at the far end of the link, until it is dropped.
struct Server {
    program: Child,
    _told: BufReader<ChildStderr>,
}

impl Server {
    fn start(link: &Link, home: &Path) -> Self {
        let mut program = Command::new("ip")
            .args(["netns", "exec", &link.names[2], env!("CARGO_BIN_EXE_greenroom")])
            .args(["serve", "--open", "--listen", SERVER])
            .env("GREENROOM_HOME", home)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut told = BufReader::new(program.stderr.take().unwrap());
        let mut line = String::new();
        told.read_line(&mut line).unwrap();
        assert!(line.contains(SERVER), "{line}");
        Self { program, _told: told }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// Measures at this spot from the near end of the link; the exit code and what was printed.
fn measure(link: &Link, home: &Path, spot: &str, more: &[&str]) -> (i32, Value) {
    let output = Command::new("ip")
        .args(["netns", "exec", &link.names[0], env!("CARGO_BIN_EXE_greenroom"), "check", "--spot", spot])
        .args(["--server", SERVER, "--json"])
        .args(more)
        .env("GREENROOM_HOME", home)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let out = String::from_utf8(output.stdout).unwrap();
    (output.status.code().unwrap(), serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}: {out} {told}")))
}

#[test]
fn a_lossy_spot_stands_below_a_good_one_and_a_metered_one_spares_data() {
    let shape = Shape { mbps: 20.0, queue_ms: 60, ..Shape::default() };
    let Some(link) = Link::or_skip(&shape) else { return };
    let home = tempfile::tempdir().unwrap();
    let _server = Server::start(&link, home.path());

    let (code, first) = measure(&link, home.path(), "study", &[]);
    assert_eq!((code, first["spots"][0]["outcome"].as_str()), (0, Some("holds")), "{first:#}");
    // In the kitchen three of a hundred datagrams get lost on the way out.
    let rule = "iifname near meta l4proto udp udp length > 100 numgen random mod 100 < 3 drop;";
    link.filter(&link.names[1], &format!("chain kitchen {{ type filter hook forward priority 2; {rule} }}")).unwrap();
    let (code, both) = measure(&link, home.path(), "kitchen", &["--metered"]);
    let [study, kitchen] = [0, 1].map(|n| both["spots"][n].clone());
    assert_eq!((study["id"].as_str(), study["rank"].as_u64()), (Some("study"), Some(1)), "{both:#}");
    assert_eq!((kitchen["id"].as_str(), kitchen["rank"].as_u64()), (Some("kitchen"), Some(2)), "{both:#}");
    assert!([10, 20].contains(&code) && kitchen["reason"].as_str() == Some("loses_more_up"), "{code} {both:#}");
    let ratio = kitchen["loss"]["ratio"].as_f64().unwrap();
    let [low, high] = [0, 1].map(|n| kitchen["loss"]["ci95"][n].as_f64().unwrap());
    assert!(low < 0.03 && 0.03 < high && (0.01..0.06).contains(&ratio), "{both:#}");
    let bytes = kitchen["bytes"].as_u64().unwrap();
    assert!(bytes < 10_000_000 && bytes < study["bytes"].as_u64().unwrap(), "{both:#}");
}
