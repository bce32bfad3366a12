//! `greenroom replay`: judges a recording again, or makes one fit to hand on.

use super::args::ReplayArgs;
use super::{Exit, print};
use crate::i18n::Texts;
use crate::model::Outcome;
use crate::report;
use crate::session::replay::{self, ReplayError};

/// Judges a recording.
pub fn run(args: &ReplayArgs, texts: &Texts) -> Exit {
    let events = match replay::events(&args.file) {
        Ok(events) => events,
        Err(error) => return failed(&error, texts),
    };
    let state = replay::state(&events, crate::assess::judge);
    if let Some(out) = &args.anonymise {
        let bytes = replay::to_bytes(&replay::anonymise(events));
        let write = if args.force { crate::os::files::write_atomic } else { crate::os::files::write_new };
        if let Err(error) = write(out, &bytes) {
            let path = out.display().to_string();
            print::error(&texts.cli_report_failed(path), &texts.cli_report_failed_remedy(), &error.to_string());
            return Exit::Failure;
        }
        print::err(&texts.cli_anonymised(out.display().to_string()));
    }
    let text = if args.json {
        format!("{}\n", serde_json::to_string_pretty(&report::result_json(&state)).unwrap_or_default())
    } else {
        report::text(&state, texts)
    };
    print::out(&text);
    Exit::Verdict(state.assessment.verdict.unwrap_or(Outcome::NotMeasured))
}

fn failed(error: &ReplayError, texts: &Texts) -> Exit {
    let (sentence, remedy) = match error {
        ReplayError::Read { path, .. } => (texts.cli_replay_unreadable(path.clone()), texts.cli_replay_remedy()),
        ReplayError::Newer { path, .. } => (texts.cli_replay_newer(path.clone()), texts.cli_replay_newer_remedy()),
        ReplayError::NotARecording { path } | ReplayError::Empty { path } => {
            (texts.cli_replay_not(path.clone()), texts.cli_replay_remedy())
        }
        ReplayError::Damaged { path, .. } => (texts.cli_replay_damaged(path.clone()), texts.cli_replay_remedy()),
    };
    print::error(&sentence, &remedy, &error.to_string());
    Exit::Usage
}
