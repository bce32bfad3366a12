//! What every screen is given: texts, the run, live things, the way through the screens, and a place for its wishes.
//!
//! A screen is a module in `screens/` with `pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State)`: its `State` is
//! what it remembers between frames, and nobody else's. It changes nothing by itself: it calls [`Cx::act`]. What screens
//! share stands here; no screen is known here.

use std::sync::Arc;

use eframe::egui::{TextureHandle, Ui};

use super::action::UiAction;
use super::journey::Journey;
use super::theme;
use super::view_model::way::Kept;
use crate::config::Config;
use crate::i18n::{Language, Texts};
use crate::live::LevelReading;
use crate::model::plan::PlanB;
use crate::model::run::HostContact;
use crate::model::{CheckId, Snapshot, SpotBoard};

/// What every screen is given.
pub struct Cx<'a> {
    /// Texts in the chosen language.
    pub texts: &'a Texts,
    /// The run as it is now, and what it means.
    pub snapshot: &'a Snapshot,
    /// What changes many times a second.
    pub live: Live,
    /// Where one is.
    pub journey: &'a Journey,
    /// The settings.
    pub settings: &'a Settings,
    /// Plan B as it is now. After a change, [`UiAction::PlanChanged`] keeps it.
    pub plan: &'a mut PlanB,
    /// The newest finished run, and which result was on the screen.
    pub kept: &'a mut Kept,
    /// Wishes of this frame, in order.
    pub wishes: Vec<UiAction>,
}

/// What changes many times a second.
#[derive(Clone, Default)]
pub struct Live {
    /// The microphone's level; `None` while it is closed.
    pub level: Option<Arc<LevelReading>>,
    /// The camera's picture, not mirrored; `None` while it is closed.
    pub preview: Option<TextureHandle>,
    /// The spots, and the one that is being measured.
    pub spots: Arc<SpotBoard>,
}

/// The settings, and what follows from them.
#[derive(Debug, Default)]
pub struct Settings {
    /// As they are now. Changed by [`UiAction::Configure`].
    pub config: Config,
    /// The language that is shown.
    pub language: Language,
    /// Nothing moves by itself.
    pub less_motion: bool,
    /// Sentences about settings that could not be read, shown once.
    pub warnings: Vec<String>,
    /// Why they could not be kept, as a sentence.
    pub error: Option<String>,
    /// The hosts that a check contacts.
    pub hosts: Vec<HostContact>,
    /// Whether the system has a page where the microphone and the camera are allowed.
    pub pages: [bool; 2],
}

impl Cx<'_> {
    /// Asks for something.
    pub fn act(&mut self, action: UiAction) {
        self.wishes.push(action);
    }

    /// Asks for something, if there is something.
    pub fn act_on(&mut self, action: Option<UiAction>) {
        self.wishes.extend(action);
    }

    /// Asks for settings that differ from the present ones by this change.
    pub fn configure(&mut self, change: impl FnOnce(&mut Config)) {
        let mut config = self.settings.config.clone();
        change(&mut config);
        self.act(UiAction::Configure(Box::new(config)));
    }

    /// Draws with the run whose result stands: the present one, or the earlier one until a new result is there.
    pub fn with_result(&mut self, draw: impl FnOnce(&mut Cx<'_>)) {
        let earlier = self.kept.earlier(self.snapshot);
        let mut cx = Cx {
            texts: self.texts,
            snapshot: earlier.as_deref().unwrap_or(self.snapshot),
            live: self.live.clone(),
            journey: self.journey,
            settings: self.settings,
            plan: self.plan,
            kept: self.kept,
            wishes: Vec::new(),
        };
        draw(&mut cx);
        let wishes = cx.wishes;
        self.wishes.extend(wishes);
    }
}

/// True where there is one column.
#[must_use]
pub fn narrow(ui: &Ui) -> bool {
    ui.ctx().content_rect().width() < theme::NARROW
}

/// The name of a check.
#[must_use]
pub fn check_name(texts: &Texts, check: CheckId) -> String {
    match check {
        CheckId::Network => texts.part_internet(),
        CheckId::Sound => texts.part_sound(),
        CheckId::Camera => texts.part_picture(),
        CheckId::Computer => texts.part_computer(),
    }
}
