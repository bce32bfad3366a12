//! The way on from a part that has ended.

use crate::model::CheckId;
use crate::model::run::Phase;
use crate::ui::action::UiAction;
use crate::ui::cx::Cx;
use crate::ui::route::Route;
use crate::ui::view_model::parts;
use crate::ui::widgets::{Bar, Button, Icon};

/// The way to the check: it begins where nothing was begun, else it is shown.
#[must_use]
pub fn to_check(cx: &Cx<'_>) -> UiAction {
    if cx.snapshot.phase == Phase::Idle { UiAction::Start } else { UiAction::Go(Route::Check) }
}

/// The way on from a part that has ended: the person's next part, else the result, once it is there.
pub fn way_on(cx: &Cx<'_>, bar: Bar) -> Bar {
    let texts = cx.texts;
    if cx.snapshot.phase == Phase::Idle {
        // Nothing was begun: there is no result to lead to.
        return bar.main(Button::primary(texts.result_start()).icon_after(Icon::Arrow).large(), UiAction::Start);
    }
    let (words, route) = match parts::persons_turn(cx.snapshot) {
        Some(CheckId::Camera) => (texts.check_next_picture(), Route::Part(CheckId::Camera)),
        Some(_) => (texts.check_next_sound(), Route::Part(CheckId::Sound)),
        None => (texts.check_to_result(), Route::Result),
    };
    let button = Button::primary(words).icon_after(Icon::Arrow).large();
    let overall = parts::overall(cx.snapshot, texts);
    if route == Route::Result && overall.running {
        bar.note(overall.words.clone()).main(button.off(Some(overall.words)), UiAction::Go(route))
    } else {
        bar.main(button, UiAction::Go(route))
    }
}
