//! The row that is open: its fields where the row stands.

use eframe::egui::{Key, Modifiers, Shape, Stroke, Ui};

use super::edit;
use super::row::{self, Buttons, Ends};
use super::state::{Draft, Place, State};
use crate::checklist::validate::{self, MAX_TYPED_CHARS};
use crate::model::plan::{Channel, ChannelKind};
use crate::ui::cx::{Cx, narrow};
use crate::ui::theme::{self, Type};
use crate::ui::view_model::plan;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::{Button, Icon, button, choose, text};

/// What the person asked of the open row.
#[derive(Debug, Clone, Copy)]
enum Asked {
    Keep,
    Cancel,
    Remove(usize),
    Move(usize, usize),
}

/// Shows the open row. `menu` is true when a list was open over it: Escape closes only that.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, menu: bool) {
    let Some(mut draft) = memory.draft.take() else { return };
    let t = theme::tokens(ui);
    let mut asked = moved_by_key(ui, cx, &draft);
    let ground = ui.painter().add(Shape::Noop);
    let edge = [ui.painter().add(Shape::Noop), ui.painter().add(Shape::Noop)];
    let shown = ui.push_id("open row", |ui| {
        ui.spacing_mut().item_spacing.y = 10.0;
        ui.add_space(0.0);
        asked = asked.or(head(ui, cx, memory, &draft));
        let entered = if draft.place == Place::Own { own(ui, cx, &mut draft) } else { fields(ui, cx, &mut draft) };
        asked = asked.or(entered.then_some(Asked::Keep));
        if narrow(ui) {
            let cancel = Button::ghost(cx.texts.plan_cancel()).full(true).show(ui);
            asked = asked.or(cancel.clicked().then_some(Asked::Cancel));
        }
        ui.add_space(2.0);
    });
    let rect = shown.response.rect.expand2(eframe::egui::vec2(row::inset(ui), 0.0));
    ui.painter().set(ground, Shape::rect_filled(rect, 0.0, t.bg));
    for (line, y) in edge.into_iter().zip([rect.min.y, rect.max.y]) {
        ui.painter().set(line, Shape::hline(rect.x_range(), y, Stroke::new(1.0, t.accent)));
    }
    if std::mem::take(&mut draft.fresh) {
        shown.response.scroll_to_me(None);
    }
    let escape = !menu && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
    memory.draft = Some(draft);
    match asked.or(escape.then_some(Asked::Cancel)) {
        Some(Asked::Keep) => edit::keep(cx, memory),
        Some(Asked::Cancel) => edit::cancel(cx, memory),
        Some(Asked::Remove(index)) => edit::remove(cx, memory, index),
        Some(Asked::Move(from, to)) => edit::shift(cx, memory, from, to),
        None => {}
    }
}

/// Alt with an arrow moves the open way. Read before the fields, which know arrows too.
fn moved_by_key(ui: &Ui, cx: &Cx<'_>, draft: &Draft) -> Option<Asked> {
    let Place::Way(index) = draft.place else { return None };
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::ALT, key));
    let to = match (pressed(Key::ArrowUp), pressed(Key::ArrowDown)) {
        (true, _) => index.checked_sub(1)?,
        (_, true) => index + 1,
        _ => return None,
    };
    (to < cx.plan.channels.len()).then_some(Asked::Move(index, to))
}

/// Number, icon and name of the way, with its place and taking it away at the right.
fn head(ui: &mut Ui, cx: &Cx<'_>, memory: &mut State, draft: &Draft) -> Option<Asked> {
    let name = match draft.place {
        Place::Own => cx.texts.plan_own(),
        Place::New => cx.texts.plan_form_new(),
        Place::Way(_) => plan::name(&draft.channel, cx.texts),
    };
    let (index, icon) = match draft.place {
        Place::Own => (None, Icon::Person),
        Place::New => (Some(cx.plan.channels.len()), row::icon(draft.channel.kind)),
        Place::Way(i) => (Some(i), row::icon(draft.channel.kind)),
    };
    let ends = match draft.place {
        Place::Way(i) => Some(Ends::of(i, cx.plan.channels.len())),
        Place::New | Place::Own => None,
    };
    let right = row::head(ui, index, icon, &name, ends);
    let (Place::Way(index), Some(ends)) = (draft.place, ends) else { return None };
    match row::acts(ui, cx, memory, index, &name, Buttons { right, ends, last: Icon::Bin })? {
        row::Asked::Move(from, to) => Some(Asked::Move(from, to)),
        row::Asked::Last(index) => Some(Asked::Remove(index)),
    }
}

/// The own number. True when Enter was pressed in it.
fn own(ui: &mut Ui, cx: &Cx<'_>, draft: &mut Draft) -> bool {
    let texts = cx.texts;
    let fault = validate::detail(ChannelKind::Phone, &draft.channel.theirs).err().map(|f| plan::fault(f, texts));
    let wrong = fault.filter(|_| draft.left[0]).map(|f| told(cx, draft, f));
    let (name, help) = (texts.plan_field_mine("phone"), texts.plan_own_line());
    let focus = draft.focus.take().is_some();
    let field = Field::new("own", &name).help(&help).wrong(wrong.as_deref()).focus(focus).longest(MAX_TYPED_CHARS);
    let response = field.show(ui, &mut draft.channel.theirs);
    draft.left[0] |= response.lost_focus();
    entered(ui, &response)
}

/// What is wrong; when it was to be kept, that it may be kept like this.
fn told(cx: &Cx<'_>, draft: &Draft, fault: String) -> String {
    let asked = draft.told.as_ref().is_some_and(|t| *t == (draft.channel.clone(), draft.own.clone()));
    if asked { format!("{fault} {}", cx.texts.plan_keep_anyway()) } else { fault }
}

fn entered(ui: &Ui, response: &eframe::egui::Response) -> bool {
    response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter))
}

/// The fields of a way. True when Enter was pressed in one of them.
fn fields(ui: &mut Ui, cx: &Cx<'_>, draft: &mut Draft) -> bool {
    let texts = cx.texts;
    let mut enter = false;
    let faults = plan::faults(&draft.channel, &draft.own, draft.tried, texts);
    let blank = plan::is_blank(&draft.channel);
    let mut wrong = faults.map(|f| f.map(|f| if blank { f } else { told(cx, draft, f) }));
    for (fault, left) in wrong.iter_mut().zip(draft.left) {
        *fault = fault.take().filter(|_| left);
    }
    let [their_fault, my_fault] = wrong;
    let focus = draft.focus.take();
    let key = plan::kind_key(draft.channel.kind);
    let (name, help) = (texts.plan_field_theirs(key), texts.plan_help(key));
    let theirs = Field::new("theirs", &name)
        .help(&help)
        .wrong(their_fault.as_deref())
        .focus(focus == Some(0))
        .longest(MAX_TYPED_CHARS);
    let room = ui.available_width();
    let left_theirs = |ui: &mut Ui, value: &mut String| {
        let response = theirs.show(ui, value);
        draft.left[0] |= response.lost_focus();
        enter |= entered(ui, &response);
    };
    if room >= 420.0 {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            ui.vertical(|ui| {
                ui.set_width(196.0);
                kind(ui, cx, &mut draft.channel);
            });
            ui.vertical(|ui| {
                ui.set_width(room - 204.0);
                left_theirs(ui, &mut draft.channel.theirs);
            });
        });
    } else {
        kind(ui, cx, &mut draft.channel);
        left_theirs(ui, &mut draft.channel.theirs);
    }
    if draft.channel.kind == ChannelKind::Other {
        let name = texts.plan_field_label();
        let response = Field::new("label", &name).longest(MAX_TYPED_CHARS).show(ui, &mut draft.channel.label);
        enter |= entered(ui, &response);
    }
    enter |= mine(ui, cx, draft, my_fault.as_deref(), focus == Some(1));
    ticks(ui, cx, &mut draft.channel);
    enter
}

/// The own side: the number that holds everywhere, asked once; or what holds here alone.
fn mine(ui: &mut Ui, cx: &Cx<'_>, draft: &mut Draft, wrong: Option<&str>, focus: bool) -> bool {
    let t = theme::tokens(ui);
    let texts = cx.texts;
    let rings = draft.channel.kind.rings();
    let known = !cx.plan.own.trim().is_empty();
    if rings && known && !draft.other && draft.channel.mine.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = eframe::egui::vec2(10.0, 4.0);
            Icon::Person.show(ui, 20.0, t.text_2);
            text::label(ui, Type::Body, texts.plan_own_above());
            if button::link(ui, &texts.plan_own_other()).clicked() {
                (draft.other, draft.focus) = (true, Some(1));
            }
        });
        return false;
    }
    let everywhere = rings && !known && !draft.other;
    let key = plan::kind_key(draft.channel.kind);
    let (name, help) = if everywhere {
        (texts.plan_field_mine("phone"), texts.plan_own_line())
    } else {
        (texts.plan_field_mine(key), texts.plan_help_mine())
    };
    let value = if everywhere { &mut draft.own } else { &mut draft.channel.mine };
    let field = Field::new("mine", &name).help(&help).wrong(wrong).focus(focus).longest(MAX_TYPED_CHARS);
    let response = field.show(ui, value);
    draft.left[1] |= response.lost_focus();
    entered(ui, &response)
}

fn ticks(ui: &mut Ui, cx: &Cx<'_>, channel: &mut Channel) {
    let words = [cx.texts.plan_tick_tested(), cx.texts.plan_tick_on_phone()];
    let room = ui.available_width();
    let t = theme::tokens(ui);
    let width = |w: &String| text::galley(ui, Type::Body, w.clone(), t.text, f32::INFINITY).size().x + 34.0;
    let beside = words.iter().map(width).sum::<f32>() + 24.0 <= room;
    let [tested, on_phone] = words;
    let second = width(&on_phone) + 2.0;
    if beside {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.vertical(|ui| {
                ui.set_width(room - second);
                choose::tick(ui, &mut channel.tested, &tested, None);
            });
            ui.vertical(|ui| {
                ui.set_width(second);
                choose::tick(ui, &mut channel.on_phone, &on_phone, None);
            });
        });
    } else {
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            choose::tick(ui, &mut channel.tested, &tested, None);
            choose::tick(ui, &mut channel.on_phone, &on_phone, None);
        });
    }
}

fn kind(ui: &mut Ui, cx: &Cx<'_>, channel: &mut Channel) {
    let name = cx.texts.plan_kind();
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        text::label(ui, Type::Medium, name.clone());
        let kinds: Vec<String> = ChannelKind::ALL.iter().map(|k| plan::kind_name(*k, cx.texts)).collect();
        let chosen = ChannelKind::ALL.iter().position(|k| *k == channel.kind).unwrap_or(0);
        let width = ui.available_width().min(320.0);
        let picked = choose::select(ui, &name, row::icon(channel.kind), &kinds, chosen, width);
        if let Some(kind) = picked.and_then(|i| ChannelKind::ALL.get(i)) {
            channel.kind = *kind;
        }
    });
}
