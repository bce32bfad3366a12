//! A link as people copy it: with brackets or a sentence around it, in capitals, without its beginning, or wrapped by a
//! mail program that looks where it goes.

use super::fault::Fault;
use super::{mail, tidy};
use crate::model::plan::ChannelKind;

/// Hosts of the services; what ends in one of them belongs to it. Used to tell links from names and to choose between
/// several links, never to trust one.
fn hosts(kind: ChannelKind) -> &'static [&'static str] {
    match kind {
        ChannelKind::Teams => &["teams.microsoft.com", "teams.live.com", "teams.cloud.microsoft", "teams.microsoft.us"],
        ChannelKind::Zoom => &["zoom.us", "zoom.com", "zoomgov.com"],
        ChannelKind::Meet => &["meet.google.com", "g.co"],
        ChannelKind::Webex => &["webex.com"],
        ChannelKind::WhatsApp => &["chat.whatsapp.com", "whatsapp.com", "wa.me"],
        ChannelKind::FaceTime => &["facetime.apple.com"],
        ChannelKind::Phone | ChannelKind::Email | ChannelKind::Other => &[],
    }
}

/// Words before the secret that goes with a link, in the languages of the invitations.
const SECRETS: [&str; 9] = [
    "meeting passcode",
    "passcode",
    "meeting password",
    "password",
    "toegangscode",
    "wachtwoord",
    "kenncode",
    "mot de passe",
    "code secret",
];

/// True when the text holds a link, with or without its beginning.
#[must_use]
pub fn is_link(kind: ChannelKind, text: &str) -> bool {
    let text = tidy::link(text);
    text.contains("://") || in_app(&text).is_some() || without_scheme(kind, tidy::unwrapped(&text)).is_some()
}

/// The link alone, with scheme and host in small letters; a passcode that stood beside it stays behind it.
///
/// # Errors
/// That it is no https link, or that there are several and none of them is the service's.
pub fn understand(kind: ChannelKind, text: &str) -> Result<String, Fault> {
    let text = tidy::link(text);
    if let Some(link) = in_app(&text) {
        return clean(&link);
    }
    let text = rejoined(&text);
    let found = all(&text);
    let mut clean_ones: Vec<String> = Vec::new();
    let mut fault = Fault::Link;
    for link in found {
        match clean(link) {
            Ok(link) if !clean_ones.contains(&link) => clean_ones.push(link),
            Ok(_) => {}
            Err(found) => fault = found,
        }
    }
    if clean_ones.is_empty() {
        clean_ones.extend(without_scheme(kind, tidy::unwrapped(&text)).map(|link| clean(&link)).transpose()?);
    }
    let own = clean_ones.iter().position(|l| belongs(kind, host_of(l)));
    let link = match (own, clean_ones.len()) {
        (Some(own), _) => clean_ones.swap_remove(own),
        (None, 1) => clean_ones.swap_remove(0),
        (None, 0) => return Err(fault),
        (None, _) => return Err(Fault::ManyLinks),
    };
    Ok(secret(&text).map_or(link.clone(), |secret| format!("{link} {secret}")))
}

/// Every `scheme://` in the text, to where it ends.
fn all(text: &str) -> Vec<&str> {
    let lower = text.to_ascii_lowercase();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = lower.get(from..).and_then(|rest| rest.find("http")).map(|at| from + at) {
        from = at + 4;
        let rest = text.get(at..).unwrap_or_default();
        if tidy::after(rest, "https://").or_else(|| tidy::after(rest, "http://")).is_none() {
            continue;
        }
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        if before.is_some_and(|c| c.is_alphanumeric() || "=/&?%".contains(c)) {
            // Inside another link.
            continue;
        }
        let end = rest.find(|c: char| c.is_whitespace() || "<>\"“”«»".contains(c)).unwrap_or(rest.len());
        from = at + end;
        found.push(ended(rest.get(..end).unwrap_or_default()));
    }
    found
}

/// Without what ends the sentence or closes the bracket that the link stands in.
fn ended(link: &str) -> &str {
    let mut link = link;
    loop {
        let before = link;
        link = link.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '…', '*', '|', '`']);
        for (open, close) in [('(', ')'), ('[', ']'), ('{', '}')] {
            // "[Join](https://...)" closes what was opened before it.
            if link.ends_with(close) && link.matches(close).count() > link.matches(open).count() {
                link = link.strip_suffix(close).unwrap_or(link);
            }
        }
        if link == before {
            return link;
        }
    }
}

/// A link that a mail program broke in two: its second half is one piece, looks like the rest of it, and nothing follows.
fn rejoined(text: &str) -> String {
    let mut pieces = text.split(' ');
    let (Some(first), Some(second), None) = (pieces.next(), pieces.next(), pieces.next()) else {
        return text.to_owned();
    };
    let rest = second.contains(['%', '=']) || second.matches('/').count() > 0 && !second.contains('.');
    let whole = first.starts_with('<') && !first.ends_with('>');
    if first.contains("://") && !second.contains("://") && (rest || whole) && secret(text).is_none() {
        format!("{first}{second}")
    } else {
        text.to_owned()
    }
}

/// A link with its host alone: `meet.google.com/abc`.
fn without_scheme(kind: ChannelKind, text: &str) -> Option<String> {
    let text = text.trim_start_matches("//");
    if text.contains([' ', '@']) || text.contains("://") {
        return None;
    }
    let (host, path) = text.split_at_checked(text.find(['/', '?', '#']).unwrap_or(text.len()))?;
    let host = tidy::signs(host);
    let named = mail::is_domain(host.split(':').next().unwrap_or_default());
    let sure = belongs(kind, &host.to_lowercase()) || tidy::after(&host, "www.").is_some() || path.len() > 1;
    (named && sure).then(|| format!("https://{host}{path}"))
}

/// What a program's own link stands for: the same meeting on the web.
fn in_app(text: &str) -> Option<String> {
    let text = tidy::unwrapped(text);
    let (scheme, rest) = text.split_once(':')?;
    let rest = rest.trim_start_matches('/');
    match scheme.to_ascii_lowercase().as_str() {
        "msteams" if rest.starts_with("l/") => Some(format!("https://teams.microsoft.com/{rest}")),
        "msteams" | "webex" | "webexteams" | "facetime" if rest.split('/').next().is_some_and(mail::is_domain) => {
            Some(format!("https://{rest}"))
        }
        "zoommtg" | "zoomus" => {
            let host = rest.split(['/', '?']).next().filter(|h| mail::is_domain(h))?;
            let number = tidy::parameter(rest, "confno")?;
            let secret = tidy::parameter(rest, "pwd").map_or_else(String::new, |p| format!("?pwd={p}"));
            Some(format!("https://{host}/j/{number}{secret}"))
        }
        _ => None,
    }
}

fn host_of(link: &str) -> &str {
    link.strip_prefix("https://").unwrap_or(link).split(['/', '?', '#', ':']).next().unwrap_or_default()
}

fn belongs(kind: ChannelKind, host: &str) -> bool {
    hosts(kind).iter().any(|own| host == *own || host.strip_suffix(own).is_some_and(|sub| sub.ends_with('.')))
}

/// One link: scheme and host in small letters, the rest as it is.
fn clean(link: &str) -> Result<String, Fault> {
    let rest = tidy::after(link, "https://").ok_or(Fault::Link)?;
    let split = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(split).ok_or(Fault::Link)?;
    let host = tidy::signs(host).to_lowercase();
    let (name, port) = host.split_once(':').unwrap_or((&host, ""));
    let number = |c: char| c.is_ascii_digit();
    // With a name and an @ before the host, a link only looks as if it went there.
    if !mail::is_domain(name.trim_end_matches('.')) && !is_address(name)
        || !port.chars().all(number)
        || path.contains('\\')
    {
        return Err(Fault::Link);
    }
    if let Some(inner) = wrapped(name, path) {
        return clean(&inner);
    }
    Ok(format!("https://{host}{path}"))
}

/// An IPv4 address: an office's own server may have no name.
fn is_address(name: &str) -> bool {
    name.parse::<std::net::Ipv4Addr>().is_ok()
}

/// The link inside one that a mail program or search page put around it.
fn wrapped(host: &str, path: &str) -> Option<String> {
    let inner = match host {
        _ if host.ends_with(".safelinks.protection.outlook.com") => tidy::parameter(path, "url"),
        "www.google.com" if path.starts_with("/url?") => {
            tidy::parameter(path, "q").or_else(|| tidy::parameter(path, "url"))
        }
        "urldefense.com" => {
            let rest = path.strip_prefix("/v3/__")?;
            rest.split_once("__;").map(|(link, _)| link.to_owned())
        }
        _ => None,
    };
    inner.filter(|link| tidy::after(link, "https://").is_some())
}

/// A passcode that stands beside the link: without it the link may not be enough.
fn secret(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    for word in SECRETS {
        let Some(at) = lower.find(word) else { continue };
        let label = text.get(at..at + word.len())?;
        let rest = text.get(at + word.len()..)?.trim_start_matches([':', '=', ' ']);
        let code = rest.split(' ').next().map(|c| c.trim_end_matches([',', ';', '.', ')']));
        return code.filter(|c| !c.is_empty() && !c.contains("://")).map(|code| format!("{label}: {code}"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checklist::fault::assert_kept;

    #[track_caller]
    fn kept(kind: ChannelKind, typed: &str, clean: &str) {
        assert_kept(|text| understand(kind, text), typed, clean);
    }

    #[test]
    fn links_as_they_are_copied() {
        let meet = "https://meet.google.com/abc-defg-hij";
        for typed in [
            meet,
            "HTTPS://MEET.GOOGLE.COM/abc-defg-hij",
            "Https://Meet.Google.com/abc-defg-hij",
            "<https://meet.google.com/abc-defg-hij>",
            "\u{200b}https://meet.google.com/\u{2060}abc-defg-hij\u{feff}",
            "“https://meet.google.com/abc-defg-hij”.",
            "(https://meet.google.com/abc-defg-hij)",
            "[Doe mee](https://meet.google.com/abc-defg-hij).",
            "meet.google.com/abc-defg-hij",
            "<meet.google.com/abc-defg-hij>",
            "MEET.google.com/abc-defg-hij",
            "Klik op https://meet.google.com/abc-defg-hij om mee te doen.",
            "Video call link: https://meet.google.com/abc-defg-hij, or dial +31 20 123 4567",
            "https://www.google.com/url?q=https%3A%2F%2Fmeet.google.com%2Fabc-defg-hij&sa=D",
            "https://urldefense.com/v3/__https://meet.google.com/abc-defg-hij__;!!x$",
        ] {
            kept(ChannelKind::Meet, typed, meet);
        }
        kept(ChannelKind::Zoom, "<https://zoom.us/j/812345>", "https://zoom.us/j/812345");
        kept(
            ChannelKind::Zoom,
            "zoommtg://us02web.zoom.us/join?action=join&confno=812345&pwd=aB1",
            "https://us02web.zoom.us/j/812345?pwd=aB1",
        );
        kept(
            ChannelKind::Teams,
            "msteams:/l/meetup-join/19%3ameeting_x/0",
            "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x/0",
        );
        kept(ChannelKind::Webex, "www.example.webex.com/meet/sanne", "https://www.example.webex.com/meet/sanne");
        kept(
            ChannelKind::Teams,
            "https://bel.example.nl:8443/kamer(1)?a=b#c",
            "https://bel.example.nl:8443/kamer(1)?a=b#c",
        );
        kept(ChannelKind::Zoom, "https://bücher.example/j/1", "https://bücher.example/j/1");
    }

    #[test]
    fn long_ones_and_those_in_an_invitation() {
        let long = format!(
            "https://teams.microsoft.com/l/meetup-join/19%3ameeting_{}%40thread.v2/0?context=%7b%22Tid%22%3a%22x%22%7d",
            "a".repeat(160)
        );
        kept(ChannelKind::Teams, &long, &long);
        let safe = format!(
            "https://eur01.safelinks.protection.outlook.com/ap/t-59584e83/?url={}&data=05%7C02",
            "https%3A%2F%2Fteams.microsoft.com%2Fl%2Fmeetup-join%2F19%253ameeting_x%2F0"
        );
        kept(ChannelKind::Teams, &safe, "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x/0");
        let invitation = format!(
            "Microsoft Teams Need help?<https://aka.ms/JoinTeamsMeeting?omkt=nl-NL> Join the meeting now<{long}> Meeting ID: 312 345 Passcode: Ab3xYz Meeting options<https://teams.microsoft.com/meetingOptions/?x=1>"
        );
        kept(ChannelKind::Teams, &invitation, &format!("{long} Passcode: Ab3xYz"));
        kept(ChannelKind::Teams, &invitation.replace(' ', "\r\n"), &format!("{long} Passcode: Ab3xYz"));
        let broken = long.replacen("%40", "%40 ", 1);
        kept(ChannelKind::Teams, &broken, &long);
        kept(
            ChannelKind::Zoom,
            "https://zoom.us/j/812345 Wachtwoord: 12/ab",
            "https://zoom.us/j/812345 Wachtwoord: 12/ab",
        );
    }

    #[test]
    fn what_is_no_link() {
        for bad in [
            "http://meet.google.com/abc",
            "https://zoom.us@evil.example/",
            "https://",
            "https:// zoom.us",
            "https://zoom",
            "ftp://zoom.us/j/1",
            "javascript://zoom.us/%0aalert(1)",
            "https://zoom.us\\@evil.example/",
            "file:///etc/passwd",
        ] {
            assert_eq!(understand(ChannelKind::Zoom, bad), Err(Fault::Link), "{bad}");
        }
        assert_eq!(understand(ChannelKind::Zoom, "https://a.example/1 https://b.example/2"), Err(Fault::ManyLinks));
        kept(ChannelKind::Zoom, "https://a.example/1 https://zoom.us/j/2", "https://zoom.us/j/2");
    }

    #[test]
    fn names_are_no_links() {
        for name in ["sanne.devries", "Sanne de Vries", "812 3456 7890", "s@example.nl", "sanne@zoom.us/x"] {
            assert!(!is_link(ChannelKind::Zoom, name), "{name}");
        }
        assert!(is_link(ChannelKind::Zoom, "zoom.us/j/1") && is_link(ChannelKind::Zoom, "HTTPS://x"));
    }
}
