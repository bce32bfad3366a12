//! The JSON schemas of both documents (draft 2020-12), derived from the types. `assets/schema/` holds copies.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

use super::{CheckReport, SharedReport};

/// The schema of `check --json`.
#[must_use]
pub fn check_report() -> Schema {
    of::<CheckReport>()
}

/// The schema of the shared report.
#[must_use]
pub fn shared_report() -> Schema {
    of::<SharedReport>()
}

fn of<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}
