//! Where the network is measured to, and with what secret: a value that settings, command line and probe share.

use super::{CredentialFault, PublicServer, ServerAddress};

/// Against what the network is measured.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Target {
    /// Public hosts.
    #[default]
    Public,
    /// The embedded server on loopback.
    Local,
    /// Nothing: the network is not measured.
    None,
    /// A `greenroom serve`, as typed: HOST or HOST:PORT, `tls://` before it where the connection is to be encrypted.
    Host(String),
}

impl Target {
    /// The target that this word names: `public` (or nothing), `local`, `none`, else a HOST or HOST:PORT.
    #[must_use]
    pub fn of_word(word: &str) -> Self {
        match word.trim() {
            "local" => Self::Local,
            "none" => Self::None,
            "public" | "" => Self::Public,
            host => Self::Host(host.to_owned()),
        }
    }

    /// True for a server whose address asks for TLS.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        matches!(self, Self::Host(typed) if ServerAddress::parse(typed).is_ok_and(|a| a.tls))
    }
}

/// The other end of a network check.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct FarEnd {
    /// Which.
    pub target: Target,
    /// The secret that the server asks for; never sent, never shown.
    pub token: Option<String>,
    /// Certificates (DER) to trust under TLS; none: the system decides.
    pub trusted: Vec<Vec<u8>>,
    /// Public hosts instead of those of `assets/measurement_servers.toml`; none: those.
    pub public: Vec<PublicServer>,
    /// What is wrong with the files that were to open it; told when it does not open.
    pub fault: Option<CredentialFault>,
}

impl From<Target> for FarEnd {
    /// Without a secret, trusted as the system does.
    fn from(target: Target) -> Self {
        Self { target, token: None, trusted: Vec::new(), public: Vec::new(), fault: None }
    }
}

impl std::fmt::Debug for FarEnd {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { target, token, trusted, public, fault } = self;
        let token = token.as_ref().map(|_| "(secret)");
        f.debug_struct("FarEnd")
            .field("target", target)
            .field("token", &token)
            .field("trusted", &trusted.len())
            .field("public", public)
            .field("fault", fault)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_targets() {
        assert_eq!(Target::of_word(""), Target::Public);
        assert_eq!(Target::of_word(" public "), Target::Public);
        assert_eq!(Target::of_word("local"), Target::Local);
        assert_eq!(Target::of_word("none"), Target::None);
        assert_eq!(Target::of_word(" host.example:9 "), Target::Host("host.example:9".to_owned()));
    }

    #[test]
    fn only_an_address_that_says_so_is_encrypted() {
        assert!(Target::of_word("tls://host.example").is_encrypted());
        assert!(!Target::of_word("host.example").is_encrypted() && !Target::Public.is_encrypted());
    }

    #[test]
    fn the_secret_is_not_shown() {
        let far_end = FarEnd { token: Some("open sesame".to_owned()), ..Target::Local.into() };
        let shown = format!("{far_end:?}");
        assert!(shown.contains("Local") && !shown.contains("sesame"), "{shown}");
    }
}
