//! The words of the domain: plain data with units. No I/O, no clock, no language.
//!
//! Ids (findings, advice, checks) are stable names: scripts, reports and texts rely on them.

pub mod assessment;
pub mod check;
pub mod demand;
pub mod device;
pub mod far_end;
pub mod finding;
mod frame_rate;
pub mod observation;
pub mod outcome;
pub mod part_state;
pub mod plan;
pub mod public_server;
pub mod requirement;
pub mod run;
pub mod server_address;
pub mod server_test;
pub mod snapshot;
pub mod spot;
pub mod text;
pub mod token;

pub use assessment::{Assessment, LevelOutcome, LevelVerdict, Readiness};
pub use check::{CredentialFault, Unknown, UnknownReason};
pub use device::{AudioDevice, CameraDevice, DeviceChoice, FrameRate, Transport};
pub use far_end::{FarEnd, Target};
pub use finding::{Advice, Evidence, Finding, FindingId};
pub use observation::Observations;
pub use outcome::{CheckId, Confidence, Outcome};
pub use part_state::PartState;
pub use public_server::PublicServer;
pub use requirement::{Level, Requirement};
pub use run::{ProbeEvent, RunId, RunState};
pub use server_address::{AddressFault, ServerAddress};
pub use server_test::{ServerChoice, ServerReply, ServerTest, ServerTestState};
pub use snapshot::Snapshot;
pub use spot::{SpotBoard, SpotKind, SpotName, SpotVisit};
pub use token::{Secret, Token, TokenFault};
