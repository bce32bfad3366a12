//! Whether the system lets this program use camera and microphone, and asking the person for it where the system can.

/// What the system says about one kind of device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// This program may use it.
    Allowed,
    /// It may not; only the system's settings change that.
    Denied,
    /// The person has not been asked yet: see [`request_camera`] and [`request_microphone`].
    NotAsked,
    /// The system does not say, or decides only when the device is opened.
    Unknown,
}

/// Whether this program may use cameras. Does not open one.
#[must_use]
pub fn camera() -> Access {
    system::access(Kind::Camera)
}

/// Whether this program may use microphones. Does not open one.
#[must_use]
pub fn microphone() -> Access {
    system::access(Kind::Microphone)
}

/// Has the system ask the person for the camera where it can (macOS); `answer` is called once, on any thread, when the
/// person has decided. Elsewhere it is called at once with whether the camera may be used as far as known.
pub fn request_camera(answer: impl Fn(bool) + Send + 'static) {
    system::request(Kind::Camera, answer);
}

/// Like [`request_camera`], for microphones.
pub fn request_microphone(answer: impl Fn(bool) + Send + 'static) {
    system::request(Kind::Microphone, answer);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Camera,
    Microphone,
}

#[cfg(target_os = "linux")]
mod system {
    use std::fs;
    use std::path::{Path, PathBuf};

    use nix::unistd::{AccessFlags, access as may};

    use super::{Access, Kind};

    /// By the rights on the device nodes. A sound server may give a microphone all the same, so no right on the nodes is
    /// no proof for microphones.
    pub(super) fn access(kind: Kind) -> Access {
        let (folder, is_node): (&str, fn(&str) -> bool) = match kind {
            Kind::Camera => ("/dev", |name| name.strip_prefix("video").is_some_and(|n| n.parse::<u32>().is_ok())),
            Kind::Microphone => ("/dev/snd", |name| name.starts_with("pcm") && name.ends_with('c')),
        };
        let denied = if kind == Kind::Camera { Access::Denied } else { Access::Unknown };
        by_nodes(&nodes(Path::new(folder), is_node), denied)
    }

    pub(super) fn request(kind: Kind, answer: impl Fn(bool) + Send + 'static) {
        answer(access(kind) != Access::Denied);
    }

    fn nodes(folder: &Path, is_node: fn(&str) -> bool) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
        entries.flatten().filter(|e| e.file_name().to_str().is_some_and(is_node)).map(|e| e.path()).collect()
    }

    fn by_nodes(nodes: &[PathBuf], denied: Access) -> Access {
        if nodes.is_empty() {
            Access::Unknown
        } else if nodes.iter().any(|node| may(node, AccessFlags::R_OK | AccessFlags::W_OK).is_ok()) {
            Access::Allowed
        } else {
            denied
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn rights_on_the_nodes_decide() {
            let dir = tempfile::tempdir().unwrap();
            let is_video: fn(&str) -> bool = |name| name.starts_with("video");
            assert_eq!(by_nodes(&nodes(dir.path(), is_video), Access::Denied), Access::Unknown);
            fs::write(dir.path().join("video0"), "").unwrap();
            fs::write(dir.path().join("other"), "").unwrap();
            let found = nodes(dir.path(), is_video);
            assert_eq!(found.len(), 1);
            assert_eq!(by_nodes(&found, Access::Denied), Access::Allowed);
            let gone = vec![dir.path().join("gone")];
            assert_eq!(by_nodes(&gone, Access::Denied), Access::Denied);
        }
    }
}

#[cfg(windows)]
mod system {
    use windows_registry::{CURRENT_USER, Key, LOCAL_MACHINE};

    use super::{Access, Kind};

    const STORE: &str = r"SOFTWARE\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore";

    /// The three switches that hold for a desktop program: the computer's, the person's, and "let desktop apps".
    pub(super) fn access(kind: Kind) -> Access {
        let kind = match kind {
            Kind::Camera => "webcam",
            Kind::Microphone => "microphone",
        };
        let switches = [
            value(LOCAL_MACHINE, &format!(r"{STORE}\{kind}")),
            value(CURRENT_USER, &format!(r"{STORE}\{kind}")),
            value(CURRENT_USER, &format!(r"{STORE}\{kind}\NonPackaged")),
        ];
        if switches.iter().flatten().any(|v| v.eq_ignore_ascii_case("Deny")) {
            Access::Denied
        } else if switches.iter().flatten().any(|v| v.eq_ignore_ascii_case("Allow")) {
            Access::Allowed
        } else {
            Access::Unknown
        }
    }

    fn value(root: &Key, path: &str) -> Option<String> {
        root.open(path).ok()?.get_string("Value").ok()
    }

    pub(super) fn request(kind: Kind, answer: impl Fn(bool) + Send + 'static) {
        answer(access(kind) != Access::Denied);
    }
}

#[cfg(target_os = "macos")]
mod system {
    use block2::RcBlock;
    use objc2::runtime::Bool;
    use objc2_av_foundation::{
        AVAuthorizationStatus, AVCaptureDevice, AVMediaType, AVMediaTypeAudio, AVMediaTypeVideo,
    };

    use super::{Access, Kind};

    fn media_type(kind: Kind) -> Option<&'static AVMediaType> {
        #[expect(unsafe_code, reason = "constants of AVFoundation")]
        // SAFETY: these are constant strings that AVFoundation sets before the program starts.
        unsafe {
            match kind {
                Kind::Camera => AVMediaTypeVideo,
                Kind::Microphone => AVMediaTypeAudio,
            }
        }
    }

    pub(super) fn access(kind: Kind) -> Access {
        let Some(media) = media_type(kind) else { return Access::Unknown };
        #[expect(unsafe_code, reason = "a call of AVFoundation")]
        // SAFETY: the media type is one of the two that this class method accepts; it may be called from any thread.
        let status = unsafe { AVCaptureDevice::authorizationStatusForMediaType(media) };
        match status {
            AVAuthorizationStatus::Authorized => Access::Allowed,
            AVAuthorizationStatus::Denied | AVAuthorizationStatus::Restricted => Access::Denied,
            AVAuthorizationStatus::NotDetermined => Access::NotAsked,
            _ => Access::Unknown,
        }
    }

    pub(super) fn request(kind: Kind, answer: impl Fn(bool) + Send + 'static) {
        let Some(media) = media_type(kind) else { return answer(false) };
        let block = RcBlock::new(move |granted: Bool| answer(granted.as_bool()));
        #[expect(unsafe_code, reason = "a call of AVFoundation")]
        // SAFETY: the media type is one of the two that this class method accepts; the system copies the block, whose
        // closure is `Send` because it is called on a queue of the system's.
        unsafe {
            AVCaptureDevice::requestAccessForMediaType_completionHandler(media, &block);
        }
    }
}

#[cfg(not(any(target_os = "linux", windows, target_os = "macos")))]
mod system {
    use super::{Access, Kind};

    pub(super) fn access(_: Kind) -> Access {
        Access::Unknown
    }

    pub(super) fn request(_: Kind, answer: impl Fn(bool) + Send + 'static) {
        answer(true);
    }
}
