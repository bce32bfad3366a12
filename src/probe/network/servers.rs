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
    /// Scheme and host that speak HTTP/3, if there are such; the paths are the same.
    #[serde(default)]
    pub http3_url: Option<String>,
    /// Path that answers with `{bytes}` bytes.
    pub download: String,
    /// Path that takes a POST.
    pub upload: String,
    /// The longest request in bytes.
    pub max_request_bytes: u64,
}

/// Where a call over HTTP/3 goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Http3Place {
    /// Host and port as contacted.
    pub(super) host: String,
    /// The host's name or address.
    pub(super) name: String,
    /// Its UDP port.
    pub(super) port: u16,
    /// A URL whose body is at least `bytes` long.
    pub(super) download: String,
    /// A URL that takes a POST.
    pub(super) upload: String,
    /// Length of both bodies.
    pub(super) bytes: u64,
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
        authority(&self.base_url)
    }

    /// All that may be contacted, in that order.
    #[must_use]
    pub fn hosts(&self) -> Vec<String> {
        let mut hosts: Vec<String> = self.http3_url.as_deref().map(authority).map(str::to_owned).into_iter().collect();
        if !hosts.iter().any(|host| host == self.host()) {
            hosts.push(self.host().to_owned());
        }
        hosts
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
        self.download_url_at(&self.base_url, bytes)
    }

    pub(super) fn upload_url(&self) -> String {
        self.upload_url_at(&self.base_url)
    }

    fn download_url_at(&self, base: &str, bytes: u64) -> String {
        format!("{base}{}", self.download.replace("{bytes}", &bytes.to_string()))
    }

    fn upload_url_at(&self, base: &str) -> String {
        format!("{base}{}", self.upload)
    }

    /// Where a call over HTTP/3 goes; `None` where the host speaks none.
    pub(super) fn http3(&self) -> Option<Http3Place> {
        let base = self.http3_url.as_deref()?;
        let host: http::Uri = base.parse().ok()?;
        Some(Http3Place {
            name: host.host()?.trim_matches(['[', ']']).to_owned(),
            port: host.port_u16().unwrap_or(443),
            host: authority(base).to_owned(),
            download: self.download_url_at(base, self.max_request_bytes),
            upload: self.upload_url_at(base),
            bytes: self.max_request_bytes,
        })
    }
}

/// Host and port of a URL.
fn authority(url: &str) -> &str {
    let after = url.split_once("://").map_or(url, |(_, rest)| rest);
    after.split('/').next().unwrap_or(after)
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
            assert!(server.http3_url.is_none() || server.http3().is_some_and(|h| h.bytes > 0), "{server:?}");
            assert!(server.download_url(7).contains('7') && server.max_request_bytes > 0, "{server:?}");
        }
    }

    #[test]
    fn a_damaged_list_is_an_error() {
        assert!(parse("[[server]]\nname = 1").is_err());
        assert!(parse("nonsense").is_err());
    }
}
