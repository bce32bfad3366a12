//! The programs that are known by name: `assets/programs.toml`.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::model::observation::AppClass;

/// The name of the row for the system itself; texts turn it into "Windows itself" and so on.
pub const SYSTEM: &str = "system";

/// The system whose names are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Os {
    /// Windows.
    Windows,
    /// macOS.
    MacOs,
    /// Linux and its like.
    Linux,
}

impl Os {
    /// The system that this program was built for.
    #[must_use]
    pub fn here() -> Self {
        if cfg!(windows) {
            Self::Windows
        } else if cfg!(target_os = "macos") {
            Self::MacOs
        } else {
            Self::Linux
        }
    }
}

/// A program with the names of its files.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Program {
    /// The name that a person knows.
    pub name: String,
    /// Its class.
    pub class: AppClass,
    #[serde(default)]
    windows: Vec<String>,
    #[serde(default)]
    macos: Vec<String>,
    #[serde(default)]
    linux: Vec<String>,
}

impl Program {
    fn names(&self, os: Os) -> &[String] {
        match os {
            Os::Windows => &self.windows,
            Os::MacOs => &self.macos,
            Os::Linux => &self.linux,
        }
    }
}

/// All known programs, and the names that end the climb from a process to its app.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    session_roots: Vec<String>,
    makers: Vec<String>,
    program: Vec<Program>,
}

/// The kernel keeps 15 bytes of a program's name (`TASK_COMM_LEN`, proc(5)).
const COMM_BYTES: usize = 15;

impl Catalogue {
    /// The one that is built in.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Catalogue> = OnceLock::new();
        // A test holds the file good; without it every program would still be shown by its own name.
        BUILTIN.get_or_init(|| toml::from_str(include_str!("../../../assets/programs.toml")).unwrap_or_default())
    }

    /// The program whose file, bundle or Flatpak bears this name, case ignored.
    #[must_use]
    pub fn find(&self, name: &str, os: Os) -> Option<&Program> {
        let name = name.to_lowercase();
        self.program.iter().find(|p| p.names(os).iter().any(|n| matches(n, &name)))
    }

    /// The same for a name that the kernel may have cut.
    #[must_use]
    pub fn find_short(&self, name: &str, os: Os) -> Option<&Program> {
        let cut = name.len() == COMM_BYTES;
        let lower = name.to_lowercase();
        self.find(name, os)
            .or_else(|| self.program.iter().find(|p| cut && p.names(os).iter().any(|n| n.starts_with(&lower))))
    }

    /// True for a program below which the work of others begins: a shell, a desktop, a service manager.
    #[must_use]
    pub fn is_session_root(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        self.session_roots.iter().any(|n| matches(n, &name))
    }

    /// True for a folder of a maker with several programs.
    #[must_use]
    pub fn is_maker(&self, folder: &str) -> bool {
        let folder = folder.to_lowercase();
        self.makers.contains(&folder)
    }
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == pattern,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Os; 3] = [Os::Windows, Os::MacOs, Os::Linux];

    #[test]
    fn the_file_is_sound() {
        let catalogue: Catalogue = toml::from_str(include_str!("../../../assets/programs.toml")).unwrap();
        assert!(catalogue.program.len() > 50);
        let mut names: Vec<&str> = catalogue.program.iter().map(|p| p.name.as_str()).collect();
        names.sort_unstable();
        let unique = names.len();
        names.dedup();
        assert_eq!(names.len(), unique, "a program stands there twice");
        for os in ALL {
            let mut seen: Vec<(&str, &str)> = Vec::new();
            for program in &catalogue.program {
                for name in program.names(os) {
                    assert_eq!(*name, name.to_lowercase(), "{}", program.name);
                    assert!(!name.is_empty() && !name.ends_with(".exe") && name.trim() == name, "{name:?}");
                    assert!(
                        name.trim_end_matches('*').len() > 1 && !name.trim_end_matches('*').contains('*'),
                        "{name}"
                    );
                    let plain = name.trim_end_matches('*');
                    for (other, owner) in &seen {
                        let clash = matches(other, plain) || matches(name, other.trim_end_matches('*'));
                        assert!(!clash, "{os:?}: {name} of {} and {other} of {owner}", program.name);
                    }
                    seen.push((name, &program.name));
                }
            }
        }
        for name in catalogue.session_roots.iter().chain(&catalogue.makers) {
            assert_eq!(*name, name.to_lowercase());
        }
        assert!(catalogue.program.iter().all(|p| ALL.iter().any(|os| !p.names(*os).is_empty())));
    }

    #[test]
    fn every_class_with_advice_has_programs() {
        let catalogue = Catalogue::builtin();
        for class in [
            AppClass::CloudSync,
            AppClass::Backup,
            AppClass::Updater,
            AppClass::Antivirus,
            AppClass::Game,
            AppClass::Encoder,
            AppClass::Torrent,
            AppClass::Meeting,
            AppClass::Remote,
            AppClass::Browser,
            AppClass::System,
        ] {
            assert!(catalogue.program.iter().any(|p| p.class == class), "{class:?}");
        }
        let system: Vec<_> = catalogue.program.iter().filter(|p| p.class == AppClass::System).collect();
        assert!(system.iter().all(|p| p.name == SYSTEM));
    }

    #[test]
    fn finds_by_name_star_and_cut_name() {
        let catalogue = Catalogue::builtin();
        let name = |found: Option<&Program>| found.map(|p| p.name.clone());
        assert_eq!(name(catalogue.find("OneDrive", Os::Windows)).as_deref(), Some("OneDrive"));
        assert_eq!(name(catalogue.find("mdworker_shared", Os::MacOs)).as_deref(), Some("Spotlight"));
        assert_eq!(name(catalogue.find("msmpeng", Os::Linux)), None);
        assert_eq!(name(catalogue.find("zoomies", Os::Linux)), None);
        assert_eq!(name(catalogue.find_short("teams-for-linux", Os::Linux)).as_deref(), Some("Microsoft Teams"));
        assert_eq!(name(catalogue.find_short("securityhealths", Os::Windows)).as_deref(), Some("Windows Security"));
        assert_eq!(name(catalogue.find_short("securityhealth", Os::Windows)), None);
        assert!(catalogue.is_session_root("bash") && catalogue.is_session_root("gnome-session-binary"));
        assert!(!catalogue.is_session_root("busyloop-test"));
    }
}
