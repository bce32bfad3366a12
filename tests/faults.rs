//! Bad input and faults, given to the real program: a sentence and what to do, the contract's exit code, nothing lost.
//! What `cli.rs` covers is not repeated here.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod faults_rig;
mod skips;

use std::fs;
use std::net::TcpStream;
use std::os::unix::ffi::OsStrExt;
use std::process::Stdio;
use std::time::{Duration, Instant};

#[cfg(feature = "gui")]
use faults_rig::Display;
use faults_rig::{Folder, Manner, Running, Told, fake_server, greenroom, in_namespace, photo, picture, skip};
use greenroom::model::Token;
use nix::sys::signal::Signal;
use serde_json::Value;

/// Gone within a second; a busy computer gets some more.
const SOON: Duration = Duration::from_millis(2500);

fn run(arguments: &[&str]) -> Told {
    Told::of(&greenroom(Folder::new().path()).args(arguments).output().unwrap())
}

#[test]
fn wrong_usage_is_told_in_the_persons_language() {
    let english = run(&["check", "--reprot", "x"]);
    assert_eq!((english.code, english.out.as_str()), (2, ""));
    assert!(english.has_remedy() && english.err.contains("'--report'"), "{}", english.err);
    let dutch = run(&["check", "--lang", "nl", "--reprot", "x"]);
    assert_eq!(dutch.code, 2);
    assert!(dutch.err.starts_with("Greenroom begrijpt") && dutch.has_remedy(), "{}", dutch.err);
}

#[test]
fn a_file_that_is_no_picture_or_recording_is_wrong_usage_and_no_missing_device() {
    let folder = Folder::new();
    let text = folder.file("text.wav");
    fs::write(&text, "not a recording at all").unwrap();
    let cut = folder.file("cut.jpg");
    let whole = fs::read(photo().trim_start_matches("file:")).unwrap();
    fs::write(&cut, &whole[..500]).unwrap();
    for (option, file) in [("--input", &text), ("--camera", &cut), ("--camera", &text), ("--input", &cut)] {
        for lang in ["en", "nl"] {
            let file = format!("file:{}", file.display());
            let told = run(&["check", "--only", "sound,camera", option, &file, "--lang", lang, "--yes"]);
            assert_eq!((told.code, told.out.as_str()), (2, ""), "{option} {file}");
            assert!(told.has_remedy() && told.err.contains(file.trim_start_matches("file:")), "{}", told.err);
        }
    }
    let told = run(&["check", "--only", "sound", "--output", &format!("file:{}", text.display()), "--yes"]);
    assert_eq!(told.code, 2, "nothing is played into a file");
}

#[test]
fn a_result_that_is_lost_is_told() {
    for arguments in [picture(&[]), picture(&["--json"]), vec!["devices".to_owned()]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let home = Folder::new();
        let told = Told::of(&greenroom(home.path()).args(&arguments).stdout(full).output().unwrap());
        assert_eq!(told.code, 1, "{arguments:?}: {}", told.err);
        assert!(told.has_remedy(), "{}", told.err);
    }
}

#[test]
fn a_copy_that_cannot_be_written_costs_no_result() {
    let folder = Folder::new();
    let recording = folder.file("run.jsonl");
    let recording = recording.to_str().unwrap();
    let first = run(&picture(&["--record", recording]).iter().map(String::as_str).collect::<Vec<_>>());
    let missing = folder.path().join("missing/copy.jsonl");
    let told = run(&["replay", recording, "--anonymise", missing.to_str().unwrap()]);
    assert_eq!(told.code, 1, "{}", told.err);
    assert!(told.out.contains("Picture") && told.has_remedy(), "{} {}", told.out, told.err);
    let before = fs::read(recording).unwrap();
    let told = run(&["replay", recording, "--anonymise", recording]);
    assert_eq!((told.code, told.out.as_str()), (2, ""), "never over a file unasked");
    assert!(told.has_remedy() && fs::read(recording).unwrap() == before);
    assert_eq!(run(&["replay", recording]).code, first.code);
}

#[test]
fn what_answers_wrongly_is_no_bad_line() {
    for (manner, finding) in [
        (Manner::Closes, "network.no_answer"),
        (Manner::Http, "network.garbage"),
        (Manner::Endless, "network.garbage"),
        (Manner::Newer, "network.other_version"),
    ] {
        let address = fake_server(manner);
        let told = run(&["check", "--only", "network", "--server", &address, "--quick", "--yes", "--json"]);
        let json = told.json();
        assert_eq!((told.code, &json["verdict"]), (30, &Value::from("not_measured")), "{manner:?}");
        let found = &json["checks"][0]["findings"][0];
        assert_eq!(found["id"], finding, "{manner:?}");
        assert!(!found["advice"].as_array().unwrap().is_empty(), "{manner:?}: something to do");
    }
}

#[test]
fn a_server_that_stops_half_way_is_told() {
    let home = Folder::new();
    let mut server = Running::begin(greenroom(home.path()).args(["serve", "--listen", "127.0.0.1:0"]));
    let line = server.until("127.0.0.1:");
    let address = line.split_whitespace().find(|w| w.starts_with("127.0.0.1:")).unwrap().to_owned();
    let arguments = ["check", "--only", "network", "--server", &address, "--yes", "--json"];
    let mut check = Running::begin(greenroom(home.path()).args(arguments));
    check.until("pretend");
    server.signal(Signal::SIGKILL);
    let told = check.end();
    assert_eq!(told.code, 30);
    assert_eq!(told.json()["checks"][0]["findings"][0]["id"], "network.stopped_half_way");
}

#[test]
fn without_a_network_it_says_so_at_once() {
    if skip("-rn", "true") {
        return;
    }
    for server in ["public", "192.0.2.1", "host.example:7443"] {
        let home = Folder::new();
        let mut command = in_namespace("-rn", r#"exec "$G" "$@""#, home.path());
        command.args(["check", "--only", "network", "--server", server, "--yes", "--json"]);
        let begun = Instant::now();
        let told = Told::of(&command.output().unwrap());
        assert_eq!((told.code, &told.json()["checks"][0]["unknown_reason"]), (30, &Value::from("offline")), "{server}");
        assert!(begun.elapsed() < Duration::from_secs(5), "{server}");
        assert_eq!(told.json()["hosts_contacted"].as_array().map(Vec::len), Some(0), "{server}");
    }
}

#[test]
fn a_name_that_nobody_knows_is_told_with_what_was_meant() {
    // A route, and a name service that refuses.
    const LINK: &str = "ip link set lo up; ip link add d0 type veth peer name p0 && ip addr add 192.168.40.2/24 dev d0 && \
                        ip link set d0 up && ip link set p0 up && ip route add default via 192.168.40.1 && \
                        mount --bind /dev/null /etc/resolv.conf";
    if skip("-rnm", LINK) {
        return;
    }
    for (lang, sentence, meant) in
        [("en", "could be found", "Did you mean “local”"), ("nl", "niet te vinden", "Bedoelde je “local”")]
    {
        let home = Folder::new();
        let mut command = in_namespace("-rnm", &format!(r#"{LINK} && exec "$G" "$@""#), home.path());
        command.args(["check", "--only", "network", "--server", "locaal", "--yes", "--lang", lang]);
        let told = Told::of(&command.output().unwrap());
        let words = told.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(told.code, 30, "{} {}", told.out, told.err);
        assert!(words.contains("“locaal”") && words.contains(sentence) && words.contains(meant), "{words}");
    }
}

#[test]
fn the_hosts_are_listed_before_the_first_contact() {
    if skip("-rn", "true") {
        return;
    }
    let home = Folder::new();
    let mut command = in_namespace("-rn", r#"exec "$G" "$@""#, home.path());
    let told = Told::of(&command.args(["check", "--only", "network", "--server", "public", "--yes"]).output().unwrap());
    let listed =
        told.err.find("h3.speed.cloudflare.com: speed, delay and losses").unwrap_or_else(|| panic!("{}", told.err));
    assert!(told.err.contains("stun.cloudflare.com:3478: whether the direct way for calls is open"), "{}", told.err);
    assert!(told.err.find("Internet:").is_none_or(|step| listed < step), "{}", told.err);
}

#[test]
fn a_server_tells_who_came_without_telling_who() {
    let home = Folder::new();
    let token = home.file("token");
    fs::write(&token, Token::of(*b"a secret, really").reveal()).unwrap();
    let token = token.to_str().unwrap();
    let mut server =
        Running::begin(greenroom(home.path()).args(["serve", "--listen", "127.0.0.1:0", "--token-file", token]));
    let line = server.until("127.0.0.1:");
    let address = line.split_whitespace().find(|w| w.starts_with("127.0.0.1:")).unwrap().to_owned();
    let arguments = ["check", "--only", "network", "--server", &address, "--quick", "--yes"];
    assert_eq!(run(&arguments).code, 30);
    run(&[&arguments[..], &["--token-file", token]].concat());
    server.signal(Signal::SIGTERM);
    let told = server.end();
    let lines: Vec<&str> = told.err.lines().filter(|l| l.contains("127.0.0.x: ")).collect();
    let expected = ["without an access code", "has begun", "has ended, after"];
    assert!(lines.len() == 3 && lines.iter().zip(expected).all(|(l, e)| l.contains(e)), "{}", told.err);
    let code = fs::read_to_string(token).unwrap();
    assert!(!told.err.contains(&code[..5]), "{}", told.err);
}

#[test]
fn another_network_half_way_voids_the_run() {
    const LINKS: &str = "ip link set lo up; for i in 0 1; do ip link add d$i type veth peer name p$i && \
                         ip addr add 192.168.4$i.2/24 dev d$i && ip link set d$i up && ip link set p$i up; done && \
                         ip route add default via 192.168.40.1";
    if skip("-rn", LINKS) {
        return;
    }
    let home = Folder::new();
    let script = format!(
        r#"{LINKS}; "$G" "$@" & check=$!; read -r go; ip route replace default via 192.168.41.1; wait $check; exit $?"#
    );
    let mut command = in_namespace("-rn", &script, home.path());
    command.args(["check", "--only", "network", "--server", "local", "--yes", "--json"]).stdin(Stdio::piped());
    let mut check = Running::begin(&mut command);
    check.until("pretend");
    // The script's `read` ends when its input closes, and with it the old way out.
    drop(check.child.stdin.take());
    let told = check.end();
    assert_eq!(told.code, 30, "{}", told.err);
    assert_eq!(told.json()["checks"][0]["findings"][0]["id"], "network.changed", "{}", told.out);
    assert!(told.has_remedy(), "{}", told.err);
}

#[test]
fn a_full_or_read_only_disk_costs_no_result_and_no_file() {
    const FULL: &str = r#"mount -t tmpfs -o size=64k none "$1"; head -c 64000 /dev/zero >"$1/fill"; head -c 9999 /dev/zero >>"$1/fill" 2>/dev/null"#;
    const READ_ONLY: &str = r#"mount -t tmpfs -o ro none "$1""#;
    if skip("-rm", "mount -t tmpfs none /tmp") {
        return;
    }
    for (disk, option, name) in [
        (FULL, "--report", "r.json"),
        (FULL, "--report", "r.html"),
        (FULL, "--record", "r.jsonl"),
        (READ_ONLY, "--report", "r.html"),
        (READ_ONLY, "--record", "r.jsonl"),
    ] {
        let folder = Folder::new();
        let place = folder.file("disk/.keep").parent().unwrap().to_owned();
        let script = format!(r#"{disk}; d=$1; shift; "$G" "$@"; code=$?; ls -A "$d"; exit $code"#);
        let mut command = in_namespace("-rm", &script, folder.path());
        command.arg(&place).args(picture(&[option, place.join(name).to_str().unwrap()]));
        let told = Told::of(&command.output().unwrap());
        assert_eq!(told.code, 1, "{disk} {option}: {}", told.err);
        assert!(told.out.contains("Picture"), "the result is printed: {}", told.out);
        assert!(told.err.contains(name) && told.has_remedy(), "{}", told.err);
        assert!(!told.err.contains(".greenroom"), "no name that means nothing: {}", told.err);
        let left =
            told.out.lines().filter(|l| l.contains("r.") && !l.contains(' ') || l.contains(".greenroom")).count();
        assert_eq!(left, 0, "nothing half-written stays behind: {}", told.out);
    }
}

#[test]
fn settings_of_any_kind_stop_nothing() {
    let newer = "version = 99\nlanguage = \"nl\"\nnew = { shape = 1 }\n";
    for (what, bytes, kept) in [
        ("newer", newer.as_bytes(), true),
        ("damaged", b"version = 1\nlanguage = [", false),
        ("no text", b"\xff\xfe\x00", false),
        ("wrong type", b"version = 1\nserver = 5\n", false),
    ] {
        let home = Folder::new();
        let file = home.file("config/settings.toml");
        fs::write(&file, bytes).unwrap();
        let told = Told::of(&greenroom(home.path()).args(picture(&["--lang", "nl"])).output().unwrap());
        assert!(matches!(told.code, 0 | 10 | 20), "{what}: {}", told.err);
        assert!(told.err.contains("instellingen") && told.err.contains("settings.toml"), "{what}: {}", told.err);
        assert_eq!(file.exists(), kept, "{what}");
        let kept_in = if kept { file } else { file.with_extension("toml.damaged") };
        assert_eq!(fs::read(kept_in).unwrap(), bytes, "{what}: nothing is lost");
    }
}

#[test]
fn a_pipe_in_place_of_the_settings_keeps_nobody_waiting() {
    let home = Folder::new();
    nix::unistd::mkfifo(&home.file("config/settings.toml"), nix::sys::stat::Mode::S_IRWXU).unwrap();
    let told = Told::of(&greenroom(home.path()).args(picture(&[])).output().unwrap());
    assert!(matches!(told.code, 0 | 10 | 20) && told.err.contains("settings"), "{}", told.err);
}

#[test]
fn no_home_and_a_home_without_a_readable_name_stop_nothing() {
    let plain = run(&picture(&[]).iter().map(String::as_str).collect::<Vec<_>>()).code;
    for home in [None, Some(&b""[..]), Some(b"/tmp/\xff"), Some(b"/no/such/home")] {
        let mut command = greenroom(Folder::new().path());
        command.args(picture(&[])).env_remove("GREENROOM_HOME").env_remove("HOME");
        if let Some(home) = home {
            command.env("HOME", std::ffi::OsStr::from_bytes(home));
        }
        assert_eq!(Told::of(&command.output().unwrap()).code, plain, "{home:?}");
    }
}

#[test]
fn a_remembered_token_that_is_gone_matters_only_to_its_server() {
    let home = Folder::new();
    fs::write(home.file("config/settings.toml"), "version = 1\nserver = \"host.example\"\ntoken_file = \"/no/such\"\n")
        .unwrap();
    let told = Told::of(&greenroom(home.path()).args(picture(&[])).output().unwrap());
    assert!(matches!(told.code, 0 | 10 | 20), "{}", told.err);
    let told = Told::of(&greenroom(home.path()).args(["check", "--only", "network", "--yes"]).output().unwrap());
    assert_eq!(told.code, 2);
    assert!(told.err.contains("/no/such") && told.has_remedy(), "{}", told.err);
}

#[test]
fn a_signal_in_the_middle_closes_the_embedded_server_too() {
    for (signal, words) in [(Signal::SIGINT, "Contacting"), (Signal::SIGTERM, "pretend")] {
        let home = Folder::new();
        let photo = photo();
        let arguments = ["check", "--server", "local", "--camera", &photo, "--seconds", "20", "--yes"];
        let mut check = Running::begin(greenroom(home.path()).args(arguments));
        let line = check.until("Contacting");
        let address = line.split_whitespace().last().unwrap().to_owned();
        assert!(TcpStream::connect(&address).is_ok(), "{address}");
        if words != "Contacting" {
            check.until(words);
        }
        let begun = Instant::now();
        check.signal(signal);
        let told = check.end();
        assert_eq!((told.code, told.out.as_str()), (130, ""), "{signal}: {}", told.err);
        assert!(begun.elapsed() < SOON, "{signal}: {:?}", begun.elapsed());
        assert!(TcpStream::connect(&address).is_err(), "the port is closed");
    }
}

#[test]
fn everything_from_files_and_every_document_valid() {
    let folder = Folder::new();
    let file = |name: &str| folder.file(name).to_str().unwrap().to_owned();
    let (record, report, page, copy) = (file("r.jsonl"), file("r.json"), file("r.html"), file("copy.jsonl"));
    let photo = photo();
    let devices =
        ["check", "--only", "camera,network", "--camera", &photo, "--server", "local", "--quick", "--seconds", "1"];
    let arguments = [&devices[..], &["--yes", "--json", "--record", &record, "--report", &report]].concat();
    let told = run(&[&arguments[..], &["--include", "devices,programs"]].concat());
    let live = told.json();
    assert_eq!((told.code, &live["verdict"]), (30, &Value::from("not_measured")), "a trial run is no claim");
    let again = run(&["replay", &record, "--json", "--anonymise", &copy]);
    assert_eq!((again.code, &again.json()["checks"]), (30, &live["checks"]));
    let anonymous = run(&["replay", &copy, "--json"]).json();
    assert_eq!(anonymous["checks"], live["checks"]);
    let shared: Value = serde_json::from_slice(&fs::read(&report).unwrap()).unwrap();
    for (schema, documents) in
        [("check-report.json", vec![live, again.json(), anonymous]), ("shared-report.json", vec![shared])]
    {
        let path = format!("{}/assets/schema/{schema}", env!("CARGO_MANIFEST_DIR"));
        let schema: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        for document in documents {
            let errors: Vec<String> = validator.iter_errors(&document).map(|e| e.to_string()).collect();
            assert!(errors.is_empty(), "{errors:?}");
        }
    }
    run(&picture(&["--report", &page, "--lang", "nl"]).iter().map(String::as_str).collect::<Vec<_>>());
    let page = fs::read_to_string(page).unwrap();
    assert!(page.contains("<html lang=\"nl\"") && !page.contains("<script"), "{page}");
    assert!(!fs::read_to_string(&copy).unwrap().contains("127.0.0.1"), "no address is handed on");
}

#[test]
fn every_verdict_has_its_exit_code() {
    use greenroom::session::recording::{self, Header};
    use greenroom::session::scenario;
    let folder = Folder::new();
    for (name, code) in [("ready", 0), ("public", 10), ("fix-first", 20), ("cannot-say", 30)] {
        let recording = folder.file(name);
        fs::write(&recording, recording::to_bytes(&Header::new(), &scenario::load(name).unwrap().events())).unwrap();
        let told = run(&["replay", recording.to_str().unwrap()]);
        assert_eq!(told.code, code, "{name}: {}", told.out);
    }
}

#[cfg(feature = "gui")]
#[test]
fn the_window_ends_when_it_is_asked_and_tells_when_it_cannot_open() {
    let Some(display) = Display::begin() else { return };
    let home = Folder::new();
    let window = |more: &[(&str, &str)]| {
        let mut command = greenroom(home.path());
        command.env("DISPLAY", &display.name).env("LIBGL_ALWAYS_SOFTWARE", "1").envs(more.iter().copied());
        command
    };
    for signal in [Signal::SIGTERM, Signal::SIGINT] {
        let running = Running::begin(&mut window(&[]));
        display.window();
        let begun = Instant::now();
        running.signal(signal);
        let told = running.end();
        assert_eq!(told.code, 130, "{signal}: {}", told.err);
        assert!(begun.elapsed() < SOON, "{signal}: {:?}", begun.elapsed());
    }
    for broken in [&[("LIBGL_DRIVERS_PATH", "/no/such")][..], &[("DISPLAY", ":987")]] {
        let told = Told::of(&window(broken).args(["--lang", "nl"]).output().unwrap());
        assert_eq!(told.code, 1, "{broken:?}: {}", told.err);
        assert!(told.err.contains("greenroom check") && !told.err.contains(".rs:"), "{}", told.err);
    }
}

#[test]
fn serve_under_tls_and_the_files_that_it_needs() {
    let data = |name: &str| format!("{}/tests/data/tls/{name}", env!("CARGO_MANIFEST_DIR"));
    let (cert, key) = (data("server.pem"), data("server.key"));
    for lang in ["en", "nl"] {
        for (cert, key) in [(&cert, &data("other.key")), (&key, &key), (&cert, &cert), (&cert, &data("missing.key"))] {
            let told = run(&["serve", "--listen", "127.0.0.1:0", "--tls-cert", cert, "--tls-key", key, "--lang", lang]);
            assert_eq!((told.code, told.has_remedy()), (2, true), "{}", told.err);
        }
        let told = run(&["serve", "--listen", "127.0.0.1:0", "--tls-cert", &cert, "--lang", lang]);
        assert_eq!((told.code, told.has_remedy()), (2, true), "a certificate without a key: {}", told.err);
        let told =
            run(&["check", "--only", "network", "--server", "a.example", "--tls-ca", &data("ca.pem"), "--lang", lang]);
        assert_eq!((told.code, told.has_remedy()), (2, true), "{}", told.err);
    }
    let home = Folder::new();
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--tls-cert", &cert, "--tls-key", &key];
    let mut server = Running::begin(greenroom(home.path()).args(arguments));
    let line = server.until("127.0.0.1:");
    let address = line.split_whitespace().find(|w| w.starts_with("127.0.0.1:")).unwrap().to_owned();
    let encrypted = format!("tls://{address}");
    let check = |server: &str, more: &[&str]| {
        let told =
            run(&[&["check", "--only", "network", "--quick", "--yes", "--json", "--server", server], more].concat());
        assert_eq!(told.code, 30, "{}", told.err);
        told.json()["checks"][0]["findings"][0]["id"].as_str().unwrap().to_owned()
    };
    assert_eq!(check(&encrypted, &["--tls-ca", &data("ca.pem")]), "network.this_computer_only");
    assert_eq!(check(&encrypted, &[]), "network.untrusted");
    assert_eq!(check(&address, &[]), "network.needs_tls");
    server.signal(Signal::SIGTERM);
    let told = server.end();
    assert!(told.err.contains("is encrypted") && !told.err.contains("Without TLS"), "{}", told.err);
    assert!(told.err.contains("does that computer trust the certificate"), "{}", told.err);
}
