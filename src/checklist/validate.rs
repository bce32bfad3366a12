//! Says what is not right yet with what was typed, so that a number works when it is needed.

use crate::model::plan::ChannelKind;

/// Longest detail that is kept.
pub const MAX_CHARS: usize = 200;
/// E.164: at most 15 digits; no subscriber has fewer than 7 with its area code.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// What is not right yet. Each has its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// Digits are missing.
    PhoneTooShort,
    /// More digits than a number can have.
    PhoneTooLong,
    /// Something that is no part of a number.
    PhoneCharacters,
    /// Neither a number nor an address.
    NumberOrEmail,
    /// Not an address of the form name@domain.
    Email,
    /// Not an https link.
    Link,
    /// Longer than can be kept.
    TooLong,
}

impl Fault {
    /// Every fault, for tests and texts.
    pub const ALL: [Self; 7] = [
        Self::PhoneTooShort,
        Self::PhoneTooLong,
        Self::PhoneCharacters,
        Self::NumberOrEmail,
        Self::Email,
        Self::Link,
        Self::TooLong,
    ];
}

/// Checks one side's detail of a channel. Empty is no fault: it just isn't filled in yet.
///
/// # Errors
/// What is not right yet.
pub fn detail(kind: ChannelKind, text: &str) -> Result<(), Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(());
    }
    if text.chars().count() > MAX_CHARS || text.chars().any(char::is_control) {
        return Err(Fault::TooLong);
    }
    match kind {
        ChannelKind::Phone | ChannelKind::WhatsApp => phone(text),
        ChannelKind::Email => email(text),
        ChannelKind::FaceTime if text.contains('@') => email(text),
        ChannelKind::FaceTime if text.contains("://") => link(text),
        ChannelKind::FaceTime => phone(text).map_err(|fault| match fault {
            Fault::PhoneCharacters => Fault::NumberOrEmail,
            other => other,
        }),
        // An account name, an address or a link: only what claims to be a link is looked at.
        ChannelKind::Teams | ChannelKind::Zoom | ChannelKind::Meet | ChannelKind::Webex if text.contains("://") => {
            link(text)
        }
        ChannelKind::Teams | ChannelKind::Zoom | ChannelKind::Meet | ChannelKind::Webex | ChannelKind::Other => Ok(()),
    }
}

/// A number as people write it: one plus, before the first digit; between the digits blanks, dashes, dots, slashes and
/// brackets, as they come along when a number is copied.
fn phone(text: &str) -> Result<(), Fault> {
    let separator = |c: char| c.is_whitespace() || ('\u{2010}'..='\u{2015}').contains(&c) || "-./()".contains(c);
    let (before, rest) = text.split_at(text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len()));
    let before_good = before.chars().all(|c| c == '+' || separator(c)) && before.matches('+').count() <= 1;
    if !before_good || !rest.chars().all(|c| c.is_ascii_digit() || separator(c)) {
        return Err(Fault::PhoneCharacters);
    }
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    if digits < *PHONE_DIGITS.start() {
        Err(Fault::PhoneTooShort)
    } else if digits > *PHONE_DIGITS.end() + 2 {
        // Two more: an international prefix may be written 00.
        Err(Fault::PhoneTooLong)
    } else {
        Ok(())
    }
}

fn email(text: &str) -> Result<(), Fault> {
    let (name, domain) = text.rsplit_once('@').ok_or(Fault::Email)?;
    let labels: Vec<&str> = domain.split('.').collect();
    let good = !name.is_empty()
        && !name.contains('@')
        && !text.chars().any(char::is_whitespace)
        && labels.len() >= 2
        && labels.iter().all(|l| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || c == '-'));
    if good { Ok(()) } else { Err(Fault::Email) }
}

fn link(text: &str) -> Result<(), Fault> {
    let rest = text.strip_prefix("https://").ok_or(Fault::Link)?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let good = host.contains('.') && !host.contains('@') && !text.chars().any(char::is_whitespace);
    if good { Ok(()) } else { Err(Fault::Link) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        let written = ["06 12 34 56 78", "+31 6 12345678", "+31 (0)6-12345678", "0031612345678", "", "  "];
        let copied = ["(020) 123-4567", "(+31) 20 123 45 67", "020/1234567", "06\u{2011}12\u{a0}34.56\u{202f}78"];
        for good in written.into_iter().chain(copied) {
            assert_eq!(detail(ChannelKind::Phone, good), Ok(()), "{good}");
        }
        for bad in ["06 12 34 56 78 thuis", "++31 6 12345678", "06+12345678", "sanne"] {
            assert_eq!(detail(ChannelKind::Phone, bad), Err(Fault::PhoneCharacters), "{bad}");
        }
        assert_eq!(detail(ChannelKind::FaceTime, "sanne"), Err(Fault::NumberOrEmail));
        assert_eq!(detail(ChannelKind::Phone, "06 12 3"), Err(Fault::PhoneTooShort));
        assert_eq!(detail(ChannelKind::WhatsApp, "sanne"), Err(Fault::PhoneCharacters));
        assert_eq!(detail(ChannelKind::Phone, "123456789012345678"), Err(Fault::PhoneTooLong));
    }

    #[test]
    fn addresses_and_links() {
        assert_eq!(detail(ChannelKind::Email, "sanne@lindewater.example"), Ok(()));
        for bad in ["sanne", "sanne@", "@x.nl", "a b@x.nl", "a@b", "a@b..nl"] {
            assert_eq!(detail(ChannelKind::Email, bad), Err(Fault::Email), "{bad}");
        }
        assert_eq!(detail(ChannelKind::Meet, "https://meet.google.com/abc-defg-hij"), Ok(()));
        assert_eq!(detail(ChannelKind::Meet, "http://meet.google.com/abc"), Err(Fault::Link));
        assert_eq!(detail(ChannelKind::Zoom, "https://zoom.us@evil.example/"), Err(Fault::Link));
        assert_eq!(detail(ChannelKind::Teams, "sanne de vries"), Ok(()));
        assert_eq!(detail(ChannelKind::FaceTime, "06 12 34 56 78"), Ok(()));
        assert_eq!(detail(ChannelKind::Other, &"x".repeat(201)), Err(Fault::TooLong));
    }
}
