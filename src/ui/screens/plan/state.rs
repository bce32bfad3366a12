//! What the plan's screen remembers between frames.

use crate::model::plan::{Channel, PlanB};

/// What the plan remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The row that is open.
    pub draft: Option<Draft>,
    /// A row that was left without keeping what was typed.
    pub unfinished: Option<Draft>,
    /// What was taken away on this page and can be had back.
    pub removed: Vec<Aside>,
    /// Where the focus goes next.
    pub focus: Option<Focus>,
    /// The place that a way was moved to, in words.
    pub moved: Option<String>,
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
    /// Takes in that another window changed the plan. A row stays open, with what was typed, at the way it belongs to.
    pub fn changed_elsewhere(&mut self, before: &PlanB, now: &PlanB) {
        self.elsewhere = true;
        for draft in [&mut self.draft, &mut self.unfinished].into_iter().flatten() {
            if let Place::Way(i) = draft.place {
                let way = before.channels.get(i);
                let there = way.and_then(|way| now.channels.iter().position(|c| c == way));
                draft.place = there.map_or(Place::New, Place::Way);
            }
        }
    }

    /// The page was left: what was taken away is gone for good, what was not finished stays.
    pub fn leave(&mut self) {
        self.removed.clear();
        (self.moved, self.copied) = (None, false);
    }
}

/// What a form is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The own number that holds everywhere.
    Own,
    /// A way that is not in the list yet.
    New,
    /// The way at this place.
    Way(usize),
}

/// A row that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What it is about.
    pub place: Place,
    /// The way as it is typed; for the own number, that stands in `theirs`.
    pub channel: Channel,
    /// The own number as it is typed with the first way that needs it.
    pub own: String,
    /// This way has an own number of its own.
    pub other: bool,
    /// Their and my detail were left once: faults may be told.
    pub left: [bool; 2],
    /// It was to be kept once: what is missing may be told too.
    pub tried: bool,
    /// What was typed when it was to be kept though something is not right yet; asked again, it is kept as it is.
    pub told: Option<(Channel, String)>,
    /// Just opened: to be brought into view.
    pub fresh: bool,
    /// The side whose field takes the focus now: 0 theirs, 1 mine.
    pub focus: Option<usize>,
}

/// A way that was taken away, and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// Its place in the list.
    pub place: usize,
    /// The way.
    pub channel: Channel,
}

/// A place that takes the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// The last button of this way's row.
    Way(usize),
    /// The button that moves this way up.
    Higher(usize),
    /// The button that moves this way down.
    Lower(usize),
    /// The button that changes the own number.
    Own,
    /// The button that adds one.
    Add,
    /// The link that puts this one back.
    Back(usize),
}
