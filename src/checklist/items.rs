//! The preparation list. Texts are found as `item-<id>` and `item-<id>.why`.

/// When an item is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Any time before.
    Now,
    /// Ten minutes before the interview.
    TenMinutesBefore,
}

/// One thing to prepare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// Stable id.
    pub id: &'static str,
    /// When it is due.
    pub when: When,
}

const fn now(id: &'static str) -> Item {
    Item { id, when: When::Now }
}

const fn late(id: &'static str) -> Item {
    Item { id, when: When::TenMinutesBefore }
}

/// The item about the phone: how it is told hangs on whether the phone is a way to reach each other.
pub const PHONE: &str = "phone_charged";
/// What is ticked in its place while the phone is such a way: "on silent" that was ticked before does not say "reachable".
pub const PHONE_REACHABLE: &str = "phone_reachable";

/// All items in the order in which they are shown.
pub const ITEMS: &[Item] = &[
    now("account"),
    now("user_name"),
    now("picture"),
    now("try_buttons"),
    now("room"),
    now("housemates"),
    now("clothes"),
    now("camera_fixed"),
    now("notes"),
    now("questions"),
    now("documents"),
    now(PHONE),
    late("notifications_off"),
    late("pets"),
    late("pen"),
    late("water"),
    late("eye_contact"),
];
