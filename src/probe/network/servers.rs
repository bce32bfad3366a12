//! The list of public measurement hosts.

use serde::Deserialize;

/// A public host that measures rates by HTTP.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicServer {
    /// Its name, for texts.
    pub name: String,
    /// Scheme and host.
    pub base_url: String,
    /// Path that answers with `{bytes}` bytes.
    pub download: String,
    /// Path that takes a POST.
    pub upload: String,
    /// The longest request in bytes.
    pub max_request_bytes: u64,
}

/// The list cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("reading the list of measurement servers: {0}")]
pub struct ListError(#[from] toml::de::Error);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    server: Vec<PublicServer>,
}

impl PublicServer {
    /// Host and port as contacted.
    #[must_use]
    pub fn host(&self) -> &str {
        let after = self.base_url.split_once("://").map_or(self.base_url.as_str(), |(_, rest)| rest);
        after.split('/').next().unwrap_or(after)
    }

    /// True for a host on loopback.
    pub(super) fn is_this_computer(&self) -> bool {
        self.host().parse::<std::net::SocketAddr>().is_ok_and(|a| a.ip().is_loopback())
    }

    /// True when what passes can't be read on the way.
    pub(super) fn is_encrypted(&self) -> bool {
        self.base_url.get(..6).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https:"))
    }

    pub(super) fn download_url(&self, bytes: u64) -> String {
        format!("{}{}", self.base_url, self.download.replace("{bytes}", &bytes.to_string()))
    }

    pub(super) fn upload_url(&self) -> String {
        format!("{}{}", self.base_url, self.upload)
    }
}

/// Reads a list.
///
/// # Errors
/// When the text is no such list.
pub fn parse(text: &str) -> Result<Vec<PublicServer>, ListError> {
    Ok(toml::from_str::<List>(text)?.server)
}

/// The list that comes with the program.
///
/// # Errors
/// Never, as long as the tests pass.
pub fn built_in() -> Result<Vec<PublicServer>, ListError> {
    parse(include_str!("../../../assets/measurement_servers.toml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_list_is_sound() {
        let list = built_in().unwrap();
        assert!(!list.is_empty());
        for server in list {
            assert!(server.base_url.starts_with("https://") && !server.host().is_empty(), "{server:?}");
            assert!(server.download_url(7).contains('7') && server.max_request_bytes > 0, "{server:?}");
        }
    }

    #[test]
    fn a_damaged_list_is_an_error() {
        assert!(parse("[[server]]\nname = 1").is_err());
        assert!(parse("nonsense").is_err());
    }
}
