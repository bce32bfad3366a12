use super::*;

#[test]
fn replaces_whole_and_leaves_nothing_beside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.json");
    write_atomic(&path, b"first, and rather long").unwrap();
    write_atomic(&path, b"second").unwrap();
    assert_eq!(read(&path, 100).unwrap(), b"second");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn never_over_a_file_that_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.json");
    write_new(&path, b"mine").unwrap();
    let error = write_new(&path, b"theirs").unwrap_err();
    assert_eq!(error.reason, FileReason::Exists);
    assert_eq!(read(&path, 100).unwrap(), b"mine");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn names_what_failed() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("none").join("a.txt");
    assert_eq!(write_atomic(&missing, b"x").unwrap_err().reason, FileReason::NotFound);
    assert_eq!(read(&missing, 10).unwrap_err().reason, FileReason::NotFound);
    assert_eq!(write_atomic(folder.path(), b"x").unwrap_err().reason, FileReason::IsFolder);
    let text = read(&missing, 10).unwrap_err().to_string();
    assert!(text.starts_with("read ") && text.contains("a.txt"), "{text}");
}

#[test]
fn one_holder_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.json");
    let first = hold(&path).unwrap();
    let again = path.clone();
    let second = background("gr-test", move || hold(&again).is_some());
    assert!(second.try_recv().is_err());
    drop(first);
    assert_eq!(second.recv(), Ok(true));
}

#[test]
fn takes_no_more_than_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("big");
    write_atomic(&path, &[7; 11]).unwrap();
    assert_eq!(read(&path, 10).unwrap_err().reason, FileReason::TooLarge);
    assert_eq!(read(&path, 11).unwrap().len(), 11);
}

#[test]
fn saves_in_the_background() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.html");
    save(path.clone(), b"<p>".to_vec()).recv().unwrap().unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"<p>");
    assert_eq!(background("gr-test", || 6 * 7).recv(), Ok(42));
}

#[cfg(unix)]
#[test]
fn private_and_through_links() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let sub = folder.path().join("a").join("b");
    create_folder(&sub).unwrap();
    assert_eq!(fs::metadata(&sub).unwrap().permissions().mode() & 0o777, 0o700);
    let real = sub.join("real");
    write_atomic(&real, b"1").unwrap();
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o600);
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(&real, &link).unwrap();
    write_atomic(&link, b"2").unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read(&real).unwrap(), b"2");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_apart() {
    let error = write_atomic(Path::new("/dev/full"), b"x").unwrap_err();
    assert_eq!((error.operation, error.reason), (Operation::Write, FileReason::DiskFull));
}
