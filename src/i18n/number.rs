//! Numbers, units and times as people write them: decimal comma in Dutch, point in English.

use super::Language;

/// A number with this many decimals.
#[must_use]
pub fn decimal(language: Language, value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    // "-0" and "-0.0" say nothing more than "0".
    let text = match text.strip_prefix('-') {
        Some(rest) if rest.chars().all(|c| c == '0' || c == '.') => rest.to_owned(),
        _ => text,
    };
    match language {
        Language::En => text,
        Language::Nl => text.replace('.', ","),
    }
}

/// A share as a percentage without decimals from 10 % up, with one below unless it is 0 ("1,3%", "5%"). What is too
/// small to show is told as such: "0%" is none at all.
#[must_use]
pub fn percent(language: Language, ratio: f64) -> String {
    let value = ratio * 100.0;
    if value > 0.0 && value < 0.05 {
        return format!("<{}%", decimal(language, 0.1, 1));
    }
    let whole = (value - value.round()).abs() < 0.05;
    format!("{}%", decimal(language, value, usize::from(value < 9.95 && !whole)))
}

/// Milliseconds as seconds with one decimal (two under 0.1 s): "0,2 s", "0.04 s". A no-break space (U+00A0) keeps
/// number and unit on one line.
#[must_use]
pub fn seconds(language: Language, ms: f64) -> String {
    let s = ms / 1000.0;
    format!("{}\u{a0}s", decimal(language, s, if s < 0.095 { 2 } else { 1 }))
}

/// Mbit/s without its unit: two significant figures below 10 ("3,1"), whole numbers above.
#[must_use]
pub fn mbps(language: Language, value: f64) -> String {
    decimal(language, value, usize::from(value < 9.95))
}

/// Milliseconds without their unit: whole, one decimal below 1.
#[must_use]
pub fn ms(language: Language, value: f64) -> String {
    decimal(language, value, usize::from(value < 0.95))
}

/// A count with its thousands apart: "1,604", "1.604".
#[must_use]
pub fn count(language: Language, value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(if language == Language::Nl { '.' } else { ',' });
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_and_points() {
        assert_eq!(decimal(Language::Nl, 1.26, 1), "1,3");
        assert_eq!(decimal(Language::En, -0.001, 1), "0.0");
        assert_eq!(percent(Language::Nl, 0.013), "1,3%");
        assert_eq!(percent(Language::En, 0.38), "38%");
        assert_eq!(percent(Language::En, 0.0), "0%");
        assert_eq!(percent(Language::Nl, 0.09), "9%");
        assert_eq!(percent(Language::En, 0.0504), "5%");
        assert_eq!(percent(Language::Nl, 0.0996), "10%");
        assert_eq!(percent(Language::Nl, 0.0003), "<0,1%");
        assert_eq!(percent(Language::En, 0.0006), "0.1%");
        assert_eq!(seconds(Language::Nl, 200.0), "0,2\u{a0}s");
        assert_eq!(seconds(Language::En, 40.0), "0.04\u{a0}s");
        let counts = [0, 999, 1604, 1_234_567].map(|n| count(Language::En, n));
        assert_eq!(counts, ["0", "999", "1,604", "1,234,567"]);
        assert_eq!(count(Language::Nl, 1604), "1.604");
        assert_eq!(mbps(Language::Nl, 3.12), "3,1");
        assert_eq!(mbps(Language::En, 18.2), "18");
    }
}
