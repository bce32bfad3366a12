//! Who records, asked of a real sound server of our own. Needs `pulseaudio` and `parec` (pulseaudio-utils).
#![cfg(all(target_os = "linux", feature = "devices"))]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

mod skips;

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use greenroom::os::microphone_linux::{Recorder, at_server};

struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn quiet(command: &mut Command) -> Option<Ended> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok().map(Ended)
}

fn eventually<T>(mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(10) {
        if let Some(found) = look() {
            return Some(found);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    None
}

fn ask(socket: &Path) -> Option<Vec<Recorder>> {
    at_server(socket, Vec::new()).ok()
}

#[test]
fn a_recorder_is_told_by_process_and_a_listener_to_the_output_is_not() {
    let home = tempfile::tempdir().unwrap();
    let socket = home.path().join("native");
    let protocol = format!("module-native-protocol-unix socket={} auth-anonymous=1", socket.display());
    let mut server = Command::new("pulseaudio");
    server.args(["-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disable-shm=yes", "-L"]);
    server.args([&protocol, "-L", "module-null-source source_name=mic", "-L", "module-null-sink sink_name=out"]);
    server.env("HOME", home.path()).env("XDG_RUNTIME_DIR", home.path()).env_remove("PULSE_SERVER");
    let Some(server) = quiet(&mut server) else {
        skips::skip("pulseaudio is not installed");
        return;
    };
    assert_eq!(eventually(|| ask(&socket)), Some(vec![]), "the sound server does not answer");

    let record = |device: &str| {
        let server = format!("--server=unix:{}", socket.display());
        quiet(Command::new("parec").args([&server, "-d", device, "--raw"]).env("HOME", home.path()))
    };
    let (Some(listener), Some(recorder)) = (record("out.monitor"), record("mic")) else {
        skips::skip("parec is not installed");
        return;
    };
    let found = eventually(|| ask(&socket).filter(|r| !r.is_empty())).expect("the recorder is seen");
    assert_eq!(found.len(), 1, "{found:?}");
    let first = found.first().unwrap();
    assert_eq!((first.pid, first.program.as_deref()), (Some(recorder.0.id()), Some("pacat")), "parec is pacat");
    drop(recorder);
    assert!(eventually(|| ask(&socket).filter(Vec::is_empty)).is_some(), "still told after its end");
    drop((listener, server));
}
