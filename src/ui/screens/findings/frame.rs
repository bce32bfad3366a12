//! The page of a part's details: what matters most as title, two columns, the raw figures.

use eframe::egui::Ui;

use super::details::{technical, why};
use super::found::{retry, title, trouble, unknown};
use super::state::State;
use crate::i18n::Texts;
use crate::model::run::{Phase, Stage};
use crate::model::{CheckId, Snapshot};
use crate::session::command::Command;
use crate::ui::action::UiAction;
use crate::ui::cx::{Cx, narrow};
use crate::ui::route::Route;
use crate::ui::screens::onward::way_on;
use crate::ui::shortcuts::Does;
use crate::ui::widgets::columns::{Column, two_columns};
use crate::ui::widgets::{Bar, Button, Icon, Margins, column, page};

/// From this width on there are two columns, in points.
const TWO_COLUMNS: f32 = 640.0;
/// Height of the first card of the left column, in points: what is being done, and then why and what helps.
const FIRST: f32 = 252.0;
/// The height of a window for which the frame is drawn, and by how much it grows at most in a higher one, in points.
const FRAME_WINDOW: f32 = 720.0;
const FRAME_GROWS: f32 = 160.0;

/// What a higher window gives the frame, in points.
#[must_use]
pub fn taller(ui: &Ui) -> f32 {
    if narrow(ui) {
        return 0.0;
    }
    (ui.ctx().content_rect().height() - FRAME_WINDOW).clamp(0.0, FRAME_GROWS)
}

/// The height of the first card of the left column in points.
#[must_use]
pub fn first_height(ui: &Ui) -> f32 {
    FIRST + taller(ui)
}

/// Shows the page: while it is measured and afterwards in the same frame. `figures` gives the raw figures; until there is
/// a result, `doing` draws the first card of the left column; then the title and that card tell the first finding.
/// `columns` draws the rest of each column.
pub fn details<'a>(
    ui: &mut Ui,
    cx: &mut Cx<'a>,
    memory: &mut State,
    check: CheckId,
    figures: fn(&Snapshot, &Texts) -> Vec<(String, String)>,
    mut doing: impl FnMut(&mut Ui, &mut Cx<'a>),
    mut columns: impl FnMut(&mut Ui, &mut Cx<'a>, &State, Column),
) {
    let room = ui.available_width() - f32::from(Margins::DETAIL.side) - f32::from(Margins::DETAIL.right);
    let one_column = narrow(ui);
    let ways = [OtherSpots::Icon, OtherSpots::Words];
    let mut fitting = ways.map(|way| bar(cx, memory, check, one_column, way)).into_iter();
    let fitting = fitting.find(|bar| one_column || bar.fits(ui, room));
    // Where it does not fit it stands among the spots.
    memory.spots_apart = fitting.is_none();
    let bar = fitting.unwrap_or_else(|| bar(cx, memory, check, one_column, OtherSpots::Apart));
    let asked = page(ui, check.as_str(), Margins::DETAIL, bar, |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        title(ui, cx, check);
        if unknown(cx, check).is_some() {
            column(ui, |ui| trouble(ui, cx, check));
        }
        let mut draw = |ui: &mut Ui, column: Column| {
            let first = cx.snapshot.assessment.of(check).next().cloned();
            match (column, cx.snapshot.stage(check), first) {
                (Column::Right, ..) | (_, Stage::Unknown(_), _) => {}
                (_, Stage::Done, Some(first)) => why(ui, cx, memory, &first, first_height(ui)),
                (_, Stage::Done, None) => {}
                _ => doing(ui, cx),
            }
            columns(ui, cx, memory, column);
        };
        let width = ui.available_width();
        if width >= TWO_COLUMNS {
            two_columns(ui, (width * 0.333).clamp(284.0, 340.0), 24.0, draw);
        } else {
            draw(ui, Column::Left);
            draw(ui, Column::Right);
        }
        technical(ui, cx, memory, &figures(cx.snapshot, cx.texts));
    });
    cx.act_on(asked);
}

/// Shows or hides the raw figures, at the left.
#[must_use]
pub fn technical_button(cx: &Cx<'_>, memory: &State, bar: Bar) -> Bar {
    let icon = if memory.technical { Icon::ChevUp } else { Icon::ChevDown };
    bar.side(Button::ghost(cx.texts.button_technical()).icon(icon), UiAction::Technical)
}

/// Technical details at the left; the way on at the right, and left of it what comes when the part has ended.
fn bar(cx: &Cx<'_>, memory: &State, check: CheckId, narrow: bool, spots: OtherSpots) -> Bar {
    let texts = cx.texts;
    let bar = technical_button(cx, memory, Bar::new());
    if cx.snapshot.phase == Phase::Idle {
        return way_on(cx, bar);
    }
    if matches!(cx.snapshot.stage(check), Stage::Running { .. }) {
        // Beside the list stands its own Stop, the only one of a check.
        let stop = Button::ghost(texts.button_stop()).icon(Icon::Stop);
        let bar = if narrow { bar.side(stop, UiAction::Send(Command::Stop)) } else { bar };
        let bar = if check == CheckId::Network { bar.note(texts.internet_stay()) } else { bar };
        way_on(cx, bar)
    } else if unknown(cx, check).is_some() {
        // The card offers to try again.
        way_on(cx, other_spots(cx, bar, check, spots))
    } else {
        let again = Button::secondary(texts.button_check_again()).icon(Icon::Again).keys(Does::Again.hint());
        way_on(cx, other_spots(cx, bar, check, spots).main(again, retry(check)))
    }
}

/// How the way to the other spots in the house stands in the bar.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OtherSpots {
    /// With its icon.
    Icon,
    /// In words alone.
    Words,
    /// Not at all.
    Apart,
}

/// The way to the other spots, which only the connection has.
fn other_spots(cx: &Cx<'_>, bar: Bar, check: CheckId, way: OtherSpots) -> Bar {
    if check != CheckId::Network || way == OtherSpots::Apart {
        return bar;
    }
    let button = Button::secondary(cx.texts.internet_other_spot());
    let button = if way == OtherSpots::Icon { button.icon(Icon::Pin) } else { button };
    bar.main(button, UiAction::Go(Route::Spots))
}
