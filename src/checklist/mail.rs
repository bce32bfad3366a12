//! An e-mail address as people write and copy it: from a mail's head, a link, a sentence.

use super::fault::Fault;
use super::tidy;

/// Longest part before the @ and longest domain in bytes (RFC 5321, 4.5.3.1).
const NAME_BYTES: usize = 64;
const DOMAIN_BYTES: usize = 255;
/// What stands before an address on a card or under a mail, behind which a colon follows.
const LABELS: [&str; 7] = ["e-mailadres", "e-mail", "email", "mail", "adres", "address", "teams"];

/// The address alone, its domain in small letters.
///
/// # Errors
/// That it is none.
pub fn understand(text: &str) -> Result<String, Fault> {
    let tidied = tidy::signs(text);
    let inner = match (tidied.rfind('<'), tidied.rfind('>')) {
        (Some(open), Some(close)) if open < close => tidied.get(open + 1..close).unwrap_or_default(),
        _ => without_remark(&tidied),
    };
    let inner = match inner.split_once(':') {
        Some((label, rest)) if LABELS.iter().any(|l| l.eq_ignore_ascii_case(label.trim())) => rest,
        _ => inner,
    };
    let inner = unquoted(inner);
    let of_link = ["mailto:", "facetime:", "facetime-audio:", "sip:", "im:", "msteams:"];
    let address = match of_link.iter().find_map(|s| tidy::after(inner, s)) {
        Some(rest) => {
            let rest = rest.trim_start_matches(['/', ' ']);
            tidy::percent_decoded(rest.split(['?', '&']).next().unwrap_or_default())
        }
        None => inner.to_owned(),
    };
    let address = unquoted(&address).trim_end_matches('/');
    let (name, domain) = address.rsplit_once('@').ok_or(Fault::Email)?;
    if is_name(name) && is_domain(domain) { Ok(format!("{name}@{}", domain.to_lowercase())) } else { Err(Fault::Email) }
}

/// "s@example.nl (Sanne)": what stands behind the address between brackets is no part of it.
fn without_remark(text: &str) -> &str {
    let remark = text.ends_with(')').then(|| text.find(" (")).flatten();
    remark.and_then(|at| text.get(..at)).unwrap_or(text)
}

/// Without quotes around the whole, but with those that belong to the name: `"de vries"@example.nl`.
fn unquoted(text: &str) -> &str {
    tidy::unwrapped(text)
}

fn is_name(name: &str) -> bool {
    if name.is_empty() || name.len() > NAME_BYTES {
        return false;
    }
    if let Some(inner) = name.strip_prefix('"').and_then(|n| n.strip_suffix('"')) {
        return !inner.is_empty() && !inner.contains(['"', '\\']);
    }
    let dots = name.starts_with('.') || name.ends_with('.') || name.contains("..");
    let sign = |c: char| {
        if c.is_ascii() { c.is_ascii_alphanumeric() || ".!#$%&'*+-/=?^_`{|}~".contains(c) } else { is_letter(c) }
    };
    !dots && name.chars().all(sign)
}

/// In an international name any letter, with the marks that belong to it.
fn is_letter(c: char) -> bool {
    !c.is_ascii() && !c.is_whitespace() && !c.is_control() && !"“”„‘’‚«»…".contains(c)
}

/// A name of at least two parts, the last of which is no number.
pub fn is_domain(domain: &str) -> bool {
    let label = |l: &str| {
        let sign = |c: char| c.is_ascii_alphanumeric() || c == '-' || is_letter(c);
        !l.is_empty() && l.len() <= 63 && !l.starts_with('-') && !l.ends_with('-') && l.chars().all(sign)
    };
    let last = domain.rsplit('.').next().unwrap_or_default();
    domain.len() <= DOMAIN_BYTES
        && domain.contains('.')
        && domain.split('.').all(label)
        && last.chars().count() >= 2
        && !last.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checklist::fault::assert_kept;

    #[track_caller]
    fn kept(typed: &str, clean: &str) {
        assert_kept(understand, typed, clean);
    }

    #[test]
    fn addresses_as_they_are_written_and_copied() {
        for plain in [
            "s@example.nl",
            "Sanne de Vries <s@example.nl>",
            "\"De Vries, S\" <s@example.nl>",
            "De Vries, S <s@example.nl>;",
            "<s@example.nl>",
            "[s@example.nl]",
            "(s@example.nl)",
            "s@example.nl (Sanne de Vries)",
            "mailto:s@example.nl",
            "MAILTO:s@EXAMPLE.nl?subject=Gesprek&body=a@b.nl",
            "mailto:s%40example.nl",
            "mailto://s@example.nl/",
            "s@example.nl <mailto:s@example.nl>",
            "Sanne <mailto:s@example.nl?subject=x>",
            "E-mail: s@example.nl",
            "“s@example.nl”",
            "'s@example.nl'",
            "\"s@example.nl\"",
            "s@example.nl.",
            "s@example.nl,",
            " s@example.nl;\n",
            "\u{feff}s\u{200b}@\u{2060}example.nl\u{a0}",
            "ｓ＠ｅｘａｍｐｌｅ．ｎｌ",
            "\u{202a}s@example.nl\u{202c}",
        ] {
            kept(plain, "s@example.nl");
        }
        kept("Sanne.de-Vries+werk@Mail.Example.COM", "Sanne.de-Vries+werk@mail.example.com");
        kept("o'brien@example.ie", "o'brien@example.ie");
        kept("\"de vries\"@example.nl", "\"de vries\"@example.nl");
        kept("facetime:s@example.nl", "s@example.nl");
    }

    #[test]
    fn addresses_in_every_script() {
        kept("jörg@müller.example", "jörg@müller.example");
        kept("Jörg <jörg@MÜLLER.example>", "jörg@müller.example");
        kept("s@xn--mller-kva.example", "s@xn--mller-kva.example");
        kept("用户@例子.广告", "用户@例子.广告");
        kept("संपर्क@डाटामेल.भारत", "संपर्क@डाटामेल.भारत");
    }

    #[test]
    fn what_is_no_address() {
        for bad in [
            "sanne",
            "sanne@",
            "@x.nl",
            "a b@x.nl",
            "a@b",
            "a@b..nl",
            "a@.nl",
            "a@b.nl.x-",
            "a@@b.nl",
            "a@x.nl, b@x.nl",
            "a@x.nl b@x.nl",
            ".a@x.nl",
            "a..b@x.nl",
            "a@1.2.3.4",
            "a@b.c",
            "mailto:",
            "<>",
            "",
            "s@exa mple.nl",
        ] {
            assert_eq!(understand(bad), Err(Fault::Email), "{bad}");
        }
        assert_eq!(understand(&format!("{}@x.nl", "a".repeat(65))), Err(Fault::Email));
    }
}
