//! What is shared: the page, its bytes, the message.

use crate::i18n::Texts;
use crate::model::Snapshot;
use crate::os::open::LONGEST_URL;
use crate::report::{self, Own, Ticks, page::Page};

/// Everything that the share screen shows and hands out, made from one report.
#[derive(Debug, Clone, PartialEq)]
pub struct Shared {
    /// The page in pieces, as it is drawn.
    pub page: Page,
    /// The page as a file.
    pub html: String,
    /// The data as a file.
    pub json: String,
    /// The page as text.
    pub text: String,
    /// Name of the page's file.
    pub file: String,
}

impl Shared {
    /// What these ticks let go.
    #[must_use]
    pub fn of(state: &Snapshot, ticks: &Ticks, own: &Own, texts: &Texts) -> Self {
        let shared = report::shared(state, ticks, own);
        Self {
            page: report::page(&shared, texts),
            html: report::html(&shared, texts),
            json: report::shared_json(&shared),
            text: report::shared_text(&shared, texts),
            file: report::file_name(&shared.measured_at, shared.name.as_deref()),
        }
    }

    /// The size of the page's file in kB, rounded up.
    #[must_use]
    pub fn kb(&self) -> usize {
        self.html.len().div_ceil(1000)
    }

    /// A `mailto:` link with the text in it; only its beginning where the whole is longer than a link may be.
    #[must_use]
    pub fn mail(&self, texts: &Texts) -> String {
        let subject = encoded(&texts.share_mail_subject());
        let link = |body: &str| format!("mailto:?subject={subject}&body={}", encoded(body));
        let whole = link(&self.text);
        if whole.len() <= LONGEST_URL - 100 {
            return whole;
        }
        let head: Vec<&str> = self.text.lines().take_while(|l| !l.is_empty()).collect();
        link(&format!("{}\n\n{}\n", head.join("\n"), texts.share_mail_short()))
    }
}

/// Percent-encoding of RFC 6068: line breaks become `%0D%0A`, all but unreserved characters are escaped.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        match byte {
            b'\n' => out.push_str("%0D%0A"),
            b'\r' => {}
            b if b.is_ascii_alphanumeric() || b"-_.~".contains(&b) => out.push(char::from(b)),
            b => out.push_str(&format!("%{b:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;
    #[test]
    fn line_breaks_and_signs_are_escaped() {
        assert_eq!(encoded("één & 1\nb"), "%C3%A9%C3%A9n%20%26%201%0D%0Ab");
    }

    #[test]
    fn the_mail_link_is_one_that_may_be_opened() {
        let texts = Texts::new(Language::Nl);
        let mut shared = Shared::of(&Snapshot::default(), &Ticks::default(), &Own::default(), &texts);
        for _ in 0..2 {
            let link = shared.mail(&texts);
            assert!(crate::os::open::check_url(&link).is_ok(), "{link}");
            shared.text = format!("Kop\n\n{}", "x ".repeat(2000));
        }
    }

    #[test]
    fn nothing_ticked_leaves_no_rows() {
        let ticks = Ticks {
            answer: false,
            internet: false,
            sound_and_picture: false,
            plan_b: false,
            fallback: false,
            name: false,
            computer: false,
            device_names: false,
        };
        let shared = Shared::of(&Snapshot::default(), &ticks, &Own::default(), &Texts::new(Language::En));
        assert!(shared.page.rows.is_empty() && shared.page.nothing.is_some());
    }
}
