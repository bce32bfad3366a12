//! A telephone number as people write, copy and click it: understood, and kept as it can be dialled.

use super::fault::Fault;
use super::tidy;

/// E.164: at most 15 digits; no subscriber has fewer than 7 with its area code.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;
/// A number without plus may begin with what a country dials to get out (00, 011): that many digits more.
const WAY_OUT_DIGITS: usize = 2;
/// Longest extension that is taken for one.
const EXTENSION_DIGITS: usize = 8;

/// The schemes of links that hold a number.
const SCHEMES: [&str; 10] =
    ["tel", "callto", "sms", "smsto", "mms", "facetime", "facetime-audio", "facetime-audio-prompt", "skype", "viber"];
/// Pages that hold a number in their address: always with its country's code, and without plus.
const PAGES: [&str; 5] = ["wa.me/", "signal.me/#p/", "signal.me/#eu/", "t.me/+", "t.me/"];
/// What stands before a number on a card or under a mail.
const LABELS: [&str; 24] = [
    "telefoonnummer",
    "telefoon",
    "telephone",
    "téléphone",
    "telefon",
    "phone number",
    "phone",
    "mobile",
    "mobiel",
    "mobil",
    "nummer",
    "number",
    "whatsapp",
    "signal",
    "portable",
    "handy",
    "tel",
    "mob",
    "gsm",
    "cell",
    "wa",
    "t",
    "m",
    "p",
];
/// Words before an extension, in the languages of those who write them.
const EXTENSIONS: [&str; 18] = [
    ";extension=",
    ";ext=",
    "extension",
    "extn",
    "ext",
    "x",
    "toestelnummer",
    "toestel",
    "tstl",
    "tst",
    "toest",
    "doorkiesnummer",
    "doorkies",
    "durchwahl",
    "poste",
    "intern",
    "int",
    "#",
];

/// The number, clean: one plus before a country's code, an extension behind it as "ext. 12".
///
/// # Errors
/// What is not right yet.
pub fn understand(text: &str) -> Result<String, Fault> {
    let tidied = tidy::signs(text);
    if let Some(number) = of_link(&tidied) {
        return number_of(&number);
    }
    let inner = match (tidied.rfind('<'), tidied.rfind('>')) {
        (Some(open), Some(close)) if open < close => tidied.get(open + 1..close).unwrap_or_default(),
        _ => &tidied,
    };
    let inner = tidy::unwrapped(without_label(tidy::unwrapped(inner)));
    // Brackets may have been the number's own: "(020)".
    of_link(inner).map_or_else(|| number_of(inner), |number| number_of(&number))
}

/// True when a link holds a number.
#[must_use]
pub fn is_link_with_number(text: &str) -> bool {
    of_link(tidy::unwrapped(&tidy::signs(text))).is_some()
}

/// The number in a link to it.
fn of_link(text: &str) -> Option<String> {
    let text = tidy::unwrapped(text);
    if let Some((scheme, rest)) = text.split_once(':')
        && SCHEMES.iter().any(|s| s.eq_ignore_ascii_case(scheme.trim()))
    {
        let rest = rest.trim().trim_start_matches('/');
        return Some(tel(rest.split(['?', '&']).next().unwrap_or_default()));
    }
    let page =
        ["https://", "http://", "whatsapp://", "intent://"].iter().find_map(|s| tidy::after(text, s)).unwrap_or(text);
    let page = tidy::after(page, "www.").unwrap_or(page);
    if let Some(phone) = tidy::parameter(page, "phone")
        && (tidy::after(page, "send").is_some() || page.to_ascii_lowercase().contains("whatsapp.com/"))
    {
        return Some(with_country(&phone));
    }
    let rest = PAGES.iter().find_map(|p| tidy::after(page, p))?;
    let number = tidy::percent_decoded(rest.split(['/', '?', '#']).next().unwrap_or_default());
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let only = number.chars().all(|c| c.is_ascii_digit() || "+- ".contains(c));
    (only && digits >= *DIGITS.start()).then(|| with_country(&number))
}

/// What a `tel:` link says (RFC 3966): its extension counts, its other parameters do not.
fn tel(text: &str) -> String {
    let text = tidy::percent_decoded(text);
    let mut parts = text.split(';');
    let number = parts.next().unwrap_or_default().trim().to_owned();
    let extension = parts.find(|p| tidy::after(p.trim(), "ext").is_some());
    extension.map_or(number.clone(), |e| format!("{number};{}", e.trim()))
}

/// These links leave the plus out. A number that begins with a nought has no country's code, whatever the page asks.
fn with_country(number: &str) -> String {
    let number = number.trim();
    if number.starts_with(['+', '0']) { number.to_owned() } else { format!("+{number}") }
}

fn without_label(text: &str) -> &str {
    for label in LABELS {
        if let Some(rest) = tidy::after(text, label)
            && rest.starts_with(|c: char| !c.is_alphanumeric())
        {
            // "Mobile phone: 06 ..." has two of them.
            return without_label(rest.trim_start_matches([' ', '.', ':', '=', '-']));
        }
    }
    text
}

/// Signs that may stand in a number.
fn is_part(c: char) -> bool {
    c.is_ascii_digit() || "+ -./()[]".contains(c)
}

fn number_of(text: &str) -> Result<String, Fault> {
    let text = text.replace('[', "(").replace(']', ")");
    let first = text.find(|c: char| c.is_ascii_digit()).ok_or(Fault::PhoneCharacters)?;
    let end = text.find(|c: char| !is_part(c)).unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(end).ok_or(Fault::PhoneCharacters)?;
    let suffix = suffix(rest).ok_or(Fault::PhoneCharacters)?;
    let (before, digits) = number.split_at_checked(first).ok_or(Fault::PhoneCharacters)?;
    if before.matches('+').count() > 1 || digits.contains('+') {
        return Err(Fault::PhoneCharacters);
    }
    let mut plus = before.contains('+');
    // An opening bracket belongs to the digits it stands before.
    let bracket = if before.ends_with('(') && !plus { "(" } else { "" };
    let mut digits = format!("{bracket}{digits}");
    if !plus && let Some(abroad) = abroad(&digits) {
        (plus, digits) = (true, abroad);
    }
    if plus {
        digits = without_trunk_zero(&digits);
    }
    let digits = trimmed(&balanced(&digits));
    let count = digits.chars().filter(char::is_ascii_digit).count();
    let most = if plus || !digits.starts_with('0') { *DIGITS.end() } else { DIGITS.end() + WAY_OUT_DIGITS };
    if count < *DIGITS.start() {
        Err(Fault::PhoneTooShort)
    } else if count > most {
        Err(Fault::PhoneTooLong)
    } else {
        Ok(format!("{}{digits}{suffix}", if plus { "+" } else { "" }))
    }
}

/// A number that begins with 00 and a country's code, without the 00.
fn abroad(digits: &str) -> Option<String> {
    let only: String = digits.chars().filter(char::is_ascii_digit).collect();
    let long = only.len() > *DIGITS.start() + WAY_OUT_DIGITS;
    if !long || !only.starts_with("00") || only.starts_with("000") {
        return None;
    }
    let mut left = 2;
    let rest = digits.trim_start_matches(|c: char| {
        let go = left > 0 || !c.is_ascii_digit();
        left -= usize::from(go && c == '0' && left > 0);
        go && (c == '0' || !c.is_ascii_digit())
    });
    Some(rest.to_owned())
}

/// "+31 (0)6": the nought between brackets is only dialled at home.
fn without_trunk_zero(digits: &str) -> String {
    let tight = digits.replace("( 0 )", "(0)").replace("( 0)", "(0)").replace("(0 )", "(0)");
    let Some((before, after)) = tight.split_once("(0)") else { return tight };
    let (before, after) =
        (before.trim_end_matches([' ', '-', '.', '/']), after.trim_start_matches([' ', '-', '.', '/']));
    format!("{before} {after}")
}

/// Without brackets that nothing opens or closes.
fn balanced(digits: &str) -> String {
    let mut open = Vec::new();
    let mut lonely = Vec::new();
    for (at, c) in digits.char_indices() {
        match c {
            '(' => open.push(at),
            ')' if open.pop().is_none() => lonely.push(at),
            _ => {}
        }
    }
    lonely.extend(open);
    digits.char_indices().filter(|(at, _)| !lonely.contains(at)).map(|(_, c)| c).collect()
}

fn trimmed(digits: &str) -> String {
    let tidy = digits.split_whitespace().collect::<Vec<_>>().join(" ");
    tidy.trim_matches([' ', '-', '.', '/']).to_owned()
}

/// What may stand behind a number: nothing, an extension, or what is dialled after a pause. `None`: something else.
fn suffix(rest: &str) -> Option<String> {
    let rest = rest.trim().trim_end_matches(['.', ')', ' ', ':']);
    if rest.trim_end_matches([',', ';', '#', '!']).is_empty() {
        return Some(String::new());
    }
    let spoken = rest.trim_start_matches([',', ' ', '(']);
    let spoken = if tidy::after(spoken, ";ext").is_some() { spoken } else { spoken.trim_start_matches([';', ' ']) };
    for word in EXTENSIONS {
        if let Some(number) = tidy::after(spoken, word) {
            let number = number.trim_start_matches(['.', ':', '=', ' ', '-', '#']);
            let fits = (1..=EXTENSION_DIGITS).contains(&number.len());
            if fits && number.chars().all(|c| c.is_ascii_digit()) {
                return Some(format!(" ext. {number}"));
            }
        }
    }
    let tones: String = rest.chars().filter(|c| *c != ' ').collect();
    let pause = tones.starts_with([',', ';', 'p', 'w', 'P', 'W']);
    let dialled = tones.chars().all(|c| c.is_ascii_digit() || ",;pwPW#*".contains(c));
    (pause && dialled).then_some(tones)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn kept(typed: &str, clean: &str) {
        assert_eq!(understand(typed).as_deref(), Ok(clean), "{typed:?}");
        // What is kept is understood again, as it is.
        assert_eq!(understand(clean).as_deref(), Ok(clean), "{clean:?} again");
    }

    #[test]
    fn numbers_as_people_write_them() {
        for same in
            ["06 12 34 56 78", "06-12345678", "(020) 123-4567", "020/1234567", "06.12.34.56.78", "+31 6 12345678"]
        {
            kept(same, same);
        }
        kept("+31 (0)6-12345678", "+31 6-12345678");
        kept("+31(0)612345678", "+31 612345678");
        kept("0031 (0) 6 1234 5678", "+31 6 1234 5678");
        kept("0031612345678", "+31612345678");
        kept("00 31 6 12345678", "+31 6 12345678");
        kept("(0031) 20 123 4567", "+31 20 123 4567");
        kept("(+31) 20 123 45 67", "+31 20 123 45 67");
        kept("+ 31 6 12 34 56 78", "+31 6 12 34 56 78");
        kept("+44 (0)20 7946 0000", "+44 20 7946 0000");
        kept("[020] 123 4567", "(020) 123 4567");
        kept("011 31 6 12345678", "011 31 6 12345678");
        kept("+1 (555) 010-9999", "+1 (555) 010-9999");
        kept("(+1) (555) 010-9999", "+1 (555) 010-9999");
        kept("+1-(555)-010-9999", "+1-(555)-010-9999");
        kept("06 12 34 56 78.", "06 12 34 56 78");
    }

    #[test]
    fn numbers_as_they_are_copied() {
        kept("\u{202a}+31 6 12345678\u{202c}", "+31 6 12345678");
        kept("\u{feff}\u{2068}06\u{a0}12\u{2011}34\u{202f}56\u{2212}78\u{2069}\u{200b}", "06 12-34 56-78");
        kept("０６　１２３４５６７８", "06 12345678");
        kept("＋31 ６ 12345678", "+31 6 12345678");
        kept("Tel.: 06 12 34 56 78,", "06 12 34 56 78");
        kept("M +31 6 12345678", "+31 6 12345678");
        kept("Mobile phone: (020) 123 4567", "(020) 123 4567");
        kept("\"06 12345678\"", "06 12345678");
        kept("Sanne de Vries <+31612345678>", "+31612345678");
        kept("<tel:06-12345678>", "06-12345678");
    }

    #[test]
    fn numbers_in_links() {
        kept("tel:+31612345678", "+31612345678");
        kept("TEL://+31-6-12345678", "+31-6-12345678");
        kept("tel:%2B31%206%2012345678", "+31 6 12345678");
        kept("tel:+1-555-010-9999;phone-context=+1;ext=12", "+1-555-010-9999 ext. 12");
        kept("tel:020-1234567;phone-context=+31", "020-1234567");
        kept("sms:+31612345678?body=hoi", "+31612345678");
        kept("sms:+31612345678&body=hoi", "+31612345678");
        kept("facetime:+31612345678", "+31612345678");
        kept("facetime-audio://06-12345678", "06-12345678");
        kept("skype:+31612345678?call", "+31612345678");
        kept("callto:0031612345678", "+31612345678");
        for page in ["https://wa.me/", "WA.ME/", "http://www.wa.me/+", "https://signal.me/#p/+", "https://t.me/+"] {
            kept(&format!("{page}31612345678"), "+31612345678");
        }
        kept("<https://wa.me/31612345678?text=Hoi%20Sanne>.", "+31612345678");
        for send in
            ["whatsapp://send", "whatsapp://send/", "https://api.whatsapp.com/send", "https://web.whatsapp.com/send/"]
        {
            kept(&format!("{send}?text=a&phone=31612345678&app_absent=0"), "+31612345678");
            kept(&format!("{send}?phone=%2B31%206%2012345678"), "+31 6 12345678");
        }
    }

    #[test]
    fn extensions() {
        let ways = [
            "ext. 12",
            "ext 12",
            "Ext.12",
            "x12",
            "x 12",
            ";ext=12",
            "toestel 12",
            "tst. 12",
            "#12",
            "# 12",
            "(ext. 12)",
            ", ext. 12",
            "extension: 12",
        ];
        for way in ways {
            kept(&format!("+1 (555) 010-9999 {way}"), "+1 (555) 010-9999 ext. 12");
            kept(&format!("020-1234567{way}"), "020-1234567 ext. 12");
        }
        kept("+31 20 123 4567,,98765#", "+31 20 123 4567,,98765#");
    }

    #[test]
    fn what_is_no_number() {
        for bad in [
            "06 12 34 56 78 thuis",
            "++31 6 12345678",
            "06+12345678",
            "sanne",
            "x12",
            "https://wa.me/qr/ABC",
            "t.me/sanne",
            "",
            "06 12345678 ext",
            "skype:sanne?call",
            "06 12345678 of 020 1234567",
        ] {
            assert_eq!(understand(bad), Err(Fault::PhoneCharacters), "{bad}");
        }
        for short in ["06 12 3", "06", "+31", "tel:112", "0031 6"] {
            assert_eq!(understand(short), Err(Fault::PhoneTooShort), "{short}");
        }
        for long in ["123456789012345678", "+1234567890123456", "06 12345678 / 020 1234567"] {
            assert_eq!(understand(long), Err(Fault::PhoneTooLong), "{long}");
        }
    }
}
