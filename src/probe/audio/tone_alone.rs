//! The test tone by itself: on an output, without a microphone.

use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use super::play::{Playback, Progress, Sound};
use crate::model::run::{EventBody, SoundStage};
use crate::model::{CheckId, DeviceChoice};
use crate::os::audio::Quiet;
use crate::probe::ports::{EventSink, Running};
use crate::probe::thread::guarded;

/// How often the thread looks how far it is.
const TICK: Duration = Duration::from_millis(10);

/// A tone on its way. Dropping it stops it.
pub struct ToneAlone {
    sink: EventSink,
    stop: SyncSender<()>,
}

impl ToneAlone {
    /// Begins on a thread of its own.
    pub fn begin(output: DeviceChoice, sink: EventSink) -> Self {
        let (stop, stopped) = sync_channel(1);
        let out = sink.clone();
        let run = move || {
            // A fault is told as a tone that can't be played: the person asks again.
            if guarded(|| play(output, &out, &stopped)).is_err() {
                failed(&out);
            }
        };
        if std::thread::Builder::new().name("gr-tone".to_owned()).spawn(run).is_err() {
            failed(&sink);
        }
        Self { sink, stop }
    }
}

impl Running for ToneAlone {
    fn cancel(&self) {
        self.sink.close();
        let _ = self.stop.try_send(());
    }
}

impl Drop for ToneAlone {
    fn drop(&mut self) {
        self.cancel();
    }
}

fn failed(sink: &EventSink) {
    sink.emit(CheckId::Sound, EventBody::Sound { stage: SoundStage::ToneFailed });
}

fn play(output: DeviceChoice, sink: &EventSink, stopped: &Receiver<()>) {
    let _quiet = Quiet::new();
    let tell = |body| sink.emit(CheckId::Sound, body);
    let stage = |stage| tell(EventBody::Sound { stage });
    stage(SoundStage::PlayingTone);
    let playback = Playback::begin(Sound::Tone, output);
    loop {
        match playback.poll() {
            Some(Progress::Playing(name)) => tell(EventBody::OutputUsed { name }),
            Some(Progress::Ended) => return stage(SoundStage::Asking),
            Some(Progress::Failed) => return stage(SoundStage::ToneFailed),
            None => {}
        }
        if stopped.recv_timeout(TICK) != Err(RecvTimeoutError::Timeout) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_told_as_a_tone_that_cannot_be_played() {
        let (tell, told) = sync_channel(8);
        let sink = EventSink::new(move |_, body| {
            let begins = body == EventBody::Sound { stage: SoundStage::PlayingTone };
            tell.send(body).unwrap();
            assert!(!begins, "a fault of ours");
        });
        let tone = ToneAlone::begin(DeviceChoice::Default, sink);
        let stages = [SoundStage::PlayingTone, SoundStage::ToneFailed];
        for stage in stages {
            assert_eq!(told.recv(), Ok(EventBody::Sound { stage }));
        }
        drop(tone);
        assert!(told.recv().is_err());
    }
}
