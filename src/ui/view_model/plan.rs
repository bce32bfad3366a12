//! Plan B: the ways as rows, the message, and how far the lists are.

use crate::checklist::items::{ITEMS, Item, PHONE, PHONE_REACHABLE, When};
use crate::checklist::validate::{self, Fault};
use crate::i18n::{ItemText, Texts};
use crate::model::plan::{Channel, ChannelKind, PlanB};

/// One way as a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayRow {
    /// What it is.
    pub kind: ChannelKind,
    /// Its name.
    pub name: String,
    /// Details of both sides.
    pub line: String,
    /// It was tried.
    pub tested: bool,
    /// That in words, and whether the details are on the phone too; or what is not right yet.
    pub state: String,
    /// Something that was typed is not right yet.
    pub wrong: bool,
    /// Their number, to be read off in the minute that it is needed; `None` where there is none.
    pub number: Option<String>,
}

/// The ways in the order in which they are tried.
#[must_use]
pub fn rows(plan: &PlanB, texts: &Texts) -> Vec<WayRow> {
    plan.channels.iter().map(|c| row(plan, c, texts)).collect()
}

fn row(plan: &PlanB, channel: &Channel, texts: &Texts) -> WayRow {
    let (theirs, mine) = (channel.theirs.trim(), channel.mine.trim());
    let mut line: Vec<String> = Vec::new();
    if !theirs.is_empty() {
        line.push(unbroken(texts.plan_them(bare(theirs))));
    }
    // The own number stands above the ways: it is only repeated where it is all that there is.
    let own = if theirs.is_empty() { plan.mine(channel) } else { mine };
    if !own.is_empty() {
        line.push(unbroken(texts.plan_me(bare(own))));
    }
    let wrong = [theirs, mine].iter().find_map(|d| validate::detail(channel.kind, d).err());
    let mut state = vec![match wrong {
        Some(wrong) => fault(wrong, texts),
        None if channel.tested => texts.plan_tested(),
        None => texts.plan_untested(),
    }];
    if line.is_empty() {
        line.push(texts.plan_no_details());
    } else if channel.on_phone && wrong.is_none() {
        state.push(texts.plan_on_phone_too());
    }
    let number = (channel.kind.rings() && validate::works(channel.kind, theirs) && !theirs.contains(['@', '/']))
        .then(|| theirs.to_owned());
    WayRow {
        kind: channel.kind,
        name: name(channel, texts),
        line: line.join(" · "),
        tested: channel.tested,
        state: state.join(" · "),
        wrong: wrong.is_some(),
        number,
    }
}

/// A detail as people read it: a link without its scheme.
fn bare(detail: &str) -> String {
    detail.trim().trim_start_matches("https://").to_owned()
}

/// What is as short as a number stays on one line.
fn unbroken(words: String) -> String {
    const SHORT_CHARS: usize = 26;
    if words.chars().count() > SHORT_CHARS { words } else { words.replace(' ', "\u{a0}") }
}

/// The name of a way: its kind, or what the person calls it.
#[must_use]
pub fn name(channel: &Channel, texts: &Texts) -> String {
    match channel.label.trim() {
        label if channel.kind == ChannelKind::Other && !label.is_empty() => label.to_owned(),
        _ => kind_name(channel.kind, texts),
    }
}

/// The name of a kind.
#[must_use]
pub fn kind_name(kind: ChannelKind, texts: &Texts) -> String {
    match kind {
        ChannelKind::Phone => texts.plan_kind_phone(),
        ChannelKind::WhatsApp => texts.plan_kind_whatsapp(),
        ChannelKind::FaceTime => texts.plan_kind_facetime(),
        ChannelKind::Teams => texts.plan_kind_teams(),
        ChannelKind::Zoom => texts.plan_kind_zoom(),
        ChannelKind::Meet => texts.plan_kind_meet(),
        ChannelKind::Webex => texts.plan_kind_webex(),
        ChannelKind::Email => texts.plan_kind_email(),
        ChannelKind::Other => texts.plan_kind_other(),
    }
}

/// What is not right yet, as a sentence.
#[must_use]
pub fn fault(fault: Fault, texts: &Texts) -> String {
    match fault {
        Fault::PhoneTooShort => texts.fault_phone_short(),
        Fault::PhoneTooLong => texts.fault_phone_long(),
        Fault::PhoneCharacters => texts.fault_phone_characters(),
        Fault::NumberOrEmail => texts.fault_number_or_email(),
        Fault::Email => texts.fault_email(),
        Fault::Link => texts.fault_link(),
        Fault::ManyLinks => texts.fault_many_links(),
        Fault::TooLong => texts.fault_long(),
    }
}

/// The word by which the texts of the form tell the kinds apart.
#[must_use]
pub fn kind_key(kind: ChannelKind) -> &'static str {
    match kind {
        ChannelKind::Phone | ChannelKind::WhatsApp => "phone",
        ChannelKind::FaceTime => "facetime",
        ChannelKind::Email => "mail",
        ChannelKind::Teams | ChannelKind::Zoom | ChannelKind::Meet | ChannelKind::Webex => "account",
        ChannelKind::Other => "other",
    }
}

/// A new way without details, of the first kind that is not there yet.
#[must_use]
pub fn blank(plan: &PlanB) -> Channel {
    let used = |kind: ChannelKind| plan.channels.iter().any(|c| c.kind == kind);
    let kind = ChannelKind::ALL.into_iter().find(|k| !used(*k)).unwrap_or(ChannelKind::Other);
    let empty = String::new;
    Channel { kind, label: empty(), mine: empty(), theirs: empty(), tested: false, on_phone: false }
}

/// True when nothing was typed.
#[must_use]
pub fn is_blank(channel: &Channel) -> bool {
    [&channel.label, &channel.theirs, &channel.mine].iter().all(|t| t.trim().is_empty())
}

/// A way as it is kept: what was understood clean, the rest as it was typed.
#[must_use]
pub fn trimmed(channel: Channel) -> Channel {
    validate::tidied(channel)
}

/// True when no side has anything: neither here nor, where it rings, in the number that holds everywhere.
fn without_details(channel: &Channel, own: &str) -> bool {
    let mine = if channel.kind.rings() && channel.mine.trim().is_empty() { own } else { &channel.mine };
    channel.theirs.trim().is_empty() && mine.trim().is_empty()
}

/// What is not right yet with their and my detail, as sentences. `own` is the number that holds everywhere; `tried`: the
/// way was to be kept, so that an empty form is a fault too.
#[must_use]
pub fn faults(channel: &Channel, own: &str, tried: bool, texts: &Texts) -> [Option<String>; 2] {
    if tried && without_details(channel, own) {
        return [Some(texts.plan_fill_one()), None];
    }
    side_faults(channel, own).map(|f| f.map(|f| fault(f, texts)))
}

fn side_faults(channel: &Channel, own: &str) -> [Option<Fault>; 2] {
    let mine = if channel.kind.rings() && channel.mine.trim().is_empty() {
        validate::detail(ChannelKind::Phone, own)
    } else {
        validate::detail(channel.kind, &channel.mine)
    };
    [validate::detail(channel.kind, &channel.theirs).err(), mine.err()]
}

/// The side that is not right yet: 0 theirs, 1 mine; `None`: nothing is wrong.
#[must_use]
pub fn first_fault(channel: &Channel, own: &str) -> Option<usize> {
    if without_details(channel, own) {
        return Some(0);
    }
    side_faults(channel, own).iter().position(Option::is_some)
}

/// True when one of the ways rings on a phone.
#[must_use]
pub fn by_phone(plan: &PlanB) -> bool {
    plan.channels.iter().any(|c| c.kind.rings())
}

/// An item of the lists in words. While a way goes by phone, the phone stays reachable.
#[must_use]
pub fn words(id: &str, plan: &PlanB, texts: &Texts) -> Option<ItemText> {
    if id == PHONE && by_phone(plan) {
        return Some(ItemText { label: texts.plan_phone_reachable(), why: texts.plan_phone_reachable_why() });
    }
    texts.item(id)
}

/// What is kept when an item is ticked.
#[must_use]
pub fn tick<'a>(id: &'a str, plan: &PlanB) -> &'a str {
    if id == PHONE && by_phone(plan) { PHONE_REACHABLE } else { id }
}

/// The message to send beforehand, from the first way that has details; `None` while there is none.
#[must_use]
pub fn message(plan: &PlanB, texts: &Texts) -> Option<String> {
    let name = plan.contact.trim();
    let given = if name.is_empty() { "no" } else { "yes" };
    let hello = texts.plan_message_hello(given, name.to_owned());
    // What is not right yet helps nobody.
    let works = |c: &&Channel| validate::works(c.kind, &c.theirs) || validate::works(c.kind, plan.mine(c));
    let channel = plan.channels.iter().find(works)?;
    let kind = self::name(channel, texts);
    let theirs =
        if validate::works(channel.kind, &channel.theirs) { channel.theirs.trim().to_owned() } else { String::new() };
    let rest = match channel.kind {
        _ if theirs.is_empty() => texts.plan_message_mine(plan.mine(channel).to_owned(), kind),
        ChannelKind::Phone => texts.plan_message_call(theirs.clone()),
        ChannelKind::Email => texts.plan_message_mail(theirs.clone()),
        // A full stop behind it would become a part of the link: it stands alone, at the end.
        _ if theirs.contains("://") => texts.plan_message_link(kind),
        _ => texts.plan_message_reach(theirs.clone(), kind),
    };
    // Who is waited for may wait at the other end: the own number goes along.
    let own = Some(plan.own.trim()).filter(|own| !theirs.is_empty() && validate::works(ChannelKind::Phone, own));
    let own = own.map(|own| format!(" {}", texts.plan_message_own(own.to_owned()))).unwrap_or_default();
    let link = if theirs.contains("://") { format!("\n{theirs}") } else { String::new() };
    Some(format!("{hello} {rest}{own} {}{link}", texts.plan_message_bye()))
}

/// The message as it is shown: a number in it stays on one line. What is copied keeps its ordinary blanks.
#[must_use]
pub fn shown(message: &str, plan: &PlanB) -> String {
    let details = plan.channels.iter().flat_map(|c| [c.theirs.trim(), plan.mine(c)]).filter(|d| !d.is_empty());
    details.fold(message.to_owned(), |words, detail| words.replace(detail, &unbroken(detail.to_owned())))
}

/// The items of a list.
pub fn items(when: When) -> impl Iterator<Item = &'static Item> {
    ITEMS.iter().filter(move |i| i.when == when)
}

/// How many of a list are done, and how many there are.
#[must_use]
pub fn done(plan: &PlanB, when: When) -> (usize, usize) {
    let done = items(when).filter(|i| plan.done.iter().any(|d| d == tick(i.id, plan))).count();
    (done, items(when).count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    fn channel(kind: ChannelKind, theirs: &str, mine: &str) -> Channel {
        let (theirs, mine) = (theirs.to_owned(), mine.to_owned());
        Channel { kind, label: String::new(), mine, theirs, tested: false, on_phone: false }
    }

    #[test]
    fn the_message_takes_the_first_way_that_has_details() {
        let texts = Texts::new(Language::Nl);
        let mut plan = PlanB::default();
        assert_eq!(message(&plan, &texts), None);
        plan.channels = vec![
            channel(ChannelKind::Zoom, " ", ""),
            channel(ChannelKind::Phone, "06 12 34 56 78", ""),
            channel(ChannelKind::Email, "sanne@lindewater.example", ""),
        ];
        plan.contact = "Sanne".to_owned();
        let words = "Dag Sanne, mocht de verbinding wegvallen, dan bel ik naar 06 12 34 56 78. Tot straks.";
        assert_eq!(message(&plan, &texts).as_deref(), Some(words));
        assert!(shown(words, &plan).contains("bel ik naar 06\u{a0}12\u{a0}34\u{a0}56\u{a0}78."));
        plan.channels = vec![channel(ChannelKind::WhatsApp, "", "06 87 65 43 21")];
        plan.contact.clear();
        let words =
            "Hallo, mocht de verbinding wegvallen, dan ben ik bereikbaar via WhatsApp: 06 87 65 43 21. Tot straks.";
        assert_eq!(message(&plan, &texts).as_deref(), Some(words));
    }

    #[test]
    fn a_link_stands_alone_in_the_message_and_the_own_number_goes_along() {
        let texts = Texts::new(Language::Nl);
        let link = "https://zoom.us/j/1?pwd=abcDEF";
        let channels = vec![channel(ChannelKind::Zoom, link, "")];
        let plan = PlanB { channels, own: "06 87 65 43 21".to_owned(), ..PlanB::default() };
        let words = message(&plan, &texts).unwrap_or_default();
        assert!(words.ends_with(&format!("Tot straks.\n{link}")), "{words}");
        assert!(words.contains("Ik ben zelf bereikbaar op 06 87 65 43 21."), "{words}");
        let own_only = PlanB { channels: vec![channel(ChannelKind::Phone, "", "")], ..plan };
        let words = message(&own_only, &texts).unwrap_or_default();
        assert_eq!(words.matches("06 87 65 43 21").count(), 1, "{words}");
    }

    #[test]
    fn a_way_without_details_or_with_a_fault_waits() {
        let texts = Texts::new(Language::En);
        let empty = channel(ChannelKind::Phone, "", " ");
        assert_eq!(first_fault(&empty, ""), Some(0));
        assert_eq!(faults(&empty, "", false, &texts), [None, None]);
        assert_eq!(faults(&empty, "", true, &texts), [Some(texts.plan_fill_one()), None]);
        let wrong = channel(ChannelKind::Phone, "06 12 34 56 78", "06 12");
        assert_eq!(first_fault(&wrong, ""), Some(1));
        assert_eq!(faults(&wrong, "", false, &texts), [None, Some(texts.fault_phone_short())]);
        assert_eq!(first_fault(&channel(ChannelKind::Phone, "", "06 12 34 56 78"), ""), None);
        // The number that holds everywhere is one side of every way that rings.
        assert_eq!(first_fault(&empty, "06 87 65 43 21"), None);
        assert_eq!(first_fault(&channel(ChannelKind::Email, "", ""), "06 87 65 43 21"), Some(0));
        assert_eq!(faults(&empty, "06 8", true, &texts), [None, Some(texts.fault_phone_short())]);
    }

    #[test]
    fn a_tick_that_said_something_else_does_not_count() {
        let mut plan = PlanB { done: vec![PHONE.into()], ..PlanB::default() };
        assert_eq!(done(&plan, When::Now).0, 1);
        plan.channels.push(channel(ChannelKind::Phone, "", "06 12 34 56 78"));
        assert_eq!((tick(PHONE, &plan), done(&plan, When::Now).0), (PHONE_REACHABLE, 0));
        plan.channels.clear();
        assert_eq!(done(&plan, When::Now).0, 1);
    }

    #[test]
    fn a_phone_that_is_a_way_stays_reachable() {
        for language in Language::ALL {
            let texts = Texts::new(language);
            let mut plan =
                PlanB { channels: vec![channel(ChannelKind::Email, "a@example.com", "")], ..PlanB::default() };
            assert_eq!(words(PHONE, &plan, &texts), texts.item(PHONE));
            plan.channels.push(channel(ChannelKind::WhatsApp, "06 12 34 56 78", ""));
            assert_eq!(words(PHONE, &plan, &texts).unwrap().label, texts.plan_phone_reachable());
            assert_ne!(texts.plan_phone_reachable(), texts.item(PHONE).unwrap().label);
        }
    }

    #[test]
    fn the_next_way_is_of_a_kind_that_is_not_there_yet() {
        let mut plan = PlanB::default();
        for kind in ChannelKind::ALL {
            assert_eq!(blank(&plan).kind, kind);
            assert!(is_blank(&blank(&plan)));
            plan.channels.push(channel(kind, "", ""));
        }
        assert_eq!(blank(&plan).kind, ChannelKind::Other);
    }

    #[test]
    fn unknown_ids_do_not_count_as_done() {
        let plan = PlanB { done: vec!["notes".to_owned(), "long-gone".to_owned()], ..PlanB::default() };
        let (done_now, all) = done(&plan, When::Now);
        assert_eq!(done_now, 1);
        assert_eq!(all + done(&plan, When::TenMinutesBefore).1, ITEMS.len());
    }

    #[test]
    fn the_row_tells_both_sides() {
        let texts = Texts::new(Language::En);
        let way = Channel { on_phone: true, ..channel(ChannelKind::Phone, "06 12 34 56 78", "06 87 65 43 21") };
        assert_eq!(
            row(&PlanB::default(), &way, &texts).line,
            "they:\u{a0}06\u{a0}12\u{a0}34\u{a0}56\u{a0}78 · you:\u{a0}06\u{a0}87\u{a0}65\u{a0}43\u{a0}21"
        );
        assert_eq!(row(&PlanB::default(), &way, &texts).state, "Not tried yet · also on your phone");
        let half = row(&PlanB::default(), &channel(ChannelKind::Phone, "06 1", ""), &texts);
        assert!(half.wrong && half.state == texts.fault_phone_short() && half.number.is_none());
        let own = PlanB { own: "06 87 65 43 21".to_owned(), ..PlanB::default() };
        assert!(row(&own, &channel(ChannelKind::Phone, "", ""), &texts).line.contains("87"));
        let other = Channel { label: "Signal".to_owned(), ..channel(ChannelKind::Other, "", "") };
        assert_eq!(row(&PlanB::default(), &other, &texts).name, "Signal");
    }
}
