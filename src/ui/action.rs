//! What a person can ask for. The screens name it; the app turns it into a command, a change of screen or of settings.

use crate::config::Config;
use crate::i18n::Language;
use crate::session::command::Command;

use super::route::Route;

/// A wish of the person at the window.
#[derive(Debug, Clone, PartialEq)]
pub enum UiAction {
    /// Show another screen.
    Go(Route),
    /// Back to the screen before.
    Back,
    /// Ask the engine for something.
    Send(Command),
    /// Begin the check of all parts and show it; asks first where something measured would go.
    Start,
    /// Begin the check of all parts, whatever was measured.
    StartOver,
    /// Check these parts again.
    Again(Vec<crate::model::CheckId>),
    /// Another language, kept for next time.
    Language(Language),
    /// These settings from now on, kept for next time.
    Configure(Box<Config>),
    /// Plan B (in the window's memory) was changed: keep it.
    PlanChanged,
    /// Forget Plan B and remove its file.
    DeletePlan,
    /// Forget all spots and remove their file.
    ForgetSpots,
    /// Put this on the clipboard.
    Copy(String),
    /// Show or hide the guides on the picture.
    Guides,
    /// The picture is fine: end the camera check and go on.
    PictureFine,
    /// Go on without picture: end the camera check as left out.
    PictureSkip,
    /// Show or hide the raw figures.
    Technical,
    /// Nothing was heard: show what helps, before it counts.
    NothingHeard,
    /// The person can't speak now: the sound is left out, the speaker is tried all the same.
    CannotSpeak,
    /// Open the system's page where a device is allowed.
    OpenPermission(crate::model::CheckId),
    /// Save the page that is shared into the folder for reports.
    SaveReport,
    /// Open the mail program with the shared text.
    MailReport,
    /// Ask before everything that was kept is removed.
    AskDelete,
    /// Show or hide the list of shortcuts.
    Shortcuts,
    /// Remove everything that was kept: settings, Plan B and the last result.
    DeleteEverything,
}
