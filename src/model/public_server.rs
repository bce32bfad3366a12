//! A public host that the network is measured against: where it is, and what it is asked.

use serde::Deserialize;

/// A public host, with what it is asked for. HTTP measures rates and round trips; where it speaks HTTP/3, a call with it counts
/// losses and drop-outs too.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicServer {
    /// Its name, for texts.
    pub name: String,
    /// Scheme and host, with the port where it is none of the scheme's.
    pub base_url: String,
    /// It speaks HTTP/3 under `base_url`.
    #[serde(default)]
    pub http3: bool,
    /// Scheme and host that speak HTTP/3, where they differ from `base_url`; the paths are the same.
    #[serde(default)]
    pub http3_url: Option<String>,
    /// Path that answers with `{bytes}` bytes.
    pub download: String,
    /// Path that takes a POST.
    pub upload: String,
    /// The longest request in bytes.
    pub max_request_bytes: u64,
}

impl PublicServer {
    /// Host and port as contacted.
    #[must_use]
    pub fn host(&self) -> &str {
        authority(&self.base_url)
    }

    /// Scheme and host that speak HTTP/3; `None` where it speaks none.
    #[must_use]
    pub fn http3_base(&self) -> Option<&str> {
        self.http3_url.as_deref().or(self.http3.then_some(self.base_url.as_str()))
    }

    /// All that may be contacted, in that order.
    #[must_use]
    pub fn hosts(&self) -> Vec<String> {
        let mut hosts: Vec<String> = self.http3_base().map(authority).map(str::to_owned).into_iter().collect();
        if !hosts.iter().any(|host| host == self.host()) {
            hosts.push(self.host().to_owned());
        }
        hosts
    }
}

/// Host and port of a URL.
#[must_use]
pub fn authority(url: &str) -> &str {
    let after = url.split_once("://").map_or(url, |(_, rest)| rest);
    after.split('/').next().unwrap_or(after)
}
