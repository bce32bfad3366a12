//! The list of keys, as a sheet over any screen.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    CornerRadius, Frame, Id, Key, Modal, Modifiers, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};

use crate::ui::cx::Cx;
use crate::ui::shortcuts::{Group, Row, TABLE};
use crate::ui::theme::{self, Type};
use crate::ui::widgets::columns::{Column, two_columns};
use crate::ui::widgets::{Button, at, card, choose, text};

/// Width at full size in points.
const WIDTH: f32 = 760.0;

/// What the sheet remembers.
#[derive(Debug, Default)]
pub struct State {
    /// It is open.
    pub open: bool,
    /// It was on the screen in the last frame.
    shown: bool,
}

/// Shows the sheet, while it is open.
pub fn show(ui: &Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let before = std::mem::replace(&mut memory.shown, memory.open);
    if !memory.open {
        return;
    }
    let t = theme::tokens(ui);
    let window = ui.ctx().content_rect();
    let wide = window.width() >= WIDTH + 40.0;
    let width = if wide { WIDTH - 64.0 } else { window.width() - 72.0 };
    let frame = Frame::new().fill(t.surface).corner_radius(theme::RADIUS_CARD).inner_margin(if wide { 32 } else { 20 });
    let shade = theme::LIGHT.text.gamma_multiply(0.55);
    let modal = Modal::new(Id::unique("shortcuts")).frame(frame).backdrop_color(shade).show(ui.ctx(), |ui| {
        ui.set_width(width);
        ScrollArea::vertical()
            .max_height(window.height() - 104.0)
            // Only where all of it does not fit is it scrolled.
            .min_scrolled_height(window.height() - 104.0)
            .auto_shrink([false, true])
            .show(ui, |ui| contents(ui, cx, wide))
            .inner
    });
    // Not the very key that opened it.
    let enter = before && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter));
    if modal.inner || modal.should_close() || enter {
        memory.open = false;
    }
}

/// True when it is to be closed.
fn contents(ui: &mut Ui, cx: &mut Cx<'_>, wide: bool) -> bool {
    ui.spacing_mut().item_spacing.y = 8.0;
    text::heading(ui, Type::H1, 1, cx.texts.keys_title());
    if wide {
        two_columns(ui, 324.0, 48.0, |ui, column| match column {
            Column::Left => group(ui, cx, Group::Everywhere),
            Column::Right => {
                group(ui, cx, Group::AtOnce);
                ui.add_space(12.0);
                group(ui, cx, Group::InPlan);
            }
        });
    } else {
        for which in [Group::Everywhere, Group::AtOnce, Group::InPlan] {
            group(ui, cx, which);
            ui.add_space(8.0);
        }
    }
    ui.add_space(4.0);
    card::line(ui);
    let mut single = !cx.settings.config.no_single_keys;
    if choose::toggle(ui, &mut single, &cx.texts.keys_single()) {
        cx.configure(|c| c.no_single_keys = !single);
    }
    text::weak(ui, Type::Small, cx.texts.keys_single_line());
    ui.add_space(6.0);
    let close = Button::primary(cx.texts.button_close()).large().full(!wide);
    if !wide {
        return close.show(ui).clicked();
    }
    // At the lower right, as on every page.
    let size = close.size(ui, ui.available_width());
    let (_, row) = ui.allocate_space(vec2(ui.available_width(), size.y));
    at(ui, row.with_min_x(row.max.x - size.x), |ui| close.show(ui).clicked())
}

fn group(ui: &mut Ui, cx: &Cx<'_>, group: Group) {
    ui.spacing_mut().item_spacing.y = 0.0;
    text::heading(ui, Type::H2, 2, group.words(cx.texts));
    for row in TABLE.iter().filter(|row| row.group == group) {
        line(ui, cx, row);
    }
}

/// What it does at the left, the keys at the right; below each other where both do not fit.
fn line(ui: &mut Ui, cx: &Cx<'_>, row: &Row) {
    let t = theme::tokens(ui);
    let words = row.does.words(cx.texts);
    let caps: Vec<Vec<String>> = row.keys.iter().map(|keys| keys.names()).collect();
    // Where three are held alike, what is held is told once: Ctrl + − 0.
    let held = caps.first().filter(|names| names.len() > 1 && caps.len() > 2).and_then(|names| names.first());
    let shown: Vec<String> = match held {
        Some(held) => [held].into_iter().chain(caps.iter().filter_map(|names| names.last())).cloned().collect(),
        None => caps.iter().map(|names| names.join(" ")).collect(),
    };
    let laid: Vec<_> =
        shown.iter().map(|name| text::galley(ui, Type::SmallMedium, name.clone(), t.text, f32::INFINITY)).collect();
    let cap = |width: f32| (width + 18.0).max(28.0);
    let total: f32 = laid.iter().map(|g| cap(g.size().x) + 4.0).sum::<f32>() - 4.0;
    let width = ui.available_width();
    let beside = text::galley(ui, Type::Body, words.clone(), t.text, f32::INFINITY).size().x + 12.0 + total <= width;
    let room = if beside { width - total - 12.0 } else { width };
    let galley = text::galley(ui, Type::Body, words.clone(), t.text, room);
    let high = if beside { 36.0 } else { galley.size().y + 36.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(width, high), Sense::hover());
    let keys = caps.iter().map(|names| names.join(" ")).collect::<Vec<_>>().join(", ");
    let told = format!("{words}: {keys}");
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, told.clone()));
    let (middle, y) = if beside {
        (rect.center().y, rect.center().y - galley.size().y / 2.0)
    } else {
        (rect.max.y - 18.0, rect.min.y)
    };
    ui.painter().galley(pos2(rect.min.x, y), galley, t.text);
    let mut x = if beside { rect.max.x - total } else { rect.min.x };
    for galley in laid {
        let place = Rect::from_min_size(pos2(x, middle - 13.0), vec2(cap(galley.size().x), 26.0));
        let edge = Stroke::new(1.0, t.border_strong);
        ui.painter().rect(place, CornerRadius::same(6), t.bg, edge, StrokeKind::Inside);
        ui.painter().galley(place.center() - galley.size() / 2.0, galley, t.text);
        x = place.max.x + 4.0;
    }
}
