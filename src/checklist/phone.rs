//! A telephone number as people write, copy and click it: understood, and kept as it can be dialled.

mod sentence;

use super::fault::Fault;
use super::tidy;

/// E.164: at most 15 digits; no subscriber has fewer than 7 with its area code.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;
/// A number without plus may begin with what a country dials to get out (00, 011): that many digits more.
const WAY_OUT_DIGITS: usize = 2;
/// Longest extension that is taken for one.
const EXTENSION_DIGITS: usize = 8;

/// What is looked for within a sentence.
const NUMBERS: sentence::Numbers =
    sentence::Numbers { is_part, least_digits: *DIGITS.start(), clean: |text| number_of(text).ok() };

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
    let alone = of_link(inner).map_or_else(|| number_of(inner), |number| number_of(&number));
    match alone {
        Err(Fault::PhoneCharacters) => sentence::number(&tidied, NUMBERS).ok_or(Fault::PhoneCharacters),
        alone => alone,
    }
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
#[path = "phone_tests.rs"]
mod tests;
