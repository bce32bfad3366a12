//! Lists devices away from the engine: once when asked, and every two seconds while a part is open or lacks its device.

use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use super::engine::Input;
use crate::model::CheckId;
use crate::model::run::EventBody;
use crate::probe::ports::Probes;

/// How often the list is read while somebody waits for a device.
const EVERY: Duration = Duration::from_secs(2);

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
    pub(super) fn new(probes: Probes, inputs: SyncSender<Input>) -> Self {
        let (ask, asked) = sync_channel(16);
        // Without the thread there is simply no list; opening the default device still works.
        let _ =
            std::thread::Builder::new().name("gr-devices".to_owned()).spawn(move || watch(&probes, &inputs, &asked));
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

fn watch(probes: &Probes, inputs: &SyncSender<Input>, asked: &Receiver<Ask>) {
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
        let now = EventBody::Devices {
            inputs: probes.sound.inputs().ok(),
            outputs: probes.sound.outputs().ok(),
            cameras: probes.camera.cameras().ok(),
        };
        if before.as_ref() != Some(&now) && inputs.try_send(Input::Devices(now.clone())).is_ok() {
            before = Some(now);
        }
    }
}
