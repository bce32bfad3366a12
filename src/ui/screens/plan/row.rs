//! What the rows of plan B and the open one share: number, icon, and the buttons at the right.

use eframe::egui::{Pos2, Rect, Response, Stroke, Ui, pos2, vec2};

use super::state::{Focus, State};
use crate::model::plan::ChannelKind;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::{Icon, at, button, text};

/// Side of a button of a row, in points.
pub const BUTTON: f32 = 40.0;
/// Below this width a row has one button, and what it says stands below each other.
pub const NARROW: f32 = 400.0;

/// What a row's buttons ask.
#[derive(Debug, Clone, Copy)]
pub enum Asked {
    /// These two change places.
    Move(usize, usize),
    /// The last button of this row: change, or take away.
    Last(usize),
}

/// Which way a row can go.
#[derive(Debug, Clone, Copy)]
pub struct Ends {
    /// Nowhere higher.
    pub first: bool,
    /// Nowhere lower.
    pub last: bool,
}

impl Ends {
    /// Of the row at this place in a list of so many.
    pub fn of(index: usize, count: usize) -> Self {
        Self { first: index == 0, last: index + 1 >= count }
    }

    /// The only row goes nowhere.
    pub fn alone(self) -> bool {
        self.first && self.last
    }
}

/// The buttons of a row.
#[derive(Debug, Clone, Copy)]
pub struct Buttons {
    /// Their upper right corner.
    pub right: Pos2,
    /// Which way the row can go.
    pub ends: Ends,
    /// The icon of the last one.
    pub last: Icon,
}

/// The side margin of the card of rows in points; an open row's ground reaches over it.
pub fn inset(ui: &Ui) -> f32 {
    if ui.available_width() >= 256.0 { 20.0 } else { 12.0 }
}

/// Gives the focus to what was to have it.
pub fn take_focus(memory: &mut State, response: &Response, which: Focus) {
    if memory.focus == Some(which) {
        memory.focus = None;
        response.request_focus();
    }
}

/// The icon of a kind.
pub fn icon(kind: ChannelKind) -> Icon {
    match kind {
        ChannelKind::Phone => Icon::Phone,
        ChannelKind::WhatsApp | ChannelKind::Other => Icon::Chat,
        ChannelKind::FaceTime => Icon::Picture,
        ChannelKind::Teams | ChannelKind::Zoom | ChannelKind::Meet | ChannelKind::Webex => Icon::Link,
        ChannelKind::Email => Icon::Mail,
    }
}

/// The number in its circle.
pub fn digit(ui: &Ui, center: Pos2, index: usize) {
    let t = theme::tokens(ui);
    ui.painter().circle_stroke(center, 12.0, Stroke::new(2.0, t.accent));
    let digit = text::galley(ui, Type::SmallMedium, (index + 1).to_string(), t.accent, 24.0);
    ui.painter().galley(center - digit.size() / 2.0, digit, t.accent);
}

/// The head of an open row; returns the corner at the right where its buttons begin to stand, right to left. `ends`: which
/// way the row can go; `None`: it has no buttons.
pub fn head(ui: &mut Ui, index: Option<usize>, kind: Icon, name: &str, ends: Option<Ends>) -> Pos2 {
    let t = theme::tokens(ui);
    let width = ui.available_width();
    let buttons = ends.map_or(0.0, |ends| if ends.alone() { 1.0 } else { 3.0 });
    let before = if index.is_some() { 74.0 } else { 37.0 };
    let room = (width - before - buttons * BUTTON).max(BUTTON);
    let galley = text::galley(ui, Type::Strong, name, t.text, room);
    let (_, rect) = ui.allocate_space(vec2(width, f32::max(44.0, galley.size().y + 12.0)));
    let middle = rect.center().y;
    let mut x = rect.min.x + 13.0;
    if let Some(index) = index {
        digit(ui, pos2(x, middle), index);
        x += 37.0;
    }
    kind.paint_in(ui, Rect::from_center_size(pos2(x, middle), vec2(24.0, 24.0)), 24.0, t.accent);
    let place = Rect::from_min_size(pos2(x + 24.0, middle - galley.size().y / 2.0), galley.size() + vec2(1.0, 0.0));
    at(ui, place, |ui| text::heading(ui, Type::Strong, 2, name));
    pos2(rect.max.x, middle - BUTTON / 2.0)
}

/// The buttons of a row, ending at `right`: higher, lower, and the last one. A row that is alone has only that.
pub fn acts(ui: &mut Ui, cx: &Cx<'_>, memory: &mut State, index: usize, name: &str, buttons: Buttons) -> Option<Asked> {
    let Buttons { right, ends, last } = buttons;
    let t = theme::tokens(ui);
    let mut asked = None;
    let place = |n: f32| Rect::from_min_size(right - vec2(BUTTON * n, 0.0), vec2(BUTTON, BUTTON));
    if !ends.alone() {
        let moves = [
            (
                3.0,
                Icon::Up,
                cx.texts.plan_move_up(name.to_owned()),
                ends.first,
                index.wrapping_sub(1),
                Focus::Higher(index),
            ),
            (2.0, Icon::Down, cx.texts.plan_move_down(name.to_owned()), ends.last, index + 1, Focus::Lower(index)),
        ];
        for (n, icon, words, off, to, focus) in moves {
            let reason = off.then(|| cx.texts.plan_move_off());
            let response = at(ui, place(n), |ui| button::icon_button_off(ui, icon, &words, t.text, reason.as_deref()));
            take_focus(memory, &response, focus);
            if response.clicked() && !off {
                asked = Some(Asked::Move(index, to));
            }
        }
    }
    let words = match last {
        Icon::Bin => cx.texts.plan_remove_this(name.to_owned()),
        _ => cx.texts.plan_edit(name.to_owned()),
    };
    let response = at(ui, place(1.0), |ui| button::icon_button(ui, last, &words, t.text_2));
    take_focus(memory, &response, Focus::Way(index));
    if response.clicked() {
        asked = Some(Asked::Last(index));
    }
    asked
}
