//! Which of the cameras that are there is meant.

use crate::model::device::CameraDevice;
use crate::model::{DeviceChoice, Unknown, UnknownReason};

/// The camera that is meant. A name matches a whole name first, else a part of one, case ignored; where several match,
/// the first is taken.
///
/// # Errors
/// `NoDevice` when none is meant.
pub fn pick<'a>(cameras: &'a [CameraDevice], choice: &DeviceChoice) -> Result<&'a CameraDevice, Unknown> {
    let (found, wanted) = match choice {
        DeviceChoice::Default | DeviceChoice::File(_) => (cameras.first(), "any".to_owned()),
        DeviceChoice::Id(id) => (cameras.iter().find(|camera| camera.id == *id), format!("with the id {id}")),
        DeviceChoice::Name(name) => (by_name(cameras, name), format!("with the name {name}")),
    };
    found.ok_or_else(|| {
        let there: Vec<String> = cameras.iter().map(|camera| format!("{} ({})", camera.name, camera.id)).collect();
        let there = if there.is_empty() { "none".to_owned() } else { there.join(", ") };
        Unknown::new(UnknownReason::NoDevice, format!("find a camera, {wanted}: there is {there}"))
    })
}

fn by_name<'a>(cameras: &'a [CameraDevice], name: &str) -> Option<&'a CameraDevice> {
    let name = name.trim().to_lowercase();
    if name.is_empty() {
        return None;
    }
    let whole = cameras.iter().find(|camera| camera.name.trim().to_lowercase() == name);
    whole.or_else(|| cameras.iter().find(|camera| camera.name.to_lowercase().contains(&name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cameras() -> Vec<CameraDevice> {
        [("0", "Integrated Camera: HD"), ("2", "USB Camera"), ("4", "Camera")]
            .map(|(id, name)| CameraDevice { id: id.to_owned(), name: name.to_owned(), formats: Vec::new() })
            .to_vec()
    }

    fn id(choice: &DeviceChoice) -> Option<String> {
        pick(&cameras(), choice).ok().map(|camera| camera.id.clone())
    }

    #[test]
    fn whole_names_before_parts() {
        assert_eq!(id(&DeviceChoice::Name("camera".into())).as_deref(), Some("4"));
        assert_eq!(id(&DeviceChoice::Name("usb".into())).as_deref(), Some("2"));
        assert_eq!(id(&DeviceChoice::Name("HD".into())).as_deref(), Some("0"));
        assert_eq!(id(&DeviceChoice::Name("  ".into())), None);
    }

    #[test]
    fn ids_are_exact_and_the_first_is_the_default() {
        assert_eq!(id(&DeviceChoice::Id("2".into())).as_deref(), Some("2"));
        assert_eq!(id(&DeviceChoice::Id("1".into())), None);
        assert_eq!(id(&DeviceChoice::Default).as_deref(), Some("0"));
    }

    #[test]
    fn none_says_what_there_is() {
        let unknown = pick(&cameras(), &DeviceChoice::Id("7".into())).unwrap_err();
        assert_eq!(unknown.reason, UnknownReason::NoDevice);
        assert!(unknown.detail.contains("USB Camera (2)"));
        assert!(pick(&[], &DeviceChoice::Default).unwrap_err().detail.contains("none"));
    }
}
