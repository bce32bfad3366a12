//! What the other end of standard output and standard error can do.

use std::io::IsTerminal;

use crate::os::terminal;

/// A result that goes into a file or to another program is as wide as this.
const PLAIN: usize = 80;

/// How progress is shown on standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// A line that is written over again: a terminal of so many columns.
    Columns(usize),
    /// A line for each step: a file, another program, or a terminal that can't go back or doesn't tell its width.
    Lines,
}

/// Standard error as it is now; a window may be made wider or narrower.
#[must_use]
pub fn screen() -> Screen {
    let name = std::env::var("TERM").ok();
    let dumb = is_dumb(name.as_deref(), cfg!(unix)) || !std::io::stderr().is_terminal();
    of(dumb, terminal::columns_of_errors())
}

/// The width of standard output: that of its terminal.
#[must_use]
pub fn columns() -> usize {
    terminal::columns_of_output().unwrap_or(PLAIN)
}

/// `dumb` is what a terminal calls itself that can do nothing but write on; on Unix each of them says what it is.
fn is_dumb(name: Option<&str>, unix: bool) -> bool {
    match name {
        Some(name) => name == "dumb" || (unix && name.is_empty()),
        None => unix,
    }
}

fn of(dumb: bool, columns: Option<usize>) -> Screen {
    match columns {
        Some(columns) if columns > 0 && !dumb => Screen::Columns(columns),
        _ => Screen::Lines,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_that_cannot_go_back_gets_lines() {
        assert!(is_dumb(Some("dumb"), true) && is_dumb(Some("dumb"), false) && is_dumb(None, true));
        assert!(is_dumb(Some(""), true) && !is_dumb(None, false) && !is_dumb(Some("xterm-256color"), true));
    }

    #[test]
    fn without_a_width_no_line_can_be_written_over() {
        assert_eq!(of(false, Some(24)), Screen::Columns(24));
        assert_eq!(of(false, Some(0)), Screen::Lines);
        assert_eq!(of(false, None), Screen::Lines);
        assert_eq!(of(true, Some(80)), Screen::Lines);
    }
}
