//! The connection in figures: the ladder of levels, both directions, the raw figures.

use crate::i18n::{Language, Texts, number};
use crate::model::observation::{
    Direction, DirectionObservation, InterfaceKind, LevelTried, NetworkObservation, UdpState, WifiObservation,
};
use crate::model::{Level, LevelOutcome, Snapshot};

/// One row of the ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
    /// The level's name.
    pub name: String,
    /// "your call", on the level that the call needs.
    pub mine: Option<String>,
    /// How it came out, in words.
    pub words: String,
    /// How it looks.
    pub look: RungLook,
    /// It is the result of an earlier measurement, shown until there is a new one.
    pub earlier: bool,
}

/// How a row of the ladder looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RungLook {
    /// It holds.
    Holds,
    /// At risk, at or below what the call needs.
    AtRisk,
    /// No, at or below what the call needs.
    No,
    /// Above what the call needs, and it would not hold: never alarming.
    NotNeeded,
    /// Too little evidence.
    Unknown,
    /// Being tried.
    Trying,
    /// Not judged yet.
    NotYet,
}

/// The ladder, best level on top; empty while nothing was judged.
#[must_use]
pub fn ladder(state: &Snapshot, texts: &Texts) -> Vec<Rung> {
    let need = state.requirement.need;
    let mut levels: Vec<_> = state.assessment.levels.iter().collect();
    levels.sort_by_key(|l| std::cmp::Reverse(l.id));
    levels
        .into_iter()
        .map(|level| {
            let above = level.id > need;
            let look = match level.outcome {
                LevelOutcome::Holds => RungLook::Holds,
                LevelOutcome::AtRisk | LevelOutcome::No if above => RungLook::NotNeeded,
                LevelOutcome::AtRisk => RungLook::AtRisk,
                LevelOutcome::No => RungLook::No,
                LevelOutcome::NotEnoughEvidence => RungLook::Unknown,
            };
            let words = texts.level_outcome(level.id, level.outcome, need);
            let mine = (level.id == need).then(|| texts.level_mine());
            Rung { name: level_name(texts, level.id), mine, words, look, earlier: false }
        })
        .collect()
}

/// The name of a level.
#[must_use]
pub fn level_name(texts: &Texts, level: Level) -> String {
    match level {
        Level::Audio => texts.level_audio(),
        Level::P360 => texts.level_360p(),
        Level::P720 => texts.level_720p(),
        Level::P1080 => texts.level_1080p(),
        Level::Share => texts.level_share(),
    }
}

/// One direction in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// "You to them".
    pub name: String,
    /// True for the way out.
    pub up: bool,
    /// "3.1", in Mbit/s; `None`: not measured.
    pub rate: Option<String>,
    /// "at least", when the rate is a lower bound.
    pub at_least: bool,
    /// "1.3% lost", with the interval apart.
    pub loss: Option<(String, String)>,
    /// "longest gap 0.2 s".
    pub gap: Option<String>,
    /// What is said where there is no rate.
    pub no_rate: String,
    /// What is said where there is no loss.
    pub no_loss: String,
}

/// Both directions, out first; empty before anything was seen.
#[must_use]
pub fn ways(state: &Snapshot, texts: &Texts) -> Vec<Way> {
    let Some(network) = &state.observations.network else { return Vec::new() };
    [(Direction::Up, &network.up), (Direction::Down, &network.down)]
        .into_iter()
        .map(|(direction, seen)| way(texts, direction, seen, interval(state, direction)))
        .collect()
}

fn interval(state: &Snapshot, direction: Direction) -> Option<[f64; 2]> {
    let figures = &state.assessment.network;
    if direction == Direction::Up { figures.loss_up_ci95 } else { figures.loss_down_ci95 }
}

fn way(texts: &Texts, direction: Direction, seen: &DirectionObservation, interval: Option<[f64; 2]>) -> Way {
    let language = texts.language();
    let loss = seen.loss_ratio.map(|ratio| {
        let interval = interval.map_or(String::new(), |[low, high]| {
            let (low, high) = (number::percent(language, low), number::percent(language, high));
            format!("({}–{high})", low.trim_end_matches('%'))
        });
        (texts.internet_lost(number::percent(language, ratio)), interval)
    });
    let up = direction == Direction::Up;
    Way {
        name: if up { texts.internet_up() } else { texts.internet_down() },
        up,
        rate: seen.goodput_mbps.p50.map(|m| number::mbps(language, m)),
        at_least: seen.at_least,
        loss,
        gap: seen.longest_gap_ms.map(|ms| texts.internet_longest_gap(number::seconds(language, ms))),
        no_rate: texts.internet_rate_unknown(),
        no_loss: texts.internet_loss_unknown(),
    }
}

/// The raw figures for a helper: name and value, in order.
#[must_use]
pub fn technical(state: &Snapshot, texts: &Texts) -> Vec<(String, String)> {
    let Some(n) = &state.observations.network else { return hosts(state, texts) };
    let l = texts.language();
    let mut rows = vec![(texts.tech_server(), n.server.host.clone()), (texts.tech_udp(), udp(texts, n.udp))];
    if let Some(path) = &n.path {
        let kind = match path.interface_kind {
            InterfaceKind::Wired => texts.tech_wired(),
            InterfaceKind::Wifi => texts.tech_wifi(),
            InterfaceKind::Cellular => texts.tech_cellular(),
            InterfaceKind::Loopback => texts.tech_loopback(),
            InterfaceKind::Other => texts.tech_other(),
        };
        let version = path.ip_version.map_or(String::new(), |v| format!(", IPv{v}"));
        let vpn = if path.vpn { ", VPN" } else { "" };
        rows.push((texts.tech_path(), format!("{kind}{version}{vpn}")));
    }
    let ms = |v: Option<f64>| v.map_or("–".to_owned(), |v| number::decimal(l, v, 1));
    let r = &n.rtt_ms;
    rows.push((texts.tech_rtt(), [r.min, r.p50, r.p95, r.p99, r.max].map(ms).join(" / ")));
    if let Some(took) = n.way.name_lookup_ms {
        rows.push((texts.tech_name_lookup(), format!("{} ms", number::decimal(l, took, 0))));
    }
    if let Some(proxy) = n.way.proxy {
        rows.push((texts.tech_proxy(), if proxy { texts.tech_yes() } else { texts.tech_no() }));
    }
    if let Some(families) = &n.way.families {
        let took = [families.ipv4, families.ipv6].map(|family| ms(family.connect_ms));
        rows.push((texts.tech_families(), took.join(" / ")));
    }
    rows.extend(n.way.wifi.map(|wifi| (texts.tech_wifi_link(), wifi_link(texts, &wifi))));
    if let Some(router) = &n.way.gateway {
        let rtt = &router.quiet.rtt_ms;
        let trips = [rtt.percentile(0.0), rtt.percentile(0.5), rtt.p95(), rtt.max()];
        rows.push((texts.tech_router(), trips.map(ms).join(" / ")));
        rows.push((texts.tech_router_lost(), format!("{} / {}", router.quiet.sent, router.quiet.lost)));
    }
    for (name, way) in [(texts.internet_up(), &n.up), (texts.internet_down(), &n.down)] {
        rows.extend(direction_rows(texts, &name, way, n));
    }
    rows.extend(n.levels_tried.iter().map(|tried| tried_row(texts, tried)));
    if let Some(mos) = state.assessment.network.mos {
        let range = format!("{}–{}", number::decimal(l, mos.low, 1), number::decimal(l, mos.high, 1));
        rows.push((texts.tech_mos(), range));
    }
    if let Some(late) = n.sender_late_ratio {
        rows.push((texts.tech_late(), number::percent(l, late)));
    }
    rows.push((texts.tech_duration(), format!("{} s", number::decimal(l, n.duration_s, 1))));
    rows.extend(hosts(state, texts));
    rows
}

/// "-58 dBm (-71), noise ..., 5 GHz, 433 Mbit/s": what the card tells.
fn wifi_link(texts: &Texts, wifi: &WifiObservation) -> String {
    let l = texts.language();
    let least = wifi.signal_min_dbm.map(|least| format!("≥ {} dBm", number::decimal(l, least, 0)));
    let noise = wifi
        .noise_dbm
        .zip(wifi.signal_dbm)
        .map(|(noise, signal)| format!("SNR {} dB", number::decimal(l, signal - noise, 0)));
    let band = wifi.band_ghz.map(|ghz| format!("{} GHz", number::decimal(l, ghz, usize::from(ghz.fract() != 0.0))));
    let rate = wifi.rate_mbps.map(|mbps| format!("{} Mbit/s", number::decimal(l, mbps, 0)));
    [wifi.signal_dbm.map(|dbm| format!("{} dBm", number::decimal(l, dbm, 0))), least, noise, band, rate]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

/// What the pretend call came to at a level that it really ran at.
fn tried_row(texts: &Texts, tried: &LevelTried) -> (String, String) {
    let [up, down] = [&tried.up, &tried.down].map(|way| format!("{} / {}", way.sent, way.lost));
    let end = if tried.stepped_down { format!(", {}", texts.tech_given_up()) } else { String::new() };
    (texts.tech_tried(level_name(texts, tried.level)), format!("{up}, {down}{end}"))
}

fn udp(texts: &Texts, udp: UdpState) -> String {
    match udp {
        UdpState::Works => texts.tech_udp_works(),
        UdpState::Blocked => texts.tech_udp_blocked(),
        UdpState::Unknown => texts.tech_unknown(),
    }
}

fn direction_rows(
    texts: &Texts,
    name: &str,
    way: &DirectionObservation,
    _network: &NetworkObservation,
) -> Vec<(String, String)> {
    let l: Language = texts.language();
    let mut rows = Vec::new();
    let mut add = |what: String, value: Option<String>| {
        if let Some(value) = value {
            rows.push((format!("{name}: {what}"), value));
        }
    };
    let pair = |a: Option<f64>, b: Option<f64>, unit: &str| {
        let one = |v: Option<f64>| v.map_or("–".to_owned(), |v| number::decimal(l, v, 1));
        (a.is_some() || b.is_some()).then(|| format!("{} / {} {unit}", one(a), one(b)))
    };
    add(texts.tech_packets(), way.sent.zip(way.lost).map(|(sent, lost)| format!("{sent} / {lost}")));
    add(texts.tech_jitter(), way.jitter_ms.map(|v| format!("{} ms", number::decimal(l, v, 1))));
    add(texts.tech_pdv(), pair(way.pdv_p95_ms, way.pdv_p99_ms, "ms"));
    add(texts.tech_loaded(), pair(way.loaded_rtt_ms.p50, way.loaded_rtt_ms.p95, "ms"));
    add(texts.tech_rate(), pair(way.goodput_mbps.p10, way.goodput_mbps.p50, "Mbit/s"));
    add(texts.tech_bytes(), Some(format!("{} MB", number::decimal(l, way.bytes as f64 / 1e6, 1))));
    rows
}

fn hosts(state: &Snapshot, texts: &Texts) -> Vec<(String, String)> {
    state.hosts.iter().map(|h| (texts.tech_contacted(), format!("{} ({})", h.host, h.purpose))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Confidence, LevelVerdict};

    fn state(levels: &[(Level, LevelOutcome)]) -> Snapshot {
        let mut state = Snapshot::default();
        state.assessment.levels = levels
            .iter()
            .map(|(id, outcome)| LevelVerdict {
                id: *id,
                outcome: *outcome,
                confidence: Confidence::High,
                because: Vec::new(),
            })
            .collect();
        state
    }

    #[test]
    fn what_the_call_does_not_need_never_alarms() {
        let texts = Texts::new(Language::En);
        let all = Level::ALL.map(|l| (l, LevelOutcome::No));
        let ladder = ladder(&state(&all), &texts);
        assert_eq!(ladder[0].name, level_name(&texts, Level::Share));
        assert_eq!(ladder[0].look, RungLook::NotNeeded);
        assert_eq!(ladder[1].look, RungLook::NotNeeded);
        assert_eq!(ladder[2].look, RungLook::No);
        assert!(ladder[2].mine.is_some());
    }
}
