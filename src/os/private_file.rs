//! A file that only this user reads, also where one lies there already: made private before anything is written into it.

use std::fs::{self, File, OpenOptions};
use std::io::ErrorKind;
use std::path::Path;

use super::files::{FileError, FileReason, Operation};

/// Opens a file for this user only (0600 on Unix), empty. One that is there is taken over when `overwrite` says so: it
/// becomes private before it is emptied.
///
/// # Errors
/// When it is there and may not be overwritten ([`FileReason::Exists`]), is a link ([`FileReason::Link`]), belongs to
/// somebody else ([`FileReason::OtherOwner`]), is a folder ([`FileReason::IsFolder`]), a pipe or a device
/// ([`FileReason::NotOrdinary`]), or can't be written.
pub fn create(path: &Path, overwrite: bool) -> Result<File, FileError> {
    let failed = |e: std::io::Error| FileError::new(Operation::Write, path, &e);
    let fresh = open(path, |options| {
        options.create_new(true);
    });
    match fresh {
        Err(e) if e.kind() == ErrorKind::AlreadyExists && overwrite => {}
        opened => return opened.map_err(failed),
    }
    may_overwrite(path)?;
    let file = open(path, |_| {}).map_err(failed)?;
    // What was looked at above may have become something else meanwhile: the open file counts.
    let there = file.metadata().map_err(failed)?;
    usable(path, &there)?;
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600)).map_err(failed)?;
    file.set_len(0).map_err(failed)?;
    Ok(file)
}

/// Says whether [`create`] would take over what lies there, if anything does; changes nothing.
///
/// # Errors
/// As [`create`].
pub fn may_overwrite(path: &Path) -> Result<(), FileError> {
    match fs::symlink_metadata(path) {
        Ok(there) => usable(path, &there),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(()),
        Err(e) => Err(FileError::new(Operation::Write, path, &e)),
    }
}

fn open(path: &Path, how: impl FnOnce(&mut OpenOptions)) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true);
    how(&mut options);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // A link is not followed, and a pipe without a reader does not hold anybody up.
        options.mode(0o600).custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK);
    }
    options.open(path)
}

fn usable(path: &Path, there: &fs::Metadata) -> Result<(), FileError> {
    let refused = |reason, detail: &str| {
        let detail = detail.to_owned();
        Err(FileError { operation: Operation::Write, path: path.to_owned(), reason, detail })
    };
    if there.is_symlink() {
        return refused(FileReason::Link, "a link to another file");
    }
    if there.is_dir() {
        return refused(FileReason::IsFolder, "a folder");
    }
    if !there.is_file() {
        return refused(FileReason::NotOrdinary, "not an ordinary file");
    }
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::uid(there) != this_user() {
        return refused(FileReason::OtherOwner, "it belongs to another user");
    }
    Ok(())
}

#[cfg(unix)]
#[expect(unsafe_code, reason = "the only call that tells who runs this program")]
fn this_user() -> u32 {
    // SAFETY: takes nothing and always succeeds (geteuid(2)).
    unsafe { libc::geteuid() }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::io::Write;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_new_one_is_private() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("run.jsonl");
        create(&path, false).unwrap().write_all(b"x").unwrap();
        assert_eq!(mode(&path), 0o600);
        assert_eq!(create(&path, false).unwrap_err().reason, FileReason::Exists);
        assert_eq!(fs::read(&path).unwrap(), b"x");
    }

    #[test]
    fn one_that_everybody_could_read_becomes_private_and_empty() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("run.jsonl");
        fs::write(&path, b"something longer").unwrap();
        for open_to in [0o644, 0o666, 0o400] {
            fs::set_permissions(&path, fs::Permissions::from_mode(open_to)).unwrap();
            let Ok(mut file) = create(&path, true) else {
                assert_eq!(open_to, 0o400, "only what may not be written is refused");
                continue;
            };
            assert_eq!((mode(&path), fs::metadata(&path).unwrap().len()), (0o600, 0), "before anything is written");
            file.write_all(b"new").unwrap();
        }
    }

    #[test]
    fn what_is_no_file_of_ours_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::write(&real, b"mine").unwrap();
        symlink(&real, &link).unwrap();
        let reason = |path: &Path| (create(path, true).unwrap_err().reason, may_overwrite(path).unwrap_err().reason);
        assert_eq!(reason(&link), (FileReason::Link, FileReason::Link));
        assert_eq!(fs::read(&real).unwrap(), b"mine");
        let nowhere = folder.path().join("nowhere");
        symlink(folder.path().join("none"), &nowhere).unwrap();
        assert_eq!(reason(&nowhere).0, FileReason::Link);
        assert_eq!(reason(folder.path()).0, FileReason::IsFolder);
        let pipe = folder.path().join("pipe");
        nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
        assert_eq!(reason(&pipe).0, FileReason::NotOrdinary);
        assert_eq!(reason(Path::new("/dev/null")).0, FileReason::NotOrdinary);
        assert_eq!(may_overwrite(&folder.path().join("new")), Ok(()));
    }

    #[test]
    fn what_belongs_to_somebody_else_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("theirs");
        fs::write(&path, b"theirs").unwrap();
        // Only root can give a file away.
        if std::os::unix::fs::chown(&path, Some(65_534), None).is_ok() {
            assert_eq!(create(&path, true).unwrap_err().reason, FileReason::OtherOwner);
            assert_eq!(fs::read(&path).unwrap(), b"theirs");
        }
    }
}
