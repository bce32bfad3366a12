//! Linux: the name under which a program stands in the menus (freedesktop.org, "Desktop Entry Specification").

use std::path::{Path, PathBuf};

use super::files;

/// An entry is a few kB; translations make the longest ones.
const ENTRY_BYTES: u64 = 256 * 1024;
/// More entries than this have no menus.
const MOST_ENTRIES: usize = 2000;
/// These run another program: their name says nothing of it.
const RUNNERS: [&str; 12] =
    ["env", "sh", "bash", "flatpak", "snap", "java", "wine", "python", "python3", "perl", "node", "electron"];

/// The name for people of the program whose file bears this name; `None` when it stands in no menu.
#[must_use]
pub fn name_of(program: &str) -> Option<String> {
    let wanted = program.to_lowercase();
    if RUNNERS.contains(&wanted.as_str()) {
        return None;
    }
    let entries = folders().into_iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten();
    let files =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|p| p.extension().is_some_and(|e| e == "desktop"));
    files.take(MOST_ENTRIES).find_map(|path| {
        let text = String::from_utf8(files::read_ordinary(&path, ENTRY_BYTES).ok()?).ok()?;
        name_in(&text, path.file_stem()?.to_str()?, &wanted)
    })
}

/// The folders of the entries: the person's own, the system's, and those of Flatpak and Snap.
fn folders() -> Vec<PathBuf> {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let own = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from).or_else(|| Some(home?.join(".local/share")));
    let shared = std::env::var("XDG_DATA_DIRS").unwrap_or_else(|_| "/usr/local/share:/usr/share".to_owned());
    let others = ["/var/lib/flatpak/exports/share", "/var/lib/snapd/desktop"].map(PathBuf::from);
    let all = own.into_iter().chain(shared.split(':').filter(|d| d.starts_with('/')).map(PathBuf::from)).chain(others);
    all.map(|folder| folder.join("applications")).collect()
}

/// The name in an entry, when it stands in the menus and is that of the wanted program (in lower case): by the last part
/// of its id, or by what it runs.
fn name_in(text: &str, id: &str, wanted: &str) -> Option<String> {
    let group = text.split("[Desktop Entry]").nth(1)?.split("\n[").next()?;
    let value =
        |key: &str| group.lines().find_map(|l| Some(l.strip_prefix(key)?.trim_start().strip_prefix('=')?.trim()));
    let hidden = ["NoDisplay", "Hidden", "Terminal"].iter().any(|key| value(key) == Some("true"));
    if hidden || value("Type").is_some_and(|kind| kind != "Application") {
        return None;
    }
    let by_id = id.rsplit('.').next().is_some_and(|last| last.to_lowercase() == wanted);
    let runs = value("Exec").and_then(|exec| exec.split_whitespace().next()).map(|word| word.trim_matches('"'));
    let file = runs.and_then(|path| Path::new(path).file_name()?.to_str());
    (by_id || file.is_some_and(|f| f.to_lowercase() == wanted)).then(|| value("Name").map(str::to_owned)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &str = "# made by hand\n[Desktop Entry]\nType=Application\nName=Image Editor\nName[nl]=Beeldbewerker\n\
        Exec=/usr/bin/gimp-2.10 %U\nTerminal=false\n\n[Desktop Action new]\nName=New window\nExec=gimp-2.10 -n\n";

    #[test]
    fn found_by_id_or_by_what_it_runs() {
        assert_eq!(name_in(ENTRY, "org.gimp.GIMP", "gimp-2.10").as_deref(), Some("Image Editor"));
        assert_eq!(name_in(ENTRY, "org.gimp.GIMP", "gimp").as_deref(), Some("Image Editor"));
        assert_eq!(name_in(ENTRY, "org.gimp.GIMP", "python3"), None);
        assert_eq!(name_in("Name=x", "x", "x"), None);
    }

    #[test]
    fn what_stands_in_no_menu_has_no_name() {
        for line in ["NoDisplay=true", "Terminal=true", "Hidden = true", "Type=Link"] {
            let entry = format!("[Desktop Entry]\n{line}\nName=Python\nExec=python3.13\n");
            assert_eq!(name_in(&entry, "python3.13", "python3.13"), None, "{line}");
        }
        assert_eq!(name_of("python3"), None);
        assert_eq!(name_of("no such program, really"), None);
    }
}
