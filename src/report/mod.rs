//! What is written down of a run: the whole result for its owner, and a smaller page that may leave the computer.
//!
//! | file | what |
//! |---|---|
//! | [`result`] | the document of `check --json`: whole and local |
//! | `text`, `figures` | the table in a terminal |
//! | [`mod@shared`] | what may be handed to somebody else: a type of its own, so that nothing slips in |
//! | `filled`, `leaves` | how it is filled; which findings may stand in it |
//! | [`sentence`] | the verdict and the sentence below it |
//! | `html`, `plain` | the shared report as a page and as a message |
//! | [`mod@page`] | the page in pieces, for the window |
//! | `moment` | the moment of a result |
//! | `rows`, `words` | what page and message have in common |
//! | [`watch`] | what the quiet watch came to, in words |
//! | [`schema`] | the JSON schemas of both documents |

mod figures;
mod filled;
mod html;
mod leaves;
mod moment;
pub mod page;
mod plain;
pub mod result;
mod rows;
pub mod schema;
pub mod sentence;
pub mod shared;
mod text;
pub mod watch;
mod words;

pub use crate::assess::{concluded, unmeasured};
pub use filled::shared;
pub use html::html;
pub use leaves::may_be_shared;
pub use moment::measured_at;
pub use page::page;
pub use plain::shared_text;
pub use result::{CheckReport, result_json};
pub use rows::reached;
pub use shared::{Own, SharedReport, Ticks, shared_json};
pub use text::text;

/// Letters of a candidate's name that stand in a file's name at most.
const NAME_LETTERS: usize = 40;

/// Name of the file for a report of what was measured then (RFC 3339): `greenroom-YYYYMMDD-HHMM.html`, with the candidate's
/// name before the date where it is told: `greenroom-noor-de-wit-YYYYMMDD-HHMM.html`.
#[must_use]
pub fn file_name(measured_at: &str, name: Option<&str>) -> String {
    // Letters and digits alone: nothing that a system takes for a folder or an ending.
    let words = name.unwrap_or_default().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let name: String = words.map(str::to_lowercase).collect::<Vec<_>>().join("-").chars().take(NAME_LETTERS).collect();
    let name = name.trim_end_matches('-');
    let who = if name.is_empty() { String::new() } else { format!("{name}-") };
    match words::local_time(measured_at) {
        Some(t) => format!("greenroom-{who}{}{}{}-{}{}.html", t.year, t.month, t.day, t.hour, t.minute),
        None => format!("greenroom-{who}report.html"),
    }
}
