//! The camera probe on real V4L2 cameras, in the virtual machine of `scripts/vm-tests`: a vivid webcam at /dev/video0 and
//! a loopback camera at /dev/video10 that ffmpeg feeds. Sizes and rates are small because the machine is emulated.
#![cfg(all(target_os = "linux", feature = "devices"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod vm_camera_rig;

use std::os::unix::process::CommandExt;
use std::process::Command;
use std::time::Duration;

use greenroom::assess::picture::completed;
use greenroom::model::observation::CameraObservation;
use greenroom::model::run::{CameraStage, EventBody, Step};
use greenroom::model::{DeviceChoice, FindingId, UnknownReason};
use greenroom::os::permission::Access;
use greenroom::probe::camera::Probe;
use greenroom::probe::ports::{CameraProbe, CameraRequest};

use vm_camera_rig::{
    Feed, LOOPBACK, PHOTO, Seen, VIVID, fresh_loopback, held, run, unload_cameras, until, vivid_pattern, watch,
};

const LONG: Duration = Duration::from_secs(60);

fn vivid() -> DeviceChoice {
    DeviceChoice::Id(VIVID.to_string())
}

fn loopback() -> DeviceChoice {
    DeviceChoice::Id(LOOPBACK.to_string())
}

fn last(seen: &[EventBody]) -> CameraObservation {
    completed(Seen::observations(seen).last().expect("an observation"))
}

#[test]
#[ignore = "needs the virtual machine: scripts/vm-tests"]
fn a_webcam_is_listed_with_its_formats() {
    fresh_loopback();
    let cameras = Probe::new().cameras().unwrap();
    assert_eq!(cameras.len(), 1, "the loopback camera without a producer gives no pictures: {cameras:?}");
    assert_eq!(cameras[0].id, "0");
    assert!(cameras[0].name.to_lowercase().contains("vivid"), "{}", cameras[0].name);
    assert!(cameras[0].formats.iter().any(|f| f.fourcc == "YUYV" && (f.width, f.height) == (320, 180)));
}

#[test]
#[ignore = "needs the virtual machine: scripts/vm-tests"]
fn frames_of_a_webcam_arrive_and_the_check_ends_once() {
    vivid_pattern(0, true);
    // What another program left behind: a format that we do not read, at another rate.
    run("v4l2-ctl", &["-d0", "--set-fmt-video=width=640,height=360,pixelformat=UYVY", "--set-parm=15"]);
    let seen = watch(vivid());
    seen.request(CameraRequest::Watch { seconds: 5.0 });
    let events = seen.until_ended(LONG);
    let observed = last(&events);
    println!("{observed:?}");
    let format = observed.format.clone().unwrap();
    assert_eq!((format.width, format.height), (320, 180));
    assert!(observed.delivered_fps.unwrap() > 3.0, "{observed:?}");
    assert!(observed.distinct_fps.unwrap() > 3.0);
    assert_eq!((observed.black_ratio, observed.garbage_ratio), (Some(0.0), 0.0));
    assert!(observed.brightness.unwrap() > 0.1 && observed.contrast.unwrap() > 0.3);
    assert!(seen.pictures() > 5, "{} pictures", seen.pictures());

    let stages: Vec<CameraStage> =
        events.iter().filter_map(|e| if let EventBody::Camera { stage } = e { Some(*stage) } else { None }).collect();
    assert_eq!(stages, [CameraStage::Opening, CameraStage::Live, CameraStage::Closed]);
    assert!(matches!(events.first(), Some(EventBody::CheckStarted)));
    assert!(matches!(events.last(), Some(EventBody::CheckEnded)));
    assert_eq!(
        events.iter().filter(|e| matches!(e, EventBody::CheckEnded | EventBody::CheckUnknown { .. })).count(),
        1
    );
    let fractions = events.iter().filter_map(|e| match e {
        EventBody::CheckStep { step: Step::Watching, fraction, .. } => *fraction,
        _ => None,
    });
    assert!(fractions.clone().count() >= 3 && fractions.fold(0.0, f64::max) <= 1.0);
    assert!(seen.frame().is_none(), "no picture stays behind");
}

#[test]
#[ignore = "needs the virtual machine: scripts/vm-tests"]
fn cameras_with_broken_rates_are_listed_and_opened() {
    // vivid gives 12.5 (2/25) at 720p.
    let cameras = Probe::new().cameras().unwrap();
    let rates = |id: u32, height: u32| -> Vec<String> {
        let camera = cameras.iter().find(|camera| camera.id == id.to_string()).unwrap();
        camera.formats.iter().filter(|f| f.height == height).map(|f| f.nominal_fps.to_string()).collect()
    };
    assert!(rates(VIVID, 720).contains(&"12.5".to_owned()), "{:?}", rates(VIVID, 720));

    // A loopback camera of 29.97 and nothing else, like many capture cards.
    let _feed = Feed::start(&["-loop", "1", "-i", PHOTO, "-vf", "noise=alls=3:allf=t,format=yuyv422", "-r", "10"]);
    run("v4l2-ctl", &[&format!("-d{LOOPBACK}"), "--set-output-parm=29.97"]);
    let seen = watch(loopback());
    seen.until_live(LONG);
    seen.request(CameraRequest::Finish);
    let observed = last(&seen.until_ended(LONG));
    println!("{observed:?}");
    let rate = observed.format.expect("a format").nominal_fps;
    assert_eq!((rate.to_string().as_str(), rate.frames(), rate.seconds()), ("29.97", 2997, 100));
}

#[test]
#[ignore = "needs the virtual machine: scripts/vm-tests"]
fn dropping_the_session_releases_the_camera_within_a_second() {
    vivid_pattern(0, true);
    let seen = watch(vivid());
    seen.until_live(LONG);
    assert!(held(VIVID));
    let events = seen.drop_session();
    until(Duration::from_secs(1), "the camera is released", || !held(VIVID));
    assert_eq!(seen.count(), events, "nothing is said after the session is gone");
    // It can be opened again at once.
    let again = watch(vivid());
    again.until_live(LONG);
}

#[test]
#[ignore = "needs the virtual machine: scripts/vm-tests"]
fn a_covered_lens_is_black() {
    vivid_pattern(5, false);
    let seen = watch(vivid());
    seen.until_observed(LONG, "black", |o| o.black_ratio == Some(1.0) && o.brightness.is_some_and(|b| b < 0.1));
    vivid_pattern(0, true);
    seen.until_observed(LONG, "no longer black", |o| o.black_ratio == Some(0.0));
}

#[test]
#[ignore = "needs the virtual machine: scripts/vm-tests"]
fn a_photo_arrives_as_that_photo() {
    let noise = ["-loop", "1", "-i", PHOTO, "-vf"];
    for (arguments, fourcc) in [
        ([&noise[..], &["noise=alls=3:allf=t,format=yuyv422", "-r", "10"]].concat(), "YUYV"),
        (
            [&noise[..], &["noise=alls=3:allf=t,format=yuvj422p", "-r", "10", "-c:v", "mjpeg", "-q:v", "3"]].concat(),
            "MJPG",
        ),
    ] {
        let _feed = Feed::start(&arguments);
        let seen = watch(loopback());
        seen.until_observed(LONG, fourcc, |o| {
            o.frozen_ratio == Some(0.0) && o.delivered_fps.is_some_and(|fps| fps > 3.0)
        });
        let frame = seen.frame().expect("a picture");
        let photo = image::open(PHOTO).unwrap().to_rgba8();
        assert_eq!((frame.width, frame.height), photo.dimensions());
        let correlation = correlation(&frame.rgba, photo.as_raw());
        seen.request(CameraRequest::Finish);
        let observed = last(&seen.until_ended(LONG));
        println!("{fourcc}: correlation {correlation:.4}, {observed:?}");
        assert!(correlation > 0.99, "{fourcc}: {correlation}");
        assert_eq!(observed.format.unwrap().fourcc, fourcc);
        assert_eq!((observed.black_ratio, observed.garbage_ratio), (Some(0.0), 0.0));
    }
}

/// Pearson's correlation of the colours of two pictures.
fn correlation(a: &[u8], b: &[u8]) -> f64 {
    let colours = |rgba: &[u8]| -> Vec<f64> {
        rgba.chunks_exact(4).flat_map(|p| [f64::from(p[0]), f64::from(p[1]), f64::from(p[2])]).collect()
    };
    let (a, b) = (colours(a), colours(b));
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
    let (mean_a, mean_b) = (mean(&a), mean(&b));
    let sum = |f: fn(f64, f64) -> f64| a.iter().zip(&b).map(|(x, y)| f(x - mean_a, y - mean_b)).sum::<f64>();
    sum(|x, y| x * y) / (sum(|x, _| x * x) * sum(|_, y| y * y)).sqrt()
}

#[test]
#[ignore = "needs the virtual machine: scripts/vm-tests"]
fn a_producer_that_dies_leaves_a_frozen_picture() {
    let feed = Feed::start(&["-loop", "1", "-i", PHOTO, "-vf", "noise=alls=3:allf=t,format=yuyv422", "-r", "10"]);
    let seen = watch(loopback());
    seen.until_observed(LONG, "a living picture", |o| o.frozen_ratio == Some(0.0));
    drop(feed);
    seen.wait(LONG, "frozen, or no frames", |events| {
        let frozen = Seen::observations(events).last().is_some_and(|o| completed(o).frozen_ratio.is_some_and(|r| r > 0.25));
        let silent = |e: &EventBody| {
            matches!(e, EventBody::CheckUnknown { unknown } if unknown.finding == Some(FindingId::CameraNoFrames))
        };
        frozen || events.iter().any(silent)
    });
    seen.drop_session();
    until(Duration::from_secs(1), "the camera is released", || !held(LOOPBACK));
}

#[test]
#[ignore = "needs the virtual machine: scripts/vm-tests"]
fn a_busy_camera_is_in_use_by_name() {
    let mut other = Command::new("v4l2-ctl")
        .args(["-d0", "--stream-mmap", "--stream-count=100000"])
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    until(LONG, "the other program has the camera", || {
        greenroom::os::camera_linux::holders().iter().any(|holder| holder.pid == other.id())
    });
    // It holds the camera a moment before it streams.
    let unknown = loop {
        let seen = watch(vivid());
        let events = seen.wait(LONG, "an answer", |events| {
            events
                .iter()
                .any(|e| matches!(e, EventBody::CheckUnknown { .. } | EventBody::Camera { stage: CameraStage::Live }))
        });
        if let Some(EventBody::CheckUnknown { unknown }) = events.last() {
            break unknown.clone();
        }
    };
    other.kill().unwrap();
    other.wait().unwrap();
    assert_eq!(unknown.reason, UnknownReason::InUse, "{unknown:?}");
    assert!(unknown.detail.contains("v4l2-ctl"), "{}", unknown.detail);
    // Now it is free.
    watch(vivid()).until_live(LONG);
}

#[test]
#[ignore = "needs the virtual machine: scripts/vm-tests"]
fn unplugging_in_mid_stream_is_told() {
    let driver = "/sys/bus/platform/drivers/vivid";
    let seen = watch(vivid());
    seen.until_live(LONG);
    std::fs::write(format!("{driver}/unbind"), "vivid.0").unwrap();
    let unknown = seen.until_unknown(LONG);
    std::fs::write(format!("{driver}/bind"), "vivid.0").unwrap();
    assert_eq!(unknown.reason, UnknownReason::Unplugged, "{unknown:?}");
    until(LONG, "the camera is back", || {
        Probe::new().cameras().is_ok_and(|cameras| cameras.iter().any(|camera| camera.id == VIVID.to_string()))
    });
    watch(vivid()).until_live(LONG);
}

#[test]
#[ignore = "needs the virtual machine: scripts/vm-tests"]
fn a_stream_that_ends_is_told_and_the_camera_is_free_again() {
    let seen = watch(vivid());
    seen.until_live(LONG);
    run("v4l2-ctl", &["-d0", "-c", "disconnect=1"]);
    let unknown = seen.until_unknown(LONG);
    assert!(matches!(unknown.reason, UnknownReason::Unplugged | UnknownReason::Timeout), "{unknown:?}");
    until(Duration::from_secs(1), "the camera is released", || !held(VIVID));
    let driver = "/sys/bus/platform/drivers/vivid";
    std::fs::write(format!("{driver}/unbind"), "vivid.0").unwrap();
    std::fs::write(format!("{driver}/bind"), "vivid.0").unwrap();
    until(LONG, "the camera is back", || Probe::new().cameras().is_ok_and(|c| c.iter().any(|c| c.id == "0")));
}

#[test]
#[ignore = "needs the virtual machine: scripts/vm-tests"]
fn damaged_frames_are_counted() {
    let _feed = Feed::start(&[
        "-loop",
        "1",
        "-i",
        PHOTO,
        "-vf",
        "noise=alls=3:allf=t,format=yuvj422p",
        "-r",
        "10",
        "-c:v",
        "mjpeg",
        "-bsf:v",
        "noise=amount=40",
    ]);
    let seen = watch(loopback());
    seen.until_observed(LONG, "damaged frames", |o| o.garbage_ratio > 0.3);
}

/// The name of the variable that makes this program the one without permission.
const AS_NOBODY: &str = "GREENROOM_TEST_AS_NOBODY";

#[test]
#[ignore = "needs the virtual machine: scripts/vm-tests"]
fn without_permission_it_says_so() {
    if std::env::var_os(AS_NOBODY).is_some() {
        assert_eq!(greenroom::os::permission::camera(), Access::Denied);
        let cameras = Probe::new().cameras().unwrap();
        assert!(cameras.iter().any(|camera| camera.id == "0" && !camera.name.is_empty()), "{cameras:?}");
        let unknown = watch(vivid()).until_unknown(LONG);
        assert_eq!(unknown.reason, UnknownReason::NoPermission, "{unknown:?}");
        return;
    }
    assert_eq!(greenroom::os::permission::camera(), Access::Allowed);
    let program = std::env::current_exe().unwrap();
    let output = Command::new(program)
        .args(["--ignored", "--exact", "without_permission_it_says_so", "--nocapture"])
        .env(AS_NOBODY, "1")
        .uid(65534)
        .gid(65534)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 passed"));
}

#[test]
#[ignore = "needs the virtual machine: scripts/vm-tests"]
fn z_without_any_camera_there_is_no_device() {
    unload_cameras();
    assert_eq!(Probe::new().cameras().unwrap(), []);
    for choice in [DeviceChoice::Default, vivid(), DeviceChoice::Name("vivid".into())] {
        let unknown = watch(choice).until_unknown(LONG);
        assert_eq!(unknown.reason, UnknownReason::NoDevice, "{unknown:?}");
    }
}
