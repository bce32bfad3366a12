//! The far end as it stands in the settings or was typed: what has to be read from files, and which hosts it means.

use std::path::Path;

use crate::model::run::HostContact;
use crate::model::{CredentialFault, FarEnd, PublicServer, ServerAddress, ServerChoice, Target};
use crate::os::{files, text};
use crate::probe::network::servers;
use crate::probe::network::way::{operators, portal};
use crate::server::protocol::DEFAULT_PORT;
use crate::server::tls;

/// A token is a line of text, no more than this.
const TOKEN_BYTES: u64 = 4096;
/// A chain of certificates.
const PEM_BYTES: u64 = 256 * 1024;
/// A list of hosts.
const LIST_BYTES: u64 = 64 * 1024;

/// The hosts that a network check against this target contacts, or may contact, with what for: to be named beforehand. `public`:
/// hosts of the person's own list, beside which nobody else is asked; none: those that come with the program.
#[must_use]
pub fn hosts(target: &Target, public: &[PublicServer]) -> Vec<HostContact> {
    let contact = |host: String, purpose: &str| HostContact { host, purpose: purpose.to_owned() };
    let measured = |list: &[PublicServer]| {
        list.iter().flat_map(PublicServer::hosts).map(|host| contact(host, "measurement")).collect::<Vec<_>>()
    };
    match target {
        Target::Host(typed) => {
            let address = ServerAddress::parse(typed);
            let host = address.map_or_else(|_| typed.clone(), |a| a.with_port(DEFAULT_PORT));
            vec![contact(host, "measurement")]
        }
        Target::Public if !public.is_empty() => measured(public),
        Target::Public => {
            let measured = measured(&servers::built_in().unwrap_or_default());
            let asked = operators::built_in().unwrap_or_default().into_iter().map(|s| contact(s.host, "stun"));
            let pages = portal::built_in().unwrap_or_default();
            let pages = pages.iter().map(|page| contact(page.host().to_owned(), "sign_in_page"));
            measured.into_iter().chain(asked).chain(pages).collect()
        }
        Target::Local | Target::None => Vec::new(),
    }
}

/// The public hosts of a list of one's own.
///
/// # Errors
/// When it can't be read, or is no such list.
pub fn read_hosts(file: &Path) -> Result<Vec<PublicServer>, String> {
    let bytes = files::read_ordinary(file, LIST_BYTES).map_err(|e| e.to_string())?;
    let list = text::decode(&bytes).ok_or_else(|| format!("{}: not a text", file.display()))?;
    servers::parse(&list).map_err(|e| e.to_string())
}

/// What stands in a file with an access code, whatever editor saved it.
///
/// # Errors
/// When it can't be read, or is no text.
pub fn read_token(file: &Path) -> Result<String, String> {
    let bytes = files::read_ordinary(file, TOKEN_BYTES).map_err(|e| e.to_string())?;
    text::decode(&bytes).ok_or_else(|| format!("{}: not a text", file.display()))
}

/// Where a choice leads, and what opens it. A token or certificates that can't be read are left out: the server refuses then,
/// or is not trusted, and the check says why.
#[must_use]
pub fn read(choice: &ServerChoice) -> FarEnd {
    let target = Target::of_word(choice.server.as_deref().unwrap_or_default());
    let pasted = choice.token.as_ref().map(|secret| secret.0.clone()).filter(|typed| !typed.trim().is_empty());
    let in_file = choice.token_file.as_deref().filter(|_| pasted.is_none()).map(read_token);
    // Public hosts ask for no code.
    let asked = matches!(target, Target::Host(_));
    let no_code = (asked && matches!(in_file, Some(Err(_)))).then_some(CredentialFault::CodeFileMissing);
    let token = pasted.or_else(|| in_file.and_then(Result::ok));
    let given = choice.tls_ca_file.as_deref().filter(|_| target.is_encrypted()).map(certificates);
    let (trusted, no_certificate) = match given {
        Some(Ok(trusted)) => (trusted, None),
        Some(Err(fault)) => (Vec::new(), Some(fault)),
        None => (Vec::new(), None),
    };
    let token = token.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    // The certificate comes before the code.
    FarEnd { target, token, trusted, public: Vec::new(), fault: no_certificate.or(no_code) }
}

fn certificates(file: &Path) -> Result<Vec<Vec<u8>>, CredentialFault> {
    let pem = files::read_ordinary(file, PEM_BYTES).map_err(|_| CredentialFault::CertificateMissing)?;
    tls::trusted(&pem).map_err(|_| CredentialFault::CertificateUnusable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_file_is_kept_until_it_matters() {
        use CredentialFault as F;
        let folder = tempfile::tempdir().unwrap();
        let (key, gone) = (folder.path().join("key.pem"), folder.path().join("gone.pem"));
        std::fs::write(&key, include_str!("../../tests/data/tls/server.key")).unwrap();
        let of = |server: &str, certificate: Option<&Path>, code: Option<&Path>| {
            let own = |path: Option<&Path>| path.map(Path::to_owned);
            let (tls_ca_file, token_file) = (own(certificate), own(code));
            read(&ServerChoice { server: Some(server.to_owned()), tls_ca_file, token_file, token: None }).fault
        };
        assert_eq!(of("tls://host.example", Some(&key), None), Some(F::CertificateUnusable));
        assert_eq!(of("tls://host.example", Some(&gone), Some(&gone)), Some(F::CertificateMissing));
        assert_eq!(of("tls://host.example", Some(folder.path()), None), Some(F::CertificateMissing));
        assert_eq!(of("host.example", Some(&gone), None), None);
        assert_eq!(of("host.example", None, Some(&gone)), Some(F::CodeFileMissing));
        assert_eq!(of("host.example", None, None), None);
        assert_eq!(of("public", Some(&gone), Some(&gone)), None);
    }

    #[test]
    fn every_host_is_named_beforehand() {
        let public = hosts(&Target::Public, &[]);
        let purposes = ["measurement", "stun", "sign_in_page"];
        assert!(purposes.iter().all(|what| public.iter().any(|h| h.purpose == *what)), "{public:?}");
        let measured = |host: &str| HostContact { host: host.into(), purpose: "measurement".into() };
        assert_eq!(hosts(&Target::of_word(" host.example:9 "), &[]), [measured("host.example:9")]);
        assert!(hosts(&Target::Local, &[]).is_empty());
        let list = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(
            list.path(),
            include_str!("../../assets/measurement_servers.toml").replace("cloudflare.com", "example"),
        )
        .unwrap();
        let ours = read_hosts(list.path()).unwrap();
        assert_eq!(hosts(&Target::Public, &ours), ["h3.speed.example", "speed.example"].map(measured));
    }
}
