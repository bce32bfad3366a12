//! The spots in the house, compared in a few figures.

use eframe::egui::accesskit::Role;
use eframe::egui::{Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::ui::action::UiAction;
use crate::ui::cx::Cx;
use crate::ui::route::Route;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::spots::{SpotLine, compared};
use crate::ui::widgets::{Button, Icon, card, status, text};

/// So many spots have room in the frame; the others stand on their own page.
const MOST: usize = 3;
/// From this width on the figures stand in columns, in points.
const COLUMNS: f32 = 420.0;

/// Shows the best of them in a card that is at least `high` points high; nothing where none was measured.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, high: f32) {
    let lines = compared(&cx.live.spots, cx.texts);
    if lines.is_empty() {
        return;
    }
    let title = cx.texts.internet_spots();
    card::card_with(ui, &title, card::tight(ui), |ui| {
        ui.set_min_height(high - 26.0);
        ui.spacing_mut().item_spacing.y = 6.0;
        heads(ui, cx, &title);
        for line in lines.iter().take(MOST) {
            card::line(ui);
            row(ui, line);
        }
    });
}

/// The way to the other spots, where the bar has no room for it.
pub fn way(ui: &mut Ui, cx: &mut Cx<'_>) {
    if Button::secondary(cx.texts.internet_other_spot()).icon(Icon::Pin).show(ui).clicked() {
        cx.act(UiAction::Go(Route::Spots));
    }
}

/// Where the figures end, from the left, in a row of this width.
fn ends(width: f32) -> [f32; 2] {
    [width * 0.52, width * 0.70]
}

fn heads(ui: &mut Ui, cx: &Cx<'_>, title: &str) {
    let t = theme::tokens(ui);
    let width = ui.available_width();
    let heading = text::heading(ui, Type::SmallMedium, 2, title).rect;
    if width < COLUMNS {
        return;
    }
    let names = [cx.texts.internet_spots_trip(), cx.texts.internet_spots_lost()];
    for (name, end) in names.into_iter().zip(ends(width)) {
        let galley = text::galley(ui, Type::Small, name, t.text_2, 140.0);
        ui.painter().galley(pos2(heading.min.x + end - galley.size().x, heading.min.y), galley, t.text_2);
    }
}

fn row(ui: &mut Ui, line: &SpotLine) {
    let t = theme::tokens(ui);
    let width = ui.available_width();
    let ink = status::color(line.status, t);
    let columns = width >= COLUMNS;
    let words = text::galley(ui, Type::Medium, line.words.clone(), ink, width * 0.5);
    let icon = if line.phone { 26.0 } else { 0.0 };
    let room = if columns { width * 0.38 } else { width - words.size().x - 40.0 } - icon;
    let name = text::galley(ui, Type::Body, line.name.clone(), t.text, room);
    let small = [&line.trip, &line.lost].map(|figure| figure.as_str()).join(" · ");
    let under = (!columns).then(|| text::galley(ui, Type::Small, small, t.text_2, width));
    let high = name.size().y.max(words.size().y) + under.as_ref().map_or(0.0, |g| g.size().y);
    let (rect, response) = ui.allocate_exact_size(vec2(width, high), Sense::hover());
    let told = format!("{}: {}, {}, {}", line.name, line.words, line.trip, line.lost);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &told));
    let (name_size, first) = (name.size(), words.size().y);
    ui.painter().galley(rect.min, name, t.text);
    if line.phone {
        let place = Rect::from_min_size(pos2(rect.min.x + name_size.x + 6.0, rect.min.y + 2.0), vec2(18.0, 18.0));
        Icon::Hotspot.paint_in(ui, place, 18.0, t.text_2);
    }
    let words_x = rect.max.x - 28.0 - words.size().x;
    ui.painter().galley(pos2(words_x, rect.min.y), words, ink);
    let place = Rect::from_center_size(pos2(rect.max.x - 10.0, rect.min.y + first / 2.0), vec2(20.0, 20.0));
    status::icon(line.status).paint_in(ui, place, 20.0, ink);
    if let Some(under) = under {
        ui.painter().galley(pos2(rect.min.x, rect.min.y + name_size.y), under, t.text_2);
        return;
    }
    for (figure, end) in [&line.trip, &line.lost].into_iter().zip(ends(width)) {
        let galley = text::galley(ui, Type::Body, figure.clone(), t.text, 120.0);
        ui.painter().galley(pos2(rect.min.x + end - galley.size().x, rect.min.y), galley, t.text);
    }
}
