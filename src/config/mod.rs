//! Settings: command line > file > default. Reading never fails: what can't be read becomes a default and a warning.

mod folders;
pub mod server_files;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use folders::Folders;

use crate::i18n::{Language, Texts};
use crate::model::{DeviceChoice, Level, Secret, ServerChoice};
use crate::os::files::{self, FileError, FileReason};
use crate::os::text;

/// The format of the file. A file of a later format is left alone.
pub const VERSION: u32 = 1;
/// A settings file is small.
const LIMIT_BYTES: u64 = 64 * 1024;
const FILE: &str = "settings.toml";

/// Light, dark, or as the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What the person chose. Absent: the default.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Config {
    /// Format of the file.
    pub version: u32,
    /// Language; `None`: as the system.
    pub language: Option<Language>,
    /// Light or dark.
    pub theme: Theme,
    /// Nothing moves that need not.
    pub less_motion: bool,
    /// Keys that write a sign do nothing by themselves (WCAG 2.1.4).
    pub no_single_keys: bool,
    /// `local`, `public`, `none` or `[tls://]HOST[:PORT]`; `None`: public.
    pub server: Option<String>,
    /// The server's access code as it was pasted; it comes before the file's. Kept in a file that only this user reads.
    pub token: Option<Secret>,
    /// File with the server's token.
    pub token_file: Option<PathBuf>,
    /// File with the certificate to trust where the server's address begins with `tls://`; `None`: the system decides.
    pub tls_ca_file: Option<PathBuf>,
    /// What the call needs; `None`: 720p.
    pub need: Option<Level>,
    /// The microphone's id.
    pub input: Option<String>,
    /// The output's id.
    pub output: Option<String>,
    /// The camera's id.
    pub camera: Option<String>,
}

impl Config {
    /// The server of the settings with what opens it.
    #[must_use]
    pub fn server_choice(&self) -> ServerChoice {
        ServerChoice {
            server: self.server.clone(),
            token: self.token.clone(),
            token_file: self.token_file.clone(),
            tls_ca_file: self.tls_ca_file.clone(),
        }
    }

    /// A remembered device as a choice.
    #[must_use]
    pub fn choice(id: Option<&String>) -> DeviceChoice {
        id.map_or(DeviceChoice::Default, |id| DeviceChoice::Id(id.clone()))
    }
}

/// Something about the kept files that a person should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// A file could not be understood; it was kept aside under this name.
    Damaged {
        /// Where it is kept.
        aside: PathBuf,
    },
    /// A file could not be understood, nor kept aside; it is left as it is.
    DamagedInPlace {
        /// The file.
        path: PathBuf,
    },
    /// A file was written by a newer version; it is left alone and nothing is saved over it.
    Newer {
        /// The file.
        path: PathBuf,
    },
    /// A file could not be read.
    Unreadable {
        /// What the system says.
        detail: String,
    },
    /// There is no home folder: nothing can be kept.
    NoHome,
}

impl Warning {
    /// The warning as a sentence.
    #[must_use]
    pub fn sentence(&self, texts: &Texts) -> String {
        match self {
            Self::Damaged { aside } => texts.config_damaged(aside.display().to_string()),
            Self::DamagedInPlace { path } => texts.config_damaged_in_place(path.display().to_string()),
            Self::Newer { path } => texts.config_newer(path.display().to_string()),
            Self::Unreadable { detail } => texts.config_unreadable(detail.clone()),
            Self::NoHome => texts.config_no_home(),
        }
    }
}

/// Reads the settings of this user.
#[must_use]
pub fn load() -> (Config, Vec<Warning>) {
    match Folders::find() {
        Some(folders) => read(&folders.config.join(FILE)),
        None => (Config::default(), vec![Warning::NoHome]),
    }
}

/// Reads a settings file. A missing one is no warning.
#[must_use]
pub fn read(path: &Path) -> (Config, Vec<Warning>) {
    let text = match read_text(path) {
        Ok(Some(text)) => text,
        Ok(None) => return (Config::default(), Vec::new()),
        Err(warning) => return (Config::default(), vec![warning]),
    };
    match toml::from_str::<Config>(&text) {
        _ if version_of(&text).is_some_and(|v| v > VERSION) => {
            // What we understand of it holds for this run; saving leaves it alone.
            let config = toml::from_str(&text).unwrap_or_default();
            (config, vec![Warning::Newer { path: path.to_owned() }])
        }
        Ok(config) => (config, Vec::new()),
        Err(_) => (Config::default(), vec![keep_aside(path)]),
    }
}

/// Saves for this user what was changed between `before` and `now`. What another window changed meanwhile stays. A file
/// of a newer version is left alone.
///
/// # Errors
/// When there is no home folder, or the file can't be written.
pub fn save(before: &Config, now: &Config) -> Result<(), FileError> {
    save_in(&Folders::find().ok_or_else(no_home)?, before, now)
}

fn save_in(folders: &Folders, before: &Config, now: &Config) -> Result<(), FileError> {
    let path = folders.config.join(FILE);
    files::create_folder(&folders.config)?;
    let _held = files::hold(&path);
    let there = match read_text(&path) {
        Ok(Some(text)) if version_of(&text).is_some_and(|v| v > VERSION) => return Ok(()),
        Ok(Some(text)) => toml::from_str(&text).unwrap_or_else(|_| {
            let _ = keep_aside(&path);
            now.clone()
        }),
        // What was set before holds still, though its file has gone or is damaged.
        Ok(None) | Err(_) => now.clone(),
    };
    let config = Config { version: VERSION, ..patched(there, before, now) };
    let text = toml::to_string_pretty(&config).unwrap_or_default();
    files::write_atomic(&path, text.as_bytes())
}

/// `there` with what was changed between `before` and `now`.
fn patched(there: Config, before: &Config, now: &Config) -> Config {
    macro_rules! newer {
        ($($field:ident),+) => {
            Config { version: VERSION, $($field: if now.$field == before.$field { there.$field } else { now.$field.clone() }),+ }
        };
    }
    newer!(
        language,
        theme,
        less_motion,
        no_single_keys,
        server,
        token,
        token_file,
        tls_ca_file,
        need,
        input,
        output,
        camera
    )
}

/// Removes all that was kept for this user: the settings and Plan B, with copies that were kept aside and what an
/// interrupted write left. Reports and recordings that the person saved elsewhere stay.
///
/// # Errors
/// When a file can't be removed.
pub fn forget() -> Result<(), FileError> {
    Folders::find().map_or(Ok(()), |folders| forget_in(&folders))
}

fn forget_in(folders: &Folders) -> Result<(), FileError> {
    files::remove_folder(&folders.config)?;
    files::remove_folder(&folders.data)
}

fn no_home() -> FileError {
    FileError {
        operation: files::Operation::CreateFolder,
        path: PathBuf::new(),
        reason: FileReason::NotFound,
        detail: "no home folder".to_owned(),
    }
}

fn version_of(text: &str) -> Option<u32> {
    #[derive(Deserialize)]
    struct Versioned {
        version: u32,
    }
    toml::from_str::<Versioned>(text).ok().map(|v| v.version)
}

/// The text of a kept file; `None` when there is none.
///
/// # Errors
/// A warning when it is there but can't be read or is no text (then it is kept aside).
pub fn read_text(path: &Path) -> Result<Option<String>, Warning> {
    match files::read_ordinary(path, LIMIT_BYTES) {
        Ok(bytes) => text::decode(&bytes).map(Some).ok_or_else(|| keep_aside(path)),
        Err(error) if error.reason == FileReason::NotFound => Ok(None),
        Err(error) if error.reason == FileReason::TooLarge => Err(keep_aside(path)),
        Err(error) => Err(Warning::Unreadable { detail: error.to_string() }),
    }
}

/// Renames a damaged file so that it is neither lost nor in the way.
fn keep_aside(path: &Path) -> Warning {
    match files::keep_aside(path) {
        Ok(aside) => Warning::Damaged { aside },
        Err(_) => Warning::DamagedInPlace { path: path.to_owned() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folders(home: &Path) -> Folders {
        Folders { config: home.join("config"), data: home.join("data"), reports: home.to_owned() }
    }

    #[test]
    fn two_windows_keep_what_each_of_them_changed() {
        let home = tempfile::tempdir().unwrap();
        let folders = folders(home.path());
        let file = folders.config.join(FILE);
        let base = Config { server: Some("meet.example.com".to_owned()), ..Config::default() };
        save_in(&folders, &Config::default(), &base).unwrap();
        let first = Config { theme: Theme::Dark, ..base.clone() };
        let second = Config { server: None, less_motion: true, ..base.clone() };
        save_in(&folders, &base, &first).unwrap();
        save_in(&folders, &base, &second).unwrap();
        let (kept, warnings) = read(&file);
        assert_eq!(kept, Config { version: VERSION, theme: Theme::Dark, less_motion: true, ..Config::default() });
        assert!(warnings.is_empty());
    }

    #[test]
    fn settings_that_an_editor_put_a_mark_before_are_read() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join(FILE);
        std::fs::write(&file, "\u{feff}theme = \"dark\"\r\n").unwrap();
        assert_eq!(read(&file), (Config { theme: Theme::Dark, ..Config::default() }, Vec::new()));
    }

    #[test]
    fn forgetting_leaves_nothing_but_what_the_person_saved() {
        let home = tempfile::tempdir().unwrap();
        let folders = folders(home.path());
        save_in(&folders, &Config::default(), &Config { theme: Theme::Dark, ..Config::default() }).unwrap();
        std::fs::write(folders.config.join(FILE), b"theme = [").unwrap();
        assert!(matches!(read(&folders.config.join(FILE)).1[..], [Warning::Damaged { .. }]));
        files::create_folder(&folders.data).unwrap();
        for left in ["plan-b.json", "plan-b.json.lock", "plan-b.json.damaged-2", ".greenroom-a1b2c3"] {
            std::fs::write(folders.data.join(left), b"06 12 34 56 78").unwrap();
        }
        std::fs::write(home.path().join("greenroom-report.html"), b"<p>").unwrap();
        forget_in(&folders).unwrap();
        forget_in(&folders).unwrap();
        let left: Vec<_> = std::fs::read_dir(home.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(left, ["greenroom-report.html"]);
    }
}
