//! The microphone check on a real ALSA card, in the virtual machine of `scripts/vm-tests`: what is played into one end
//! of the loopback card is recorded at the other. Times are generous because the machine is emulated.
#![cfg(all(target_os = "linux", feature = "devices"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod sound_check;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant};

use greenroom::assess::concluded;
use greenroom::model::device::Transport;
use greenroom::model::observation::SoundObservation;
use greenroom::model::run::{EventBody, SoundStage};
use greenroom::model::{DeviceChoice, UnknownReason};
use greenroom::probe::audio::Probe;
use greenroom::probe::ports::{SoundProbe, SoundRequest};

use sound_check::{Check, ended, sox_figure};

/// Seconds that are watched, and the length of the sentence that is played over and over.
const WATCHED_S: f64 = 4.0;
const DRIVER: &str = "/sys/bus/platform/drivers/snd_aloop";

/// There is one card.
static CARD: Mutex<()> = Mutex::new(());

fn card() -> MutexGuard<'static, ()> {
    CARD.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Where `scripts/vm/sound.sh` has put what is to be played.
fn played(name: &str) -> PathBuf {
    Path::new(&std::env::var_os("GREENROOM_VM").unwrap()).join(name)
}

/// Waits until a stream of the card runs.
fn until_running(status: &str) {
    let end = Instant::now() + Duration::from_secs(30);
    while !std::fs::read_to_string(status).is_ok_and(|s| s.contains("RUNNING")) {
        assert!(Instant::now() < end, "{status} does not run");
        std::thread::sleep(Duration::from_millis(50));
    }
}

struct Voice(Child);

impl Voice {
    fn play(file: &Path) -> Self {
        let aplay = Command::new("aplay").args(["-q", "-D", "plughw:Loopback,1"]).arg(file).spawn().unwrap();
        // The first samples must be on the card before the watch begins.
        until_running("/proc/asound/Loopback/pcm1p/sub0/status");
        Self(aplay)
    }
}

impl Drop for Voice {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn watch(file: Option<&Path>) -> SoundObservation {
    let mut check = Check::open(DeviceChoice::Default);
    check.stage(60, |s| matches!(s, SoundStage::Listening { .. }));
    let voice = file.map(Voice::play);
    check.ask(SoundRequest::Watch { seconds: WATCHED_S });
    assert_eq!(check.until(240, ended), EventBody::CheckEnded);
    drop(voice);
    concluded(&check.observation())
}

#[test]
#[ignore = "needs the virtual machine: scripts/vm-tests"]
fn only_the_card_is_listed() {
    let _card = card();
    for list in [Probe::new().inputs().unwrap(), Probe::new().outputs().unwrap()] {
        assert_eq!(list.len(), 2, "{list:?}");
        assert!(list.iter().all(|d| d.name.starts_with("Loopback") && d.transport == Transport::Virtual), "{list:?}");
        assert!(list[0].default && !list[1].default && list[0].name != list[1].name, "{list:?}");
        assert!(list[0].rates_hz.contains(&48_000), "{list:?}");
    }
}

#[test]
#[ignore = "needs the virtual machine: scripts/vm-tests"]
fn a_voice_is_metered_as_sox_does() {
    let _card = card();
    let file = played("voice.wav");
    let o = watch(Some(&file));
    assert!((o.rms_dbfs.unwrap() - sox_figure(&file, "RMS lev dB")).abs() < 1.0, "{o:?}");
    assert!((o.peak_dbfs.unwrap() - sox_figure(&file, "Pk lev dB")).abs() < 1.0, "{o:?}");
    assert!(o.speech_ratio.unwrap() > 0.2 && o.speech_level_dbfs.is_some(), "{o:?}");
    assert_eq!((o.silent, o.clip_events), (Some(false), 0), "{o:?}");
    assert!((o.watched_s - WATCHED_S).abs() < 0.01, "{o:?}");
}

#[test]
#[ignore = "needs the virtual machine: scripts/vm-tests"]
fn silence_and_clipping_are_told_apart() {
    let _card = card();
    let o = watch(None);
    assert_eq!((o.silent, o.speech_ratio, o.peak_dbfs), (Some(true), Some(0.0), Some(-120.0)));
    let o = watch(Some(&played("clipped.wav")));
    assert!(o.clip_events >= 3 && o.silent == Some(false), "{o:?}");
}

#[test]
#[ignore = "needs the virtual machine: scripts/vm-tests"]
fn another_program_holds_it() {
    let _card = card();
    let hold = ["-q", "-D", "hw:Loopback,0", "-f", "S16_LE", "-r", "48000", "-c", "2", "/dev/null"];
    let arecord = Voice(Command::new("arecord").args(hold).stdout(Stdio::null()).spawn().unwrap());
    until_running("/proc/asound/Loopback/pcm0c/sub0/status");
    let mut check = Check::open(DeviceChoice::Default);
    let EventBody::CheckUnknown { unknown } = check.until(60, ended) else { panic!("{:?}", check.seen) };
    assert_eq!(unknown.reason, UnknownReason::InUse, "{unknown:?}");
    assert_eq!(Probe::new().inputs().unwrap().len(), 2, "it is there all the same");
    drop(arecord);
}

#[test]
#[ignore = "needs the virtual machine: scripts/vm-tests"]
fn unplugged_in_the_midst_and_beforehand() {
    let _card = card();
    let mut check = Check::open(DeviceChoice::Default);
    check.stage(60, |s| matches!(s, SoundStage::Listening { .. }));
    std::fs::write(format!("{DRIVER}/unbind"), "snd_aloop.0").unwrap();
    let EventBody::CheckUnknown { unknown } = check.until(60, ended) else { panic!("{:?}", check.seen) };
    assert_eq!(unknown.reason, UnknownReason::Unplugged, "{unknown:?}");

    assert!(Probe::new().inputs().unwrap().is_empty());
    let mut check = Check::open(DeviceChoice::Default);
    let EventBody::CheckUnknown { unknown } = check.until(60, ended) else { panic!("{:?}", check.seen) };
    assert_eq!(unknown.reason, UnknownReason::NoDevice, "{unknown:?}");
    std::fs::write(format!("{DRIVER}/bind"), "snd_aloop.0").unwrap();
}
