//! The width of the terminal behind standard output or standard error.

/// Columns of standard output's terminal; `None` where there is none, or it doesn't tell.
#[must_use]
pub fn columns_of_output() -> Option<usize> {
    columns(&std::io::stdout())
}

/// Columns of standard error's terminal; `None` where there is none, or it doesn't tell.
#[must_use]
pub fn columns_of_errors() -> Option<usize> {
    columns(&std::io::stderr())
}

/// A terminal that tells its columns but no rows (a serial line, a recorded session) counts.
#[cfg(unix)]
fn columns(stream: &impl std::os::fd::AsRawFd) -> Option<usize> {
    let mut size = nix::libc::winsize { ws_row: 0, ws_col: 0, ws_xpixel: 0, ws_ypixel: 0 };
    #[expect(unsafe_code, reason = "a system call that nothing wraps")]
    // SAFETY: the call writes one `winsize`, which lives until after it; on anything but a terminal it fails.
    let told = unsafe { nix::libc::ioctl(stream.as_raw_fd(), nix::libc::TIOCGWINSZ, &raw mut size) };
    (told == 0 && size.ws_col > 0).then_some(usize::from(size.ws_col))
}

#[cfg(not(unix))]
fn columns(stream: &impl std::os::windows::io::AsHandle) -> Option<usize> {
    terminal_size::terminal_size_of(stream).map(|(width, _)| usize::from(width.0))
}
