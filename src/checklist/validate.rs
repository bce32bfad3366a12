//! Understands what was typed or pasted, so that a number, address or link works when it is needed; and says what is not
//! right yet. What is not understood stays as it was typed.

pub use super::fault::Fault;
use super::{link, mail, phone, tidy};
use crate::model::plan::{Channel, ChannelKind, PlanB, PlanCounts};

/// Longest detail that is kept as understood. Meeting links of 250 to 800 characters are common.
pub const MAX_CHARS: usize = 2_000;
/// Longest text that a field takes: an invitation may be pasted whole, and its link is found in it.
pub const MAX_TYPED_CHARS: usize = 20_000;

/// Checks one side's detail of a channel. Empty is no fault: it just isn't filled in yet.
///
/// # Errors
/// What is not right yet.
pub fn detail(kind: ChannelKind, text: &str) -> Result<(), Fault> {
    understand(kind, text).map(drop)
}

/// One side's detail of a channel as it is kept: clean, so that it can be dialled, mailed to or opened. What is understood
/// once is understood again without change.
///
/// # Errors
/// What is not right yet.
pub fn understand(kind: ChannelKind, text: &str) -> Result<String, Fault> {
    // Wrapped twice, or in odd pieces: what is left must itself be understood, without change.
    const TIMES: usize = 8;
    let mut now = once(kind, text)?;
    for _ in 0..TIMES {
        let again = once(kind, &now)?;
        if again == now {
            return Ok(now);
        }
        now = again;
    }
    Ok(now)
}

fn once(kind: ChannelKind, text: &str) -> Result<String, Fault> {
    let plain = tidy::words(text);
    if plain.is_empty() {
        return Ok(plain);
    }
    if text.chars().count() > MAX_TYPED_CHARS {
        return Err(Fault::TooLong);
    }
    let clean = match kind {
        ChannelKind::Phone => phone::understand(text)?,
        ChannelKind::WhatsApp if is_group(text) => link::understand(kind, text)?,
        ChannelKind::WhatsApp => phone::understand(text)?,
        ChannelKind::Email => mail::understand(text)?,
        ChannelKind::FaceTime => facetime(text)?,
        ChannelKind::Teams | ChannelKind::Zoom | ChannelKind::Meet | ChannelKind::Webex => account(kind, text, plain)?,
        ChannelKind::Other => other(text, plain),
    };
    if clean.chars().count() > MAX_CHARS { Err(Fault::TooLong) } else { Ok(clean) }
}

/// Both sides' details clean where they are understood, and as they were typed where not.
#[must_use]
pub fn tidied(channel: Channel) -> Channel {
    let kind = channel.kind;
    let clean = |text: String| understand(kind, &text).unwrap_or_else(|_| text.trim().to_owned());
    Channel { label: tidy::words(&channel.label), mine: clean(channel.mine), theirs: clean(channel.theirs), ..channel }
}

/// What the report and the verdict's neighbour say of plan B: channels with something in it that works.
#[must_use]
pub fn counts(plan: &PlanB) -> PlanCounts {
    let works = |c: &&Channel| works(c.kind, &c.theirs) || works(c.kind, plan.mine(c));
    let channels = plan.channels.iter().filter(works).cloned().collect();
    PlanB { channels, own: plan.own.clone(), ..PlanB::default() }.counts()
}

/// True when something is there and understood.
#[must_use]
pub fn works(kind: ChannelKind, text: &str) -> bool {
    !text.trim().is_empty() && detail(kind, text).is_ok()
}

/// The plan with the candidate's own number once: plans of before noted it with each channel.
#[must_use]
pub fn with_own(mut plan: PlanB) -> PlanB {
    if plan.own.trim().is_empty() {
        let first = plan.channels.iter().find(|c| c.kind.rings() && works(ChannelKind::Phone, &c.mine));
        plan.own = first.map_or_else(String::new, |c| c.mine.trim().to_owned());
    }
    for channel in plan.channels.iter_mut().filter(|c| c.kind.rings()) {
        if !plan.own.is_empty() && channel.mine.trim() == plan.own {
            channel.mine.clear();
        }
    }
    plan
}

/// A link of WhatsApp that leads to a group or an account, not to a number.
fn is_group(text: &str) -> bool {
    let text = tidy::link(text);
    let on_page = |host: &str| text.to_ascii_lowercase().contains(host);
    !phone::is_link_with_number(&text)
        && (on_page("chat.whatsapp.com/") || on_page("whatsapp.com/") || on_page("wa.me/"))
}

fn facetime(text: &str) -> Result<String, Fault> {
    if phone::is_link_with_number(text)
        && let Ok(number) = phone::understand(text)
    {
        return Ok(number);
    }
    let on_the_web = link::is_link(ChannelKind::FaceTime, text);
    let address = tidy::signs(text).contains('@').then(|| mail::understand(text));
    match address {
        Some(Ok(address)) => return Ok(address),
        _ if on_the_web => return link::understand(ChannelKind::FaceTime, text),
        Some(Err(fault)) => return Err(fault),
        None => {}
    }
    phone::understand(text).map_err(|fault| match fault {
        Fault::PhoneCharacters => Fault::NumberOrEmail,
        other => other,
    })
}

/// An account's name, an address or a link: only what claims to be a link is looked at.
fn account(kind: ChannelKind, text: &str, plain: String) -> Result<String, Fault> {
    if link::is_link(kind, text) { link::understand(kind, text) } else { Ok(mail::understand(text).unwrap_or(plain)) }
}

/// Anything: what is a link, a number's link or an address through and through is cleaned, the rest is taken as it is.
fn other(text: &str, plain: String) -> String {
    if phone::is_link_with_number(text)
        && let Ok(number) = phone::understand(text)
    {
        return number;
    }
    let alone = tidy::unwrapped(&plain);
    if alone.contains("://") && !alone.contains(' ') {
        return link::understand(ChannelKind::Other, alone).unwrap_or(plain);
    }
    if let Some(rest) = tidy::after(alone, "skype:") {
        return tidy::percent_decoded(rest.split('?').next().unwrap_or_default()).trim().to_owned();
    }
    mail::understand(text).unwrap_or(plain)
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
    }

    #[test]
    fn long_links_are_kept_and_longer_text_is_told() {
        let link = |n: usize| format!("https://teams.microsoft.com/l/{}", "x".repeat(n - 30));
        for n in [243, 800, MAX_CHARS] {
            assert_eq!(understand(ChannelKind::Teams, &link(n)), Ok(link(n)));
            assert_eq!(understand(ChannelKind::Other, &link(n)), Ok(link(n)));
        }
        for kind in ChannelKind::ALL {
            assert!(detail(kind, &"x".repeat(MAX_CHARS + 1)).is_err());
        }
        assert_eq!(detail(ChannelKind::Other, &"x".repeat(MAX_CHARS + 1)), Err(Fault::TooLong));
        assert_eq!(detail(ChannelKind::Teams, &link(MAX_CHARS + 1)), Err(Fault::TooLong));
    }

    #[test]
    fn each_kind_takes_what_belongs_to_it() {
        let kept = |kind, typed: &str| understand(kind, typed).unwrap();
        assert_eq!(kept(ChannelKind::WhatsApp, "https://wa.me/31612345678"), "+31612345678");
        assert_eq!(
            kept(ChannelKind::WhatsApp, "https://chat.whatsapp.com/AbC?mode=x"),
            "https://chat.whatsapp.com/AbC?mode=x"
        );
        assert_eq!(kept(ChannelKind::WhatsApp, "wa.me/qr/ABC"), "https://wa.me/qr/ABC");
        assert_eq!(kept(ChannelKind::FaceTime, "facetime:+31612345678"), "+31612345678");
        assert_eq!(kept(ChannelKind::FaceTime, "FaceTime://s@example.nl"), "s@example.nl");
        assert_eq!(
            kept(ChannelKind::FaceTime, "https://facetime.apple.com/join#v=1&p=a@b"),
            "https://facetime.apple.com/join#v=1&p=a@b"
        );
        assert_eq!(kept(ChannelKind::FaceTime, "Sanne <s@example.nl>"), "s@example.nl");
        assert_eq!(kept(ChannelKind::Teams, "Sanne de Vries <s@example.nl>"), "s@example.nl");
        assert_eq!(kept(ChannelKind::Teams, " @sanne\u{200b} "), "@sanne");
        assert_eq!(kept(ChannelKind::Zoom, "812 3456 7890"), "812 3456 7890");
        assert_eq!(kept(ChannelKind::Zoom, "zoom.us/j/812345"), "https://zoom.us/j/812345");
        assert_eq!(kept(ChannelKind::Other, "skype:live:.cid.1?chat"), "live:.cid.1");
        assert_eq!(kept(ChannelKind::Other, "<HTTPS://Signal.Group/#aBc>"), "https://signal.group/#aBc");
        assert_eq!(kept(ChannelKind::Other, "kamer 3, http://intranet/bel"), "kamer 3, http://intranet/bel");
        assert_eq!(kept(ChannelKind::Other, "mailto:s@example.nl"), "s@example.nl");
        assert_eq!(kept(ChannelKind::Other, "sms:+31612345678"), "+31612345678");
    }

    #[test]
    fn what_is_understood_once_stays_as_it_is() {
        let typed = [
            "06 12",
            "+31 (0)6-12345678",
            "https://zoom.us/j/1 Passcode: x",
            "Sanne <s@example.nl>",
            "a: b",
            "skype:x",
            "t.me/x",
            "wa.me/31612345678",
            "http://x",
            "“”",
            "x@y@z.nl",
        ];
        for kind in ChannelKind::ALL {
            for text in typed {
                if let Ok(clean) = understand(kind, text) {
                    assert_eq!(understand(kind, &clean), Ok(clean), "{kind:?} {text}");
                }
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_taken_and_what_is_kept_stays_as_it_is(text in "([0-9+() .#x;,-]|[a-c@.:/<>\"'%?=&]|https://|tel:|wa\\.me/|zoom\\.us/|mailto:|\\PC){0,24}") {
            for kind in ChannelKind::ALL {
                if let Ok(clean) = understand(kind, &text) {
                    proptest::prop_assert_eq!(understand(kind, &clean), Ok(clean.clone()), "{:?} {:?}", kind, text);
                }
            }
        }
    }

    #[test]
    fn what_is_not_understood_stays_as_typed_and_does_not_count() {
        let channel = |theirs: &str| Channel {
            kind: ChannelKind::Phone,
            label: String::new(),
            mine: String::new(),
            theirs: theirs.to_owned(),
            tested: true,
            on_phone: false,
        };
        assert_eq!(tidied(channel(" 06 12 thuis ")).theirs, "06 12 thuis");
        assert_eq!(tidied(channel("tel:06-12345678")).theirs, "06-12345678");
        let mut plan =
            PlanB { channels: vec![channel("06 12"), channel("06 12 34 56 78"), channel("")], ..PlanB::default() };
        assert_eq!(counts(&plan), PlanCounts { channels: 1, tested: 1 });
        plan.own = "06 87 65 43 21".to_owned();
        assert_eq!(counts(&plan).channels, 3);
    }

    #[test]
    fn the_own_number_of_a_plan_of_before_is_noted_once() {
        let channel = |kind, mine: &str| Channel {
            kind,
            label: String::new(),
            mine: mine.to_owned(),
            theirs: String::new(),
            tested: false,
            on_phone: false,
        };
        let channels = vec![
            channel(ChannelKind::Email, "n@example.nl"),
            channel(ChannelKind::Phone, "06 1"),
            channel(ChannelKind::WhatsApp, "06 87 65 43 21"),
            channel(ChannelKind::FaceTime, "06 87 65 43 21"),
        ];
        let plan = with_own(PlanB { channels, ..PlanB::default() });
        assert_eq!(plan.own, "06 87 65 43 21");
        let mine: Vec<_> = plan.channels.iter().map(|c| c.mine.as_str()).collect();
        assert_eq!(mine, ["n@example.nl", "06 1", "", ""]);
        assert_eq!(with_own(plan.clone()), plan);
    }
}
