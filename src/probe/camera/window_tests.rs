use super::*;

const GREY: Measures = Measures { mean: 127.5, std: 40.0, p5: 51, p95: 204, p99: 220 };
const BLACK: Measures = Measures { mean: 5.0, std: 1.0, p5: 3, p95: 8, p99: 9 };

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
    assert_eq!(seen.frozen_ratio, Some(0.0));
    assert!(seen.frozen_ratio.unwrap().is_sign_positive(), "never -0");
    assert_eq!(seen.black_ratio, Some(0.0));
    assert!((seen.brightness.unwrap() - 0.5).abs() < 1e-9);
    assert!((seen.contrast.unwrap() - 0.6).abs() < 1e-9);
    assert!((seen.watched_s - 5.0).abs() < 1e-9);
    assert_eq!(seen.garbage_ratio, 0.0);
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
    assert_eq!(seen.black_ratio, Some(0.0));
    assert!((seen.watched_s - 3.0).abs() < 1e-9);
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
    assert_eq!(seen.frozen_ratio, Some(0.0), "33 ms of standing still is no freezing");
}

#[test]
fn a_frozen_picture_counts_from_when_it_stood_still() {
    let mut window = camera(10.0, 30);
    for i in 0..30 {
        frame(&mut window, 4.0 + f64::from(i) / 10.0, 0.001);
    }
    let seen = window.observe(6.9);
    // Window 1.9 to 6.9; the last change was at 3.9.
    assert!((seen.frozen_ratio.unwrap() - 0.6).abs() < 0.01, "{seen:?}");
    assert!(seen.distinct_fps.unwrap() < seen.delivered_fps.unwrap() || seen.delivered_fps.is_some());
    let mut long = window.clone();
    for i in 0..50 {
        frame(&mut long, 7.0 + f64::from(i) / 10.0, 0.0);
    }
    assert_eq!(long.observe(12.0).frozen_ratio, Some(1.0));
}

#[test]
fn a_stream_that_stops_is_slow_and_frozen() {
    let window = camera(10.0, 50);
    let seen = window.observe(8.4);
    assert!(seen.delivered_fps.unwrap() < 6.0, "{seen:?}");
    assert!(seen.frozen_ratio.unwrap() > 0.4);
}

#[test]
fn garbage_is_counted_and_has_no_brightness() {
    let mut window = Window::new(true);
    for i in 0..100 {
        window.arrived(f64::from(i) / 10.0, true);
        window.looked(f64::from(i) / 10.0, None, None);
    }
    let seen = window.observe(9.9);
    assert_eq!(seen.garbage_ratio, 1.0);
    assert_eq!((seen.brightness, seen.black_ratio, seen.frozen_ratio), (None, None, None));
    assert!((seen.delivered_fps.unwrap() - 10.0).abs() < 0.1);
}

#[test]
fn black_frames_are_shared_out() {
    let mut window = Window::new(true);
    for i in 0..200 {
        window.arrived(f64::from(i) / 20.0, true);
        window.looked(f64::from(i) / 20.0, Some(if i % 4 == 0 { BLACK } else { GREY }), Some(1.0));
    }
    assert!((window.observe(10.0).black_ratio.unwrap() - 0.25).abs() < 0.02);
}

#[test]
fn a_file_has_no_rates() {
    let mut window = Window::new(false);
    for i in 0..50 {
        window.arrived(f64::from(i) / 10.0, false);
        window.looked(f64::from(i) / 10.0, Some(GREY), Some(0.0));
    }
    let seen = window.observe(5.0);
    assert_eq!((seen.delivered_fps, seen.distinct_fps, seen.frozen_ratio), (None, None, None));
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
            let measures = [Some(GREY), Some(BLACK), None, None][usize::from(kind)];
            window.looked(at_s, measures, (kind < 3).then_some(difference));
        }
        let seen = window.observe(now_s);
        for ratio in [seen.frozen_ratio, seen.black_ratio, seen.brightness, seen.contrast, Some(seen.garbage_ratio)] {
            proptest::prop_assert!(ratio.is_none_or(|r| (0.0..=1.0).contains(&r)), "{seen:?}");
        }
        for fps in [seen.delivered_fps, seen.distinct_fps] {
            proptest::prop_assert!(fps.is_none_or(|f| f.is_finite() && f >= 0.0), "{seen:?}");
        }
        proptest::prop_assert!(seen.distinct_fps <= seen.delivered_fps);
        proptest::prop_assert!(seen.watched_s.is_finite() && seen.watched_s >= 0.0);
    }
}

#[test]
fn too_little_is_not_told() {
    assert_eq!(Window::new(true).observe(3.0), CameraObservation::default());
    let seen = camera(30.0, 20).observe(1.7);
    assert_eq!((seen.delivered_fps, seen.frozen_ratio), (None, None));
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
    assert!(window.arrivals.len() < 700 && window.looks.len() < 700 && window.changes.len() < 700);
}
