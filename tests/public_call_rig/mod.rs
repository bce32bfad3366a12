//! Hosts that speak HTTP/3 and that we did not write: Caddy (quic-go) and aioquic. The TCP side and the content come from a
//! stand-in behind Caddy.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use greenroom::model::PublicServer;

use crate::network_rig::host::{answer_beside, send_zeros};

/// Where the host stands in the namespace.
pub const ADDRESS: &str = "10.213.2.2";
pub const PORT: u16 = 8443;
const CONTENT: &str = "127.0.0.1:8080";

/// Which stack speaks QUIC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stack {
    Caddy,
    Aioquic,
}

impl Stack {
    pub const BOTH: [Self; 2] = [Self::Caddy, Self::Aioquic];

    pub fn name(self) -> &'static str {
        match self {
            Self::Caddy => "caddy",
            Self::Aioquic => "aioquic",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::BOTH.into_iter().find(|stack| stack.name() == name)
    }

    /// Why this machine can't have it; `None` when it can.
    pub fn missing(self) -> Option<String> {
        let tries = |command: &mut Command| command.stdout(Stdio::null()).stderr(Stdio::null()).status();
        if !tries(Command::new("caddy").arg("version")).is_ok_and(|s| s.success()) {
            return Some("caddy is not installed".into());
        }
        let found = tries(Command::new(python()).args(["-c", "import aioquic"])).is_ok_and(|s| s.success());
        (self == Self::Aioquic && !found).then(|| "aioquic is not installed".into())
    }
}

/// The Python that has aioquic.
fn python() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/python/bin/python");
    if own.exists() { own } else { "python3".into() }
}

/// Something that ends with this process, also when that is killed.
fn with_us(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL"]).arg(program);
    command
}

/// A certificate for [`ADDRESS`].
pub fn certificate() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tls/link.pem")
}

fn key() -> PathBuf {
    certificate().with_extension("key")
}

/// The host as the list of public hosts would name it. `http3`: it is said to speak HTTP/3.
pub fn public_server(http3: bool) -> PublicServer {
    let base_url = format!("https://{ADDRESS}:{PORT}");
    PublicServer {
        name: "stand-in".into(),
        http3,
        http3_url: None,
        base_url,
        download: "/down?bytes={bytes}".into(),
        upload: "/up".into(),
        max_request_bytes: 25_000_000,
    }
}

/// What ends with the role that it serves.
pub struct Host {
    children: Vec<Child>,
    files: PathBuf,
}

impl Drop for Host {
    fn drop(&mut self) {
        for child in &mut self.children {
            let _ = child.kill();
            let _ = child.wait();
        }
        let _ = std::fs::remove_dir_all(&self.files);
    }
}

/// Starts the host in the namespace of the caller; returns when it listens. `trouble`: what it does wrong (Caddy: `no_quic` alone).
pub fn start(stack: Stack, trouble: &str) -> Host {
    let files = std::env::temp_dir().join(format!("greenroom-host-{}", std::process::id()));
    std::fs::create_dir_all(&files).unwrap();
    let content = TcpListener::bind(CONTENT).unwrap();
    std::thread::spawn(move || {
        for stream in content.incoming().flatten() {
            answer_beside(stream, |_, path, stream| send_zeros(path, stream, 64 * 1024, Duration::ZERO));
        }
    });
    let (certificate, key) = (certificate(), key());
    let (cert, key) = (certificate.to_str().unwrap(), key.to_str().unwrap());
    let quic = stack == Stack::Caddy && trouble != "no_quic";
    let protocols = if quic { "h1 h2 h3" } else { "h1 h2" };
    let caddyfile = files.join("Caddyfile");
    let text = format!(
        "{{\n admin off\n auto_https off\n default_sni {ADDRESS}\n storage file_system {}\n servers {{\n  protocols {protocols}\n }}\n}}\n\
         https://{ADDRESS}:{PORT} {{\n tls {cert} {key}\n reverse_proxy {CONTENT} {{\n  flush_interval -1\n }}\n}}\n",
        files.display()
    );
    std::fs::write(&caddyfile, text).unwrap();
    let log = std::fs::File::create(files.join("caddy.log")).unwrap();
    let caddy = with_us("caddy")
        .args(["run", "--adapter", "caddyfile", "--config", caddyfile.to_str().unwrap()])
        .env("HOME", &files)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .unwrap();
    let mut host = Host { children: vec![caddy], files };
    let began = Instant::now();
    while std::net::TcpStream::connect((ADDRESS, PORT)).is_err() {
        assert!(began.elapsed() < Duration::from_secs(20), "caddy does not listen");
        std::thread::sleep(Duration::from_millis(20));
    }
    if stack == Stack::Aioquic {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/public_call_rig/aioquic_host.py");
        let mut python = with_us(python())
            .arg(script)
            .args([ADDRESS, &PORT.to_string(), cert, key, trouble])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        std::io::BufRead::read_line(&mut std::io::BufReader::new(python.stdout.take().unwrap()), &mut line).unwrap();
        host.children.push(python);
        assert!(line.contains("READY"), "aioquic did not start");
    }
    host
}
