//! The microphone check against a sound server without hardware: a private PulseAudio with null sinks, `paplay` as the
//! voice, a sink's monitor as the microphone. Skips where `pulseaudio` is not installed.

#![cfg(all(target_os = "linux", feature = "devices"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod skips;
mod sound_check;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant};

use greenroom::assess::concluded;
use greenroom::model::device::Transport;
use greenroom::model::run::{EventBody, SoundStage};
use greenroom::model::{DeviceChoice, UnknownReason};
use greenroom::probe::audio::Probe;
use greenroom::probe::ports::{SoundProbe, SoundRequest};

use sound_check::{Check, ended, sound_threads, sox};

/// One server at a time: where it listens is an environment variable of the whole process.
static ONE_SERVER: Mutex<()> = Mutex::new(());

/// A private sound server with the null sinks `microphone` and `loudspeaker`.
struct Server {
    process: Child,
    folder: tempfile::TempDir,
    _alone: MutexGuard<'static, ()>,
}

impl Server {
    fn start() -> Option<Self> {
        if skips::slow() {
            return None;
        }
        let alone = ONE_SERVER.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if Command::new("pulseaudio").arg("--version").stdout(Stdio::null()).status().is_err() {
            skips::skip("pulseaudio is not installed");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("native");
        let process = Command::new("pulseaudio")
            .args(["-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disable-shm=yes"])
            .args(["-L", &format!("module-native-protocol-unix socket={} auth-anonymous=1", socket.display())])
            .args([
                "-L",
                "module-null-sink sink_name=microphone rate=48000 sink_properties=device.description=microphone",
            ])
            .args([
                "-L",
                "module-null-sink sink_name=loudspeaker rate=44100 sink_properties=device.description=loudspeaker",
            ])
            .env("XDG_RUNTIME_DIR", folder.path())
            .env("HOME", folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let began = Instant::now();
        while !socket.exists() {
            assert!(began.elapsed() < Duration::from_secs(20), "the sound server did not start");
            std::thread::sleep(Duration::from_millis(20));
        }
        // SAFETY: the tests of this file that read or write the environment hold the lock.
        #[expect(unsafe_code, reason = "the server's address is an environment variable")]
        unsafe {
            std::env::set_var("PULSE_SERVER", format!("unix:{}", socket.display()));
        }
        Some(Self { process, folder, _alone: alone })
    }

    fn control(&self, arguments: &[&str]) {
        assert!(Command::new("pactl").args(arguments).stdout(Stdio::null()).status().unwrap().success());
    }

    /// Plays a file into the sink that stands for the microphone, over and over.
    fn speak(&self, wav: &Path) -> Voice {
        let script = "while timeout 60 paplay --latency-msec=50 --device=microphone \"$0\"; do :; done";
        Voice(Command::new("sh").args(["-c", script]).arg(wav).stdin(Stdio::null()).spawn().unwrap())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

struct Voice(Child);

impl Drop for Voice {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A spoken sentence at 48 kHz, or `None` where no voice is installed.
fn sentence(folder: &Path) -> Option<PathBuf> {
    let (raw, wav) = (folder.join("raw.wav"), folder.join("sentence.wav"));
    let text = "The quick brown fox jumps over the lazy dog, while five wizards box in the garden.";
    let spoken = Command::new("espeak-ng").args(["-v", "en", "-s", "150", "-w"]).arg(&raw).arg(text).status();
    if !spoken.is_ok_and(|s| s.success()) {
        skips::skip("espeak-ng is not installed");
        return None;
    }
    let made = sox(&[raw.to_str()?, "-r", "48000", "-c", "2", wav.to_str()?, "gain", "-n", "-6", "pad", "0.6", "0.6"]);
    if made.is_none() {
        skips::skip("sox is not installed");
    }
    made.map(|()| wav)
}

#[test]
fn a_voice_is_measured_played_back_and_a_tone_is_asked_about() {
    let Some(server) = Server::start() else { return };
    let Some(wav) = sentence(server.folder.path()) else { return };
    let probe = Probe::new();
    let inputs = probe.inputs().unwrap();
    assert_eq!(inputs.len(), 1, "the other monitor is no microphone: {inputs:?}");
    assert!(probe.outputs().unwrap().iter().any(|o| o.name.contains("loudspeaker")));

    let mut check = Check::open(DeviceChoice::Default);
    check.stage(10, |s| matches!(s, SoundStage::Listening { .. }));
    let voice = server.speak(&wav);
    check.ask(SoundRequest::Read { speech_s: 3.0 });
    check.stage(40, |s| matches!(s, SoundStage::Recorded));
    let level = check.levels.get().1.expect("the meter runs on");
    assert!(level.hold_dbfs > -40.0, "{level:?}");
    let o = concluded(&check.observation());
    assert_eq!(o.input.as_ref().unwrap().transport, Transport::Virtual);
    assert_eq!((o.silent, o.clip_events), (Some(false), 0));
    assert!(o.speech_ratio.unwrap() > 0.3, "{o:?}");
    assert!((-6.6..=-5.0).contains(&o.peak_dbfs.unwrap()), "{o:?}");
    assert!((-35.0..=-15.0).contains(&o.speech_level_dbfs.unwrap()), "{o:?}");
    drop(voice);

    let output = DeviceChoice::Name("loudspeaker".into());
    check.ask(SoundRequest::PlayBack { output: output.clone() });
    check.stage(5, |s| matches!(s, SoundStage::PlayingBack { .. }));
    check.stage(30, |s| matches!(s, SoundStage::Recorded));
    assert!(check.observation().output.unwrap().name.contains("loudspeaker"));
    check.ask(SoundRequest::PlayTone { output });
    check.stage(5, |s| matches!(s, SoundStage::PlayingTone));
    check.stage(15, |s| matches!(s, SoundStage::Asking));
    check.ask(SoundRequest::PlayTone { output: DeviceChoice::Name("no such output".into()) });
    check.stage(5, |s| matches!(s, SoundStage::PlayingTone));
    check.stage(5, |s| matches!(s, SoundStage::ToneFailed));
    check.ask(SoundRequest::Finish);
    assert_eq!(check.until(5, ended), EventBody::CheckEnded);
    assert!(check.levels.get().1.is_none(), "the meter is dark when the microphone is closed");
}

#[test]
fn nobody_speaks_and_a_fixed_time_ends() {
    let Some(server) = Server::start() else { return };
    server.control(&["set-default-source", "microphone.monitor"]);
    let mut check = Check::open(DeviceChoice::Name("microphone".into()));
    check.ask(SoundRequest::Watch { seconds: 1.5 });
    assert_eq!(check.until(20, ended), EventBody::CheckEnded);
    let o = concluded(&check.observation());
    assert_eq!((o.silent, o.speech_ratio, o.speech_level_dbfs), (Some(true), Some(0.0), None));
    assert!((1.5..2.0).contains(&o.watched_s), "{o:?}");
}

#[test]
fn the_server_dies_in_the_midst() {
    let Some(mut server) = Server::start() else { return };
    let mut check = Check::open(DeviceChoice::Default);
    check.stage(10, |s| matches!(s, SoundStage::Listening { .. }));
    server.process.kill().unwrap();
    let EventBody::CheckUnknown { unknown } = check.until(15, ended) else { panic!("{:?}", check.seen) };
    assert_eq!(unknown.reason, UnknownReason::Unplugged, "{unknown:?}");
}

#[test]
fn the_server_hangs_in_the_midst() {
    let Some(server) = Server::start() else { return };
    let mut check = Check::open(DeviceChoice::Default);
    check.stage(10, |s| matches!(s, SoundStage::Listening { .. }));
    let signal = |name: &str| Command::new("kill").args([name, &server.process.id().to_string()]).status().unwrap();
    assert!(signal("-STOP").success());
    let EventBody::CheckUnknown { unknown } = check.until(60, ended) else { panic!("{:?}", check.seen) };
    assert!(matches!(unknown.reason, UnknownReason::Unplugged | UnknownReason::Timeout), "{unknown:?}");
    assert!(signal("-CONT").success());
}

#[test]
fn a_microphone_that_is_not_there() {
    let Some(_server) = Server::start() else { return };
    let mut check = Check::open(DeviceChoice::Name("no such thing".into()));
    let EventBody::CheckUnknown { unknown } = check.until(10, ended) else { panic!("{:?}", check.seen) };
    assert_eq!(unknown.reason, UnknownReason::NoDevice);
}

#[test]
fn opened_and_closed_in_haste() {
    let Some(_server) = Server::start() else { return };
    for wait_ms in [0, 5, 20, 60, 150] {
        let check = Check::open(DeviceChoice::Default);
        check.ask(SoundRequest::PlayTone { output: DeviceChoice::Default });
        std::thread::sleep(Duration::from_millis(wait_ms));
    }
    let end = Instant::now() + Duration::from_secs(3);
    while !sound_threads().is_empty() {
        assert!(Instant::now() < end, "still running: {:?}", sound_threads());
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn dropping_it_releases_the_device_within_a_second() {
    let Some(server) = Server::start() else { return };
    let mut check = Check::open(DeviceChoice::Default);
    check.stage(10, |s| matches!(s, SoundStage::Listening { .. }));
    check.close();
    let end = Instant::now() + Duration::from_secs(1);
    loop {
        let listed = Command::new("pactl").args(["list", "short", "source-outputs"]).output().unwrap();
        if listed.stdout.is_empty() {
            break;
        }
        assert!(Instant::now() < end, "still recording: {}", String::from_utf8_lossy(&listed.stdout));
    }
    while !sound_threads().is_empty() {
        assert!(Instant::now() < end, "still running: {:?}", sound_threads());
    }
    let silent_from = check.more_events();
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(check.more_events(), 0, "events after the drop ({silent_from} before)");
    assert!(check.levels.get().1.is_none());
    drop(server);
}
