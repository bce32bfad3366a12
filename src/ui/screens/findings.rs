//! What was found in a part: effect, cause, remedy; and what to do when a device could not be used.

mod details;
mod found;
mod frame;
mod state;

pub use details::{also, technical};
pub use found::{choose, list, one, remedy, retry, status_of, trouble, unknown};
pub use frame::{details, first_height, taller, technical_button};
pub use state::State;
