//! `greenroom check`: the same engine as the window, with lines instead of a picture.

use std::io::{BufRead, IsTerminal};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

use super::args::{CheckArgs, Include};
use super::exit::Exit;
use super::progress::Progress;
use super::{kept, print, selection, stop, terminal};
use crate::checklist;
use crate::config::Config;
use crate::i18n::Texts;
use crate::model::observation::Heard;
use crate::model::run::{HostContact, Phase, SoundStage};
use crate::model::{CheckId, FarEnd, Outcome, Snapshot, Target};
use crate::report;
use crate::session::command::Command;
use crate::session::handle::Handle;

/// A person who says nothing for this long goes on without the reading.
const READING_LIMIT: Duration = Duration::from_secs(40);
/// A tone that has not come to its end after this is not asked about.
const TONE_LIMIT: Duration = Duration::from_secs(10);

/// The engine takes a command within this.
const SOON: Duration = Duration::from_millis(300);

/// Whether this program was built with sound and camera.
const HAS_DEVICES: bool = cfg!(feature = "devices");

/// Runs the checks and prints the result.
pub fn run(args: &CheckArgs, config: &Config, texts: &Texts) -> Exit {
    let requirement = selection::requirement(args);
    if requirement.checks.is_empty() {
        print::error(texts, &texts.cli_nothing_selected(), &texts.cli_nothing_selected_remedy(), "");
        return Exit::Usage;
    }
    let probes = crate::session::real_probes();
    let options = match selection::options(args, config, &requirement, &probes, texts) {
        Ok(options) => options.watching_this_computer(),
        Err(exit) => return exit,
    };
    if requirement.wants(CheckId::Network) {
        contacts(&options.far_end, texts);
    }
    let record_fault = options.record_fault.clone();
    let stopped = stop::flag();
    let hears = requirement.wants(CheckId::Sound) && !probes.sound.outputs().is_ok_and(|list| list.is_empty());
    let handle = crate::session::start(probes, options);
    let waiter = Waiter::new(&handle, stopped);
    let mut progress = Progress::new(texts);
    let media = [CheckId::Sound, CheckId::Camera].into_iter().any(|c| requirement.wants(c));
    if media && !HAS_DEVICES {
        print::err(&texts.cli_without_devices());
    }
    let asks = HAS_DEVICES && !args.yes && std::io::stdin().is_terminal() && std::io::stderr().is_terminal();

    // What was filled in in the window counts here too.
    let (_, plan, notices) = kept::plan(true, texts);
    notices.iter().for_each(|notice| print::err(notice));
    let _ = handle.send(Command::Plan(checklist::validate::counts(&plan)));
    let _ = handle.send(Command::Start(requirement.clone()));
    let seconds = f64::from(args.seconds);
    for check in [CheckId::Sound, CheckId::Camera].into_iter().filter(|c| requirement.wants(*c)) {
        if asks && check == CheckId::Sound {
            converse(&handle, &waiter, &mut progress, hears, texts);
        } else if asks && !look(&waiter, &mut progress, texts) {
            let _ = handle.send(Command::PictureDone);
        } else {
            let _ = handle.send(Command::Watch(check, seconds));
            waiter.until(&mut progress, None, |s| s.stage(check).ended());
        }
        let _ = handle.send(Command::LeavePart(check));
        if waiter.stopped() {
            break;
        }
    }
    waiter.until(&mut progress, None, |s| matches!(s.phase, Phase::Finished | Phase::Void(_)));
    waiter.until(&mut progress, None, |s| !s.is_watching());
    progress.end();
    if handle.has_ended() {
        print::error(texts, &texts.cli_engine_ended(), &texts.cli_engine_ended_remedy(), "");
        return Exit::Failure;
    }
    let state = handle.state();
    if waiter.stopped() {
        // Everything had its answer and the line was only watched on: the answer until then is what was asked for.
        if state.phase == Phase::Finished && state.is_watching() {
            let _ = handle.send(Command::EndWatch);
            finish(args, &waiter.soon(|s| !s.is_watching()), texts);
        }
        let _ = handle.send(Command::Shutdown);
        print::err(&texts.cli_stopped());
        return Exit::Stopped;
    }
    let _ = handle.send(Command::Shutdown);
    if args.watch.is_some() && was_not_watched(&state) {
        print::err(&texts.cli_watch_none());
    }
    let exit = finish(args, &state, texts);
    match (record_fault.get(), &args.record) {
        (Some(detail), Some(path)) => {
            print::error(
                texts,
                &texts.cli_report_failed(path.display().to_string()),
                &texts.cli_report_failed_remedy(),
                detail,
            );
            Exit::Failure
        }
        _ => exit,
    }
}

/// The internet was measured, but could not be watched on.
fn was_not_watched(state: &Snapshot) -> bool {
    state.requirement.wants(CheckId::Network)
        && state.observations.network.as_ref().is_none_or(|seen| seen.watch.is_none())
}

/// Says, before the first contact, which hosts are contacted and for what.
pub fn contacts(far_end: &FarEnd, texts: &Texts) {
    let hosts = crate::session::far_end::hosts(&far_end.target, &far_end.public);
    if hosts.is_empty() {
        return;
    }
    print::err(&texts.cli_hosts_lead());
    for host in hosts {
        let HostContact { host, purpose } = host;
        let line = match (&far_end.target, purpose.as_str()) {
            (_, "stun") => texts.cli_hosts_stun(host),
            (_, "sign_in_page") => texts.cli_hosts_sign_in_page(host),
            (Target::Public, _) => texts.cli_hosts_public(host),
            _ => texts.cli_hosts_own(host),
        };
        print::err(&format!("  {line}"));
    }
    print::err(&texts.cli_hosts_sent());
}

fn finish(args: &CheckArgs, state: &Snapshot, texts: &Texts) -> Exit {
    if let Phase::Void(why) = state.phase {
        print::error(texts, &texts.void(why), &texts.cli_void_remedy(), "");
    }
    let outcome = state.assessment.verdict.unwrap_or(Outcome::NotMeasured);
    let printed = if args.json {
        print::json(&report::result_json(state), texts)
    } else {
        print::out(&report::text(state, texts, terminal::columns()), texts)
    };
    let saved = args.report.as_ref().is_none_or(|path| save_report(path, args, state, texts));
    if printed && saved { Exit::Verdict(outcome) } else { Exit::Failure }
}

/// Writes what may be shared; `false`, and told, when that failed.
fn save_report(path: &Path, args: &CheckArgs, state: &Snapshot, texts: &Texts) -> bool {
    let ticks = report::Ticks {
        device_names: args.include.contains(&Include::Devices),
        // Who asked for the computer alone wants to read it.
        computer: args.include.contains(&Include::Programs) || state.requirement.checks == [CheckId::Computer],
        ..report::Ticks::default()
    };
    let shared = report::shared(state, &ticks, &report::Own::default());
    let is_json = path.extension().is_some_and(|x| x.eq_ignore_ascii_case("json"));
    let text = if is_json { report::shared_json(&shared) } else { report::html(&shared, texts) };
    let write = if args.force { crate::os::files::write_atomic } else { crate::os::files::write_new };
    let name = path.display().to_string();
    match write(path, text.as_bytes()) {
        Ok(()) => {
            print::err(&texts.cli_report_saved(name));
            true
        }
        Err(error) => {
            print::error(texts, &texts.cli_report_failed(name), &texts.cli_report_failed_remedy(), &error.to_string());
            false
        }
    }
}

/// The sound part with a person: read aloud, hear a tone, say whether it was heard.
/// `hears`: there is something to play on.
fn converse(handle: &Handle, waiter: &Waiter, progress: &mut Progress<'_>, hears: bool, texts: &Texts) {
    progress.say(&texts.cli_sound_permission());
    if waiter.ask(&texts.cli_sound_enter()).is_none() {
        let _ = handle.send(Command::CannotSpeak);
        return;
    }
    let _ = handle.send(Command::OpenPart(CheckId::Sound));
    let _ = handle.send(Command::Read);
    progress.say(&texts.cli_sound_sentence());
    let sound = CheckId::Sound;
    waiter.until(progress, Some(READING_LIMIT), |s| s.sound == SoundStage::Recorded || s.stage(sound).ended());
    if !waiter.stopped() {
        tone(handle, waiter, progress, hears, texts);
    }
}

/// The loudspeaker: a tone, and whether it was heard. It is tried where no microphone works, too; where there is nothing
/// to play on, nothing is waited for.
fn tone(handle: &Handle, waiter: &Waiter, progress: &mut Progress<'_>, hears: bool, texts: &Texts) {
    let sound = CheckId::Sound;
    let microphone_ended = handle.state().stage(sound).ended();
    let mut answer = None;
    if hears {
        let _ = handle.send(Command::PlayTone);
        let gone = |s: &Snapshot| !microphone_ended && s.stage(sound).ended();
        waiter.until(progress, Some(TONE_LIMIT), |s| {
            matches!(s.sound, SoundStage::Asking | SoundStage::ToneFailed) || gone(s)
        });
        match handle.state().sound {
            SoundStage::Asking => answer = waiter.ask(&texts.cli_tone_question()),
            SoundStage::ToneFailed => progress.say(&texts.cli_tone_failed()),
            _ => {}
        }
    }
    let heard = match answer.as_deref().map(str::trim).and_then(|a| a.chars().next()) {
        Some('y' | 'j' | 'Y' | 'J') => Heard::Yes,
        Some('n' | 'N') => Heard::No,
        Some('d' | 'D') => Heard::CannotHear,
        _ => Heard::NotAsked,
    };
    let _ = handle.send(Command::ToneAnswer(heard));
    waiter.until(progress, Some(TONE_LIMIT), |s| s.stage(sound).ended() && s.sound == SoundStage::Closed);
}

/// Asks before the camera is opened. False when there is nobody.
fn look(waiter: &Waiter, progress: &mut Progress<'_>, texts: &Texts) -> bool {
    progress.say(&texts.cli_picture_permission());
    waiter.ask(&texts.cli_picture_enter()).is_some()
}

/// Waits for the state to become what is wanted, or for Ctrl-C.
struct Waiter {
    handle: Handle,
    woken: Receiver<()>,
    stopped: Arc<AtomicBool>,
}

impl Waiter {
    fn new(handle: &Handle, stopped: Arc<AtomicBool>) -> Self {
        let (wake, woken) = sync_channel(1);
        let waker: crate::live::Waker = Arc::new(move || {
            let _ = wake.try_send(());
        });
        handle.wake_by(&waker);
        Self { handle: handle.clone(), woken, stopped }
    }

    fn stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// A line from the person; `None` when there is nobody, or when it is to stop.
    fn ask(&self, question: &str) -> Option<String> {
        print::err(question);
        // On a thread of its own: reading can't be interrupted, and Ctrl-C must work.
        let answer = crate::os::files::background("gr-stdin", || {
            let mut line = String::new();
            std::io::stdin().lock().read_line(&mut line).ok().filter(|n| *n > 0).map(|_| line)
        });
        loop {
            match answer.recv_timeout(Duration::from_millis(100)) {
                Ok(line) => return line,
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) if self.stopped() || self.handle.has_ended() => return None,
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    /// The state once it is as wanted, or what it is after a moment. Also after Ctrl-C.
    fn soon(&self, wanted: impl Fn(&Snapshot) -> bool) -> Arc<Snapshot> {
        let begun = Instant::now();
        loop {
            let state = self.handle.state();
            if wanted(&state) || begun.elapsed() > SOON {
                return state;
            }
            let _ = self.woken.recv_timeout(Duration::from_millis(20));
        }
    }

    fn until(&self, progress: &mut Progress<'_>, limit: Option<Duration>, wanted: impl Fn(&Snapshot) -> bool) {
        let begun = Instant::now();
        loop {
            let state = self.handle.state();
            progress.show(&state);
            let void = matches!(state.phase, Phase::Void(_));
            if wanted(&state)
                || void
                || self.stopped()
                || self.handle.has_ended()
                || limit.is_some_and(|l| begun.elapsed() > l)
            {
                return;
            }
            let _ = self.woken.recv_timeout(Duration::from_millis(100));
        }
    }
}
