//! The edge: the only code that touches devices and the net. Each probe observes, none judges.
//!
//! Every probe stands behind a small trait of [`ports`], so that the session runs the same with scripted ones ([`fake`]).

#[cfg(feature = "devices")]
pub mod audio;
#[cfg(feature = "devices")]
pub mod camera;
pub mod computer;
pub mod fake;
pub mod network;
pub mod ports;
pub mod thread;
#[cfg(not(feature = "devices"))]
pub mod without_devices;
