//! What the details of the parts have open.

use crate::model::Advice;

/// What the details of the parts remember.
#[derive(Debug, Default)]
pub struct State {
    /// The advice whose steps are shown.
    pub open: Option<Advice>,
    /// These steps were just asked for: they are brought into view.
    pub reveal_steps: bool,
    /// The raw figures are shown.
    pub technical: bool,
    /// They were just asked for: they are brought into view.
    pub reveal: bool,
    /// The way to the other spots has no room in the bar.
    pub spots_apart: bool,
}
