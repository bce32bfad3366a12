//! Findings: what is worth telling, each with a stable id, its evidence and its advice. Texts are found by id.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Outcome;

/// Declares an enum of stable ids with `ALL`, `as_str`, parsing and serde by that string.
macro_rules! stable_ids {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $id:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $id)] $variant,)+ }
        impl $name {
            /// Every id, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// The stable name.
            #[must_use]
            pub fn as_str(self) -> &'static str { match self { $(Self::$variant => $id,)+ } }
            /// The id of this name, if there is one.
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> { match name { $($id => Some(Self::$variant),)+ _ => None } }
        }
    };
}

mod advice;
mod id;

pub use advice::Advice;
pub use id::FindingId;

/// A value of the evidence: a number in the unit that its key names, or a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Evidence {
    /// A finite number.
    Number(f64),
    /// A name (program, host, device) or a stable word.
    Text(String),
}

/// One thing worth telling.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// What.
    pub id: FindingId,
    /// Good stands for information: it never lowers a check.
    #[serde(with = "info_outcome")]
    #[schemars(with = "FindingOutcome")]
    pub outcome: Outcome,
    /// Figures and names behind it; the keys stand at the id.
    pub evidence: BTreeMap<String, Evidence>,
    /// What helps, best first.
    pub advice: Vec<Advice>,
}

impl Finding {
    /// A finding without evidence and advice.
    #[must_use]
    pub fn new(id: FindingId, outcome: Outcome) -> Self {
        Self { id, outcome, evidence: BTreeMap::new(), advice: Vec::new() }
    }

    /// Adds a number. A value that is not finite is left out: no NaN ever leaves the program.
    #[must_use]
    pub fn number(mut self, key: &str, value: f64) -> Self {
        if value.is_finite() {
            self.evidence.insert(key.to_owned(), Evidence::Number(value));
        }
        self
    }

    /// Adds a text.
    #[must_use]
    pub fn text(mut self, key: &str, value: impl Into<String>) -> Self {
        self.evidence.insert(key.to_owned(), Evidence::Text(value.into()));
        self
    }

    /// Adds advice, best first.
    #[must_use]
    pub fn advise(mut self, advice: &[Advice]) -> Self {
        self.advice.extend_from_slice(advice);
        self
    }

    /// A number of the evidence.
    #[must_use]
    pub fn get_number(&self, key: &str) -> Option<f64> {
        match self.evidence.get(key) {
            Some(Evidence::Number(n)) => Some(*n),
            _ => None,
        }
    }

    /// A text of the evidence.
    #[must_use]
    pub fn get_text(&self, key: &str) -> Option<&str> {
        match self.evidence.get(key) {
            Some(Evidence::Text(t)) => Some(t),
            _ => None,
        }
    }
}

/// Only for the schema: a finding's outcome calls `good` `info`.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "describes the JSON, is never made")]
enum FindingOutcome {
    Info,
    WatchOut,
    Problem,
    NotMeasured,
}

/// A finding writes `info` where a check writes `good`.
mod info_outcome {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::model::Outcome;

    pub fn serialize<S: Serializer>(outcome: &Outcome, s: S) -> Result<S::Ok, S::Error> {
        match outcome {
            Outcome::Good => s.serialize_str("info"),
            other => other.serialize(s),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Outcome, D::Error> {
        let word = String::deserialize(d)?;
        match word.as_str() {
            "info" | "good" => Ok(Outcome::Good),
            "watch_out" => Ok(Outcome::WatchOut),
            "problem" => Ok(Outcome::Problem),
            "not_measured" => Ok(Outcome::NotMeasured),
            other => Err(serde::de::Error::unknown_variant(other, &["info", "watch_out", "problem", "not_measured"])),
        }
    }
}
