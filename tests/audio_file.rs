//! A recording in place of the microphone: the whole way through the sound part without any device.

#![cfg(feature = "devices")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod sound_check;

use std::path::{Path, PathBuf};

use greenroom::assess::concluded;
use greenroom::model::device::Transport;
use greenroom::model::run::{EventBody, SoundStage, Step};
use greenroom::model::{DeviceChoice, UnknownReason};
use greenroom::probe::ports::SoundRequest;

use sound_check::{Check, ended};

/// A tone of -9 dBFS RMS.
fn tone(folder: &Path, seconds: u32) -> PathBuf {
    let path = folder.join("tone.wav");
    let spec = hound::WavSpec {
        channels: 2,
        sample_rate: 16_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::create(&path, spec).unwrap();
    for n in 0..seconds * 16_000 {
        let sample = (16_384.0 * (n as f32 * 0.2).sin()) as i16;
        writer.write_sample(sample).unwrap();
        writer.write_sample(sample).unwrap();
    }
    writer.finalize().unwrap();
    path
}

#[test]
fn a_file_is_watched_for_the_time_that_was_asked() {
    let folder = tempfile::tempdir().unwrap();
    let mut check = Check::open(DeviceChoice::File(tone(folder.path(), 3)));
    check.ask(SoundRequest::Watch { seconds: 1.0 });
    assert_eq!(check.until(10, ended), EventBody::CheckEnded);
    let o = concluded(&check.observation());
    let input = o.input.clone().unwrap();
    assert_eq!((input.name.as_str(), input.transport, input.sample_rate_hz), ("file", Transport::File, 16_000));
    assert!((o.watched_s - 1.0).abs() < 0.001 && (o.rms_dbfs.unwrap() + 9.03).abs() < 0.05, "{o:?}");
    assert_eq!((o.speech_ratio, o.silent, o.speech_level_dbfs), (Some(0.0), Some(false), None), "a tone is no speech");

    let first = check.seen.first();
    assert_eq!(first, Some(&EventBody::CheckStarted));
    let steps = check.seen.iter().filter_map(|e| match e {
        EventBody::CheckStep { step: Step::Listening, fraction, remaining_s } => {
            Some((fraction.unwrap(), remaining_s.unwrap()))
        }
        _ => None,
    });
    let steps: Vec<(f64, f64)> = steps.collect();
    assert!(steps.len() >= 3 && steps.windows(2).all(|w| w[0].0 <= w[1].0 && w[0].1 >= w[1].1), "{steps:?}");
    let last_two = &check.seen[check.seen.len() - 2..];
    assert_eq!(last_two, [EventBody::Sound { stage: SoundStage::Closed }, EventBody::CheckEnded]);
    assert_eq!(check.seen.iter().filter(|e| ended(e)).count(), 1);
}

#[test]
fn a_file_that_ends_before_enough_was_said_ends_the_reading() {
    let folder = tempfile::tempdir().unwrap();
    let mut check = Check::open(DeviceChoice::File(tone(folder.path(), 1)));
    check.ask(SoundRequest::Read { speech_s: 5.0 });
    check.stage(10, |s| matches!(s, SoundStage::Recorded));
    check.ask(SoundRequest::Finish);
    assert_eq!(check.until(5, ended), EventBody::CheckEnded);
}

#[test]
fn a_missing_file_and_an_early_end_are_not_measured() {
    let mut check = Check::open(DeviceChoice::File("/no/such/file.wav".into()));
    let EventBody::CheckUnknown { unknown } = check.until(10, ended) else { panic!("{:?}", check.seen) };
    assert_eq!(unknown.reason, UnknownReason::NoDevice);
    assert!(unknown.detail.contains("/no/such/file.wav"));

    let folder = tempfile::tempdir().unwrap();
    let mut check = Check::open(DeviceChoice::File(tone(folder.path(), 3)));
    check.ask(SoundRequest::Finish);
    let EventBody::CheckUnknown { unknown } = check.until(10, ended) else { panic!("{:?}", check.seen) };
    assert_eq!(unknown.reason, UnknownReason::NotEnoughEvidence);
}
