//! The last result, for the page that welcomes back: small, private, and gone with everything else that was kept.

use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::model::{Finding, Readiness};
use crate::os::files::{self, FileError};
use crate::os::network_change::{self, DefaultRoute};
use crate::os::text;

const VERSION: u32 = 1;
const FILE: &str = "last-result.json";
/// A few findings.
const LIMIT_BYTES: u64 = 256 * 1024;
/// A result says what is only for so long, in seconds: then the house may be fuller, and the line with it.
pub const FRESH_S: f64 = 3600.0;

/// What is kept of a result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LastResult {
    /// Format of the file; a newer one is not read.
    pub version: u32,
    /// When it was measured, RFC 3339 with offset.
    pub measured_at: String,
    /// How it came out.
    pub readiness: Readiness,
    /// What was to be done first.
    #[serde(default)]
    pub first: Vec<Finding>,
    /// Tells whether the network is still the same, without saying which it was; `None`: there was none.
    #[serde(default)]
    pub network: Option<String>,
}

/// A kept result, as it is to be seen now.
#[derive(Debug, Clone, PartialEq)]
pub struct Earlier {
    /// The result.
    pub result: LastResult,
    /// How long ago it was measured when this was read, in seconds.
    pub age_s: f64,
    /// The computer is on the same network still.
    pub same_network: bool,
}

impl Earlier {
    /// True when the result still says what is, `later_s` seconds after it was read.
    #[must_use]
    pub fn is_fresh(&self, later_s: f64) -> bool {
        self.same_network && self.age_s + later_s <= FRESH_S
    }
}

impl LastResult {
    /// A result to be kept.
    #[must_use]
    pub fn new(measured_at: String, readiness: Readiness, first: Vec<Finding>) -> Self {
        Self { version: VERSION, measured_at, readiness, first, network: None }
    }
}

/// A word for this network. The moment goes into it, so that two results don't tell that they were measured in one place.
fn fingerprint(route: &DefaultRoute, measured_at: &str) -> Option<String> {
    let interface = route.interface.as_deref()?;
    let mut hash = Sha256::new();
    hash.update(format!("{measured_at}\n{interface}\n{:?}\n{:?}", route.gateways, route.own));
    Some(hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}

/// Keeps a result in this folder. Asks the system for the network: not for the window's thread.
///
/// # Errors
/// When the file can't be written.
pub fn save(folder: &Path, result: LastResult) -> Result<(), FileError> {
    save_on(folder, result, &network_change::snapshot())
}

fn save_on(folder: &Path, result: LastResult, route: &DefaultRoute) -> Result<(), FileError> {
    let network = fingerprint(route, &result.measured_at);
    let text = serde_json::to_string_pretty(&LastResult { network, ..result }).unwrap_or_default();
    files::create_folder(folder)?;
    files::write_atomic(&folder.join(FILE), text.as_bytes())
}

/// The kept result; `None` when there is none that can be understood. Not for the window's thread.
#[must_use]
pub fn read(folder: &Path) -> Option<Earlier> {
    read_on(folder, Timestamp::now(), &network_change::snapshot())
}

fn read_on(folder: &Path, now: Timestamp, route: &DefaultRoute) -> Option<Earlier> {
    let bytes = files::read_ordinary(&folder.join(FILE), LIMIT_BYTES).ok()?;
    let result: LastResult = serde_json::from_str(&text::decode(&bytes)?).ok()?;
    let measured: Timestamp = result.measured_at.parse().ok()?;
    // A clock that was put back makes no result younger than now.
    let age_s = now.duration_since(measured).as_secs_f64().max(0.0);
    let same_network = result.network.is_some() && result.network == fingerprint(route, &result.measured_at);
    (result.version <= VERSION).then_some(Earlier { result, age_s, same_network })
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: &str = "2026-11-28T10:49:00+01:00";

    fn result() -> LastResult {
        LastResult::new(AT.to_owned(), Readiness::Almost, Vec::new())
    }

    fn route(gateway: &str) -> DefaultRoute {
        let gateways = vec![gateway.parse().unwrap()];
        DefaultRoute { interface: Some("wlan0".to_owned()), gateways, own: Vec::new() }
    }

    fn later(seconds: i64) -> Timestamp {
        AT.parse::<Timestamp>().unwrap() + jiff::SignedDuration::from_secs(seconds)
    }

    #[test]
    fn it_is_fresh_for_an_hour_and_on_the_same_network() {
        let folder = tempfile::tempdir().unwrap();
        let (home, office, none) = (route("192.168.1.1"), route("10.0.0.1"), DefaultRoute::default());
        assert_eq!(read_on(folder.path(), later(0), &home), None);
        save_on(folder.path(), result(), &home).unwrap();
        let seen = |seconds, route| read_on(folder.path(), later(seconds), route).unwrap();
        assert!(seen(1800, &home).is_fresh(0.0) && seen(-60, &home).is_fresh(0.0));
        assert!(!seen(1800, &home).is_fresh(2000.0) && !seen(3601, &home).is_fresh(0.0));
        assert!(!seen(60, &office).is_fresh(0.0) && !seen(60, &none).is_fresh(0.0));
        assert_eq!(seen(60, &office).result.readiness, Readiness::Almost);
        save_on(folder.path(), result(), &none).unwrap();
        assert!(!seen(60, &none).is_fresh(0.0));
    }

    #[test]
    fn it_does_not_say_which_network_it_was() {
        let folder = tempfile::tempdir().unwrap();
        save_on(folder.path(), result(), &route("192.168.1.1")).unwrap();
        let text = std::fs::read_to_string(folder.path().join(FILE)).unwrap();
        assert!(!text.contains("192") && !text.contains("wlan0"), "{text}");
    }

    #[test]
    fn what_cannot_be_understood_is_no_result() {
        let folder = tempfile::tempdir().unwrap();
        for text in [
            "",
            "{",
            "{\"version\": 99, \"measured_at\": \"2026-11-28T10:49:00Z\", \"readiness\": \"ready\"}",
            "{\"version\": 1, \"measured_at\": \"soon\", \"readiness\": \"ready\"}",
        ] {
            std::fs::write(folder.path().join(FILE), text).unwrap();
            assert_eq!(read_on(folder.path(), later(0), &route("192.168.1.1")), None, "{text}");
        }
    }
}
