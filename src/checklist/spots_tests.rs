//! Keeping spots: privately, bounded, beside another window, and not at any price.

use super::*;
use crate::model::observation::{
    DirectionObservation, NetworkObservation, RttSummary, Server, ServerKind, UdpState, WayObservation,
};
use crate::model::spot::SpotKind;

fn visit(name: SpotName, at: &str) -> SpotVisit {
    let observation = NetworkObservation {
        server: Server { kind: ServerKind::Greenroom, host: "meet.example.com".to_owned() },
        path: None,
        way: WayObservation::default(),
        udp: UdpState::Works,
        counting: None,
        rtt_ms: RttSummary::default(),
        up: DirectionObservation::default(),
        down: DirectionObservation::default(),
        sender_late_ratio: None,
        mos: None,
        drop_outs: Vec::new(),
        levels_tried: Vec::new(),
        quiet: None,
        trial_levels: Vec::new(),
        duration_s: 9.7,
        watch: None,
    };
    SpotVisit::new(name, SpotKind::Place, at.to_owned(), observation)
}

fn own(name: &str) -> SpotName {
    SpotName::Own(name.to_owned())
}

#[test]
fn what_is_kept_is_read_again_and_is_private() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    assert_eq!(read(Some(&data)), (Vec::new(), None));
    let visits = [visit(SpotName::Study, "yesterday"), visit(own("Serre"), "today")];
    for visit in &visits {
        add(&data, visit.clone()).unwrap();
    }
    assert_eq!(read(Some(&data)), (visits.to_vec(), None));
    let text = std::fs::read_to_string(data.join(FILE)).unwrap();
    assert!(!text.contains("meet.example.com"), "the far end's name is nobody's business");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(data.join(FILE)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    assert_eq!(read(None).1, Some(Notice::NoHome));
}

#[test]
fn a_spot_is_forgotten_with_all_its_visits() {
    let folder = tempfile::tempdir().unwrap();
    for at in ["1", "2"] {
        add(folder.path(), visit(SpotName::Study, at)).unwrap();
        add(folder.path(), visit(SpotName::Kitchen, at)).unwrap();
    }
    assert_eq!(forget(folder.path(), &SpotName::Study), Ok(true));
    assert_eq!(forget(folder.path(), &SpotName::Study), Ok(false));
    let left: Vec<_> = read(Some(folder.path())).0.into_iter().map(|v| (v.name, v.measured_at)).collect();
    assert_eq!(left, [(SpotName::Kitchen, "1".to_owned()), (SpotName::Kitchen, "2".to_owned())]);
    assert_eq!(forget_all(folder.path()), Ok(true));
    assert_eq!(forget_all(folder.path()), Ok(false));
    assert_eq!(read(Some(folder.path())), (Vec::new(), None));
    assert_eq!(forget_all(&folder.path().join("never made")), Ok(false));
}

#[test]
fn the_file_never_grows_without_end() {
    let mut visits = Vec::new();
    for round in 0..20 {
        for spot in 0..40 {
            visits.push(visit(own(&format!("spot {spot}")), &round.to_string()));
        }
    }
    let kept = bounded(visits);
    assert_eq!(kept.len(), MOST_SPOTS * MOST_VISITS);
    assert!(kept.iter().all(|v| v.measured_at.parse::<usize>().unwrap() >= 20 - MOST_VISITS), "the newest stay");
    assert_eq!(kept.last().unwrap().name, own("spot 39"));
    let long = visit(own(&"x".repeat(100_000)), "");
    let Some(SpotVisit { name: SpotName::Own(name), .. }) = bounded(vec![long]).pop() else { panic!("kept") };
    assert!(name.len() < 100);
    assert!(bounded(vec![visit(own("  "), "")]).is_empty());
}

#[test]
fn a_damaged_file_is_told_and_kept_aside() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    for damaged in [&b"{"[..], b"[]", b"{\"version\":1,\"visits\":[{\"name\":\"moon\"}]}", b"\xff\xfe\xfd"] {
        std::fs::write(&file, damaged).unwrap();
        let (visits, notice) = read(Some(folder.path()));
        let Some(Notice::Damaged { aside }) = notice else { panic!("{notice:?}") };
        assert_eq!((visits, std::fs::read(aside).unwrap().as_slice()), (Vec::new(), damaged));
        assert!(!file.exists());
    }
    add(folder.path(), visit(SpotName::Attic, "now")).unwrap();
    assert_eq!(read(Some(folder.path())).0.len(), 1);
    assert_eq!(forget_all(folder.path()), Ok(true));
    let left = std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name());
    assert!(left.into_iter().all(|name| name == "spots.json.lock"), "what lay aside goes too");
}

#[test]
fn a_file_of_a_later_format_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    std::fs::write(&file, b"{\"version\": 2, \"visits\": \"elsewhere\"}").unwrap();
    assert!(matches!(read(Some(folder.path())).1, Some(Notice::Newer { .. })));
    assert!(add(folder.path(), visit(SpotName::Study, "now")).is_err());
    assert!(forget(folder.path(), &SpotName::Study).is_err());
    assert_eq!(std::fs::read(&file).unwrap(), b"{\"version\": 2, \"visits\": \"elsewhere\"}");
}

#[test]
fn two_windows_keep_what_each_of_them_measured() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    let threads: Vec<_> = (0..4)
        .map(|n| {
            let path = path.clone();
            let work = move || add(&path, visit(own(&n.to_string()), "now")).unwrap();
            std::thread::Builder::new().name("gr-test".to_owned()).spawn(work).unwrap()
        })
        .collect();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    assert_eq!(read(Some(&path)).0.len(), 4);
}
