//! Why a scenario can't be used.

/// Why a scenario can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ScenarioError {
    /// There is none of this name.
    #[error("no scenario is called {0}")]
    Unknown(String),
    /// It could not be read.
    #[error("reading scenario {path}: {source}")]
    Read {
        /// The file.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// It is damaged.
    #[error("scenario {name}: {detail}")]
    Damaged {
        /// Its name or file.
        name: String,
        /// What is wrong with it.
        detail: String,
    },
}
