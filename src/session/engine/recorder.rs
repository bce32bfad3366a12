//! Writes a run as JSON lines: private (0600), its first line says so. Observations only; conclusions are derived again.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use serde::Serialize;

use crate::model::ProbeEvent;
use crate::model::observation::Heard;
use crate::model::run::EventBody;
use crate::os::private_file;
use crate::session::options::RecordTo;
use crate::session::recording::{Header, MOST_BYTES, MOST_EVENTS};

/// Writes events until something fails; then the run goes on without it, and the fault is told once.
pub(super) struct Recorder {
    file: Option<BufWriter<File>>,
    written: u64,
    lines: usize,
    path: PathBuf,
    fault: Arc<OnceLock<String>>,
}

impl Recorder {
    pub(super) fn new(to: &RecordTo, fault: Arc<OnceLock<String>>) -> Self {
        let mut recorder = Self { file: None, written: 0, lines: 0, path: to.path.clone(), fault };
        match private_file::create(&to.path, to.overwrite) {
            Ok(file) => recorder.file = Some(BufWriter::new(file)),
            Err(error) => recorder.failed(&error.detail),
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
        // That somebody cannot hear is not kept.
        if matches!(event.body, EventBody::ToneAnswered { heard: Heard::CannotHear }) {
            let body = EventBody::ToneAnswered { heard: Heard::NotAsked };
            return self.line(&ProbeEvent { body, ..event.clone() });
        }
        self.line(event);
    }

    fn line<T: Serialize>(&mut self, value: &T) {
        let Some(file) = &mut self.file else { return };
        let Ok(mut line) = serde_json::to_string(value) else { return };
        line.push('\n');
        self.written += line.len() as u64;
        self.lines += 1;
        if self.written > MOST_BYTES || self.lines > MOST_EVENTS {
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
