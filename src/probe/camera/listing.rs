//! The cameras that are there.
//!
//! On Linux they can be asked for at any time. Elsewhere the capture library is asked, on its own thread; while that is busy
//! with an open camera the last answer holds.

#[cfg(not(target_os = "linux"))]
use std::{
    sync::{Mutex, mpsc::sync_channel},
    time::Duration,
};

use crate::model::Unknown;
#[cfg(not(target_os = "linux"))]
use crate::model::UnknownReason;
use crate::model::device::CameraDevice;

use super::device;
#[cfg(not(target_os = "linux"))]
use super::worker;

/// The cameras that can capture, each with its formats where the system tells them, best first.
///
/// # Errors
/// When the system does not answer.
#[cfg(target_os = "linux")]
pub(super) fn cameras() -> Result<Vec<CameraDevice>, Unknown> {
    device::list()
}

/// The cameras that can capture.
///
/// # Errors
/// When the system does not answer.
#[cfg(not(target_os = "linux"))]
pub(super) fn cameras() -> Result<Vec<CameraDevice>, Unknown> {
    listed().ok_or_else(|| Unknown::new(UnknownReason::Timeout, "list the cameras: the system does not answer"))
}

/// Whether a camera is still there, as far as that can be told without waiting.
#[cfg(target_os = "linux")]
pub(super) fn is_there(id: &str) -> bool {
    id.parse().is_ok_and(|number| crate::os::v4l2::node_path(number).exists())
}

/// Whether a camera is still there, as far as that can be told without waiting.
#[cfg(not(target_os = "linux"))]
pub(super) fn is_there(id: &str) -> bool {
    listed().is_none_or(|cameras| cameras.iter().any(|camera| camera.id == id))
}

/// What the system listed last.
#[cfg(not(target_os = "linux"))]
static LISTED: Mutex<Option<Vec<CameraDevice>>> = Mutex::new(None);

#[cfg(not(target_os = "linux"))]
fn listed() -> Option<Vec<CameraDevice>> {
    let fresh = if worker::is_busy() { None } else { ask_for_list() };
    let mut last = LISTED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if fresh.is_some() {
        last.clone_from(&fresh);
    }
    last.clone()
}

#[cfg(not(target_os = "linux"))]
fn ask_for_list() -> Option<Vec<CameraDevice>> {
    let (say, answer) = sync_channel(1);
    let asked = worker::submit(move || {
        let _ = say.try_send(device::list());
    });
    asked.ok()?;
    answer.recv_timeout(Duration::from_secs(1)).ok()?.ok()
}
