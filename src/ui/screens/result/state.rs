//! What the result remembers between frames.

use super::mended::Cards;
use crate::model::FindingId;

/// What the result remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The card whose steps are shown.
    pub open: Option<FindingId>,
    /// What was just opened is brought into view.
    pub(super) reveal: bool,
    /// What is fine is unfolded.
    pub fine: bool,
    /// The cards of what comes first, and which of them are mended.
    pub(super) cards: Cards,
}
