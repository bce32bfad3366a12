//! What every screen is given: texts, the run, live things, and a place for its wishes.
//!
//! A screen is a module in `screens/` with `pub fn show(ui: &mut Ui, cx: &mut Cx<'_>)`. What it must remember between
//! frames stands in a `State` of its own, a field of [`Memory`]. It changes nothing by itself: it calls [`Cx::act`].

use std::sync::Arc;

use eframe::egui::{TextureHandle, Ui};

use super::action::UiAction;
use super::route::Route;
use super::screens;
use super::theme;
use super::view_model::way::Kept;
use crate::config::Config;
use crate::i18n::{Language, Texts};
use crate::live::LevelReading;
use crate::model::plan::PlanB;
use crate::model::{CheckId, Snapshot};

/// What every screen is given.
pub struct Cx<'a> {
    /// Texts in the chosen language.
    pub texts: &'a Texts,
    /// The run as it is now.
    pub state: &'a Snapshot,
    /// What the window remembers.
    pub memory: &'a mut Memory,
    /// The microphone's level; `None` while it is closed.
    pub level: Option<Arc<LevelReading>>,
    /// The camera's picture, not mirrored; `None` while it is closed.
    pub preview: Option<TextureHandle>,
    /// Wishes of this frame, in order.
    pub actions: Vec<UiAction>,
}

impl Cx<'_> {
    /// Asks for something.
    pub fn act(&mut self, action: UiAction) {
        self.actions.push(action);
    }

    /// Draws with the state whose result stands: the present one, or the earlier one until a new result is there.
    pub fn with_result(&mut self, draw: impl FnOnce(&mut Cx<'_>)) {
        let earlier = self.memory.kept.earlier(self.state);
        let state = earlier.as_deref().unwrap_or(self.state);
        let (level, preview) = (self.level.clone(), self.preview.clone());
        let mut cx = Cx { texts: self.texts, state, memory: self.memory, level, preview, actions: Vec::new() };
        draw(&mut cx);
        let actions = cx.actions;
        self.actions.extend(actions);
    }

    /// Asks for something, if there is something.
    pub fn act_on(&mut self, action: Option<UiAction>) {
        self.actions.extend(action);
    }
}

/// What the window remembers between frames.
#[derive(Debug, Default)]
pub struct Memory {
    /// The screen that is shown.
    pub route: Route,
    /// The screens before it, newest last.
    pub back: Vec<Route>,
    /// The furthest of the four steps that was reached.
    pub furthest: usize,
    /// The language that is shown.
    pub language: Language,
    /// Nothing moves by itself.
    pub less_motion: bool,
    /// Plan B as it is now. After a change, [`UiAction::PlanChanged`] keeps it.
    pub plan: PlanB,
    /// The settings as they are now. Changed by [`UiAction::Configure`].
    pub config: Config,
    /// Sentences about settings that could not be read, shown once.
    pub warnings: Vec<String>,
    /// Why the settings could not be kept, as a sentence.
    pub config_error: Option<String>,
    /// The hosts that a check contacts, as they stand in the settings.
    pub hosts: Vec<String>,
    /// The newest finished run, and which result was on the screen.
    pub kept: Kept,
    /// The question before everything begins anew.
    pub start_over: screens::start_over::State,
    /// The welcome.
    pub welcome: screens::welcome::State,
    /// The check.
    pub check: screens::check::State,
    /// The sound part.
    pub sound: screens::sound::State,
    /// The result.
    pub result: screens::result::State,
    /// The plan's screen.
    pub plan_screen: screens::plan::State,
    /// What is shared.
    pub share: screens::share::State,
    /// The settings' screen.
    pub settings: screens::settings::State,
    /// The page about the program.
    pub about: screens::about::State,
    /// The picture.
    pub picture: screens::picture::State,
    /// The computer.
    pub computer: screens::computer::State,
    /// What the details of the parts have open.
    pub findings: screens::findings::State,
    /// Whether the system has a page where the microphone and the camera are allowed.
    pub settings_pages: [bool; 2],
    /// The gallery.
    pub gallery: screens::gallery::State,
}

/// True where there is one column.
#[must_use]
pub fn narrow(ui: &Ui) -> bool {
    ui.ctx().content_rect().width() < theme::NARROW
}

/// The icon and the name of a check.
#[must_use]
pub fn check_name(texts: &Texts, check: CheckId) -> String {
    match check {
        CheckId::Network => texts.part_internet(),
        CheckId::Sound => texts.part_sound(),
        CheckId::Camera => texts.part_picture(),
        CheckId::Computer => texts.part_computer(),
    }
}
