//! What the window remembers between frames: what the screens share, and what each remembers for itself.

use crate::i18n::Texts;
use crate::model::Snapshot;
use crate::model::plan::PlanB;
use crate::ui::cx::{Cx, Live, Settings};
use crate::ui::journey::Journey;
use crate::ui::screens::{about, check, gallery, plan, result, settings, share, shortcuts, start_over, welcome};
use crate::ui::view_model::way::Kept;

/// What the window remembers between frames.
#[derive(Debug, Default)]
pub struct Memory {
    /// The way through the screens.
    pub journey: Journey,
    /// The settings.
    pub settings: Settings,
    /// Plan B.
    pub plan: PlanB,
    /// Earlier results.
    pub kept: Kept,
    /// What each screen remembers.
    pub screens: Screens,
}

/// What each screen remembers.
#[derive(Debug, Default)]
pub struct Screens {
    /// The welcome.
    pub welcome: welcome::State,
    /// The check with its parts.
    pub check: check::State,
    /// The result.
    pub result: result::State,
    /// Plan B.
    pub plan: plan::State,
    /// What is shared.
    pub share: share::State,
    /// The settings.
    pub settings: settings::State,
    /// The page about the program.
    pub about: about::State,
    /// The gallery.
    pub gallery: gallery::State,
    /// The question before everything begins anew.
    pub start_over: start_over::State,
    /// The list of keys.
    pub shortcuts: shortcuts::State,
}

impl Memory {
    /// What a frame's screen is given, and what the screens remember.
    pub fn cx<'a>(&'a mut self, texts: &'a Texts, snapshot: &'a Snapshot, live: Live) -> (Cx<'a>, &'a mut Screens) {
        let Self { journey, settings, plan, kept, screens } = self;
        (Cx { texts, snapshot, live, journey, settings, plan, kept, wishes: Vec::new() }, screens)
    }
}
