//! The scripted microphone and loudspeaker.

use std::time::{Duration, Instant};

use super::levels::READINGS_PER_S;
use super::plan::Plan;
use super::run::{Ended, Talk};
use crate::live::Live;
use crate::model::CheckId;
use crate::model::run::{EventBody, SoundStage};
use crate::probe::ports::{EventSink, SoundRequest};

/// How long the recording plays.
const PLAY_BACK: Duration = Duration::from_secs(3);
/// Progress is told this often.
const TOLD_EVERY: Duration = Duration::from_millis(250);
/// How long the tone sounds.
const TONE: Duration = Duration::from_millis(1500);
/// Below this nobody speaks, in dBFS.
const SPEECH_DBFS: f32 = -45.0;

/// Follows the requests until the owner lets go.
pub(super) fn hear(plan: &Plan, sink: &EventSink, live: &Live, talk: &Talk<SoundRequest>) {
    let check = CheckId::Sound;
    let stage = |stage| sink.emit(check, EventBody::Sound { stage });
    let observation = match plan.sound.clone() {
        Some(Ok(observation)) => observation,
        Some(Err(unknown)) => return sink.emit(check, EventBody::CheckUnknown { unknown }),
        None => return,
    };
    let observed = || sink.emit(check, EventBody::Observed { observation: observation.clone() });
    let every = Duration::from_secs_f32(1.0 / READINGS_PER_S);
    let (mut speech_s, mut wanted_s) = (0.0, 0.0);
    let mut listening = true;
    let mut readings = plan.levels.iter().cycle();
    let mut shown = None;
    loop {
        match talk.next(plan.time(every)) {
            Err(Ended) => return,
            Ok(Some(SoundRequest::Read { speech_s: wanted })) => {
                (speech_s, wanted_s, listening) = (0.0, wanted, true);
                stage(SoundStage::Listening { speech_s, wanted_s });
            }
            Ok(Some(SoundRequest::Watch { .. } | SoundRequest::Finish)) => {
                observed();
                return sink.emit(check, EventBody::CheckEnded);
            }
            Ok(Some(SoundRequest::PlayBack { .. })) => {
                let of_s = PLAY_BACK.as_secs_f64();
                if until_stopped(talk, plan.time(PLAY_BACK), |at| {
                    stage(SoundStage::PlayingBack { at_s: at * of_s, of_s });
                })
                .is_err()
                {
                    return;
                }
                stage(SoundStage::Recorded);
            }
            Ok(Some(SoundRequest::PlayTone { .. })) => {
                listening = false;
                if tone(plan, sink, talk).is_err() {
                    return;
                }
            }
            Ok(Some(SoundRequest::MoveTo { .. } | SoundRequest::StopPlaying)) => {}
            Ok(None) if listening => {
                let Some(reading) = readings.next() else { continue };
                // A level that does not move is told once: at rest nothing is drawn.
                if shown != Some(*reading) {
                    live.levels.set_while(*reading, || sink.is_open());
                    shown = Some(*reading);
                }
                if speech_s < wanted_s && !reading.silent && reading.rms_dbfs > SPEECH_DBFS {
                    speech_s += every.as_secs_f64();
                    stage(SoundStage::Listening { speech_s: speech_s.min(wanted_s), wanted_s });
                    if speech_s >= wanted_s {
                        listening = false;
                        observed();
                        stage(SoundStage::Recorded);
                    }
                }
            }
            Ok(None) => {}
        }
    }
}

/// The tone without a microphone, where there is an output.
pub(super) fn tone_alone(plan: &Plan, sink: &EventSink, talk: &Talk<()>) {
    let tell = |body| sink.emit(CheckId::Sound, body);
    let Some(output) = plan.outputs.iter().find(|o| o.default).or(plan.outputs.first()) else {
        tell(EventBody::Sound { stage: SoundStage::PlayingTone });
        return tell(EventBody::Sound { stage: SoundStage::ToneFailed });
    };
    tell(EventBody::Sound { stage: SoundStage::PlayingTone });
    tell(EventBody::OutputUsed { name: output.name.clone() });
    if talk.wait(plan.time(TONE)).is_ok() {
        tell(EventBody::Sound { stage: SoundStage::Asking });
    }
}

/// Plays the tone, where there is an output.
fn tone(plan: &Plan, sink: &EventSink, talk: &Talk<SoundRequest>) -> Result<(), Ended> {
    let stage = |stage| sink.emit(CheckId::Sound, EventBody::Sound { stage });
    stage(SoundStage::PlayingTone);
    if plan.outputs.is_empty() {
        stage(SoundStage::ToneFailed);
        return Ok(());
    }
    until_stopped(talk, plan.time(TONE), |_| {})?;
    stage(SoundStage::Asking);
    Ok(())
}

/// Waits while something plays and tells how much of it has, 0 to 1; ends early when asked to stop.
fn until_stopped(talk: &Talk<SoundRequest>, time: Duration, mut tell: impl FnMut(f64)) -> Result<(), Ended> {
    let began = Instant::now();
    loop {
        let gone = began.elapsed();
        tell((gone.as_secs_f64() / time.as_secs_f64().max(0.001)).min(1.0));
        let left = time.saturating_sub(gone);
        if left.is_zero() || talk.next(left.min(TOLD_EVERY))? == Some(SoundRequest::StopPlaying) {
            return Ok(());
        }
    }
}
