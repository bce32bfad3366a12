//! Moments without datagrams, over all phases of one direction: the line is never unwatched, so a moment that begins in one
//! phase and ends in the next is one moment.

use super::flow::{Flow, Packet};
use super::percentile;

/// A sender that pauses for longer than any frame of a call was away itself.
const STALL_US: f64 = 50_000.0;
/// A moment belongs to the least demanding phase of which it took at least this much.
const PART_US: u64 = 40_000;

/// One phase as it is watched.
#[derive(Debug)]
pub struct Stretch {
    /// Its datagrams.
    pub flow: Flow,
    /// What arrives later than this after the fastest counts as not arrived.
    pub window_us: f64,
    /// A load of our own ran in it.
    pub loaded: bool,
}

/// A stretch without arrivals beyond the stream's own spacing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// Which phase it belongs to.
    pub phase: usize,
    /// When the last datagram before it left, in microseconds by the sender's clock.
    pub sent_us: u64,
    /// When the last datagram before it arrived, in microseconds by the receiver's clock.
    pub arrived_us: u64,
    /// Its length in ms.
    pub length_ms: f64,
}

/// Where a datagram stands in the whole of a direction.
#[derive(Debug, Clone, Copy)]
struct Place {
    phase: usize,
    /// Number over all phases.
    number: usize,
    packet: Packet,
}

/// What else was heard from the far end, in microseconds and in order, where this side alone counts.
#[derive(Debug, Clone, Copy)]
pub enum Heard<'a> {
    /// Both sides count: nothing else is known.
    Nothing,
    /// On the way there: what was late while other packets came back was no gap; what was lost may have been one.
    Back(&'a [u64]),
    /// On the way back: whatever came shows that it works. What the far end held back is no gap of the line.
    Here(&'a [u64]),
}

/// All gaps of a direction with a length above zero, in order. A pause of the sender itself is none.
#[must_use]
pub fn gaps(line: &[Stretch], heard: Heard<'_>) -> Vec<Gap> {
    let (mut arrived, mut sent_at) = (Vec::new(), Vec::new());
    let mut before = 0;
    for (phase, stretch) in line.iter().enumerate() {
        let in_time = stretch.flow.in_time(stretch.window_us);
        arrived.extend(in_time.into_iter().map(|p| Place { phase, number: before + p.seq as usize, packet: p }));
        sent_at.extend(stretch.flow.sent_at_us.iter().map(|at| Some(*at)));
        before += stretch.flow.sent as usize;
        sent_at.resize(before, None);
    }
    for place in &arrived {
        if let Some(at) = sent_at.get_mut(place.number) {
            *at = Some(place.packet.sent_us);
        }
    }
    let spacings: Vec<f64> = line.iter().map(|s| spacing_us(&s.flow)).collect();
    let starts: Vec<Option<u64>> = starts(line);
    let mut found = Vec::new();
    for pair in arrived.windows(2) {
        let [a, b] = pair else { continue };
        // A datagram that arrives long before its predecessor closes no gap. Behind a queue the arrivals go on for a while after
        // the line is cut; what was sent meanwhile and all lost tells the length.
        let silence = |heard_us| silence_us(heard_us, a.packet.arrived_us, b.packet.arrived_us) as f64;
        let lost_for = b.packet.sent_us.saturating_sub(a.packet.sent_us) as f64;
        let between = match heard {
            Heard::Nothing => silence(&[]).max(lost_for),
            Heard::Back(at_us) => silence(at_us).max(lost_for),
            Heard::Here(at_us) => silence(at_us),
        };
        let spacing = spacings.get(a.phase).copied().unwrap_or_default();
        let own = own_pause_us(&sent_at, a.number, b.number, spacing);
        let phase = belongs(line, &starts, (a.phase, b.phase), (a.packet.sent_us, b.packet.sent_us));
        push(&mut found, phase, &a.packet, between - own);
    }
    // Losses at the end have no arrival after them.
    let last_phase = line.iter().rposition(|s| s.flow.sent > 0);
    if let (Some(a), Some(last_phase)) = (arrived.last(), last_phase)
        && a.number + 1 < before
        && let Some(end) = line.get(last_phase).and_then(|s| s.flow.last_sent_us)
    {
        let phase = belongs(line, &starts, (a.phase, last_phase), (a.packet.sent_us, end));
        push(&mut found, phase, &a.packet, end.saturating_sub(a.packet.sent_us) as f64);
    }
    found
}

/// The longest time between two moments in which nothing was heard, all in microseconds.
#[must_use]
pub fn silence_us(heard_us: &[u64], from: u64, to: u64) -> u64 {
    let first = heard_us.partition_point(|at| *at <= from);
    let within = heard_us.get(first..).unwrap_or_default().iter().copied().take_while(|at| *at < to);
    let (last, longest) = within.fold((from, 0), |(last, longest), at| (at, longest.max(at.saturating_sub(last))));
    longest.max(to.saturating_sub(last))
}

/// When each phase began by the sender's clock, as far as it is known. Where the first datagrams are missing, it began as many
/// of its usual steps before the first that arrived.
fn starts(line: &[Stretch]) -> Vec<Option<u64>> {
    let first_arrived = |flow: &Flow| {
        let first = flow.packets.iter().min_by_key(|p| p.seq)?;
        let last = flow.packets.iter().max_by_key(|p| p.seq)?;
        let steps = u64::from(last.seq.saturating_sub(first.seq)).max(1);
        let step = last.sent_us.saturating_sub(first.sent_us) / steps;
        Some(first.sent_us.saturating_sub(step * u64::from(first.seq)))
    };
    line.iter().map(|s| s.flow.sent_at_us.first().copied().or_else(|| first_arrived(&s.flow))).collect()
}

/// The phase that a gap between two sends belongs to: the first without load that it took a good part of, else the one that it
/// took most of.
fn belongs(
    line: &[Stretch],
    starts: &[Option<u64>],
    (from, to): (usize, usize),
    (sent_from, sent_to): (u64, u64),
) -> usize {
    let start = |phase: usize| starts.get(phase).copied().flatten();
    let taken = (from..=to).map(|phase| {
        let begins = if phase == from { Some(sent_from) } else { start(phase) };
        let ends = (phase + 1..=to).find_map(start).unwrap_or(sent_to);
        let took = begins.map_or(0, |b| ends.min(sent_to).saturating_sub(b.max(sent_from)));
        (phase, took, line.get(phase).is_some_and(|s| s.loaded))
    });
    let quiet = taken.clone().find(|(_, took, loaded)| !loaded && *took >= PART_US);
    let most = || taken.clone().max_by_key(|(phase, took, _)| (*took, std::cmp::Reverse(*phase)));
    quiet.or_else(most).map_or(from, |(phase, ..)| phase)
}

/// How much of the time between two arrivals is the sender's own. Where nothing is missing between them: the time between
/// the sends. Else the sender's longest pause in that stretch, if it is too long for the stream's own rhythm, else the time
/// to the next send, or the usual time between two where that is not known.
fn own_pause_us(sent_at: &[Option<u64>], from: usize, to: usize, spacing: f64) -> f64 {
    let known = sent_at.get(from..=to).unwrap_or_default();
    let step = |w: &[Option<u64>]| match w {
        [Some(a), Some(b)] => Some(b.saturating_sub(*a) as f64),
        _ => None,
    };
    let next = known.get(..2).and_then(step);
    let longest = known.windows(2).filter_map(step).fold(0.0, f64::max);
    if longest >= STALL_US { longest } else { next.unwrap_or(spacing) }
}

/// The usual time between two datagrams.
fn spacing_us(flow: &Flow) -> f64 {
    let mut by_seq: Vec<_> = flow.packets.iter().map(|p| (p.seq, p.sent_us)).collect();
    by_seq.sort_unstable();
    let steps = by_seq.windows(2).filter_map(|w| match w {
        [a, b] if b.0 == a.0 + 1 => Some(b.1.saturating_sub(a.1) as f64),
        _ => None,
    });
    percentile::median(steps).unwrap_or(20_000.0)
}

fn push(found: &mut Vec<Gap>, phase: usize, before: &Packet, length_us: f64) {
    if length_us > 0.0 {
        let (sent_us, arrived_us) = (before.sent_us, before.arrived_us);
        found.push(Gap { phase, sent_us, arrived_us, length_ms: length_us / 1000.0 });
    }
}

#[cfg(test)]
mod tests {
    use super::super::flow::testing::flow;
    use super::*;

    fn one(flow: &Flow) -> [Stretch; 1] {
        [Stretch { flow: flow.clone(), window_us: 3e6, loaded: false }]
    }

    fn longest(flow: &Flow) -> f64 {
        gaps(&one(flow), Heard::Nothing).iter().map(|g| g.length_ms).fold(0.0, f64::max)
    }

    /// The same flow later.
    fn shifted(mut flow: Flow, us: u64) -> Flow {
        flow.sent_at_us.iter_mut().for_each(|at| *at += us);
        flow.packets.iter_mut().for_each(|p| (p.sent_us, p.arrived_us) = (p.sent_us + us, p.arrived_us + us));
        flow.last_sent_us = flow.last_sent_us.map(|at| at + us);
        flow
    }

    #[test]
    fn a_steady_stream_has_none() {
        assert_eq!(longest(&flow(100, 20_000, |_| Some(1000))), 0.0);
    }

    #[test]
    fn a_drop_out_has_its_length() {
        // Cut from 0.5 s to 0.8 s: 15 datagrams of 20 ms.
        let f = flow(100, 20_000, |s| (!(25..40).contains(&s)).then_some(1000));
        assert!((longest(&f) - 300.0).abs() < 0.1, "{}", longest(&f));
        let at = gaps(&one(&f), Heard::Nothing)[0];
        assert_eq!(at.sent_us, 24 * 20_000);
    }

    #[test]
    fn a_stall_without_loss_is_a_gap_too() {
        // From 0.5 s on all wait until 0.9 s.
        let f = flow(100, 20_000, |s| {
            let sent = u64::from(s) * 20_000;
            Some(if (500_000..900_000).contains(&sent) { 900_000 - sent } else { 1000 })
        });
        assert!((longest(&f) - 400.0).abs() < 25.0, "{}", longest(&f));
    }

    #[test]
    fn a_cut_end_is_a_gap_and_a_pause_of_the_sender_is_none() {
        let f = flow(100, 20_000, |s| (s < 80).then_some(1000));
        assert!((longest(&f) - 400.0).abs() < 0.1);
        let mut paused = flow(100, 20_000, |_| Some(1000));
        for p in paused.packets.iter_mut().filter(|p| p.seq >= 50) {
            (p.sent_us, p.arrived_us) = (p.sent_us + 300_000, p.arrived_us + 300_000);
        }
        for at in paused.sent_at_us.iter_mut().skip(50) {
            *at += 300_000;
        }
        assert_eq!(longest(&paused), 0.0);
    }

    #[test]
    fn a_drop_out_between_two_phases_is_one_and_belongs_to_the_one_without_load() {
        // 421 ms that begin in the last 0.1 s of a call and end in the load after it.
        let cut = |at_us: u64| !(1_900_000..2_321_000).contains(&at_us);
        let call = flow(500, 4000, |s| cut(u64::from(s) * 4000).then_some(1000));
        let load = shifted(flow(100, 20_000, |s| cut(2_000_000 + u64::from(s) * 20_000).then_some(1000)), 2_000_000);
        for known in [true, false] {
            let stretch = |flow: &Flow, loaded| {
                let mut flow = flow.clone();
                if !known {
                    flow.sent_at_us.clear();
                }
                Stretch { flow, window_us: 3e6, loaded }
            };
            let line = [stretch(&call, false), stretch(&load, true)];
            let found: Vec<Gap> = gaps(&line, Heard::Nothing).into_iter().filter(|g| g.length_ms > 30.0).collect();
            assert!(found.len() == 1 && found[0].phase == 0, "{found:?}");
            assert!((found[0].length_ms - 421.0).abs() < 20.0, "{found:?}");
        }
        // It begins so late in the call that it is the load's.
        let late = flow(500, 4000, |s| (s < 495).then_some(1000));
        let stretch = |flow: Flow, loaded| Stretch { flow, window_us: 3e6, loaded };
        let line = [stretch(late, false), stretch(load, true)];
        let found = gaps(&line, Heard::Nothing).into_iter().max_by(|a, b| a.length_ms.total_cmp(&b.length_ms)).unwrap();
        assert!(found.phase == 1 && (found.length_ms - 350.0).abs() < 20.0, "{found:?}");
    }

    #[test]
    fn what_a_load_loses_at_its_start_is_not_the_quiet_line_s() {
        let quiet = flow(100, 20_000, |_| Some(1000));
        // The load begins at 2 s and loses its first quarter of a second; when it was sent is not known.
        let mut load = shifted(flow(300, 10_000, |s| (s >= 25).then_some(1000)), 2_000_000);
        load.sent_at_us.clear();
        let stretch = |flow: Flow, loaded| Stretch { flow, window_us: 3e6, loaded };
        let found = gaps(&[stretch(quiet, false), stretch(load, true)], Heard::Nothing);
        assert!(found.len() == 1 && found[0].phase == 1, "{found:?}");
    }

    #[test]
    fn behind_a_full_queue_a_drop_out_keeps_its_length() {
        // Cut from 1.0 s to 1.421 s behind a queue of 300 ms that is empty afterwards: arrivals pause for 121 ms only.
        let f = flow(200, 10_000, |s| match u64::from(s) * 10_000 {
            sent if sent < 1_000_000 => Some(300_000),
            sent if sent < 1_421_000 => None,
            _ => Some(1000),
        });
        assert!((longest(&f) - 421.0).abs() < 20.0, "{}", longest(&f));
    }

    #[test]
    fn phases_that_follow_each_other_without_a_pause_have_no_gap() {
        let first = flow(100, 20_000, |_| Some(1000));
        let second = shifted(flow(100, 20_000, |_| Some(1000)), 2_000_000);
        let silent = Flow::default();
        let line = [first, silent, second].map(|flow| Stretch { flow, window_us: 3e6, loaded: false });
        assert_eq!(gaps(&line, Heard::Nothing), []);
    }

    #[test]
    fn what_is_heard_beside_shows_that_the_line_works() {
        let stalled = flow(100, 20_000, |s| {
            let sent = u64::from(s) * 20_000;
            Some(if (500_000..900_000).contains(&sent) { 900_000 - sent } else { 1000 })
        });
        let longest = |f: &Flow, heard| gaps(&one(f), heard).iter().map(|g| g.length_ms).fold(0.0, f64::max);
        let heard: Vec<u64> = (0..200).map(|n| 1_000_000 + n * 15_000).collect();
        assert!(longest(&stalled, Heard::Nothing) > 350.0 && longest(&stalled, Heard::Back(&[])) > 350.0);
        assert!(longest(&stalled, Heard::Back(&heard)) < 20.0 && longest(&stalled, Heard::Here(&heard)) < 20.0);
        // What is lost for as long is a gap of the way there, and none of the way back.
        let cut = flow(100, 20_000, |s| (!(25..40).contains(&s)).then_some(1000));
        assert!((longest(&cut, Heard::Back(&heard)) - 300.0).abs() < 0.1 && longest(&cut, Heard::Here(&heard)) < 20.0);
    }
}
