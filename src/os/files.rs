//! Files that are either whole or not there, and jobs away from the window's thread.
//!
//! Private by default: what is written here is readable by this user only (0600 on Unix).

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};

/// What was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Make a folder.
    CreateFolder,
    /// Read a file.
    Read,
    /// Write a file.
    Write,
    /// Start the thread that was to do it.
    Start,
}

impl std::fmt::Display for Operation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::CreateFolder => "create folder",
            Self::Read => "read",
            Self::Write => "write",
            Self::Start => "start writing",
        })
    }
}

/// Why it failed, as far as a person can do something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileReason {
    /// No room left on the disk, or the quota is used up.
    DiskFull,
    /// The disk can only be read.
    ReadOnly,
    /// This user may not.
    NoPermission,
    /// The file or its folder is not there.
    NotFound,
    /// A file of that name is there already.
    Exists,
    /// The name is that of a folder.
    IsFolder,
    /// The name is that of a pipe or a device.
    NotOrdinary,
    /// The name is a link to another file.
    Link,
    /// It belongs to another user.
    OtherOwner,
    /// Longer than the caller takes.
    TooLarge,
    /// Anything else: see the detail.
    Other,
}

/// A file operation failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{operation} {}: {detail}", path.display())]
pub struct FileError {
    /// What was tried.
    pub operation: Operation,
    /// On which file or folder.
    pub path: PathBuf,
    /// Why it failed.
    pub reason: FileReason,
    /// The system's words, in English or the system's language.
    pub detail: String,
}

impl FileError {
    pub(super) fn new(operation: Operation, path: &Path, error: &std::io::Error) -> Self {
        let reason = match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => FileReason::DiskFull,
            ErrorKind::ReadOnlyFilesystem => FileReason::ReadOnly,
            ErrorKind::PermissionDenied => FileReason::NoPermission,
            ErrorKind::NotFound => FileReason::NotFound,
            ErrorKind::AlreadyExists => FileReason::Exists,
            ErrorKind::IsADirectory => FileReason::IsFolder,
            ErrorKind::FileTooLarge => FileReason::TooLarge,
            _ => FileReason::Other,
        };
        // The name of the file that was to become this one says nothing to anybody.
        let said = error.to_string();
        let detail = said.split_once(" at path ").map_or(said.as_str(), |(before, _)| before).to_owned();
        Self { operation, path: path.to_owned(), reason, detail }
    }
}

/// Makes a folder and those above it; on Unix new ones are for this user only (0700). One that exists is left as it is.
///
/// # Errors
/// When it can't be made.
pub fn create_folder(path: &Path) -> Result<(), FileError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|e| FileError::new(Operation::CreateFolder, path, &e))
}

/// Reads a whole file of at most `max_bytes`.
///
/// # Errors
/// When it is not there ([`FileReason::NotFound`]), longer ([`FileReason::TooLarge`]) or unreadable.
pub fn read(path: &Path, max_bytes: u64) -> Result<Vec<u8>, FileError> {
    let failed = |e: std::io::Error| FileError::new(Operation::Read, path, &e);
    let file = fs::File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > max_bytes {
        return Err(failed(ErrorKind::FileTooLarge.into()));
    }
    Ok(bytes)
}

/// True when there is an ordinary file.
#[must_use]
pub fn is_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|there| there.is_file())
}

/// Like [`read`], but only an ordinary file: a pipe in its place would keep the reader waiting. One that is longer is
/// refused before it is read.
///
/// # Errors
/// As [`read`], and when it is a folder ([`FileReason::IsFolder`]), a pipe or a device ([`FileReason::NotOrdinary`]).
pub fn read_ordinary(path: &Path, max_bytes: u64) -> Result<Vec<u8>, FileError> {
    let refused = |reason, detail: &str| {
        Err(FileError { operation: Operation::Read, path: path.to_owned(), reason, detail: detail.to_owned() })
    };
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => refused(FileReason::IsFolder, "a folder"),
        Ok(there) if !there.is_file() => refused(FileReason::NotOrdinary, "not an ordinary file"),
        Ok(there) if there.len() > max_bytes => refused(FileReason::TooLarge, "too large"),
        _ => read(path, max_bytes),
    }
}

/// How long another program may hold a file before we go on without waiting for it.
const HELD_AT_MOST: std::time::Duration = std::time::Duration::from_secs(2);

/// Holds `path` against other running copies of this program until the result is dropped, by a lock on `PATH.lock`
/// beside it. `None` when that can't be had: a file system without locks, or somebody who doesn't let go. Waits up to two
/// seconds; not for the window's thread.
#[must_use]
pub fn hold(path: &Path) -> Option<fs::File> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let file = fs::OpenOptions::new().create(true).truncate(false).write(true).open(PathBuf::from(name)).ok()?;
    let since = std::time::Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Some(file),
            Err(fs::TryLockError::WouldBlock) if since.elapsed() < HELD_AT_MOST => {
                std::thread::sleep(std::time::Duration::from_millis(10));
            }
            Err(_) => return None,
        }
    }
}

/// Renames a damaged file to `NAME.damaged`, `NAME.damaged-2` and so on, so that it is neither lost nor in the way.
///
/// # Errors
/// When it can't be renamed, or too many of them lie there already.
pub fn keep_aside(path: &Path) -> Result<PathBuf, FileError> {
    for n in 1..100 {
        let mut name = path.as_os_str().to_owned();
        name.push(if n == 1 { ".damaged".to_owned() } else { format!(".damaged-{n}") });
        let aside = PathBuf::from(name);
        if aside.symlink_metadata().is_err() {
            fs::rename(path, &aside).map_err(|e| FileError::new(Operation::Write, path, &e))?;
            return Ok(aside);
        }
    }
    Err(FileError::new(Operation::Write, path, &ErrorKind::AlreadyExists.into()))
}

/// The names in this folder that begin so, in no order; none where it can't be listed.
#[must_use]
pub fn names_beginning(folder: &Path, prefix: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    names.filter(|name| name.starts_with(prefix)).collect()
}

/// Removes a file; one that is not there is no error.
///
/// # Errors
/// When it can't be removed.
pub fn remove(path: &Path) -> Result<(), FileError> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(FileError::new(Operation::Write, path, &e)),
        _ => Ok(()),
    }
}

/// Removes a folder of ours with all that is in it; one that is not there is no error. A link is removed, not followed.
///
/// # Errors
/// When something in it can't be removed.
pub fn remove_folder(path: &Path) -> Result<(), FileError> {
    match fs::remove_dir_all(path) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(FileError::new(Operation::Write, path, &e)),
        _ => Ok(()),
    }
}

/// Writes a file so that at every moment either the old or the new content is there, whole. Its folder must exist.
/// A link is followed; a device or pipe is written to as it is.
///
/// # Errors
/// When the folder is missing, or the disk is full or read-only, or this user may not.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    put(&target, bytes, true).map_err(|e| FileError::new(Operation::Write, path, &e))
}

/// Like [`write_atomic`], but never over a file that is there.
///
/// # Errors
/// As [`write_atomic`], and [`FileReason::Exists`].
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    put(path, bytes, false).map_err(|e| FileError::new(Operation::Write, path, &e))
}

fn put(path: &Path, bytes: &[u8], replace: bool) -> std::io::Result<()> {
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => return Err(ErrorKind::IsADirectory.into()),
        Ok(there) if replace && !there.is_file() => {
            let mut device = fs::OpenOptions::new().write(true).open(path)?;
            device.write_all(bytes)?;
            return device.flush();
        }
        _ => {}
    }
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    // Beside the target: a rename is only atomic within one file system.
    let mut file = tempfile::Builder::new().prefix(".greenroom-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let persisted = if replace { file.persist(path) } else { file.persist_noclobber(path) };
    persisted.map(drop).map_err(|e| e.error)
}

/// Writes a file on a thread of its own; the receiver gets how it ended. For the window, which may not wait for a disk.
#[must_use]
pub fn save(path: PathBuf, bytes: Vec<u8>) -> Receiver<Result<(), FileError>> {
    let (sender, receiver) = sync_channel(1);
    let unsent = sender.clone();
    let named = path.clone();
    let job = move || {
        let _ = sender.send(write_atomic(&path, &bytes));
    };
    if let Err(error) = std::thread::Builder::new().name("gr-save".into()).spawn(job) {
        let _ = unsent.send(Err(FileError::new(Operation::Start, &named, &error)));
    }
    receiver
}

/// Runs `job` on a thread called `name` (at most 15 characters show on Linux); the receiver gets its result. When the
/// thread can't be started, or the job ends without a result, the receiver is disconnected.
#[must_use]
pub fn background<T: Send + 'static>(name: &str, job: impl FnOnce() -> T + Send + 'static) -> Receiver<T> {
    let (sender, receiver) = sync_channel(1);
    let run = move || {
        let _ = sender.send(job());
    };
    // A failed start drops the sender: that is the answer.
    let _ = std::thread::Builder::new().name(name.to_owned()).spawn(run);
    receiver
}

#[cfg(test)]
#[path = "files_tests.rs"]
mod tests;
