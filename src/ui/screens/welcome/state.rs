//! What the welcome remembers between frames.

use crate::checklist::last::Earlier;
use crate::model::FindingId;

/// What the welcome remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The list of servers is open.
    pub servers: bool,
    /// It was on the screen in the last frame.
    pub(super) servers_shown: bool,
    /// What was kept of the last result, and when it was read, by the window's clock in seconds.
    pub last: Option<(Earlier, f64)>,
    /// What was to be done first, with its steps shown.
    pub(super) open: Option<FindingId>,
    /// Its steps are to be brought into view.
    pub(super) reveal: bool,
    /// The number of plan B went to the clipboard.
    pub(super) copied: bool,
}
