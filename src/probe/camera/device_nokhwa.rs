//! Listing, opening and reading cameras through nokhwa, on Windows and macOS. Runs on the thread of [`super::worker`] only.

use std::panic::catch_unwind;

use nokhwa::Camera;
use nokhwa::utils::{CameraIndex, RequestedFormat, RequestedFormatType};

use crate::model::device::{CameraDevice, CameraFormat};
use crate::model::{DeviceChoice, Unknown};

use super::choice::pick;
use super::fault;
use super::format::{Goal, best_first};
use super::inbox::{Inbox, Opened};
use super::reader::this_reader;
use super::reading::reading;
use super::stream_nokhwa::{FORMATS, frames, from_nokhwa, set_format};

/// How many of a camera's formats are tried before it counts as unsupported.
const TRIED: usize = 3;

/// Opens the camera that is meant and hands its frames over until the inbox says stop or it fails.
pub(super) fn read(choice: &DeviceChoice, goal: Goal, inbox: &Inbox) {
    // The library panics on some errors of the drivers, and on macOS exceptions arrive as panics.
    inbox.reader(this_reader());
    reading(inbox, || {
        if inbox.stopped() {
            return Ok(());
        }
        let (mut camera, opened) = open(choice, goal)?;
        inbox.opened(opened);
        frames(&mut camera, inbox)
    });
}

/// The cameras. Asking for formats would open them.
pub(super) fn list() -> Result<Vec<CameraDevice>, Unknown> {
    Ok(query()?.into_iter().map(|(device, _)| device).collect())
}

fn query() -> Result<Vec<(CameraDevice, CameraIndex)>, Unknown> {
    let found = catch_unwind(|| nokhwa::query(nokhwa::utils::ApiBackend::Auto));
    let found = found.map_err(|_| fault::of_text("list the cameras", "the capture library panicked"))?;
    let found = found.map_err(|error| fault::of_text("list the cameras", &error.to_string()))?;
    Ok(found
        .into_iter()
        .map(|info| {
            let unique = info.misc();
            let id = if unique.is_empty() { info.index().to_string() } else { unique };
            (CameraDevice { id, name: info.human_name(), formats: Vec::new() }, info.index().clone())
        })
        .collect())
}

fn open(choice: &DeviceChoice, goal: Goal) -> Result<(Camera, Opened), Unknown> {
    let listed = query()?;
    let cameras: Vec<CameraDevice> = listed.iter().map(|(device, _)| device.clone()).collect();
    // A number is the place in the system's list.
    let by_number = match choice {
        DeviceChoice::Id(id) => id.parse::<usize>().ok().and_then(|place| cameras.get(place)),
        _ => None,
    };
    let device = by_number.map_or_else(|| pick(&cameras, choice), Ok)?;
    let index = listed.iter().find(|(other, _)| other.id == device.id).map(|(_, index)| index.clone());
    let index = index.unwrap_or(CameraIndex::Index(0));

    let opening = format!("open {}", device.name);
    let fail = |error: nokhwa::NokhwaError| fault::of_text(&opening, &error.to_string());
    let mut camera =
        Camera::new(index, RequestedFormat::with_formats(RequestedFormatType::None, &FORMATS)).map_err(fail)?;
    let offered: Vec<CameraFormat> =
        camera.compatible_camera_formats().unwrap_or_default().into_iter().map(from_nokhwa).collect();
    let chosen = best_first(&offered, goal).into_iter().take(TRIED).find(|format| set_format(&mut camera, format));
    let format = chosen.unwrap_or_else(|| from_nokhwa(camera.camera_format()));
    camera.open_stream().map_err(fail)?;
    let opened = Opened { name: device.name.clone(), id: Some(device.id.clone()), format: Some(format) };
    Ok((camera, opened))
}
