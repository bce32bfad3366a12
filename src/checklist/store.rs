//! Keeps Plan B on disk without making anybody wait: a thread of its own writes the newest state, whole or not at all.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;

use crate::model::plan::PlanB;
use crate::os::files::{self, FileError, FileReason};

/// The format of the file. A file of a later format is left alone.
pub const VERSION: u32 = 1;
const FILE: &str = "plan-b.json";
/// A plan is small.
const LIMIT_BYTES: u64 = 256 * 1024;

/// Something about the kept plan that a person should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The file could not be understood; it was kept aside under this name.
    Damaged {
        /// Where it is kept.
        aside: PathBuf,
    },
    /// It was written by a newer version; nothing is saved over it.
    Newer {
        /// The file.
        path: PathBuf,
    },
    /// It could not be read; nothing is saved over it.
    Unreadable {
        /// What the system says.
        detail: String,
    },
    /// There is no home folder: nothing can be kept.
    NoHome,
}

/// What waits to be written, and how writing went.
#[derive(Default)]
struct Shared {
    newest: Option<PlanB>,
    writing: bool,
    ending: bool,
    error: Option<FileError>,
}

type Cell = Arc<(Mutex<Shared>, Condvar)>;

/// The kept plan. Dropping it writes what is still waiting.
pub struct Store {
    path: Option<PathBuf>,
    cell: Cell,
    thread: Option<JoinHandle<()>>,
}

impl Store {
    /// Opens the plan kept in this folder (`None`: nothing is kept). Reading never fails: what was the matter is told.
    #[must_use]
    pub fn open(folder: Option<&Path>) -> (Self, PlanB, Vec<Notice>) {
        let Some(folder) = folder else {
            return (Self::without(None), PlanB::default(), vec![Notice::NoHome]);
        };
        let path = folder.join(FILE);
        match load(&path) {
            Ok(plan) => (Self::writing_to(path), plan, Vec::new()),
            Err(notice @ Notice::Damaged { .. }) => (Self::writing_to(path), PlanB::default(), vec![notice]),
            Err(notice) => (Self::without(Some(path)), PlanB::default(), vec![notice]),
        }
    }

    fn without(path: Option<PathBuf>) -> Self {
        Self { path, cell: Cell::default(), thread: None }
    }

    fn writing_to(path: PathBuf) -> Self {
        let cell = Cell::default();
        let (theirs, to) = (cell.clone(), path.clone());
        let thread = std::thread::Builder::new().name("gr-store".to_owned()).spawn(move || write_on(&theirs, &to)).ok();
        Self { path: Some(path), cell, thread }
    }

    /// Where the plan is kept.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// True when changes are kept.
    #[must_use]
    pub fn keeps(&self) -> bool {
        self.thread.is_some()
    }

    /// Keeps this state soon. Returns at once; of several the newest wins.
    pub fn save(&self, plan: &PlanB) {
        let mut shared = self.cell.0.lock().unwrap_or_else(PoisonError::into_inner);
        shared.newest = Some(PlanB { version: VERSION, ..plan.clone() });
        self.cell.1.notify_all();
    }

    /// The error of the last write, once.
    #[must_use]
    pub fn take_error(&self) -> Option<FileError> {
        self.cell.0.lock().unwrap_or_else(PoisonError::into_inner).error.take()
    }

    /// Waits until everything is written. Not for the window's thread.
    pub fn flush(&self) {
        if self.thread.is_none() {
            return;
        }
        let mut shared = self.cell.0.lock().unwrap_or_else(PoisonError::into_inner);
        while shared.newest.is_some() || shared.writing {
            shared = self.cell.1.wait(shared).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Removes the kept plan, on a thread of its own; the answer arrives in the channel.
    #[must_use]
    pub fn delete(&self) -> Receiver<Result<(), FileError>> {
        {
            let mut shared = self.cell.0.lock().unwrap_or_else(PoisonError::into_inner);
            shared.newest = None;
        }
        let path = self.path.clone();
        files::background("gr-delete", move || path.map_or(Ok(()), |p| files::remove(&p)))
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.cell.0.lock().unwrap_or_else(PoisonError::into_inner).ending = true;
        self.cell.1.notify_all();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn write_on(cell: &Cell, path: &Path) {
    let (lock, changed) = &**cell;
    let mut shared = lock.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        if let Some(plan) = shared.newest.take() {
            shared.writing = true;
            drop(shared);
            let result = write(path, &plan);
            shared = lock.lock().unwrap_or_else(PoisonError::into_inner);
            shared.writing = false;
            shared.error = result.err();
            changed.notify_all();
        } else if shared.ending {
            return;
        } else {
            shared = changed.wait(shared).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

fn write(path: &Path, plan: &PlanB) -> Result<(), FileError> {
    if let Some(folder) = path.parent() {
        files::create_folder(folder)?;
    }
    let text = serde_json::to_string_pretty(plan).unwrap_or_default();
    files::write_atomic(path, text.as_bytes())
}

fn load(path: &Path) -> Result<PlanB, Notice> {
    let bytes = match files::read_ordinary(path, LIMIT_BYTES) {
        Ok(bytes) => bytes,
        Err(e) if e.reason == FileReason::NotFound => return Ok(PlanB::default()),
        Err(e) if e.reason == FileReason::TooLarge => return Err(aside(path)),
        Err(e) => return Err(Notice::Unreadable { detail: e.to_string() }),
    };
    let value: serde_json::Value = serde_json::from_slice(&bytes).map_err(|_| aside(path))?;
    if value.get("version").and_then(serde_json::Value::as_u64).is_some_and(|v| v > u64::from(VERSION)) {
        return Err(Notice::Newer { path: path.to_owned() });
    }
    serde_json::from_value(value).map_err(|_| aside(path))
}

fn aside(path: &Path) -> Notice {
    match files::keep_aside(path) {
        Ok(aside) => Notice::Damaged { aside },
        Err(e) => Notice::Unreadable { detail: e.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::plan::{Channel, ChannelKind};

    fn plan(contact: &str) -> PlanB {
        let channel = Channel {
            kind: ChannelKind::Phone,
            label: String::new(),
            mine: "06 12 34 56 78".to_owned(),
            theirs: String::new(),
            tested: true,
            on_phone: false,
        };
        PlanB { version: VERSION, contact: contact.to_owned(), channels: vec![channel], done: vec!["room".to_owned()] }
    }

    #[test]
    fn what_is_saved_last_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let (store, empty, notices) = Store::open(Some(folder.path()));
        assert_eq!((empty, notices), (PlanB::default(), Vec::new()));
        for name in ["a", "b", "Sanne"] {
            store.save(&plan(name));
        }
        drop(store);
        assert_eq!(Store::open(Some(folder.path())).1, plan("Sanne"));
    }

    #[test]
    fn a_damaged_plan_is_kept_aside_and_told() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), b"{\"channels\": [1,").unwrap();
        let (store, empty, notices) = Store::open(Some(folder.path()));
        assert_eq!(empty, PlanB::default());
        let [Notice::Damaged { aside }] = &notices[..] else { panic!("{notices:?}") };
        assert_eq!(std::fs::read(aside).unwrap(), b"{\"channels\": [1,");
        store.save(&plan("Sanne"));
        store.flush();
        assert_eq!(Store::open(Some(folder.path())).1, plan("Sanne"));
    }

    #[test]
    fn a_newer_plan_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let newer = br#"{"version": 99, "channels": {"new": "shape"}}"#;
        std::fs::write(folder.path().join(FILE), newer).unwrap();
        let (store, _, notices) = Store::open(Some(folder.path()));
        assert!(matches!(notices[..], [Notice::Newer { .. }]));
        assert!(!store.keeps());
        store.save(&plan("Sanne"));
        drop(store);
        assert_eq!(std::fs::read(folder.path().join(FILE)).unwrap(), newer);
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, b"").unwrap();
        let (store, ..) = Store::open(Some(&file.join("below")));
        store.save(&plan("Sanne"));
        store.flush();
        assert!(store.take_error().is_some() || !store.keeps());
    }
}
