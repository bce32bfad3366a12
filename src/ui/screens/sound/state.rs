//! What the sound part remembers between frames.

use crate::model::DeviceChoice;
use crate::ui::view_model::sound::Scene;

/// What the sound part remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The scene that is shown, which follows the real one after a moment.
    pub(super) shown: Option<Scene>,
    /// When the real scene was first seen to be another, by the window's clock.
    pub(super) changed_at: Option<f64>,
    /// The recording was heard back at least once.
    pub(super) heard_back: bool,
    /// The reading was asked for since the microphone was opened.
    pub(super) asked_to_read: bool,
    /// Since when it listens.
    pub(super) listening_since: Option<f64>,
    /// It has listened long enough to offer a way on.
    pub may_go_on: bool,
    /// Nothing was heard: volume and speaker first, before it counts.
    pub unheard: bool,
    /// How many times in a row the tone could not be played.
    pub(super) tone_failures: u32,
    /// Another microphone was picked after the reading: it is asked whether to begin anew.
    pub other_input: Option<DeviceChoice>,
    /// Level held for its word, and since when.
    pub(super) held: Option<(f32, f64)>,
    /// When the part was seen to end here; then the next part opens.
    pub(super) ended_at: Option<f64>,
}
