//! A device as it was typed: by name, by number, or as a file in its place.

use std::path::Path;

use super::exit::Exit;
use super::print;
use crate::i18n::Texts;
use crate::model::{DeviceChoice, Unknown};
use crate::probe::ports::Probes;

fn names(list: Result<impl Iterator<Item = String>, crate::model::Unknown>) -> Vec<String> {
    list.map(Iterator::collect).unwrap_or_default()
}

/// Tells whether a file can stand in for a device.
type Readable = fn(&Path) -> Result<(), Unknown>;

/// The file that was typed in place of a device; `None` when a device was typed.
fn file(typed: &str, readable: Readable, remedy: &str, texts: &Texts) -> Option<Result<DeviceChoice, Exit>> {
    let path = Path::new(typed.strip_prefix("file:")?);
    let name = path.display().to_string();
    if !path.exists() {
        print::error(texts, &texts.cli_no_such_file(name), &texts.cli_no_such_file_remedy(), "");
        return Some(Err(Exit::Usage));
    }
    if let Err(unknown) = readable(path) {
        print::error(texts, &texts.cli_file_unusable(name), remedy, &unknown.detail);
        return Some(Err(Exit::Usage));
    }
    Some(Ok(DeviceChoice::File(path.to_owned())))
}

fn device(typed: &str, texts: &Texts, there: impl Fn() -> Vec<String>) -> Result<DeviceChoice, Exit> {
    let there = there();
    let Some(taken) = pick(typed, &there) else { return Err(unknown_device(typed, &there, texts)) };
    if there.iter().filter(|name| matches(typed, name)).count() > 1 && !taken.eq_ignore_ascii_case(typed) {
        print::err(&texts.cli_device_taken(taken.clone()));
    }
    Ok(DeviceChoice::Name(taken))
}

/// The microphone that is meant, or the recording in its place.
pub fn input(typed: &str, probes: &Probes, texts: &Texts) -> Result<DeviceChoice, Exit> {
    file(typed, crate::probe::audio::file::readable, &texts.cli_file_unusable_sound(), texts)
        .unwrap_or_else(|| device(typed, texts, || names(probes.sound.inputs().map(|l| l.into_iter().map(|d| d.name)))))
}

/// The camera that is meant, or the pictures in its place.
pub fn camera(typed: &str, probes: &Probes, texts: &Texts) -> Result<DeviceChoice, Exit> {
    let remedy = texts.cli_file_unusable_picture();
    if let Some(file) = file(typed, crate::probe::camera::file::readable, &remedy, texts) {
        return file;
    }
    let there = probes.camera.cameras().unwrap_or_default();
    if typed.chars().all(|c| c.is_ascii_digit()) && there.iter().any(|c| c.id == typed) {
        return Ok(DeviceChoice::Id(typed.to_owned()));
    }
    device(typed, texts, || there.iter().map(|c| c.name.clone()).collect())
}

/// The output that is meant.
pub fn output(typed: &str, probes: &Probes, texts: &Texts) -> Result<DeviceChoice, Exit> {
    device(typed, texts, || names(probes.sound.outputs().map(|l| l.into_iter().map(|d| d.name))))
}

fn matches(typed: &str, name: &str) -> bool {
    name.to_lowercase().contains(&typed.to_lowercase())
}

/// The whole name first, else the first that contains what was typed; case ignored.
fn pick(typed: &str, there: &[String]) -> Option<String> {
    let whole = there.iter().find(|name| name.to_lowercase() == typed.to_lowercase());
    whole.or_else(|| there.iter().find(|name| matches(typed, name))).cloned()
}

fn unknown_device(typed: &str, there: &[String], texts: &Texts) -> Exit {
    let list = if there.is_empty() { texts.cli_device_none() } else { there.join(", ") };
    print::error(texts, &texts.cli_device_unknown(typed.to_owned()), &texts.cli_device_there(list), "");
    Exit::Usage
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_names_come_before_parts() {
        let there = ["USB Camera 2".to_owned(), "USB Camera".to_owned()];
        assert_eq!(pick("usb camera", &there).as_deref(), Some("USB Camera"));
        assert_eq!(pick("camera 2", &there).as_deref(), Some("USB Camera 2"));
        assert_eq!(pick("usb", &there).as_deref(), Some("USB Camera 2"));
        assert_eq!(pick("webcam", &there), None);
    }
}
