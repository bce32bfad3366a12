//! A page: contents that scroll, and below them the bar with the one primary button at the bottom right.

use eframe::egui::{Color32, Frame, Id, Key, Margin, Mesh, Modifiers, Rect, ScrollArea, Stroke, Ui, pos2, vec2};

use super::button::Button;
use super::icon::Icon;
use super::{at, text};
use crate::ui::action::UiAction;
use crate::ui::shortcuts::Does;
use crate::ui::theme::{self, Type};

/// Room between buttons in points.
const GAP: f32 = 12.0;
/// By how much the primary button is wider than it says before it is made large, in points; and its last gap.
const LARGER: f32 = 16.0;
/// Height of the row with a part's title in points.
pub const TITLE: f32 = 40.0;
/// Contents that go on for more than this below the edge are told to, in points.
const MORE_FROM: f32 = 12.0;
/// They fade out over this height, in points.
const FADE: f32 = 36.0;
/// The lower right corner of the primary button on every page: this far from the right, in points.
const CORNER_RIGHT: i8 = 40;
/// And this far from below.
const CORNER_BELOW: f32 = 24.0;

/// The buttons of a page: side ways at the left, the way on at the right. Each stands for an action, or for what the
/// screen itself understands by `A`.
#[derive(Debug)]
pub struct Bar<A = UiAction> {
    side: Vec<(Button, A)>,
    note: Option<String>,
    main: Vec<(Button, A)>,
    gap: f32,
}

impl<A> Default for Bar<A> {
    fn default() -> Self {
        Self { side: Vec::new(), note: None, main: Vec::new(), gap: GAP }
    }
}

impl<A> Bar<A> {
    /// An empty bar.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A ghost at the left.
    #[must_use]
    pub fn side(mut self, button: Button, action: A) -> Self {
        self.side.push((button, action));
        self
    }

    /// A few quiet words at the left, or left of the main buttons when there are side buttons.
    #[must_use]
    pub fn note(mut self, words: impl Into<String>) -> Self {
        self.note = Some(words.into());
        self
    }

    /// A button at the right; the last one answers to Enter where it is the primary.
    #[must_use]
    pub fn main(mut self, button: Button, action: A) -> Self {
        self.main.push((button, action));
        self
    }

    /// The room between buttons in points.
    #[must_use]
    pub fn gap(mut self, gap: f32) -> Self {
        self.gap = gap;
        self
    }

    /// The primary button names its key.
    fn with_key(mut self) -> Self {
        if let Some((button, action)) = self.main.pop() {
            let button = if button.is_primary() { button.keys(Does::Main.hint()) } else { button };
            self.main.push((button, action));
        }
        self
    }

    /// True when all buttons stand side by side within so many points.
    #[must_use]
    pub fn fits(&self, ui: &Ui, width: f32) -> bool {
        let all = self.side.iter().chain(&self.main);
        let wide: f32 = all.map(|(button, _)| button.natural_width(ui) + self.gap).sum();
        wide + LARGER <= width
    }

    fn is_empty(&self) -> bool {
        self.side.is_empty() && self.note.is_none() && self.main.is_empty()
    }
}

/// The margins of a page in points, as the design measures them at full width.
#[derive(Debug, Clone, Copy)]
pub struct Margins {
    /// Left.
    pub side: i8,
    /// Right: where the primary button ends, whether there is one just now or not.
    pub right: i8,
    /// Above the contents.
    pub top: i8,
    /// Below the buttons.
    pub bottom: i8,
}

impl Margins {
    /// Result, plan, share.
    pub const WIDE: Self = Self { side: 40, right: CORNER_RIGHT, top: 28, bottom: 24 };
    /// The parts of a check, beside their list.
    pub const DETAIL: Self = Self { side: 32, right: CORNER_RIGHT, top: 24, bottom: 24 };
}

/// Shows a page in the whole of `ui`. `salt` names the screen, so that each keeps its own scroll position.
/// Returns what was asked for by a button of the bar.
pub fn page<A: Clone>(ui: &mut Ui, salt: &str, margins: Margins, bar: Bar<A>, add: impl FnOnce(&mut Ui)) -> Option<A> {
    let rect = ui.available_rect_before_wrap();
    let window = ui.ctx().content_rect();
    let narrow = window.width() < theme::NARROW;
    let low = window.height() < theme::LOW;
    let by_enter = enter(ui, &bar);
    let bar = bar.with_key();
    let asked = if narrow {
        narrow_page(ui, rect, salt, low, Margin { left: 16, right: 16, top: 12, bottom: 20 }, bar, add)
    } else {
        wide_page(ui, rect, salt, margins, low, bar, add)
    };
    by_enter.or(asked)
}

/// A page in one column whose contents reach to the edges of the window.
pub fn page_to_the_edge<A: Clone>(ui: &mut Ui, salt: &str, bar: Bar<A>, add: impl FnOnce(&mut Ui)) -> Option<A> {
    let rect = ui.available_rect_before_wrap();
    let low = ui.ctx().content_rect().height() < theme::LOW;
    let by_enter = enter(ui, &bar);
    let asked = narrow_page(ui, rect, salt, low, Margin::ZERO, bar.with_key(), add);
    by_enter.or(asked)
}

/// Enter stands for the primary button while no other thing has the focus.
fn enter<A: Clone>(ui: &Ui, bar: &Bar<A>) -> Option<A> {
    let (button, action) = bar.main.last()?;
    let free = ui.memory(|m| m.focused().is_none_or(|id| id == text::title_id()));
    // A question over the page has its own buttons.
    let popup = eframe::egui::Popup::is_any_open(ui.ctx()) || ui.memory(|m| m.top_modal_layer().is_some());
    let pressed = free && !popup && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter));
    (pressed && !button.is_off() && button.is_primary()).then(|| action.clone())
}

/// The page that is shown next begins at its top: what stands there is new.
pub fn from_the_top(ctx: &eframe::egui::Context) {
    ctx.data_mut(|d| d.insert_temp(top_id(), true));
}

fn top_id() -> Id {
    Id::unique("page from the top")
}

fn scroll(ui: &mut Ui, rect: Rect, salt: &str, margin: Margin, add: impl FnOnce(&mut Ui)) {
    let top = ui.data_mut(|d| d.remove_temp::<bool>(top_id())).is_some();
    at(ui, rect, |ui| {
        let area = ScrollArea::vertical().id_salt(salt).auto_shrink([false, false]);
        let area = if top { area.vertical_scroll_offset(0.0) } else { area };
        let shown = area.show(ui, |ui| {
            Frame::new().inner_margin(margin).show(ui, |ui| {
                ui.set_min_width(ui.available_width());
                add(ui);
            });
        });
        let seen_to = shown.state.clamped_offset().y + shown.inner_rect.height();
        if shown.content_size.y - f32::from(margin.bottom) - seen_to > MORE_FROM {
            more_below(ui, shown.inner_rect);
        }
    });
}

/// The contents go on below: they fade out towards the edge, and an arrow says where.
fn more_below(ui: &Ui, rect: Rect) {
    let t = theme::tokens(ui);
    let faded = Rect::from_min_max(pos2(rect.min.x, rect.max.y - FADE), rect.max);
    let mut mesh = Mesh::default();
    let (clear, ground) = (Color32::TRANSPARENT, t.bg);
    mesh.colored_vertex(faded.left_top(), clear);
    mesh.colored_vertex(faded.right_top(), clear);
    mesh.colored_vertex(faded.left_bottom(), ground);
    mesh.colored_vertex(faded.right_bottom(), ground);
    mesh.add_triangle(0, 1, 2);
    mesh.add_triangle(1, 2, 3);
    ui.painter().add(mesh);
    let mark = Rect::from_center_size(pos2(rect.center().x, rect.max.y - 10.0), vec2(20.0, 20.0));
    ui.painter().circle(mark.center(), 10.0, t.surface, Stroke::new(1.0, t.border_strong));
    Icon::ChevDown.paint_in(ui, mark, 16.0, t.text_2);
}

fn narrow_page<A>(
    ui: &mut Ui,
    rect: Rect,
    salt: &str,
    low: bool,
    margin: Margin,
    mut bar: Bar<A>,
    add: impl FnOnce(&mut Ui),
) -> Option<A> {
    let t = theme::tokens(ui);
    let mut asked = None;
    let primary = if low { None } else { bar.main.pop() };
    let room = rect.width() - 32.0;
    let height = primary.as_ref().map_or(0.0, |(b, _)| b.clone().large().full(true).size(ui, room).y + 28.0);
    let split = rect.max.y - height;
    let body = Rect::from_min_max(rect.min, pos2(rect.max.x, split));
    scroll(ui, body, salt, margin, |ui| {
        add(ui);
        if bar.is_empty() {
            return;
        }
        let inset =
            if margin == Margin::ZERO { Margin { left: 16, right: 16, top: 0, bottom: 20 } } else { Margin::ZERO };
        Frame::new().inner_margin(inset).show(ui, |ui| {
            ui.add_space(8.0);
            for (button, action) in bar.main.into_iter().chain(bar.side) {
                if button.full(true).show(ui).clicked() {
                    asked = Some(action);
                }
            }
            // Last: it speaks of the button below it.
            if let Some(note) = &bar.note {
                text::weak(ui, Type::Body, note.clone());
            }
        });
    });
    if let Some((button, action)) = primary {
        let foot = Rect::from_min_max(pos2(rect.min.x, split), rect.max);
        ui.painter().hline(foot.x_range(), split, Stroke::new(1.0, t.border));
        let inner = foot.shrink2(vec2(16.0, 14.0));
        at(ui, inner, |ui| {
            if button.large().full(true).show(ui).clicked() {
                asked = Some(action);
            }
        });
    }
    ui.advance_cursor_after_rect(rect);
    asked
}

fn wide_page<A>(
    ui: &mut Ui,
    rect: Rect,
    salt: &str,
    margins: Margins,
    low: bool,
    mut bar: Bar<A>,
    add: impl FnOnce(&mut Ui),
) -> Option<A> {
    let side = f32::from(margins.side);
    // The one primary button has one place, whatever the margins of the contents are.
    let right = f32::from(margins.right);
    if let Some((button, action)) = bar.main.pop() {
        bar.main.push((button.large(), action));
    }
    let width = rect.width() - side - right;
    let gap = bar.gap;
    let rows = if bar.is_empty() { Vec::new() } else { arrange(ui, bar, width) };
    let height: f32 = rows.iter().map(|r| r.height + 8.0).sum::<f32>();
    let below = if rows.is_empty() { 0.0 } else { height + 8.0 + CORNER_BELOW };
    let margin = |bottom| Margin { left: margins.side, right: margins.right, top: margins.top, bottom };
    let mut asked = None;
    if low {
        scroll(ui, rect, salt, margin(margins.bottom), |ui| {
            add(ui);
            ui.add_space(16.0);
            let start = ui.available_rect_before_wrap().min;
            let place = Rect::from_min_size(start, vec2(width, height));
            asked = place_rows(ui, place, rows, gap);
            ui.advance_cursor_after_rect(place);
        });
    } else {
        let split = rect.max.y - below;
        // The contents end 16 above the buttons.
        scroll(ui, Rect::from_min_max(rect.min, pos2(rect.max.x, split)), salt, margin(0), add);
        let start = pos2(rect.min.x + side, split + 16.0);
        asked = place_rows(ui, Rect::from_min_size(start, vec2(width, height)), rows, gap);
    }
    ui.advance_cursor_after_rect(rect);
    asked
}

struct Row<A> {
    left: Vec<(Button, A)>,
    note: Option<String>,
    note_left: bool,
    right: Vec<(Button, A)>,
    height: f32,
}

/// Height of a row with these buttons at its right, in points.
fn high<A>(ui: &Ui, main: &[(Button, A)], width: f32) -> f32 {
    main.iter().map(|(button, _)| button.size(ui, width).y).fold(48.0, f32::max)
}

/// One row where it fits, else side ways above the main buttons, else everything stacked.
fn arrange<A>(ui: &Ui, bar: Bar<A>, width: f32) -> Vec<Row<A>> {
    let gap = bar.gap;
    let measure = |items: &[(Button, A)]| items.iter().map(|(b, _)| b.natural_width(ui) + gap).sum::<f32>();
    let note_width = bar
        .note
        .as_ref()
        .map_or(0.0, |n| text::galley(ui, Type::Body, n.clone(), theme::LIGHT.text, f32::INFINITY).size().x + gap);
    let note_left = bar.side.is_empty();
    let (side, main) = (measure(&bar.side), measure(&bar.main));
    if side + main + note_width <= width {
        let height = high(ui, &bar.main, width);
        return vec![Row { left: bar.side, note: bar.note, note_left, right: bar.main, height }];
    }
    let mut rows = Vec::new();
    if let Some(note) = bar.note {
        let high = text::galley(ui, Type::Body, note.clone(), theme::LIGHT.text, width).size().y;
        // It speaks of the main button: beside side ways it stands right above that.
        rows.push(Row { left: Vec::new(), note: Some(note), note_left, right: Vec::new(), height: high });
    }
    if side + main <= width {
        let height = high(ui, &bar.main, width);
        rows.push(Row { left: bar.side, note: None, note_left, right: bar.main, height });
        return rows;
    }
    for (items, total, left) in [(bar.side, side, true), (bar.main, main, false)] {
        if items.is_empty() {
            continue;
        }
        let groups: Vec<Vec<_>> =
            if total <= width { vec![items] } else { items.into_iter().map(|i| vec![i]).collect() };
        for group in groups {
            let height = group.iter().map(|(b, _)| b.size(ui, width).y).fold(40.0, f32::max);
            let (l, r) = if left { (group, Vec::new()) } else { (Vec::new(), group) };
            rows.push(Row { left: l, note: None, note_left, right: r, height });
        }
    }
    rows
}

fn place_rows<A>(ui: &mut Ui, rect: Rect, rows: Vec<Row<A>>, gap: f32) -> Option<A> {
    let t = theme::tokens(ui);
    let mut asked = None;
    let mut y = rect.min.y;
    for row in rows {
        let middle = y + row.height / 2.0;
        let put = |ui: &mut Ui, button: Button, x: f32, asked: &mut Option<A>, action: A| {
            let room = rect.max.x - x.max(rect.min.x);
            let size = button.size(ui, room);
            let place = Rect::from_min_size(pos2(x, middle - size.y / 2.0), size);
            at(ui, place, |ui| {
                if button.show(ui).clicked() {
                    *asked = Some(action);
                }
            });
        };
        let mut x = rect.min.x;
        for (index, (button, action)) in row.left.into_iter().enumerate() {
            // Ghosts at the left edge are pulled out by their padding, so that the words line up.
            x -= if index == 0 { 16.0 } else { 0.0 };
            let width = button.size(ui, rect.width()).x;
            put(ui, button, x, &mut asked, action);
            x += width + gap;
        }
        let total: f32 = row.right.iter().map(|(b, _)| b.size(ui, rect.width()).x + gap).sum::<f32>() - gap;
        let mut right = rect.max.x - total.max(0.0);
        let alone = row.right.is_empty();
        if let Some(note) = row.note {
            let galley = text::galley(ui, Type::Body, note, t.text_2, rect.width());
            let room = if alone { 0.0 } else { 12.0 };
            let note_x = if row.note_left { rect.min.x } else { right - room - galley.size().x };
            let place =
                Rect::from_min_size(pos2(note_x, middle - galley.size().y / 2.0), galley.size() + vec2(1.0, 0.0));
            at(ui, place, |ui| text::weak(ui, Type::Body, galley.text()));
        }
        for (button, action) in row.right {
            let width = button.size(ui, rect.width()).x;
            put(ui, button, right, &mut asked, action);
            right += width + gap;
        }
        y += row.height + 8.0;
    }
    asked
}
