//! The list of public servers of STUN, one of each operator.

use serde::Deserialize;

/// A public server of STUN.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StunServer {
    /// The operator.
    pub name: String,
    /// Name or address, and UDP port.
    pub host: String,
}

/// The list cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("reading the list of STUN servers: {0}")]
pub struct ListError(#[from] toml::de::Error);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    server: Vec<StunServer>,
}

impl StunServer {
    /// Name or address, and port; `None` when there is no port.
    #[must_use]
    pub fn place(&self) -> Option<(&str, u16)> {
        let (name, port) = self.host.rsplit_once(':')?;
        Some((name.trim_matches(['[', ']']), port.parse().ok()?))
    }
}

/// Reads a list.
///
/// # Errors
/// When the text is no such list.
pub fn parse(text: &str) -> Result<Vec<StunServer>, ListError> {
    Ok(toml::from_str::<List>(text)?.server)
}

/// The list that comes with the program.
///
/// # Errors
/// Never, as long as the tests pass.
pub fn built_in() -> Result<Vec<StunServer>, ListError> {
    parse(include_str!("../../../../assets/stun_servers.toml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_list_has_several_operators() {
        let list = built_in().unwrap();
        let operators: std::collections::BTreeSet<_> = list.iter().map(|s| s.name.as_str()).collect();
        assert!(operators.len() >= 2 && operators.len() == list.len(), "{list:?}");
        assert!(list.iter().all(|s| s.place().is_some_and(|(name, port)| name.contains('.') && port > 0)), "{list:?}");
    }

    #[test]
    fn places_and_damaged_lists() {
        let at =
            |host: &str| StunServer { name: "x".into(), host: host.into() }.place().map(|(n, p)| (n.to_owned(), p));
        assert_eq!(at("[::1]:3478"), Some(("::1".into(), 3478)));
        assert_eq!(at("127.0.0.1:9"), Some(("127.0.0.1".into(), 9)));
        assert_eq!((at("stun.example"), at("stun.example:99999")), (None, None));
        assert!(parse("[[server]]\nname = 1").is_err() && parse("nonsense").is_err());
    }
}
