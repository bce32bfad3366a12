//! Asks for a file in the system's own window: by the desktop portal (or `zenity`) on Linux.

use std::path::PathBuf;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use super::files;

/// No person closes a window that quickly: it never opened.
const QUICKER_THAN_A_PERSON: Duration = Duration::from_millis(400);

/// How asking for a file ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// This file.
    File(PathBuf),
    /// The window was closed without a choice.
    Nothing,
    /// This system has no window to choose in.
    NotOffered,
}

/// Asks for a file, with these words above the window. It stays open as long as the person wants, on a thread of its own;
/// a disconnected receiver means the same as [`Chosen::NotOffered`].
#[must_use]
pub fn file(title: String) -> Receiver<Chosen> {
    files::background("gr-choose", move || {
        let since = Instant::now();
        chosen(rfd::FileDialog::new().set_title(title).pick_file(), since.elapsed())
    })
}

fn chosen(file: Option<PathBuf>, after: Duration) -> Chosen {
    match file {
        Some(file) => Chosen::File(file),
        None if after < QUICKER_THAN_A_PERSON => Chosen::NotOffered,
        None => Chosen::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_that_never_opened_is_told_from_one_that_was_closed() {
        assert_eq!(chosen(None, Duration::from_millis(30)), Chosen::NotOffered);
        assert_eq!(chosen(None, Duration::from_secs(3)), Chosen::Nothing);
        assert_eq!(chosen(Some("a".into()), Duration::ZERO), Chosen::File("a".into()));
    }
}
