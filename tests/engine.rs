//! The engine: what runs when, who holds which device, what ends how. Time is moved by hand; nothing sleeps.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a test may stop at the first surprise"
)]

mod engine_rig;

use std::sync::Arc;
use std::sync::atomic::Ordering;

use engine_rig::{Rig, Script, Setup, camera, microphone};
use greenroom::model::observation::Heard;
use greenroom::model::run::{CameraStage, DeviceKind, EventBody, Phase, SoundStage, Stage, Step, VoidReason};
use greenroom::model::{
    CheckId, DeviceChoice, FarEnd, FindingId, Requirement, Secret, ServerChoice, Target, UnknownReason,
};
use greenroom::probe::ports::{EventSink, NetworkPlan, NetworkProbe, Nothing, Probes, Running};
use greenroom::session::SessionOptions;
use greenroom::session::command::Command;
use greenroom::session::handle::SendError;

const SOUND: CheckId = CheckId::Sound;
const CAMERA: CheckId = CheckId::Camera;

fn only(check: CheckId) -> Command {
    Command::Start(Requirement { checks: vec![check], ..Requirement::default() })
}

fn running(stage: &Stage) -> bool {
    matches!(stage, Stage::Running { .. })
}

#[test]
fn network_and_computer_begin_by_themselves_the_rest_waits() {
    let rig = Rig::new();
    assert_eq!(rig.state().phase, Phase::Idle);
    rig.start();
    rig.advance(1000);
    assert!(running(&rig.stage(CheckId::Network)) && running(&rig.stage(CheckId::Computer)));
    assert_eq!(rig.stage(SOUND), Stage::Waiting(Step::OpenPart));
    assert_eq!(rig.stage(CAMERA), Stage::Waiting(Step::OpenPart));
    assert_eq!(rig.open(), (0, 0), "no device is opened before its part");
    rig.advance(60_000);
    assert_eq!(rig.stage(CheckId::Network), Stage::Done);
    assert_eq!(rig.state().phase, Phase::Running, "the person's parts have no deadline");
}

#[test]
fn a_whole_run_with_a_person() {
    let rig = Rig::new();
    rig.start();
    rig.send(Command::OpenPart(SOUND));
    rig.advance(500);
    assert!(matches!(rig.state().sound, SoundStage::Listening { .. }));
    assert!(rig.handle.level().is_some());
    rig.send(Command::Read);
    rig.advance(5500);
    assert_eq!(rig.state().sound, SoundStage::Recorded);
    rig.send(Command::PlayTone);
    rig.advance(1600);
    assert_eq!(rig.state().sound, SoundStage::Asking);
    rig.send(Command::ToneAnswer(Heard::CannotHear));
    rig.advance(100);
    assert_eq!(rig.stage(SOUND), Stage::Done);
    let output = rig.state().observations.sound.clone().unwrap().output.unwrap();
    assert_eq!(output.heard, Heard::CannotHear);
    assert_eq!(rig.open(), (0, 0), "the microphone is handed back at once");
    assert!(rig.handle.level().is_none());

    rig.send(Command::OpenPart(CAMERA));
    rig.advance(3000);
    assert_eq!((rig.state().camera, rig.open()), (CameraStage::Live, (0, 1)));
    rig.send(Command::PictureDone);
    rig.advance(10);
    assert_eq!((rig.stage(CAMERA), rig.open()), (Stage::Done, (0, 0)));
    assert_eq!(rig.state().camera, CameraStage::Closed);
    assert!(rig.handle.frame().1.is_none());
    rig.advance(30_000);
    assert_eq!(rig.state().phase, Phase::Finished);
}

#[test]
fn the_tone_needs_no_microphone() {
    let rig = Rig::new();
    rig.fail_sound(Some(UnknownReason::NoDevice));
    rig.start();
    rig.send(Command::OpenPart(SOUND));
    rig.advance(1000);
    assert_eq!(rig.reason(SOUND), Some(UnknownReason::NoDevice));
    rig.send(Command::PlayTone);
    rig.advance(100);
    assert_eq!((rig.state().sound, rig.open()), (SoundStage::PlayingTone, (0, 0)), "no microphone is opened for it");
    rig.advance(1500);
    assert_eq!(rig.state().sound, SoundStage::Asking);
    rig.send(Command::ToneAnswer(Heard::Yes));
    assert_eq!((rig.state().sound, rig.reason(SOUND)), (SoundStage::Closed, Some(UnknownReason::NoDevice)));
    let output = rig.state().observations.sound.clone().unwrap().output.unwrap();
    assert_eq!((output.name.as_str(), output.heard), ("Microphone out", Heard::Yes));

    // It can be stopped, and leaving the part stops it too.
    for stop in [Command::StopPlaying, Command::LeavePart(SOUND)] {
        rig.send(Command::PlayTone);
        rig.advance(100);
        rig.send(stop);
        rig.advance(3000);
        assert_eq!(rig.state().sound, SoundStage::Closed, "what the old tone still says is dropped");
    }

    // Before anything was opened: the check still waits for the person.
    rig.fail_sound(None);
    rig.start();
    rig.send(Command::PlayTone);
    rig.advance(1600);
    rig.send(Command::ToneAnswer(Heard::No));
    assert_eq!((rig.stage(SOUND), rig.open()), (Stage::Waiting(Step::OpenPart), (0, 0)));
    rig.send(Command::Read);
    rig.advance(7000);
    assert_eq!((rig.state().sound, rig.open()), (SoundStage::Recorded, (1, 0)), "the microphone takes over");
    let output = rig.state().observations.sound.clone().unwrap().output.unwrap();
    assert_eq!(output.heard, Heard::No, "what was answered stays");
}

#[test]
fn a_tone_that_cannot_be_played_is_told_at_once() {
    let rig = Rig::new();
    rig.outputs.lock().unwrap().clear();
    rig.send(only(SOUND));
    rig.send(Command::OpenPart(SOUND));
    rig.advance(500);
    rig.send(Command::Read);
    rig.advance(5500);
    rig.send(Command::PlayTone);
    rig.advance(100);
    assert_eq!(rig.state().sound, SoundStage::ToneFailed);
    rig.send(Command::ToneAnswer(Heard::NotAsked));
    rig.advance(100);
    assert_eq!((rig.stage(SOUND), rig.open()), (Stage::Done, (0, 0)));
    let found: Vec<FindingId> = greenroom::assess::judge(&rig.state()).of(SOUND).map(|f| f.id).collect();
    assert!(found.contains(&FindingId::SoundNoOutput), "{found:?}");
}

#[test]
fn leaving_a_part_hands_its_device_back() {
    let rig = Rig::new();
    rig.start();
    rig.send(Command::OpenPart(CAMERA));
    rig.advance(2000);
    rig.send(Command::LeavePart(CAMERA));
    assert_eq!((rig.stage(CAMERA), rig.open()), (Stage::Waiting(Step::OpenPart), (0, 0)));
    rig.advance(5000);
    assert_eq!(rig.stage(CAMERA), Stage::Waiting(Step::OpenPart), "what the old camera still says is dropped");
    rig.send(Command::OpenPart(CAMERA));
    rig.advance(2000);
    rig.send(Command::PictureDone);
    rig.advance(10);
    rig.send(Command::LeavePart(CAMERA));
    assert_eq!(rig.stage(CAMERA), Stage::Done, "an ended check keeps its result");
}

#[test]
fn what_cannot_be_done_now_is_not_checked_and_no_fault() {
    let rig = Rig::new();
    rig.start();
    rig.send(Command::OpenPart(SOUND));
    rig.advance(500);
    rig.send(Command::CannotSpeak);
    rig.send(Command::PictureDone);
    assert_eq!(rig.open(), (0, 0));
    for (check, finding) in [(SOUND, FindingId::SoundSkipped), (CAMERA, FindingId::CameraSkipped)] {
        let Stage::Unknown(unknown) = rig.stage(check) else { panic!("{check:?}") };
        assert_eq!((unknown.reason, unknown.finding), (UnknownReason::Cancelled, Some(finding)));
    }
    rig.advance(20_000);
    assert_eq!(rig.state().phase, Phase::Finished);
}

#[test]
fn a_microphone_that_gives_nothing_is_a_fault_whoever_can_speak() {
    for whole in [true, false] {
        let rig = Rig::with(Setup { silent: Some(whole), ..Setup::default() });
        rig.start();
        rig.send(Command::Read);
        rig.advance(1500);
        rig.send(Command::CannotSpeak);
        rig.send(Command::PlayTone);
        rig.advance(10);
        rig.until("ended", |s| s.stage(SOUND).ended());
        assert_eq!(rig.open().0, 0, "the microphone is closed");
        if whole {
            assert_eq!(rig.stage(SOUND), Stage::Done, "what it gave is judged");
        } else {
            // It went quiet only now, as with a mute key: that says nothing about it.
            let Stage::Unknown(unknown) = rig.stage(SOUND) else { panic!("left out") };
            assert_eq!(unknown.finding, Some(FindingId::SoundSkipped));
        }
        rig.advance(10);
        rig.until("the tone", |s| s.sound == SoundStage::PlayingTone);
    }
}

#[test]
fn without_a_picture_the_check_ends_and_says_why() {
    let rig = Rig::new();
    rig.start();
    rig.until("listed", |s| s.devices.known);
    rig.send(Command::OpenPart(CAMERA));
    rig.advance(2000);
    rig.send(Command::SkipPicture);
    let Stage::Unknown(unknown) = rig.stage(CAMERA) else { panic!("left out") };
    assert_eq!((unknown.finding, rig.open()), (Some(FindingId::CameraSkipped), (0, 0)));

    rig.cameras.lock().unwrap().clear();
    rig.start();
    rig.until("listed again", |s| s.devices.known && s.devices.cameras.is_empty());
    rig.send(Command::AwaitDevice(CAMERA));
    rig.cameras.lock().unwrap().push(camera("7"));
    rig.until("seen by itself", |s| s.devices.cameras.len() == 1);
    assert_eq!((rig.stage(CAMERA), rig.open()), (Stage::Waiting(Step::OpenPart), (0, 0)), "but not opened");
    rig.cameras.lock().unwrap().clear();
    rig.send(Command::ListDevices);
    rig.until("gone", |s| s.devices.cameras.is_empty());
    rig.send(Command::SkipPicture);
    assert_eq!(rig.reason(CAMERA), Some(UnknownReason::NoDevice));
}

#[test]
fn a_second_click_takes_no_result_away() {
    let rig = Rig::new();
    rig.start();
    rig.send(Command::OpenPart(CAMERA));
    rig.advance(3000);
    rig.send(Command::PictureDone);
    rig.send(Command::PictureDone);
    rig.advance(100);
    rig.send(Command::PictureDone);
    assert_eq!((rig.stage(CAMERA), rig.open()), (Stage::Done, (0, 0)));
}

#[test]
fn a_probe_that_never_ends_times_out() {
    let rig = Rig::with(Setup { network: Script::new(), computer: Script::new(), ..Setup::default() });
    rig.start();
    rig.advance(44_000);
    assert!(running(&rig.stage(CheckId::Network)));
    assert_eq!(rig.reason(CheckId::Computer), Some(UnknownReason::Timeout));
    rig.advance(2000);
    assert_eq!(rig.reason(CheckId::Network), Some(UnknownReason::Timeout));
}

#[test]
fn again_repeats_only_what_was_asked() {
    let rig = Rig::new();
    rig.send(Command::Start(Requirement {
        checks: vec![CheckId::Network, CheckId::Computer],
        ..Requirement::default()
    }));
    rig.advance(20_000);
    assert_eq!(rig.state().phase, Phase::Finished);
    let run = rig.state().id.clone();
    rig.send(Command::Again(vec![CheckId::Computer]));
    assert_eq!(rig.state().phase, Phase::Running);
    assert_eq!(rig.stage(CheckId::Network), Stage::Done);
    rig.advance(13_000);
    assert_eq!((rig.state().phase, rig.state().id.clone()), (Phase::Finished, run));
    assert_eq!(rig.network.started.load(Ordering::SeqCst), 1);
    assert_eq!(rig.computer.started.load(Ordering::SeqCst), 2);
}

#[test]
fn again_opens_no_device_behind_the_persons_back() {
    let rig = Rig::new();
    rig.start();
    rig.advance(20_000);
    rig.send(Command::OpenPart(CAMERA));
    rig.advance(2000);
    rig.send(Command::Again(CheckId::ALL.to_vec()));
    assert_eq!(rig.open(), (0, 1), "the open part begins again, the other one waits");
    assert_eq!(rig.stage(SOUND), Stage::Waiting(Step::OpenPart));
}

#[test]
fn another_device_replaces_the_open_one_at_once() {
    let rig = Rig::new();
    *rig.cameras.lock().unwrap() = vec![camera("0"), camera("1")];
    rig.start();
    rig.send(Command::OpenPart(CAMERA));
    rig.advance(2000);
    rig.send(Command::Choose(DeviceKind::Camera, DeviceChoice::Id("1".to_owned())));
    assert_eq!(rig.open(), (0, 1));
    rig.advance(2000);
    let seen = rig.state().observations.camera.clone().unwrap();
    assert_eq!(seen.device.unwrap().name, "Camera 1");
    rig.send(Command::Choose(DeviceKind::Input, DeviceChoice::Id("1".to_owned())));
    assert_eq!(rig.open(), (0, 1), "choosing opens nothing that was closed");
}

#[test]
fn a_device_that_is_still_being_released_is_tried_again() {
    let rig = Rig::new();
    rig.start();
    rig.send(Command::OpenPart(SOUND));
    rig.advance(1000);
    rig.fail_sound(Some(UnknownReason::InUse));
    rig.send(Command::Choose(DeviceKind::Input, DeviceChoice::Id("0".to_owned())));
    rig.advance(500);
    assert_eq!(rig.reason(SOUND), None, "our own release is no other program");
    rig.fail_sound(None);
    rig.advance(2000);
    assert!(matches!(rig.state().sound, SoundStage::Listening { .. }));

    rig.fail_sound(Some(UnknownReason::InUse));
    rig.send(Command::Choose(DeviceKind::Input, DeviceChoice::Default));
    rig.advance(6000);
    assert_eq!(rig.reason(SOUND), Some(UnknownReason::InUse), "then it is somebody else");
}

#[test]
fn a_device_that_appears_is_opened() {
    let rig = Rig::new();
    rig.cameras.lock().unwrap().clear();
    rig.fail_camera(Some(UnknownReason::NoDevice));
    rig.start();
    rig.until("listed", |s| s.devices.known);
    rig.send(Command::OpenPart(CAMERA));
    rig.advance(1000);
    assert_eq!((rig.reason(CAMERA), rig.open()), (Some(UnknownReason::NoDevice), (0, 0)));
    rig.cameras.lock().unwrap().push(camera("7"));
    rig.fail_camera(None);
    rig.send(Command::ListDevices);
    rig.until("opened", |s| running(s.stage(CAMERA)));
    rig.advance(1000);
    assert_eq!((rig.state().camera, rig.open()), (CameraStage::Live, (0, 1)));
}

#[test]
fn no_other_device_is_taken_when_one_is_unplugged() {
    let rig = Rig::new();
    *rig.inputs.lock().unwrap() = vec![microphone("0"), microphone("1")];
    rig.fail_sound(Some(UnknownReason::Unplugged));
    rig.start();
    rig.until("listed", |s| s.devices.inputs.len() == 2);
    rig.send(Command::OpenPart(SOUND));
    rig.advance(3000);
    assert_eq!(rig.reason(SOUND), Some(UnknownReason::Unplugged));
    rig.inputs.lock().unwrap().remove(0);
    rig.send(Command::ListDevices);
    rig.until("listed again", |s| s.devices.inputs.len() == 1);
    assert_eq!((rig.reason(SOUND), rig.open()), (Some(UnknownReason::Unplugged), (0, 0)));
    rig.fail_sound(None);
    rig.inputs.lock().unwrap().push(microphone("0"));
    rig.send(Command::ListDevices);
    rig.until("plugged in again", |s| running(s.stage(SOUND)));
    rig.settle();
    assert_eq!(rig.open(), (1, 0));
}

#[test]
fn a_permission_that_is_given_lets_the_part_go_on() {
    let rig = Rig::new();
    *rig.allowed.lock().unwrap() = Some(false);
    rig.fail_camera(Some(UnknownReason::NoPermission));
    rig.start();
    rig.until("listed", |s| s.devices.known);
    rig.send(Command::OpenPart(CAMERA));
    rig.advance(1000);
    assert_eq!(rig.reason(CAMERA), Some(UnknownReason::NoPermission));
    *rig.allowed.lock().unwrap() = Some(true);
    rig.fail_camera(None);
    rig.send(Command::ListDevices);
    rig.until("opened", |s| running(s.stage(CAMERA)));
    rig.settle();
    assert_eq!(rig.open(), (0, 1));
}

#[test]
fn sleep_and_another_network_void_the_run() {
    for why in [VoidReason::Slept, VoidReason::ClockSet, VoidReason::NetworkChanged] {
        let rig = Rig::new();
        rig.start();
        rig.send(Command::OpenPart(CAMERA));
        rig.advance(3000);
        *rig.void.lock().unwrap() = Some(why);
        rig.advance(3000);
        assert_eq!((rig.state().phase, rig.open()), (Phase::Void(why), (0, 0)));
        assert_eq!(rig.reason(CheckId::Network), Some(UnknownReason::Cancelled));
        rig.advance(30_000);
        assert_eq!(rig.reason(CheckId::Network), Some(UnknownReason::Cancelled), "late words change nothing");
        let run = rig.state().id.clone();
        rig.send(Command::Again(vec![CheckId::Network]));
        assert_ne!(rig.state().id, run, "nothing of it is kept");
        assert!(running(&rig.stage(CheckId::Computer)));
    }
}

#[test]
fn another_network_after_the_run_is_a_reason_to_measure_again() {
    let rig = Rig::new();
    rig.send(only(CheckId::Network));
    rig.advance(20_000);
    assert_eq!(rig.state().phase, Phase::Finished);
    *rig.void.lock().unwrap() = Some(VoidReason::NetworkChanged);
    rig.send(Command::Again(vec![CheckId::Network]));
    rig.advance(20_000);
    assert_eq!(rig.state().phase, Phase::Finished);
}

#[test]
fn another_server_holds_from_the_next_check() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    std::fs::write(&file, "open sesame\n").unwrap();
    let rig = Rig::new();
    let take = |server: Option<&str>, token_file| {
        let server = server.map(str::to_owned);
        rig.send(Command::UseServer(ServerChoice { server, token_file, ..ServerChoice::default() }));
    };
    rig.send(only(CheckId::Network));
    rig.advance(2000);
    take(Some("check.example:7443"), Some(file));
    assert_eq!(rig.network.started.load(Ordering::SeqCst), 1, "what is under way goes on");
    rig.advance(18_000);
    rig.send(Command::Again(vec![CheckId::Network]));
    take(None, Some(folder.path().join("nowhere")));
    rig.start();
    let far_end =
        |host: &str, token: &str| FarEnd { token: Some(token.to_owned()), ..Target::Host(host.to_owned()).into() };
    let (own, public) = (far_end("check.example:7443", "open sesame"), FarEnd::default());
    assert_eq!(*rig.network.asked.lock().unwrap(), [public.clone(), own, public.clone()]);

    // What was pasted comes before the file.
    rig.advance(20_000);
    let choice = ServerChoice {
        server: Some("check.example".into()),
        token: Some(Secret(" pasted ".into())),
        token_file: Some(folder.path().join("token")),
        ..ServerChoice::default()
    };
    assert!(!format!("{choice:?}").contains("pasted"), "never shown");
    rig.send(Command::UseServer(choice));
    rig.start();
    assert_eq!(rig.network.asked.lock().unwrap().last(), Some(&far_end("check.example", "pasted")));
}

#[test]
fn another_network_is_nothing_to_a_run_without_it() {
    let rig = Rig::new();
    rig.send(only(CheckId::Computer));
    *rig.void.lock().unwrap() = Some(VoidReason::NetworkChanged);
    rig.advance(15_000);
    assert_eq!(rig.state().phase, Phase::Finished);
}

#[test]
fn stop_hands_everything_back_and_one_part_can_go_on() {
    let rig = Rig::new();
    rig.start();
    rig.send(Command::OpenPart(SOUND));
    rig.advance(1000);
    rig.send(Command::Stop);
    assert_eq!((rig.state().phase, rig.open()), (Phase::Void(VoidReason::Stopped), (0, 0)));
    rig.send(Command::Again(vec![CheckId::Computer]));
    assert_eq!(rig.state().phase, Phase::Running);
    rig.advance(13_000);
    assert_eq!((rig.state().phase, rig.stage(CheckId::Computer)), (Phase::Finished, Stage::Done));
}

#[test]
fn a_new_run_drops_the_words_of_the_old_one() {
    let words = Script::new().at(2000, EventBody::HostContacted { host: "old".into(), purpose: "latency".into() });
    let rig = Rig::with(Setup { network: words, ..Setup::default() });
    rig.start();
    rig.advance(1000);
    let old = rig.state().id.clone();
    rig.start();
    assert_ne!(rig.state().id, old);
    rig.advance(1500);
    assert_eq!(rig.state().hosts, [], "the first one's word would have come by now");
    rig.advance(1000);
    assert_eq!(rig.state().hosts.len(), 1);
}

#[test]
fn a_fixed_watch_needs_nobody() {
    let rig = Rig::new();
    rig.send(Command::Start(Requirement { checks: vec![SOUND, CAMERA], ..Requirement::default() }));
    rig.send(Command::Watch(SOUND, 3.0));
    rig.send(Command::Watch(CAMERA, 3.0));
    rig.advance(5000);
    assert_eq!((rig.state().phase, rig.open()), (Phase::Finished, (0, 0)));
    assert!(rig.state().observations.sound.is_some() && rig.state().observations.camera.is_some());
}

#[test]
fn a_fixed_watch_begins_once() {
    let rig = Rig::new();
    rig.cameras.lock().unwrap().clear();
    rig.fail_camera(Some(UnknownReason::NoDevice));
    rig.start();
    rig.until("listed", |s| s.devices.known);
    rig.send(Command::Watch(CAMERA, 3.0));
    rig.advance(1000);
    rig.cameras.lock().unwrap().push(camera("7"));
    rig.fail_camera(None);
    rig.send(Command::ListDevices);
    rig.until("listed again", |s| s.devices.cameras.len() == 1);
    rig.settle();
    assert_eq!((rig.reason(CAMERA), rig.open()), (Some(UnknownReason::NoDevice), (0, 0)));
}

#[test]
fn the_last_handle_ends_everything() {
    let rig = Rig::new();
    rig.start();
    rig.send(Command::OpenPart(SOUND));
    rig.send(Command::OpenPart(CAMERA));
    rig.advance(1000);
    assert_eq!(rig.open(), (1, 1));
    assert_eq!(rig.end(), (0, 0));
}

#[test]
fn an_engine_that_dies_is_seen() {
    let judge = |s: &greenroom::model::RunState| {
        assert!(s.phase != Phase::Running, "a fault of ours");
        greenroom::model::Assessment::default()
    };
    let options = SessionOptions { judge, ..SessionOptions::default() };
    let handle = greenroom::session::start(greenroom::probe::fake::probes(Default::default()), options);
    let (wake, woken) = std::sync::mpsc::sync_channel(1);
    let waker: greenroom::live::Waker = std::sync::Arc::new(move || {
        let _ = wake.try_send(());
    });
    handle.wake_by(&waker);
    handle.send(Command::Start(Requirement::default())).unwrap();
    while !handle.has_ended() {
        woken.recv_timeout(std::time::Duration::from_secs(20)).expect("readers are woken");
    }
    assert_eq!(handle.send(Command::Stop), Err(SendError::Ended));
    assert_eq!(handle.state().phase, Phase::Idle, "what was known stays readable");
}

/// Measures on a thread that has gone before the engine hears of it: `start` runs on the engine's own thread.
struct Hasty;

impl NetworkProbe for Hasty {
    fn start(&self, _: NetworkPlan, sink: EventSink) -> Box<dyn Running> {
        let work = move || {
            for tenth in 0..500 {
                sink.emit(CheckId::Network, EventBody::RoundTrip { at_s: f64::from(tenth) / 10.0, rtt_ms: Some(20.0) });
            }
            sink.emit(CheckId::Network, EventBody::CheckEnded);
            sink.close();
        };
        std::thread::Builder::new().name("hasty".to_owned()).spawn(work).unwrap().join().unwrap();
        Box::new(Nothing)
    }
}

#[test]
fn nothing_of_a_probe_that_has_gone_already_is_lost() {
    let probes = Probes { network: Arc::new(Hasty), ..greenroom::probe::fake::probes(Default::default()) };
    let handle = greenroom::session::start(probes, SessionOptions::default());
    let (wake, woken) = std::sync::mpsc::sync_channel(1);
    let waker: greenroom::live::Waker = Arc::new(move || {
        let _ = wake.try_send(());
    });
    handle.wake_by(&waker);
    handle.send(only(CheckId::Network)).unwrap();
    while handle.state().phase != Phase::Finished {
        woken.recv_timeout(std::time::Duration::from_secs(20)).expect("the check ends");
    }
    let state = handle.state();
    assert_eq!((state.stage(CheckId::Network), state.round_trips.len()), (&Stage::Done, 500));
}

#[test]
fn shutdown_ends_everything_and_says_so_afterwards() {
    let rig = Rig::new();
    rig.start();
    rig.send(Command::OpenPart(CAMERA));
    rig.advance(1000);
    rig.handle.send(Command::Shutdown).unwrap();
    assert_eq!(rig.open(), (0, 0));
    assert_eq!(rig.handle.send(Command::Read), Err(SendError::Ended));
}

#[test]
fn a_run_is_recorded_and_read_again() {
    use greenroom::session::{RecordTo, replay};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.jsonl");
    let record = Some(RecordTo { path: path.clone(), overwrite: false });
    let options = SessionOptions { record, ..SessionOptions::default() };
    let rig = Rig::with(Setup { options, ..Setup::default() });
    rig.send(Command::Start(Requirement { checks: vec![CheckId::Computer, CAMERA], ..Requirement::default() }));
    rig.send(Command::Watch(CAMERA, 2.0));
    rig.advance(15_000);
    let live = rig.state();
    assert_eq!(live.phase, Phase::Finished);
    rig.end();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.lines().next().unwrap().contains("private"), "the first line says so");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let again = replay::state(&replay::events(&path).unwrap(), |_| Default::default());
    assert_eq!((again.phase, &again.stages, &again.observations), (live.phase, &live.stages, &live.observations));
}
