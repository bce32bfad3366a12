//! Tests of the judgement.
use super::*;

#[test]
fn an_idle_state_has_no_verdict() {
    let assessment = judge(&RunState::new(judge));
    assert!(assessment.verdict.is_none() && assessment.findings.is_empty());
}
