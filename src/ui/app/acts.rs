//! Wishes become commands, other screens and other settings.

use std::time::Duration;

use eframe::egui::Context;

use super::Window;
use super::keeping::KEPT_SOON;
use super::outbox::Trouble;
use crate::checklist::validate;
use crate::config::Config;
use crate::model::plan::PlanB;
use crate::model::run::Phase;
use crate::model::{CheckId, Requirement};
use crate::os::settings_pages::{self, Page};
use crate::session::command::Command;
use crate::ui::action::UiAction;
use crate::ui::route::Route;
use crate::ui::view_model::computer;
use crate::ui::widgets::page;

/// A click may land on what has just come under the pointer: for this long after another screen or another state of it
/// came, in seconds, nothing is begun or stopped and no device is opened. As the design says; the second click of a double
/// click is taken for nothing by the buttons themselves, for longer.
const SETTLE_S: f64 = 0.4;
/// The engine takes commands quickly; one that it could not take is offered again after this.
const BUSY: Duration = Duration::from_millis(50);

impl Window {
    /// What a run must find out, as the settings say.
    fn requirement(&self) -> Requirement {
        let now = self.handle.state().requirement.clone();
        Requirement { need: self.memory.settings.config.need.unwrap_or(now.need), ..now }
    }

    pub(super) fn send(&mut self, ctx: &Context, command: Command) {
        let (handle, now) = (&self.handle, ctx.input(|i| i.time));
        self.outbox.send(command, now, |command| handle.send(command));
        self.offer_again(ctx);
    }

    /// Sends what the engine could not take before.
    pub(super) fn send_waiting(&mut self, ctx: &Context) {
        let (handle, now) = (&self.handle, ctx.input(|i| i.time));
        self.outbox.flush(now, |command| handle.send(command));
        self.offer_again(ctx);
    }

    fn offer_again(&self, ctx: &Context) {
        if self.outbox.waits() {
            ctx.request_repaint_after(BUSY);
        }
    }

    /// Why what is pressed is not done, if that is to be told.
    pub(super) fn trouble(&self, ctx: &Context) -> Option<Trouble> {
        let ended = self.handle.has_ended().then_some(Trouble::Ended);
        ended.or_else(|| self.outbox.trouble(ctx.input(|i| i.time)))
    }

    fn go(&mut self, ctx: &Context, route: Route) {
        if route == self.memory.journey.route {
            return;
        }
        self.leave(ctx, self.memory.journey.route, route);
        if route == Route::Settings {
            // Whatever was looked at before: the settings begin at their top.
            page::from_the_top(ctx);
        }
        self.turned_at = ctx.input(|i| i.time);
        self.memory.journey.turn_to(route);
        ctx.request_repaint();
    }

    /// Goes there, and Back comes back here.
    fn open(&mut self, ctx: &Context, route: Route) {
        if route != self.memory.journey.route {
            self.memory.journey.back.push(self.memory.journey.route);
            self.go(ctx, route);
        }
    }

    pub(super) fn act(&mut self, ctx: &Context, action: UiAction) {
        let begins = matches!(
            action,
            UiAction::Start
                | UiAction::StartOver
                | UiAction::Again(_)
                | UiAction::CannotSpeak
                | UiAction::NothingHeard
                | UiAction::Send(
                    Command::Stop
                        | Command::Read
                        | Command::PlayTone
                        | Command::OpenPart(_)
                        | Command::ToneAnswer(_)
                        | Command::SkipPicture
                        | Command::MeasureSpot(_)
                        | Command::LeaveSpot
                )
        );
        if begins && ctx.input(|i| i.time) - self.turned_at < SETTLE_S {
            return;
        }
        if self.memory.screens.check.picture.leaving && action == UiAction::Send(Command::OpenPart(CheckId::Camera)) {
            // "Go on" was pressed before: the camera is being handed back.
            return;
        }
        if begins {
            // What is begun or stopped changes the button under the pointer as well.
            self.turned_at = ctx.input(|i| i.time);
        }
        match action {
            UiAction::Go(route) => self.open(ctx, route),
            UiAction::Back => {
                // Where nothing was before, the welcome is: no page is a dead end.
                let route = self.memory.journey.back.pop().unwrap_or_default();
                self.go(ctx, route);
            }
            UiAction::Send(command) => self.send(ctx, command),
            UiAction::Start => self.start(ctx),
            UiAction::StartOver => self.begin(ctx),
            UiAction::Again(checks) => self.again(ctx, checks),
            UiAction::Language(language) => {
                let config = Config { language: Some(language), ..self.memory.settings.config.clone() };
                self.configure(ctx, config);
            }
            UiAction::Configure(config) => self.configure(ctx, *config),
            UiAction::PlanChanged => {
                (self.memory.screens.plan.error, self.memory.screens.plan.elsewhere) = (None, false);
                self.store.save(&self.memory.plan);
                // Shows whether that went well.
                ctx.request_repaint_after(KEPT_SOON);
                self.send(ctx, Command::Plan(validate::counts(&self.memory.plan)));
            }
            UiAction::DeletePlan => {
                self.memory.plan = PlanB::default();
                // A file that stays behind is told by the next start.
                drop(self.store.delete());
                self.send(ctx, Command::Plan(validate::counts(&self.memory.plan)));
            }
            UiAction::ForgetSpots => self.forget_spots(ctx),
            UiAction::SaveReport => {
                let state = self.shown();
                self.memory.screens.share.save(&state, &self.texts);
            }
            UiAction::MailReport => {
                let state = self.shown();
                self.memory.screens.share.mail(&state, &self.texts);
            }
            UiAction::AskDelete => {
                self.memory.screens.settings.asking = true;
                self.open(ctx, Route::Settings);
            }
            UiAction::Shortcuts => {
                let open = &mut self.memory.screens.shortcuts.open;
                *open = !*open;
                ctx.request_repaint();
            }
            UiAction::DeleteEverything => self.forget_everything(ctx),
            UiAction::Copy(words) => ctx.copy_text(words),
            UiAction::Guides => {
                let plain = &mut self.memory.screens.check.picture.plain;
                *plain = !*plain;
                ctx.request_repaint();
            }
            UiAction::PictureFine => {
                self.memory.screens.check.picture.leaving = true;
                self.send(ctx, Command::PictureDone);
            }
            UiAction::PictureSkip => {
                self.memory.screens.check.picture.leaving = true;
                self.send(ctx, Command::SkipPicture);
            }
            UiAction::Technical => {
                let open = !self.memory.screens.check.findings.technical;
                (self.memory.screens.check.findings.technical, self.memory.screens.check.findings.reveal) =
                    (open, open);
                ctx.request_repaint();
            }
            UiAction::NothingHeard => {
                self.memory.screens.check.sound.unheard = true;
                self.send(ctx, Command::StopPlaying);
            }
            UiAction::CannotSpeak => {
                self.send(ctx, Command::CannotSpeak);
                self.send(ctx, Command::PlayTone);
            }
            UiAction::OpenPermission(check) => {
                let page = if check == CheckId::Camera { Page::Camera } else { Page::Microphone };
                // How it ended is seen by what the person does next: the device is looked for again on return.
                drop(settings_pages::open(page));
            }
        }
    }

    /// Begins the check of all parts; asks first where something measured would go.
    fn start(&mut self, ctx: &Context) {
        let state = self.handle.state();
        if state.phase == Phase::Running {
            self.open(ctx, Route::Check);
        } else if self.memory.kept.would_lose(&state) {
            self.memory.screens.start_over.asking = true;
            ctx.request_repaint();
        } else {
            self.begin(ctx);
        }
    }

    fn begin(&mut self, ctx: &Context) {
        self.send(ctx, Command::Start(self.requirement()));
        self.memory.screens.check.ends_in_result = true;
        self.memory.journey.back.clear();
        self.memory.journey.back.push(Route::Welcome);
        self.go(ctx, Route::Check);
    }

    /// Checks these parts again. From the result, what needs the person is opened; the rest is followed from there.
    fn again(&mut self, ctx: &Context, checks: Vec<CheckId>) {
        if checks.contains(&CheckId::Computer) {
            self.memory.screens.check.computer.before = computer::shares(&self.handle.state());
        }
        let person = [CheckId::Sound, CheckId::Camera].into_iter().find(|c| checks.contains(c));
        self.memory.screens.check.ends_in_result = self.memory.journey.route == Route::Result;
        self.send(ctx, Command::Again(checks));
        match person {
            Some(CheckId::Camera) if self.memory.journey.route == Route::Result => {
                self.open(ctx, Route::Part(CheckId::Camera))
            }
            Some(_) if self.memory.journey.route == Route::Result => self.open(ctx, Route::Check),
            _ => {}
        }
    }

    /// A part whose screen is left gives its device back.
    fn leave(&mut self, ctx: &Context, from: Route, to: Route) {
        if from == Route::Plan {
            self.memory.screens.plan.leave();
        }
        if from == Route::Settings {
            let typed = self.memory.screens.settings.server.leave(&self.memory.settings.config);
            if typed != self.memory.settings.config {
                self.configure(ctx, typed);
            }
        }
        if from == Route::Spots {
            self.memory.screens.check.spots.walk_on();
            self.send(ctx, Command::LeaveSpots);
        }
        if to == Route::Spots {
            self.send(ctx, Command::EnterSpots);
        }
        let open = |route: Route| match route {
            Route::Part(CheckId::Camera) => Some(CheckId::Camera),
            Route::Check | Route::Part(CheckId::Sound) => Some(CheckId::Sound),
            _ => None,
        };
        if let Some(check) = open(from)
            && open(to) != Some(check)
        {
            (self.memory.screens.check.picture.awaiting, self.memory.screens.check.picture.leaving) = (false, false);
            self.send(ctx, Command::LeavePart(check));
        }
    }
}
