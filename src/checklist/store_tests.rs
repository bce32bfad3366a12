//! Keeping Plan B: whole, alone, and beside another window.

use super::*;
use crate::model::plan::{Channel, ChannelKind};

fn plan(contact: &str) -> PlanB {
    let channel = Channel {
        kind: ChannelKind::Phone,
        label: String::new(),
        mine: "06 12 34 56 78".to_owned(),
        theirs: String::new(),
        tested: true,
        on_phone: false,
    };
    PlanB {
        version: VERSION,
        contact: contact.to_owned(),
        own: "06 87 65 43 21".to_owned(),
        channels: vec![channel],
        done: vec!["room".to_owned()],
    }
}

#[test]
fn what_is_saved_last_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let (store, empty, notices) = Store::open(Some(folder.path()));
    assert_eq!((empty, notices), (PlanB::default(), Vec::new()));
    for name in ["a", "b", "Sanne"] {
        store.save(&plan(name));
    }
    drop(store);
    assert_eq!(Store::open(Some(folder.path())).1, plan("Sanne"));
}

fn with(plan: &PlanB, theirs: &str) -> PlanB {
    let mut plan = plan.clone();
    plan.channels.push(Channel { theirs: theirs.to_owned(), ..plan.channels[0].clone() });
    plan
}

fn theirs(plan: &PlanB) -> Vec<&str> {
    plan.channels.iter().map(|c| c.theirs.as_str()).collect()
}

#[test]
fn two_windows_keep_what_each_of_them_added() {
    let folder = tempfile::tempdir().unwrap();
    let (first, ..) = Store::open(Some(folder.path()));
    first.save(&plan("Sanne"));
    first.flush();
    let (second, seen, _) = Store::open(Some(folder.path()));
    let mut here = with(&plan("Sanne"), "from the first");
    first.save(&here);
    first.flush();
    second.save(&with(&seen, "from the second"));
    second.flush();
    let there = second.take_news(&with(&seen, "from the second")).unwrap();
    assert_eq!(theirs(&there), ["", "from the first", "from the second"]);
    assert_eq!(second.take_news(&there), None);
    assert_eq!(Store::open(Some(folder.path())).1, there);
    // The first goes on without having seen it, then takes it in, and removes it for good.
    assert_eq!(first.take_news(&here), None);
    here.done.push("water".to_owned());
    first.save(&here);
    first.flush();
    here = first.take_news(&here).unwrap();
    assert_eq!((theirs(&here).len(), here.done.len()), (3, 2));
    here.channels.truncate(1);
    first.save(&here);
    first.flush();
    assert_eq!(first.take_news(&here), None);
    assert_eq!(theirs(&Store::open(Some(folder.path())).1), [""]);
}

#[test]
fn what_was_typed_while_news_came_is_kept_too() {
    let folder = tempfile::tempdir().unwrap();
    let (first, ..) = Store::open(Some(folder.path()));
    let (second, ..) = Store::open(Some(folder.path()));
    first.save(&plan("Sanne"));
    first.flush();
    let mut here = PlanB { contact: "Noor".to_owned(), ..PlanB::default() };
    second.save(&here);
    second.flush();
    here.done.push("pen".to_owned());
    let together = second.take_news(&here).unwrap();
    assert_eq!((together.contact.as_str(), together.channels.len()), ("Noor", 1));
    assert_eq!(together.done, ["pen", "room"]);
}

#[test]
fn a_file_that_has_gone_takes_nothing_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let (store, ..) = Store::open(Some(folder.path()));
    store.save(&plan("Sanne"));
    store.flush();
    std::fs::remove_file(folder.path().join(FILE)).unwrap();
    store.save(&with(&plan("Sanne"), "more"));
    store.flush();
    assert_eq!(theirs(&Store::open(Some(folder.path())).1), ["", "more"]);
}

#[test]
fn deleting_is_last_whatever_waits() {
    let folder = tempfile::tempdir().unwrap();
    let (store, ..) = Store::open(Some(folder.path()));
    store.save(&plan("Sanne"));
    store.delete().recv().unwrap().unwrap();
    store.flush();
    assert!(!folder.path().join(FILE).exists());
    store.save(&plan("Noor"));
    store.flush();
    assert_eq!(Store::open(Some(folder.path())).1, plan("Noor"));
}

#[test]
fn a_damaged_plan_is_kept_aside_and_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(FILE), b"{\"channels\": [1,").unwrap();
    let (store, empty, notices) = Store::open(Some(folder.path()));
    assert_eq!(empty, PlanB::default());
    let [Notice::Damaged { aside }] = &notices[..] else { panic!("{notices:?}") };
    assert_eq!(std::fs::read(aside).unwrap(), b"{\"channels\": [1,");
    store.save(&plan("Sanne"));
    store.flush();
    assert_eq!(Store::open(Some(folder.path())).1, plan("Sanne"));
}

#[test]
fn a_plan_that_an_editor_put_a_mark_before_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let text = serde_json::to_string(&plan("Sanne")).unwrap();
    let wide: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [format!("\u{feff}{text}").into_bytes(), wide] {
        std::fs::write(folder.path().join(FILE), bytes).unwrap();
        let (store, there, notices) = Store::open(Some(folder.path()));
        assert_eq!((there, notices), (plan("Sanne"), Vec::new()));
        store.save(&with(&plan("Sanne"), "more"));
        store.flush();
        assert_eq!(theirs(&Store::open(Some(folder.path())).1), ["", "more"]);
    }
}

#[test]
fn a_huge_file_is_kept_aside_and_never_written() {
    let folder = tempfile::tempdir().unwrap();
    let size = usize::try_from(LIMIT_BYTES).unwrap() + 1;
    std::fs::write(folder.path().join(FILE), vec![b' '; size]).unwrap();
    let (store, _, notices) = Store::open(Some(folder.path()));
    let [Notice::Damaged { aside }] = &notices[..] else { panic!("{notices:?}") };
    assert_eq!(std::fs::metadata(aside).unwrap().len(), size as u64);
    store.save(&plan("Sanne"));
    store.flush();
    store.save(&with(&plan("Sanne"), &"x".repeat(size)));
    store.flush();
    assert_eq!(store.take_error().map(|e| e.reason), Some(FileReason::TooLarge));
    assert_eq!(Store::open(Some(folder.path())).1, plan("Sanne"));
}

#[test]
fn a_newer_plan_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let newer = br#"{"version": 99, "channels": {"new": "shape"}}"#;
    std::fs::write(folder.path().join(FILE), newer).unwrap();
    let (store, _, notices) = Store::open(Some(folder.path()));
    assert!(matches!(notices[..], [Notice::Newer { .. }]));
    assert!(!store.keeps());
    store.save(&plan("Sanne"));
    drop(store);
    assert_eq!(std::fs::read(folder.path().join(FILE)).unwrap(), newer);
}

#[test]
fn a_folder_that_cannot_be_made_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, b"").unwrap();
    let (store, ..) = Store::open(Some(&file.join("below")));
    store.save(&plan("Sanne"));
    store.flush();
    assert!(store.take_error().is_some() || !store.keeps());
}
