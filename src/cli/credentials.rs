//! Files with secrets, certificates and hosts that were named on the command line or in the settings.

use std::path::Path;

use super::exit::Exit;
use super::print;
use crate::i18n::Texts;
use crate::model::{PublicServer, Token, TokenFault};
use crate::server::tls::{self, Identity, TlsError};
use crate::session::far_end;

/// A chain of certificates, or a key.
const PEM_BYTES: u64 = 256 * 1024;

/// The access code of a file.
pub fn token(path: &Path, texts: &Texts) -> Result<String, Exit> {
    let text = far_end::read_token(path).map_err(|detail| {
        print::error(texts, &texts.cli_token_unreadable(), &texts.cli_token_remedy(), &detail);
        Exit::Usage
    })?;
    checked(&text, &path.display().to_string(), texts)
}

/// The access code of the settings.
pub fn pasted(typed: &str, texts: &Texts) -> Result<String, Exit> {
    checked(typed, "", texts)
}

fn checked(text: &str, detail: &str, texts: &Texts) -> Result<String, Exit> {
    Token::parse(text).map(|token| token.reveal().to_owned()).map_err(|fault| {
        let (sentence, remedy) = match fault {
            TokenFault::Empty => (texts.cli_token_empty(), texts.cli_token_remedy()),
            TokenFault::Mistyped | TokenFault::Weak => (texts.cli_token_unusable(), remedy(fault, texts)),
        };
        print::error(texts, &sentence, &remedy, detail);
        Exit::Usage
    })
}

/// What to do about a code that can't be used. In a terminal may stand who makes one.
pub fn remedy(fault: TokenFault, texts: &Texts) -> String {
    if fault == TokenFault::Weak { texts.cli_token_weak() } else { texts.token_fault(fault) }
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

/// The public hosts of a list.
pub fn hosts(path: &Path, texts: &Texts) -> Result<Vec<PublicServer>, Exit> {
    far_end::read_hosts(path).map_err(|detail| {
        let sentence = texts.cli_hosts_wrong(path.display().to_string());
        print::error(texts, &sentence, &texts.cli_hosts_wrong_remedy(), &detail);
        Exit::Usage
    })
}

fn pem(path: &Path, texts: &Texts) -> Result<Vec<u8>, Exit> {
    crate::os::files::read_ordinary(path, PEM_BYTES).map_err(|error| {
        let sentence = texts.cli_file_unreadable(path.display().to_string());
        print::error(texts, &sentence, &texts.cli_file_unreadable_remedy(), &error.to_string());
        Exit::Usage
    })
}
