//! What microphones, cables, interfaces and programs do to a voice, and what is said about it. The voice is made by
//! espeak-ng where it is installed, as in the other tests of the sound; everything else is made here.

#![cfg(feature = "devices")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]
#![allow(clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod skips;
mod sound_check;
mod states;

use std::process::Command;

use greenroom::assess::concluded;
use greenroom::model::device::Transport;
use greenroom::model::observation::{SoundInput, SoundObservation};
use greenroom::model::{CheckId, Finding, FindingId, Outcome};
use greenroom::probe::audio::measure::spoken_sample::SpokenSample;
use states::{bent, sound};

const RATE: u32 = 48_000;
const TEXT: &str = "Good afternoon. I am looking forward to this conversation, thank you for the invitation.";

/// Some seconds of a voice at 48 kHz, with digital zeros between its words; `None`, with a line, without espeak-ng.
fn voice() -> Option<Vec<f32>> {
    let folder = tempfile::tempdir().unwrap();
    let (raw, wav) = (folder.path().join("raw.wav"), folder.path().join("voice.wav"));
    let spoken = Command::new("espeak-ng").arg("-w").arg(&raw).arg(TEXT).status();
    if !spoken.is_ok_and(|s| s.success()) {
        skips::skip("espeak-ng is not installed");
        return None;
    }
    let made = sound_check::sox(&[
        raw.to_str().unwrap(),
        "-D",
        "-r",
        "48000",
        "-b",
        "16",
        wav.to_str().unwrap(),
        "gain",
        "-n",
        "-6",
        "pad",
        "0.5",
        "1",
    ]);
    if made.is_none() {
        skips::skip("sox is not installed");
        return None;
    }
    let mut reader = hound::WavReader::open(&wav).unwrap();
    Some(reader.samples::<i16>().map(|s| f32::from(s.unwrap()) / 32_768.0).collect())
}

/// What is observed of these channels.
fn observe(channels: &[&[f32]]) -> SoundObservation {
    let count = u16::try_from(channels.len()).unwrap();
    let mut sample = SpokenSample::new(RATE, count);
    let length = channels.iter().map(|c| c.len()).min().unwrap();
    let mixed: Vec<f32> = (0..length).flat_map(|n| channels.iter().map(move |c| c[n])).collect();
    mixed.chunks(1024 * usize::from(count)).for_each(|block| sample.push(block));
    let input = SoundInput { name: "mic".into(), sample_rate_hz: RATE, channels: count, transport: Transport::Usb };
    sample.observation(input)
}

/// What is found in it, beside a tone that was heard.
fn findings(o: &SoundObservation) -> Vec<Finding> {
    let state = bent(|s| {
        let output = sound(s).output.take();
        *sound(s) = SoundObservation { output, ..o.clone() };
    });
    state.assessment.of(CheckId::Sound).cloned().collect()
}

fn ids(o: &SoundObservation) -> Vec<FindingId> {
    findings(o).iter().map(|f| f.id).collect()
}

fn level(o: &SoundObservation) -> f64 {
    o.speech_level_dbfs.unwrap_or_else(|| panic!("no speech was heard: {o:?}"))
}

fn sine(hz: f64, amplitude: f64, length: usize) -> Vec<f32> {
    let turn = std::f64::consts::TAU * hz / f64::from(RATE);
    (0..length).map(|n| (amplitude * (turn * n as f64).sin()) as f32).collect()
}

fn noise(amplitude: f32, length: usize, seed: u32) -> Vec<f32> {
    let mut x = seed;
    let mut next = || {
        x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        amplitude * ((x >> 8) as f32 / 8_388_608.0 - 1.0)
    };
    (0..length).map(|_| next()).collect()
}

fn sum(a: &[f32], b: &[f32]) -> Vec<f32> {
    a.iter().zip(b).map(|(a, b)| a + b).collect()
}

fn scaled(a: &[f32], by: f32) -> Vec<f32> {
    a.iter().map(|a| a * by).collect()
}

#[test]
fn a_clean_voice_with_silence_between_its_words_is_good() {
    let Some(voice) = voice() else { return };
    let o = observe(&[&voice]);
    assert_eq!(ids(&o), [FindingId::SoundGood], "{o:?}");
    assert_eq!((concluded(&o).dropouts, concluded(&o).silent), (Some(0), Some(false)));
}

#[test]
fn an_offset_hum_and_rumble_do_not_hide_the_voice() {
    let Some(voice) = voice() else { return };
    let (truth, length) = (level(&observe(&[&voice])), voice.len());
    let mut rumble = noise(1.0, length, 7);
    let mut low = 0.0;
    for _ in 0..3 {
        // Three times over: 18 dB less per octave above some 40 Hz.
        rumble.iter_mut().for_each(|s| {
            low += (*s - low) * 0.005;
            *s = low;
        });
        low = 0.0;
    }
    let loudest = rumble.iter().fold(0.0f32, |a, b| a.max(b.abs()));
    let rumble = scaled(&rumble, 0.3 / loudest);
    for (name, other, hum_hz) in [
        ("offset", vec![0.05; length], None),
        ("offset the other way", vec![-0.4; length], None),
        ("hum of 50 Hz", sine(50.0, 0.056, length), Some(50.0)),
        ("hum of 60 Hz", sine(60.1, 0.056, length), Some(60.0)),
        ("loud hum", sine(49.95, 0.4, length), Some(50.0)),
        ("hum of a rectifier", sum(&sine(100.0, 0.03, length), &sine(200.0, 0.01, length)), Some(50.0)),
        ("rumble", rumble, None),
    ] {
        let o = observe(&[&sum(&voice, &other)]);
        assert!((level(&o) - truth).abs() < 1.0, "{name}: {:.1} against {truth:.1}", level(&o));
        let found = findings(&o);
        let hum = found.iter().find(|f| f.id == FindingId::SoundHum);
        assert_eq!(hum.and_then(|f| f.get_number("mains_hz")), hum_hz, "{name}: {found:?}");
        assert!(hum.is_none_or(|f| f.outcome == Outcome::Good), "{name}: a hum is a remark");
        // What a very loud hum leaves above 300 Hz is noise as well.
        let bad = found.iter().find(|f| f.outcome != Outcome::Good && f.id != FindingId::SoundNoisy);
        assert_eq!(bad, None, "{name}");
    }
}

#[test]
fn the_channel_that_carries_the_voice_counts() {
    let Some(voice) = voice() else { return };
    let truth = level(&observe(&[&voice]));
    let (zero, soft, hiss) = (vec![0.0; voice.len()], scaled(&voice, 0.2), noise(0.001, voice.len(), 3));
    let loud_hiss = noise(0.05, voice.len(), 4);
    let one_of = |count: usize, at: usize| -> Vec<&[f32]> {
        (0..count).map(|n| if n == at { &voice[..] } else { &zero[..] }).collect()
    };
    for (name, channels) in [
        ("both of two", vec![&voice[..], &voice]),
        ("left of two", one_of(2, 0)),
        ("right of two", one_of(2, 1)),
        ("first of four", one_of(4, 0)),
        ("last of four", one_of(4, 3)),
        ("fifth of eight", one_of(8, 4)),
        ("thirteenth of eighteen", one_of(18, 12)),
        ("softer on the left", vec![&soft[..], &voice]),
        ("softer on the right", vec![&voice[..], &soft]),
        ("beside hiss", vec![&hiss[..], &voice]),
        ("beside much louder hiss", vec![&loud_hiss[..], &voice]),
    ] {
        let o = observe(&channels);
        assert!((level(&o) - truth).abs() < 1.0, "{name}: {:.1} against {truth:.1}", level(&o));
        assert_eq!(ids(&o), [FindingId::SoundGood], "{name}: {o:?}");
    }
}

#[test]
fn channels_that_cancel_each_other_are_a_problem() {
    let Some(voice) = voice() else { return };
    let (opposed, weaker, zero) = (scaled(&voice, -1.0), scaled(&voice, -0.7), vec![0.0; voice.len()]);
    let noisy = sum(&opposed, &noise(0.002, voice.len(), 9));
    for (name, channels) in [
        ("opposed", vec![&voice[..], &opposed]),
        ("opposed and weaker", vec![&voice[..], &weaker]),
        ("weaker first", vec![&weaker[..], &voice]),
        ("with noise", vec![&voice[..], &noisy]),
        ("two of four", vec![&zero[..], &voice, &zero, &opposed]),
    ] {
        let o = observe(&channels);
        let found = findings(&o);
        let cancel = found.iter().find(|f| f.id == FindingId::SoundChannelsCancel);
        assert_eq!(cancel.map(|f| f.outcome), Some(Outcome::Problem), "{name}: {found:?}");
        assert!(found.iter().all(|f| f.id != FindingId::SoundGood && f.id != FindingId::SoundNoSpeech), "{name}");
    }
    let late: Vec<f32> = std::iter::repeat_n(0.0, 20).chain(voice.iter().copied()).take(voice.len()).collect();
    for (name, second) in [("the same", &voice), ("a little later", &late), ("nothing", &zero)] {
        assert!(!ids(&observe(&[&voice, second])).contains(&FindingId::SoundChannelsCancel), "{name}");
    }
}

/// Sets to zero what is softer than `threshold` for `hold_ms`; closes and opens at once.
fn gated(voice: &[f32], threshold: f32, hold_ms: usize) -> Vec<f32> {
    let mut since = usize::MAX;
    let gate = |sample: &f32| {
        since = if sample.abs() >= threshold { 0 } else { since.saturating_add(1) };
        if since > hold_ms * 48 { 0.0 } else { *sample }
    };
    voice.iter().map(gate).collect()
}

/// Sets whole blocks to zero that are softer than `threshold`, as noise suppression does.
fn suppressed(voice: &[f32], threshold: f32, block_ms: usize) -> Vec<f32> {
    let mut out = voice.to_vec();
    for block in out.chunks_mut(block_ms * 48) {
        let rms = (block.iter().map(|s| s * s).sum::<f32>() / block.len() as f32).sqrt();
        if rms < threshold {
            block.fill(0.0);
        }
    }
    out
}

#[test]
fn a_noise_gate_is_no_interruption() {
    let Some(voice) = voice() else { return };
    let room = sum(&voice, &noise(0.001, voice.len(), 5));
    for threshold in [0.003, 0.005, 0.008] {
        for (name, made) in [
            ("gate", gated(&room, threshold, 10)),
            ("slow gate", gated(&room, threshold, 50)),
            ("suppression", suppressed(&room, threshold, 10)),
            ("coarse suppression", suppressed(&room, threshold, 20)),
        ] {
            let o = observe(&[&made]);
            let closed = made.iter().filter(|s| **s == 0.0).count();
            assert!(closed > made.len() / 5, "{name} at {threshold} closes: {closed}");
            assert_eq!(concluded(&o).dropouts, Some(0), "{name} at {threshold}");
            assert!(!ids(&o).contains(&FindingId::SoundDropouts), "{name} at {threshold}");
        }
    }
}

#[test]
fn running_sound_that_breaks_off_is_an_interruption() {
    let Some(voice) = voice() else { return };
    let loud = |at: usize| {
        let part = &voice[at..at + 240];
        (part.iter().map(|s| s * s).sum::<f32>() / 240.0).sqrt() > 0.05
    };
    for ms in [5, 12, 20, 30] {
        let (mut cut, mut at, mut cuts) = (voice.clone(), 24_000, 0);
        while at + ms * 48 + 12_000 < voice.len() && cuts < 25 {
            if loud(at - 240) && loud(at + ms * 48) {
                cut[at..at + ms * 48].fill(0.0);
                (at, cuts) = (at + ms * 48 + 7_000, cuts + 1);
            } else {
                at += 480;
            }
        }
        let o = observe(&[&cut]);
        let found = concluded(&o).dropouts.unwrap();
        assert!(found >= cuts / 2 && found <= cuts && found >= 5, "{found} of {cuts} cuts of {ms} ms");
        assert!(findings(&o).iter().any(|f| f.id == FindingId::SoundDropouts && f.outcome == Outcome::WatchOut));
    }
}
