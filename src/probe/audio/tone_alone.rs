//! The test tone by itself: on an output, without a microphone.

use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use super::play::{Playback, Progress, Sound};
use crate::model::run::{EventBody, SoundStage};
use crate::model::{CheckId, DeviceChoice};
use crate::os::audio::Quiet;
use crate::probe::ports::{EventSink, Running};

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
        let run = move || play(output, &out, &stopped);
        // Without the thread nothing plays; the person asks again, or answers that nothing was heard.
        let _ = std::thread::Builder::new().name("gr-tone".to_owned()).spawn(run);
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
