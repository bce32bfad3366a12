//! The window: the only module that knows egui.
//!
//! | part | does |
//! |---|---|
//! | `app` | draws the present screen from the newest snapshot, turns wishes into commands, remembers what the screens do |
//! | `route`, `journey`, `action`, `cx` | where one can be and is, what one can ask for, what a screen is given |
//! | `view_model` | pure: state and texts to what each screen shows |
//! | `screens` | one module for each screen |
//! | `widgets` | what the screens are made of |
//! | `theme` | colours, type, measures: the only place with colours by number |

pub mod action;
pub mod app;
pub mod cx;
pub mod header;
pub mod journey;
mod options;
pub mod route;
pub mod screens;
pub mod shortcuts;
pub mod theme;
pub mod view_model;
pub mod widgets;

use eframe::egui::{ViewportBuilder, vec2};

pub use options::{Look, UiOptions};

/// The window could not be opened.
#[derive(Debug, thiserror::Error)]
#[error("open the window: {}", without_place(&self.0.to_string()))]
pub struct UiError(#[from] eframe::Error);

/// The message without the place in a library's source that some begin with: "os error at FILE.rs:12: ".
fn without_place(message: &str) -> String {
    let place = message.find(".rs:").and_then(|at| message.get(at..)?.find(": ").map(|more| at + more + 2));
    place.and_then(|at| message.get(at..)).unwrap_or(message).to_owned()
}

/// Opens the window and stays until it is closed.
///
/// # Errors
/// When there is no display or no graphics that the window can use.
pub fn run(options: UiOptions) -> Result<(), UiError> {
    let (width, height) = options.look.size.unwrap_or((1040.0, 720.0));
    let mut viewport = ViewportBuilder::default()
        .with_title("Greenroom")
        .with_app_id("greenroom")
        .with_inner_size(vec2(width, height))
        .with_min_inner_size(vec2(width.min(360.0), height.min(480.0)))
        .with_clamp_size_to_monitor_size(true);
    if let Some(icon) = widgets::icon::window_icon() {
        viewport = viewport.with_icon(icon);
    }
    let native = eframe::NativeOptions { viewport, ..eframe::NativeOptions::default() };
    eframe::run_native("greenroom", native, Box::new(|cc| Ok(Box::new(app::Window::new(&cc.egui_ctx, options)))))?;
    Ok(())
}
