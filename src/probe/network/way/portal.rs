//! Whether this network puts a sign-in page in the place of others: by the vote of pages that are always the same.

use std::time::Duration;

use serde::Deserialize;
use tokio::task::JoinSet;

use crate::probe::network::timing::PORTAL_LIMIT;

/// No more of a page is read.
const BODY_BYTES: usize = 4096;
/// So many pages of different vendors must have been changed in the same way: one alone may be out of order.
const VOTES: usize = 2;
/// "Network Authentication Required" (RFC 6585, section 6).
const SIGN_IN: u16 = 511;

/// A page that is always the same.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// The vendor.
    pub name: String,
    /// Where it is; plain HTTP.
    pub url: String,
    /// How it is answered.
    pub status: u16,
    /// What stands in it; empty: nothing.
    pub holds: String,
}

impl Page {
    /// Host and port as contacted.
    #[must_use]
    pub fn host(&self) -> &str {
        let after = self.url.split_once("://").map_or(self.url.as_str(), |(_, rest)| rest);
        after.split('/').next().unwrap_or(after)
    }
}

/// The list cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("reading the list of pages that are always the same: {0}")]
pub struct ListError(#[from] toml::de::Error);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    page: Vec<Page>,
}

/// The list that comes with the program.
///
/// # Errors
/// Never, as long as the tests pass.
pub fn built_in() -> Result<Vec<Page>, ListError> {
    Ok(toml::from_str::<List>(include_str!("../../../../assets/portal_checks.toml"))?.page)
}

/// How a page came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Came {
    /// As it is.
    Same,
    /// With directions to another page.
    Elsewhere,
    /// As another page.
    Other,
    /// With an error, or not at all: that says nothing.
    Not,
}

/// True when enough of these pages come back changed in the same way. Takes no longer than [`PORTAL_LIMIT`].
pub async fn is_there(pages: &[Page]) -> bool {
    let client = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .timeout(PORTAL_LIMIT)
        .connect_timeout(PORTAL_LIMIT)
        .pool_idle_timeout(Duration::ZERO)
        .user_agent(concat!("greenroom/", env!("CARGO_PKG_VERSION")))
        .build();
    let Ok(client) = client else { return false };
    let mut asked = JoinSet::new();
    for page in pages {
        asked.spawn(ask(client.clone(), page.clone()));
    }
    let mut votes = [0_usize; 2];
    while let Some(came) = asked.join_next().await {
        match came {
            Ok(Came::Elsewhere) => votes = [votes[0] + 1, votes[1]],
            Ok(Came::Other) => votes = [votes[0], votes[1] + 1],
            Ok(Came::Same | Came::Not) | Err(_) => {}
        }
        if votes.iter().any(|n| *n >= VOTES) {
            return true;
        }
    }
    false
}

async fn ask(client: reqwest::Client, page: Page) -> Came {
    let Ok(mut response) = client.get(&page.url).send().await else { return Came::Not };
    let status = response.status().as_u16();
    match status {
        300..=399 | SIGN_IN => return Came::Elsewhere,
        200..=299 => {}
        _ => return Came::Not,
    }
    let mut body = Vec::new();
    while body.len() < BODY_BYTES {
        match response.chunk().await {
            Ok(Some(chunk)) => body.extend_from_slice(chunk.get(..BODY_BYTES.min(chunk.len())).unwrap_or_default()),
            Ok(None) => break,
            Err(_) => return Came::Not,
        }
    }
    let holds = page.holds.as_bytes();
    let same = match holds {
        [] => body.is_empty(),
        _ => body.windows(holds.len()).any(|part| part == holds),
    };
    if status == page.status && same { Came::Same } else { Came::Other }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;

    use super::*;

    const SIGN_IN_PAGE: &str = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nlog in";
    const DIRECTIONS: &str = "HTTP/1.1 302 Found\r\nLocation: http://portal.example/\r\nContent-Length: 0\r\n\r\n";
    const NOTHING: &str = "HTTP/1.1 204 No Content\r\n\r\n";
    const SUCCESS: &str = "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nSuccess";
    const ERROR: &str = "HTTP/1.1 503 Gone\r\nContent-Length: 0\r\n\r\n";

    /// A page whose host answers so; it ends with the process.
    fn page(answer: &'static str, status: u16, holds: &str) -> Page {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/check", listener.local_addr().unwrap());
        let serve = move || {
            for mut stream in listener.incoming().flatten() {
                let _ = stream.read(&mut [0; 1000]);
                let _ = stream.write_all(answer.as_bytes());
            }
        };
        std::thread::Builder::new().name("page".into()).spawn(serve).unwrap();
        Page { name: url.clone(), url, status, holds: holds.into() }
    }

    async fn vote(answers: [&'static str; 3]) -> bool {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let [a, b, c] = answers;
        is_there(&[page(a, 200, "Success"), page(b, 204, ""), page(c, 200, "Connect Test")]).await
    }

    #[tokio::test]
    async fn two_that_are_changed_alike_are_a_sign_in_page() {
        assert!(vote([SIGN_IN_PAGE, SIGN_IN_PAGE, ERROR]).await);
        assert!(vote([DIRECTIONS, DIRECTIONS, DIRECTIONS]).await);
        assert!(vote([DIRECTIONS, "HTTP/1.1 511 Sign in\r\nContent-Length: 0\r\n\r\n", ERROR]).await);
        // The pages of two vendors that are answered by the third's.
        assert!(vote([SUCCESS, SUCCESS, SUCCESS]).await);
    }

    #[tokio::test]
    async fn one_alone_or_each_otherwise_is_none() {
        assert!(!vote([SUCCESS, NOTHING, SIGN_IN_PAGE]).await);
        assert!(!vote([SIGN_IN_PAGE, DIRECTIONS, ERROR]).await);
        assert!(!vote([ERROR, ERROR, ERROR]).await);
        assert!(!vote(["", "nonsense", "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nshort"]).await);
    }

    #[test]
    fn the_list_names_three_vendors_and_pages_in_clear() {
        let list = built_in().unwrap();
        let vendors: std::collections::BTreeSet<_> = list.iter().map(|page| page.name.as_str()).collect();
        assert_eq!((vendors.len(), list.len()), (3, 3));
        assert!(list.iter().all(|page| page.url.starts_with("http://") && page.host().contains('.')), "{list:?}");
    }
}
