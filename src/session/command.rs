//! What a reader (window, command line) may ask of the engine.

use crate::model::observation::Heard;
use crate::model::plan::PlanCounts;
use crate::model::run::DeviceKind;
use crate::model::{CheckId, DeviceChoice, Level, Requirement, ServerChoice, SpotName};

/// A request to the engine. All of them return at once; what comes of them is seen in the state.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Begin a run: network and computer start by themselves, sound and camera wait for the person to open them.
    Start(Requirement),
    /// Check these parts again; everything else stays as it is.
    Again(Vec<CheckId>),
    /// Stop everything that runs; the run becomes void where it had not ended.
    Stop,
    /// End the quiet watch; the answer stands with what was seen until then.
    EndWatch,
    /// The person opened the sound or camera part: open its device (the system may ask for permission).
    OpenPart(CheckId),
    /// Without a person: open the part, watch for this many seconds, end the check (sound and camera).
    Watch(CheckId, f64),
    /// The person left the part: release its device. An ended check keeps its result; one under way becomes "not checked".
    LeavePart(CheckId),
    /// Read aloud (again): collect speech.
    Read,
    /// Hear the recording.
    PlayBack,
    /// Hear the test tone, also where no microphone is open.
    PlayTone,
    /// Stop what is playing.
    StopPlaying,
    /// The answer about the tone: ends the sound check where the microphone is open.
    ToneAnswer(Heard),
    /// "I can't speak now": the sound check ends as not checked.
    CannotSpeak,
    /// "This is fine": ends the camera check with what was seen and releases the camera.
    PictureDone,
    /// "Without picture": the camera check ends as not checked, or for want of a camera where there is none.
    SkipPicture,
    /// A part lacks its device: look for one until the part is left.
    AwaitDevice(CheckId),
    /// End the sound check with what was measured, without the tone.
    SoundDone,
    /// Use another device; an open one is replaced at once.
    Choose(DeviceKind, DeviceChoice),
    /// Measure against another server from the next check on; what is under way goes on as it is.
    UseServer(ServerChoice),
    /// Try out an own server: does it answer, and would it measure? What comes of it is read from the handle.
    TestServer(ServerChoice),
    /// List the devices again.
    ListDevices,
    /// The call needs another level.
    Need(Level),
    /// Plan B changed.
    Plan(PlanCounts),
    /// The person begins to walk through the house: another network voids nothing until the spots are left.
    EnterSpots,
    /// Measure at this spot; one that was under way stays unranked. What comes of it is read from the handle.
    MeasureSpot(SpotName),
    /// The spot that is being measured is called so.
    NameSpot(SpotName),
    /// The person walks on: the spot that is being measured stays unranked.
    LeaveSpot,
    /// The person is back from the spots.
    LeaveSpots,
    /// Forget this spot; `None`: all of them.
    ForgetSpot(Option<SpotName>),
    /// Release everything and end the engine.
    Shutdown,
}
