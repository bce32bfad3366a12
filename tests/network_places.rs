//! Networks in which a server is found in odd ways, or not at all: this very computer under its own address, a neighbour
//! without a way to the internet, the other kind of addresses, a proxy. Each is told for what it is.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[allow(dead_code, unused_imports, reason = "shared with other tests")]
mod faults_rig;
#[allow(dead_code, reason = "shared with other tests")]
mod skips;

use std::io::{Read, Write};
use std::net::TcpListener;

use faults_rig::{Folder, Told, greenroom, in_namespace, skip};
use serde_json::Value;

/// A network card with addresses of both kinds, and its other end.
const CARD: &str = "ip link set lo up && ip link add v0 type veth peer name v1 && ip link set v0 up && ip link set v1 up && \
                    ip addr add 198.51.100.5/24 dev v0 && ip addr add 2001:db8::5/64 dev v0 nodad && \
                    ip addr add fe80::77/64 dev v0 nodad";

/// Begins a server in the background and waits until it listens. `$l`: where.
const SERVE: &str = r#""$G" serve --listen "$l" --open 2>"$GREENROOM_HOME/log" >/dev/null & s=$!;
    until grep -q Listening "$GREENROOM_HOME/log"; do kill -0 $s || exit 99; done"#;

/// Another computer at the end of a cable, in a namespace of its own: 10.9.9.2. `$then`: what it does.
const NEIGHBOUR: &str = r#"mkfifo "$GREENROOM_HOME/go"; ip link set lo up
    unshare -n sh -c 'read -r go <"$GREENROOM_HOME/go"; ip link set lo up; ip addr add 10.9.9.2/24 dev v1; ip link set v1 up; eval "$0"' "$then" & n=$!
    until [ "$(readlink /proc/$n/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do kill -0 $n || exit 99; done
    ip link add v0 type veth peer name v1 netns $n
    ip addr add 10.9.9.1/24 dev v0; ip link set v0 up; echo go >"$GREENROOM_HOME/go""#;

fn check(home: &Folder, flags: &str, script: &str, server: &str) -> Value {
    let mut command = in_namespace(flags, script, home.path());
    command.args(["check", "--only", "network", "--quick", "--yes", "--json", "--server", server]);
    let told = Told::of(&command.output().unwrap());
    let mut json = told.json();
    json["code"] = told.code.into();
    json
}

#[track_caller]
fn found(json: &Value, id: &str) {
    let check = &json["checks"][0];
    assert_eq!((&json["code"], &check["findings"][0]["id"]), (&30.into(), &Value::from(id)), "{check}");
    assert!(!check["findings"][0]["advice"].as_array().unwrap().is_empty(), "something to do");
}

#[test]
fn this_very_computer_under_any_address_says_nothing_of_the_line() {
    if skips::slow() || skip("-rn", CARD) {
        return;
    }
    // Each in a world of its own, all at once: nothing here is about times.
    let places = [
        ("198.51.100.5:7443", "198.51.100.5:7443"),
        ("0.0.0.0:7443", "198.51.100.5"),
        ("0.0.0.0:7443", "[::ffff:198.51.100.5]:7443"),
        ("[2001:db8::5]:7443", "[2001:db8::5]:7443"),
        ("[::]:7443", "[fe80::77%v0]:7443"),
    ];
    std::thread::scope(|scope| {
        for (listen, server) in places {
            scope.spawn(move || {
                let home = Folder::new();
                let script = format!(r#"{CARD} && l='{listen}' && {SERVE}; "$G" "$@"; c=$?; kill $s; exit $c"#);
                let json = check(&home, "-rn", &script, server);
                assert_eq!((&json["code"], &json["verdict"]), (&30.into(), &Value::from("not_measured")), "{server}");
                assert_eq!(json["checks"][0]["unknown_reason"], "this_computer_only", "{server}: {}", json["checks"]);
                assert_eq!(json["observations"]["network"]["server"]["kind"], "local", "{server}");
            });
        }
    });
}

#[test]
fn a_neighbour_is_measured_without_a_way_to_the_internet() {
    if skips::slow() || skip("-rnm", CARD) {
        return;
    }
    let home = Folder::new();
    let hosts = home.file("hosts");
    std::fs::write(&hosts, "127.0.0.1 localhost\n10.9.9.2 neighbour.example\n").unwrap();
    let script = format!(
        r#"mount --bind "{}" /etc/hosts; export then='exec "$G" serve --listen 10.9.9.2:7443 --open 2>"$GREENROOM_HOME/log" >/dev/null'
        {NEIGHBOUR}; until grep -q Listening "$GREENROOM_HOME/log" 2>/dev/null; do kill -0 $n || exit 99; done
        "$G" "$@"; c=$?; kill $n; exit $c"#,
        hosts.display()
    );
    for server in ["neighbour.example:7443", "10.9.9.2:7443"] {
        let _ = std::fs::remove_file(home.path().join("go"));
        let _ = std::fs::remove_file(home.path().join("log"));
        let json = check(&home, "-rnm", &script, server);
        assert_eq!(json["observations"]["network"]["server"]["kind"], "greenroom", "{server}: {}", json["checks"]);
        assert_eq!(json["observations"]["network"]["udp"], "works", "{server}");
    }
}

#[test]
fn refused_unreachable_and_silent_differ() {
    if skips::slow() || skip("-rn", CARD) {
        return;
    }
    // Nobody answers for .3; .4 is said to be there and is not; .2 is there and has nothing at that port.
    let place = format!(
        r#"export then='exec sleep 60'; {NEIGHBOUR}; ip neigh add 10.9.9.4 lladdr 02:00:00:00:00:04 dev v0
        until LC_ALL=C bash -c 'exec 3<>/dev/tcp/10.9.9.2/9' 2>&1 | grep -q refused; do kill -0 $n || exit 99; done; "$G" "$@"; c=$?; kill $n; exit $c"#
    );
    for (server, finding) in [
        ("10.9.9.2:7443", "network.refused"),
        ("10.9.9.3:7443", "network.unreachable"),
        ("10.9.9.4:7443", "network.no_answer"),
        ("192.0.2.1:7443", "network.unreachable"),
    ] {
        let json = check(&Folder::new(), "-rn", &place, server);
        found(&json, finding);
        assert!(json["checks"][0]["findings"][0]["evidence"]["host"].as_str().unwrap().contains("7443"), "{server}");
    }
}

#[test]
fn the_other_kind_of_addresses_is_told() {
    let v4 = "ip link set lo up && ip link add v0 type veth peer name v1 && ip link set v0 up && ip link set v1 up && \
              ip addr add 198.51.100.5/24 dev v0 && ip route add default via 198.51.100.1 && \
              sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.v0.disable_ipv6=1";
    let v6 = "ip link set lo up && ip link add v0 type veth peer name v1 && ip link set v0 up && ip link set v1 up && \
              ip addr add 2001:db8:1::5/64 dev v0 nodad && ip -6 route add default via 2001:db8:1::1 dev v0";
    if skip("-rnm", v4) || skip("-rnm", v6) {
        return;
    }
    let home = Folder::new();
    let hosts = home.file("hosts");
    std::fs::write(&hosts, "2001:db8::9 six.example\n203.0.113.9 four.example\n").unwrap();
    let named = |place: &str| format!(r#"{place}; mount --bind "{}" /etc/hosts; exec "$G" "$@""#, hosts.display());
    for (place, server, finding) in [
        (v4, "six.example:7443", "network.ipv6_only"),
        (v4, "[2001:db8::9]:7443", "network.ipv6_only"),
        (v6, "four.example:7443", "network.ipv4_only"),
        (v6, "203.0.113.9", "network.ipv4_only"),
    ] {
        found(&check(&home, "-rnm", &named(place), server), finding);
    }
}

/// A proxy that says this to everybody.
fn proxy(answer: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let serve = move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.read(&mut [0; 2000]);
            let _ = stream.write_all(answer);
        }
    };
    std::thread::Builder::new().name("proxy".into()).spawn(serve).unwrap();
    address
}

#[test]
fn a_proxy_is_named() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    for (address, finding) in [
        (
            proxy(b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n"),
            "network.proxy_login",
        ),
        (proxy(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"), "network.proxy"),
        (proxy(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"), "network.proxy"),
        (proxy(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>log in</html>"), "network.proxy"),
        (proxy(b""), "network.proxy"),
        (closed, "network.proxy"),
    ] {
        let home = Folder::new();
        let mut command = greenroom(home.path());
        command.args(["check", "--only", "network", "--server", "public", "--quick", "--yes", "--json"]);
        for name in ["NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy", "HTTPS_PROXY"] {
            command.env_remove(name);
        }
        let told = Told::of(&command.env("https_proxy", format!("http://user:word@{address}")).output().unwrap());
        let mut json = told.json();
        json["code"] = told.code.into();
        found(&json, finding);
        assert_eq!(json["checks"][0]["findings"][0]["evidence"]["host"], address.as_str());
        assert!(!format!("{}{}", told.out, told.err).contains("word@"), "its password is not shown");
    }
}
