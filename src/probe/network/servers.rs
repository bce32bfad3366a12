//! The list of public measurement hosts, and what each of them is asked.

use std::net::SocketAddr;

use serde::Deserialize;

use super::path_lookup;
use super::timing::Timing;
use super::way::{self, Around};
use crate::model::PublicServer;
use crate::model::public_server::authority;

/// A list names a few hosts; more are a mistake.
const HOSTS_MOST: usize = 16;

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

impl Http3Place {
    /// The address of it that answers over TCP, of those that its name has: whoever does not is not asked over UDP. Both kinds
    /// of addresses are tried at once. What is seen of the way meanwhile goes into `around`.
    pub(super) async fn answers(&self, timing: &Timing, around: &mut Around) -> Option<SocketAddr> {
        let found = path_lookup::resolve_timed(&self.name, self.port, timing.connect).await.ok()?;
        let addresses = found.0;
        around.name_lookup_ms = around.name_lookup_ms.or(found.1);
        if let Some((there, families)) = way::race(&addresses, timing.connect).await {
            around.families = Some(families);
            return there;
        }
        path_lookup::connect(&addresses, timing.connect).await.ok()?.peer_addr().ok()
    }
}

/// The list cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// It is not written as such a list is.
    #[error("reading the list of measurement servers: {0}")]
    Written(#[from] toml::de::Error),
    /// What stands in it can't be used.
    #[error("the list of measurement servers: {0}")]
    Unusable(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    server: Vec<PublicServer>,
}

impl PublicServer {
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
        let base = self.http3_base()?;
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

/// Reads a list.
///
/// # Errors
/// When the text is no such list, or a host in it can't be asked.
pub fn parse(text: &str) -> Result<Vec<PublicServer>, ListError> {
    let list = toml::from_str::<List>(text)?.server;
    match list.len() {
        0 => return Err(ListError::Unusable("it names no host".into())),
        n if n > HOSTS_MOST => return Err(ListError::Unusable(format!("{n} hosts; {HOSTS_MOST} are the most"))),
        _ => {}
    }
    list.iter().try_for_each(check).map_err(ListError::Unusable)?;
    Ok(list)
}

/// What is wrong with a host of a list.
fn check(server: &PublicServer) -> Result<(), String> {
    let name = &server.name;
    if name.trim().is_empty() || name.chars().any(char::is_control) {
        return Err("a host without a name that can be shown".into());
    }
    for (base, schemes) in
        [(Some(server.base_url.as_str()), &["https", "http"][..]), (server.http3_base(), &["https"][..])]
    {
        let Some(base) = base else { continue };
        let url: http::Uri = base.parse().map_err(|e| format!("{name}: {base}: {e}"))?;
        let is_bare = url.path() == "/" && url.query().is_none() && !base.ends_with('/');
        let known = url.scheme_str().is_some_and(|scheme| schemes.contains(&scheme));
        if !known || !is_bare || url.host().is_none_or(str::is_empty) || authority(base).contains('@') {
            return Err(format!("{name}: {base} is no {}://HOST[:PORT]", schemes.join("|")));
        }
    }
    let paths = [&server.download, &server.upload];
    if paths.iter().any(|path| !path.starts_with('/')) || !server.download.contains("{bytes}") {
        return Err(format!("{name}: paths begin with /, and that of the download holds {{bytes}}"));
    }
    if server.max_request_bytes == 0 {
        return Err(format!("{name}: max_request_bytes is 0"));
    }
    Ok(())
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
            assert!(server.http3_base().is_none() || server.http3().is_some_and(|h| h.bytes > 0), "{server:?}");
            assert!(server.download_url(7).contains('7') && server.max_request_bytes > 0, "{server:?}");
        }
    }

    #[test]
    fn a_damaged_list_is_an_error() {
        assert!(parse("[[server]]\nname = 1").is_err());
        assert!(parse("nonsense").is_err());
        assert!(parse("server = []").is_err());
    }

    #[test]
    fn a_host_of_ones_own_is_taken_and_one_that_cannot_be_asked_is_not() {
        let list = |base: &str, download: &str, most: u64| {
            parse(&format!(
                "[[server]]\nname = \"Ours\"\nbase_url = \"{base}\"\nhttp3 = true\ndownload = \"{download}\"\nupload = \"/up\"\nmax_request_bytes = {most}"
            ))
        };
        let ours = list("https://call.example:8443", "/down?bytes={bytes}", 1000).unwrap().remove(0);
        assert_eq!(ours.hosts(), ["call.example:8443"]);
        assert_eq!(ours.http3().map(|h| (h.name, h.port)), Some(("call.example".into(), 8443)));
        for (base, download, most) in [
            ("http://call.example", "/d?b={bytes}", 1),
            ("ftp://call.example", "/d?b={bytes}", 1),
            ("https://me:secret@call.example", "/d?b={bytes}", 1),
            ("https://call.example/path", "/d?b={bytes}", 1),
            ("https://call.example", "/d", 1),
            ("https://call.example", "d?b={bytes}", 1),
            ("https://call.example", "/d?b={bytes}", 0),
        ] {
            assert!(list(base, download, most).is_err(), "{base} {download} {most}");
        }
    }
}
