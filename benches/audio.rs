//! What the sound part costs: per callback of 1024 stereo frames (21 ms at 48 kHz), and per block and recording on our
//! own thread. Run with `cargo bench --no-default-features --features devices --bench audio`.

#![allow(clippy::unwrap_used, reason = "a benchmark may stop at the first surprise")]
#![expect(unsafe_code, reason = "the sound library's data is made from raw parts")]

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use cpal::{Data, SampleFormat};
use divan::Bencher;
use greenroom::model::device::Transport;
use greenroom::model::observation::SoundInput;
use greenroom::probe::audio::capture::CallbackEnd;
use greenroom::probe::audio::measure::filter::HighPass;
use greenroom::probe::audio::measure::meter::Meter;
use greenroom::probe::audio::measure::p56::active_level;
use greenroom::probe::audio::measure::speech::SpeechDetector;
use greenroom::probe::audio::measure::spoken_sample::SpokenSample;
use rtrb::RingBuffer;

const RATE: u32 = 48_000;
const FRAMES: usize = 1024;

fn main() {
    divan::main();
}

/// Something that rises and falls like a voice.
fn sound(samples: usize) -> Vec<f32> {
    (0..samples).map(|n| 0.3 * (n as f32 * 0.05).sin() * (n as f32 * 0.0005).sin()).collect()
}

#[divan::bench]
fn callback(bencher: Bencher<'_, '_>) {
    let mut samples = vec![1000i16; FRAMES * 2];
    let (writer, mut reader) = RingBuffer::new(FRAMES * 8);
    let mut end = CallbackEnd::new(writer, 2, Arc::new(AtomicU64::new(0)));
    bencher.bench_local(|| {
        // SAFETY: `samples` holds FRAMES * 2 samples of 16 bits and outlives `data`.
        let data = unsafe { Data::from_parts(samples.as_mut_ptr().cast(), FRAMES * 2, SampleFormat::I16) };
        end.store(&data);
        reader.read_chunk(FRAMES * 2).unwrap().commit_all();
    });
}

#[divan::bench]
fn meter_block(bencher: Bencher<'_, '_>) {
    let (mut meter, block) = (Meter::new(RATE, 2), sound(FRAMES * 2));
    bencher.bench_local(|| {
        meter.push(divan::black_box(&block));
        meter.reading()
    });
}

#[divan::bench]
fn speech_block(bencher: Bencher<'_, '_>) {
    let (mut speech, block) = (SpeechDetector::new(RATE).unwrap(), sound(FRAMES));
    bencher.bench_local(|| speech.push(divan::black_box(&block)));
}

#[divan::bench]
fn p56_ten_seconds(bencher: Bencher<'_, '_>) {
    let samples = sound(RATE as usize * 10);
    bencher.bench_local(|| active_level(&HighPass::whole(divan::black_box(&samples), RATE), RATE));
}

#[divan::bench]
fn observation_of_ten_seconds(bencher: Bencher<'_, '_>) {
    let mut sample = SpokenSample::new(RATE, 1);
    sample.push(&sound(RATE as usize * 10));
    let input = SoundInput { name: "mic".into(), sample_rate_hz: RATE, channels: 1, transport: Transport::Usb };
    bencher.bench_local(|| sample.observation(input.clone()));
}
