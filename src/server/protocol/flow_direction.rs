//! Which way a flow of a load runs.

use serde::{Deserialize, Serialize};

/// Which way a load flow goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlowDirection {
    /// Client to server.
    Up,
    /// Server to client.
    Down,
}
