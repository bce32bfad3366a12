//! A check without an answer becomes the finding that tells why.

use super::advice;
use crate::model::run::Stage;
use crate::model::{CheckId, Finding, FindingId, Outcome, RunState, Unknown, UnknownReason};

/// The finding of a check that ended without an answer.
pub(super) fn judge(state: &RunState, check: CheckId, unknown: &Unknown) -> Finding {
    let named = unknown.finding.filter(|id| id.check() == check);
    let mut id = named.unwrap_or_else(|| of_reason(check, unknown.reason));
    // Digital silence explains why nobody was heard.
    let silent = state.observations.sound.as_ref().is_some_and(|s| super::sound::silent(s) == Some(true));
    if id == FindingId::SoundNoSpeech && silent {
        id = FindingId::SoundSilent;
    }
    // A device that a program holds is there.
    match id {
        FindingId::SoundNoDevice if holder(state, true).is_some() => id = FindingId::SoundInUse,
        FindingId::CameraNoDevice if holder(state, false).is_some() => id = FindingId::CameraInUse,
        _ => {}
    }
    let credential = unknown.credential.filter(|_| named.is_some());
    let finding = Finding::new(id, outcome(id)).advise(credential.map_or(advice::of(id), advice::of_credential));
    let finding = with(finding, "credential", credential.map(|fault| fault.as_str().to_owned()));
    match id {
        FindingId::NetworkNoAnswer
        | FindingId::NetworkGarbage
        | FindingId::NetworkOtherVersion
        | FindingId::NetworkRefused
        | FindingId::NetworkUnreachable
        | FindingId::NetworkIpv6Only
        | FindingId::NetworkIpv4Only
        | FindingId::NetworkProxy
        | FindingId::NetworkProxyLogin
        | FindingId::NetworkIntercepted
        | FindingId::NetworkPortal
        | FindingId::NetworkWrongDate
        | FindingId::NetworkWeakToken
        | FindingId::NetworkMistypedToken
        | FindingId::NetworkTokenNeeded
        | FindingId::NetworkWrongToken
        | FindingId::NetworkUntrusted
        | FindingId::NetworkNoTls
        | FindingId::NetworkNeedsTls
        | FindingId::NetworkServerBusy
        | FindingId::NetworkStoppedHalfWay => with(finding, "host", host(state, unknown)),
        FindingId::NetworkUnknownName => {
            let host = host(state, unknown).map(|h| h.split(':').next().unwrap_or_default().to_owned());
            let meant = host.as_deref().and_then(word_meant);
            with(with(finding, "host", host), "meant", meant.map(str::to_owned))
        }
        FindingId::SoundInUse => with(finding, "app", holder(state, true)),
        FindingId::CameraInUse => with(finding, "app", holder(state, false)),
        FindingId::SoundToneNotHeard => {
            let output = state.observations.sound.as_ref().and_then(|s| s.output.as_ref());
            finding.text("device", output.map(|o| o.name.clone()).unwrap_or_default())
        }
        _ => finding,
    }
}

/// True when the check of this device says that another program has it.
pub(super) fn in_use(state: &RunState, check: CheckId) -> bool {
    let Stage::Unknown(unknown) = state.stage(check) else { return false };
    let id = judge(state, check, unknown).id;
    state.requirement.wants(check) && matches!(id, FindingId::SoundInUse | FindingId::CameraInUse)
}

fn with(finding: Finding, key: &str, value: Option<String>) -> Finding {
    match value {
        Some(value) => finding.text(key, value),
        None => finding,
    }
}

/// The measurement server that was meant.
fn host(state: &RunState, unknown: &Unknown) -> Option<String> {
    if unknown.host.is_some() {
        return unknown.host.clone();
    }
    let contacted = state.hosts.iter().rev().find(|h| h.purpose == "measurement").or(state.hosts.last());
    contacted.map(|h| h.host.clone()).or_else(|| state.observations.network.as_ref().map(|n| n.server.host.clone()))
}

/// The word for a server that differs from this name by a slip or two.
fn word_meant(host: &str) -> Option<&'static str> {
    let name = host.to_lowercase();
    let slips = |word: &str| if word.len() > 4 { 2 } else { 1 };
    ["local", "public", "none"].into_iter().find(|word| distance(&name, word) <= slips(word))
}

/// Levenshtein's distance: letters to put in, take out or change.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for ((y, above_left), above) in b.chars().zip(&row).zip(row.iter().skip(1)) {
            let left = next.last().copied().unwrap_or(0);
            next.push((above_left + usize::from(x != y)).min(above + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

fn holder(state: &RunState, microphone: bool) -> Option<String> {
    let computer = state.observations.computer.as_ref()?;
    let by = if microphone { &computer.microphone_held_by } else { &computer.camera_held_by };
    by.first().cloned()
}

/// No device, silence and the like are faults; everything else that was not measured says nothing about the thing.
fn outcome(id: FindingId) -> Outcome {
    match id {
        FindingId::SoundNoDevice
        | FindingId::CameraNoDevice
        | FindingId::SoundSilent
        | FindingId::CameraBlack
        | FindingId::CameraFrozen
        | FindingId::SoundToneNotHeard => Outcome::Problem,
        FindingId::SoundNoOutput | FindingId::NetworkUdpBlocked | FindingId::CameraGarbage => Outcome::WatchOut,
        _ => Outcome::NotMeasured,
    }
}

fn of_reason(check: CheckId, reason: UnknownReason) -> FindingId {
    use FindingId as F;
    use UnknownReason as R;
    match check {
        CheckId::Network => match reason {
            R::Offline | R::NoDevice | R::Unplugged => F::NetworkOffline,
            R::InUse => F::NetworkServerBusy,
            R::Cancelled => F::NetworkStopped,
            R::ThisComputerOnly => F::NetworkThisComputerOnly,
            R::NotEnoughEvidence | R::NoSpeech => F::NetworkNotEnoughEvidence,
            R::NoAnswer | R::Timeout | R::NoPermission | R::Unsupported => F::NetworkNoAnswer,
        },
        CheckId::Sound => match reason {
            R::NoPermission => F::SoundNoPermission,
            R::NoDevice => F::SoundNoDevice,
            R::InUse => F::SoundInUse,
            R::Unplugged => F::SoundUnplugged,
            R::Unsupported => F::SoundUnsupported,
            R::Cancelled => F::SoundSkipped,
            R::NoSpeech | R::NotEnoughEvidence => F::SoundNoSpeech,
            R::Timeout | R::Offline | R::NoAnswer | R::ThisComputerOnly => F::SoundNoData,
        },
        CheckId::Camera => match reason {
            R::NoPermission => F::CameraNoPermission,
            R::NoDevice => F::CameraNoDevice,
            R::InUse => F::CameraInUse,
            R::Unplugged => F::CameraUnplugged,
            R::Unsupported => F::CameraUnsupported,
            R::Cancelled => F::CameraSkipped,
            R::Timeout | R::NotEnoughEvidence | R::NoSpeech | R::Offline | R::NoAnswer | R::ThisComputerOnly => {
                F::CameraNoFrames
            }
        },
        CheckId::Computer => match reason {
            R::Cancelled | R::NotEnoughEvidence | R::Timeout => F::ComputerStopped,
            _ => F::ComputerUnsupported,
        },
    }
}

/// Why a finding that came out as not measured was not, where an observation says so itself.
pub(super) fn reason(id: FindingId) -> Option<UnknownReason> {
    Some(match id {
        FindingId::NetworkThisComputerOnly => UnknownReason::ThisComputerOnly,
        FindingId::NetworkNotEnoughEvidence | FindingId::ComputerStopped => UnknownReason::NotEnoughEvidence,
        FindingId::NetworkChanged => UnknownReason::Cancelled,
        FindingId::SoundNoSpeech => UnknownReason::NoSpeech,
        FindingId::CameraNoFrames => UnknownReason::Timeout,
        FindingId::ComputerUnsupported => UnknownReason::Unsupported,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_hand_is_recognised() {
        for (typed, meant) in [
            ("locaal", Some("local")),
            ("Lokal", Some("local")),
            ("pubic", Some("public")),
            ("nine", Some("none")),
            ("meet.example.com", None),
            ("server", None),
        ] {
            assert_eq!(word_meant(typed), meant, "{typed}");
        }
        assert_eq!((distance("kitten", "sitting"), distance("", "abc"), distance("abc", "")), (3, 3, 3));
    }
}
