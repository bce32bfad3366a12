//! Buttons: primary, secondary, ghost and danger, each at rest, under the pointer, pressed, focused and disabled.

use eframe::egui::accesskit::Role;
use eframe::egui::response::Flags;
use eframe::egui::{
    Color32, CornerRadius, CursorIcon, PointerButton, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};

pub use super::icon_button::{icon_button, icon_button_keys, icon_button_off, link};
use super::{focus, icon::Icon, text};
use crate::ui::theme::{self, Tokens, Type};

/// How much a button stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The one thing to do.
    Primary,
    /// Another thing to do.
    Secondary,
    /// A side way.
    Ghost,
    /// Something that takes away.
    Danger,
}

/// A button to be shown.
#[derive(Debug, Clone)]
#[must_use = "call `show`"]
pub struct Button {
    text: String,
    name: Option<String>,
    kind: Kind,
    icon: Option<Icon>,
    icon_after: bool,
    large: bool,
    big: bool,
    full: bool,
    pulled: bool,
    reason: Option<String>,
    hint: Option<String>,
    keys: Option<String>,
    also: Vec<String>,
    pose: Option<Pose>,
}

/// A state shown for the gallery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pose {
    /// Under the pointer.
    Hover,
    /// Pressed.
    Pressed,
    /// Focused.
    Focus,
}

struct Look {
    fill: Color32,
    edge: Color32,
    ink: Color32,
}

impl Button {
    /// A button of this kind.
    pub fn new(kind: Kind, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            name: None,
            kind,
            icon: None,
            icon_after: false,
            large: false,
            big: false,
            full: false,
            pulled: false,
            reason: None,
            hint: None,
            keys: None,
            also: Vec::new(),
            pose: None,
        }
    }

    /// The one thing to do.
    pub fn primary(text: impl Into<String>) -> Self {
        Self::new(Kind::Primary, text)
    }

    /// Another thing to do.
    pub fn secondary(text: impl Into<String>) -> Self {
        Self::new(Kind::Secondary, text)
    }

    /// A side way.
    pub fn ghost(text: impl Into<String>) -> Self {
        Self::new(Kind::Ghost, text)
    }

    /// An icon before the words.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// An icon after the words.
    pub fn icon_after(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self.icon_after = true;
        self
    }

    /// 48 points high.
    pub fn large(mut self) -> Self {
        self.large = true;
        self
    }

    /// The one big button of a page: 64 points high, at least 320 wide where there is room.
    pub fn big(mut self) -> Self {
        (self.large, self.big) = (true, true);
        self
    }

    /// As wide as there is room.
    pub fn full(mut self, full: bool) -> Self {
        self.full = full;
        self
    }

    /// At a left edge: pulled out by its padding so that the words line up.
    pub fn pulled(mut self) -> Self {
        self.pulled = true;
        self
    }

    /// Off, for this reason (shown on hover and told to a screen reader). `None` leaves it on.
    pub fn off(mut self, reason: Option<String>) -> Self {
        self.reason = reason;
        self
    }

    /// What a screen reader is told in place of the words, where these alone could be one of several.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The words that may come in place of the present ones: it is as wide as the widest of them, so that nothing moves.
    pub fn or(mut self, words: impl Into<String>) -> Self {
        self.also.push(words.into());
        self
    }

    /// The keys that do the same, for its tooltip and for a screen reader; empty: none.
    pub fn keys(mut self, keys: String) -> Self {
        self.keys = Some(keys).filter(|keys| !keys.is_empty());
        self
    }

    /// A tooltip.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Shown as if it were in this state (gallery).
    pub fn pose(mut self, pose: Pose) -> Self {
        self.pose = Some(pose);
        self
    }

    /// The words.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What kind it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// True for the one thing to do.
    #[must_use]
    pub fn is_primary(&self) -> bool {
        self.kind == Kind::Primary
    }

    /// True when it is off.
    #[must_use]
    pub fn is_off(&self) -> bool {
        self.reason.is_some()
    }

    fn padding(&self) -> f32 {
        if self.large { 22.0 } else { 16.0 }
    }

    fn style(&self) -> Type {
        match (self.big, self.large) {
            (true, _) => Type::H2,
            (false, true) => Type::Strong,
            (false, false) => Type::Medium,
        }
    }

    fn extra(&self) -> f32 {
        2.0 * self.padding() + if self.icon.is_some() { 28.0 } else { 0.0 }
    }

    /// The width that it takes when there is room enough.
    #[must_use]
    pub fn natural_width(&self, ui: &Ui) -> f32 {
        (self.widest(ui, f32::INFINITY) + self.extra()).ceil().max(self.least().x)
    }

    /// The least size in points.
    fn least(&self) -> eframe::egui::Vec2 {
        match (self.big, self.large) {
            (true, _) => vec2(320.0, 64.0),
            (false, true) => vec2(0.0, 48.0),
            (false, false) => vec2(0.0, 40.0),
        }
    }

    /// The width of its words, or of those that may come in their place, where there are `room` points.
    fn widest(&self, ui: &Ui, room: f32) -> f32 {
        let wide = |words: &String| text::galley(ui, self.style(), words.clone(), Color32::PLACEHOLDER, room).size().x;
        self.also.iter().chain([&self.text]).map(wide).fold(0.0, f32::max)
    }

    /// The size that it takes where there are `room` points of width.
    #[must_use]
    pub fn size(&self, ui: &Ui, room: f32) -> eframe::egui::Vec2 {
        let galley = text::galley(ui, self.style(), self.text.clone(), Color32::PLACEHOLDER, room - self.extra());
        let width = if self.full { room } else { (self.widest(ui, room - self.extra()) + self.extra()).ceil() };
        let least = self.least();
        vec2(width.max(least.x).min(room), f32::max(least.y, galley.size().y + 18.0))
    }

    fn look(&self, t: &Tokens) -> [Look; 3] {
        let look = |fill, edge, ink| Look { fill, edge, ink };
        let none = Color32::TRANSPARENT;
        match self.kind {
            Kind::Primary => [
                look(t.accent, none, t.on_accent),
                look(t.accent_hover, none, t.on_accent),
                look(t.accent_pressed, none, t.on_accent),
            ],
            Kind::Secondary => [
                look(t.surface, t.border_strong, t.text),
                look(t.sunken, t.border_strong, t.text),
                look(t.neutral_soft, t.text, t.text),
            ],
            Kind::Ghost => [
                look(none, none, t.accent),
                look(t.accent_soft, none, t.accent),
                look(t.accent_soft, t.accent, t.accent),
            ],
            Kind::Danger => {
                [look(t.surface, t.fail, t.fail), look(t.fail_soft, t.fail, t.fail), look(t.fail, t.fail, t.on_accent)]
            }
        }
    }

    /// Shows it. The response is clicked by pointer, Enter or Space; never when it is off.
    pub fn show(self, ui: &mut Ui) -> Response {
        let t = theme::tokens(ui);
        let pull = if self.pulled { self.padding() } else { 0.0 };
        let room = (ui.available_width() + pull).max(40.0);
        let galley = text::galley(ui, self.style(), self.text.clone(), Color32::PLACEHOLDER, room - self.extra());
        let size = self.size(ui, room);
        let (_, space) = ui.allocate_space(vec2(size.x - pull, size.y));
        let rect = Rect::from_min_max(pos2(space.min.x - pull, space.min.y), space.max);
        let enabled = self.reason.is_none() && ui.is_enabled();
        let id = ui.next_auto_id().with(&self.text);
        ui.skip_ahead_auto_ids(1);
        let mut response = ui.interact(rect, id, if enabled { Sense::click() } else { Sense::hover() });
        let name = self.name.as_ref().unwrap_or(&self.text);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
        self.paint(ui, rect, &response, galley, enabled);
        if enabled {
            response = response.on_hover_cursor(CursorIcon::PointingHand);
            focus::finish(ui, &response, theme::RADIUS);
            if self.pose == Some(Pose::Focus) {
                focus::ring(ui, &response, theme::RADIUS);
            }
        }
        if let Some(keys) = self.keys.as_ref().filter(|_| enabled) {
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_keyboard_shortcut(keys.as_str()));
        }
        let told = self.reason.or(self.hint);
        if told.is_none()
            && let Some(keys) = self.keys
        {
            response = response.on_hover_text(Type::Small.rich(keys, t.text));
        }
        if let Some(told) = told {
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(told.clone()));
            response = response.on_hover_text(Type::Small.rich(told, t.text));
        }
        once(ui, response)
    }

    fn paint(
        &self,
        ui: &Ui,
        rect: Rect,
        response: &Response,
        galley: std::sync::Arc<eframe::egui::Galley>,
        enabled: bool,
    ) {
        let t = theme::tokens(ui);
        let [rest, hover, pressed] = self.look(t);
        let hovered = response.hovered() || self.pose == Some(Pose::Hover);
        let look = if !enabled {
            Look { fill: t.sunken, edge: t.border, ink: t.border_strong }
        } else if response.is_pointer_button_down_on() || self.pose == Some(Pose::Pressed) {
            pressed
        } else {
            let share = ui.ctx().animate_bool_responsive(response.id.with("hover"), hovered);
            Look { fill: rest.fill.lerp_to_gamma(hover.fill, share), ..if hovered { hover } else { rest } }
        };
        let radius = CornerRadius::same(theme::RADIUS);
        ui.painter().rect(rect, radius, look.fill, Stroke::new(1.0, look.edge), StrokeKind::Inside);
        let icon_room = if self.icon.is_some() { 28.0 } else { 0.0 };
        let inner = galley.size().x + icon_room;
        let left = rect.center().x - inner / 2.0;
        let text_x = if self.icon.is_some() && !self.icon_after { left + icon_room } else { left };
        let text_at = pos2(text_x.round(), (rect.center().y - galley.size().y / 2.0).round());
        let icon_x = if self.icon_after { left + inner - 10.0 } else { left + 10.0 };
        ui.painter().galley(text_at, galley, look.ink);
        if let Some(icon) = self.icon {
            let at = Rect::from_center_size(pos2(icon_x, rect.center().y), vec2(20.0, 20.0));
            icon.paint_in(ui, at, 20.0, look.ink);
        }
    }
}

/// Takes the second click of a double click away: it was meant for what stood there before, and whoever is nervous clicks
/// twice.
fn once(ui: &Ui, mut response: Response) -> Response {
    let again = |i: &eframe::egui::InputState| {
        let pointer = &i.pointer;
        pointer.button_double_clicked(PointerButton::Primary) || pointer.button_triple_clicked(PointerButton::Primary)
    };
    if response.clicked_by(PointerButton::Primary) && ui.input(again) {
        response.flags.remove(Flags::CLICKED);
    }
    response
}
