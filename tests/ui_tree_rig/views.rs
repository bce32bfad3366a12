//! Every view of the program: a screen, the scenario that it shows, and what somebody did there.

use std::sync::Arc;

use greenroom::assess::judge;
use greenroom::i18n::Language;
use greenroom::model::observation::{Goodput, Heard, Histogram, LevelTried, PhaseId, TriedDirection};
use greenroom::model::plan::{Channel, ChannelKind, PlanB};
use greenroom::model::run::{NetworkProgress, SoundStage, Stage, Step};
use greenroom::model::spot::{SpotKind, SpotStage};
use greenroom::model::{CheckId, DeviceChoice, Level, SpotBoard, SpotName, Unknown, UnknownReason};
use greenroom::session::scenario;
use greenroom::ui::app::Memory;
use greenroom::ui::screens::plan::{Aside, Draft, Place, State as PlanState};
use greenroom::ui::screens::share::Told;

use super::World;

/// One view.
#[derive(Clone, Copy)]
pub struct View {
    /// Its screen, as in `--screen`.
    pub screen: &'static str,
    /// Its scenario, as in `--demo`.
    pub scenario: &'static str,
    /// What is special about it; empty: nothing.
    pub what: &'static str,
    act: fn(&mut World),
    /// A question lies over it: what is behind is out of reach.
    pub question: bool,
}

impl View {
    /// A name for messages and files.
    pub fn name(&self) -> String {
        let what = if self.what.is_empty() { String::new() } else { format!("-{}", self.what) };
        format!("{}-{}{what}", self.screen, self.scenario)
    }

    /// All that it shows.
    pub fn world(&self, language: Language) -> World {
        let mut world = World::new(self.screen, self.scenario, language);
        (self.act)(&mut world);
        world
    }
}

const fn plain(screen: &'static str, scenario: &'static str) -> View {
    View { screen, scenario, what: "", act: |_| {}, question: false }
}

const fn after(screen: &'static str, scenario: &'static str, what: &'static str, act: fn(&mut World)) -> View {
    View { screen, scenario, what, act, question: false }
}

const fn asking(screen: &'static str, scenario: &'static str, what: &'static str, act: fn(&mut World)) -> View {
    View { screen, scenario, what, act, question: true }
}

/// All states and widgets side by side; only for looking at.
pub const GALLERY: View = plain("gallery", "ready");

/// Every view, in the order in which somebody meets them.
pub const VIEWS: &[View] = &[
    plain("welcome", "ready"),
    after("welcome", "ready", "warned", |w| w.memory.settings.warnings = vec![w.texts.config_no_home()]),
    asking("welcome", "ready", "keys", |w| w.memory.screens.shortcuts.open = true),
    plain("check", "checking"),
    plain("check", "ready"),
    plain("check", "no-devices"),
    plain("check", "offline"),
    plain("internet", "checking"),
    after("internet", "checking", "measuring", measuring),
    after("internet", "checking", "public", |w| {
        let (step, fraction, remaining_s) = (Step::NetworkLoadDown, Some(0.5), None);
        w.state.run.stages.insert(CheckId::Network, Stage::Running { step, fraction, remaining_s });
        w.state.run.demo = false;
    }),
    plain("internet", "ready"),
    plain("internet", "drop-out"),
    after("internet", "drop-out", "figures", |w| w.memory.screens.check.findings.technical = true),
    plain("internet", "public"),
    plain("internet", "public-call"),
    plain("result", "public-call"),
    plain("internet", "local"),
    plain("internet", "offline"),
    plain("internet", "spots"),
    plain("spots", "spots"),
    after("spots", "spots", "next", |w| board(w).trial = None),
    after("spots", "spots", "typed", |w| {
        board(w).trial = None;
        w.memory.screens.check.spots.own = Some("Serre".to_owned());
    }),
    after("spots", "spots", "nameless", |w| {
        board(w).trial = None;
        (w.memory.screens.check.spots.own, w.memory.screens.check.spots.nameless) = (Some(String::new()), true);
    }),
    after("spots", "spots", "ended", |w| ended(w, SpotStage::Ranked)),
    after("spots", "spots", "left", |w| ended(w, SpotStage::Left)),
    after("spots", "spots", "offline", |w| {
        ended(w, SpotStage::Failed(Unknown::new(UnknownReason::Offline, "no route")));
    }),
    after("spots", "spots", "hotspot", |w| {
        let trial = board(w).trial.as_mut().unwrap();
        (trial.name, trial.kind) = (SpotName::Hotspot, SpotKind::Hotspot);
    }),
    after("spots", "spots", "days-later", |w| board(w).now = "2026-03-09T09:00:00+01:00".to_owned()),
    after("spots", "spots", "cable", |w| w.memory.screens.check.spots.cable = true),
    after("spots", "checking", "busy", |_| {}),
    plain("spots", "ready"),
    asking("spots", "spots", "forgetting", |w| w.memory.screens.check.spots.asking = true),
    after("sound", "checking", "opening", |w| w.state.run.sound = SoundStage::Opening),
    after("sound", "checking", "system-asks", |w| w.state.run.sound = SoundStage::AskingPermission),
    plain("sound", "checking"),
    after("sound", "checking", "recorded", |w| w.state.run.sound = SoundStage::Recorded),
    after("sound", "checking", "playing-back", |w| {
        w.state.run.sound = SoundStage::PlayingBack { at_s: 2.0, of_s: 5.0 }
    }),
    after("sound", "checking", "tone", |w| w.state.run.sound = SoundStage::PlayingTone),
    after("sound", "checking", "heard", |w| w.state.run.sound = SoundStage::Asking),
    after("sound", "checking", "unheard", |w| {
        w.state.run.sound = SoundStage::Asking;
        w.memory.screens.check.sound.unheard = true;
    }),
    after("sound", "checking", "unheard-back", |w| {
        w.state.run.sound = SoundStage::Recorded;
        w.memory.screens.check.sound.unheard = true;
    }),
    after("sound", "checking", "tone-failed", |w| w.state.run.sound = SoundStage::ToneFailed),
    asking("sound", "checking", "other-microphone", |w| {
        w.state.run.sound = SoundStage::Recorded;
        w.memory.screens.check.sound.other_input = Some(DeviceChoice::Default);
    }),
    after("sound", "ready", "skipped-tone", |w| {
        if let Some(output) = w.state.run.observations.sound.as_mut().and_then(|s| s.output.as_mut()) {
            output.heard = Heard::CannotHear;
        }
    }),
    after("sound", "ready", "figures", |w| w.memory.screens.check.findings.technical = true),
    plain("sound", "silent"),
    plain("sound", "clipping"),
    plain("sound", "no-devices"),
    plain("sound", "no-permission"),
    plain("picture", "checking"),
    plain("picture", "guides"),
    plain("picture", "ready"),
    after("picture", "ready", "figures", |w| w.memory.screens.check.findings.technical = true),
    plain("picture", "covered"),
    plain("picture", "nothing-to-see"),
    plain("picture", "frozen"),
    plain("picture", "in-use"),
    plain("picture", "unplugged"),
    plain("picture", "no-permission"),
    after("computer", "checking", "watching", |w| watching(w, false)),
    after("computer", "checking", "seen", |w| watching(w, true)),
    plain("computer", "ready"),
    plain("computer", "busy-computer"),
    after("computer", "busy-computer", "figures", |w| w.memory.screens.check.findings.technical = true),
    plain("result", "ready"),
    plain("result", "almost"),
    plain("result", "fix-first"),
    plain("result", "cannot-say"),
    plain("result", "void"),
    plain("result", "checking"),
    after("plan", "ready", "empty", |w| w.memory.plan = PlanB::default()),
    plain("plan", "almost"),
    plain("plan", "ready"),
    after("plan", "ready", "new", |w| form(&mut w.memory, None, ChannelKind::Email, ["", ""])),
    after("plan", "ready", "change", |w| form(&mut w.memory, Some(0), ChannelKind::Phone, ["06 12 34 56 78", ""])),
    after("plan", "ready", "wrong", |w| form(&mut w.memory, None, ChannelKind::Phone, ["06 12 34 5", "thuis"])),
    after("plan", "ready", "removed", removed),
    asking("plan", "ready", "clearing", |w| w.memory.screens.plan.clearing = true),
    plain("share", "ready"),
    plain("share", "fix-first"),
    after("share", "ready", "saved", |w| told(w, Told::Saved("/home/sanne/Downloads/greenroom-report.html".into()))),
    after("share", "ready", "mailing", |w| told(w, Told::Mailing)),
    after("share", "ready", "no-mail", |w| told(w, Told::NoMail)),
    after("share", "ready", "not-saved", |w| told(w, Told::NotSaved("write /home/sanne: read-only".to_owned()))),
    after("share", "ready", "nothing", |w| w.state.assessment.checks.clear()),
    plain("settings", "ready"),
    after("settings", "ready", "kept", |w| w.state.run.demo = false),
    after("settings", "ready", "own-server", own_server),
    asking("settings", "ready", "deleting", |w| {
        w.state.run.demo = false;
        w.memory.screens.settings.asking = true;
    }),
    plain("about", "ready"),
];

/// The form with these details, theirs and mine, after both were left.
fn form(memory: &mut Memory, index: Option<usize>, kind: ChannelKind, details: [&str; 2]) {
    let [theirs, mine] = details.map(str::to_owned);
    let channel = Channel { kind, label: String::new(), mine, theirs, tested: false, on_phone: false };
    memory.plan.own = if index.is_some() { "06 87 65 43 21".to_owned() } else { String::new() };
    let draft = Draft {
        place: index.map_or(Place::New, Place::Way),
        own: if channel.mine.is_empty() { memory.plan.own.clone() } else { channel.mine.clone() },
        channel: Channel { mine: String::new(), ..channel },
        other: false,
        left: [true; 2],
        tried: false,
        told: None,
        fresh: true,
        focus: None,
    };
    memory.screens.plan = PlanState { draft: Some(draft), ..PlanState::default() };
}

/// In the middle of the pretend call, as it is seen by then.
fn measuring(world: &mut World) {
    let later = scenario::load("ready").unwrap().state(judge);
    let mut seen = later.run.observations.network.clone().unwrap();
    (seen.up.goodput_mbps, seen.down.goodput_mbps) = (Goodput::default(), Goodput::default());
    seen.levels_tried.push(LevelTried {
        level: Level::P720,
        phase: PhaseId::Call,
        duration_s: 3.0,
        stepped_down: false,
        rtt_ms: Histogram::default(),
        up: TriedDirection::default(),
        down: TriedDirection::default(),
    });
    let run = &mut world.state.run;
    run.observations.network = Some(seen);
    run.network_progress = NetworkProgress { step_at_ms: run.at_ms - 3200, observed: true };
}

/// The computer is being watched, from the start or after a few seconds.
fn watching(world: &mut World, seen: bool) {
    let run = &mut world.state.run;
    let (fraction, remaining_s) = (Some(0.25), Some(9.0));
    run.stages.insert(CheckId::Computer, Stage::Running { step: Step::ComputerSampling, fraction, remaining_s });
    if !seen {
        run.observations.computer = None;
    }
}

/// The spots, to be bent.
fn board(world: &mut World) -> &mut SpotBoard {
    Arc::make_mut(&mut world.spots)
}

/// The measurement at the last spot came to this end.
fn ended(world: &mut World, stage: SpotStage) {
    world.memory.screens.check.spots.walked = false;
    board(world).trial.as_mut().unwrap().stage = stage;
}

fn own_server(world: &mut World) {
    world.memory.settings.config.server = Some("meet.example.com:7443".to_owned());
    world.memory.settings.config.token_file = Some("/home/sanne/greenroom-token.txt".into());
}

fn told(world: &mut World, told: Told) {
    world.memory.screens.share.told = Some(told);
}

fn removed(world: &mut World) {
    let channel = world.memory.plan.channels.remove(0);
    world.memory.screens.plan.removed.push(Aside { place: 0, channel });
}
