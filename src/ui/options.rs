//! What the window is started with.

use super::route;
use crate::checklist::Store;
use crate::config::Config;
use crate::i18n::Language;
use crate::live::Latest;
use crate::model::plan::PlanB;
use crate::model::run::HostContact;
use crate::session::handle::Handle;

/// What the window needs to start.
pub struct UiOptions {
    /// The readers' end of the session.
    pub handle: Handle,
    /// Plan B as it was kept.
    pub plan: PlanB,
    /// Where Plan B is kept.
    pub store: Store,
    /// The settings.
    pub config: Config,
    /// The hosts that a check contacts, by the word for the server in the settings.
    pub hosts: fn(&str) -> Vec<HostContact>,
    /// The language to begin with.
    pub language: Language,
    /// Sentences about settings that could not be read.
    pub warnings: Vec<String>,
    /// How it begins; for pictures and demonstrations.
    pub look: Look,
    /// Filled when the system asks the program to end.
    pub stop: Latest<()>,
}

/// How the window begins. The default is what a person gets.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Look {
    /// The first screen; `None`: the welcome.
    pub screen: Option<route::Route>,
    /// Dark or light; `None`: as the system.
    pub dark: Option<bool>,
    /// Width and height in points; `None`: 1040 x 720.
    pub size: Option<(f32, f32)>,
    /// Nothing moves.
    pub still: bool,
}
