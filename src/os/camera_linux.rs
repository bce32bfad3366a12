//! Which programs hold a camera: a walk over `/proc/*/fd`.
//!
//! Without root only the processes of the own user can be looked into; a camera held by another user's program shows no
//! name. A camera that is reached through PipeWire shows PipeWire as its holder.

use std::fs;
use std::path::Path;

/// A process that has a camera open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Process id.
    pub pid: u32,
    /// The name of its program: the file name of what it runs, else the kernel's short name for it.
    pub name: String,
    /// The camera's number: N of `/dev/videoN`.
    pub camera: u32,
}

/// The other processes that have a camera open now, by camera and process id. This process is left out.
#[must_use]
pub fn holders() -> Vec<Holder> {
    holders_in(Path::new("/proc"), std::process::id())
}

/// Like [`holders`], for any folder that is laid out like `/proc`, leaving out the process `own`.
#[must_use]
pub fn holders_in(proc: &Path, own: u32) -> Vec<Holder> {
    let Ok(entries) = fs::read_dir(proc) else { return Vec::new() };
    let mut found = Vec::new();
    for entry in entries.flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        if pid == own {
            continue;
        }
        let mut cameras = open_cameras(&entry.path());
        cameras.sort_unstable();
        cameras.dedup();
        if !cameras.is_empty() {
            let name = program_name(&entry.path());
            found.extend(cameras.into_iter().map(|camera| Holder { pid, name: name.clone(), camera }));
        }
    }
    found.sort_by_key(|holder| (holder.camera, holder.pid));
    found
}

/// The numbers of the cameras that a process has open. A process that may not be looked into has none.
fn open_cameras(process: &Path) -> Vec<u32> {
    let Ok(files) = fs::read_dir(process.join("fd")) else { return Vec::new() };
    files.flatten().filter_map(|file| camera_number(&fs::read_link(file.path()).ok()?)).collect()
}

/// N of `/dev/videoN`; the kernel adds ` (deleted)` when the node is gone.
fn camera_number(target: &Path) -> Option<u32> {
    let target = target.to_str()?;
    let target = target.strip_suffix(" (deleted)").unwrap_or(target);
    target.strip_prefix("/dev/video")?.parse().ok()
}

fn program_name(process: &Path) -> String {
    let run = fs::read_link(process.join("exe")).ok();
    let run = run.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    run.map(|name| name.trim_end_matches(" (deleted)").to_owned())
        .or_else(|| fs::read_to_string(process.join("comm")).ok().map(|name| name.trim().to_owned()))
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "unknown".to_owned())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn process(proc: &Path, pid: u32, exe: Option<&str>, comm: &str, files: &[&str]) {
        let home = proc.join(pid.to_string());
        fs::create_dir_all(home.join("fd")).unwrap();
        fs::write(home.join("comm"), format!("{comm}\n")).unwrap();
        if let Some(exe) = exe {
            symlink(exe, home.join("exe")).unwrap();
        }
        for (i, file) in files.iter().enumerate() {
            symlink(file, home.join("fd").join(i.to_string())).unwrap();
        }
    }

    #[test]
    fn finds_who_holds_a_camera() {
        let proc = tempfile::tempdir().unwrap();
        process(proc.path(), 10, Some("/usr/bin/zoom"), "zoom", &["/dev/null", "/dev/video0", "/dev/video0"]);
        process(proc.path(), 11, None, "kernel-name", &["/dev/video2 (deleted)"]);
        process(
            proc.path(),
            12,
            Some("/usr/bin/editor"),
            "editor",
            &["/home/x/dev/video0", "/dev/video", "socket:[1]"],
        );
        process(proc.path(), 13, Some("/usr/bin/greenroom"), "greenroom", &["/dev/video0"]);
        fs::create_dir(proc.path().join("sys")).unwrap();
        let found = holders_in(proc.path(), 13);
        assert_eq!(
            found,
            [
                Holder { pid: 10, name: "zoom".into(), camera: 0 },
                Holder { pid: 11, name: "kernel-name".into(), camera: 2 },
            ]
        );
    }

    #[test]
    fn no_proc_is_nobody() {
        assert!(holders_in(Path::new("/nonexistent"), 1).is_empty());
    }
}
