//! Lists devices away from the engine: once when asked, and every two seconds while a part is open or lacks its device.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use super::input::{Allowed, Inbox};
use crate::model::CheckId;
use crate::model::run::EventBody;
use crate::probe::ports::Probes;

/// How often the list is read while somebody waits for a device.
const EVERY: Duration = Duration::from_secs(2);

/// Tells whether the system lets this program use the device of a check; `None` when it does not say.
pub type AllowedBy = Arc<dyn Fn(CheckId) -> Option<bool> + Send + Sync>;

enum Ask {
    Once,
    Watch(bool),
}

/// The engine's end. Dropping it ends the thread.
pub(super) struct DeviceWatch {
    wanted: BTreeSet<CheckId>,
    ask: SyncSender<Ask>,
}

impl DeviceWatch {
    pub(super) fn new(probes: Probes, allowed: AllowedBy, inbox: Arc<Inbox>) -> Self {
        let (ask, asked) = sync_channel(16);
        // Without the thread there is simply no list; opening the default device still works.
        let run = move || watch(&probes, &allowed, &inbox, &asked);
        let _ = std::thread::Builder::new().name("gr-devices".to_owned()).spawn(run);
        Self { wanted: BTreeSet::new(), ask }
    }

    /// Reads the lists once.
    pub(super) fn list_once(&self) {
        let _ = self.ask.try_send(Ask::Once);
    }

    /// Says whether somebody waits for a device of this part.
    pub(super) fn want(&mut self, check: CheckId, wanted: bool) {
        let changed = if wanted { self.wanted.insert(check) } else { self.wanted.remove(&check) };
        if changed {
            let _ = self.ask.try_send(Ask::Watch(!self.wanted.is_empty()));
        }
    }

    pub(super) fn wants(&self, check: CheckId) -> bool {
        self.wanted.contains(&check)
    }

    pub(super) fn wanted(&self) -> bool {
        !self.wanted.is_empty()
    }
}

fn watch(probes: &Probes, allowed: &AllowedBy, inbox: &Inbox, asked: &Receiver<Ask>) {
    let mut watching = false;
    let mut before = None;
    loop {
        let ask =
            if watching { asked.recv_timeout(EVERY) } else { asked.recv().map_err(|_| RecvTimeoutError::Disconnected) };
        match ask {
            Ok(Ask::Once) => before = None,
            Ok(Ask::Watch(on)) => {
                watching = on;
                continue;
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        let list = EventBody::Devices {
            inputs: probes.sound.inputs().ok(),
            outputs: probes.sound.outputs().ok(),
            cameras: probes.camera.cameras().ok(),
        };
        let now = (list, Allowed { microphone: allowed(CheckId::Sound), camera: allowed(CheckId::Camera) });
        if before.as_ref() != Some(&now) && inbox.devices(now.0.clone(), now.1) {
            before = Some(now);
        }
    }
}
