//! The real program in a terminal: arguments, exit codes, JSON, files, signals.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use greenroom::model::Token;
use serde_json::Value;

/// The program with settings of its own and English texts.
fn greenroom(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_greenroom"));
    command.env("GREENROOM_HOME", home).env("LC_ALL", "C.UTF-8").env("LANG", "C.UTF-8");
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
    command.stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> (Output, String, String) {
    let home = tempfile::tempdir().unwrap();
    run_in(home.path(), arguments)
}

fn run_in(home: &Path, arguments: &[&str]) -> (Output, String, String) {
    let output = greenroom(home).args(arguments).output().unwrap();
    let (out, err) = (output.stdout.clone(), output.stderr.clone());
    let (out, err) = (String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap());
    assert!(!err.contains("panicked") && !err.contains("RUST_BACKTRACE"), "{err}");
    (output, out, err)
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("ended by itself")
}

/// The exit code that goes with a verdict.
fn code_of(json: &Value) -> i32 {
    match json["verdict"].as_str() {
        Some("good") => 0,
        Some("watch_out") => 10,
        Some("problem") => 20,
        Some("not_measured") => 30,
        other => panic!("{other:?}"),
    }
}

fn photo() -> String {
    format!("file:{}/tests/data/photos/portrait.jpg", env!("CARGO_MANIFEST_DIR"))
}

/// A quick run that needs no device.
fn picture<'a>(photo: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut all = vec!["check", "--only", "camera", "--camera", photo, "--seconds", "1", "--yes"];
    all.extend_from_slice(more);
    all
}

#[test]
fn help_and_version_go_to_standard_output() {
    for arguments in [&["--help"][..], &["check", "--help"], &["serve", "--help"], &["--version"]] {
        let (output, out, err) = run(arguments);
        assert_eq!((code(&output), err.as_str()), (0, ""), "{arguments:?}");
        assert!(out.contains("greenroom") || out.contains("Usage"), "{out}");
    }
}

#[test]
fn wrong_usage_is_two() {
    for arguments in [
        &["check", "--no-such-option"][..],
        &["check", "--only", "smell"],
        &["check", "--seconds", "0"],
        &["check", "--report", "report.pdf"],
        &["check", "--only", "network", "--skip", "network"],
        &["check", "--only", "network", "--server", "none"],
        &["check", "--only", "network", "--server", "127.0.0.1:99999"],
        &["check", "--only", "network", "--server", "https://meet.example.com"],
        &["check", "--token-file", "/no/such/file", "--only", "network", "--server", "local"],
        &["serve", "--listen", "nonsense"],
        &["serve", "--listen", "0.0.0.0:0"],
        &["replay", "/no/such/recording.jsonl"],
        &["no-such-command"],
    ] {
        let (output, out, err) = run(arguments);
        assert_eq!((code(&output), out.as_str()), (2, ""), "{arguments:?}: {err}");
        assert!(!err.is_empty(), "{arguments:?}");
    }
}

#[test]
fn an_unknown_device_tells_what_is_there() {
    for option in ["--camera", "--input", "--output"] {
        let (output, out, err) = run(&["check", "--only", "sound,camera", option, "no such device"]);
        assert_eq!((code(&output), out.as_str()), (2, ""), "{option}");
        assert!(err.contains("no such device") && err.lines().count() >= 2, "{err}");
    }
    let (output, _, err) = run(&["check", "--only", "camera", "--camera", "file:/no/such/picture.png"]);
    assert_eq!(code(&output), 2);
    assert!(err.contains("/no/such/picture.png"), "{err}");
}

#[test]
fn an_empty_server_is_no_wish_for_a_public_one() {
    let (output, out, err) = run(&["check", "--server", "", "--only", "network", "--yes"]);
    assert_eq!(code(&output), 2, "{out} {err}");
    assert!(!err.contains("cloudflare"), "{err}");
}

#[test]
fn the_computer_alone_as_json() {
    let (output, out, err) = run(&["check", "--server", "none", "--only", "computer", "--quick", "--json", "--yes"]);
    let json: Value = serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}: {out} {err}"));
    assert_eq!(code(&output), code_of(&json));
    assert_eq!(json["schema_version"], 1);
    let checks: Vec<&Value> = json["checks"].as_array().unwrap().iter().map(|c| &c["id"]).collect();
    assert_eq!(checks, ["computer"]);
    assert!(json["observations"]["network"].is_null() && json["observations"]["camera"].is_null());
    let busy = json["observations"]["computer"]["cpu_busy_ratio"].as_f64();
    assert!(busy.is_none_or(|r| (0.0..=1.0).contains(&r)));
    assert_eq!(json["hosts_contacted"].as_array().map(Vec::len), Some(0), "nothing was contacted");
}

#[test]
fn the_local_server_measures_this_computer_only() {
    let (output, out, err) = run(&["check", "--server", "local", "--only", "network", "--quick", "--json", "--yes"]);
    let json: Value = serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}: {out} {err}"));
    assert_eq!((code(&output), code_of(&json)), (30, 30), "{err}");
    assert_eq!(json["checks"][0]["unknown_reason"], "this_computer_only");
    assert_eq!(json["observations"]["network"]["server"]["kind"], "local");
    assert_eq!(json["levels"].as_array().map(Vec::len), Some(0), "nothing is claimed of the line");
    assert_eq!(json["observations"]["network"]["trial_levels"].as_array().map(Vec::len), Some(5));
}

#[test]
fn a_picture_in_place_of_the_camera() {
    let photo = photo();
    let (output, out, err) = run(&picture(&photo, &["--json"]));
    let json: Value = serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}: {out} {err}"));
    assert_eq!(code(&output), code_of(&json));
    let camera = &json["observations"]["camera"];
    assert!(camera["brightness"].is_f64() && camera["delivered_fps"].is_null(), "{camera}");
    let (output, out, _) = run(&picture(&photo, &["--lang", "nl"]));
    assert!(out.contains("Beeld"), "{out}");
    assert_eq!(code(&output), code_of(&json));
}

#[test]
fn files_are_not_overwritten_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let (report, record) = (folder.path().join("report.json"), folder.path().join("run.jsonl"));
    let (report, record) = (report.to_str().unwrap(), record.to_str().unwrap());
    let photo = photo();
    let (first, ..) = run(&picture(&photo, &["--report", report, "--record", record]));
    assert!(matches!(code(&first), 0 | 10 | 20), "{first:?}");
    let shared: Value = serde_json::from_slice(&std::fs::read(report).unwrap()).unwrap();
    assert!(!shared.to_string().contains("portrait"), "no device name unasked");

    for option in [["--report", report], ["--record", record]] {
        let (again, out, err) = run(&picture(&photo, &option));
        assert_eq!((code(&again), out.as_str()), (2, ""), "before anything is measured");
        assert!(err.contains(option[1]), "{err}");
    }
    let before = std::fs::read(record).unwrap();
    let (forced, ..) = run(&picture(&photo, &["--record", record, "--force"]));
    assert_eq!(code(&forced), code(&first));
    assert_ne!(std::fs::read(record).unwrap(), before);
}

#[test]
fn a_report_ends_as_a_page_or_as_data_in_any_case() {
    let (folder, photo) = (tempfile::tempdir().unwrap(), photo());
    for (name, begin) in
        [("r.HTML", "<!DOCTYPE html>"), ("r.JSON", "{"), ("r.Html", "<!DOCTYPE html>"), ("r.htm", "<!DOCTYPE html>")]
    {
        let file = folder.path().join(name);
        let (output, _, err) = run(&picture(&photo, &["--report", file.to_str().unwrap()]));
        assert_ne!(code(&output), 2, "{name}: {err}");
        assert!(std::fs::read_to_string(&file).unwrap().starts_with(begin), "{name}");
    }
    for name in ["r.pdf", "r", "r.html.txt", ".html"] {
        let file = folder.path().join(name);
        let (output, out, err) = run(&picture(&photo, &["--report", file.to_str().unwrap()]));
        assert_eq!((code(&output), out.as_str()), (2, ""), "{name}");
        assert!(err.contains(name) && err.contains("→") && err.contains(".html") && err.contains(".json"), "{err}");
        assert!(!file.exists());
    }
}

/// What was filled in in the window counts in the terminal, its JSON and the shared data.
#[test]
fn the_kept_plan_counts() {
    let home = tempfile::tempdir().unwrap();
    let channel = |theirs: &str, tested: bool| {
        serde_json::json!({ "kind": "phone", "label": "", "mine": "+31612345678", "theirs": theirs, "tested": tested,
                            "on_phone": false })
    };
    let plan = serde_json::json!({ "version": 1, "contact": "Sanne", "done": [],
                                   "channels": [channel("+31687654321", true), channel("+31687654322", false)] });
    std::fs::create_dir_all(home.path().join("data")).unwrap();
    let kept = home.path().join("data/plan-b.json");
    std::fs::write(&kept, plan.to_string()).unwrap();
    let report = home.path().join("report.json");
    let (_, out, err) = run_in(
        home.path(),
        &["check", "--only", "computer", "--quick", "--yes", "--json", "--report", report.to_str().unwrap()],
    );
    let json: Value = serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}: {out} {err}"));
    assert_eq!(json["plan"], serde_json::json!({ "channels": 2, "tested": 1 }));
    let shared: Value = serde_json::from_slice(&std::fs::read(report).unwrap()).unwrap();
    assert_eq!(shared["plan"], json["plan"]);
    assert!(shared.get("name").is_none() && shared.get("fallback").is_none());
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), plan.to_string(), "looking changes nothing");
}

/// `--only`: sentence, rows and exit code are those of the parts that were asked for.
#[test]
fn a_check_of_some_parts_speaks_of_them_alone() {
    let photo = photo();
    let (output, out, _) = run(&picture(&photo, &[]));
    let flat = out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("Left out: the internet, the sound and the computer."), "{out}");
    for other in ["Plan B", "\nInternet", "\nSound", "\nComputer", "not checked"] {
        assert!(!out.contains(other), "{other}: {out}");
    }
    assert!(matches!(code(&output), 0 | 10 | 20), "{out}");
}

#[test]
fn a_folder_that_is_not_there_is_told_before_the_check() {
    let folder = tempfile::tempdir().unwrap();
    let photo = photo();
    for (option, name) in [("--report", "r.html"), ("--record", "r.jsonl")] {
        let file = folder.path().join("missing").join(name);
        let (output, out, err) = run(&picture(&photo, &[option, file.to_str().unwrap()]));
        assert_eq!((code(&output), out.as_str()), (2, ""), "{option}: {err}");
        assert!(err.contains(name) && err.contains("folder"), "{err}");
    }
}

/// A folder in which nothing can be made.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_written_costs_no_result() {
    let photo = photo();
    for (option, name) in [("--report", "r.html"), ("--record", "r.jsonl")] {
        let file = format!("/proc/{name}");
        let (output, out, err) = run(&picture(&photo, &[option, &file]));
        assert_eq!(code(&output), 1, "{option}: {err}");
        assert!(out.contains("Picture"), "the result is printed all the same: {out}");
        assert_eq!(err.matches(name).count().min(1), 1, "{err}");
    }
}

#[test]
fn a_recording_is_judged_again_and_anonymised() {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("run.jsonl");
    let record = record.to_str().unwrap();
    let photo = photo();
    let (live, out, _) = run(&picture(&photo, &["--record", record, "--json"]));
    let live_json: Value = serde_json::from_str(&out).unwrap();
    let (again, out, err) = run(&["replay", record, "--json"]);
    assert_eq!(code(&again), code(&live), "{err}");
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&json["observations"], &json["checks"]), (&live_json["observations"], &live_json["checks"]));

    let anonymous = folder.path().join("anonymous.jsonl");
    let (output, ..) = run(&["replay", record, "--anonymise", anonymous.to_str().unwrap()]);
    assert_eq!(code(&output), code(&live));
    let text = std::fs::read_to_string(&anonymous).unwrap();
    let (run_id, started) = (live_json["run_id"].as_str().unwrap(), live_json["started_at"].as_str().unwrap());
    for name in [run_id, started, "portrait", env!("CARGO_MANIFEST_DIR")] {
        assert!(!text.contains(name), "{name} is still in it");
    }
    let (output, ..) = run(&["replay", anonymous.to_str().unwrap()]);
    assert_eq!(code(&output), code(&live));
}

#[test]
fn a_damaged_recording_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.jsonl");
    let good = path.to_str().unwrap();
    let photo = photo();
    run(&picture(&photo, &["--record", good]));
    let text = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let middle = format!("{}\n{}\n{{\"run\": 3\n{}\n", lines[0], lines[1], lines[2]);
    let newer = text.replacen("\"greenroom_recording\":1", "\"greenroom_recording\":99", 1);
    let cases = [
        ("empty", String::new()),
        ("another file", "hello\n".to_owned()),
        ("only its header", format!("{}\n", lines[0])),
        ("damaged", middle),
        ("newer", newer),
    ];
    for (what, content) in cases {
        let bad = folder.path().join("bad.jsonl");
        std::fs::write(&bad, content).unwrap();
        let (output, out, err) = run(&["replay", bad.to_str().unwrap()]);
        assert_eq!((code(&output), out.as_str()), (2, ""), "{what}");
        assert!(err.contains("bad.jsonl"), "{what}: {err}");
    }
    let bytes = folder.path().join("bytes.jsonl");
    std::fs::write(&bytes, [0xff, 0xfe, 0x00, 0x0a, 0x80]).unwrap();
    assert_eq!(code(&run(&["replay", bytes.to_str().unwrap()]).0), 2);
}

#[test]
fn a_closed_output_is_nobodys_fault() {
    let home = tempfile::tempdir().unwrap();
    let photo = photo();
    let (plain, ..) = run(&picture(&photo, &[]));
    let mut child = greenroom(home.path())
        .args(picture(&photo, &[]))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!(child.wait().unwrap().code(), plain.status.code(), "{err}");
    assert!(!err.contains("panicked"), "{err}");
}

#[test]
fn settings_that_cannot_be_kept_stop_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let photo = photo();
    let (output, out, _) = run_in(&file.join("below"), &picture(&photo, &[]));
    assert!(matches!(code(&output), 0 | 10 | 20) && out.contains("Picture"), "{out}");
}

#[test]
fn two_copies_run_beside_each_other() {
    let home = tempfile::tempdir().unwrap();
    let photo = photo();
    let begin = || greenroom(home.path()).args(picture(&photo, &["--json"])).stdout(Stdio::piped()).spawn().unwrap();
    for child in [begin(), begin()] {
        let output = child.wait_with_output().unwrap();
        let json: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(code(&output), code_of(&json));
    }
}

/// A server of our own, ended when dropped.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn begin(home: &Path, more: &[&str]) -> Self {
        let mut command = greenroom(home);
        command.args(["serve", "--listen", "127.0.0.1:0"]).args(more).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let line = lines.next().unwrap().unwrap();
        let address = line.split_whitespace().find(|w| w.starts_with("127.0.0.1:")).unwrap().to_owned();
        // What it says later is of no interest, but somebody has to take it.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_server_with_a_token() {
    let home = tempfile::tempdir().unwrap();
    let (right, wrong) = (home.path().join("right"), home.path().join("wrong"));
    std::fs::write(&right, Token::of([1; 16]).reveal()).unwrap();
    std::fs::write(&wrong, Token::of([2; 16]).reveal()).unwrap();
    let server = Server::begin(home.path(), &["--token-file", right.to_str().unwrap()]);
    let arguments = ["check", "--only", "network", "--server", &server.address, "--quick", "--json", "--yes"];
    let (output, out, err) = run(&arguments);
    let json: Value = serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}: {out} {err}"));
    assert_eq!((code(&output), &json["checks"][0]["findings"][0]["id"]), (30, &"network.token_needed".into()), "{out}");
    let (output, out, err) = run(&[&arguments[..], &["--token-file", wrong.to_str().unwrap()]].concat());
    let json: Value = serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}: {out} {err}"));
    assert_eq!(code(&output), 30);
    assert_eq!(json["checks"][0]["findings"][0]["id"], "network.wrong_token", "{out}");
    assert!(!format!("{out}{err}").contains(&Token::of([2; 16]).reveal()[..5]), "the token is never printed");

    let (output, out, _) = run(&[&arguments[..], &["--token-file", right.to_str().unwrap()]].concat());
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(code(&output), code_of(&json));
    assert_eq!(json["observations"]["network"]["server"]["kind"], "local");
    assert_eq!(json["hosts_contacted"][0]["host"], server.address);
}

#[test]
fn a_port_that_is_taken_is_a_failure() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (output, out, err) = run(&["serve", "--listen", &address]);
    assert_eq!((code(&output), out.as_str()), (1, ""));
    assert!(err.contains(&address), "{err}");
}

#[test]
fn a_silent_server_is_no_bad_line() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = silent.local_addr().unwrap().to_string();
    drop(silent);
    let (output, out, err) = run(&["check", "--only", "network", "--server", &address, "--quick", "--json", "--yes"]);
    let json: Value = serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}: {out} {err}"));
    assert_eq!((code(&output), &json["verdict"]), (30, &Value::from("not_measured")));
    assert_eq!(json["checks"][0]["unknown_reason"], "no_answer", "{out}");
}

#[cfg(unix)]
#[test]
fn a_signal_stops_within_two_seconds() {
    use nix::sys::signal::{Signal, kill};
    use nix::unistd::Pid;
    for (signal, arguments) in [
        (Signal::SIGINT, &["check", "--only", "computer", "--yes"][..]),
        (Signal::SIGTERM, &["check", "--only", "network", "--server", "local", "--yes"]),
        (Signal::SIGTERM, &["serve", "--listen", "127.0.0.1:0"]),
    ] {
        let home = tempfile::tempdir().unwrap();
        let mut child =
            greenroom(home.path()).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut err = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        err.read_line(&mut line).unwrap();
        let begun = std::time::Instant::now();
        kill(Pid::from_raw(i32::try_from(child.id()).unwrap()), signal).unwrap();
        let status = child.wait().unwrap();
        assert_eq!(status.code(), Some(130), "{arguments:?}");
        assert!(begun.elapsed().as_secs_f64() < 2.0, "{arguments:?}: {:?}", begun.elapsed());
    }
}

#[test]
fn without_a_display_it_says_what_works() {
    let (output, out, err) = run(&[]);
    assert_eq!((code(&output), out.as_str()), (1, ""), "{err}");
    assert!(err.contains("greenroom check"), "{err}");
}

#[cfg(feature = "gui")]
#[test]
fn a_scenario_that_is_not_there_or_damaged_is_wrong_usage() {
    let (output, _, err) = run(&["--demo", "no-such-scenario"]);
    assert_eq!(code(&output), 2);
    assert!(err.contains("no-such-scenario") && err.contains("ready"), "{err}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.toml");
    std::fs::write(&path, "base = \"ready\"\nnonsense = 1\n").unwrap();
    let (output, _, err) = run(&["--demo", path.to_str().unwrap()]);
    assert_eq!(code(&output), 2, "{err}");
    assert!(err.contains("own.toml"), "{err}");
}

#[test]
fn a_demonstration_is_never_a_measurement() {
    let home = tempfile::tempdir().unwrap();
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_greenroom"))
        .env("GREENROOM_HOME", home.path())
        .args(["--demo", "ready", "check", "--json"])
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(2));
    assert!(out.stdout.is_empty());
}
