//! Characters that come along when something is copied and that nobody sees or means: invisible marks, blanks that do not
//! break, digits of full width, dashes that are no minus.

use crate::model::text::is_invisible;

/// The two joiners and the selectors that give some scripts and many pictographs their shape.
fn shapes_words(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

/// Free text as it is kept: on one line, without blanks around it, without what nobody sees.
#[must_use]
pub fn words(text: &str) -> String {
    one_line(text.chars().filter(|c| !is_invisible(*c) || shapes_words(*c)))
}

/// A number, an address or the head of a link: as [`words`], and every sign in its ordinary form.
#[must_use]
pub fn signs(text: &str) -> String {
    one_line(text.chars().filter(|c| !is_invisible(*c)).map(ordinary))
}

/// A link: only what nobody sees goes; its path may hold any sign.
#[must_use]
pub fn link(text: &str) -> String {
    one_line(text.chars().filter(|c| !is_invisible(*c)))
}

fn one_line(characters: impl Iterator<Item = char>) -> String {
    let mut out = String::new();
    let mut blank = false;
    for c in characters {
        if c.is_whitespace() || matches!(c, '\u{2800}') {
            blank = !out.is_empty();
        } else if !c.is_control() {
            if std::mem::take(&mut blank) {
                out.push(' ');
            }
            out.push(c);
        }
    }
    out
}

/// First digits of the decimal digits that people's keyboards make (Unicode, general category Nd).
const ZEROS: [char; 20] = [
    '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}', '\u{c66}',
    '\u{ce6}', '\u{d66}', '\u{e50}', '\u{ed0}', '\u{f20}', '\u{1040}', '\u{17e0}', '\u{1810}', '\u{a9d0}', '\u{ff10}',
];

/// The ordinary form of a sign that only looks special.
fn ordinary(c: char) -> char {
    let code = u32::from(c);
    if let Some(digit) =
        ZEROS.iter().find_map(|zero| code.checked_sub(u32::from(*zero)).and_then(|d| char::from_digit(d, 10)))
    {
        return digit;
    }
    match c {
        // The whole of ASCII once more, in full width.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(code - 0xfee0).unwrap_or(c),
        '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{30fc}' | '\u{2500}' => '-',
        '\u{207a}' | '\u{2795}' | '\u{fe62}' | '\u{fb29}' => '+',
        '\u{b7}' | '\u{2022}' | '\u{2024}' | '\u{2027}' | '\u{2219}' | '\u{22c5}' | '\u{3002}' | '\u{fe52}' => '.',
        '\u{2044}' | '\u{2215}' => '/',
        '\u{fe6b}' => '@',
        '\u{fe5f}' => '#',
        '\u{207d}' | '\u{fe59}' => '(',
        '\u{207e}' | '\u{fe5a}' => ')',
        '\u{2039}' | '\u{27e8}' | '\u{3008}' => '<',
        '\u{203a}' | '\u{27e9}' | '\u{3009}' => '>',
        _ => c,
    }
}

/// Quotes and brackets that text stands between, and how they end.
const PAIRS: [(char, char); 12] = [
    ('<', '>'),
    ('"', '"'),
    ('\'', '\''),
    ('`', '`'),
    ('“', '”'),
    ('„', '”'),
    ('„', '“'),
    ('‘', '’'),
    ('‚', '’'),
    ('«', '»'),
    ('(', ')'),
    ('[', ']'),
];

/// Takes off quotes and brackets around the whole, and what ends a sentence.
#[must_use]
pub fn unwrapped(text: &str) -> &str {
    let mut now = text.trim();
    loop {
        let before = now;
        now = now.trim_end_matches(['.', ',', ';', ':', '!', '…']).trim();
        for (open, close) in PAIRS {
            if let Some(inner) = now.strip_prefix(open).and_then(|rest| rest.strip_suffix(close))
                && !inner.contains(open)
            {
                now = inner.trim();
            }
        }
        if now == before {
            return now;
        }
    }
}

/// Undoes `%41` and the like; text that is none afterwards stays as it was.
#[must_use]
pub fn percent_decoded(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let mut ahead = bytes.clone();
        let hex = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
        match (byte, hex(ahead.next()), hex(ahead.next())) {
            (b'%', Some(high), Some(low)) => {
                out.push(high * 16 + low);
                bytes = ahead;
            }
            _ => out.push(byte),
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// What stands behind `name=` in the part of a link behind its question mark, decoded.
#[must_use]
pub fn parameter(link: &str, name: &str) -> Option<String> {
    let (_, query) = link.split_once('?')?;
    let query = query.split('#').next().unwrap_or_default();
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| percent_decoded(value))
}

/// The rest of `text` behind `prefix`, whatever the case of its letters.
#[must_use]
pub fn after<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    if head.eq_ignore_ascii_case(prefix) { text.get(prefix.len()..) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_goes() {
        let invisible =
            "\u{ad}\u{61c}\u{200b}\u{200e}\u{200f}\u{202a}\u{202e}\u{2060}\u{2066}\u{2069}\u{feff}\u{e0041}";
        for c in invisible.chars() {
            assert_eq!(signs(&format!("{c}06{c}12{c}")), "0612", "{:x}", u32::from(c));
            assert_eq!(words(&format!("{c}Sanne{c}")), "Sanne", "{:x}", u32::from(c));
        }
        assert_eq!(words("👩\u{200d}💻 می\u{200c}خواهم"), "👩\u{200d}💻 می\u{200c}خواهم");
    }

    #[test]
    fn signs_take_their_ordinary_form() {
        assert_eq!(signs("\u{a0}０６\u{2007}１２\u{3000}٣٤\t۵۶\n"), "06 12 34 56");
        for dash in "\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}\u{fe63}\u{ff0d}".chars() {
            assert_eq!(signs(&format!("06{dash}12")), "06-12", "{:x}", u32::from(dash));
        }
        assert_eq!(signs("＋３１（０）６　ｓ＠ｘ．ｎｌ"), "+31(0)6 s@x.nl");
        assert_eq!(signs("06\u{0}12\u{1b}3"), "06123");
    }

    #[test]
    fn wrapping_and_escapes_come_off() {
        assert_eq!(unwrapped(" <“a b”>., "), "a b");
        assert_eq!(unwrapped("(020) 123"), "(020) 123");
        assert_eq!(unwrapped("(020) 123 (45)"), "(020) 123 (45)");
        assert_eq!(percent_decoded("%2B31%206%ff"), "%2B31%206%ff");
        assert_eq!(percent_decoded("%2B31%206%"), "+31 6%");
        assert_eq!(parameter("x?a=1&Phone=%2B31#p", "phone").as_deref(), Some("+31"));
        assert_eq!(after("TEL:06", "tel:"), Some("06"));
        assert_eq!(after("é", "te"), None);
    }
}
