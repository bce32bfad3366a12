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
    let value: serde_json::Value = serde_json::from_slice(&bytes).map_err(|_| aside(path))?;
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

    fn with(plan: &PlanB, theirs: &str) -> PlanB {
        let mut plan = plan.clone();
        plan.channels.push(Channel { theirs: theirs.to_owned(), ..plan.channels[0].clone() });
        plan
    }

    fn theirs(plan: &PlanB) -> Vec<&str> {
        plan.channels.iter().map(|c| c.theirs.as_str()).collect()
    }

    #[test]
    fn two_windows_keep_what_each_of_them_added() {
        let folder = tempfile::tempdir().unwrap();
        let (first, ..) = Store::open(Some(folder.path()));
        first.save(&plan("Sanne"));
        first.flush();
        let (second, seen, _) = Store::open(Some(folder.path()));
        let mut here = with(&plan("Sanne"), "from the first");
        first.save(&here);
        first.flush();
        second.save(&with(&seen, "from the second"));
        second.flush();
        let there = second.take_news(&with(&seen, "from the second")).unwrap();
        assert_eq!(theirs(&there), ["", "from the first", "from the second"]);
        assert_eq!(second.take_news(&there), None);
        assert_eq!(Store::open(Some(folder.path())).1, there);
        // The first goes on without having seen it, then takes it in, and removes it for good.
        assert_eq!(first.take_news(&here), None);
        here.done.push("water".to_owned());
        first.save(&here);
        first.flush();
        here = first.take_news(&here).unwrap();
        assert_eq!((theirs(&here).len(), here.done.len()), (3, 2));
        here.channels.truncate(1);
        first.save(&here);
        first.flush();
        assert_eq!(first.take_news(&here), None);
        assert_eq!(theirs(&Store::open(Some(folder.path())).1), [""]);
    }

    #[test]
    fn what_was_typed_while_news_came_is_kept_too() {
        let folder = tempfile::tempdir().unwrap();
        let (first, ..) = Store::open(Some(folder.path()));
        let (second, ..) = Store::open(Some(folder.path()));
        first.save(&plan("Sanne"));
        first.flush();
        let mut here = PlanB { contact: "Noor".to_owned(), ..PlanB::default() };
        second.save(&here);
        second.flush();
        here.done.push("pen".to_owned());
        let together = second.take_news(&here).unwrap();
        assert_eq!((together.contact.as_str(), together.channels.len()), ("Noor", 1));
        assert_eq!(together.done, ["pen", "room"]);
    }

    #[test]
    fn a_file_that_has_gone_takes_nothing_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let (store, ..) = Store::open(Some(folder.path()));
        store.save(&plan("Sanne"));
        store.flush();
        std::fs::remove_file(folder.path().join(FILE)).unwrap();
        store.save(&with(&plan("Sanne"), "more"));
        store.flush();
        assert_eq!(theirs(&Store::open(Some(folder.path())).1), ["", "more"]);
    }

    #[test]
    fn deleting_is_last_whatever_waits() {
        let folder = tempfile::tempdir().unwrap();
        let (store, ..) = Store::open(Some(folder.path()));
        store.save(&plan("Sanne"));
        store.delete().recv().unwrap().unwrap();
        store.flush();
        assert!(!folder.path().join(FILE).exists());
        store.save(&plan("Noor"));
        store.flush();
        assert_eq!(Store::open(Some(folder.path())).1, plan("Noor"));
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
