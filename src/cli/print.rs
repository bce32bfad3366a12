//! The only place that prints. A closed output is nobody's fault: what can't be printed is dropped quietly.

use std::io::{ErrorKind, Write};

use crate::config::Warning;
use crate::i18n::Texts;

/// Writes to standard output. `false`, and told, when the text is lost though somebody wants it: a full disk.
pub fn out(text: &str, texts: &Texts) -> bool {
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
    let _ = writeln!(stderr, "{line}");
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
