//! The quiet watch: the answer stands, and the line is watched on with a quiet stream both ways, while the person does
//! something else. It finds the rare drop-outs that a measurement of twenty seconds cannot.

use std::time::{Duration, Instant};

use crate::model::observation::{NetworkObservation, PhaseId, WatchEnd};
use crate::model::run::EventBody;
use crate::os::clock::{self, Jump};
use crate::probe::network::failure::Failure;
use crate::probe::network::quiet::Quiet;
use crate::probe::network::stats::percentile;
use crate::probe::network::timing::{QUIET_SILENCE, QUIET_STRETCH, QUIET_TELL, REVIEW_EVERY};
use crate::server::protocol::stream::Stream;

use super::Measurement;
use super::peer::Peer;

/// What was counted is gone through for this share of the time at most.
const REVIEW_SHARE: u32 = 20;
/// Who closes the connection while answers come is gone; when none have come for this long, the line may be.
const SILENT: Duration = Duration::from_secs(3);

/// Where a watch is.
struct Course {
    quiet: Quiet,
    began: Instant,
    stretch_began: Instant,
    next_review: Instant,
    asked: Option<Instant>,
    heard: Instant,
    point_at: Instant,
    told_at: Instant,
    told: Option<NetworkObservation>,
}

impl<P: Peer> Measurement<'_, P> {
    /// Goes over to the quiet stream; what was measured before is complete when it returns.
    pub(super) async fn go_quiet(&mut self) -> Result<(), Failure> {
        let (before, first) = (self.current, self.ledger.phases.len());
        self.next_stretch().await?;
        if let Some(before) = before {
            self.collect(before).await?;
        }
        self.quiet_from = Some(first);
        Ok(())
    }

    async fn next_stretch(&mut self) -> Result<(), Failure> {
        let stream = Stream::quiet(QUIET_STRETCH);
        self.enter(PhaseId::QuietWatch, Vec::new(), [stream; 2]).await.map(|_| ())
    }

    /// The measurement is complete: tells what it saw, and watches on if it was asked to. Returns when that is over.
    pub async fn stand(&mut self) {
        let Some(first) = self.quiet_from else {
            return self.out.observed(self.ledger.observe(self.epoch.elapsed().as_secs_f64(), None));
        };
        let from_us = self.ledger.phases.get(first).map_or_else(|| self.now_us(), |phase| phase.start_us);
        let answer = self.ledger.before(first).observe(from_us as f64 / 1e6, None);
        self.out.observed(answer.clone());
        self.out.watch_started(self.plan.watch);
        self.stands = true;
        let now = Instant::now();
        let mut course = Course {
            quiet: Quiet::new(answer, first, self.plan.watch),
            began: now,
            stretch_began: now,
            next_review: now + REVIEW_EVERY,
            asked: None,
            heard: now,
            point_at: now,
            told_at: now,
            told: None,
        };
        let why = match self.watch_on(&mut course).await {
            Ok(why) => why,
            Err(_) if course.heard.elapsed() > SILENT => WatchEnd::NoAnswer,
            Err(_) => WatchEnd::FarEndGone,
        };
        self.out.watch_ended(why);
    }

    async fn watch_on(&mut self, course: &mut Course) -> Result<WatchEnd, Failure> {
        let mut clock = clock::Watch::new();
        while course.began.elapsed() < self.plan.watch {
            self.tick().await?;
            match clock.read_jump() {
                // What the far end sent meanwhile is not the line's loss.
                Some(Jump::Slept(_)) => return Ok(WatchEnd::Slept),
                Some(Jump::ClockSet(_)) => course.quiet.breaks_at(self.now_us()),
                None => {}
            }
            self.peer.whole()?;
            self.point(course);
            if course.heard.elapsed() > QUIET_SILENCE {
                return Ok(WatchEnd::NoAnswer);
            }
            match course.asked {
                None if Instant::now() >= course.next_review => {
                    course.asked = Some(Instant::now());
                    self.peer.ask().await?;
                }
                Some(_) if self.peer.has_answered() => {
                    course.asked = None;
                    let began = Instant::now();
                    self.peer.count(&mut self.ledger);
                    let seen = course.quiet.review(&self.ledger, self.now_us(), false);
                    course.next_review = began + REVIEW_EVERY.max(began.elapsed() * REVIEW_SHARE);
                    self.tell(course, seen, false);
                }
                Some(since) if since.elapsed() > QUIET_SILENCE => return Ok(WatchEnd::FarEndGone),
                _ => {}
            }
            if course.stretch_began.elapsed() >= QUIET_STRETCH {
                course.stretch_began = Instant::now();
                self.next_stretch().await?;
            }
        }
        self.end().await?;
        if matches!(clock.read_jump(), Some(Jump::Slept(_))) {
            return Ok(WatchEnd::Slept);
        }
        let seen = course.quiet.review(&self.ledger, self.now_us(), true);
        self.tell(course, seen, true);
        Ok(WatchEnd::Complete)
    }

    /// One point of the round-trip line each second.
    fn point(&mut self, course: &mut Course) {
        if !self.quiet_trips.is_empty() {
            course.heard = Instant::now();
        }
        if course.point_at.elapsed() < REVIEW_EVERY {
            return;
        }
        course.point_at = Instant::now();
        let rtt_ms = percentile::median(std::mem::take(&mut self.quiet_trips));
        self.out.emit(EventBody::RoundTrip { at_s: self.now_us() as f64 / 1e6, rtt_ms });
    }

    /// Tells what was seen: at once where something was lost, now and then else.
    fn tell(&self, course: &mut Course, seen: NetworkObservation, last: bool) {
        let lost = |seen: &NetworkObservation| (seen.up.lost, seen.down.lost);
        let same =
            course.told.as_ref().is_some_and(|told| lost(told) == lost(&seen) && told.drop_outs == seen.drop_outs);
        if same && !last && course.told_at.elapsed() < QUIET_TELL {
            return;
        }
        course.told_at = Instant::now();
        course.told = Some(seen.clone());
        self.out.observed(seen);
    }
}
