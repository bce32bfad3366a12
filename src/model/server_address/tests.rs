use super::*;

#[test]
fn addresses_as_typed() {
    for (typed, host, port) in [
        ("example.org", "example.org", None),
        (" example.org:443 ", "example.org", Some(443)),
        ("localhost", "localhost", None),
        ("192.0.2.1", "192.0.2.1", None),
        ("192.0.2.1:80", "192.0.2.1", Some(80)),
        ("::1", "::1", None),
        ("[::1]", "::1", None),
        ("[::1]:80", "::1", Some(80)),
        ("MEET.Example.ORG:7443", "meet.example.org", Some(7443)),
        ("example.org.", "example.org.", None),
        ("127.0.0.1.", "127.0.0.1", None),
        ("example.org/", "example.org", None),
        ("example.org:7443//", "example.org", Some(7443)),
        ("example.org:07443", "example.org", Some(7443)),
        ("_srv.example.org", "_srv.example.org", None),
        ("[::ffff:127.0.0.1]:7443", "127.0.0.1", Some(7443)),
        ("::ffff:7f00:1", "127.0.0.1", None),
        ("[fe80::77%3]:7443", "fe80::77%3", Some(7443)),
        ("fe80::77%eth0", "fe80::77%eth0", None),
        ("[fe80::77%25eth0]:7443", "fe80::77%eth0", Some(7443)),
        ("[fe80::77%25]", "fe80::77%25", None),
        ("bücher.example:7443", "xn--bcher-kva.example", Some(7443)),
        ("BÜCHER.example", "xn--bcher-kva.example", None),
        ("xn--bcher-kva.example", "xn--bcher-kva.example", None),
        ("例え。テスト", "xn--r8jz45g.xn--zckzah", None),
        ("１２７.０.０.１：７４４３", "127.0.0.1", Some(7443)),
        ("\u{200b}meet\u{200d}.example\u{feff}:\u{2060}7443\u{202c}", "meet.example", Some(7443)),
        ("\u{a0}meet.example\u{a0}", "meet.example", None),
        ("<meet.example:7443>", "meet.example", Some(7443)),
        ("“meet.example”,", "meet.example", None),
    ] {
        let address = ServerAddress::parse(typed).unwrap_or_else(|fault| panic!("{typed}: {fault:?}"));
        assert_eq!((address.host.as_str(), address.port), (host, port), "{typed}");
    }
    let tls = ServerAddress::parse("TLS://[::1]:80/").unwrap();
    assert_eq!((tls.host.as_str(), tls.port, tls.tls), ("::1", Some(80), true));
    assert!(ServerAddress::parse("tls://example.org").unwrap().tls && !ServerAddress::parse("tls").unwrap().tls);
    assert_eq!(ServerAddress::parse("::1").unwrap().with_port(7443), "[::1]:7443");
    assert_eq!(ServerAddress::parse("a.b:1").unwrap().with_port(7443), "a.b:1");
    assert_eq!(ServerAddress::parse("[fe80::1%2]").unwrap().with_port(1), "[fe80::1%2]:1");
}

#[test]
fn what_can_be_no_address_is_refused_for_what_it_is() {
    use AddressFault as F;
    let port = |typed: &str| F::Port { typed: typed.to_owned() };
    let sign = |sign| F::Character { sign };
    for (typed, fault) in [
        ("", F::Empty),
        ("\u{200b} ", F::Empty),
        (":7443", F::Empty),
        ("tls://", F::Empty),
        ("127.0.0.1:99999", port("99999")),
        ("127.0.0.1:65536", port("65536")),
        ("127.0.0.1:0", port("0")),
        ("example.org:port", port("port")),
        ("example.org:", port("")),
        ("example.org:+80", port("+80")),
        ("[::1]:x", port("x")),
        ("tls://tls://a", F::Path),
        ("a/b", F::Path),
        ("example.org:7443/meet?x=1", F::Path),
        ("me:secret@example.org", F::UserInfo),
        ("a b", F::Space),
        ("example.org: 7443", F::Space),
        ("a..b", F::Name),
        (".example.org", F::Name),
        ("300.1.1.1", F::FourNumbers),
        ("1.2.3", F::FourNumbers),
        ("127.1", F::FourNumbers),
        ("2130706433", F::FourNumbers),
        ("0x7f.0.0.1", F::FourNumbers),
        ("0x7f000001", F::FourNumbers),
        ("0177.0.0.1", F::FourNumbers),
        ("192.168.001.010", F::FourNumbers),
        ("1.2.3.4.5", F::FourNumbers),
        ("[::1", F::Brackets),
        ("::1]", F::Brackets),
        ("[::1]7443", F::Brackets),
        ("[example.org]:7443", F::Brackets),
        ("[127.0.0.1]:7443", F::Brackets),
        ("::1:99999:z", F::Brackets),
        ("a:b:c", F::Brackets),
        ("fe80::77", F::Zone),
        ("[fe80::77]:7443", F::Zone),
        ("fe80::77%", F::Zone),
        ("[2001:db8::1%3]:7443", F::Zone),
        ("0.0.0.0:7443", F::NoSingleHost),
        ("[::]:7443", F::NoSingleHost),
        ("224.0.0.1", F::NoSingleHost),
        ("255.255.255.255", F::NoSingleHost),
        ("ff02::1", F::NoSingleHost),
        ("exa$mple.org", sign('$')),
        ("a,b", sign(',')),
    ] {
        assert_eq!(ServerAddress::parse(typed), Err(fault), "{typed}");
    }
    let long = format!("{}.example", "a".repeat(64));
    assert!(matches!(ServerAddress::parse(&long), Err(F::Name)));
    assert!(ServerAddress::parse("xn--a-ecp.ru\u{378}").is_err());
}

#[test]
fn the_address_of_a_page_tells_what_may_have_been_meant() {
    for (typed, scheme, meant) in [
        ("https://example.org", "https", Some("tls://example.org")),
        ("http://example.org:7443/", "http", Some("example.org:7443")),
        ("HTTPS://[::1]:7443/meet", "https", Some("tls://[::1]:7443")),
        ("ftp://", "ftp", None),
    ] {
        let fault = AddressFault::Scheme { scheme: scheme.to_owned(), meant: meant.map(str::to_owned) };
        assert_eq!(ServerAddress::parse(typed), Err(fault), "{typed}");
    }
}

#[test]
fn a_server_may_listen_on_all_addresses() {
    assert_eq!(ServerAddress::parse_to_listen("0.0.0.0:7443").unwrap().host, "0.0.0.0");
    assert_eq!(ServerAddress::parse_to_listen("[::]:7443").unwrap().host, "::");
    assert_eq!(ServerAddress::parse_to_listen("127.0.0.1:0").unwrap().port, Some(0));
}

#[test]
fn a_line_that_was_copied_whole_is_read_and_a_host_of_that_name_stays() {
    for typed in ["Adres: tls://measure.example:7443", "  Address:  tls://measure.example:7443 "] {
        let address = ServerAddress::parse(typed).unwrap();
        assert_eq!(
            (address.host.as_str(), address.port, address.tls),
            ("measure.example", Some(7443), true),
            "{typed}"
        );
    }
    let address = ServerAddress::parse("server:7443").unwrap();
    assert_eq!((address.host.as_str(), address.port), ("server", Some(7443)));
}
