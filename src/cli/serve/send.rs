//! What to send to whoever is going to measure, in plain words.

use std::net::{IpAddr, SocketAddr};
use std::path::Path;

use crate::i18n::Texts;

/// Addresses of this computer that are named at most.
const NAMED: usize = 3;

/// The lines; `certificate`: the file of the server's certificate, where it speaks TLS; `token_file`: where the token is kept.
pub fn lines(
    listening: &[SocketAddr],
    certificate: Option<&Path>,
    token_file: Option<&Path>,
    texts: &Texts,
) -> Vec<String> {
    let encrypted = certificate.is_some();
    let reachable = reachable(listening, &crate::os::net::own_addresses());
    let Some(first) = reachable.first() else { return vec![texts.cli_serve_only_here()] };
    let scheme = if encrypted { "tls://" } else { "" };
    let mut lines = vec![texts.cli_serve_send()];
    for address in &reachable {
        lines.push(texts.cli_serve_send_address(format!("{scheme}{address}")));
    }
    lines.push(if encrypted { texts.cli_serve_send_name_tls() } else { texts.cli_serve_send_name() });
    if let Some(file) = token_file {
        lines.push(texts.cli_serve_send_token(file.display().to_string()));
    }
    if let Some(file) = certificate {
        lines.push(texts.cli_serve_send_certificate(file.display().to_string()));
    }
    let (settings, own) = (texts.header_settings(), texts.server_own());
    lines.push(if token_file.is_some() {
        texts.cli_serve_send_window_token(own, settings)
    } else {
        texts.cli_serve_send_window(own, settings)
    });
    let token = token_file.map_or(String::new(), |_| format!(" --token-file {}", texts.cli_word_file()));
    lines.push(texts.cli_serve_send_terminal(format!("greenroom check --server {scheme}{first}{token}")));
    lines.push(texts.cli_serve_send_ports(first.port().to_string()));
    if reachable.iter().all(|address| is_of_a_home(address.ip())) {
        lines.push(texts.cli_serve_send_inside());
    }
    lines
}

/// True for an address that has no meaning outside its own network (RFC 1918, RFC 4193).
fn is_of_a_home(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(v4) => v4.is_private() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

/// Where others reach the server: an address for all stands for those of this computer, of its kind.
fn reachable(listening: &[SocketAddr], own: &[IpAddr]) -> Vec<SocketAddr> {
    let near = |ip: &IpAddr| match ip {
        IpAddr::V4(v4) => v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_unicast_link_local(),
    };
    let mut all = Vec::new();
    for address in listening.iter().filter(|a| !a.ip().to_canonical().is_loopback()) {
        if address.ip().is_unspecified() {
            let kind = own.iter().filter(|ip| ip.is_ipv4() == address.is_ipv4() && !near(ip));
            all.extend(kind.take(NAMED).map(|ip| SocketAddr::new(*ip, address.port())));
        } else {
            all.push(*address);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    #[test]
    fn all_addresses_stand_for_those_of_this_computer() {
        let own: Vec<IpAddr> =
            ["169.254.1.1", "192.0.2.7", "198.51.100.7", "fe80::1", "2001:db8::7"].map(|a| a.parse().unwrap()).into();
        let of = |listening: &[&str]| {
            let listening: Vec<_> = listening.iter().map(|a| a.parse().unwrap()).collect();
            reachable(&listening, &own).iter().map(SocketAddr::to_string).collect::<Vec<_>>()
        };
        assert_eq!(of(&["0.0.0.0:7443"]), ["192.0.2.7:7443", "198.51.100.7:7443"]);
        assert_eq!(of(&["[::]:7443", "127.0.0.1:1"]), ["[2001:db8::7]:7443"]);
        assert_eq!(of(&["203.0.113.5:1"]), ["203.0.113.5:1"]);
        assert!(of(&["127.0.0.1:1", "[::1]:1"]).is_empty());
    }

    #[test]
    fn it_says_address_code_command_and_what_to_press() {
        for language in Language::ALL {
            let texts = Texts::new(language);
            let listening = ["203.0.113.5:7443".parse().unwrap()];
            let told =
                lines(&listening, Some(Path::new("/home/x/cert.pem")), Some(Path::new("/home/x/code.txt")), &texts)
                    .join("\n");
            for part in [
                "tls://203.0.113.5:7443",
                "/home/x/code.txt",
                &format!("greenroom check --server tls://203.0.113.5:7443 --token-file {}", texts.cli_word_file()),
                &texts.header_settings(),
                &texts.server_own(),
            ] {
                assert!(told.contains(part), "{part} in {told}");
            }
            let open = lines(&listening, None, None, &texts).join("\n");
            assert!(!open.contains("tls://2") && !open.contains("--token-file"), "{open}");
            assert_eq!(lines(&["127.0.0.1:1".parse().unwrap()], None, None, &texts).len(), 1);
        }
    }
}
