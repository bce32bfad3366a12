use proptest::prelude::*;

use super::*;
use crate::model::Confidence;

fn found(id: FindingId, outcome: Outcome, advice: &[Advice]) -> Finding {
    Finding::new(id, outcome).advise(advice)
}

fn needed(outcome: LevelOutcome, because: &[FindingId]) -> Vec<LevelVerdict> {
    vec![LevelVerdict { id: Level::P720, outcome, confidence: Confidence::High, because: because.to_vec() }]
}

fn heads(groups: &[Group]) -> Vec<FindingId> {
    groups.iter().filter_map(|group| Some(group.head()?.id)).collect()
}

#[test]
fn a_line_in_trouble_is_as_many_cards_as_it_has_remedies() {
    use FindingId as F;
    let radio = [Advice::UseCable, Advice::PauseTransfers];
    let full = [Advice::PauseTransfers, Advice::UseCable];
    let ids = [F::NetworkLossUp, F::NetworkSlowUp, F::NetworkJitter, F::NetworkDelayUnderLoad];
    let mut findings: Vec<Finding> =
        [radio, full, radio, full].iter().zip(ids).map(|(advice, id)| found(id, Outcome::Problem, advice)).collect();
    findings.push(found(F::ComputerOnBattery, Outcome::WatchOut, &[Advice::PlugIn]));
    findings.push(found(F::CameraBlack, Outcome::Problem, &[Advice::UncoverLens]));
    findings.push(found(F::SoundSilent, Outcome::Problem, &[Advice::CheckMute]));
    let groups = of(findings, &needed(LevelOutcome::No, &ids), Level::P720);
    let want = [F::SoundSilent, F::CameraBlack, F::NetworkLossUp, F::NetworkSlowUp, F::ComputerOnBattery];
    assert_eq!(heads(&groups), want);
    assert_eq!(groups.iter().map(|g| g.findings.len()).collect::<Vec<_>>(), [1, 1, 2, 2, 1]);
    assert!(groups[..4].iter().all(|g| g.urgency == Urgency::Blocks) && groups[4].urgency == Urgency::Remark);
    assert_eq!(groups[2].remedies().iter().map(|r| r.0).collect::<Vec<_>>(), radio);
}

#[test]
fn minutes_before_hours_and_remarks_behind_both() {
    use FindingId as F;
    let findings = vec![
        found(F::NetworkJitter, Outcome::WatchOut, &[Advice::UseCable]),
        found(F::NetworkLossUp, Outcome::Problem, &[Advice::PauseTransfers]),
        found(F::CameraDark, Outcome::WatchOut, &[Advice::MoreLight]),
        found(F::ComputerBatteryLow, Outcome::Problem, &[Advice::PlugIn]),
        found(F::NetworkVpn, Outcome::Good, &[]),
    ];
    // The call holds at a lower level, so the line does not make it impossible.
    let groups = of(findings, &needed(LevelOutcome::AtRisk, &[F::NetworkLossUp]), Level::P720);
    let want = [F::ComputerBatteryLow, F::NetworkLossUp, F::CameraDark, F::NetworkJitter, F::NetworkVpn];
    assert_eq!(heads(&groups), want);
    let urgency: Vec<Urgency> = groups.iter().map(|g| g.urgency).collect();
    assert_eq!(urgency, [Urgency::Minutes, Urgency::Longer, Urgency::Remark, Urgency::Remark, Urgency::Note]);
}

#[test]
fn a_remark_that_puts_the_call_at_risk_is_to_be_mended() {
    let findings = vec![found(FindingId::NetworkLossUp, Outcome::WatchOut, &[Advice::UseCable])];
    let groups = of(findings, &needed(LevelOutcome::AtRisk, &[FindingId::NetworkLossUp]), Level::P720);
    assert_eq!(groups[0].urgency, Urgency::Longer);
}

#[test]
fn one_program_is_one_card_whatever_it_holds() {
    use FindingId as F;
    let app = |f: Finding| f.text("app", "Zoom");
    let findings = vec![
        app(found(F::SoundInUse, Outcome::NotMeasured, &[Advice::CloseMicrophoneApp, Advice::ChooseOtherInput])),
        app(found(F::CameraInUse, Outcome::NotMeasured, &[Advice::CloseCameraApp])),
        app(found(F::ComputerHog, Outcome::WatchOut, &[Advice::QuitMeetingApp])),
        found(F::ComputerHog, Outcome::WatchOut, &[Advice::QuitApp]).text("app", "Blender"),
    ];
    let groups = of(findings, &[], Level::P720);
    assert_eq!(groups.iter().map(|g| g.findings.len()).collect::<Vec<_>>(), [3, 1]);
    assert_eq!(groups[0].checks(), [CheckId::Sound, CheckId::Camera, CheckId::Computer]);
}

#[test]
fn a_small_distance_to_the_noise_goes_with_its_cause() {
    use FindingId as F;
    let snr = || found(F::SoundLowSnr, Outcome::WatchOut, &[Advice::RaiseInput]);
    let noisy = || found(F::SoundNoisy, Outcome::WatchOut, &[Advice::QuieterRoom]);
    let soft = || found(F::SoundTooSoft, Outcome::WatchOut, &[Advice::RaiseInput]);
    assert_eq!(heads(&of(vec![noisy(), snr()], &[], Level::P720)), [F::SoundNoisy]);
    assert_eq!(heads(&of(vec![soft(), noisy(), snr()], &[], Level::P720)), [F::SoundTooSoft, F::SoundNoisy]);
    assert_eq!(heads(&of(vec![snr()], &[], Level::P720)), [F::SoundLowSnr]);
}

#[test]
fn what_keeps_the_computer_busy_is_one_card() {
    use FindingId as F;
    let app = |id, outcome, name: &str| found(id, outcome, &[Advice::PauseSync]).text("app", name);
    let findings = vec![
        app(F::ComputerVeryBusy, Outcome::Problem, "OneDrive"),
        app(F::ComputerHog, Outcome::Good, "OneDrive"),
        app(F::ComputerHog, Outcome::Good, "Dropbox"),
    ];
    let groups = of(findings, &[], Level::P720);
    assert_eq!((groups.len(), groups[0].findings.len()), (1, 3));
    assert_eq!(groups[0].others().count(), 0, "programs stay on record, but are told of once");
}

fn any_finding() -> impl Strategy<Value = Finding> {
    let outcomes = [Outcome::Good, Outcome::WatchOut, Outcome::NotMeasured, Outcome::Problem];
    let advice = proptest::sample::subsequence(Advice::ALL.to_vec(), 0..4);
    let id = proptest::sample::select(FindingId::ALL.to_vec());
    (id, proptest::sample::select(outcomes.to_vec()), advice, proptest::option::of("[ab]")).prop_map(
        |(id, outcome, advice, app)| {
            let finding = found(id, outcome, &advice);
            app.map_or(finding.clone(), |app| finding.text("app", app))
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_finding_is_in_one_group_and_the_order_is_total(
        findings in proptest::collection::vec(any_finding(), 0..24),
        level in proptest::sample::select(vec![LevelOutcome::Holds, LevelOutcome::AtRisk, LevelOutcome::No]),
    ) {
        let because: Vec<FindingId> = findings.iter().map(|f| f.id).collect();
        let levels = needed(level, &because);
        let groups = of(findings.clone(), &levels, Level::P720);
        prop_assert_eq!(&groups, &of(findings.clone(), &levels, Level::P720));

        let key = |f: &Finding| format!("{f:?}");
        let mut before: Vec<String> = findings.iter().map(key).collect();
        let mut after: Vec<String> = groups.iter().flat_map(|g| &g.findings).map(key).collect();
        before.sort();
        after.sort();
        prop_assert_eq!(before, after);
        prop_assert!(groups.is_sorted_by_key(|g| g.urgency));
        for group in &groups {
            prop_assert_eq!(group.head().map(|f| f.outcome), Some(group.outcome()));
            let pressing = group.findings.iter().map(|f| Rank::of(f, levels.first()).urgency).min();
            prop_assert_eq!(Some(group.urgency), pressing);
            prop_assert_eq!(group.is_to_mend(), group.urgency <= Urgency::Longer);
        }
    }
}
