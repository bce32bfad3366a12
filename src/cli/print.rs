//! The only place that prints. A closed output is nobody's fault: what can't be printed is dropped quietly.
//!
//! Nothing that comes from elsewhere reaches a terminal as an order to it: see [`crate::model::text`].

use std::io::{ErrorKind, Write};

use serde::Serialize;

use crate::config::Warning;
use crate::i18n::Texts;
use crate::model::text::{steers, visible};

/// Writes to standard output. `false`, and told, when the text is lost though somebody wants it: a full disk.
pub fn out(text: &str, texts: &Texts) -> bool {
    write(&visible(text), texts)
}

/// Writes a value as JSON to standard output, like [`out`]. The value is whole: what would steer a terminal is escaped.
pub fn json(value: &impl Serialize, texts: &Texts) -> bool {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    write(&format!("{}\n", escaped(&text)), texts)
}

/// JSON of the same value in which nothing steers a terminal. Such a letter stands in a string, or is a line end.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter == '\n' || !steers(letter) {
            out.push(letter);
        } else {
            out.push_str(&format!("\\u{:04x}", u32::from(letter)));
        }
    }
    out
}

fn write(text: &str, texts: &Texts) -> bool {
    let written = {
        let mut stdout = std::io::stdout().lock();
        stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush())
    };
    match written {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => {
            error(texts, &texts.cli_output_failed(), &texts.cli_output_failed_remedy(), &e.to_string());
            false
        }
        _ => true,
    }
}

/// Writes a line to standard error.
pub fn err(line: &str) {
    let mut stderr = std::io::stderr().lock();
    let _ = writeln!(stderr, "{}", visible(line));
}

/// Says what went wrong: a sentence, what to do, and the technical detail.
///
/// The detail is in English in every language; its frame says what it is.
pub fn error(texts: &Texts, sentence: &str, remedy: &str, detail: &str) {
    err(sentence);
    if !remedy.is_empty() {
        err(&format!("→ {remedy}"));
    }
    if !detail.is_empty() {
        err(&format!("  {}", texts.cli_detail(detail.to_owned())));
    }
}

/// Says what was the matter with the settings.
pub fn warnings(texts: &Texts, warnings: &[Warning]) {
    for warning in warnings {
        err(&warning.sentence(texts));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_stays_the_same_value_without_orders_to_a_terminal() {
        let value = serde_json::json!({ "name": "a\u{1b}[2J\u{9b}x\u{7f}\u{202e}é\n" });
        let text = escaped(&serde_json::to_string_pretty(&value).unwrap());
        assert!(text.chars().all(|c| c == '\n' || !steers(c)), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
