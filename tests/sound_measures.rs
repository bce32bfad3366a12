//! The measures on real voices and real noise, against sox's figures. Skips what is not installed: the packages
//! pocketsphinx-testdata, alsa-utils and espeak-ng (voices), sox.

#![cfg(feature = "devices")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod skips;
mod sound_check;

use std::path::{Path, PathBuf};
use std::process::Command;

use greenroom::assess::concluded;
use greenroom::model::device::Transport;
use greenroom::model::observation::{SoundInput, SoundObservation};
use greenroom::probe::audio::measure::spoken_sample::SpokenSample;

use sound_check::sox_figure;

const VOICES: [&str; 2] = ["/usr/share/pocketsphinx/test/data", "/usr/share/sounds/alsa"];

/// The recordings of people speaking that are installed.
fn voices() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let folders = ["cards", "librivox", ""];
    for folder in VOICES.iter().flat_map(|root| folders.iter().map(move |f| Path::new(root).join(f))) {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        let paths = entries.map(|e| e.unwrap().path());
        found.extend(paths.filter(|p| p.extension().is_some_and(|e| e == "wav") && !p.ends_with("Noise.wav")));
    }
    found.sort();
    found
}

/// One voice that stands alone; `None`, and said so, where it is not installed.
fn clear_voice() -> Option<PathBuf> {
    let voice = voices().into_iter().find(|v| v.to_string_lossy().contains("0870"));
    if voice.is_none() {
        skips::skip("pocketsphinx-testdata is not installed");
    }
    voice
}

/// Runs sox on a file; `None`, with a line, where sox is not installed.
fn sox(input: &Path, output: &Path, effects: &[&str]) -> Option<()> {
    let done =
        Command::new("sox").arg(input).args(["-D", "-b", "16", "-e", "signed"]).arg(output).args(effects).status();
    if !done.is_ok_and(|s| s.success()) {
        skips::skip("sox is not installed");
        return None;
    }
    Some(())
}

fn measure(file: &Path) -> SoundObservation {
    let mut reader = hound::WavReader::open(file).unwrap();
    let spec = reader.spec();
    let scale = 1.0 / (1i64 << (spec.bits_per_sample - 1)) as f32;
    let samples: Vec<f32> = reader.samples::<i32>().map(|s| s.unwrap() as f32 * scale).collect();
    let mut sample = SpokenSample::new(spec.sample_rate, spec.channels);
    for block in samples.chunks(1024 * usize::from(spec.channels)) {
        sample.push(block);
    }
    sample.observation(SoundInput {
        name: "file".into(),
        sample_rate_hz: spec.sample_rate,
        channels: spec.channels,
        transport: Transport::File,
    })
}

#[test]
fn every_voice_is_heard_and_agrees_with_sox() {
    let folder = tempfile::tempdir().unwrap();
    let voices = voices();
    if voices.is_empty() {
        skips::skip("neither pocketsphinx-testdata nor alsa-utils is installed");
    }
    for voice in voices {
        let file = folder.path().join("voice.wav");
        let Some(()) = sox(&voice, &file, &["remix", "-", "gain", "-n", "-6", "pad", "1", "1"]) else { return };
        let o = measure(&file);
        let name = voice.display();
        assert!(o.speech_ratio.unwrap() > 0.1, "{name} was not taken for speech: {o:?}");
        assert!((o.rms_dbfs.unwrap() - sox_figure(&file, "RMS lev dB")).abs() < 0.02, "{name}: {o:?}");
        assert!((o.peak_dbfs.unwrap() - sox_figure(&file, "Pk lev dB")).abs() < 0.02, "{name}: {o:?}");
        let o = concluded(&o);
        assert_eq!((o.clip_events, o.dropouts, o.silent), (0, Some(0), Some(false)), "{name}: {o:?}");
    }
}

/// sox' RMS of the filtered voice without its pauses is what P.56 means by the active level.
#[test]
fn the_speech_level_is_that_of_the_voice_without_its_pauses() {
    let folder = tempfile::tempdir().unwrap();
    let voices = voices();
    if voices.is_empty() {
        skips::skip("neither pocketsphinx-testdata nor alsa-utils is installed");
    }
    for voice in voices {
        let (file, spoken) = (folder.path().join("voice.wav"), folder.path().join("spoken.wav"));
        let Some(()) = sox(&voice, &file, &["remix", "-", "gain", "-n", "-6"]) else { return };
        let pauses_out = ["highpass", "-2", "300", "0.707q", "silence", "-l", "1", "0.01", "0.8%", "-1", "0.2", "0.8%"];
        sox(&file, &spoken, &pauses_out).unwrap();
        let Some(level) = measure(&file).speech_level_dbfs else { continue };
        let truth = sox_figure(&spoken, "RMS lev dB");
        assert!((level - truth).abs() < 1.0, "{}: {level:.2} against sox {truth:.2}", voice.display());
    }
}

#[test]
fn what_happens_to_a_voice_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("voice.wav");
    let Some(voice) = clear_voice() else { return };
    let with = |effects: &[&str]| sox(&voice, &file, effects).map(|()| measure(&file));
    let Some(plain) = with(&["gain", "-n", "-6"]) else { return };
    let soft = with(&["gain", "-n", "-36"]).unwrap();
    assert!((plain.speech_level_dbfs.unwrap() - soft.speech_level_dbfs.unwrap() - 30.0).abs() < 0.5, "{soft:?}");
    let clipped = with(&["gain", "-n", "-6", "gain", "18"]).unwrap();
    assert!(clipped.clip_events > 50 && clipped.clipped_ratio.unwrap() > 0.001, "{clipped:?}");
    let muted = with(&["vol", "0"]).unwrap();
    let muted = concluded(&muted);
    assert_eq!((muted.silent, muted.speech_ratio, muted.noise_floor_dbfs), (Some(true), Some(0.0), None));
}

/// White noise 45 dB below a sine of full scale, under a voice: the floor is found in the pauses.
#[test]
fn the_noise_of_the_room_is_found_in_the_pauses() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let Some(voice) = clear_voice() else { return };
    let Some(()) = sox(&voice, &path("voice.wav"), &["gain", "-n", "-6", "pad", "1.5", "1"]) else { return };
    sox(&path("voice.wav"), &path("noise.wav"), &["synth", "whitenoise", "vol", "0.003"]).unwrap();
    sox(&path("noise.wav"), &path("filtered.wav"), &["highpass", "-2", "300", "0.707q"]).unwrap();
    let mut mix = Command::new("sox");
    mix.args(["-D", "-m", "-v", "1"]).arg(path("voice.wav")).args(["-v", "1"]).arg(path("noise.wav"));
    assert!(mix.arg(path("mixed.wav")).status().unwrap().success());
    let o = measure(&path("mixed.wav"));
    let truth = sox_figure(&path("filtered.wav"), "RMS lev dB");
    assert!((o.noise_floor_dbfs.unwrap() - truth).abs() < 1.0, "{o:?} against sox {truth}");
    assert!((o.snr_db.unwrap() - (o.speech_level_dbfs.unwrap() - o.noise_floor_dbfs.unwrap())).abs() < 1e-9);
}

/// A voice cut at 3.4 kHz, as a Bluetooth headset's is, against the same voice whole; both at 48 kHz, as a system hands
/// them over. Real voices, and a spoken sentence where the package espeak-ng is installed.
#[test]
fn a_voice_as_over_the_telephone_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let mut all = voices();
    let spoken = path("spoken.wav");
    let sentence = "Good afternoon, and thank you for making time. I have been looking forward to this conversation.";
    match Command::new("espeak-ng").args(["-w"]).arg(&spoken).arg(sentence).status() {
        Ok(status) if status.success() => all.push(spoken),
        _ => skips::skip("in part: espeak-ng is not installed"),
    }
    let mut told = 0;
    for voice in all {
        let Some(()) = sox(&voice, &path("whole.wav"), &["remix", "-", "gain", "-n", "-6", "rate", "48000"]) else {
            return;
        };
        let telephone = ["sinc", "-n", "2047", "-3400", "rate", "8000", "rate", "48000"];
        sox(&path("whole.wav"), &path("narrow.wav"), &telephone).unwrap();
        let name = voice.display();
        let (whole, narrow) = (concluded(&measure(&path("whole.wav"))), concluded(&measure(&path("narrow.wav"))));
        // Too short to tell is no fault; the wrong answer would be.
        assert_ne!(whole.narrow_band, Some(true), "{name}");
        assert_ne!(narrow.narrow_band, Some(false), "{name}");
        told += i32::from(whole.narrow_band.is_some() && narrow.narrow_band.is_some());
    }
    println!("{told} voices told apart");
    assert!(told > 0, "no voice was long enough");
}
