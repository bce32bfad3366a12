//! Lists devices away from the engine: once when asked, and every two seconds while a part is open or lacks its device.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use crate::model::run::EventBody;
use crate::model::{CheckId, Unknown};
use crate::probe::ports::Probes;
use crate::probe::thread::guarded;
use crate::session::input::{Allowed, Inbox};
use crate::session::options::AllowedBy;

/// How often the list is read while somebody waits for a device.
const EVERY: Duration = Duration::from_secs(2);

#[derive(Debug, Clone, Copy)]
enum Ask {
    Once,
    Watch(bool),
    Hold(bool),
}

/// The engine's end. Dropping it ends the thread.
pub(super) struct DeviceWatch {
    awaited: BTreeSet<CheckId>,
    held: bool,
    ask: SyncSender<Ask>,
}

impl DeviceWatch {
    pub(super) fn new(probes: Probes, allowed: AllowedBy, inbox: Arc<Inbox>) -> Self {
        let (ask, asked) = sync_channel(16);
        // Without the thread there is simply no list; opening the default device still works.
        let run = move || watch(&probes, &allowed, &inbox, &asked);
        let _ = std::thread::Builder::new().name("gr-devices".to_owned()).spawn(run);
        Self { awaited: BTreeSet::new(), held: false, ask }
    }

    /// Reads the lists once.
    pub(super) fn list_once(&self) {
        let _ = self.ask.try_send(Ask::Once);
    }

    /// Says whether somebody waits for a device of this part.
    pub(super) fn set_awaited(&mut self, check: CheckId, awaited: bool) {
        let changed = if awaited { self.awaited.insert(check) } else { self.awaited.remove(&check) };
        if changed {
            let _ = self.ask.try_send(Ask::Watch(!self.awaited.is_empty()));
        }
    }

    /// While held, the lists are read only when asked for.
    pub(super) fn hold(&mut self, held: bool) {
        if self.held != held && self.ask.try_send(Ask::Hold(held)).is_ok() {
            self.held = held;
        }
    }

    pub(super) fn awaits_device(&self, check: CheckId) -> bool {
        self.awaited.contains(&check)
    }

    /// True while anybody waits for a device.
    pub(super) fn awaits_any(&self) -> bool {
        !self.awaited.is_empty()
    }
}

/// When the lists are read.
#[derive(Debug, Default)]
struct Rhythm {
    watching: bool,
    held: bool,
}

impl Rhythm {
    /// The time until the lists are read without being asked for.
    fn wait(&self) -> Option<Duration> {
        (self.watching && !self.held).then_some(EVERY)
    }

    /// Takes in what was asked. True when the lists are to be read at once.
    fn asked(&mut self, ask: Ask) -> bool {
        match ask {
            Ask::Once => return true,
            Ask::Watch(on) => self.watching = on,
            Ask::Hold(on) => self.held = on,
        }
        false
    }
}

fn watch(probes: &Probes, allowed: &AllowedBy, inbox: &Inbox, asked: &Receiver<Ask>) {
    let mut rhythm = Rhythm::default();
    let mut before = None;
    loop {
        let ask = match rhythm.wait() {
            Some(time) => asked.recv_timeout(time),
            None => asked.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match ask {
            Ok(ask) if rhythm.asked(ask) => before = None,
            Ok(_) => continue,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        let list = EventBody::Devices {
            inputs: listed(|| probes.sound.inputs()),
            outputs: listed(|| probes.sound.outputs()),
            cameras: listed(|| probes.camera.cameras()),
        };
        let now = (list, Allowed { microphone: allowed(CheckId::Sound), camera: allowed(CheckId::Camera) });
        if before.as_ref() != Some(&now) && inbox.devices(now.0.clone(), now.1) {
            before = Some(now);
        }
    }
}

/// One list, if it could be read. A library that panics over one device costs this list and no other.
fn listed<T>(list: impl FnOnce() -> Result<T, Unknown>) -> Option<T> {
    guarded(list).ok()?.ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::UnknownReason;

    #[test]
    fn a_list_that_cannot_be_read_is_left_out() {
        assert_eq!(listed(|| Ok(vec![1])), Some(vec![1]));
        assert_eq!(listed::<()>(|| Err(Unknown::new(UnknownReason::Unsupported, "no service"))), None);
        assert_eq!(listed::<()>(|| panic!("over a device")), None);
    }

    #[test]
    fn the_lists_are_read_when_asked_and_while_somebody_waits() {
        let mut rhythm = Rhythm::default();
        assert_eq!(rhythm.wait(), None);
        assert!(rhythm.asked(Ask::Once));
        assert!(!rhythm.asked(Ask::Watch(true)));
        assert_eq!(rhythm.wait(), Some(EVERY));
        rhythm.asked(Ask::Hold(true));
        assert_eq!(rhythm.wait(), None, "held");
        assert!(rhythm.asked(Ask::Once), "but not from who asks");
        rhythm.asked(Ask::Hold(false));
        assert_eq!(rhythm.wait(), Some(EVERY));
        rhythm.asked(Ask::Watch(false));
        assert_eq!(rhythm.wait(), None);
    }
}
