//! The scenarios that the program carries.

use super::error::ScenarioError;

/// Embedded scenarios: name and source.
const SOURCES: &[(&str, &str)] = &[
    ("ready", include_str!("../../../assets/scenarios/ready.toml")),
    ("almost", include_str!("../../../assets/scenarios/almost.toml")),
    ("fix-first", include_str!("../../../assets/scenarios/fix-first.toml")),
    ("cannot-say", include_str!("../../../assets/scenarios/cannot-say.toml")),
    ("checking", include_str!("../../../assets/scenarios/checking.toml")),
    ("drop-out", include_str!("../../../assets/scenarios/drop-out.toml")),
    ("spots", include_str!("../../../assets/scenarios/spots.toml")),
    ("offline", include_str!("../../../assets/scenarios/offline.toml")),
    ("local", include_str!("../../../assets/scenarios/local.toml")),
    ("public", include_str!("../../../assets/scenarios/public.toml")),
    ("public-call", include_str!("../../../assets/scenarios/public-call.toml")),
    ("no-devices", include_str!("../../../assets/scenarios/no-devices.toml")),
    ("no-permission", include_str!("../../../assets/scenarios/no-permission.toml")),
    ("in-use", include_str!("../../../assets/scenarios/in-use.toml")),
    ("unplugged", include_str!("../../../assets/scenarios/unplugged.toml")),
    ("covered", include_str!("../../../assets/scenarios/covered.toml")),
    ("nothing-to-see", include_str!("../../../assets/scenarios/nothing-to-see.toml")),
    ("frozen", include_str!("../../../assets/scenarios/frozen.toml")),
    ("silent", include_str!("../../../assets/scenarios/silent.toml")),
    ("clipping", include_str!("../../../assets/scenarios/clipping.toml")),
    ("busy-computer", include_str!("../../../assets/scenarios/busy-computer.toml")),
    ("guides", include_str!("../../../assets/scenarios/guides.toml")),
    ("void", include_str!("../../../assets/scenarios/void.toml")),
];

/// The names of all scenarios.
#[must_use]
pub fn names() -> Vec<&'static str> {
    SOURCES.iter().map(|(name, _)| *name).collect()
}

pub(super) fn source(name: &str) -> Result<&'static str, ScenarioError> {
    let found = SOURCES.iter().find(|(n, _)| *n == name);
    found.map(|(_, text)| *text).ok_or_else(|| ScenarioError::Unknown(name.to_owned()))
}
