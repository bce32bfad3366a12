//! The cards beside the door.

use eframe::egui::accesskit::Role;
use eframe::egui::{CornerRadius, CursorIcon, Margin, Rect, Response, Sense, Ui, WidgetInfo, pos2, vec2};

use super::mended;
use super::places::{icon, part_route, route};
use super::state::State;
use crate::model::assessment::Group;
use crate::model::{Advice, Finding, FindingId, Level, Outcome};
use crate::ui::action::UiAction;
use crate::ui::cx::{Cx, check_name};
use crate::ui::route::Route;
use crate::ui::screens::findings;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::Status;
use crate::ui::view_model::result::{self, Fine, ResultView};
use crate::ui::widgets::{Button, Icon, at, button, card, choose, focus, part_row, status, text};

/// How clearly a result is drawn that a new one will replace.
const EARLIER: f32 = 0.6;

/// Everything at the right of the room (or below it).
pub fn all(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, view: &ResultView, done: &[FindingId]) {
    if !view.stand.shows() {
        return;
    }
    if view.stand.earlier() {
        ui.multiply_opacity(EARLIER);
    }
    ui.spacing_mut().item_spacing.y = 12.0;
    if !view.first.is_empty() {
        let open = view.first.iter().any(|group| group.outcome() != Outcome::NotMeasured);
        let state = if open { Status::Fail } else { Status::Unknown };
        section(ui, state, &cx.texts.result_first());
        for group in &view.first {
            match mended::head(group).filter(|id| done.contains(id)) {
                Some(id) => mended::card(ui, cx, id),
                None => first(ui, cx, memory, group),
            }
        }
        ui.add_space(8.0);
    }
    if !view.remarks.is_empty() || (view.plan.is_some() && !view.first.is_empty()) {
        section(ui, Status::Warn, &view.remarks_title);
        remarks(ui, cx, view);
        ui.add_space(8.0);
    }
    if view.first.is_empty() && view.remarks.is_empty() {
        text::heading(ui, Type::H2, 2, cx.texts.result_seen());
        fine_card(ui, cx, view);
        if let Some((what, how)) = &view.plan {
            ui.add_space(4.0);
            plan_box(ui, cx, what, how);
        }
    } else if !view.fine.is_empty() {
        folded(ui, cx, memory, view);
    }
    ui.add_space(8.0);
    kind_of_call(ui, cx);
}

/// What the call needs can be changed here; that judges again and measures nothing.
fn kind_of_call(ui: &mut Ui, cx: &mut Cx<'_>) {
    let texts = cx.texts;
    let name = texts.result_kind();
    let kinds = [
        (Level::Audio, texts.result_kind_talk()),
        (Level::P720, texts.result_kind_picture()),
        (Level::Share, texts.result_kind_share()),
    ];
    let chosen = match cx.snapshot.requirement.need {
        Level::Audio => 0,
        Level::P360 | Level::P720 | Level::P1080 => 1,
        Level::Share => 2,
    };
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        text::label(ui, Type::Medium, name.clone());
        let names = kinds.each_ref().map(|(_, words)| words.clone());
        let width = ui.available_width().min(320.0);
        if let Some((level, _)) =
            choose::select(ui, &name, Icon::Person, &names, chosen, width).and_then(|index| kinds.get(index))
        {
            let level = *level;
            cx.configure(|config| config.need = Some(level));
        }
    });
}

fn section(ui: &mut Ui, state: Status, words: &str) {
    let t = theme::tokens(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let (_, rect) = ui.allocate_space(vec2(20.0, 24.0));
        status::icon(state).paint_in(ui, rect, 20.0, status::color(state, t));
        ui.vertical(|ui| text::heading(ui, Type::H2, 2, words));
    });
}

/// Something to do first: effect, cause, what else comes of it, remedy, and a button that shows how.
fn first(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, group: &Group) {
    let t = theme::tokens(ui);
    let Some((finding, words)) = group.head().zip(result::words(group, cx.texts)) else { return };
    let state = findings::status_of(finding);
    let advice = finding.advice.first().copied();
    let open = memory.open == Some(finding.id);
    let button = advice.map(|a| show_how(cx, finding, a, open));
    let width = ui.available_width();
    let margin = if width < 480.0 { Margin::same(16) } else { Margin::symmetric(20, 18) };
    let mut clicked = false;
    let shown = card::card_with(ui, &words.effect, margin, |ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        let room = ui.available_width();
        let beside = button.as_ref().map(|b| b.size(ui, 200.0)).filter(|_| room >= 440.0);
        let text_width = room - if room >= 300.0 { 56.0 } else { 0.0 } - beside.map_or(0.0, |s| s.x + 16.0);
        let top = ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            if room >= 300.0 {
                card::tile(ui, 40.0, icon(finding.id), status::color(state, t), status::soft(state, t));
            }
            ui.vertical(|ui| {
                ui.set_width(text_width);
                ui.spacing_mut().item_spacing.y = 3.0;
                text::heading(ui, Type::H2, 3, words.effect.clone());
                if !words.cause.is_empty() {
                    text::weak(ui, Type::Body, words.cause.clone());
                }
                for also in &words.also {
                    text::weak(ui, Type::Body, format!("{also}."));
                }
                if !words.remedy.is_empty() {
                    ui.add_space(5.0);
                    findings::remedy(ui, &words.remedy);
                }
            });
        });
        if let (Some(size), Some(button)) = (beside, button.clone()) {
            let row = top.response.rect;
            let place = Rect::from_min_size(pos2(row.min.x + room - size.x, row.center().y - size.y / 2.0), size);
            clicked = at(ui, place, |ui| button.show(ui).clicked());
        } else if let Some(button) = button {
            ui.add_space(10.0);
            clicked = button.full(true).show(ui).clicked();
        }
        if let (true, Some(advice)) = (open, advice) {
            steps(ui, cx, group, finding, advice);
        }
    });
    if open && std::mem::take(&mut memory.reveal) {
        shown.response.scroll_to_me(None);
    }
    if clicked {
        (memory.open, memory.reveal) = ((!open).then_some(finding.id), !open);
    }
}

fn show_how(cx: &Cx<'_>, finding: &Finding, advice: Advice, open: bool) -> Button {
    let words = cx.texts.advice(advice, finding);
    // The long words are those of the system's page; that button stands with the steps.
    let (how, close) = (words.button, cx.texts.button_close());
    let (label, other) = if open { (close, how) } else { (how, close) };
    Button::secondary(label).or(other).hint(words.sentence)
}

/// The steps of a remedy, and the way to each part that it is about.
fn steps(ui: &mut Ui, cx: &mut Cx<'_>, group: &Group, finding: &Finding, advice: Advice) {
    let t = theme::tokens(ui);
    ui.add_space(12.0);
    card::line(ui);
    ui.add_space(10.0);
    ui.spacing_mut().item_spacing.y = 6.0;
    for (index, step) in cx.texts.advice(advice, finding).steps.iter().enumerate() {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 10.0;
            let number = text::galley(ui, Type::Medium, format!("{}.", index + 1), t.accent, 40.0);
            let (_, rect) = ui.allocate_space(vec2(20.0, number.size().y));
            ui.painter().galley(rect.min, number, t.accent);
            ui.vertical(|ui| text::label(ui, Type::Body, step.clone()));
        });
    }
    ui.add_space(6.0);
    let check = finding.id.check();
    let mut asked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
        if matches!(advice, Advice::AllowCamera | Advice::AllowMicrophone)
            && Button::secondary(cx.texts.button_privacy_settings()).icon(Icon::Open).show(ui).clicked()
        {
            asked = Some(UiAction::OpenPermission(check));
        }
        if matches!(
            advice,
            Advice::CheckServer
                | Advice::CheckSpelling
                | Advice::CheckToken
                | Advice::AskToken
                | Advice::AskMadeToken
                | Advice::PasteCode
                | Advice::CheckCertificate
                | Advice::ChooseCertificate
                | Advice::OtherCertificate
                | Advice::UseTls
                | Advice::UseOtherServer
        ) && Button::secondary(cx.texts.header_settings()).icon(Icon::Gear).show(ui).clicked()
        {
            asked = Some(UiAction::Go(Route::Settings));
        }
        for check in group.checks() {
            let name = check_name(cx.texts, check);
            if Button::secondary(cx.texts.result_open_part(name)).icon_after(Icon::Chev).show(ui).clicked() {
                asked = Some(UiAction::Go(part_route(check)));
            }
        }
    });
    cx.act_on(asked);
}

fn remarks(ui: &mut Ui, cx: &mut Cx<'_>, view: &ResultView) {
    let name = view.remarks_title.clone();
    let mut asked = None;
    card::card_with(ui, &name, Margin::symmetric(20, 2), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, group) in view.remarks.iter().enumerate() {
            let Some((head, words)) = group.head().zip(result::words(group, cx.texts)) else { continue };
            if index > 0 {
                card::line(ui);
            }
            let told = std::iter::once(words.effect).chain(words.also).collect::<Vec<_>>();
            let rest = if words.remedy.is_empty() { &words.cause } else { &words.remedy };
            if opening_row(ui, icon(head.id), &told, rest).clicked() {
                asked = Some(UiAction::Go(part_route(head.id.check())));
            }
        }
        if let Some((what, how)) = &view.plan {
            if !view.remarks.is_empty() {
                card::line(ui);
            }
            if opening_row(ui, Icon::PlanB, std::slice::from_ref(what), how).clicked() {
                asked = Some(UiAction::Go(Route::Plan));
            }
        }
    });
    cx.act_on(asked);
}

/// A row that leads somewhere: what in strong words, the rest in quiet ones, a chevron at the right.
fn opening_row(ui: &mut Ui, icon: Icon, what: &[String], rest: &str) -> Response {
    let t = theme::tokens(ui);
    let width = ui.available_width();
    let what: String = what.iter().map(|sentence| format!("{}. ", sentence.trim_end_matches('.'))).collect();
    let mut job = eframe::egui::text::LayoutJob::default();
    job.append(&what, 0.0, Type::Medium.format(t.text));
    job.append(rest, 0.0, Type::Body.format(t.text_2));
    job.wrap.max_width = width - 64.0;
    let galley = ui.painter().layout_job(job);
    let height = f32::max(48.0, galley.size().y + 24.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{what}{rest}")));
    if response.hovered() {
        let fill = rect.expand2(vec2(12.0, 0.0)).shrink2(vec2(0.0, 3.0));
        ui.painter().rect_filled(fill, CornerRadius::same(theme::RADIUS), t.sunken);
    }
    let first_line = rect.min.y + (height - galley.size().y) / 2.0 + 11.0;
    icon.paint_in(ui, Rect::from_center_size(pos2(rect.min.x + 10.0, first_line), vec2(20.0, 20.0)), 20.0, t.text_2);
    ui.painter().galley(pos2(rect.min.x + 32.0, rect.center().y - galley.size().y / 2.0), galley, t.text);
    let chev = Rect::from_center_size(pos2(rect.max.x - 9.0, rect.center().y), vec2(18.0, 18.0));
    Icon::Chev.paint_in(ui, chev, 18.0, t.text_2);
    focus::finish(ui, &response, theme::RADIUS);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// "Three parts are fine: ..." and, unfolded, what they are.
fn folded(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, view: &ResultView) {
    let t = theme::tokens(ui);
    let open = memory.fine;
    let count = f64::from(u8::try_from(view.fine.len()).unwrap_or(u8::MAX));
    let lead = cx.texts.result_fine(count);
    let names: Vec<&str> = view.fine.iter().map(|f| f.name.as_str()).collect();
    let names = names.join(", ");
    let width = ui.available_width();
    let mut job = eframe::egui::text::LayoutJob::default();
    job.append(&format!("{lead} "), 0.0, Type::Medium.format(t.text));
    job.append(&names, 0.0, Type::Body.format(t.text_2));
    job.wrap.max_width = width - 104.0;
    let galley = ui.painter().layout_job(job);
    let height = f32::max(44.0, galley.size().y + 20.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let act = if open { cx.texts.result_hide_fine() } else { cx.texts.result_show_fine() };
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, format!("{lead} {names}")));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_expanded(open);
        node.set_description(act.clone());
    });
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS_CARD), t.sunken);
    }
    let mark = Rect::from_center_size(pos2(rect.min.x + 30.0, rect.center().y), vec2(20.0, 20.0));
    Icon::StateOk.paint_in(ui, mark, 20.0, t.ok);
    ui.painter().galley(pos2(rect.min.x + 52.0, rect.center().y - galley.size().y / 2.0), galley, t.text);
    let chev = Rect::from_center_size(pos2(rect.max.x - 30.0, rect.center().y), vec2(20.0, 20.0));
    if open { Icon::ChevUp } else { Icon::ChevDown }.paint_in(ui, chev, 20.0, t.text_2);
    focus::finish(ui, &response, theme::RADIUS_CARD);
    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
        (memory.fine, memory.reveal) = (!open, !open);
    }
    if open {
        let shown = ui.scope(|ui| fine_card(ui, cx, view));
        if std::mem::take(&mut memory.reveal) {
            shown.response.scroll_to_me(None);
        }
    }
}

fn fine_card(ui: &mut Ui, cx: &mut Cx<'_>, view: &ResultView) {
    let name = cx.texts.result_seen();
    let mut asked = None;
    card::card_with(ui, &name, Margin::symmetric(if ui.available_width() < 480.0 { 16 } else { 24 }, 2), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, fine) in view.fine.iter().enumerate() {
            if index > 0 {
                card::line(ui);
            }
            if fine_row(ui, fine).clicked() {
                asked = Some(UiAction::Go(route(fine.part)));
            }
        }
        for note in &view.notes {
            card::line(ui);
            ui.add_space(10.0);
            text::weak(ui, Type::Body, note.clone());
            ui.add_space(10.0);
        }
    });
    cx.act_on(asked);
}

/// Icon, name, one line; a figure and the tick at the right.
fn fine_row(ui: &mut Ui, fine: &Fine) -> Response {
    let t = theme::tokens(ui);
    let width = ui.available_width();
    let value = fine.value.as_ref().filter(|_| width >= 380.0).map(|(value, unit)| {
        let value = text::galley(ui, Type::Value24, value.clone(), t.text, 160.0);
        (value, text::galley(ui, Type::Body, unit.clone(), t.text_2, 120.0))
    });
    let taken = 36.0 + value.as_ref().map_or(0.0, |(v, u)| v.size().x + u.size().x + 30.0);
    let name = text::galley(ui, Type::H2, fine.name.clone(), t.text, width - 40.0 - taken);
    let line = text::galley(ui, Type::Body, fine.line.clone(), t.text_2, width - 40.0 - taken);
    let inner = name.size().y + line.size().y;
    let (rect, response) = ui.allocate_exact_size(vec2(width, (inner + 18.0).max(64.0)), Sense::click());
    let figure = fine.value.as_ref().map(|(v, u)| format!(", {v} {u}")).unwrap_or_default();
    let told = format!("{}: {}{figure}", fine.name, fine.line);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, told.clone()));
    if response.hovered() {
        let fill = rect.expand2(vec2(12.0, 0.0)).shrink2(vec2(0.0, 3.0));
        ui.painter().rect_filled(fill, CornerRadius::same(theme::RADIUS), t.sunken);
    }
    let middle = rect.center().y;
    let mark = Rect::from_center_size(pos2(rect.min.x + 12.0, middle), vec2(24.0, 24.0));
    part_row::icon(fine.part).paint_in(ui, mark, 24.0, t.text_2);
    let top = middle - inner / 2.0;
    let under = top + name.size().y;
    ui.painter().galley(pos2(rect.min.x + 40.0, top), name, t.text);
    ui.painter().galley(pos2(rect.min.x + 40.0, under), line, t.text_2);
    if let Some((value, unit)) = value {
        let unit_x = rect.max.x - 48.0 - unit.size().x;
        let value_x = unit_x - 5.0 - value.size().x;
        let base = middle + value.size().y / 2.0;
        ui.painter().galley(pos2(value_x, base - value.size().y), value, t.text);
        ui.painter().galley(pos2(unit_x, base - unit.size().y - 1.0), unit, t.text_2);
    }
    let tick = Rect::from_center_size(pos2(rect.max.x - 12.0, middle), vec2(24.0, 24.0));
    Icon::StateOk.paint_in(ui, tick, 24.0, t.ok);
    focus::finish(ui, &response, theme::RADIUS);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// What plan B lacks, when there is nothing else to say.
fn plan_box(ui: &mut Ui, cx: &mut Cx<'_>, what: &str, how: &str) {
    let t = theme::tokens(ui);
    card::soft(ui, what, t.accent_soft, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 14.0;
            let (_, rect) = ui.allocate_space(vec2(24.0, 24.0));
            Icon::PlanB.paint_in(ui, rect, 24.0, t.accent);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                text::label(ui, Type::Strong, what);
                text::label(ui, Type::Body, how);
                if button::link(ui, &cx.texts.result_see_plan()).clicked() {
                    cx.act(UiAction::Go(Route::Plan));
                }
            });
        });
    });
}
