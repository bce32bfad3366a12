//! Plan B: fallback channels and the preparation list, kept on this computer.
//!
//! The data itself is [`crate::model::plan`]; here are the items, the validation of what was typed, and the file.

pub mod items;
pub mod merge;
mod store;
pub mod validate;

pub use store::{Notice, Store};
