//! How far the watch of a camera is, and when it has lasted long enough, whatever comes.

use std::time::{Duration, Instant};

use crate::model::{Unknown, UnknownReason};

use super::inbox::Opened;
use super::measure::LumaGrid;
use super::window::Window;
use super::{fault, listing};

/// Until the first frame: a USB camera that wakes up may take several seconds.
const FIRST_FRAME_WITHIN: Duration = Duration::from_secs(10);

/// Between two frames: then the camera is gone.
const NEXT_FRAME_WITHIN: Duration = Duration::from_secs(3);

/// From one observation to the next.
pub(super) const TICK: Duration = Duration::from_secs(1);

/// Where a watch of fixed length stands.
#[derive(Clone, Copy)]
pub(super) struct Length {
    pub(super) seconds: f64,
    pub(super) begun: Option<Instant>,
}

/// How far a watch is.
pub(super) struct Progress {
    pub(super) begun: Instant,
    /// False for files, which have all the time in the world.
    pub(super) live: bool,
    pub(super) window: Window,
    pub(super) opened: Option<Opened>,
    pub(super) last_frame: Option<Instant>,
    pub(super) next_tick: Option<Instant>,
    pub(super) length: Option<Length>,
    pub(super) previous: Option<LumaGrid>,
    pub(super) last_look_s: Option<f64>,
}

impl Progress {
    /// Seconds since the camera was asked for.
    pub(super) fn seconds(&self, at: Instant) -> f64 {
        at.saturating_duration_since(self.begun).as_secs_f64()
    }

    /// When the camera counts as silent.
    pub(super) fn patience(&self) -> Option<Instant> {
        let end = self.last_frame.map_or(self.begun + FIRST_FRAME_WITHIN, |last| last + NEXT_FRAME_WITHIN);
        self.live.then_some(end)
    }

    pub(super) fn ends_at(&self) -> Option<Instant> {
        let length = self.length?;
        length.begun?.checked_add(Duration::try_from_secs_f64(length.seconds).ok()?)
    }

    pub(super) fn finished(&self, now: Instant) -> bool {
        self.ends_at().is_some_and(|end| now >= end)
    }

    /// When something is to be done even if nothing comes.
    pub(super) fn deadline(&self) -> Instant {
        let ends = [self.next_tick, self.ends_at(), self.patience()];
        ends.into_iter().flatten().min().unwrap_or_else(|| Instant::now() + TICK)
    }

    /// Unplugged, if the open camera is no longer there.
    pub(super) fn gone(&self) -> Option<Unknown> {
        let opened = self.opened.as_ref()?;
        let gone = !listing::is_there(opened.id.as_deref()?);
        gone.then(|| Unknown::new(UnknownReason::Unplugged, format!("{} is no longer there", opened.name)))
    }

    /// Why no frame comes.
    pub(super) fn silent(&self) -> Unknown {
        self.gone().unwrap_or_else(|| match (&self.opened, self.last_frame) {
            (None, _) => fault::no_frames(format!("the camera did not open within {FIRST_FRAME_WITHIN:?}")),
            (Some(opened), None) => {
                fault::no_frames(format!("{}: no frame within {FIRST_FRAME_WITHIN:?}", opened.name))
            }
            (Some(opened), Some(_)) => fault::no_frames(format!("{}: no frame for {NEXT_FRAME_WITHIN:?}", opened.name)),
        })
    }
}
