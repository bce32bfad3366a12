//! What the spots remember.

use crate::model::SpotName;
use crate::model::spot::SpotBoard;
use crate::session::command::Command;
use crate::ui::action::UiAction;
use crate::ui::cx::Cx;
use crate::ui::view_model::spots::next;

/// What the spots remember.
#[derive(Debug)]
pub struct State {
    /// The spot that was chosen to be next; `None`: the one that is proposed.
    pub chosen: Option<SpotName>,
    /// A name of the person's own is being typed.
    pub own: Option<String>,
    /// The name's field takes the focus.
    pub focus: bool,
    /// It was to be measured without a name.
    pub nameless: bool,
    /// The person has walked: the button says "Measure here".
    pub walked: bool,
    /// How to use a cable is open.
    pub cable: bool,
    /// The question before the spots are forgotten is open.
    pub asking: bool,
    /// Why a spot could not be kept, as a sentence.
    pub error: Option<String>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            chosen: None,
            own: None,
            focus: false,
            nameless: false,
            walked: true,
            cable: false,
            asking: false,
            error: None,
        }
    }
}

impl State {
    /// The person goes to this spot.
    pub fn walk_to(&mut self, next: SpotName) {
        *self = Self { chosen: Some(next), cable: self.cable, error: self.error.take(), ..Self::default() };
    }

    /// The screen is left: the next visit begins with the spot that is proposed then.
    pub fn walk_on(&mut self) {
        *self = Self { error: self.error.take(), ..Self::default() };
    }

    /// A measurement began: the button leads on from now on.
    fn begun(&mut self) {
        *self = Self { walked: false, cable: self.cable, error: self.error.take(), ..Self::default() };
    }

    /// The spot that would be measured now; `None`: its name is still empty.
    pub fn name(&self, board: &SpotBoard) -> Option<SpotName> {
        match &self.own {
            Some(typed) => SpotName::own(typed),
            None => Some(self.chosen.clone().unwrap_or_else(|| next(board))),
        }
    }
}

/// Begins to measure there.
pub fn begin(cx: &mut Cx<'_>, memory: &mut State, name: SpotName) {
    memory.begun();
    cx.act(UiAction::Send(Command::MeasureSpot(name)));
}
