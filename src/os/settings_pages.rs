//! The pages of the system's settings where a person can mend what we found.

use super::open::{OpenError, Opening, away};

/// A page of the system's settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Page {
    /// Which programs may use the camera.
    Camera,
    /// Which programs may use the microphone; on Linux the inputs.
    Microphone,
    /// Inputs, outputs, volume.
    Sound,
    /// Connections.
    Network,
    /// Power, battery, sleep.
    Power,
}

impl Page {
    /// Every page.
    pub const ALL: [Self; 5] = [Self::Camera, Self::Microphone, Self::Sound, Self::Network, Self::Power];
}

/// Opens the page on a thread of its own; the receiver gets how it ended.
#[must_use]
pub fn open(page: Page) -> Opening {
    away("gr-settings", move || here::open(page))
}

/// True where [`open`] has something to open, so that no button leads nowhere. Looks through `PATH` on Linux: ask once.
#[must_use]
pub fn supported(page: Page) -> bool {
    here::supported(page)
}

#[cfg(any(windows, target_os = "macos"))]
mod here {
    use super::{OpenError, Page};

    pub(super) fn open(page: Page) -> Result<(), OpenError> {
        let link = super::link(page);
        opener::open(link).map_err(|e| OpenError::Failed { what: link.to_owned(), detail: e.to_string() })
    }

    pub(super) fn supported(_page: Page) -> bool {
        true
    }
}

/// Windows: learn.microsoft.com, "Launch the Windows Settings app".
#[cfg(windows)]
fn link(page: Page) -> &'static str {
    match page {
        Page::Camera => "ms-settings:privacy-webcam",
        Page::Microphone => "ms-settings:privacy-microphone",
        Page::Sound => "ms-settings:sound",
        Page::Network => "ms-settings:network-status",
        Page::Power => "ms-settings:powersleep",
    }
}

/// macOS 13 and later; the privacy anchors are older and still work. Not tried on a Mac.
#[cfg(target_os = "macos")]
fn link(page: Page) -> &'static str {
    match page {
        Page::Camera => "x-apple.systempreferences:com.apple.preference.security?Privacy_Camera",
        Page::Microphone => "x-apple.systempreferences:com.apple.preference.security?Privacy_Microphone",
        Page::Sound => "x-apple.systempreferences:com.apple.Sound-Settings.extension",
        Page::Network => "x-apple.systempreferences:com.apple.Network-Settings.extension",
        Page::Power => "x-apple.systempreferences:com.apple.Battery-Settings.extension",
    }
}

#[cfg(not(any(windows, target_os = "macos")))]
mod here {
    use std::path::{Path, PathBuf};
    use std::process::{Command, Stdio};

    use super::{OpenError, Page};

    pub(super) fn open(page: Page) -> Result<(), OpenError> {
        let Some((program, argument)) = find(page) else {
            return Err(OpenError::Unsupported(format!("settings page {page:?}")));
        };
        start(&program, argument)
    }

    fn start(program: &Path, argument: Option<&str>) -> Result<(), OpenError> {
        let mut command = Command::new(program);
        command.args(argument).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let what = program.display().to_string();
        let mut child = command.spawn().map_err(|e| OpenError::Failed { what: what.clone(), detail: e.to_string() })?;
        // Someone must take note of its end; it lives as long as the person looks at it.
        let wait = move || {
            let _ = child.wait();
        };
        let _ = std::thread::Builder::new().name("gr-settings-end".into()).spawn(wait);
        Ok(())
    }

    pub(super) fn supported(page: Page) -> bool {
        find(page).is_some()
    }

    fn find(page: Page) -> Option<(PathBuf, Option<&'static str>)> {
        let desktop = std::env::var("XDG_CURRENT_DESKTOP").unwrap_or_default();
        let path = std::env::var_os("PATH")?;
        let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
        pick(page, &desktop, &folders)
    }

    fn pick(page: Page, desktop: &str, folders: &[PathBuf]) -> Option<(PathBuf, Option<&'static str>)> {
        let there = |program: &str| folders.iter().map(|f| f.join(program)).find(|p| is_program(p));
        candidates(page, desktop).into_iter().find_map(|(program, argument)| Some((there(program)?, argument)))
    }

    fn is_program(path: &Path) -> bool {
        use std::os::unix::fs::PermissionsExt;
        path.metadata().is_ok_and(|m| m.is_file() && m.permissions().mode() & 0o111 != 0)
    }

    /// What may open the page, best first. GNOME's settings refuse to start elsewhere; KDE's start anywhere.
    fn candidates(page: Page, desktop: &str) -> Vec<(&'static str, Option<&'static str>)> {
        let on = |name: &str| desktop.to_lowercase().split(':').any(|d| d.contains(name));
        let mut all = Vec::new();
        if on("gnome") || on("unity") || on("pop") {
            let panel = match page {
                Page::Camera => "privacy",
                Page::Microphone | Page::Sound => "sound",
                Page::Network => "network",
                Page::Power => "power",
            };
            all.push(("gnome-control-center", Some(panel)));
        }
        if on("cinnamon") && page != Page::Camera {
            let module = match page {
                Page::Network => "network",
                Page::Power => "power",
                _ => "sound",
            };
            all.push(("cinnamon-settings", Some(module)));
        }
        let plain: &[(&str, Option<&str>)] = match page {
            Page::Camera => &[],
            Page::Microphone | Page::Sound => &[
                ("systemsettings", Some("kcm_pulseaudio")),
                ("mate-volume-control", None),
                ("pavucontrol", None),
                ("pavucontrol-qt", None),
            ],
            Page::Network => &[("systemsettings", Some("kcm_networkmanagement")), ("nm-connection-editor", None)],
            Page::Power => &[
                ("systemsettings", Some("powerdevilprofilesconfig")),
                ("xfce4-power-manager-settings", None),
                ("mate-power-preferences", None),
            ],
        };
        all.extend_from_slice(plain);
        all
    }

    #[cfg(test)]
    mod tests {
        use std::os::unix::fs::PermissionsExt;

        use super::*;

        #[test]
        fn takes_what_is_installed_and_fits_the_desktop() {
            let folder = tempfile::tempdir().unwrap();
            let folders = [folder.path().to_owned()];
            let name = |page, desktop: &str| {
                let (program, argument) = pick(page, desktop, &folders)?;
                Some((program.file_name()?.to_str()?.to_owned(), argument))
            };
            assert_eq!(name(Page::Sound, "ubuntu:GNOME"), None);
            for program in ["gnome-control-center", "pavucontrol", "nm-connection-editor"] {
                let file = folder.path().join(program);
                std::fs::write(&file, "").unwrap();
                std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
            }
            assert_eq!(name(Page::Sound, "ubuntu:GNOME"), Some(("gnome-control-center".into(), Some("sound"))));
            assert_eq!(name(Page::Sound, "XFCE"), Some(("pavucontrol".into(), None)));
            assert_eq!(name(Page::Network, ""), Some(("nm-connection-editor".into(), None)));
            assert_eq!(name(Page::Camera, "KDE"), None);
            // Not a program: not taken.
            std::fs::write(folder.path().join("systemsettings"), "").unwrap();
            assert_eq!(name(Page::Sound, "KDE"), Some(("pavucontrol".into(), None)));
        }

        #[test]
        fn starts_without_waiting_and_tells_when_it_cannot() {
            let begun = std::time::Instant::now();
            assert_eq!(start(Path::new("/bin/sleep"), Some("3")), Ok(()));
            assert!(begun.elapsed() < std::time::Duration::from_secs(3));
            let failed = start(Path::new("/nonexistent/settings"), None);
            assert!(matches!(failed, Err(OpenError::Failed { what, .. }) if what.contains("/nonexistent/settings")));
        }

        #[test]
        fn nothing_there_is_unsupported() {
            assert!(Page::ALL.iter().all(|page| pick(*page, "GNOME", &[]).is_none()));
        }
    }
}
