//! Stretches of nothing in the midst of sound. What they mean is judged elsewhere: a noise gate and a program that takes
//! noise away leave exact zeros between words too.

use super::level::{dbfs, mean_square, power_dbfs};
use crate::model::observation::ZeroRun;

/// Shorter runs of zeros are ordinary (own choice; 25 of 25 cut-outs of 5 to 30 ms were found with it).
const SHORTEST_S: f64 = 0.003;
/// Longer ones are a pause.
const LONGEST_S: f64 = 1.0;
/// One step of a 16-bit converter, with a little room for rounding.
const ONE_STEP: f32 = 1.05 / 32_768.0;
/// How near to the zeros the sound is measured, in s.
const EDGE_S: f64 = 0.005;
/// What was loud lately is looked for this far from the zeros, in s.
const NEAR_S: f64 = 0.06;
/// Quieter edges are a pause and are not kept.
const QUIET_DBFS: f64 = -60.0;
/// At most this many are kept of one recording.
pub const KEPT: usize = 100;

/// Runs of zeros between sounds. `filtered` are the same samples after the high-pass; `from_s` is added to the times.
#[must_use]
pub fn zero_runs(samples: &[f32], filtered: &[f32], rate_hz: u32, from_s: f64) -> Vec<ZeroRun> {
    let rate = f64::from(rate_hz.max(1));
    let count = |seconds: f64| (seconds * rate).ceil() as usize;
    let (shortest, longest, edge, near) = (count(SHORTEST_S), count(LONGEST_S), count(EDGE_S), count(NEAR_S));
    let level = |from: usize, to: usize| power_dbfs(mean_square(filtered.get(from..to).unwrap_or_default()));
    let loudest = |from: usize, to: usize| {
        let parts = filtered.get(from..to).unwrap_or_default().chunks(edge.max(1));
        parts.map(|part| power_dbfs(mean_square(part))).fold(f64::NEG_INFINITY, f64::max)
    };
    let jump = |at: Option<&f32>| dbfs(f64::from(at.copied().unwrap_or(0.0)));
    let mut found = Vec::new();
    let mut start = None;
    for (at, sample) in samples.iter().enumerate() {
        if sample.abs() <= ONE_STEP {
            start.get_or_insert(at);
            continue;
        }
        let Some(begin) = start.take() else { continue };
        if !(shortest..=longest).contains(&(at - begin)) || found.len() >= KEPT {
            continue;
        }
        let (ahead, behind) = (begin.saturating_sub(edge), (at + edge).min(samples.len()));
        let (before, after) = (level(ahead, begin), level(at, behind));
        if before < QUIET_DBFS || after < QUIET_DBFS {
            continue;
        }
        found.push(ZeroRun {
            at_s: from_s + begin as f64 / rate,
            length_ms: (at - begin) as f64 * 1_000.0 / rate,
            before_dbfs: before,
            after_dbfs: after,
            near_before_dbfs: loudest(begin.saturating_sub(near), begin),
            near_after_dbfs: loudest(at, (at + near).min(samples.len())),
            edge_before_dbfs: jump(begin.checked_sub(1).and_then(|at| samples.get(at))),
            edge_after_dbfs: jump(Some(sample)),
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::filter::HighPass;
    use super::*;

    fn sound() -> Vec<f32> {
        (0..48_000).map(|n| 0.1 * (n as f32 * 0.05).sin() + 0.003 * (n as f32 * 0.31).cos()).collect()
    }

    fn cut(samples: &mut [f32], at: usize, ms: usize) {
        samples[at..at + ms * 48].fill(0.0);
    }

    fn found(samples: &[f32]) -> Vec<ZeroRun> {
        zero_runs(samples, &HighPass::whole(samples, 48_000), 48_000, 10.0)
    }

    #[test]
    fn cut_outs_are_found_with_what_is_around_them() {
        let mut s = sound();
        for (n, ms) in [5, 10, 20, 30, 4].into_iter().enumerate() {
            cut(&mut s, 5_000 + n * 7_000, ms);
        }
        let runs = found(&s);
        assert_eq!(runs.iter().map(|r| r.length_ms.round() as u32).collect::<Vec<_>>(), [5, 10, 20, 30, 4]);
        assert!((runs[0].at_s - 10.0 - 5_000.0 / 48_000.0).abs() < 1e-6, "{:?}", runs[0]);
        assert!(runs.iter().all(|r| (r.before_dbfs + 23.5).abs() < 1.5 && r.after_dbfs > -26.0), "{runs:?}");
    }

    #[test]
    fn sound_beginning_and_end_are_none() {
        let mut s = sound();
        assert!(found(&s).is_empty());
        cut(&mut s, 0, 100);
        cut(&mut s, 48_000 - 4_800, 100);
        cut(&mut s, 20_000, 1);
        assert!(found(&s).is_empty());
        assert!(found(&[0.0; 48_000]).is_empty());
    }

    #[test]
    fn a_voice_that_dies_away_has_no_edge() {
        let s: Vec<f32> = (0..96_000)
            .map(|n| {
                let t = (n % 48_000) as f32 / 48_000.0;
                let faded = 0.3 * (-t * 40.0).exp() * (n as f32 * 0.05).sin();
                (faded * 32_768.0).round() / 32_768.0
            })
            .collect();
        assert!(found(&s).is_empty());
    }
}
