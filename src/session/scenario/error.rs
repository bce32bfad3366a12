//! Why a scenario can't be used.

use crate::os::files::FileError;

/// Why a scenario can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ScenarioError {
    /// There is none of this name.
    #[error("no scenario is called {0}")]
    Unknown(String),
    /// It could not be read, or is longer than any scenario.
    #[error(transparent)]
    Read(#[from] FileError),
    /// It is damaged.
    #[error("scenario {name}: {detail}")]
    Damaged {
        /// Its name or file.
        name: String,
        /// What is wrong with it.
        detail: String,
    },
}
