//! `greenroom spots`: the places in the house that were measured, best first; and forgetting them.

use serde_json::{Value, json};

use super::args::SpotsArgs;
use super::exit::Exit;
use super::{kept, print};
use crate::assess;
use crate::checklist::spots;
use crate::i18n::{Texts, spot_named};
use crate::model::spot::{RankedSpot, SpotBoard, SpotName};
use crate::model::{Level, SpotVisit};

/// Lists the spots, or forgets them.
pub fn run(args: &SpotsArgs, texts: &Texts) -> Exit {
    let (visits, notice) = kept::spots(texts);
    if let Some(notice) = notice {
        print::err(&notice);
    }
    if args.forget_all {
        return forget_all(texts);
    }
    if let Some(typed) = &args.forget {
        return forget(typed, &visits, texts);
    }
    let need = args.need.into();
    let ranked = assess::spots::rank(&visits, need);
    let printed = if args.json {
        print::json(&document(&ranked, need), texts)
    } else if ranked.is_empty() {
        print::out(&format!("{}\n", texts.cli_spots_none()), texts)
    } else {
        let now = jiff::Zoned::now().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
        print::out(&listed(&SpotBoard { ranked, now, ..SpotBoard::default() }, texts), texts)
    };
    if printed { Exit::Done } else { Exit::Failure }
}

fn forget(typed: &str, visits: &[SpotVisit], texts: &Texts) -> Exit {
    let known = |name: &SpotName| visits.iter().any(|visit| visit.name == *name);
    let Some(name) = spot_named(typed).filter(known) else {
        let mut names: Vec<String> = visits.iter().map(|visit| texts.spot(&visit.name)).collect();
        names.sort();
        names.dedup();
        let names = if names.is_empty() { texts.cli_device_none() } else { names.join(", ") };
        let sentence = texts.cli_spot_unknown(typed.to_owned());
        print::error(texts, &sentence, &texts.cli_spot_unknown_remedy(names), "");
        return Exit::Usage;
    };
    let Some(folder) = kept::spots_folder() else { return Exit::Done };
    match spots::forget(&folder, &name) {
        Ok(_) => done(&texts.cli_spot_forgotten(texts.spot(&name)), texts),
        Err(error) => failed(&error.to_string(), texts),
    }
}

fn forget_all(texts: &Texts) -> Exit {
    let Some(folder) = kept::spots_folder() else { return Exit::Done };
    match spots::forget_all(&folder) {
        Ok(_) => done(&texts.cli_spots_forgotten(), texts),
        Err(error) => failed(&error.to_string(), texts),
    }
}

fn done(line: &str, texts: &Texts) -> Exit {
    if print::out(&format!("{line}\n"), texts) { Exit::Done } else { Exit::Failure }
}

fn failed(detail: &str, texts: &Texts) -> Exit {
    print::err(&texts.settings_not_deleted(detail.to_owned()));
    Exit::Failure
}

/// The spots in words, best first, below what is known by now.
pub fn listed(board: &SpotBoard, texts: &Texts) -> String {
    let mut text = format!("{}\n", texts.spots_known(board));
    for spot in &board.ranked {
        let number = spot.rank.map_or("–".to_owned(), |rank| rank.to_string());
        let outcome = texts.level_outcome(Level::Audio, spot.outcome, Level::Share);
        text.push_str(&format!("\n{number}  {}: {outcome}\n", texts.spot(&spot.name)));
        let lines = [
            Some(texts.spot_reason(spot.reason)),
            Some(texts.spot_figures(&spot.figures, spot.kind)),
            texts.spot_age(spot, &board.now).map(|age| format!("{age}.")),
            spot.before.as_ref().map(|before| texts.spot_before(before, &board.now)),
        ];
        for line in lines.into_iter().flatten().filter(|line| !line.is_empty()) {
            text.push_str(&format!("   {line}\n"));
        }
    }
    text
}

/// The document of `--json`.
pub fn document(ranked: &[RankedSpot], need: Level) -> Value {
    json!({ "need": need, "spots": ranked.iter().map(entry).collect::<Vec<_>>() })
}

fn entry(spot: &RankedSpot) -> Value {
    let own = if let SpotName::Own(name) = &spot.name { Some(name.as_str()) } else { None };
    let loss = spot.figures.loss.map(|loss| {
        json!({
            "direction": loss.direction,
            "sent": loss.sent,
            "lost": loss.lost,
            "ratio": loss.ratio,
            "ci95": loss.ci95,
        })
    });
    let before = spot.before.as_ref().map(
        |before| json!({ "measured_at": before.measured_at, "rtt_ms": before.figures.rtt_ms, "change": before.change }),
    );
    json!({
        "id": spot.name.word(),
        "own_name": own,
        "kind": spot.kind,
        "measured_at": spot.measured_at,
        "rank": spot.rank,
        "outcome": spot.outcome,
        "reason": spot.reason.as_str(),
        "rtt_ms": spot.figures.rtt_ms,
        "loss": loss,
        "longest_gap_ms": spot.figures.longest_gap.map(|gap| gap.0),
        "bytes": spot.figures.bytes,
        "interface_kind": spot.figures.interface,
        "before": before,
    })
}
