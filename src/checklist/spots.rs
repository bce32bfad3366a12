//! The spots that were measured, for today's order and for comparing with earlier days: private, bounded, and gone with
//! everything else that was kept.
//!
//! Another window may keep spots in the same file. So each change reads what lies there, makes the change and writes it again,
//! holding the file meanwhile. Not for the window's thread.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Notice;
use crate::model::spot::{SpotName, SpotVisit};
use crate::os::files::{self, FileError, FileReason, Operation};
use crate::os::text;

/// The format of the file. A file of a later format is left alone.
pub const VERSION: u32 = 1;
const FILE: &str = "spots.json";
/// Spots at most; the one that was measured longest ago goes first.
pub const MOST_SPOTS: usize = 24;
/// Visits of one spot at most; the oldest goes first.
pub const MOST_VISITS: usize = 8;
/// A visit takes about 5 kB; more than eight times that is no file of ours.
const LIMIT_BYTES: u64 = 8 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
struct Kept {
    version: u32,
    /// Oldest first.
    visits: Vec<SpotVisit>,
}

/// The kept visits, oldest first. Reading never fails: what was the matter is told. `None`: nothing is kept.
#[must_use]
pub fn read(folder: Option<&Path>) -> (Vec<SpotVisit>, Option<Notice>) {
    let Some(folder) = folder else { return (Vec::new(), Some(Notice::NoHome)) };
    match load(&folder.join(FILE)) {
        Ok(visits) => (visits, None),
        Err(notice) => (Vec::new(), Some(notice)),
    }
}

/// Keeps one more visit.
///
/// # Errors
/// When the file can't be read or written, or a newer version wrote it.
pub fn add(folder: &Path, visit: SpotVisit) -> Result<(), FileError> {
    change(folder, |visits| {
        visits.push(visit);
        true
    })
    .map(drop)
}

/// Forgets a spot with all its visits. `false`: there was none of this name.
///
/// # Errors
/// As [`add`].
pub fn forget(folder: &Path, name: &SpotName) -> Result<bool, FileError> {
    change(folder, |visits| {
        let before = visits.len();
        visits.retain(|visit| visit.name != *name);
        visits.len() < before
    })
}

/// Forgets all spots, and what damage or an interrupted write left of them. `false`: there were none.
///
/// # Errors
/// When a file can't be removed.
pub fn forget_all(folder: &Path) -> Result<bool, FileError> {
    let path = folder.join(FILE);
    let _held = folder.is_dir().then(|| files::hold(&path));
    let mut any = false;
    for name in std::iter::once(FILE.to_owned()).chain(files::names_beginning(folder, &format!("{FILE}.damaged"))) {
        let left = folder.join(name);
        any |= left.symlink_metadata().is_ok();
        files::remove(&left)?;
    }
    Ok(any)
}

/// Reads, changes and writes; writes nothing where `change` says that nothing changed.
fn change(folder: &Path, change: impl FnOnce(&mut Vec<SpotVisit>) -> bool) -> Result<bool, FileError> {
    files::create_folder(folder)?;
    let path = folder.join(FILE);
    let _held = files::hold(&path);
    let refused = |detail: &str| FileError {
        operation: Operation::Write,
        path: path.clone(),
        reason: FileReason::Other,
        detail: detail.to_owned(),
    };
    let mut visits = match load(&path) {
        Ok(visits) => visits,
        // It lies aside: what is measured now is kept all the same.
        Err(Notice::Damaged { .. } | Notice::NoHome) => Vec::new(),
        Err(Notice::Newer { .. }) => return Err(refused("a newer version has written it meanwhile")),
        Err(Notice::Unreadable { detail }) => return Err(refused(&detail)),
    };
    if !change(&mut visits) {
        return Ok(false);
    }
    let kept = Kept { version: VERSION, visits: bounded(visits) };
    let text = serde_json::to_string(&kept).map_err(|e| refused(&e.to_string()))?;
    files::write_atomic(&path, text.as_bytes())?;
    Ok(true)
}

/// No more than is to be kept; the newest stay. What stands there by hand, a name without end for example, is made fit.
#[must_use]
pub fn bounded(visits: Vec<SpotVisit>) -> Vec<SpotVisit> {
    let mut names: Vec<(SpotName, usize)> = Vec::new();
    let mut stay: Vec<SpotVisit> = Vec::new();
    for mut visit in visits.into_iter().rev() {
        if let SpotName::Own(typed) = &visit.name {
            let Some(name) = SpotName::own(typed) else { continue };
            visit.name = name;
        }
        let room = names.len() < MOST_SPOTS;
        match names.iter_mut().find(|(name, _)| *name == visit.name) {
            Some((_, count)) if *count < MOST_VISITS => *count += 1,
            None if room => names.push((visit.name.clone(), 1)),
            Some(_) | None => continue,
        }
        stay.push(visit);
    }
    stay.reverse();
    stay
}

fn load(path: &Path) -> Result<Vec<SpotVisit>, Notice> {
    let bytes = match files::read_ordinary(path, LIMIT_BYTES) {
        Ok(bytes) => bytes,
        Err(e) if e.reason == FileReason::NotFound => return Ok(Vec::new()),
        Err(e) if e.reason == FileReason::TooLarge => return Err(aside(path)),
        Err(e) => return Err(Notice::Unreadable { detail: e.to_string() }),
    };
    let text = text::decode(&bytes).ok_or_else(|| aside(path))?;
    let value: serde_json::Value = serde_json::from_str(&text).map_err(|_| aside(path))?;
    if value.get("version").and_then(serde_json::Value::as_u64).is_some_and(|v| v > u64::from(VERSION)) {
        return Err(Notice::Newer { path: path.to_owned() });
    }
    serde_json::from_value::<Kept>(value).map(|kept| bounded(kept.visits)).map_err(|_| aside(path))
}

fn aside(path: &Path) -> Notice {
    match files::keep_aside(path) {
        Ok(aside) => Notice::Damaged { aside },
        Err(e) => Notice::Unreadable { detail: e.to_string() },
    }
}

#[cfg(test)]
#[path = "spots_tests.rs"]
mod tests;
