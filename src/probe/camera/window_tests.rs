use super::*;

const GREY: PictureLook = PictureLook::GREY;
const BLACK: PictureLook = PictureLook { mean: 5.0, std: 1.0, p5: 3.0, p95: 8.0, p99: 9.0, ..GREY };

/// Frames of the spans: looked at, and with the look of [`BLACK`].
fn frames(seen: &CameraObservation) -> (u32, u32) {
    let black = seen.spans.iter().filter(|span| span.look.is_some_and(|look| look.mean < 10.0));
    (seen.spans.iter().map(|span| span.looked).sum(), black.map(|span| span.looked).sum())
}

fn length(seen: &CameraObservation) -> f64 {
    seen.spans.iter().map(|span| span.length_s).sum()
}

/// A camera that gives `frames` at `fps` from second 1 on, all different.
fn camera(fps: f64, frames: u32) -> Window {
    let mut window = Window::new(true);
    for i in 0..frames {
        frame(&mut window, 1.0 + f64::from(i) / fps, 1.0);
    }
    window
}

fn frame(window: &mut Window, at_s: f64, difference: f64) {
    window.arrived(at_s, difference > 0.0);
    window.looked(at_s, Some(GREY), Some(difference));
}

#[test]
fn a_steady_camera() {
    let window = camera(30.0, 300);
    let seen = window.observe(11.0);
    assert!((seen.delivered_fps.unwrap() - 30.0).abs() < 0.2, "{seen:?}");
    assert!((seen.distinct_fps.unwrap() - 30.0).abs() < 0.2);
    assert!(seen.spans.iter().all(|span| span.change == Some(1.0)), "{:?}", seen.spans);
    assert!((seen.brightness.unwrap() - 0.5).abs() < 1e-9);
    assert!((seen.contrast.unwrap() - 0.6).abs() < 1e-9);
    assert!((seen.watched_s - 5.0).abs() < 1e-9 && (length(&seen) - 5.0).abs() < 1e-6);
    assert!((148..=152).contains(&frames(&seen).0), "{:?}", seen.spans);
    let follows = (seen.frozen_ratio, seen.black_ratio, seen.garbage_ratio);
    assert_eq!(follows, (None, None, 0.0), "what follows from the spans is not observed");
}

#[test]
fn the_start_of_a_stream_does_not_count() {
    let mut window = Window::new(true);
    for i in 0..10 {
        window.arrived(0.01 * f64::from(i), true);
        window.looked(0.01 * f64::from(i), Some(BLACK), Some(9.0));
    }
    for i in 0..30 {
        frame(&mut window, 0.5 + f64::from(i) / 10.0, 1.0);
    }
    let seen = window.observe(3.5);
    assert!((seen.delivered_fps.unwrap() - 10.0).abs() < 0.1, "{seen:?}");
    assert_eq!(frames(&seen).1, 0);
    assert!((seen.watched_s - 3.0).abs() < 1e-9 && (length(&seen) - 3.0).abs() < 1e-6);
}

#[test]
fn repeated_frames_count_as_delivered_only() {
    let mut window = Window::new(true);
    for i in 0..200 {
        frame(&mut window, f64::from(i) / 30.0, if i % 2 == 0 { 1.0 } else { 0.0 });
    }
    let seen = window.observe(200.0 / 30.0);
    assert!((seen.delivered_fps.unwrap() - 30.0).abs() < 0.2);
    assert!((seen.distinct_fps.unwrap() - 15.0).abs() < 0.2);
    assert!(seen.spans.iter().all(|span| span.change == Some(1.0)), "33 ms of standing still is none");
}

#[test]
fn spans_tell_when_the_picture_stood_still() {
    let mut window = camera(10.0, 30);
    for i in 0..30 {
        frame(&mut window, 4.0 + f64::from(i) / 10.0, 0.001);
    }
    let seen = window.observe(6.9);
    let still: f64 = seen.spans.iter().filter(|span| span.change == Some(0.001)).map(|span| span.length_s).sum();
    // The window is 1.9 to 6.9; the last change was at 3.9.
    assert!((still - 2.9).abs() < 1e-6, "{:?}", seen.spans);
}

#[test]
fn a_stream_that_stops_is_slow_and_its_spans_are_empty() {
    let window = camera(10.0, 50);
    let seen = window.observe(8.4);
    assert!(seen.delivered_fps.unwrap() < 6.0, "{seen:?}");
    let empty: f64 = seen.spans.iter().filter(|span| span.looked == 0).map(|span| span.length_s).sum();
    assert!((empty - 2.4).abs() < 1e-6 && (length(&seen) - 5.0).abs() < 1e-6, "{:?}", seen.spans);
}

#[test]
fn garbage_is_counted_and_has_no_brightness() {
    let mut window = Window::new(true);
    for i in 0..100 {
        window.arrived(f64::from(i) / 10.0, true);
        window.broke(f64::from(i) / 10.0);
    }
    let seen = window.observe(9.9);
    assert!(seen.spans.iter().all(|span| span.broken >= 4 && span.looked == 0 && span.look.is_none()));
    assert_eq!(seen.brightness, None);
    assert!((seen.delivered_fps.unwrap() - 10.0).abs() < 0.1);
}

#[test]
fn a_look_is_the_mean_of_its_span_and_is_not_needed_of_each_frame() {
    let mut window = Window::new(true);
    for i in 0..200_u32 {
        let look = [Some(BLACK), None, Some(GREY), None][i as usize % 4];
        window.arrived(f64::from(i) / 20.0, true);
        window.looked(f64::from(i) / 20.0, look, Some(1.0));
    }
    let seen = window.observe(10.0);
    assert!(
        seen.spans
            .iter()
            .all(|span| span.looked >= 9 && span.look.is_some_and(|look| (45.0..90.0).contains(&look.mean)))
    );
    assert!((seen.brightness.unwrap() - (127.5 + 5.0) / 2.0 / 255.0).abs() < 0.02, "{seen:?}");
}

#[test]
fn a_file_has_no_rates() {
    let mut window = Window::new(false);
    for i in 0..50 {
        window.arrived(f64::from(i) / 10.0, false);
        window.looked(f64::from(i) / 10.0, Some(GREY), Some(0.0));
    }
    let seen = window.observe(5.0);
    assert_eq!((seen.delivered_fps, seen.distinct_fps), (None, None));
    assert!(seen.spans.iter().all(|span| span.change.is_none()), "a file may stand still");
    assert!(seen.brightness.is_some());
}

proptest::proptest! {
    #[test]
    fn whatever_comes_gives_no_nonsense(
        frames in proptest::collection::vec((0.0_f64..30.0, proptest::bool::ANY, 0_u8..4, 0.0_f64..1.0), 0..200),
        now_s in 0.0_f64..60.0,
        length_s in 0.0_f64..200.0,
        live in proptest::bool::ANY,
    ) {
        let mut window = Window::new(live);
        window.reach(length_s);
        for (at_s, distinct, kind, difference) in frames {
            window.arrived(at_s, distinct);
            match kind {
                0 => window.looked(at_s, Some(GREY), Some(difference)),
                1 => window.looked(at_s, Some(BLACK), None),
                2 => window.looked(at_s, None, Some(difference)),
                _ => window.broke(at_s),
            }
        }
        let seen = window.observe(now_s);
        for ratio in [seen.brightness, seen.contrast] {
            proptest::prop_assert!(ratio.is_none_or(|r| (0.0..=1.0).contains(&r)), "{seen:?}");
        }
        for fps in [seen.delivered_fps, seen.distinct_fps] {
            proptest::prop_assert!(fps.is_none_or(|f| f.is_finite() && f >= 0.0), "{seen:?}");
        }
        proptest::prop_assert!(seen.distinct_fps <= seen.delivered_fps);
        proptest::prop_assert!(seen.watched_s.is_finite() && seen.watched_s >= 0.0);
        proptest::prop_assert!(seen.spans.is_empty() || (length(&seen) - seen.watched_s).abs() < 0.02, "{seen:?}");
    }
}

#[test]
fn too_little_is_not_told() {
    assert_eq!(Window::new(true).observe(3.0), CameraObservation::default());
    let seen = camera(30.0, 20).observe(1.7);
    assert_eq!(seen.delivered_fps, None);
}

#[test]
fn a_longer_watch_reaches_further_and_memory_is_bounded() {
    let mut window = Window::new(true);
    window.reach(20.0);
    window.reach(f64::NAN);
    for i in 0..3000 {
        frame(&mut window, f64::from(i) / 30.0, 1.0);
    }
    assert!((window.observe(100.0).watched_s - 20.0).abs() < 1e-9);
    assert!(window.arrivals.len() < 700 && window.spans.len() < 50);
}
