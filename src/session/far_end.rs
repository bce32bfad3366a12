//! Against what the network is measured, as it stands in the settings or was typed.

use std::path::Path;

use crate::model::ServerAddress;
use crate::os::files;
use crate::probe::network::servers;
use crate::probe::ports::ServerTarget;
use crate::server::protocol::DEFAULT_PORT;
use crate::server::tls;

use super::options::SessionOptions;

/// A token is a line of text, no more than this.
const TOKEN_BYTES: u64 = 4096;
/// A chain of certificates.
const PEM_BYTES: u64 = 256 * 1024;

/// The far end that this word names: `public` (or nothing), `local`, `none`, else a HOST or HOST:PORT.
#[must_use]
pub fn target(word: &str) -> ServerTarget {
    match word.trim() {
        "local" => ServerTarget::Local,
        "none" => ServerTarget::None,
        "public" | "" => ServerTarget::Public,
        host => ServerTarget::Host(host.to_owned()),
    }
}

/// True for a server whose address asks for TLS.
#[must_use]
pub fn is_encrypted(target: &ServerTarget) -> bool {
    matches!(target, ServerTarget::Host(typed) if ServerAddress::parse(typed).is_some_and(|a| a.tls))
}

/// The hosts that a network check against this server contacts, to be named beforehand.
#[must_use]
pub fn hosts(target: &ServerTarget) -> Vec<String> {
    match target {
        ServerTarget::Host(typed) => {
            let address = ServerAddress::parse(typed);
            vec![address.map_or_else(|| typed.clone(), |a| a.with_port(DEFAULT_PORT))]
        }
        ServerTarget::Public => {
            let servers = servers::built_in().unwrap_or_default();
            servers.iter().map(|s| s.host().to_owned()).collect()
        }
        ServerTarget::Local | ServerTarget::None => Vec::new(),
    }
}

impl SessionOptions {
    /// Takes another far end. A token or certificates that can't be read are left out: the server refuses then, or is
    /// not trusted, and the check says so.
    pub(super) fn use_server(&mut self, word: &str, token_file: Option<&Path>, tls_ca_file: Option<&Path>) {
        self.server = target(word);
        self.token = token_file.and_then(token);
        let given = tls_ca_file.filter(|_| is_encrypted(&self.server));
        let pem = given.and_then(|file| files::read(file, PEM_BYTES).ok());
        self.trusted = pem.and_then(|pem| tls::trusted(&pem).ok()).unwrap_or_default();
    }
}

/// The first line of a token's file.
fn token(file: &Path) -> Option<String> {
    let text = String::from_utf8(files::read(file, TOKEN_BYTES).ok()?).ok()?;
    text.lines().next().map(|line| line.trim().to_owned()).filter(|token| !token.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_servers() {
        assert_eq!(target(""), ServerTarget::Public);
        assert_eq!(target("local"), ServerTarget::Local);
        assert_eq!(target("host.example:9"), ServerTarget::Host("host.example:9".to_owned()));
    }

    #[test]
    fn every_host_is_named_beforehand() {
        assert!(!hosts(&target("public")).is_empty());
        assert_eq!(hosts(&target(" host.example:9 ")), ["host.example:9"]);
        assert!(hosts(&target("local")).is_empty());
    }
}
