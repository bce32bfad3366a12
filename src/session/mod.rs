//! Orchestration: what runs when, who holds which device, how it is stopped and recorded.

pub mod command;
mod devices;
mod engine;
pub mod handle;
mod options;
mod recorder;

pub use devices::AllowedBy;
pub use engine::start;
pub use options::{Clock, Enough, RecordTo, SessionOptions, SystemClock, VoidWatch};
