//! Programs that record from a microphone now, as the sound system tells.
//!
//! Asked first: the sound server, over PulseAudio's protocol (PipeWire speaks it too). Without one: ALSA's own status files.

use std::ffi::CString;
use std::fs;
use std::io::BufReader;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

use pulseaudio::protocol::{self, Command, CommandReply, Prop, Props, SourceInfo, SourceOutputInfo};

/// A program that records.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recorder {
    /// Its process, as it says itself: within a sandbox the number is another one.
    pub pid: Option<u32>,
    /// The name of its program file.
    pub program: Option<String>,
    /// The name that it gives itself.
    pub name: Option<String>,
}

/// The server answers within microseconds or is stuck.
const PATIENCE: Duration = Duration::from_millis(500);

/// `PA_NATIVE_COOKIE_LENGTH`: the server hangs up on any other length, even where it asks for none.
const COOKIE_BYTES: usize = 256;

/// A file longer than this is no cookie.
const MOST_COOKIE_BYTES: u64 = 64 * 1024;

/// Who records now. Empty also when nobody can be asked. Blocks for at most a few times half a second.
#[must_use]
pub fn recorders() -> Vec<Recorder> {
    let read = |path: std::path::PathBuf| super::files::read_ordinary(&path, MOST_COOKIE_BYTES).ok();
    let cookie = || pulseaudio::cookie_path_from_env().and_then(read).unwrap_or_default();
    match pulseaudio::socket_path_from_env().map(|socket| at_server(&socket, cookie())) {
        Some(Ok(found)) => found,
        _ => at_alsa(Path::new("/proc")),
    }
}

/// Asks the sound server behind a socket.
///
/// # Errors
/// When it does not answer, or not in the protocol.
pub fn at_server(socket: &Path, mut cookie: Vec<u8>) -> Result<Vec<Recorder>, protocol::ProtocolError> {
    cookie.resize(COOKIE_BYTES, 0);
    let stream = UnixStream::connect(socket)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut server = Server { stream: BufReader::new(stream), version: protocol::MAX_VERSION, asked: 0 };
    let hello =
        protocol::AuthParams { version: protocol::MAX_VERSION, supports_shm: false, supports_memfd: false, cookie };
    let reply: protocol::AuthReply = server.ask(&Command::Auth(hello))?;
    server.version = server.version.min(reply.version);
    let mut props = Props::new();
    props.set(Prop::ApplicationName, c"Greenroom");
    if let Ok(pid) = CString::new(std::process::id().to_string()) {
        props.set(Prop::ApplicationProcessId, pid);
    }
    let _: protocol::SetClientNameReply = server.ask(&Command::SetClientName(props))?;
    let sources: Vec<SourceInfo> = server.ask(&Command::GetSourceInfoList)?;
    let streams: Vec<SourceOutputInfo> = server.ask(&Command::GetSourceOutputInfoList)?;
    Ok(streams.iter().filter(|s| records(s, &sources)).map(|s| recorder(&s.props)).collect())
}

struct Server {
    stream: BufReader<UnixStream>,
    version: u16,
    asked: u32,
}

impl Server {
    fn ask<T: CommandReply>(&mut self, command: &Command) -> Result<T, protocol::ProtocolError> {
        self.asked += 1;
        protocol::write_command_message(self.stream.get_mut(), self.asked, command, self.version)?;
        let (answered, reply) = protocol::read_reply_message(&mut self.stream, self.version)?;
        if answered == self.asked {
            Ok(reply)
        } else {
            Err(protocol::ProtocolError::Invalid(format!("answer {answered} to question {}", self.asked)))
        }
    }
}

/// Not those that wait, that listen to what is played, or that only show a level.
fn records(stream: &SourceOutputInfo, sources: &[SourceInfo]) -> bool {
    let of_output = sources.iter().any(|s| s.index == stream.source_index && s.monitor_of_sink_index.is_some());
    let meter = stream.resample_method.as_ref().is_some_and(|m| m.as_bytes() == b"peaks");
    !stream.corked && !of_output && !meter
}

fn recorder(props: &Props) -> Recorder {
    let text = |prop| {
        let bytes = props.get(prop)?;
        let text = String::from_utf8_lossy(bytes.split(|b| *b == 0).next().unwrap_or_default()).trim().to_owned();
        (!text.is_empty()).then_some(text)
    };
    Recorder {
        pid: text(Prop::ApplicationProcessId).and_then(|t| t.parse().ok()),
        program: text(Prop::ApplicationProcessBinary),
        name: text(Prop::ApplicationName),
    }
}

/// From `asound/card*/pcm*c/sub*/status` below `proc` (kernel: Documentation/sound/designs/procfile).
#[must_use]
pub fn at_alsa(proc: &Path) -> Vec<Recorder> {
    let named = |folder: &Path, start: &str, end: &str| {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path());
        let fits = |p: &std::path::PathBuf| {
            p.file_name().and_then(|n| n.to_str()).is_some_and(|n| n.starts_with(start) && n.ends_with(end))
        };
        entries.filter(fits).collect::<Vec<_>>()
    };
    let cards = named(&proc.join("asound"), "card", "");
    let captures = cards.iter().flat_map(|card| named(card, "pcm", "c"));
    let streams = captures.flat_map(|capture| named(&capture, "sub", ""));
    let mut pids: Vec<u32> = streams
        .filter_map(|stream| owner(&fs::read_to_string(stream.join("status")).ok()?))
        .map(|thread| process_of(proc, thread).unwrap_or(thread))
        .collect();
    pids.sort_unstable();
    pids.dedup();
    pids.into_iter().map(|pid| Recorder { pid: Some(pid), ..Recorder::default() }).collect()
}

fn owner(status: &str) -> Option<u32> {
    field(status, "owner_pid")
}

/// The owner is the thread that opened the device.
fn process_of(proc: &Path, thread: u32) -> Option<u32> {
    field(&fs::read_to_string(proc.join(thread.to_string()).join("status")).ok()?, "Tgid")
}

fn field(text: &str, name: &str) -> Option<u32> {
    let rest = text.lines().find_map(|l| l.strip_prefix(name))?;
    rest.trim_start().strip_prefix(':')?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alsa_tells_the_process_of_the_thread() {
        let proc = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let file = proc.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        };
        let running = "state: RUNNING\nowner_pid   : 4712\ntrigger_time: 1.2\nhw_ptr      : 5\n";
        write("asound/card0/pcm0c/sub0/status", running);
        write("asound/card0/pcm0c/sub1/status", "closed\n");
        write("asound/card0/pcm0p/sub0/status", "state: RUNNING\nowner_pid   : 99\n");
        write("asound/card1/pcm0c/sub0/status", "state: RUNNING\nowner_pid   : 50\n");
        write("4712/status", "Name:\tthread\nTgid:\t4711\nPid:\t4712\n");
        let pids: Vec<_> = at_alsa(proc.path()).into_iter().filter_map(|r| r.pid).collect();
        assert_eq!(pids, [50, 4711]);
        assert!(at_alsa(Path::new("/nonexistent")).is_empty());
    }

    #[test]
    fn waiting_monitoring_and_metering_is_not_recording() {
        let microphone = SourceInfo { index: 1, ..SourceInfo::default() };
        let monitor = SourceInfo { index: 2, monitor_of_sink_index: Some(0), ..SourceInfo::default() };
        let sources = [microphone, monitor];
        let stream = |source_index| SourceOutputInfo { source_index, ..SourceOutputInfo::default() };
        assert!(records(&stream(1), &sources));
        assert!(!records(&stream(2), &sources));
        assert!(!records(&SourceOutputInfo { corked: true, ..stream(1) }, &sources));
        let peaks = Some(CString::new("peaks").unwrap());
        assert!(!records(&SourceOutputInfo { resample_method: peaks, ..stream(1) }, &sources));
    }

    #[test]
    fn what_a_program_says_of_itself() {
        let mut props = Props::new();
        props.set(Prop::ApplicationName, c"Video call");
        props.set(Prop::ApplicationProcessId, c"321");
        let found = recorder(&props);
        assert_eq!(found, Recorder { pid: Some(321), program: None, name: Some("Video call".into()) });
        assert_eq!(recorder(&Props::new()), Recorder::default());
    }

    #[test]
    fn no_server_is_an_error_and_not_a_wait() {
        assert!(at_server(Path::new("/nonexistent/native"), Vec::new()).is_err());
    }
}
