//! The real program among faults: started with settings of its own, in namespaces of its own where that is allowed.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Output, Stdio};
use std::time::Duration;

use serde_json::Value;

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_greenroom");

/// What came of a run.
pub struct Told {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Told {
    pub fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert!(!err.contains("panicked") && !err.contains("stack backtrace"), "{err}");
        Self { code: output.status.code().unwrap_or_else(|| panic!("ended by a signal: {err}")), out, err }
    }

    /// The JSON on standard output.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {} {}", self.out, self.err))
    }

    /// A sentence and what to do.
    pub fn has_remedy(&self) -> bool {
        self.err.lines().any(|l| l.starts_with("→ ") && l.len() > 8)
    }
}

/// A command of the program with settings of its own, English texts and no display.
pub fn greenroom(home: &Path) -> Command {
    quiet(Command::new(PROGRAM), home)
}

/// The same, run by a shell in namespaces of its own; `script` finds the program as `$G` and its arguments as `"$@"`.
pub fn in_namespace(flags: &str, script: &str, home: &Path) -> Command {
    let mut command = quiet(Command::new("unshare"), home);
    command.args([flags, "sh", "-c", script, "sh"]).env("G", PROGRAM);
    command
}

fn quiet(mut command: Command, home: &Path) -> Command {
    command.env("GREENROOM_HOME", home).env("LC_ALL", "C.UTF-8").env("LANG", "C.UTF-8");
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
    command.stdin(Stdio::null());
    command
}

/// True, and said so, when this computer can't do what a test needs.
pub fn skip(flags: &str, script: &str) -> bool {
    let able = Command::new("unshare").args([flags, "sh", "-c", script]).output().is_ok_and(|o| o.status.success());
    if !able {
        crate::skips::skip(format!("unshare {flags} sh -c '{script}' does not work here"));
    }
    !able
}

pub fn photo() -> String {
    format!("file:{}/tests/data/photos/portrait.jpg", env!("CARGO_MANIFEST_DIR"))
}

/// Arguments of a quick run that needs no device.
pub fn picture(more: &[&str]) -> Vec<String> {
    let photo = photo();
    let all = ["check", "--only", "camera", "--camera", &photo, "--seconds", "1", "--yes"];
    all.iter().chain(more).map(|a| (*a).to_owned()).collect()
}

/// What a fake server does with who connects.
#[derive(Debug, Clone, Copy)]
pub enum Manner {
    /// Hangs up at once.
    Closes,
    /// Answers as another kind of server.
    Http,
    /// Never ends its first line.
    Endless,
    /// Speaks a later version.
    Newer,
}

/// A server that is none of ours, on loopback; it ends with the test.
pub fn fake_server(manner: Manner) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || listener.incoming().flatten().for_each(|stream| serve(stream, manner)));
    address
}

fn serve(mut stream: TcpStream, manner: Manner) {
    let mut greeting = [0; 256];
    let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
    let answer: &[u8] = match manner {
        Manner::Closes => return,
        Manner::Http => b"HTTP/1.1 400 Bad Request\r\n\r\n",
        Manner::Newer => b"{\"greenroom\":\"refused\",\"version\":99,\"why\":\"other_version\"}\n",
        Manner::Endless => &[b'x'; 65_536],
    };
    let _ = stream.read(&mut greeting);
    while stream.write_all(answer).is_ok() && matches!(manner, Manner::Endless) {}
}

/// A program that runs, its words read as they come; killed when dropped.
pub struct Running {
    pub child: Child,
    lines: BufReader<ChildStderr>,
}

impl Running {
    pub fn begin(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap());
        Self { child, lines }
    }

    /// Waits for a line on standard error that contains this.
    pub fn until(&mut self, words: &str) -> String {
        let mut all = String::new();
        loop {
            let from = all.len();
            assert!(self.lines.read_line(&mut all).unwrap() > 0, "ended without “{words}”: {all}");
            if all[from..].contains(words) {
                return all[from..].trim().to_owned();
            }
        }
    }

    pub fn signal(&self, signal: nix::sys::signal::Signal) {
        let pid = nix::unistd::Pid::from_raw(i32::try_from(self.child.id()).unwrap());
        nix::sys::signal::kill(pid, signal).unwrap();
    }

    /// Waits for the end.
    pub fn end(mut self) -> Told {
        let (mut out, mut err) = (String::new(), String::new());
        self.lines.read_to_string(&mut err).unwrap();
        self.child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
        let status = self.child.wait().unwrap();
        assert!(!err.contains("panicked"), "{err}");
        Told { code: status.code().unwrap_or_else(|| panic!("ended by a signal: {err}")), out, err }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A display without a screen; ended when dropped. `None`, and said so, where there is none.
#[cfg(feature = "gui")]
pub struct Display {
    server: Child,
    pub name: String,
}

#[cfg(feature = "gui")]
impl Display {
    pub fn begin() -> Option<Self> {
        let has = |name: &str| Command::new(name).arg("-version").output().is_ok();
        if !has("Xvfb") || !has("xdotool") {
            crate::skips::skip("no Xvfb or no xdotool");
            return None;
        }
        let mut command = Command::new("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", "1280x800x24"]).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = command.spawn().unwrap();
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        Some(Self { server, name: format!(":{}", number.trim()) })
    }

    /// Waits for the window and gives its number.
    pub fn window(&self) -> String {
        let mut xdotool = Command::new("xdotool");
        xdotool.args(["search", "--sync", "--onlyvisible", "--name", "^Greenroom$"]).env("DISPLAY", &self.name);
        String::from_utf8(xdotool.output().unwrap().stdout).unwrap().lines().next().unwrap().to_owned()
    }
}

#[cfg(feature = "gui")]
impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// A folder of its own for a test.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// The path of a file in it; its folders are made.
    pub fn file(&self, name: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        path
    }
}
