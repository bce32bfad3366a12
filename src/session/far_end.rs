//! The far end as it stands in the settings or was typed: what has to be read from files, and which hosts it means.

use std::path::Path;

use crate::model::{FarEnd, ServerAddress, ServerChoice, Target};
use crate::os::{files, text};
use crate::probe::network::servers;
use crate::server::protocol::DEFAULT_PORT;
use crate::server::tls;

/// A token is a line of text, no more than this.
const TOKEN_BYTES: u64 = 4096;
/// A chain of certificates.
const PEM_BYTES: u64 = 256 * 1024;

/// The hosts that a network check against this target contacts, to be named beforehand.
#[must_use]
pub fn hosts(target: &Target) -> Vec<String> {
    match target {
        Target::Host(typed) => {
            let address = ServerAddress::parse(typed);
            vec![address.map_or_else(|_| typed.clone(), |a| a.with_port(DEFAULT_PORT))]
        }
        Target::Public => {
            let servers = servers::built_in().unwrap_or_default();
            servers.iter().map(|s| s.host().to_owned()).collect()
        }
        Target::Local | Target::None => Vec::new(),
    }
}

/// What stands in a file with an access code, whatever editor saved it.
///
/// # Errors
/// When it can't be read, or is no text.
pub fn read_token(file: &Path) -> Result<String, String> {
    let bytes = files::read_ordinary(file, TOKEN_BYTES).map_err(|e| e.to_string())?;
    text::decode(&bytes).ok_or_else(|| format!("{}: not a text", file.display()))
}

/// Where a choice leads, and what opens it. A token or certificates that can't be read are left out: the server refuses then,
/// or is not trusted, and the check says so.
#[must_use]
pub fn read(choice: &ServerChoice) -> FarEnd {
    let target = Target::of_word(choice.server.as_deref().unwrap_or_default());
    let pasted = choice.token.as_ref().map(|secret| secret.0.clone()).filter(|typed| !typed.trim().is_empty());
    let token = pasted.or_else(|| choice.token_file.as_deref().and_then(|file| read_token(file).ok()));
    let given = choice.tls_ca_file.as_deref().filter(|_| target.is_encrypted());
    let pem = given.and_then(|file| files::read_ordinary(file, PEM_BYTES).ok());
    let trusted = pem.and_then(|pem| tls::trusted(&pem).ok()).unwrap_or_default();
    FarEnd { target, token: token.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()), trusted }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_host_is_named_beforehand() {
        assert!(!hosts(&Target::Public).is_empty());
        assert_eq!(hosts(&Target::of_word(" host.example:9 ")), ["host.example:9"]);
        assert!(hosts(&Target::Local).is_empty());
    }
}
