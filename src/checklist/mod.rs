//! Plan B: fallback channels and the preparation list, kept on this computer; the last result; and the spots.
//!
//! The data itself is [`crate::model::plan`]; here are the items, the understanding of what was typed, and the file.

mod fault;
pub mod items;
pub mod last;
mod link;
mod mail;
pub mod merge;
mod phone;
pub mod spots;
mod store;
mod tidy;
pub mod validate;

pub use store::{Notice, Store};
