//! Where samples come from: a microphone or a file. Opening one happens on a thread of its own, because a sound server
//! that hangs must not take the session with it.

use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::time::Duration;

use super::capture::{self, Capture};
use super::devices;
use super::file::FileInput;
use super::found::Direction;
use crate::model::observation::SoundInput;
use crate::model::{CheckId, DeviceChoice, Unknown};
use crate::os::audio::Quiet;

/// Releasing a device is waited for this long.
const RELEASE_WITHIN: Duration = Duration::from_secs(1);

/// What gives samples.
pub enum Source {
    /// A microphone, with its id.
    Device(Box<Releasing>, String),
    /// A recording.
    File(Box<FileInput>),
}

impl Source {
    /// What is open.
    pub fn input(&self) -> &SoundInput {
        match self {
            Self::Device(device, _) => &device.input,
            Self::File(file) => &file.input,
        }
    }

    /// Appends what has come to `out`, interleaved; returns how many samples.
    pub fn read(&mut self, out: &mut Vec<f32>) -> usize {
        match self {
            Self::Device(device, _) => device.capture().map_or(0, |c| c.read(out)),
            Self::File(file) => file.read(out),
        }
    }

    /// The next error of the sound library.
    pub fn error(&mut self) -> Option<cpal::Error> {
        match self {
            Self::Device(device, _) => device.capture()?.error(),
            Self::File(_) => None,
        }
    }

    /// True when samples were lost since the last call.
    pub fn lost(&mut self) -> bool {
        match self {
            Self::Device(device, _) => device.capture().is_some_and(Capture::lost),
            Self::File(_) => false,
        }
    }

    /// True when nothing more will come: the end of a file.
    pub fn ended(&self) -> bool {
        matches!(self, Self::File(file) if file.ended())
    }

    /// True for a microphone.
    pub fn is_device(&self) -> bool {
        matches!(self, Self::Device(..))
    }

    /// True when the system still lists the microphone.
    pub fn still_there(&self) -> bool {
        match self {
            Self::Device(_, id) => {
                devices::list(Direction::Input).is_ok_and(|list| list.iter().any(|f| f.info.id == *id))
            }
            Self::File(_) => true,
        }
    }
}

/// An open microphone that is released on a thread of its own: where a sound server hangs, closing hangs too, and the
/// person is to be told all the same.
pub struct Releasing {
    capture: Option<Capture>,
    input: SoundInput,
}

impl Releasing {
    fn new(capture: Capture) -> Self {
        Self { input: capture.input.clone(), capture: Some(capture) }
    }

    fn capture(&mut self) -> Option<&mut Capture> {
        self.capture.as_mut()
    }
}

impl Drop for Releasing {
    fn drop(&mut self) {
        let Some(capture) = self.capture.take() else { return };
        let (done, released) = sync_channel::<()>(1);
        let spawned = std::thread::Builder::new().name("gr-sound-close".to_owned()).spawn(move || {
            drop(capture);
            drop(done);
        });
        if spawned.is_ok() {
            // Ends as soon as the other end is dropped.
            let _ = released.recv_timeout(RELEASE_WITHIN);
        }
    }
}

/// A source that is being opened.
pub struct Opening(Receiver<Result<Source, Unknown>>);

impl Opening {
    /// Begins to open.
    pub fn begin(choice: DeviceChoice) -> Self {
        let (done, opened) = sync_channel(1);
        // If nobody waits any more, the device is closed again right there. Without the thread, or when it ends by a fault,
        // `done` goes with it.
        let work = move || done.send(open(&choice));
        let _ = std::thread::Builder::new().name("gr-sound-open".to_owned()).spawn(work);
        Self(opened)
    }

    /// The source, once it is open.
    pub fn poll(&self) -> Option<Result<Source, Unknown>> {
        match self.0.try_recv() {
            Ok(result) => Some(result),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => {
                let detail = "opening the microphone: its thread ended without an answer";
                Some(Err(Unknown::broken_off(CheckId::Sound, detail)))
            }
        }
    }
}

fn open(choice: &DeviceChoice) -> Result<Source, Unknown> {
    if let DeviceChoice::File(path) = choice {
        return Ok(Source::File(Box::new(FileInput::open(path)?)));
    }
    let _quiet = Quiet::new();
    let found = devices::choose(devices::list(Direction::Input)?, choice, Direction::Input)?;
    let capture = capture::open(&found)?;
    Ok(Source::Device(Box::new(Releasing::new(capture)), found.info.id))
}
