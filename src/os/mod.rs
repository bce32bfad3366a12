//! One thin layer per operating system. It returns plain data; what it means is decided elsewhere.

#[cfg(feature = "devices")]
pub mod audio;
#[cfg(target_os = "linux")]
pub mod camera_linux;
#[cfg(feature = "gui")]
pub mod choose;
pub mod clock;
pub mod consent;
#[cfg(target_os = "linux")]
pub mod desktop_entries;
pub mod echo;
pub mod files;
#[cfg(all(target_os = "linux", feature = "devices"))]
pub mod interrupt;
pub mod memory;
#[cfg(all(target_os = "linux", feature = "devices"))]
pub mod microphone_linux;
pub mod net;
pub mod network_change;
pub mod open;
pub mod permission;
pub mod power;
pub mod private_file;
pub mod process;
pub mod settings_pages;
pub mod tcp;
pub mod terminal;
pub mod text;
#[cfg(all(target_os = "linux", feature = "devices"))]
pub mod v4l2;
#[cfg(all(target_os = "linux", feature = "devices"))]
pub mod v4l2_capture;
pub mod wifi;
