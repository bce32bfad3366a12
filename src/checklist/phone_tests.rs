use super::*;
use crate::checklist::fault::assert_kept;

#[track_caller]
fn kept(typed: &str, clean: &str) {
    assert_kept(understand, typed, clean);
}

#[test]
fn numbers_as_people_write_them() {
    for same in ["06 12 34 56 78", "06-12345678", "(020) 123-4567", "020/1234567", "06.12.34.56.78", "+31 6 12345678"] {
        kept(same, same);
    }
    kept("+31 (0)6-12345678", "+31 6-12345678");
    kept("+31(0)612345678", "+31 612345678");
    kept("0031 (0) 6 1234 5678", "+31 6 1234 5678");
    kept("0031612345678", "+31612345678");
    kept("00 31 6 12345678", "+31 6 12345678");
    kept("(0031) 20 123 4567", "+31 20 123 4567");
    kept("(+31) 20 123 45 67", "+31 20 123 45 67");
    kept("+ 31 6 12 34 56 78", "+31 6 12 34 56 78");
    kept("+44 (0)20 7946 0000", "+44 20 7946 0000");
    kept("[020] 123 4567", "(020) 123 4567");
    kept("011 31 6 12345678", "011 31 6 12345678");
    kept("+1 (555) 010-9999", "+1 (555) 010-9999");
    kept("(+1) (555) 010-9999", "+1 (555) 010-9999");
    kept("+1-(555)-010-9999", "+1-(555)-010-9999");
    kept("06 12 34 56 78.", "06 12 34 56 78");
}

#[test]
fn numbers_as_they_are_copied() {
    kept("\u{202a}+31 6 12345678\u{202c}", "+31 6 12345678");
    kept("\u{feff}\u{2068}06\u{a0}12\u{2011}34\u{202f}56\u{2212}78\u{2069}\u{200b}", "06 12-34 56-78");
    kept("０６　１２３４５６７８", "06 12345678");
    kept("＋31 ６ 12345678", "+31 6 12345678");
    kept("Tel.: 06 12 34 56 78,", "06 12 34 56 78");
    kept("M +31 6 12345678", "+31 6 12345678");
    kept("Mobile phone: (020) 123 4567", "(020) 123 4567");
    kept("\"06 12345678\"", "06 12345678");
    kept("Sanne de Vries <+31612345678>", "+31612345678");
    kept("<tel:06-12345678>", "06-12345678");
}

#[test]
fn numbers_in_links() {
    kept("tel:+31612345678", "+31612345678");
    kept("TEL://+31-6-12345678", "+31-6-12345678");
    kept("tel:%2B31%206%2012345678", "+31 6 12345678");
    kept("tel:+1-555-010-9999;phone-context=+1;ext=12", "+1-555-010-9999 ext. 12");
    kept("tel:020-1234567;phone-context=+31", "020-1234567");
    kept("sms:+31612345678?body=hoi", "+31612345678");
    kept("sms:+31612345678&body=hoi", "+31612345678");
    kept("facetime:+31612345678", "+31612345678");
    kept("facetime-audio://06-12345678", "06-12345678");
    kept("skype:+31612345678?call", "+31612345678");
    kept("callto:0031612345678", "+31612345678");
    for page in ["https://wa.me/", "WA.ME/", "http://www.wa.me/+", "https://signal.me/#p/+", "https://t.me/+"] {
        kept(&format!("{page}31612345678"), "+31612345678");
    }
    kept("<https://wa.me/31612345678?text=Hoi%20Sanne>.", "+31612345678");
    for send in
        ["whatsapp://send", "whatsapp://send/", "https://api.whatsapp.com/send", "https://web.whatsapp.com/send/"]
    {
        kept(&format!("{send}?text=a&phone=31612345678&app_absent=0"), "+31612345678");
        kept(&format!("{send}?phone=%2B31%206%2012345678"), "+31 6 12345678");
    }
}

#[test]
fn extensions() {
    let ways = [
        "ext. 12",
        "ext 12",
        "Ext.12",
        "x12",
        "x 12",
        ";ext=12",
        "toestel 12",
        "tst. 12",
        "#12",
        "# 12",
        "(ext. 12)",
        ", ext. 12",
        "extension: 12",
    ];
    for way in ways {
        kept(&format!("+1 (555) 010-9999 {way}"), "+1 (555) 010-9999 ext. 12");
        kept(&format!("020-1234567{way}"), "020-1234567 ext. 12");
    }
    kept("+31 20 123 4567,,98765#", "+31 20 123 4567,,98765#");
}

#[test]
fn what_is_no_number() {
    for bad in [
        "06 12 34 56 78 thuis",
        "++31 6 12345678",
        "06+12345678",
        "sanne",
        "x12",
        "https://wa.me/qr/ABC",
        "t.me/sanne",
        "",
        "06 12345678 ext",
        "skype:sanne?call",
        "06 12345678 of 020 1234567",
    ] {
        assert_eq!(understand(bad), Err(Fault::PhoneCharacters), "{bad}");
    }
    for short in ["06 12 3", "06", "+31", "tel:112", "0031 6"] {
        assert_eq!(understand(short), Err(Fault::PhoneTooShort), "{short}");
    }
    for long in ["123456789012345678", "+1234567890123456", "06 12345678 / 020 1234567"] {
        assert_eq!(understand(long), Err(Fault::PhoneTooLong), "{long}");
    }
}

#[test]
fn a_number_within_a_sentence_is_picked_out() {
    kept("Bel Sanne: 06-1234 5678, na tienen", "06-1234 5678");
    kept("Mijn nummer is 06 12 34 56 78", "06 12 34 56 78");
    kept("06 12 34 56 78, liefst na 10 uur", "06 12 34 56 78");
    kept("Call me on +31 6 12345678 after ten!", "+31 6 12345678");
    kept("Sanne (020) 123 4567 (balie)", "(020) 123 4567");
    for doubtful in [
        "Bel 06 12345678 of 06 87654321",
        "Bel Sanne na tienen",
        "Sanne: 06 12345678 10 uur",
        "Op 01-12-2026 om tien uur",
        "Kamer 12. 06 12345678",
        "zoom.us/j/81234567890",
        "bestelling 812345678901",
    ] {
        assert_eq!(understand(doubtful), Err(Fault::PhoneCharacters), "{doubtful}");
    }
}
