//! The moment of a result, the same wherever it is told.

use jiff::fmt::temporal::Pieces;
use jiff::{SignedDuration, Timestamp};

use crate::model::Snapshot;

/// When the newest part of this run was measured, RFC 3339 in the offset of its start; the start itself where that can't
/// be told.
#[must_use]
pub fn measured_at(state: &Snapshot) -> String {
    moment(&state.started_at, state.measured_ms).unwrap_or_else(|| state.started_at.clone())
}

fn moment(started_at: &str, after_ms: u64) -> Option<String> {
    let start = Pieces::parse(started_at).ok()?;
    let offset = start.to_numeric_offset()?;
    let began = offset.to_timestamp(start.date().to_datetime(start.time()?)).ok()?;
    let moment = began.checked_add(SignedDuration::from_millis(i64::try_from(after_ms).ok()?)).ok()?;
    let whole = Timestamp::from_second(moment.as_second()).ok()?;
    Some(whole.display_with_offset(offset).to_string())
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn the_clock_goes_on_from_the_start() {
        let at = |start: &str, ms| moment(start, ms).unwrap_or_default();
        assert_eq!(at("2026-11-22T13:22:41+01:00", 25_900), "2026-11-22T13:23:06+01:00");
        assert_eq!(at("2026-12-31T23:59:59.123Z", 1_000), "2027-01-01T00:00:00+00:00");
        assert_eq!(moment("", 0), None);
        assert_eq!(moment("yesterday", 0), None);
    }
}
