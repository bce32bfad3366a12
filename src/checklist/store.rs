//! Keeps Plan B on disk without making anybody wait: a thread of its own writes the newest state, whole or not at all.
//!
//! Another window may keep the same plan. So before writing, what lies there is read again, and what was changed here is
//! brought together with what was changed there.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;

use super::merge::{same, three_way};
use crate::model::plan::PlanB;
use crate::os::files::{self, FileError, FileReason, Operation};
use crate::os::text;

/// The format of the file. A file of a later format is left alone.
pub const VERSION: u32 = 1;
const FILE: &str = "plan-b.json";
/// A plan is small; but what was typed is kept whole, also a text that was pasted by mistake.
const LIMIT_BYTES: u64 = 4 * 1024 * 1024;

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

type Answer = SyncSender<Result<(), FileError>>;

/// What waits to be written, and how writing went.
#[derive(Default)]
struct Shared {
    newest: Option<PlanB>,
    delete: Option<Answer>,
    writing: bool,
    ending: bool,
    error: Option<FileError>,
    /// What the window knew of the disk when it made what is written next.
    base: PlanB,
    /// What lies on the disk and the window doesn't know yet: changes from elsewhere are in it.
    news: Option<PlanB>,
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
            Ok(plan) => {
                let plan = plan.unwrap_or_default();
                (Self::writing_to(path, plan.clone()), plan, Vec::new())
            }
            Err(notice @ Notice::Damaged { .. }) => {
                (Self::writing_to(path, PlanB::default()), PlanB::default(), vec![notice])
            }
            Err(notice) => (Self::without(Some(path)), PlanB::default(), vec![notice]),
        }
    }

    fn without(path: Option<PathBuf>) -> Self {
        Self { path, cell: Cell::default(), thread: None }
    }

    fn writing_to(path: PathBuf, base: PlanB) -> Self {
        let cell = Cell::new((Mutex::new(Shared { base, ..Shared::default() }), Condvar::new()));
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

    /// The plan as it is now with what another window changed, once; `None` when there is no such news.
    #[must_use]
    pub fn take_news(&self, now: &PlanB) -> Option<PlanB> {
        let mut shared = self.cell.0.lock().unwrap_or_else(PoisonError::into_inner);
        if shared.writing {
            return None;
        }
        let news = shared.news.take()?;
        let together = three_way(&shared.base, now, &news);
        shared.newest = shared.newest.take().map(|waiting| three_way(&shared.base, &waiting, &news));
        shared.base = news;
        Some(together)
    }

    /// True while something waits to be written.
    #[must_use]
    pub fn busy(&self) -> bool {
        let shared = self.cell.0.lock().unwrap_or_else(PoisonError::into_inner);
        self.thread.is_some() && (shared.newest.is_some() || shared.writing)
    }

    /// Waits until everything is written. Not for the window's thread.
    pub fn flush(&self) {
        if self.thread.is_none() {
            return;
        }
        let mut shared = self.cell.0.lock().unwrap_or_else(PoisonError::into_inner);
        while shared.newest.is_some() || shared.delete.is_some() || shared.writing {
            shared = self.cell.1.wait(shared).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Removes the kept plan, after what is being written and instead of what waits; the answer arrives in the channel.
    #[must_use]
    pub fn delete(&self) -> Receiver<Result<(), FileError>> {
        if self.thread.is_none() {
            let path = self.path.clone();
            return files::background("gr-delete", move || path.map_or(Ok(()), |p| files::remove(&p)));
        }
        let (sender, receiver) = sync_channel(1);
        let mut shared = self.cell.0.lock().unwrap_or_else(PoisonError::into_inner);
        (shared.newest, shared.news, shared.delete) = (None, None, Some(sender));
        self.cell.1.notify_all();
        receiver
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
        if let Some(answer) = shared.delete.take() {
            shared.writing = true;
            drop(shared);
            let _ = answer.send(files::remove(path));
            shared = lock.lock().unwrap_or_else(PoisonError::into_inner);
            (shared.writing, shared.base) = (false, PlanB::default());
            changed.notify_all();
        } else if let Some(plan) = shared.newest.take() {
            shared.writing = true;
            let base = shared.base.clone();
            drop(shared);
            let result = write(path, &base, &plan);
            shared = lock.lock().unwrap_or_else(PoisonError::into_inner);
            shared.writing = false;
            shared.error = match result {
                Ok(together) => {
                    shared.news = (!same(&together, &plan)).then_some(together);
                    shared.base = plan;
                    None
                }
                Err(error) => Some(error),
            };
            changed.notify_all();
        } else if shared.ending {
            return;
        } else {
            shared = changed.wait(shared).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Writes the plan together with what was changed elsewhere since `base`, and returns that.
fn write(path: &Path, base: &PlanB, plan: &PlanB) -> Result<PlanB, FileError> {
    if let Some(folder) = path.parent() {
        files::create_folder(folder)?;
    }
    let _held = files::hold(path);
    let refused = |detail: &str| FileError {
        operation: Operation::Write,
        path: path.to_owned(),
        reason: FileReason::Other,
        detail: detail.to_owned(),
    };
    let there = match load(path) {
        Ok(there) => there,
        Err(Notice::Damaged { .. } | Notice::NoHome) => None,
        Err(Notice::Newer { .. }) => return Err(refused("a newer version has written it meanwhile")),
        Err(Notice::Unreadable { detail }) => return Err(refused(&detail)),
    };
    // A file that has gone is no change: what is here may be all that is left of it.
    let together = there.map_or_else(|| plan.clone(), |there| three_way(base, plan, &there));
    let text = serde_json::to_string_pretty(&together).unwrap_or_default();
    if text.len() as u64 > LIMIT_BYTES {
        // It could not be read again: what lies there stays.
        return Err(FileError { reason: FileReason::TooLarge, ..refused("too much to keep") });
    }
    files::write_atomic(path, text.as_bytes())?;
    Ok(together)
}

/// The plan in this file; `None` when there is no file.
fn load(path: &Path) -> Result<Option<PlanB>, Notice> {
    let bytes = match files::read_ordinary(path, LIMIT_BYTES) {
        Ok(bytes) => bytes,
        Err(e) if e.reason == FileReason::NotFound => return Ok(None),
        Err(e) if e.reason == FileReason::TooLarge => return Err(aside(path)),
        Err(e) => return Err(Notice::Unreadable { detail: e.to_string() }),
    };
    let text = text::decode(&bytes).ok_or_else(|| aside(path))?;
    let value: serde_json::Value = serde_json::from_str(&text).map_err(|_| aside(path))?;
    if value.get("version").and_then(serde_json::Value::as_u64).is_some_and(|v| v > u64::from(VERSION)) {
        return Err(Notice::Newer { path: path.to_owned() });
    }
    serde_json::from_value(value).map(Some).map_err(|_| aside(path))
}

fn aside(path: &Path) -> Notice {
    match files::keep_aside(path) {
        Ok(aside) => Notice::Damaged { aside },
        Err(e) => Notice::Unreadable { detail: e.to_string() },
    }
}

#[cfg(test)]
#[path = "store_tests.rs"]
mod tests;
