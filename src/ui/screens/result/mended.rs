//! What was to be done first and is mended: its card gets a tick, stays for a moment, then moves to what is fine.

use std::time::Duration;

use eframe::egui::{Margin, Ui};

use crate::model::FindingId;
use crate::model::assessment::Group;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::result::{self, ResultView};
use crate::ui::widgets::{Icon, card, text};

/// A mended card stays this long, in seconds.
const STAYS_S: f64 = 1.0;
/// A card that leaves may be a tenth of a second late.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// What is remembered of the cards between frames.
#[derive(Debug, Default)]
pub struct Cards {
    /// The cards of the result that was shown last.
    shown: Vec<Group>,
    /// What was seen to be mended, and when, by the window's clock.
    mended: Vec<(FindingId, f64)>,
}

/// Puts mended cards among those of the view for as long as they stay. Returns which those are.
pub fn follow(ui: &Ui, cx: &mut Cx<'_>, cards: &mut Cards, view: &mut ResultView) -> Vec<FindingId> {
    let now = ui.input(|i| i.time);
    for id in result::mended(&cards.shown, cx.snapshot) {
        if cards.mended.iter().all(|(known, _)| *known != id) {
            cards.mended.push((id, now));
        }
    }
    let known = |id: FindingId| cards.mended.iter().find(|(mended, _)| *mended == id).map(|(_, since)| *since);
    let stays = |id: FindingId| known(id).is_some_and(|since| now - since < STAYS_S);
    let staying: Vec<FindingId> = cards.mended.iter().map(|(id, _)| *id).filter(|id| stays(*id)).collect();
    if view.stand.earlier() {
        view.first.retain(|group| head(group).is_none_or(|id| known(id).is_none() || stays(id)));
    } else {
        for (index, group) in cards.shown.iter().enumerate().filter(|(_, group)| head(group).is_some_and(stays)) {
            view.first.insert(index.min(view.first.len()), group.clone());
        }
    }
    if !staying.is_empty() {
        ui.ctx().request_repaint_after(LOOK_AGAIN);
    } else if !view.stand.earlier() {
        cards.shown.clone_from(&view.first);
        cards.mended.clear();
    }
    staying
}

/// What a card is known by.
pub fn head(group: &Group) -> Option<FindingId> {
    group.head().map(|finding| finding.id)
}

/// A mended card: a tick, and what the part is like now.
pub fn card(ui: &mut Ui, cx: &Cx<'_>, head: FindingId) {
    let t = theme::tokens(ui);
    let title = cx.texts.result_mended();
    let found = cx.snapshot.assessment.of(head.check()).next().map(|f| cx.texts.finding(f));
    let line = found.map(|f| if f.short.is_empty() { f.effect } else { f.short }).unwrap_or_default();
    ui.scope(|ui| {
        ui.set_opacity(1.0);
        card::card_with(ui, &title, Margin::symmetric(20, 18), |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 16.0;
                card::tile(ui, 40.0, Icon::StateOk, t.ok, t.ok_soft);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 3.0;
                    text::heading(ui, Type::H2, 3, title.clone());
                    text::live(ui, Type::Body, line, t.text_2, false);
                });
            });
        });
    });
}
