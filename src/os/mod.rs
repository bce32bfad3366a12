//! One thin layer per operating system. It returns plain data; what it means is decided elsewhere.

pub mod files;
pub mod memory;
pub mod net;
pub mod power;
pub mod process;
