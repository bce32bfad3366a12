//! From a failed operation on a camera to a reason.

#[cfg(any(target_os = "linux", test))]
use std::io;

use crate::model::{FindingId, Unknown, UnknownReason};

/// The reason for an error of the system; only Linux is asked directly. `doing` says which operation on which thing failed.
#[cfg(any(target_os = "linux", test))]
#[must_use]
pub fn of_system(doing: &str, error: &io::Error) -> Unknown {
    if error.kind() == io::ErrorKind::InvalidData {
        return Unknown::new(UnknownReason::Unsupported, format!("{doing}: {error}"));
    }
    of_text(doing, &error.to_string())
}

/// The reason for an error that is known by its text only.
#[must_use]
pub fn of_text(doing: &str, error: &str) -> Unknown {
    let detail = format!("{doing}: {error}");
    match reason(error) {
        Some(reason) => Unknown::new(reason, detail),
        None => Unknown::new(UnknownReason::Timeout, detail).with_finding(FindingId::CameraNoFrames),
    }
}

/// The camera opened, but no frame comes.
#[must_use]
pub fn no_frames(detail: String) -> Unknown {
    Unknown::new(UnknownReason::Timeout, detail).with_finding(FindingId::CameraNoFrames)
}

/// What the texts of the systems mean: Linux by name and number, Windows by number, macOS by the capture library's words.
const MEANINGS: [(&[&str], UnknownReason); 5] = [
    (
        &[
            "(os error 16)",
            "resource busy",
            "already in use",
            // MF_E_VIDEO_RECORDING_DEVICE_PREEMPTED, MF_E_HW_MFT_FAILED_START_STREAMING, ERROR_SHARING_VIOLATION
            "c00d3ea3",
            "c00d3704",
            "80070020",
        ],
        UnknownReason::InUse,
    ),
    // E_ACCESSDENIED
    (&["(os error 13)", "(os error 1)", "permission denied", "80070005"], UnknownReason::NoPermission),
    // MF_E_VIDEO_RECORDING_DEVICE_INVALIDATED, ERROR_DEVICE_REMOVED
    (&["(os error 19)", "(os error 6)", "no such device", "c00d3ea2", "80070651"], UnknownReason::Unplugged),
    (&["(os error 2)", "no such file"], UnknownReason::NoDevice),
    (
        &[
            "unsupported",
            "not whole number",
            "failed to fufill",
            "rejected",
            "unknown fourcharcode",
            // MF_E_INVALIDMEDIATYPE
            "c00d36b4",
            "(os error 22)",
            "(os error 25)",
        ],
        UnknownReason::Unsupported,
    ),
];

fn reason(error: &str) -> Option<UnknownReason> {
    let error = error.to_lowercase();
    MEANINGS.iter().find(|(signs, _)| signs.iter().any(|sign| error.contains(sign))).map(|(_, reason)| *reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn system_errors_have_their_reasons() {
        for (number, want) in [
            (16, UnknownReason::InUse),
            (13, UnknownReason::NoPermission),
            (19, UnknownReason::Unplugged),
            (2, UnknownReason::NoDevice),
            (22, UnknownReason::Unsupported),
        ] {
            let unknown = of_system("open /dev/video0", &io::Error::from_raw_os_error(number));
            assert_eq!(unknown.reason, want, "{unknown:?}");
            assert!(unknown.detail.starts_with("open /dev/video0: "));
        }
        let insists = io::Error::new(io::ErrorKind::InvalidData, "the driver insists");
        assert_eq!(of_system("set", &insists).reason, UnknownReason::Unsupported);
    }

    #[test]
    fn texts_of_the_capture_library_have_their_reasons() {
        for (text, want) in [
            ("Could not open device 0: V4L2 Error: No such file or directory", UnknownReason::NoDevice),
            ("Could not open device 0: V4L2 Error: Permission denied", UnknownReason::NoPermission),
            ("Could not open device stream: Device or resource busy (os error 16)", UnknownReason::InUse),
            ("Could not capture frame: No such device (os error 19)", UnknownReason::Unplugged),
            (
                "Could not get device property V4L2 FrameRate: Framerate not whole number: 30000 / 1001",
                UnknownReason::Unsupported,
            ),
            ("Could not capture frame: Access is denied. (0x80070005)", UnknownReason::NoPermission),
            ("Already in use", UnknownReason::InUse),
        ] {
            assert_eq!(of_text("x", text).reason, want, "{text}");
        }
        let other = of_text("x", "Could not capture frame: Input/output error (os error 5)");
        assert_eq!((other.reason, other.finding), (UnknownReason::Timeout, Some(FindingId::CameraNoFrames)));
        assert_eq!(reason("(os error 160)"), None);
    }
}
