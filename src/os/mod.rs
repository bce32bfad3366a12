//! One thin layer per operating system. It returns plain data; what it means is decided elsewhere.

pub mod audio;
pub mod files;
