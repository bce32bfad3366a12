//! One thin layer per operating system. It returns plain data; what it means is decided elsewhere.

pub mod audio;
pub mod clock;
pub mod consent;
pub mod files;
pub mod memory;
#[cfg(target_os = "linux")]
pub mod microphone_linux;
pub mod net;
pub mod network_change;
pub mod open;
pub mod power;
pub mod process;
pub mod settings_pages;
