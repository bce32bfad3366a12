//! The states of a part, each with its word. Looks (icon, colour) are in `widgets::status`.

pub use crate::model::PartState as Status;
