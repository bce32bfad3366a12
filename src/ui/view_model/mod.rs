//! Pure: the run's state and the texts, turned into what each screen shows. No clock, no egui.

pub mod computer;
pub mod diagnostics;
pub mod internet;
pub mod measuring;
pub mod parts;
pub mod picture;
pub mod plan;
pub mod result;
pub mod share;
pub mod sound;
pub mod spots;
mod status;
pub mod timeline;
pub mod way;

pub use status::Status;
