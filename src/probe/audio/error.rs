//! What the sound library's errors mean.

use cpal::ErrorKind;

use crate::model::{Unknown, UnknownReason};

/// Windows' "access denied" (the privacy switch), which the library hands on as a bare number: E_ACCESSDENIED.
const WINDOWS_ACCESS_DENIED: &str = "-2147024891";

/// An error of the sound library as a reason; `operation` and `thing` say what failed on what.
pub fn unknown(operation: &str, thing: &str, error: &cpal::Error) -> Unknown {
    Unknown::new(reason(error), format!("{operation} {thing}: {error} ({:?})", error.kind()))
}

fn reason(error: &cpal::Error) -> UnknownReason {
    if error.to_string().contains(WINDOWS_ACCESS_DENIED) {
        return UnknownReason::NoPermission;
    }
    match error.kind() {
        ErrorKind::DeviceBusy => UnknownReason::InUse,
        ErrorKind::DeviceNotAvailable => UnknownReason::NoDevice,
        ErrorKind::PermissionDenied => UnknownReason::NoPermission,
        ErrorKind::StreamInvalidated => UnknownReason::Unplugged,
        _ => UnknownReason::Unsupported,
    }
}

/// True for an interruption that the stream goes on after.
pub fn passes(error: &cpal::Error) -> bool {
    matches!(error.kind(), ErrorKind::Xrun | ErrorKind::RealtimeDenied | ErrorKind::DeviceChanged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_reason() {
        let of = |kind| reason(&cpal::Error::new(kind));
        assert_eq!(of(ErrorKind::DeviceBusy), UnknownReason::InUse);
        assert_eq!(of(ErrorKind::DeviceNotAvailable), UnknownReason::NoDevice);
        assert_eq!(of(ErrorKind::PermissionDenied), UnknownReason::NoPermission);
        assert_eq!(of(ErrorKind::UnsupportedConfig), UnknownReason::Unsupported);
        let windows = cpal::Error::with_message(ErrorKind::BackendError, "os error -2147024891");
        assert_eq!(reason(&windows), UnknownReason::NoPermission);
    }
}
