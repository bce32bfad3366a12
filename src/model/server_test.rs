//! Which own server a person chose, and what came of trying it out.

use std::path::PathBuf;

use super::check::Unknown;
use super::token::Secret;

/// The server that a person chose, with what opens it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ServerChoice {
    /// `public`, `local`, `none` or `[tls://]HOST[:PORT]`; `None`: public.
    pub server: Option<String>,
    /// The access code as it was pasted; it comes before the file's.
    pub token: Option<Secret>,
    /// File with the access code.
    pub token_file: Option<PathBuf>,
    /// File with certificates that an encrypted server may show.
    pub tls_ca_file: Option<PathBuf>,
}

/// What is known of a server that was tried out.
#[derive(Debug, Clone, PartialEq)]
pub struct ServerTest {
    /// Which.
    pub of: ServerChoice,
    /// How far it is.
    pub state: ServerTestState,
}

/// How far trying out a server is.
#[derive(Debug, Clone, PartialEq)]
pub enum ServerTestState {
    /// Under way, for two seconds or so.
    Running,
    /// It answers and would measure.
    Answers(ServerReply),
    /// It would not: why, with a finding of its own (`network.refused`, `network.wrong_token` ...).
    Fails(Unknown),
}

/// A server that answered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ServerReply {
    /// The fastest round trip, in ms.
    pub rtt_ms: f64,
    /// Datagrams pass: it counts what gets lost, both ways.
    pub counts_loss: bool,
    /// It runs on this very computer and says nothing of the line.
    pub this_computer: bool,
}
