//! One row open for changing: what it is, both sides' details, tried or not. "Done" and "Cancel" stand in the page's bar.
//!
//! What was typed is never lost: cancelled it can be taken up again, wrong it is kept as it was typed when that is asked
//! for twice or the window closes.

use super::state::{Aside, Draft, Focus, Place, State};
use crate::checklist::validate;
use crate::model::plan::{Channel, ChannelKind, PlanB};
use crate::ui::action::UiAction;
use crate::ui::cx::Cx;
use crate::ui::view_model::plan;

/// Opens a row: its way, a new way, or the own number, as it is kept: what was cancelled comes back only when that is asked
/// for. What is open goes its way first.
pub fn open(cx: &mut Cx<'_>, memory: &mut State, place: Place) {
    close(cx, memory);
    let kept = match place {
        Place::Way(i) => match cx.plan.channels.get(i) {
            Some(way) => way.clone(),
            None => return,
        },
        Place::Own => Channel { theirs: cx.plan.own.clone(), ..blank_number() },
        Place::New => plan::blank(cx.plan),
    };
    let left = [place != Place::New; 2];
    let other = !kept.mine.is_empty();
    memory.draft = Some(Draft {
        place,
        own: cx.plan.own.clone(),
        channel: kept,
        other,
        left,
        tried: false,
        told: None,
        fresh: true,
        focus: Some(0),
    });
}

fn blank_number() -> Channel {
    let empty = String::new;
    Channel { kind: ChannelKind::Phone, label: empty(), mine: empty(), theirs: empty(), tested: false, on_phone: false }
}

/// Takes up again what was left.
pub fn resume(cx: &mut Cx<'_>, memory: &mut State, draft: Draft) {
    close(cx, memory);
    let ways = cx.plan.channels.len();
    let place = match draft.place {
        Place::Way(i) if i >= ways => Place::New,
        place => place,
    };
    memory.unfinished = None;
    memory.draft = Some(Draft { place, fresh: true, focus: Some(0), ..draft });
}

/// Keeps what was typed. Where something is not right yet, the focus goes there and it is told; asked for once more, it is
/// kept as it is.
pub fn keep(cx: &mut Cx<'_>, memory: &mut State) {
    let Some(draft) = &mut memory.draft else { return };
    (draft.left, draft.tried) = ([true; 2], true);
    if let Some(side) = first_fault(draft) {
        let typed = (draft.channel.clone(), draft.own.clone());
        let again = draft.told.as_ref() == Some(&typed);
        if !again || is_empty(draft) {
            (draft.focus, draft.told) = (Some(side), Some(typed));
            return;
        }
    }
    if let Some(draft) = memory.draft.take() {
        let focus = put(cx.plan, draft);
        memory.focus = Some(focus);
        changed(cx, memory);
    }
}

fn is_empty(draft: &Draft) -> bool {
    draft.place != Place::Own
        && plan::first_fault(&draft.channel, &draft.own) == Some(0)
        && plan::is_blank(&draft.channel)
}

/// The side that is not right yet.
fn first_fault(draft: &Draft) -> Option<usize> {
    match draft.place {
        Place::Own => validate::detail(ChannelKind::Phone, &draft.channel.theirs).is_err().then_some(0),
        Place::Way(_) | Place::New => plan::first_fault(&draft.channel, &draft.own),
    }
}

/// Puts a row in its place in the plan; returns where the focus goes.
fn put(plan: &mut PlanB, draft: Draft) -> Focus {
    let clean = |text: &str| validate::understand(ChannelKind::Phone, text).unwrap_or_else(|_| text.trim().to_owned());
    if draft.place == Place::Own {
        plan.own = clean(&draft.channel.theirs);
        return Focus::Own;
    }
    let channel = plan::trimmed(draft.channel);
    if channel.kind.rings() && channel.mine.is_empty() {
        plan.own = clean(&draft.own);
    }
    if let Place::Way(index) = draft.place
        && let Some(slot) = plan.channels.get_mut(index)
    {
        *slot = channel;
        return Focus::Way(index);
    }
    plan.channels.push(channel);
    Focus::Way(plan.channels.len() - 1)
}

/// The window closes over an open row: the plan with what was typed, right or wrong. What was right before stays beside
/// what is not right yet.
#[must_use]
pub fn at_last(screen: &mut State, plan: &PlanB) -> Option<PlanB> {
    let draft = screen.draft.take().filter(|draft| is_typed(draft, plan))?;
    let mut with = plan.clone();
    let wrong = first_fault(&draft).is_some();
    match draft.place {
        Place::Own if wrong && validate::works(ChannelKind::Phone, &plan.own) => {
            // The number that works stays; the half one is kept as a way, to be seen.
            with.channels.push(Channel { mine: draft.channel.theirs.trim().to_owned(), ..blank_number() });
        }
        Place::Way(index)
            if wrong && plan.channels.get(index).is_some_and(|c| plan::first_fault(c, &plan.own).is_none()) =>
        {
            let at = (index + 1).min(with.channels.len());
            with.channels.insert(at, plan::trimmed(draft.channel));
        }
        _ => drop(put(&mut with, draft)),
    }
    (with != *plan).then_some(with)
}

/// True when something differs from what is kept.
fn is_typed(draft: &Draft, plan: &PlanB) -> bool {
    let own = draft.own.trim() != plan.own.trim();
    match draft.place {
        Place::Own => draft.channel.theirs.trim() != plan.own.trim(),
        Place::New => !plan::is_blank(&draft.channel) || own,
        Place::Way(i) => own || plan.channels.get(i).is_none_or(|kept| *kept != draft.channel),
    }
}

/// Puts everything back as it was; what was typed can be had back.
pub fn cancel(cx: &mut Cx<'_>, memory: &mut State) {
    let Some(draft) = memory.draft.take() else { return };
    memory.focus = Some(match draft.place {
        Place::Own => Focus::Own,
        Place::New => Focus::Add,
        Place::Way(i) => Focus::Way(i),
    });
    if is_typed(&draft, cx.plan) {
        memory.unfinished = Some(draft);
    }
}

/// Another row opens, or this one goes: what is right is kept, the rest can be taken up again.
fn close(cx: &mut Cx<'_>, memory: &mut State) {
    let Some(draft) = memory.draft.take() else { return };
    if !is_typed(&draft, cx.plan) {
        return;
    }
    if first_fault(&draft).is_none() {
        put(cx.plan, draft);
        changed(cx, memory);
    } else {
        memory.unfinished = Some(draft);
    }
}

/// Takes a way from the list; it can be had back until the page is left.
pub fn remove(cx: &mut Cx<'_>, memory: &mut State, index: usize) {
    if index >= cx.plan.channels.len() {
        return;
    }
    // Its own form goes with it, the form of another way does not.
    match memory.draft.as_ref().map(|d| d.place) {
        Some(Place::Way(open)) if open == index => memory.draft = None,
        _ => close(cx, memory),
    }
    let channel = cx.plan.channels.remove(index);
    let state = &mut *memory;
    for aside in state.removed.iter_mut().filter(|a| a.place > index) {
        aside.place -= 1;
    }
    state.removed.push(Aside { place: index, channel });
    if let Some(left) = &mut state.unfinished {
        left.place = match left.place {
            Place::Way(i) if i == index => Place::New,
            Place::Way(i) if i > index => Place::Way(i - 1),
            place => place,
        };
    }
    state.focus = Some(Focus::Back(state.removed.len() - 1));
    changed(cx, memory);
}

/// Puts back what was taken away.
pub fn put_back(cx: &mut Cx<'_>, memory: &mut State, which: usize) {
    if which >= memory.removed.len() {
        return;
    }
    let aside = memory.removed.remove(which);
    let at = aside.place.min(cx.plan.channels.len());
    cx.plan.channels.insert(at, aside.channel);
    let state = &mut *memory;
    for other in state.removed.iter_mut().filter(|a| a.place >= at) {
        other.place += 1;
    }
    let behind = |place: Place| match place {
        Place::Way(i) if i >= at => Place::Way(i + 1),
        place => place,
    };
    for draft in [&mut state.draft, &mut state.unfinished].into_iter().flatten() {
        draft.place = behind(draft.place);
    }
    state.focus = Some(Focus::Way(at));
    changed(cx, memory);
}

/// Two ways change places; an open row stays open with what was typed. The new place is said.
pub fn shift(cx: &mut Cx<'_>, memory: &mut State, from: usize, to: usize) {
    let channels = &mut cx.plan.channels;
    if from >= channels.len() || to >= channels.len() {
        return;
    }
    channels.swap(from, to);
    let name = channels.get(to).map(|c| plan::name(c, cx.texts)).unwrap_or_default();
    let figure = |n: usize| f64::from(u16::try_from(n).unwrap_or(u16::MAX));
    let said = cx.texts.plan_moved(figure(channels.len()), name, figure(to + 1));
    let end = if to < from { to == 0 } else { to + 1 >= channels.len() };
    let state = &mut *memory;
    let open = state.draft.as_ref().is_some_and(|d| d.place == Place::Way(from));
    // The focus goes along (that of an open row stays in it); at an end there is nowhere further to go.
    state.focus = match (open, end) {
        (true, _) => state.focus,
        (false, true) => Some(Focus::Way(to)),
        (false, false) => Some(if to < from { Focus::Higher(to) } else { Focus::Lower(to) }),
    };
    for draft in [&mut state.draft, &mut state.unfinished].into_iter().flatten() {
        draft.place = match draft.place {
            Place::Way(i) if i == from => Place::Way(to),
            Place::Way(i) if i == to => Place::Way(from),
            place => place,
        };
    }
    state.moved = Some(said);
    changed(cx, memory);
}

pub(super) fn changed(cx: &mut Cx<'_>, memory: &mut State) {
    memory.copied = false;
    cx.act(UiAction::PlanChanged);
}
