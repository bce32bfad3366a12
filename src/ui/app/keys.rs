//! The keys that hold on every screen. Enter, the primary button, is read by the page itself.

use eframe::egui::Ui;

use super::memory::Screens;
use crate::model::run::Phase;
use crate::ui::action::UiAction;
use crate::ui::cx::Cx;
use crate::ui::route::Route;
use crate::ui::screens::findings;
use crate::ui::shortcuts::{Does, pressed};

/// Obeys the keys. `menu`: a list was open when the frame began, and Escape closed it.
pub fn obey(ui: &Ui, cx: &mut Cx<'_>, memory: &mut Screens, menu: bool) {
    let single = !cx.settings.config.no_single_keys;
    if pressed(ui, Does::List, single) {
        cx.act(UiAction::Shortcuts);
        return;
    }
    // A question over the page, or the list of keys, has its own buttons.
    let over =
        menu || memory.shortcuts.open || memory.start_over.asking || ui.memory(|m| m.top_modal_layer().is_some());
    if over {
        return;
    }
    if pressed(ui, Does::Back, true) {
        let unfolded = cx.journey.route == Route::Result && memory.result.open.take().is_some();
        // A check under way is left by its own buttons only.
        let under_way = cx.journey.route == Route::Check && cx.snapshot.phase == Phase::Running;
        if !unfolded && !under_way {
            cx.act(UiAction::Back);
        }
    }
    if pressed(ui, Does::Again, true) {
        match cx.journey.route {
            Route::Part(check) => cx.act(findings::retry(check)),
            Route::Check | Route::Result => cx.act(UiAction::Start),
            _ => {}
        }
    }
    if pressed(ui, Does::Settings, true) {
        let open = cx.journey.route == Route::Settings;
        cx.act(if open { UiAction::Back } else { UiAction::Go(Route::Settings) });
    }
    if pressed(ui, Does::PlanB, true) && cx.journey.route != Route::Plan {
        cx.act(UiAction::Go(Route::Plan));
    }
}
