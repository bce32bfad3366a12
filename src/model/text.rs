//! Text from elsewhere, made fit to be shown: names of programs and devices, file names, what a server or a system said.
//!
//! A name may hold what a terminal takes for an order, what turns the reading direction round, or the end of a line. One
//! rule for terminal, report and window.

/// One line: line ends and tabs become a space, control characters a question mark, and what only steers the reading
/// direction goes.
#[must_use]
pub fn one_line(text: &str) -> String {
    let shown = text.chars().filter_map(|letter| match letter {
        '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        _ => visible_letter(letter),
    });
    shown.collect::<String>().trim().to_owned()
}

/// The same for text of several lines, whose line ends stay.
#[must_use]
pub fn visible(text: &str) -> String {
    text.chars().filter_map(|letter| if letter == '\n' { Some(letter) } else { visible_letter(letter) }).collect()
}

/// What follows a label such as "Address: ", where somebody copied the whole line; `labels` in small letters.
#[must_use]
pub fn after_label<'a>(line: &'a str, labels: &[&str]) -> &'a str {
    match line.split_once(':') {
        // A host may be called so, with its port right behind the colon.
        Some((label, rest))
            if rest.starts_with(char::is_whitespace) && labels.contains(&label.trim().to_lowercase().as_str()) =>
        {
            rest.trim()
        }
        _ => line,
    }
}

/// True for what must not reach a terminal as it is.
#[must_use]
pub fn steers(letter: char) -> bool {
    visible_letter(letter) != Some(letter)
}

/// Characters without a picture of their own that copying carries along: soft hyphens, zero-width and direction marks,
/// byte-order marks, fillers, variation selectors, tags. They never belong to a number, an address or a code.
#[must_use]
pub fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffc}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// C0, DEL and C1 (ECMA-48) become a question mark; bidirectional controls (Unicode 16.0, UAX 9, section 2) and the byte
/// order mark go.
fn visible_letter(letter: char) -> Option<char> {
    match letter {
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => None,
        '\u{2028}' | '\u{2029}' => Some(' '),
        _ if letter.is_control() => Some('?'),
        _ => Some(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_to_a_terminal_become_marks() {
        assert_eq!(one_line("Cam\u{1b}[31m\u{7}\u{7f}\u{9b}2J"), "Cam?[31m???2J");
        assert_eq!(one_line("a\nb\r\nc\td\u{85}e\u{2028}f"), "a b  c d e f");
        assert_eq!(one_line("\u{202e}gpj.exe\u{202c}\u{200f}\u{2066}x\u{2069}\u{feff}"), "gpj.exex");
        assert_eq!(one_line("Búcher – ‘één’ 😀 日本"), "Búcher – ‘één’ 😀 日本");
    }

    #[test]
    fn lines_stay_where_there_are_several() {
        assert_eq!(visible("a\n\u{1b}b\r\n"), "a\n?b?\n");
        assert!(steers('\u{1b}') && steers('\u{202e}') && !steers('é'));
    }
}
