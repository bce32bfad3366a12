//! The keys: one table, which the window obeys, the sheet lists and the tooltips name.

use eframe::egui::{Context, Event, Key, Modifiers, Ui};

use crate::i18n::Texts;

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Does {
    /// The primary button (read by the page itself).
    Main,
    /// Back, or what is open closes.
    Back,
    /// From one thing to the next (egui's own).
    Next,
    /// Check again.
    Again,
    /// Larger, smaller, as it was (egui's own).
    Zoom,
    /// The settings.
    Settings,
    /// The list of keys.
    List,
    /// Plan B, from any screen.
    PlanB,
    /// Another place for a way of plan B (read by the open row).
    MoveRow,
}

/// Where a key belongs in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// On every screen.
    Everywhere,
    /// In the minute that it is needed.
    AtOnce,
    /// While Plan B is filled in.
    InPlan,
}

/// One key, or a key held with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keys {
    /// Ctrl (Cmd on a Mac), Shift, Alt.
    pub held: Modifiers,
    /// The key.
    pub key: Key,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Where it belongs.
    pub group: Group,
    /// What it does.
    pub does: Does,
    /// Any of these keys.
    pub keys: &'static [Keys],
}

const fn plain(key: Key) -> Keys {
    Keys { held: Modifiers::NONE, key }
}

const fn ctrl(key: Key) -> Keys {
    Keys { held: Modifiers::COMMAND, key }
}

const fn row(group: Group, does: Does, keys: &'static [Keys]) -> Row {
    Row { group, does, keys }
}

/// Every key there is.
pub const TABLE: &[Row] = &[
    row(Group::Everywhere, Does::Main, &[plain(Key::Enter)]),
    row(Group::Everywhere, Does::Back, &[plain(Key::Escape)]),
    row(Group::Everywhere, Does::Next, &[plain(Key::Tab), Keys { held: Modifiers::SHIFT, key: Key::Tab }]),
    row(Group::Everywhere, Does::Again, &[ctrl(Key::R)]),
    row(Group::Everywhere, Does::Zoom, &[ctrl(Key::Plus), ctrl(Key::Minus), ctrl(Key::Num0)]),
    row(Group::Everywhere, Does::Settings, &[ctrl(Key::Comma)]),
    row(Group::Everywhere, Does::List, &[plain(Key::F1), plain(Key::Questionmark)]),
    row(Group::AtOnce, Does::PlanB, &[ctrl(Key::B)]),
    row(
        Group::InPlan,
        Does::MoveRow,
        &[Keys { held: Modifiers::ALT, key: Key::ArrowUp }, Keys { held: Modifiers::ALT, key: Key::ArrowDown }],
    ),
];

impl Does {
    /// In words.
    #[must_use]
    pub fn words(self, texts: &Texts) -> String {
        match self {
            Self::Main => texts.keys_main(),
            Self::Back => texts.keys_back(),
            Self::Next => texts.keys_next(),
            Self::Again => texts.keys_again(),
            Self::Zoom => texts.keys_zoom(),
            Self::Settings => texts.keys_settings(),
            Self::List => texts.keys_list(),
            Self::PlanB => texts.keys_plan(),
            Self::MoveRow => texts.keys_move(),
        }
    }

    /// The first of its keys, for a tooltip; empty where it has none.
    #[must_use]
    pub fn hint(self) -> String {
        let keys = TABLE.iter().find(|row| row.does == self).and_then(|row| row.keys.first());
        keys.map(|keys| keys.names().join(" ")).unwrap_or_default()
    }
}

impl Group {
    /// In words.
    #[must_use]
    pub fn words(self, texts: &Texts) -> String {
        match self {
            Self::Everywhere => texts.keys_everywhere(),
            Self::AtOnce => texts.keys_at_once(),
            Self::InPlan => texts.keys_in_plan(),
        }
    }
}

impl Keys {
    /// What stands on the keys, the held one first.
    #[must_use]
    pub fn names(self) -> Vec<String> {
        let mac = cfg!(target_os = "macos");
        let held = match self.held {
            Modifiers::COMMAND => Some(if mac { "⌘" } else { "Ctrl" }),
            Modifiers::SHIFT => Some("Shift"),
            Modifiers::ALT => Some(if mac { "⌥" } else { "Alt" }),
            _ => None,
        };
        let key = match self.key {
            Key::Escape => "Esc".to_owned(),
            Key::ArrowUp => "↑".to_owned(),
            Key::ArrowDown => "↓".to_owned(),
            Key::Questionmark => "?".to_owned(),
            Key::Comma => ",".to_owned(),
            Key::Plus => "+".to_owned(),
            Key::Minus => "−".to_owned(),
            Key::Num0 => "0".to_owned(),
            other => other.name().to_owned(),
        };
        held.map(str::to_owned).into_iter().chain([key]).collect()
    }
}

/// True when one of its keys was pressed. A key that writes a sign rests while somebody types, and when it is turned off.
#[must_use]
pub fn pressed(ui: &Ui, does: Does, single: bool) -> bool {
    let Some(row) = TABLE.iter().find(|row| row.does == does) else { return false };
    let typing = typing(ui.ctx());
    row.keys.iter().any(|keys| match keys.key {
        Key::Questionmark => {
            single
                && !typing
                && ui.input_mut(|i| {
                    let before = i.events.len();
                    i.events.retain(|e| !matches!(e, Event::Text(text) if text == "?"));
                    i.events.len() < before
                })
        }
        key => ui.input_mut(|i| i.consume_key(keys.held, key)),
    })
}

/// True while a field takes what is typed.
fn typing(ctx: &Context) -> bool {
    ctx.text_edit_focused()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    #[test]
    fn every_key_is_told_and_none_does_two_things() {
        let mut seen: Vec<Keys> = Vec::new();
        for row in TABLE {
            assert!(!row.keys.is_empty());
            for keys in row.keys {
                assert!(!seen.contains(keys), "{keys:?}");
                assert!(!keys.names().is_empty());
                seen.push(*keys);
            }
            for language in Language::ALL {
                let texts = Texts::new(language);
                assert!(!row.does.words(&texts).is_empty() && !row.group.words(&texts).is_empty());
            }
        }
        assert_eq!(Does::List.hint(), "F1");
    }
}
