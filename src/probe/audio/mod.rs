//! Microphones and outputs.
//!
//! | part | what |
//! |---|---|
//! | `devices`, `devices_alsa`, `found` | what there is, and which one is meant |
//! | [`capture`], [`convert`], `source` | from the audio callback, by a ring, to our thread |
//! | [`mod@file`], [`wav`] | a recording in place of a device |
//! | `worker`, `listening`, `events` | the thread `gr-sound` and what it tells |
//! | `play`, `playing`, `tone`, `tone_alone` | the recording and the test tone on an output, the latter also without a microphone |
//! | [`measure`] | what a recording tells: pure |
//!
//! The recording stays in memory and goes with the session.

pub mod capture;
pub mod convert;
mod devices;
#[cfg(target_os = "linux")]
mod devices_alsa;
mod error;
mod events;
pub mod file;
mod found;
mod listening;
pub mod measure;
mod play;
mod playing;
mod source;
mod tone;
mod tone_alone;
pub mod wav;
mod worker;

use std::collections::VecDeque;
use std::sync::mpsc::{SyncSender, sync_channel};

use self::events::Events;
use self::found::Direction;
use self::tone_alone::ToneAlone;
use self::worker::Worker;
use crate::live::Live;
use crate::model::device::AudioDevice;
use crate::model::{CheckId, DeviceChoice, Unknown};
use crate::probe::ports::{EventSink, Running, SoundProbe, SoundRequest, SoundSession};
use crate::probe::thread;

/// Requests that may wait.
const REQUESTS: usize = 32;

/// The computer's microphones and outputs.
#[derive(Debug, Clone, Copy, Default)]
pub struct Probe;

impl Probe {
    /// Opens nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self
    }
}

fn shown(direction: Direction) -> Result<Vec<AudioDevice>, Unknown> {
    let found = devices::list(direction)?;
    Ok(found.into_iter().filter(|f| !f.hidden).map(|f| f.info).collect())
}

impl SoundProbe for Probe {
    fn inputs(&self) -> Result<Vec<AudioDevice>, Unknown> {
        shown(Direction::Input)
    }

    fn outputs(&self) -> Result<Vec<AudioDevice>, Unknown> {
        shown(Direction::Output)
    }

    fn open(&self, input: DeviceChoice, sink: EventSink, live: Live) -> Box<dyn SoundSession> {
        let (requests, asked) = sync_channel(REQUESTS);
        let events = Events::new(sink.clone(), live);
        let worker = Worker { events: events.clone(), requests: asked, waiting: VecDeque::new() };
        thread::begin("gr-sound", CheckId::Sound, &sink, move || worker.run(&input));
        Box::new(Session { requests, events })
    }

    fn play_tone(&self, output: DeviceChoice, sink: EventSink) -> Box<dyn Running> {
        Box::new(ToneAlone::begin(output, sink))
    }
}

/// An open sound part.
struct Session {
    requests: SyncSender<SoundRequest>,
    events: Events,
}

impl SoundSession for Session {
    fn request(&self, request: SoundRequest) {
        // Full only when the thread hangs; it then says so itself.
        let _ = self.requests.try_send(request);
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.events.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probe::ports::assert_broken_off;

    #[test]
    fn a_thread_that_panics_ends_the_check() {
        let file = || DeviceChoice::File("/nonexistent/voice.wav".into());
        assert_broken_off(CheckId::Sound, |sink| Probe::new().open(file(), sink, Live::default()));
    }
}
