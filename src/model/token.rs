//! The access code of a measurement server: made by a machine, never invented. An answer that proves a weak code could be
//! guessed at leisure by whoever saw it; 128 random bits can't.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::text::{after_label, is_invisible};

/// Random bits that a code has at least.
pub const TOKEN_BITS: f64 = 128.0;
/// Crockford's letters: no I, L, O and U, which are taken for others when they are read out.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// 26 letters carry 128 bits, four more tell slips of the pen.
const CARRIED: usize = 26;
const MADE: usize = 30;
const GROUP: usize = 5;

/// A secret as it was typed or read; it is shown by no log or debug output.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// A code that is strong enough to prove something with.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token")
    }
}

/// Why a code can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenFault {
    /// Nothing is left of it.
    Empty,
    /// It was made by `greenroom serve`, and a letter is wrong or missing.
    Mistyped,
    /// A word, a sentence, or too short: it could be guessed.
    Weak,
}

impl std::fmt::Display for TokenFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Empty => "it is empty",
            Self::Mistyped => "a character is wrong or missing",
            Self::Weak => "it could be guessed",
        })
    }
}

impl Token {
    /// Reads a code: the first line that is not empty, without what nobody sees. The groups of a made code may be set apart by
    /// anything or nothing, in capitals or not.
    ///
    /// # Errors
    /// When it is empty, has a slip of the pen in it, or could be guessed.
    pub fn parse(typed: &str) -> Result<Self, TokenFault> {
        let seen: String = typed.chars().filter(|c| !is_invisible(*c)).collect();
        let line = seen.lines().map(str::trim).find(|line| !line.is_empty()).ok_or(TokenFault::Empty)?;
        let line = after_label(line, &["toegangscode", "access code", "code", "token"]);
        let letters: Option<Vec<u8>> = line.chars().filter(|c| !" -–_".contains(*c)).map(letter).collect();
        if let Some(letters) = letters.filter(|l| l.len() == MADE) {
            let (carried, check) = letters.split_at(CARRIED);
            if checksum(carried) == check {
                return Ok(Self(spelled(&letters)));
            }
        }
        match () {
            () if looks_made(line) => Err(TokenFault::Mistyped),
            () if is_strong(line) => Ok(Self(line.to_owned())),
            () => Err(TokenFault::Weak),
        }
    }

    /// A new code of these random bytes.
    #[must_use]
    pub fn of(random: [u8; 16]) -> Self {
        let mut bits = u128::from_be_bytes(random);
        let mut letters = [0u8; CARRIED];
        for place in letters.iter_mut().rev() {
            *place = (bits & 31) as u8;
            bits >>= 5;
        }
        let mut all = letters.to_vec();
        all.extend(checksum(&letters));
        Self(spelled(&all))
    }

    /// The code itself, for proofs and for the file that it is kept in.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// The value of a letter, however it is written.
fn letter(c: char) -> Option<u8> {
    let c = match c.to_ascii_lowercase() {
        'o' => '0',
        'i' | 'l' => '1',
        c => c,
    };
    LETTERS.iter().position(|l| char::from(*l) == c).and_then(|at| u8::try_from(at).ok())
}

/// In groups, as it is written down.
fn spelled(letters: &[u8]) -> String {
    let groups = letters.chunks(GROUP).map(|group| {
        group.iter().filter_map(|l| LETTERS.get(usize::from(*l))).map(|l| char::from(*l)).collect::<String>()
    });
    groups.collect::<Vec<_>>().join("-")
}

/// 20 bits that follow from the letters (FNV-1a, folded): any slip changes them but for one in a million.
fn checksum(letters: &[u8]) -> Vec<u8> {
    let hash = letters.iter().fold(0x811c_9dc5_u32, |hash, l| (hash ^ u32::from(*l)).wrapping_mul(0x0100_0193));
    let folded = hash ^ (hash >> 20);
    [15, 10, 5, 0].into_iter().map(|shift| (folded >> shift & 31) as u8).collect()
}

/// Groups of five, set apart: a made code, whole or not.
fn looks_made(line: &str) -> bool {
    let groups: Vec<&str> = line.split('-').collect();
    let alike = groups.iter().filter(|g| g.len() == GROUP && g.chars().all(|c| c.is_ascii_alphanumeric())).count();
    groups.len() > 3 && alike + 1 >= groups.len() && line.chars().any(|c| c.is_ascii_digit())
}

/// True for what a machine may have made with at least [`TOKEN_BITS`]: one word of mixed letters and digits without a
/// pattern. Words that a person would choose change between kinds of letters less often.
fn is_strong(line: &str) -> bool {
    const DISTINCT: usize = 8;
    let signs: Vec<char> = line.chars().collect();
    if line.contains(char::is_whitespace) || !line.is_ascii() || signs.iter().collect::<BTreeSet<_>>().len() < DISTINCT
    {
        return false;
    }
    let has = |kind: fn(&char) -> bool| signs.iter().any(kind);
    let (lower, upper) = (has(|c| c.is_ascii_lowercase()), has(|c| c.is_ascii_uppercase()));
    let digits = has(|c| c.is_ascii_digit());
    let hex = digits && signs.iter().all(char::is_ascii_hexdigit) && !(lower && upper);
    let (bits, changes) = match (hex, lower, upper, digits) {
        (true, ..) => (4.0, 0.15),
        (_, true, true, true) => (5.9, 0.3),
        // Words run together, each with a capital, change in one place of three.
        (_, true, true, false) => (5.9, 0.45),
        (_, true, _, true) | (_, _, true, true) => (5.0, 0.18),
        _ => return false,
    };
    let kind = |c: &char| (c.is_ascii_lowercase(), c.is_ascii_uppercase(), c.is_ascii_digit());
    let changed = signs.iter().zip(signs.iter().skip(1)).filter(|(a, b)| kind(a) != kind(b)).count();
    let length = signs.len();
    let repeats = (1..=length / 2).any(|step| signs.iter().zip(signs.iter().skip(step)).all(|(a, b)| a == b));
    // 22 letters of base64 carry 128 bits, a little less without its two signs.
    let enough = length as f64 * bits >= TOKEN_BITS || (bits > 5.5 && length >= 22);
    enough && changed as f64 >= length as f64 * changes && !repeats
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_code_is_read_however_it_is_written() {
        let token = Token::of([0x5a; 16]);
        let text = token.reveal();
        assert_eq!((text.len(), text.matches('-').count()), (35, 5), "{text}");
        let bare = text.replace('-', "");
        for typed in [
            text.to_owned(),
            text.to_uppercase(),
            bare.clone(),
            text.replace('-', " "),
            format!("\u{feff}{text}\r\n"),
            format!("  Toegangscode: {text}"),
            format!("Access code:  {text}"),
            format!("\n  \u{200b}{text}\nand more"),
            text.replace('1', "l").replace('0', "O"),
        ] {
            assert_eq!(Token::parse(&typed), Ok(token.clone()), "{typed}");
        }
        assert_ne!(Token::of([0x5b; 16]), token);
        assert!(!format!("{token:?} {:?}", Secret(bare)).contains(&text[..5]));
    }

    #[test]
    fn a_slip_of_the_pen_is_told_as_one() {
        let token = Token::of(*b"0123456789abcdef");
        let text = token.reveal();
        for at in (0..text.len()).filter(|at| text.as_bytes()[*at] != b'-') {
            let mut slip = text.as_bytes().to_vec();
            slip[at] = if slip[at] == b'7' { b'8' } else { b'7' };
            let slip = String::from_utf8(slip).unwrap();
            assert_eq!(Token::parse(&slip), Err(TokenFault::Mistyped), "{slip}");
        }
        assert_eq!(Token::parse(&text[..34]), Err(TokenFault::Mistyped));
        assert_eq!(Token::parse(&text[..29]), Err(TokenFault::Mistyped));
    }

    #[test]
    fn what_a_person_invents_is_refused_and_what_a_machine_makes_is_not() {
        for empty in ["", " \n \n", "\u{feff}\u{200b}"] {
            assert_eq!(Token::parse(empty), Err(TokenFault::Empty), "{empty:?}");
        }
        for weak in [
            "secret",
            "open sesame",
            "a long secret word that nobody would ever guess, really",
            "correct-horse-battery-staple-and-more",
            "CorrectHorseBatteryStapleAndMore",
            "correcthorsebatterystaple2026andmore",
            "12345678901234567890123456789012",
            "0123456789abcdef0123456789abcdef",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "9f86d081884c7d659a2feaa0c55ad01",
            "Greenroom1Greenroom1Greenroom1Greenroom1",
        ] {
            assert_eq!(Token::parse(weak), Err(TokenFault::Weak), "{weak}");
        }
        for strong in [
            "9f86d081884c7d659a2feaa0c55ad015",
            "9F86D081884C7D659A2FEAA0C55AD015",
            "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=",
            "Vn3kQ0x8TgGm2bLrZp7sYw",
            "4f2c1d9e-7b3a-4c5d-8e6f-0a1b2c3d4e5f",
        ] {
            assert!(Token::parse(strong).is_ok(), "{strong}");
        }
    }
}
