//! What is concluded of every scenario: the same names serve the window's pictures and the demonstrations.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use greenroom::assess::judge;
use greenroom::model::{FindingId as F, Outcome, Readiness};
use greenroom::session::scenario;

#[test]
fn every_scenario_comes_out_as_its_name_says() {
    use Outcome::{Good, NotMeasured, Problem, WatchOut};
    use Readiness::{Almost, CannotSay, FixFirst, Ready};
    let expected = [
        ("ready", Some(Good), Ready, F::NetworkGood),
        ("almost", Some(Problem), Almost, F::SoundSilent),
        ("fix-first", Some(Problem), FixFirst, F::SoundSilent),
        ("cannot-say", Some(NotMeasured), CannotSay, F::NetworkNoAnswer),
        ("checking", None, CannotSay, F::ComputerHog),
        ("drop-out", Some(WatchOut), Almost, F::NetworkLossUp),
        ("offline", Some(NotMeasured), CannotSay, F::NetworkOffline),
        ("local", Some(NotMeasured), CannotSay, F::NetworkThisComputerOnly),
        ("public", Some(WatchOut), Ready, F::NetworkLossNotMeasured),
        ("no-devices", Some(Problem), FixFirst, F::SoundNoDevice),
        ("no-permission", Some(NotMeasured), Almost, F::SoundNoPermission),
        ("in-use", Some(NotMeasured), Almost, F::SoundInUse),
        ("unplugged", Some(NotMeasured), Almost, F::SoundUnplugged),
        ("covered", Some(Problem), Almost, F::CameraBlack),
        ("nothing-to-see", Some(Problem), Almost, F::CameraNothingToSee),
        ("frozen", Some(Problem), Almost, F::CameraFrozen),
        ("silent", Some(Problem), Almost, F::SoundSilent),
        ("clipping", Some(WatchOut), Ready, F::SoundTooLoud),
        ("busy-computer", Some(Problem), Almost, F::ComputerVeryBusy),
        ("guides", None, CannotSay, F::NetworkGood),
        ("void", Some(NotMeasured), CannotSay, F::NetworkStopped),
    ];
    for (name, verdict, door, first) in expected {
        let state = scenario::load(name).unwrap().state(judge);
        let a = &state.assessment;
        assert_eq!((a.verdict, a.readiness), (verdict, door), "{name}");
        assert_eq!(a.findings.first().map(|f| f.id), Some(first), "{name}");
    }
}
