//! The page of a part's details: what matters most as title, two columns, the raw figures.

use eframe::egui::Ui;

use super::details::{technical, why};
use super::found::{retry, title, trouble, under_way, unknown};
use super::state::State;
use crate::i18n::Texts;
use crate::model::run::Stage;
use crate::model::{CheckId, Snapshot};
use crate::session::command::Command;
use crate::ui::action::UiAction;
use crate::ui::cx::{Cx, narrow};
use crate::ui::screens::onward::way_on;
use crate::ui::widgets::columns::{Column, two_columns};
use crate::ui::widgets::{Bar, Button, Icon, Margins, column, page};

/// From this width on there are two columns, in points.
const TWO_COLUMNS: f32 = 640.0;

/// Shows the page. `figures` gives the raw figures; the first finding is told by title and left column, `columns` draws
/// the rest of each column.
pub fn details<'a>(
    ui: &mut Ui,
    cx: &mut Cx<'a>,
    memory: &mut State,
    check: CheckId,
    figures: fn(&Snapshot, &Texts) -> Vec<(String, String)>,
    mut columns: impl FnMut(&mut Ui, &mut Cx<'a>, Column),
) {
    let bar = bar(cx, memory, check, narrow(ui));
    let asked = page(ui, check.as_str(), Margins::DETAIL, bar, |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        title(ui, cx, check);
        under_way(ui, cx, check);
        column(ui, |ui| trouble(ui, cx, check));
        let mut draw = |ui: &mut Ui, column: Column| {
            let first = cx.snapshot.assessment.of(check).next().filter(|_| column == Column::Left).cloned();
            if let Some(first) = first.filter(|_| unknown(cx, check).is_none()) {
                why(ui, cx, memory, &first);
            }
            columns(ui, cx, column);
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
fn bar(cx: &Cx<'_>, memory: &State, check: CheckId, narrow: bool) -> Bar {
    let texts = cx.texts;
    let bar = technical_button(cx, memory, Bar::new());
    if matches!(cx.snapshot.stage(check), Stage::Running { .. }) {
        // Beside the list stands its own Stop, the only one of a check.
        let stop = Button::ghost(texts.button_stop()).icon(Icon::Stop);
        let bar = if narrow { bar.side(stop, UiAction::Send(Command::Stop)) } else { bar };
        way_on(cx, bar)
    } else if unknown(cx, check).is_some() {
        // The card offers to try again.
        way_on(cx, bar)
    } else {
        // A result that nobody has seen yet comes before checking again.
        let unseen = cx.kept.unseen(cx.snapshot);
        let again = if unseen { Button::secondary } else { Button::primary }(texts.button_check_again());
        let bar = bar.main(again.icon(Icon::Again), retry(check));
        if unseen { way_on(cx, bar) } else { bar }
    }
}
