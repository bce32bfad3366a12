//! What the plan's screen remembers between frames.

use crate::model::plan::{Channel, PlanB};

/// What the plan remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The way that is being made or changed.
    pub draft: Option<Draft>,
    /// What was taken away last and can be had back.
    pub aside: Option<Aside>,
    /// Where the focus goes when the form has closed.
    pub focus: Option<Focus>,
    /// The question before clearing is open.
    pub clearing: bool,
    /// The message went to the clipboard.
    pub copied: bool,
    /// Nothing is kept on this computer.
    pub unkept: bool,
    /// The last change could not be kept: the system's words.
    pub error: Option<String>,
    /// Another window changed the plan, and that is shown now.
    pub elsewhere: bool,
}

impl State {
    /// Takes in that another window changed the plan. A form stays open, with what was typed, at the way it belongs to.
    pub fn changed_elsewhere(&mut self, before: &PlanB, now: &PlanB) {
        self.elsewhere = true;
        if let Some(draft) = &mut self.draft {
            let way = draft.index.and_then(|i| before.channels.get(i));
            draft.index = way.and_then(|way| now.channels.iter().position(|c| c == way));
        }
    }
}

/// A way that is being made or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its place in the list; `None`: a new one.
    pub index: Option<usize>,
    /// As it is typed.
    pub channel: Channel,
    /// Their and my detail were left once: faults may be told.
    pub left: [bool; 2],
    /// It was to be kept once: what is missing may be told too.
    pub tried: bool,
    /// Just opened: to be brought into view.
    pub fresh: bool,
    /// The side whose field takes the focus now: 0 theirs, 1 mine.
    pub focus: Option<usize>,
}

/// What was taken away and can be had back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aside {
    /// A way that was removed, and its place.
    Way(usize, Channel),
    /// A form that was left without keeping it.
    Form(Draft),
}

/// A place that takes the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// The button that changes this way.
    Way(usize),
    /// The button that adds one.
    Add,
}
