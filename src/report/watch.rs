//! What the quiet watch came to, in words.

use crate::i18n::{Texts, number};
use crate::model::Snapshot;
use crate::model::observation::{LineWatch, ServerKind, WatchEnd};

/// Less than this many seconds away is not worth telling.
const AWAY_S: f64 = 1.0;
/// From here on a length is told in minutes.
const MINUTES_S: f64 = 120.0;

/// "Watched for 48 s, nothing since 11.8 s"; `None` where the line was not watched on, or none is.
#[must_use]
pub fn line(state: &Snapshot, t: &Texts) -> Option<String> {
    let seen = state.observations.network.as_ref().filter(|seen| seen.server.kind != ServerKind::Local)?;
    let watch = seen.watch?;
    let length = length(watch.watched_s, t);
    let since = seen.last_drop_out_s().map(|at_s| number::decimal(t.language(), at_s, 1));
    Some(match (since, state.is_watching()) {
        (Some(at), true) => t.watch_on_since(at, length),
        (None, true) => t.watch_on_clean(length),
        (Some(at), false) => t.watch_since(at, length),
        (None, false) => t.watch_clean(length),
    })
}

/// The same as sentences, with when the result last changed and why the watch ended early, if it did.
#[must_use]
pub fn told(state: &Snapshot, t: &Texts) -> Option<String> {
    let first = format!("{}.", line(state, t)?);
    let watch = state.observations.network.as_ref().and_then(|seen| seen.watch)?;
    let changed = state.changed_at_s.map(|at_s| t.watch_changed(number::decimal(t.language(), at_s, 1)));
    let away = (watch.own_pauses_s > AWAY_S).then(|| t.watch_away(length(watch.own_pauses_s, t)));
    let ended = ended(watch, t);
    Some([Some(first), changed, away, ended].into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// Why it ended early; `None` where it did not, or where the person ended it.
fn ended(watch: LineWatch, t: &Texts) -> Option<String> {
    match watch.ended? {
        WatchEnd::Complete | WatchEnd::Left => None,
        WatchEnd::FarEndGone => Some(t.watch_ended_far_end_gone()),
        WatchEnd::NoAnswer => Some(t.watch_ended_no_answer()),
        WatchEnd::Slept => Some(t.watch_ended_slept()),
        WatchEnd::NetworkChanged => Some(t.watch_ended_network_changed()),
    }
}

fn length(seconds: f64, t: &Texts) -> String {
    let whole = |value: f64| number::decimal(t.language(), value, 0);
    if seconds < MINUTES_S { t.watch_seconds(whole(seconds)) } else { t.watch_minutes(whole(seconds / 60.0)) }
}
