//! The preparation: what can be done now, and ten minutes before.

use eframe::egui::{Margin, Rect, Ui, pos2};

use crate::checklist::items::When;
use crate::ui::action::UiAction;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::plan;
use crate::ui::widgets::{at, card, choose, text};

/// Shows both lists in one card.
pub fn card(ui: &mut Ui, cx: &mut Cx<'_>) {
    let name = cx.texts.plan_now();
    let side = card::padding(ui);
    card::card_with(ui, &name, Margin { left: side, right: side, top: 14, bottom: 10 }, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        list(ui, cx, When::Now, &name);
        ui.add_space(8.0);
        card::line(ui);
        ui.add_space(10.0);
        let late = cx.texts.plan_late();
        list(ui, cx, When::TenMinutesBefore, &late);
    });
}

fn list(ui: &mut Ui, cx: &mut Cx<'_>, when: When, title: &str) {
    let t = theme::tokens(ui);
    let (done, all) = plan::done(cx.plan, when);
    let figure = |n: usize| f64::from(u8::try_from(n).unwrap_or(u8::MAX));
    let count = cx.texts.plan_count(figure(all), figure(done));
    let galley = text::galley(ui, Type::Body, count.clone(), t.text_2, 200.0);
    let heading = text::heading(ui, Type::H2, 2, title).rect;
    let right = ui.max_rect().max.x;
    let fits = heading.min.x + text::galley(ui, Type::H2, title, t.text, f32::INFINITY).size().x + 12.0
        <= right - galley.size().x;
    if fits {
        let corner = pos2(right - galley.size().x, heading.center().y - galley.size().y / 2.0);
        let place = Rect::from_min_size(corner, galley.size() + eframe::egui::vec2(1.0, 0.0));
        at(ui, place, |ui| text::weak(ui, Type::Body, count));
    } else {
        text::weak(ui, Type::Body, count);
    }
    ui.add_space(2.0);
    let mut changed = None;
    for item in plan::items(when) {
        let Some(words) = plan::words(item.id, cx.plan, cx.texts) else { continue };
        let id = plan::tick(item.id, cx.plan);
        let mut on = cx.plan.done.iter().any(|d| d == id);
        let row = ui.scope(|ui| choose::tick(ui, &mut on, &words.label, None));
        row.response.on_hover_text(Type::Small.rich(words.why, t.text));
        if row.inner {
            changed = Some((id.to_owned(), on));
        }
    }
    if let Some((id, on)) = changed {
        let list = &mut cx.plan.done;
        list.retain(|d| *d != id);
        if on {
            list.push(id);
        }
        cx.act(UiAction::PlanChanged);
    }
}
