//! Who holds a camera or a microphone, by the name that a person knows. Ourselves left out.

use super::grouping::Grouping;

/// What one system can tell. Nothing told is no claim: the part that opens the device notices a busy one by itself.
#[cfg(target_os = "linux")]
mod here {
    use super::Grouping;
    use crate::os::camera_linux;

    #[cfg(feature = "devices")]
    pub(super) fn microphone(grouping: &Grouping<'_>) -> Vec<String> {
        let recorders = crate::os::microphone_linux::recorders();
        recorders.iter().filter_map(|r| grouping.holder(r.pid, r.program.as_deref(), r.name.as_deref())).collect()
    }

    /// Who uses the microphone is asked of the sound server, which a program without sound doesn't know.
    #[cfg(not(feature = "devices"))]
    pub(super) fn microphone(_grouping: &Grouping<'_>) -> Vec<String> {
        Vec::new()
    }

    pub(super) fn camera(grouping: &Grouping<'_>) -> Vec<String> {
        // What PipeWire holds for others stays unsaid: whose it is is not to be seen here.
        camera_linux::holders().iter().filter_map(|h| grouping.holder(Some(h.pid), None, Some(&h.name))).collect()
    }
}

#[cfg(windows)]
mod here {
    use super::Grouping;
    use crate::os::consent::{Capability, uses};

    pub(super) fn microphone(grouping: &Grouping<'_>) -> Vec<String> {
        uses(Capability::Microphone).iter().filter_map(|u| grouping.user(u)).collect()
    }

    pub(super) fn camera(grouping: &Grouping<'_>) -> Vec<String> {
        uses(Capability::Webcam).iter().filter_map(|u| grouping.user(u)).collect()
    }
}

/// macOS tells no names (for the microphone only from 14 on).
#[cfg(not(any(target_os = "linux", windows)))]
mod here {
    use super::Grouping;

    pub(super) fn microphone(_grouping: &Grouping<'_>) -> Vec<String> {
        Vec::new()
    }

    pub(super) fn camera(_grouping: &Grouping<'_>) -> Vec<String> {
        Vec::new()
    }
}

/// Programs that record from a microphone now.
#[must_use]
pub fn microphone(grouping: &Grouping<'_>) -> Vec<String> {
    unique(here::microphone(grouping))
}

/// Programs that have a camera open now.
#[must_use]
pub fn camera(grouping: &Grouping<'_>) -> Vec<String> {
    unique(here::camera(grouping))
}

fn unique(mut names: Vec<String>) -> Vec<String> {
    names.sort_unstable();
    names.dedup();
    names
}
