//! An earlier result while parts of it are checked again: what stands, and what is mended by now.

use super::{ResultView, Stand, again_note, fine, plan_hint, time};
use crate::i18n::Texts;
use crate::model::assessment::Group;
use crate::model::run::Phase;
use crate::model::{Finding, FindingId, Outcome, Snapshot};
use crate::ui::route::Part;

impl ResultView {
    /// An earlier result, shown while `now` has none of its own.
    #[must_use]
    pub fn earlier(before: &Snapshot, now: &Snapshot, texts: &Texts) -> Self {
        let mut view = Self::of(before, texts);
        let running = now.phase == Phase::Running;
        view.stand = if running { Stand::Again } else { Stand::Stopped };
        view.verdict = if running { texts.verdict_under_way() } else { texts.verdict_stopped() };
        view.sentence = time(before).map_or_else(String::new, |time| texts.result_earlier(time));
        view.measured = String::new();
        view.plan = plan_hint(now, texts);
        view.fine = fine(now, texts).into_iter().filter(|row| ended(now, row.part)).collect();
        // What was cut off is to be checked again as well.
        for check in &now.requirement.checks {
            if now.stage(*check) != before.stage(*check) && !view.again.contains(check) {
                view.again.push(*check);
            }
        }
        view.again_note = again_note(now, texts, &view.again);
        view
    }
}

fn ended(state: &Snapshot, part: Part) -> bool {
    match part {
        Part::Check(check) => state.stage(check).ended(),
        Part::PlanB => true,
    }
}

/// Which of these groups are mended, by the finding at their head: all of their parts were checked again, are without
/// fault, and have none of the findings any more.
#[must_use]
pub fn mended(before: &[Group], now: &Snapshot) -> Vec<FindingId> {
    let a = &now.assessment;
    let gone = |f: &Finding| {
        let check = f.id.check();
        let sound = a.checks.get(&check).is_some_and(|v| matches!(v.outcome, Outcome::Good | Outcome::WatchOut));
        let there = a.of(check).any(|found| found.id == f.id && found.outcome != Outcome::Good);
        now.stage(check).ended() && sound && !there
    };
    let whole = before.iter().filter(|group| group.findings.iter().filter(|f| f.outcome != Outcome::Good).all(gone));
    whole.filter_map(|group| group.head().map(|f| f.id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CheckId;
    use crate::model::assessment::{CheckVerdict, Urgency};
    use crate::model::run::{Stage, Step};

    #[test]
    fn only_what_was_checked_again_and_is_without_fault_is_mended() {
        let group = |ids: &[FindingId]| {
            let findings = ids.iter().map(|id| Finding::new(*id, Outcome::Problem)).collect();
            Group { urgency: Urgency::Blocks, findings }
        };
        let before = [FindingId::SoundSilent, FindingId::CameraBlack].map(|id| group(&[id]));
        let mut state = Snapshot::default();
        state.assessment.findings = vec![Finding::new(FindingId::SoundGood, Outcome::Good)];
        let verdict = |outcome| CheckVerdict { outcome, unknown_reason: None };
        state.assessment.checks.insert(CheckId::Sound, verdict(Outcome::Good));
        state.assessment.checks.insert(CheckId::Camera, verdict(Outcome::Problem));
        state.run.stages.insert(CheckId::Camera, Stage::Done);
        state.run.stages.insert(CheckId::Sound, Stage::Waiting(Step::ReadAloud));
        assert_eq!(mended(&before, &state), [], "not yet");
        state.run.stages.insert(CheckId::Sound, Stage::Done);
        assert_eq!(mended(&before, &state), [FindingId::SoundSilent], "the picture has another fault now");
        let both = group(&[FindingId::SoundSilent, FindingId::CameraBlack]);
        assert_eq!(mended(&[both], &state), [], "a card is mended when all that it tells of is");
    }
}
