//! The focus ring: seen after keyboard use only, and the focused thing is scrolled into view.

use eframe::egui::{Context, CornerRadius, Event, Id, Key, Response, Stroke, StrokeKind, Ui};

use crate::ui::theme;

fn flag() -> Id {
    Id::unique("greenroom keyboard used")
}

/// Notes whether keyboard or pointer was used last. To be called once at the start of a frame.
pub fn note_input(ctx: &Context) {
    let newest = ctx.input(|i| {
        i.events.iter().rev().find_map(|event| match event {
            Event::Key { key, pressed: true, .. } => matches!(
                key,
                Key::Tab | Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight | Key::Enter | Key::Escape
            )
            .then_some(true),
            Event::PointerButton { pressed: true, .. } => Some(false),
            _ => None,
        })
    });
    if let Some(by_keyboard) = newest {
        ctx.data_mut(|d| d.insert_temp(flag(), by_keyboard));
    }
}

/// True when the keyboard was used after the pointer.
#[must_use]
pub fn by_keyboard(ctx: &Context) -> bool {
    ctx.data(|d| d.get_temp(flag())).unwrap_or(false)
}

/// Ends every widget of our own: paints the ring round it and brings it into view when it has just got the focus.
pub fn finish(ui: &Ui, response: &Response, radius: u8) {
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if response.has_focus() && by_keyboard(ui.ctx()) {
        ring(ui, response, radius);
    }
}

/// The ring alone: 2 points wide, 2 points outside.
pub fn ring(ui: &Ui, response: &Response, radius: u8) {
    let t = theme::tokens(ui);
    let painter = ui.painter().with_clip_rect(ui.clip_rect().expand(4.0));
    let rect = response.rect.expand(2.0);
    let radius = CornerRadius::same(radius.saturating_add(2));
    painter.rect_stroke(rect, radius, Stroke::new(2.0, t.accent), StrokeKind::Outside);
}
