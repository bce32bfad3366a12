use super::*;

const GREY: PictureLook = PictureLook::GREY;

fn flat(rgb: [f64; 3]) -> PictureLook {
    let inner_std = [0.0; 3];
    PictureLook {
        areas_std: inner_std,
        inner_std,
        same_ratio: 1.0,
        rest_ratio: 0.0,
        rest_same_ratio: 0.0,
        median_rgb: rgb,
        ..GREY
    }
}

fn black() -> PictureLook {
    PictureLook { mean: 5.0, std: 1.0, p5: 3.0, p95: 8.0, p99: 9.0, ..flat([5.0; 3]) }
}

/// Half a second with 15 frames of this look, which differ so much from one to the next.
fn span(look: PictureLook, change: f64) -> PictureSpan {
    PictureSpan { length_s: 0.5, looked: 15, broken: 0, change: Some(change), look: Some(look) }
}

fn empty() -> PictureSpan {
    PictureSpan { length_s: 0.5, ..PictureSpan::default() }
}

fn seen(spans: Vec<PictureSpan>) -> CameraObservation {
    completed(&CameraObservation { spans, ..CameraObservation::default() })
}

#[test]
fn a_picture_that_moves_is_not_frozen() {
    let seen = seen(vec![span(GREY, 1.0); 10]);
    assert_eq!(seen.frozen_ratio, Some(0.0));
    assert!(seen.frozen_ratio.unwrap().is_sign_positive(), "never -0");
    assert_eq!((seen.black_ratio, seen.garbage_ratio), (Some(0.0), 0.0));
    assert_eq!(nothing_ratio(&seen), Some(0.0));
}

#[test]
fn standing_still_counts_when_it_lasts() {
    let still = |spans: usize| {
        let moving = vec![span(GREY, 1.0); 10 - spans];
        seen([moving, vec![span(GREY, 0.001); spans]].concat()).frozen_ratio
    };
    assert_eq!((still(1), still(2)), (Some(0.0), Some(0.0)));
    assert_eq!((still(3), still(6), still(10)), (Some(0.3), Some(0.6), Some(1.0)));
    let blinking: Vec<PictureSpan> = (0..10).map(|i| span(GREY, if i % 2 == 0 { 0.0 } else { 1.0 })).collect();
    assert_eq!(seen(blinking).frozen_ratio, Some(0.0));
}

#[test]
fn a_stream_that_stops_stands_still() {
    let mut spans = vec![span(GREY, 1.0); 5];
    spans.extend([empty(); 5]);
    assert_eq!(seen(spans).frozen_ratio, Some(0.5));
}

#[test]
fn pictures_from_a_file_and_a_short_watch_do_not_stand_still() {
    let file = PictureSpan { change: None, ..span(GREY, 0.0) };
    assert_eq!(seen(vec![file; 10]).frozen_ratio, None);
    assert_eq!(seen(vec![span(GREY, 0.0)]).frozen_ratio, None);
}

#[test]
fn ratios_count_frames() {
    let broken = PictureSpan { length_s: 0.5, looked: 0, broken: 15, change: None, look: None };
    let seen = seen(vec![span(black(), 1.0), span(GREY, 1.0), span(GREY, 1.0), span(GREY, 1.0), broken]);
    assert_eq!((seen.black_ratio, seen.garbage_ratio), (Some(0.25), 0.2));
    let nothing = self::seen(vec![broken; 4]);
    assert_eq!((nothing.black_ratio, nothing.garbage_ratio, nothing.frozen_ratio), (None, 1.0, None));
}

#[test]
fn an_old_recording_says_what_it_said() {
    let old = CameraObservation {
        black_ratio: Some(0.7),
        frozen_ratio: Some(0.2),
        garbage_ratio: 0.1,
        brightness: Some(0.5),
        ..CameraObservation::default()
    };
    assert_eq!(completed(&old), old);
    assert_eq!(nothing_ratio(&old), None);
}

#[test]
fn one_colour_is_nothing_whatever_the_colour() {
    for rgb in [[0.0, 255.0, 0.0], [0.0; 3], [255.0; 3], [12.0, 80.0, 200.0]] {
        assert!(shows_nothing(&flat(rgb)), "{rgb:?}");
    }
    assert!(!shows_nothing(&GREY));
}

#[test]
fn noise_is_nothing_and_a_noisy_picture_is_something() {
    // The means of 400 samples with a deviation of 50 differ by 2.5.
    let noise = PictureLook { areas_std: [2.5, 1.0, 1.0], inner_std: [50.0, 20.0, 20.0], ..GREY };
    assert!(shows_nothing(&noise));
    let night = PictureLook { areas_std: [4.0, 1.0, 1.0], inner_std: [14.0, 10.0, 10.0], ..GREY };
    assert!(!shows_nothing(&night));
    // Areas that differ in colour only.
    let colour = PictureLook { areas_std: [0.5, 9.0, 0.5], inner_std: [2.0; 3], ..GREY };
    assert!(!shows_nothing(&colour));
}

#[test]
fn a_sign_on_one_colour_is_nothing_and_a_face_in_the_dark_is_something() {
    let ground =
        |rgb, same_ratio, rest_same_ratio| PictureLook { median_rgb: rgb, same_ratio, rest_same_ratio, ..GREY };
    assert!(shows_nothing(&ground([40.0, 40.0, 46.0], 0.95, 0.2)));
    assert!(!shows_nothing(&ground([40.0, 40.0, 46.0], 0.80, 0.2)), "a person in front of it");
    assert!(!shows_nothing(&ground([0.0; 3], 0.95, 0.2)), "a face in a dark room");
    assert!(shows_nothing(&ground([0.0; 3], 0.95, 0.9)), "white letters on black");
    assert!(!shows_nothing(&ground([255.0; 3], 0.95, 0.2)), "somebody far off in front of a window");
}

#[test]
fn two_exact_colours_are_nothing_whatever_their_shares() {
    let two = |same_ratio, rest_same_ratio| {
        let rest_ratio = 1.0 - same_ratio;
        PictureLook { median_rgb: [0.0, 255.0, 0.0], same_ratio, rest_ratio, rest_same_ratio, ..GREY }
    };
    assert!(shows_nothing(&two(0.75, 1.0)), "one colour between black bars");
    assert!(shows_nothing(&two(0.52, 0.95)));
    assert!(!shows_nothing(&two(0.75, 0.4)), "a person in front of one colour");
}

#[test]
fn a_picture_of_a_few_pixels_is_nothing() {
    assert!(shows_nothing(&PictureLook { shorter_side: 31, ..GREY }));
    assert!(!shows_nothing(&PictureLook { shorter_side: 120, ..GREY }));
}

proptest::proptest! {
    #[test]
    fn whatever_comes_gives_no_nonsense(
        spans in proptest::collection::vec(
            (0.0_f64..1.0, 0_u32..60, 0_u32..60, proptest::option::of(0.0_f64..1.0), proptest::bool::ANY), 0..40),
    ) {
        let spans = spans.into_iter().map(|(length_s, looked, broken, change, look)| {
            PictureSpan { length_s, looked, broken, change, look: look.then_some(GREY) }
        });
        let seen = seen(spans.collect());
        for ratio in [seen.frozen_ratio, seen.black_ratio, nothing_ratio(&seen), Some(seen.garbage_ratio)] {
            proptest::prop_assert!(ratio.is_none_or(|r| (0.0..=1.0).contains(&r)), "{seen:?}");
        }
    }
}
