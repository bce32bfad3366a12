//! Hands a folder or a link to the program that the person uses for it.
//!
//! All of it happens on a thread of its own; the receiver gets how it ended. Only `https` and `mailto` go out: any other
//! scheme could start a program.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, sync_channel};

/// Longer links than this are cut or refused by some systems (Windows' `ShellExecute` takes 2048 characters).
pub const LONGEST_URL: usize = 2000;

/// Something could not be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Not an `https` or `mailto` link, or not a well-formed one.
    #[error("open link: refused, {0}")]
    Refused(&'static str),
    /// There is no such folder.
    #[error("open folder {}: not there", .0.display())]
    NotFound(PathBuf),
    /// This system has no program or page for it.
    #[error("open {0}: nothing on this system opens it")]
    Unsupported(String),
    /// The system's opener did not start.
    #[error("open {what}: {detail}")]
    Failed {
        /// What was to be opened.
        what: String,
        /// The system's words.
        detail: String,
    },
}

/// How it will have ended.
pub type Opening = Receiver<Result<(), OpenError>>;

/// Shows a folder in the file manager. Nothing but a folder: opening a file could run it.
#[must_use]
pub fn folder(path: PathBuf) -> Opening {
    away("gr-open", move || {
        if !path.is_dir() {
            return Err(OpenError::NotFound(path));
        }
        opener::open(&path).map_err(|e| failed(path.display().to_string(), &e))
    })
}

/// Shows a file in the file manager.
#[must_use]
pub fn reveal(file: PathBuf) -> Opening {
    away("gr-open", move || {
        if !file.exists() {
            return Err(OpenError::NotFound(file));
        }
        opener::reveal(&file).map_err(|e| failed(file.display().to_string(), &e))
    })
}

/// Opens an `https` link in the browser or a `mailto` link in the mail program.
#[must_use]
pub fn url(link: &str) -> Opening {
    let link = link.to_owned();
    away("gr-open", move || {
        check_url(&link)?;
        #[cfg(target_os = "linux")]
        if link.starts_with("mailto:")
            && let Some(ended) = linux::mail(&link)
        {
            return ended;
        }
        opener::open_browser(&link).map_err(|e| failed(link.clone(), &e))
    })
}

/// Tells whether [`url`] would take a link.
///
/// # Errors
/// [`OpenError::Refused`] with the cause.
pub fn check_url(link: &str) -> Result<(), OpenError> {
    let refuse = |why| Err(OpenError::Refused(why));
    if link.len() > LONGEST_URL {
        return refuse("too long");
    }
    if !link.bytes().all(|b| b.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&b)) {
        return refuse("characters that a link can't have");
    }
    let Some((scheme, rest)) = link.split_once(':') else {
        return refuse("no scheme");
    };
    if scheme.eq_ignore_ascii_case("mailto") {
        return Ok(());
    }
    if !scheme.eq_ignore_ascii_case("https") {
        return refuse("neither https nor mailto");
    }
    let Some(rest) = rest.strip_prefix("//") else {
        return refuse("no host");
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.contains('@') {
        // "https://known.example@other.example" goes to the other one.
        return refuse("a user name before the host");
    }
    if host.is_empty() || host.starts_with(':') { refuse("no host") } else { Ok(()) }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    use super::OpenError;

    /// `xdg-open` says within this that nothing opens a link; one that runs on is the program itself.
    const PATIENCE: Duration = Duration::from_secs(4);
    const LOOK_EVERY: Duration = Duration::from_millis(50);

    /// Opens a `mailto` link by `xdg-open` and waits whether it fails, which the opener does not; `None` without
    /// `xdg-open`.
    pub(super) fn mail(link: &str) -> Option<Result<(), OpenError>> {
        ended(Command::new("xdg-open").arg(link), "a mail program")
    }

    pub(super) fn ended(command: &mut Command, what: &str) -> Option<Result<(), OpenError>> {
        let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = quiet.spawn().ok()?;
        let since = Instant::now();
        while since.elapsed() < PATIENCE {
            match child.try_wait() {
                Ok(Some(status)) if status.success() => return Some(Ok(())),
                Ok(Some(status)) => {
                    let (what, detail) = (what.to_owned(), status.to_string());
                    return Some(Err(OpenError::Failed { what, detail }));
                }
                Ok(None) => std::thread::sleep(LOOK_EVERY),
                Err(_) => break,
            }
        }
        Some(Ok(()))
    }
}

fn failed(what: String, error: &opener::OpenError) -> OpenError {
    OpenError::Failed { what, detail: error.to_string() }
}

/// Runs `job` on a thread of its own; a thread that can't be started is told as a failure.
pub(super) fn away(name: &str, job: impl FnOnce() -> Result<(), OpenError> + Send + 'static) -> Opening {
    let (sender, receiver) = sync_channel(1);
    let unsent = sender.clone();
    let run = move || {
        let _ = sender.send(job());
    };
    if let Err(error) = std::thread::Builder::new().name(name.to_owned()).spawn(run) {
        let _ = unsent.send(Err(OpenError::Failed { what: format!("thread {name}"), detail: error.to_string() }));
    }
    receiver
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_and_mailto() {
        for good in [
            "https://example.org",
            "HTTPS://example.org:8443/a?b=c#d",
            "https://example.org/@name",
            "mailto:a@example.org?subject=Hello%20there",
        ] {
            assert_eq!(check_url(good), Ok(()), "{good}");
        }
        for bad in [
            "http://example.org",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "ms-settings:privacy",
            "example.org",
            "https:example.org",
            "https://",
            "https://:80/",
            "https:///path",
            "https://bank.example@evil.example/",
            "https://example.org/a b",
            "https://example.org/\n",
            "https://example.org/\"&calc",
            "https://exämple.org/",
            "",
        ] {
            assert!(matches!(check_url(bad), Err(OpenError::Refused(_))), "{bad}");
        }
        assert!(check_url(&format!("https://e.org/{}", "a".repeat(LONGEST_URL))).is_err());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn an_opener_that_fails_is_told() {
        use std::process::Command;
        assert_eq!(linux::ended(&mut Command::new("true"), "x"), Some(Ok(())));
        assert!(matches!(linux::ended(&mut Command::new("false"), "x"), Some(Err(OpenError::Failed { .. }))));
        assert_eq!(linux::ended(&mut Command::new("no-such-program-here"), "x"), None);
    }

    #[test]
    fn refusals_come_through_the_receiver() {
        assert!(matches!(url("file:///etc/passwd").recv().unwrap(), Err(OpenError::Refused(_))));
        let nowhere = PathBuf::from("/nonexistent/folder");
        assert_eq!(folder(nowhere.clone()).recv().unwrap(), Err(OpenError::NotFound(nowhere)));
        let file = std::env::current_exe().unwrap();
        assert!(matches!(folder(file).recv().unwrap(), Err(OpenError::NotFound(_))));
    }
}
