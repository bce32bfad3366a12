//! How long the steps of the network measurement usually take: the probe keeps to it, the window tells it.

use super::Step;

impl Step {
    /// Milliseconds that this step usually takes; `None` where that depends on the far end or the person. On a slow line, or
    /// where a level is given up, it takes longer; a line that brings the load's bytes at once needs less.
    #[must_use]
    pub const fn usual_ms(self) -> Option<u64> {
        match self {
            Self::NetworkIdle => Some(1500),
            Self::NetworkTrains => Some(500),
            Self::NetworkCall => Some(6000),
            Self::NetworkLoadDown | Self::NetworkLoadUp => Some(2500),
            Self::NetworkWatch => Some(4000),
            _ => None,
        }
    }
}
