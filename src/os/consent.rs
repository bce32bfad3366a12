//! Windows' own record of which programs use the camera and the microphone.
//!
//! Below `CapabilityAccessManager\ConsentStore` each program has a key with the times at which its latest use began and
//! ended (100 ns since 1601); while it lasts, the end is 0. After a crash or a power cut that 0 stays: who uses it must
//! be alive, and must have begun before.

/// What is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capability {
    /// A camera.
    Webcam,
    /// A microphone.
    Microphone,
}

/// The program of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Program {
    /// A classic program by the path of its file.
    File(String),
    /// An app from the store by its package family, `Name_publisher`.
    Family(String),
}

impl Program {
    /// True when a process that runs from `exe` is this program's.
    #[must_use]
    pub fn runs_from(&self, exe: &str) -> bool {
        match self {
            Self::File(path) => path.eq_ignore_ascii_case(exe),
            Self::Family(family) => {
                // The folder is WindowsApps\Name_version_architecture_resource_publisher.
                let folder = exe.to_lowercase();
                let Some((_, rest)) = folder.split_once(r"\windowsapps\") else {
                    return false;
                };
                let folder = rest.split('\\').next().unwrap_or_default();
                let family = family.to_lowercase();
                let of = |text: &str| Some((text.split('_').next()?.to_owned(), text.rsplit('_').next()?.to_owned()));
                family.contains('_') && folder.contains('_') && of(folder) == of(&family)
            }
        }
    }
}

/// A use that has not ended, as far as the record tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// Who.
    pub program: Program,
    /// Since when, in seconds since 1970.
    pub began_s: u64,
}

/// Seconds from 1601 to 1970.
const EPOCH_S: u64 = 11_644_473_600;

/// A use from a record, if it has begun and not ended.
#[must_use]
pub fn ongoing(key: &str, packaged: bool, began: u64, ended: u64) -> Option<Use> {
    if began == 0 || ended != 0 {
        return None;
    }
    let program = if packaged { Program::Family(key.to_owned()) } else { Program::File(key.replace('#', "\\")) };
    Some(Use { program, began_s: (began / 10_000_000).checked_sub(EPOCH_S)? })
}

/// The uses on record now; on other systems none.
#[must_use]
pub fn uses(capability: Capability) -> Vec<Use> {
    #[cfg(windows)]
    return windows::uses(capability);
    #[cfg(not(windows))]
    {
        let _ = capability;
        Vec::new()
    }
}

#[cfg(windows)]
mod windows {
    use windows_registry::{CURRENT_USER, Key, LOCAL_MACHINE};

    use super::{Capability, Use, ongoing};

    const STORE: &str = r"SOFTWARE\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore";
    const CLASSIC: &str = "NonPackaged";

    pub(super) fn uses(capability: Capability) -> Vec<Use> {
        let name = match capability {
            Capability::Webcam => "webcam",
            Capability::Microphone => "microphone",
        };
        let mut found = Vec::new();
        // Services are on record for the computer, programs for the user.
        for root in [CURRENT_USER, LOCAL_MACHINE] {
            let Ok(store) = root.open(format!(r"{STORE}\{name}")) else {
                continue;
            };
            collect(&store, true, &mut found);
            if let Ok(classic) = store.open(CLASSIC) {
                collect(&classic, false, &mut found);
            }
        }
        found
    }

    fn collect(store: &Key, packaged: bool, found: &mut Vec<Use>) {
        let Ok(names) = store.keys() else {
            return;
        };
        for name in names.filter(|n| n != CLASSIC) {
            let Ok(record) = store.open(&name) else {
                continue;
            };
            let time = |value| record.get_u64(value).ok();
            if let (Some(began), Some(ended)) = (time("LastUsedTimeStart"), time("LastUsedTimeStop")) {
                found.extend(ongoing(&name, packaged, began, ended));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-22 12:00:00 UTC.
    const NOON: u64 = (1_795_348_800 + EPOCH_S) * 10_000_000;

    #[test]
    fn only_a_use_without_an_end() {
        let zoom = "C:#Program Files#Zoom#bin#Zoom.exe";
        let found = ongoing(zoom, false, NOON, 0).unwrap();
        assert_eq!(found.program, Program::File(r"C:\Program Files\Zoom\bin\Zoom.exe".into()));
        assert_eq!(found.began_s, 1_795_348_800);
        assert_eq!(ongoing(zoom, false, NOON, NOON + 1), None);
        assert_eq!(ongoing(zoom, false, 0, 0), None);
        assert_eq!(ongoing(zoom, false, 5, 0), None);
    }

    #[test]
    fn a_process_is_matched_by_file_or_family() {
        let zoom = Program::File(r"C:\Program Files\Zoom\bin\Zoom.exe".into());
        assert!(zoom.runs_from(r"c:\program files\zoom\bin\zoom.exe"));
        assert!(!zoom.runs_from(r"C:\Users\u\Zoom.exe"));
        let teams = Program::Family("MSTeams_8wekyb3d8bbwe".into());
        assert!(teams.runs_from(r"C:\Program Files\WindowsApps\MSTeams_24.1.0.1_x64__8wekyb3d8bbwe\ms-teams.exe"));
        assert!(!teams.runs_from(r"C:\Program Files\WindowsApps\MSTeamsX_1_x64__8wekyb3d8bbwe\x.exe"));
        assert!(!teams.runs_from(r"C:\Program Files\WindowsApps\MSTeams_1_x64__other\x.exe"));
        assert!(!teams.runs_from(r"C:\Windows\explorer.exe"));
        assert!(!Program::Family(String::new()).runs_from(r"C:\Program Files\WindowsApps\\x.exe"));
    }

    #[cfg(not(windows))]
    #[test]
    fn other_systems_keep_no_such_record() {
        assert!(uses(Capability::Webcam).is_empty() && uses(Capability::Microphone).is_empty());
    }
}
