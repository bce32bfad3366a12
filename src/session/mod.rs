//! Orchestration: what runs when, who holds which device, how it is stopped and recorded.

pub mod command;
pub mod handle;
