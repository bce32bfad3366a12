//! Files with secrets and certificates that were named on the command line or in the settings.

use std::path::Path;

use super::{Exit, print};
use crate::i18n::Texts;
use crate::server::tls::{self, Identity, TlsError};

/// A token is a line of text, no more than this.
const TOKEN_BYTES: u64 = 4096;
/// A chain of certificates, or a key.
const PEM_BYTES: u64 = 256 * 1024;

/// The first line of the token file.
pub fn token(path: &Path, texts: &Texts) -> Result<String, Exit> {
    let read = crate::os::files::read(path, TOKEN_BYTES).map_err(|e| e.to_string());
    let text = read.and_then(|bytes| String::from_utf8(bytes).map_err(|e| format!("{}: {e}", path.display())));
    let token = text.map(|t| t.lines().next().unwrap_or_default().trim().to_owned());
    match token {
        Ok(token) if !token.is_empty() => Ok(token),
        Ok(_) => {
            print::error(texts, &texts.cli_token_empty(), &texts.cli_token_remedy(), &path.display().to_string());
            Err(Exit::Usage)
        }
        Err(detail) => {
            print::error(texts, &texts.cli_token_unreadable(), &texts.cli_token_remedy(), &detail);
            Err(Exit::Usage)
        }
    }
}

/// The server's certificate with its key.
pub fn identity(certificate: &Path, key: &Path, texts: &Texts) -> Result<Identity, Exit> {
    let certificate_pem = pem(certificate, texts)?;
    let key_pem = pem(key, texts)?;
    Identity::from_pem(&certificate_pem, &key_pem).map_err(|error| {
        let (sentence, remedy) = match &error {
            TlsError::Certificate(_) => {
                (texts.cli_certificate_wrong(certificate.display().to_string()), texts.cli_certificate_remedy())
            }
            TlsError::Key(_) => (texts.cli_key_wrong(key.display().to_string()), texts.cli_key_remedy()),
            TlsError::Mismatch => (texts.cli_key_mismatch(), texts.cli_key_mismatch_remedy()),
        };
        print::error(texts, &sentence, &remedy, &error.to_string());
        Exit::Usage
    })
}

/// The certificates that a server may show.
pub fn trusted(path: &Path, texts: &Texts) -> Result<Vec<Vec<u8>>, Exit> {
    tls::trusted(&pem(path, texts)?).map_err(|error| {
        let sentence = texts.cli_certificate_wrong(path.display().to_string());
        print::error(texts, &sentence, &texts.cli_certificate_remedy(), &error.to_string());
        Exit::Usage
    })
}

fn pem(path: &Path, texts: &Texts) -> Result<Vec<u8>, Exit> {
    crate::os::files::read(path, PEM_BYTES).map_err(|error| {
        let sentence = texts.cli_file_unreadable(path.display().to_string());
        print::error(texts, &sentence, &texts.cli_file_unreadable_remedy(), &error.to_string());
        Exit::Usage
    })
}
