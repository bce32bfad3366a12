//! A recording judged again: observations are stored, conclusions derived anew.

use std::path::Path;

use super::recording::{Header, MOST_BYTES, MOST_EVENTS, MOST_LINE_BYTES, VERSION};
use super::snapshot::{Judge, of_events};
use crate::model::{ProbeEvent, Snapshot};
use crate::os::files::{self, FileError, FileReason};
use crate::os::text;

/// Why a recording could not be judged.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// It could not be read.
    #[error(transparent)]
    Read(FileError),
    /// It is a folder, a pipe or a device, or longer than any recording; it was not read.
    #[error(transparent)]
    Refused(FileError),
    /// It is no recording of this program.
    #[error("{path} is no recording")]
    NotARecording {
        /// The file.
        path: String,
    },
    /// A newer version wrote it.
    #[error("{path} has format {version}")]
    Newer {
        /// The file.
        path: String,
        /// Its format.
        version: u32,
    },
    /// A line in the middle can't be understood.
    #[error("{path}, line {line}: {detail}")]
    Damaged {
        /// The file.
        path: String,
        /// Its line, from 1.
        line: usize,
        /// What is wrong with it.
        detail: String,
    },
    /// It holds no run.
    #[error("{path} holds no run")]
    Empty {
        /// The file.
        path: String,
    },
}

/// The events of a recording. A last line that was cut off is left out.
///
/// # Errors
/// When it is damaged, newer, empty or unreadable.
pub fn events(path: &Path) -> Result<Vec<ProbeEvent>, ReplayError> {
    let name = path.display().to_string();
    let bytes = files::read_ordinary(path, MOST_BYTES).map_err(|error| match error.reason {
        FileReason::IsFolder | FileReason::NotOrdinary | FileReason::TooLarge => ReplayError::Refused(error),
        _ => ReplayError::Read(error),
    })?;
    let text = text::decode_lossy(&bytes);
    let mut lines = text.lines().enumerate().peekable();
    let header = lines.next().and_then(|(_, line)| serde_json::from_str::<Header>(line).ok());
    let header = header.ok_or_else(|| ReplayError::NotARecording { path: name.clone() })?;
    if header.greenroom_recording > VERSION {
        return Err(ReplayError::Newer { path: name, version: header.greenroom_recording });
    }
    let mut events = Vec::new();
    while let Some((number, line)) = lines.next() {
        if line.trim().is_empty() {
            continue;
        }
        let parsed = if line.len() > MOST_LINE_BYTES {
            Err("longer than any line of a recording".to_owned())
        } else if events.len() >= MOST_EVENTS {
            Err("more events than any recording has".to_owned())
        } else {
            serde_json::from_str::<ProbeEvent>(line).map_err(|e| e.to_string())
        };
        match parsed {
            Ok(event) => events.push(event),
            // The program was ended while it wrote: what came before holds.
            Err(_) if lines.peek().is_none() && !events.is_empty() && events.len() < MOST_EVENTS => {}
            Err(detail) => return Err(ReplayError::Damaged { path: name, line: number + 1, detail }),
        }
    }
    if events.is_empty() {
        return Err(ReplayError::Empty { path: name });
    }
    Ok(events)
}

/// The state at the end of these events, judged by today's rules.
#[must_use]
pub fn state(events: &[ProbeEvent], judge: Judge) -> Snapshot {
    of_events(events, judge)
}
