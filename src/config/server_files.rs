//! Whether the files that belong to an own server are there and hold what they should: told while they are being chosen.

use std::path::Path;

use crate::i18n::Texts;
use crate::model::{Token, TokenFault};
use crate::os::files::{self, FileReason};

/// More than a code or a chain of certificates takes.
const LIMIT_BYTES: u64 = 256 * 1024;

/// Why a file is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFault {
    /// It is not there.
    Missing,
    /// It can't be read.
    Unreadable,
    /// The access code in it can't be used.
    Token(TokenFault),
    /// There is no certificate in it.
    NoCertificate,
}

impl FileFault {
    /// The fault as a sentence.
    #[must_use]
    pub fn sentence(self, texts: &Texts) -> String {
        match self {
            Self::Missing => texts.server_file_missing(),
            Self::Unreadable => texts.server_file_unreadable(),
            Self::Token(fault) => texts.token_fault(fault),
            Self::NoCertificate => texts.server_file_no_certificate(),
        }
    }
}

/// What is wrong with a file that is to hold an access code. Reads a small file; never waits.
///
/// # Errors
/// What is wrong with it.
pub fn check_token_file(file: &Path) -> Result<(), FileFault> {
    let bytes = read(file)?;
    // As two bytes a letter the code stands between zeros; how it is read is the session's business.
    let text: String = String::from_utf8_lossy(&bytes).chars().filter(|c| *c != '\0' && *c != '\u{fffd}').collect();
    Token::parse(&text).map(|_| ()).map_err(FileFault::Token)
}

/// What is wrong with a file that is to hold certificates. Reads a small file; never waits.
///
/// # Errors
/// What is wrong with it.
pub fn check_certificate_file(file: &Path) -> Result<(), FileFault> {
    let bytes = read(file)?;
    let there = String::from_utf8_lossy(&bytes).contains("-----BEGIN CERTIFICATE-----");
    if there { Ok(()) } else { Err(FileFault::NoCertificate) }
}

fn read(file: &Path) -> Result<Vec<u8>, FileFault> {
    files::read_ordinary(file, LIMIT_BYTES).map_err(|error| match error.reason {
        FileReason::NotFound => FileFault::Missing,
        _ => FileFault::Unreadable,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("f");
        assert_eq!(check_token_file(&file), Err(FileFault::Missing));
        assert_eq!(check_certificate_file(&file), Err(FileFault::Missing));
        assert_eq!(check_token_file(folder.path()), Err(FileFault::Unreadable));
        let code = Token::of([7; 16]).reveal().to_owned();
        let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(code.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        for (bytes, token) in [
            (b"".to_vec(), Err(FileFault::Token(TokenFault::Empty))),
            (b"word\n".to_vec(), Err(FileFault::Token(TokenFault::Weak))),
            (format!("\u{feff}{code}\r\n").into_bytes(), Ok(())),
            (wide, Ok(())),
        ] {
            std::fs::write(&file, bytes).unwrap();
            assert_eq!(check_token_file(&file), token);
            assert_eq!(check_certificate_file(&file), Err(FileFault::NoCertificate));
        }
        std::fs::write(&file, "-----BEGIN CERTIFICATE-----\n").unwrap();
        assert_eq!(check_certificate_file(&file), Ok(()));
    }
}
