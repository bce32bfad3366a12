//! Writes a run as JSON lines: private (0600), its first line says so. Observations only; conclusions are derived again.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::options::RecordTo;
use crate::model::ProbeEvent;

/// The format of a recording. A newer one is not read.
pub const RECORDING_VERSION: u32 = 1;
/// A recording that grows beyond this is no run of this program; writing stops.
const LIMIT_BYTES: usize = 32 * 1024 * 1024;

/// The first line of a recording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// What it is.
    pub greenroom_recording: u32,
    /// What it contains, for people.
    pub note: String,
    /// The version of the program that wrote it.
    pub program: String,
}

impl Header {
    /// The header of a new recording.
    #[must_use]
    pub fn new() -> Self {
        Self {
            greenroom_recording: RECORDING_VERSION,
            note: "private: names of devices, programs and hosts; use replay --anonymise before you hand it on"
                .to_owned(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

impl Default for Header {
    fn default() -> Self {
        Self::new()
    }
}

/// Opens the file of a recording, for this user only.
///
/// # Errors
/// When it exists and may not be overwritten, or can't be made.
pub fn create(to: &RecordTo) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true);
    if to.overwrite {
        options.create(true).truncate(true);
    } else {
        options.create_new(true);
    }
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&to.path)
}

/// Writes events until something fails; then the run goes on without it, and the fault is told once.
pub(super) struct Recorder {
    file: Option<BufWriter<File>>,
    written: usize,
    path: PathBuf,
    fault: Arc<OnceLock<String>>,
}

impl Recorder {
    pub(super) fn new(to: &RecordTo, fault: Arc<OnceLock<String>>) -> Self {
        let mut recorder = Self { file: None, written: 0, path: to.path.clone(), fault };
        match create(to) {
            Ok(file) => recorder.file = Some(BufWriter::new(file)),
            Err(error) => recorder.failed(&error.to_string()),
        }
        let created = recorder.file.is_some() && !to.overwrite;
        recorder.line(&Header::new());
        if created && recorder.file.is_none() {
            // Nothing of it could be written: no empty file stays behind.
            let _ = crate::os::files::remove(&recorder.path);
        }
        recorder
    }

    pub(super) fn write(&mut self, event: &ProbeEvent) {
        self.line(event);
    }

    fn line<T: Serialize>(&mut self, value: &T) {
        let Some(file) = &mut self.file else { return };
        let Ok(mut line) = serde_json::to_string(value) else { return };
        line.push('\n');
        self.written += line.len();
        if self.written > LIMIT_BYTES {
            return self.failed("longer than a run can be");
        }
        // Flushed line by line: a recording that ends half-way is still worth something.
        if let Err(error) = file.write_all(line.as_bytes()).and_then(|()| file.flush()) {
            self.failed(&error.to_string());
        }
    }

    fn failed(&mut self, why: &str) {
        self.file = None;
        let _ = self.fault.set(format!("write {}: {why}", self.path.display()));
    }
}
