//! Widgets of our own. Each has a role and a name for a screen reader, a target of 40 points at least, the focus ring
//! after keyboard use, comes into view when it gets the focus, and says why it is off.

pub mod button;
pub mod card;
pub mod choose;
pub mod columns;
pub mod door;
pub mod field;
pub mod focus;
pub mod icon;
pub mod icon_button;
pub mod ladder;
pub mod meter;
pub mod numbered;
pub mod page;
pub mod part_row;
pub mod preview;
pub mod progress;
pub mod spot_row;
pub mod status;
pub mod stepper;
pub mod text;
pub mod timeline;
pub mod trips;

pub use button::Button;
pub use icon::Icon;
pub use page::{Bar, Margins, page};

use eframe::egui::{Rect, Ui, UiBuilder};

/// A column for reading: at most 640 points wide.
pub fn column<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width().min(640.0));
        add(ui)
    })
    .inner
}

/// Draws at a place of its own, without moving what comes after.
pub fn at<R>(ui: &mut Ui, rect: Rect, add: impl FnOnce(&mut Ui) -> R) -> R {
    at_with(ui, UiBuilder::new().max_rect(rect), add)
}

/// Draws at a place of its own, with more to say about it.
pub fn at_with<R>(ui: &mut Ui, builder: UiBuilder, add: impl FnOnce(&mut Ui) -> R) -> R {
    add(&mut ui.new_child(builder))
}
