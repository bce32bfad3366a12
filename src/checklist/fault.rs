//! What is not right yet with what was typed.

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
    /// Several links, none of them of this service.
    ManyLinks,
    /// Longer than can be kept.
    TooLong,
}

impl Fault {
    /// Every fault, for tests and texts.
    pub const ALL: [Self; 8] = [
        Self::PhoneTooShort,
        Self::PhoneTooLong,
        Self::PhoneCharacters,
        Self::NumberOrEmail,
        Self::Email,
        Self::Link,
        Self::ManyLinks,
        Self::TooLong,
    ];
}

/// Asserts that what was typed is understood, and that what is kept of it is understood again, as it is.
#[cfg(test)]
#[track_caller]
pub(super) fn assert_kept(understand: impl Fn(&str) -> Result<String, Fault>, typed: &str, clean: &str) {
    assert_eq!(understand(typed).as_deref(), Ok(clean), "{typed:?}");
    assert_eq!(understand(clean).as_deref(), Ok(clean), "{clean:?} again");
}
