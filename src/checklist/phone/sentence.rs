//! A number within a sentence, as people paste it.

/// A number as it is dialled within its country, with its nought.
const HOME_DIGITS: std::ops::RangeInclusive<usize> = 9..=11;

/// How a number that stands alone is told and kept.
#[derive(Clone, Copy)]
pub(super) struct Numbers {
    /// Signs that may stand in one.
    pub(super) is_part: fn(char) -> bool,
    /// Fewer digits are no number.
    pub(super) least_digits: usize,
    /// The number, clean; `None`: it is none.
    pub(super) clean: fn(&str) -> Option<String>,
}

/// The one number in a sentence: "Call Sanne: 06-1234 5678, after ten". `None` where there is none, more than one, or where
/// other digits stand so close that the number may be longer or shorter.
pub(super) fn number(text: &str, numbers: Numbers) -> Option<String> {
    let is_part = numbers.is_part;
    let mut found = None;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(begin) = rest.find(is_part).map(|begin| at + begin) else { break };
        let run = text.get(begin..)?;
        let end = begin + run.find(|c: char| !is_part(c)).unwrap_or(run.len());
        let (before, run, after) = (text.get(..begin)?, text.get(begin..end)?, text.get(end..)?);
        at = end;
        let digits = run.chars().filter(char::is_ascii_digit).count();
        if digits < numbers.least_digits {
            continue;
        }
        let one = one_of_sentence(before, run, after, numbers)?;
        if found.replace(one).is_some() {
            return None;
        }
    }
    found
}

/// A run of digits within a sentence as a number.
fn one_of_sentence(before: &str, run: &str, after: &str, numbers: Numbers) -> Option<String> {
    // Bare words behind a number that opens the text may belong to it.
    let in_words = before.chars().any(char::is_alphabetic);
    let set_off = after.is_empty() || after.starts_with([',', ';', ':', '!', '?', '\n']) || run.ends_with(['.', '(']);
    let glued = before.ends_with(char::is_alphanumeric) && !run.starts_with([' ', '(', '.']);
    let number = run.trim_matches([' ', '.', '-', '/']).trim_end_matches(['(', ' ']);
    let dialled = number.starts_with(['+', '0', '(']);
    if !(in_words || set_off) || glued || !dialled {
        return None;
    }
    let digits = number.chars().filter(char::is_ascii_digit).count();
    // "06 12345678 10 am": at home ten digits are dialled, nine to eleven elsewhere; more are another number.
    let last = number.rsplit([' ', '-']).next().map_or(0, |group| group.chars().filter(char::is_ascii_digit).count());
    let home = !number.starts_with('+') && !number.starts_with("00");
    let doubtful =
        if home { !HOME_DIGITS.contains(&digits) } else { last < 3 && after.starts_with(char::is_alphanumeric) };
    if doubtful { None } else { (numbers.clean)(number) }
}
