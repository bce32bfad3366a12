//! One thin layer per operating system. It returns plain data; what it means is decided elsewhere.

#[cfg(target_os = "linux")]
pub mod camera_linux;
pub mod files;
pub mod permission;
#[cfg(target_os = "linux")]
pub mod v4l2;
