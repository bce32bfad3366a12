//! Against what the network is measured, as it stands in the settings or was typed.

use std::path::Path;

use crate::model::{ServerAddress, ServerChoice, ServerTest, ServerTestState};
use crate::os::files;
use crate::probe::network::servers;
use crate::probe::ports::{NetworkPlan, ServerTarget};
use crate::server::protocol::DEFAULT_PORT;
use crate::server::tls;

use super::engine::Engine;
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
    matches!(target, ServerTarget::Host(typed) if ServerAddress::parse(typed).is_ok_and(|a| a.tls))
}

/// The hosts that a network check against this server contacts, to be named beforehand.
#[must_use]
pub fn hosts(target: &ServerTarget) -> Vec<String> {
    match target {
        ServerTarget::Host(typed) => {
            let address = ServerAddress::parse(typed);
            vec![address.map_or_else(|_| typed.clone(), |a| a.with_port(DEFAULT_PORT))]
        }
        ServerTarget::Public => {
            let servers = servers::built_in().unwrap_or_default();
            servers.iter().map(|s| s.host().to_owned()).collect()
        }
        ServerTarget::Local | ServerTarget::None => Vec::new(),
    }
}

/// What stands in a file with an access code, whatever editor saved it: UTF-8, with or without its mark, or UTF-16.
///
/// # Errors
/// When it can't be read, or is no text.
pub fn read_token(file: &Path) -> Result<String, String> {
    let bytes = files::read_ordinary(file, TOKEN_BYTES).map_err(|e| e.to_string())?;
    let wide = |of: fn([u8; 2]) -> u16| {
        let units = bytes
            .chunks_exact(2)
            .skip(1)
            .map(|pair| of([pair.first().copied().unwrap_or(0), pair.last().copied().unwrap_or(0)]))
            .collect::<Vec<_>>();
        String::from_utf16(&units).map_err(|e| format!("{}: {e}", file.display()))
    };
    match bytes.first_chunk::<2>() {
        Some([0xff, 0xfe]) => wide(u16::from_le_bytes),
        Some([0xfe, 0xff]) => wide(u16::from_be_bytes),
        _ => String::from_utf8(bytes).map_err(|e| format!("{}: {e}", file.display())),
    }
}

/// Where a choice leads, and what opens it. A token or certificates that can't be read are left out: the server refuses then,
/// or is not trusted, and the check says so.
fn opened(choice: &ServerChoice) -> (ServerTarget, Option<String>, Vec<Vec<u8>>) {
    let target = target(choice.server.as_deref().unwrap_or_default());
    let pasted = choice.token.as_ref().map(|secret| secret.0.clone()).filter(|typed| !typed.trim().is_empty());
    let token = pasted.or_else(|| choice.token_file.as_deref().and_then(|file| read_token(file).ok()));
    let given = choice.tls_ca_file.as_deref().filter(|_| is_encrypted(&target));
    let pem = given.and_then(|file| files::read_ordinary(file, PEM_BYTES).ok());
    let trusted = pem.and_then(|pem| tls::trusted(&pem).ok()).unwrap_or_default();
    (target, token.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()), trusted)
}

impl SessionOptions {
    /// Takes another far end.
    #[must_use]
    pub fn with_server(mut self, choice: &ServerChoice) -> Self {
        self.use_server(choice);
        self
    }

    pub(super) fn use_server(&mut self, choice: &ServerChoice) {
        (self.server, self.token, self.trusted) = opened(choice);
    }
}

impl Engine {
    /// Tries out a server; one that was under way is left.
    pub(super) fn test_server(&mut self, choice: ServerChoice) {
        self.trying = None;
        let (target, token, trusted) = opened(&choice);
        let running = ServerTest { of: choice.clone(), state: ServerTestState::Running };
        self.server_test.set(running);
        let need = self.state.requirement.need;
        let plan = NetworkPlan { target, token, trusted, quick: true, metered: true, need };
        let shown = self.server_test.clone();
        let told = move |outcome: Result<_, _>| {
            let state = outcome.map_or_else(ServerTestState::Fails, ServerTestState::Answers);
            shown.set(ServerTest { of: choice, state });
        };
        self.trying = Some(self.probes.network.try_server(plan, Box::new(told)));
    }
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
