//! Where Greenroom keeps what it saves.

use std::path::PathBuf;

/// The folders of this user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// Settings.
    pub config: PathBuf,
    /// Plan B.
    pub data: PathBuf,
    /// Where reports are saved: downloads, else documents, else home.
    pub reports: PathBuf,
}

impl Folders {
    /// The folders; `None` without a home. `GREENROOM_HOME` puts all of them in one place (for tests and trials).
    #[must_use]
    pub fn find() -> Option<Self> {
        if let Some(home) = std::env::var_os("GREENROOM_HOME").filter(|h| !h.is_empty()) {
            let home = PathBuf::from(home);
            return Some(Self { config: home.join("config"), data: home.join("data"), reports: home });
        }
        let project = directories::ProjectDirs::from("", "", "greenroom")?;
        let user = directories::UserDirs::new();
        let reports = user.as_ref().map(|u| {
            let folder = u.download_dir().or_else(|| u.document_dir()).filter(|f| f.is_dir());
            folder.unwrap_or_else(|| u.home_dir()).to_owned()
        });
        Some(Self {
            config: project.config_dir().to_owned(),
            data: project.data_dir().to_owned(),
            reports: reports.unwrap_or_else(|| project.data_dir().to_owned()),
        })
    }
}
