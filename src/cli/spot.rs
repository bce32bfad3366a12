//! `greenroom check --spot NAME`: ten seconds at one place in the house, kept, and its place among the others.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use super::args::CheckArgs;
use super::exit::Exit;
use super::progress::Progress;
use super::{check, kept, print, selection, spots, stop};
use crate::checklist;
use crate::config::Config;
use crate::i18n::{Texts, spot_named};
use crate::model::spot::{SPOT_S, SpotBoard, SpotName, SpotStage};
use crate::model::{CheckId, LevelOutcome, Outcome, Requirement, Unknown, UnknownReason};
use crate::report;
use crate::session::command::Command;
use crate::session::handle::Handle;

/// Measures at this spot and prints all spots in their order.
pub fn run(typed: &str, args: &CheckArgs, config: &Config, texts: &Texts) -> Exit {
    let Some(name) = spot_named(typed) else {
        print::error(texts, &texts.cli_spot_nameless(), &texts.cli_spot_nameless_remedy(), "");
        return Exit::Usage;
    };
    let requirement = Requirement { need: args.need.into(), checks: vec![CheckId::Network] };
    if args.server.as_deref() == Some("none") {
        print::error(texts, &texts.cli_nothing_selected(), &texts.cli_nothing_selected_remedy(), "");
        return Exit::Usage;
    }
    let probes = crate::session::real_probes();
    let mut options = match selection::options(args, config, &requirement, &probes, texts) {
        Ok(options) => options.watching_this_computer(),
        Err(exit) => return exit,
    };
    let (visits, notice) = kept::spots(texts);
    if let Some(notice) = notice {
        print::err(&notice);
    }
    options.spots = visits;
    check::contacts(&options.far_end, texts);
    let handle = crate::session::start(probes, options);
    let _ = handle.send(Command::Need(requirement.need));
    let _ = handle.send(Command::MeasureSpot(name.clone()));
    let ended = wait(&handle, &name, texts);
    let board = handle.spots();
    let _ = handle.send(Command::Shutdown);
    match ended {
        Some(stage) => finish(&stage, &name, &board, args, texts),
        None if handle.has_ended() && !stop::flag().load(Ordering::Relaxed) => {
            print::error(texts, &texts.cli_engine_ended(), &texts.cli_engine_ended_remedy(), "");
            Exit::Failure
        }
        None => {
            print::err(&texts.cli_spot_stopped());
            Exit::Stopped
        }
    }
}

/// Waits for the end of the measurement; `None`: it was stopped, or the engine has ended.
fn wait(handle: &Handle, name: &SpotName, texts: &Texts) -> Option<SpotStage> {
    let stopped = stop::flag();
    let (wake, woken) = sync_channel(1);
    let waker: crate::live::Waker = Arc::new(move || {
        let _ = wake.try_send(());
    });
    handle.wake_by(&waker);
    let mut progress = Progress::new(texts);
    let line = texts.cli_spot_measuring(texts.spot(name));
    progress.say(&line);
    let stage = loop {
        progress.show(&handle.state());
        let board = handle.spots();
        match &board.trial {
            Some(trial) if trial.stage == SpotStage::Running => progress.far(&line, (trial.at_s / SPOT_S).min(1.0)),
            Some(trial) => break Some(trial.stage.clone()),
            None => {}
        }
        if stopped.load(Ordering::Relaxed) || handle.has_ended() {
            break None;
        }
        let _ = woken.recv_timeout(Duration::from_millis(100));
    };
    progress.end();
    stage
}

fn finish(stage: &SpotStage, name: &SpotName, board: &SpotBoard, args: &CheckArgs, texts: &Texts) -> Exit {
    match stage {
        SpotStage::Failed(unknown) => {
            unmeasured(unknown, texts);
            return Exit::Verdict(Outcome::NotMeasured);
        }
        SpotStage::Void(why) => {
            print::error(texts, &texts.void(*why), &texts.cli_void_remedy(), "");
            return Exit::Verdict(Outcome::NotMeasured);
        }
        SpotStage::Running | SpotStage::Left => return Exit::Stopped,
        SpotStage::Ranked => {}
    }
    let is_kept = board.newest.as_ref().is_none_or(|(_, visit)| keep(visit, texts));
    let printed = if args.json {
        print::json(&spots::document(&board.ranked, args.need.into()), texts)
    } else {
        print::out(&spots::listed(board, texts), texts)
    };
    if !is_kept || !printed {
        return Exit::Failure;
    }
    let outcome = board.ranked.iter().find(|spot| spot.name == *name).map(|spot| spot.outcome);
    Exit::Verdict(match outcome {
        Some(LevelOutcome::Holds) => Outcome::Good,
        Some(LevelOutcome::AtRisk) => Outcome::WatchOut,
        Some(LevelOutcome::No) => Outcome::Problem,
        Some(LevelOutcome::NotEnoughEvidence) | None => Outcome::NotMeasured,
    })
}

/// Keeps the visit; `false`, and told, when that failed. Without a home it was told before.
fn keep(visit: &crate::model::SpotVisit, texts: &Texts) -> bool {
    let Some(folder) = kept::spots_folder() else { return true };
    match checklist::spots::add(&folder, visit.clone()) {
        Ok(()) => true,
        Err(error) => {
            print::err(&texts.spots_not_kept(error.to_string()));
            false
        }
    }
}

/// Why there is no answer, as a check would say it.
fn unmeasured(unknown: &Unknown, texts: &Texts) {
    if unknown.reason == UnknownReason::Offline {
        return print::error(texts, &texts.spots_offline(), "", &unknown.detail);
    }
    let finding = report::unmeasured(CheckId::Network, unknown);
    let words = texts.finding(&finding);
    let sentence = if words.cause.is_empty() { texts.reason(unknown.reason) } else { words.cause };
    print::error(texts, &sentence, &words.remedy, &unknown.detail);
}
