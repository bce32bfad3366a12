//! `greenroom replay`: judges a recording again, or makes one fit to hand on.

use std::path::Path;

use super::args::ReplayArgs;
use super::exit::Exit;
use super::{print, selection, terminal};
use crate::i18n::Texts;
use crate::model::{Outcome, ProbeEvent};
use crate::os::files;
use crate::os::files::FileReason;
use crate::report;
use crate::session::anonymise;
use crate::session::recording::{self, Header, MOST_BYTES};
use crate::session::replay::{self, ReplayError};

/// Judges a recording.
pub fn run(args: &ReplayArgs, texts: &Texts) -> Exit {
    if let Some(out) = &args.anonymise
        && let Err(exit) = selection::free(out, args.force, texts)
    {
        return exit;
    }
    let events = match replay::events(&args.file) {
        Ok(events) => events,
        Err(error) => return failed(&error, texts),
    };
    let state = replay::state(&events, crate::assess::judge);
    let printed = if args.json {
        print::json(&report::result_json(&state), texts)
    } else {
        print::out(&report::text(&state, texts, terminal::columns()), texts)
    };
    let saved = args.anonymise.as_ref().is_none_or(|out| save_anonymous(out, args.force, events, texts));
    if printed && saved {
        Exit::Verdict(state.assessment.verdict.unwrap_or(Outcome::NotMeasured))
    } else {
        Exit::Failure
    }
}

/// Writes a copy that is fit to hand on; `false`, and told, when that failed.
fn save_anonymous(out: &Path, force: bool, events: Vec<ProbeEvent>, texts: &Texts) -> bool {
    let bytes = recording::to_bytes(&Header::anonymised(), &anonymise::events(events));
    let write = if force { files::write_atomic } else { files::write_new };
    let path = out.display().to_string();
    match write(out, &bytes) {
        Ok(()) => {
            print::err(&texts.cli_anonymised(path));
            true
        }
        Err(error) => {
            print::error(texts, &texts.cli_report_failed(path), &texts.cli_report_failed_remedy(), &error.to_string());
            false
        }
    }
}

fn failed(error: &ReplayError, texts: &Texts) -> Exit {
    let (sentence, remedy) = match error {
        ReplayError::Read(error) => {
            (texts.cli_replay_unreadable(error.path.display().to_string()), texts.cli_replay_remedy())
        }
        ReplayError::Refused(error) => {
            let path = error.path.display().to_string();
            let sentence = match error.reason {
                FileReason::TooLarge => texts.cli_replay_too_large(path, MOST_BYTES / 1024 / 1024),
                _ => texts.cli_replay_no_file(path),
            };
            (sentence, texts.cli_replay_remedy())
        }
        ReplayError::Newer { path, .. } => (texts.cli_replay_newer(path.clone()), texts.cli_replay_newer_remedy()),
        ReplayError::NotARecording { path } | ReplayError::Empty { path } => {
            (texts.cli_replay_not(path.clone()), texts.cli_replay_remedy())
        }
        ReplayError::Damaged { path, .. } => (texts.cli_replay_damaged(path.clone()), texts.cli_replay_remedy()),
    };
    print::error(texts, &sentence, &remedy, &error.to_string());
    Exit::Usage
}
