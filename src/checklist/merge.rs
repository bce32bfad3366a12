//! Two windows may keep the same plan: what each of them changed since they last agreed is brought together.

use crate::model::plan::{Channel, PlanB};

/// What comes of `ours` and `theirs`, which both began as `base`.
///
/// What one side added, changed or took away holds; a way that both changed is there twice, and one that was taken away
/// here but changed there stays: nothing that somebody typed is lost.
#[must_use]
pub fn three_way(base: &PlanB, ours: &PlanB, theirs: &PlanB) -> PlanB {
    if same(theirs, base) {
        return ours.clone();
    }
    if same(ours, base) {
        return theirs.clone();
    }
    let contact = if ours.contact == base.contact { &theirs.contact } else { &ours.contact };
    PlanB {
        version: ours.version,
        contact: contact.clone(),
        own: if ours.own == base.own { theirs.own.clone() } else { ours.own.clone() },
        channels: channels(&base.channels, &ours.channels, &theirs.channels),
        done: done(&base.done, &ours.done, &theirs.done),
    }
}

/// True when both say the same, whatever the format of the file.
#[must_use]
pub fn same(a: &PlanB, b: &PlanB) -> bool {
    a.contact == b.contact && a.own == b.own && a.channels == b.channels && a.done == b.done
}

/// The same way to reach each other, though a tick may differ.
fn alike(a: &Channel, b: &Channel) -> bool {
    a.kind == b.kind && a.label == b.label && a.mine == b.mine && a.theirs == b.theirs
}

fn channels(base: &[Channel], ours: &[Channel], theirs: &[Channel]) -> Vec<Channel> {
    let find = |list: &[Channel], c: &Channel| list.iter().find(|other| alike(other, c)).cloned();
    let mut result: Vec<Channel> = Vec::with_capacity(ours.len() + theirs.len());
    for here in ours {
        match (find(base, here), find(theirs, here)) {
            // Taken away or changed there, and not touched here.
            (Some(before), None) if before == *here => {}
            (before, Some(there)) => result.push(ticks(before.as_ref(), here, &there)),
            (_, None) => result.push(here.clone()),
        }
    }
    for (place, there) in theirs.iter().enumerate() {
        if find(ours, there).is_none() && find(base, there).as_ref() != Some(there) {
            result.insert(place.min(result.len()), there.clone());
        }
    }
    result
}

/// One way with the ticks that either side changed.
fn ticks(base: Option<&Channel>, ours: &Channel, theirs: &Channel) -> Channel {
    let tick = |of: fn(&Channel) -> bool| match base {
        Some(base) if of(ours) == of(base) => of(theirs),
        Some(_) => of(ours),
        None => of(ours) || of(theirs),
    };
    Channel { tested: tick(|c| c.tested), on_phone: tick(|c| c.on_phone), ..ours.clone() }
}

fn done(base: &[String], ours: &[String], theirs: &[String]) -> Vec<String> {
    let stays = ours.iter().filter(|id| theirs.contains(id) || !base.contains(id));
    let comes = theirs.iter().filter(|id| !ours.contains(id) && !base.contains(id));
    stays.chain(comes).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::plan::ChannelKind;

    fn channel(theirs: &str) -> Channel {
        Channel {
            kind: ChannelKind::Phone,
            label: String::new(),
            mine: String::new(),
            theirs: theirs.to_owned(),
            tested: false,
            on_phone: false,
        }
    }

    fn plan(ways: &[&str], done: &[&str]) -> PlanB {
        let done = done.iter().map(|d| (*d).to_owned()).collect();
        PlanB { channels: ways.iter().map(|w| channel(w)).collect(), done, ..PlanB::default() }
    }

    fn ways(plan: &PlanB) -> Vec<&str> {
        plan.channels.iter().map(|c| c.theirs.as_str()).collect()
    }

    #[test]
    fn what_either_side_added_is_there() {
        let merged = three_way(&plan(&["a"], &[]), &plan(&["a", "b"], &["room"]), &plan(&["c", "a"], &["water"]));
        assert_eq!(ways(&merged), ["c", "a", "b"]);
        assert_eq!(merged.done, ["room", "water"]);
    }

    #[test]
    fn what_one_side_took_away_goes_unless_the_other_changed_it() {
        let base = plan(&["a", "b"], &["room", "water"]);
        assert_eq!(ways(&three_way(&base, &plan(&["a"], &["room"]), &plan(&["a", "b", "c"], &["water"]))), ["a", "c"]);
        let mut ours = base.clone();
        ours.channels[1].tested = true;
        assert_eq!(ways(&three_way(&base, &ours, &plan(&["c"], &[]))), ["c", "b"]);
        assert!(three_way(&base, &plan(&["x"], &["room"]), &plan(&["a", "b"], &["water"])).done.is_empty());
    }

    #[test]
    fn a_way_that_both_changed_is_there_twice() {
        let merged = three_way(&plan(&["a"], &[]), &plan(&["a1"], &[]), &plan(&["a2"], &[]));
        assert_eq!(ways(&merged), ["a2", "a1"]);
    }

    #[test]
    fn ticks_of_both_sides_hold() {
        let (base, mut ours, mut theirs) = (plan(&["a"], &[]), plan(&["a"], &[]), plan(&["a"], &[]));
        ours.channels[0].tested = true;
        theirs.channels[0].on_phone = true;
        "Sanne".clone_into(&mut theirs.contact);
        "06 1".clone_into(&mut ours.own);
        let merged = three_way(&base, &ours, &theirs);
        assert_eq!(merged.own, "06 1");
        assert!(merged.channels[0].tested && merged.channels[0].on_phone);
        assert_eq!(merged.contact, "Sanne");
    }
}
