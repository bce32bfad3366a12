//! The picture: the preview with its guides, three words, the same told in text.

use eframe::egui::{Margin, Rect, Ui, pos2, vec2};

use super::findings;
use super::onward::way_on;
use crate::model::run::DeviceKind;
use crate::model::{CheckId, Outcome};
use crate::session::command::Command;
use crate::ui::action::UiAction;
use crate::ui::cx::{Cx, narrow};
use crate::ui::route::Route;
use crate::ui::theme::{self, Type};
use crate::ui::view_model::Status;
use crate::ui::view_model::picture::{self, About, Scene};
use crate::ui::widgets::columns::{Column, two_columns};
use crate::ui::widgets::page::TITLE;
use crate::ui::widgets::preview::preview;
use crate::ui::widgets::{Bar, Button, Icon, Margins, at, button, card, choose, column, page, status, text};

const CHECK: CheckId = CheckId::Camera;
/// The advice and the told text change at most this often, in seconds.
const CHANGE_S: f64 = 2.0;

/// What the picture remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The guides are hidden.
    pub plain: bool,
    /// The text that is told, and since when.
    told: Option<(String, f64)>,
    /// "This is fine" was pressed: what comes next opens when the check has ended.
    pub leaving: bool,
    /// The engine was asked to look for a camera.
    pub awaiting: bool,
}

/// Shows the picture.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, open: &mut findings::State) {
    let scene = Scene::of(cx.snapshot);
    move_on(cx, memory, scene);
    if scene == Scene::NoCamera && !memory.awaiting {
        memory.awaiting = true;
        cx.act(UiAction::Send(Command::AwaitDevice(CHECK)));
    }
    let bar = bar(cx, memory, open, scene);
    let asked = page(ui, "picture", Margins::DETAIL, bar, |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        head(ui, cx, scene);
        match scene {
            Scene::Before => column(ui, |ui| before(ui, cx)),
            Scene::NoCamera => column(ui, |ui| no_camera(ui, cx)),
            Scene::AskingSystem => {
                column(ui, |ui| card::waiting(ui, cx.texts.sound_asking_title(), cx.texts.sound_asking_line()));
            }
            Scene::Opening => {
                column(ui, |ui| card::waiting(ui, cx.texts.sound_opening_title(), cx.texts.picture_opening_line()));
            }
            Scene::Live => live(ui, cx, memory),
            Scene::Ended => column(ui, |ui| ended(ui, cx, open)),
        }
    });
    cx.act_on(asked);
}

/// After "this is fine" the next thing opens by itself.
fn move_on(cx: &mut Cx<'_>, memory: &mut State, scene: Scene) {
    if memory.leaving && scene == Scene::Ended {
        memory.leaving = false;
        let route = if cx.snapshot.all_ended() { Route::Result } else { Route::Check };
        cx.act(UiAction::Go(route));
    }
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>, scene: Scene) {
    let width = ui.available_width();
    let on = cx.texts.picture_on();
    let badge = status::width(ui, &on, true);
    let state = Status::of_check(cx.snapshot, CHECK);
    let word = cx.texts.state(state);
    let one_column = narrow(ui);
    let off = cx.texts.picture_turn_off();
    let stop = UiAction::Send(Command::LeavePart(CHECK));
    if one_column {
        if scene == Scene::Live {
            status::note_badge(ui, Icon::Picture, &on);
            if button::link(ui, &off).clicked() {
                cx.act(stop);
            }
        } else if scene == Scene::Ended {
            status::badge(ui, state, &word);
        }
        return;
    }
    let (_, rect) = ui.allocate_space(vec2(width, TITLE));
    let rect = rect.translate(vec2(0.0, (TITLE - 32.0) / 2.0));
    let title = cx.texts.part_picture();
    let galley = text::galley(ui, Type::H1, title.clone(), theme::tokens(ui).text, width);
    let beside = rect.min.x + galley.size().x + 12.0;
    at(ui, Rect::from_min_max(rect.min, pos2(beside, rect.max.y)), |ui| text::title(ui, Type::H1, title));
    if scene == Scene::Ended {
        let place = Rect::from_min_max(pos2(beside, rect.min.y + 2.0), rect.max);
        at(ui, place, |ui| status::badge(ui, state, &word));
    }
    if scene == Scene::Live {
        let place = Rect::from_min_max(pos2(rect.max.x - badge, rect.min.y + 2.0), rect.max);
        at(ui, place, |ui| status::note_badge(ui, Icon::Picture, &on));
        let words = text::galley(ui, Type::Medium, off.clone(), theme::tokens(ui).accent, width).size();
        let corner = pos2(place.min.x - words.x - 20.0, rect.min.y + 4.0);
        if at(ui, Rect::from_min_size(corner, vec2(words.x + 4.0, 24.0)), |ui| button::link(ui, &off).clicked()) {
            cx.act(stop);
        }
    }
}

fn before(ui: &mut Ui, cx: &mut Cx<'_>) {
    let t = theme::tokens(ui);
    let title = cx.texts.picture_before_title();
    card::card_with(ui, &title, card::wide_margin(ui), |ui| {
        card::tile(ui, 48.0, Icon::Picture, t.accent, t.accent_soft);
        ui.add_space(4.0);
        text::heading(ui, Type::H2, 2, title.clone());
        text::label(ui, Type::Body, cx.texts.picture_before_line());
        text::weak(ui, Type::Body, cx.texts.sound_before_only_us());
    });
    camera(ui, cx, 320.0);
}

fn no_camera(ui: &mut Ui, cx: &mut Cx<'_>) {
    let t = theme::tokens(ui);
    let title = cx.texts.picture_none_title();
    card::card_with(ui, &title, card::wide_margin(ui), |ui| {
        let state = Status::NoCamera;
        card::tile(ui, 48.0, status::icon(state), status::color(state, t), status::soft(state, t));
        ui.add_space(4.0);
        text::heading(ui, Type::H2, 2, title.clone());
        text::live(ui, Type::Body, cx.texts.picture_none_line(), t.text_2, false);
        text::weak(ui, Type::Body, cx.texts.picture_none_itself());
    });
}

fn live(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let width = ui.available_width();
    if width >= 640.0 {
        let side = 252.0;
        two_columns(ui, width - side - 24.0, 24.0, |ui, column| match column {
            Column::Left => seen(ui, cx, memory),
            Column::Right => beside(ui, cx, memory),
        });
    } else {
        seen(ui, cx, memory);
        beside(ui, cx, memory);
    }
}

/// The preview, and one piece of advice below it.
fn seen(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let width = ui.available_width();
    let room = (ui.ctx().content_rect().height() - 320.0).max(160.0);
    let height = (width * 9.0 / 16.0).min(room);
    let (_, rect) = ui.allocate_space(vec2(width, height));
    let picture = Rect::from_center_size(rect.center(), vec2(height * 16.0 / 9.0, height).min(rect.size()));
    let tag = cx.texts.picture_eye_level();
    let guides = (!memory.plain).then_some(tag.as_str());
    preview(ui, picture, cx.live.preview.as_ref(), guides, &cx.texts.picture_preview());
    advice(ui, cx);
}

/// The largest thing to mend, or that it is good.
fn advice(ui: &mut Ui, cx: &mut Cx<'_>) {
    let t = theme::tokens(ui);
    let first = cx.snapshot.assessment.of(CHECK).next().cloned();
    let (fill, ink, icon, title, line) = match first {
        Some(finding) => {
            let words = cx.texts.finding(&finding);
            let state = Status::of_outcome(finding.outcome);
            let line =
                if finding.outcome == Outcome::Good || words.remedy.is_empty() { words.cause } else { words.remedy };
            (status::soft(state, t), status::color(state, t), status::icon(state), words.effect, line)
        }
        None => (t.accent_soft, t.accent, Icon::Person, cx.texts.picture_sit_title(), cx.texts.picture_sit_line()),
    };
    card::soft(ui, &title, fill, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            let (_, rect) = ui.allocate_space(vec2(24.0, 24.0));
            icon.paint_in(ui, rect, 24.0, ink);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                text::heading(ui, Type::H2, 2, title.clone());
                if !line.is_empty() {
                    text::label(ui, Type::Body, line);
                }
            });
        });
    });
}

/// Three words, the choice of a camera, the same in text.
fn beside(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    words(ui, cx);
    ui.add_space(8.0);
    let width = ui.available_width();
    camera(ui, cx, width);
    ui.add_space(8.0);
    text::heading(ui, Type::Medium, 2, cx.texts.picture_in_words());
    let t = theme::tokens(ui);
    let told = told(ui, cx, memory);
    ui.add_space(-6.0);
    text::live(ui, Type::Body, told, t.text_2, false);
}

fn words(ui: &mut Ui, cx: &mut Cx<'_>) {
    let t = theme::tokens(ui);
    let list = picture::words(cx.snapshot, cx.texts);
    card::card_with(ui, &cx.texts.picture_words(), Margin::symmetric(14, 8), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, word) in list.iter().enumerate() {
            if index > 0 {
                card::line(ui);
            }
            let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 52.0));
            let icon = match word.what {
                About::Light => Icon::Sun,
                About::Motion => Icon::Play,
                About::Size => Icon::Ruler,
            };
            let icon_at = Rect::from_center_size(pos2(rect.min.x + 12.0, rect.center().y), vec2(24.0, 24.0));
            icon.paint_in(ui, icon_at, 22.0, t.text_2);
            let (ink, mark, said) = match &word.word {
                Some((state, said)) => (status::color(*state, t), status::icon(*state), said.clone()),
                None => (t.text_2, Icon::StateRunning, String::new()),
            };
            let mark_at = Rect::from_center_size(pos2(rect.max.x - 10.0, rect.center().y), vec2(20.0, 20.0));
            mark.paint_in(ui, mark_at, 20.0, ink);
            let said_galley = text::galley(ui, Type::Strong, said.clone(), ink, 120.0);
            let said_x = rect.max.x - 28.0 - said_galley.size().x;
            let name_at =
                Rect::from_min_max(pos2(rect.min.x + 36.0, rect.center().y - 11.0), pos2(said_x - 4.0, rect.max.y));
            at(ui, name_at, |ui| text::weak(ui, Type::Body, word.name.clone()));
            let said_at =
                Rect::from_min_size(pos2(said_x, rect.center().y - 11.0), said_galley.size() + vec2(1.0, 0.0));
            if !said.is_empty() {
                at(ui, said_at, |ui| text::colored(ui, Type::Strong, said, ink));
            }
        }
    });
}

/// The told text, changed at most every two seconds.
fn told(ui: &Ui, cx: &mut Cx<'_>, memory: &mut State) -> String {
    let now = ui.input(|i| i.time);
    let fresh = picture::told(cx.snapshot, cx.texts);
    match &memory.told {
        Some((kept, since)) if now - since < CHANGE_S && *kept != fresh && *kept != cx.texts.picture_told_nothing() => {
            ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(CHANGE_S - (now - since)));
            kept.clone()
        }
        Some((kept, _)) if *kept == fresh => fresh,
        _ => {
            memory.told = Some((fresh.clone(), now));
            fresh
        }
    }
}

fn camera(ui: &mut Ui, cx: &mut Cx<'_>, width: f32) {
    let choice = picture::cameras(cx.snapshot);
    if choice.names.is_empty() {
        return;
    }
    let name = cx.texts.picture_choose();
    text::label(ui, Type::Medium, name.clone());
    ui.add_space(-6.0);
    let width = width.min(ui.available_width());
    if let Some(index) = choose::select(ui, &name, Icon::Picture, &choice.names, choice.chosen, width)
        && let Some(picked) = choice.choices.get(index)
    {
        cx.act(findings::choose(DeviceKind::Camera, picked.clone()));
    }
}

fn ended(ui: &mut Ui, cx: &mut Cx<'_>, open: &mut findings::State) {
    if findings::unknown(cx, CHECK).is_some() {
        findings::trouble(ui, cx, CHECK);
        camera(ui, cx, 320.0);
    } else {
        words(ui, cx);
        findings::list(ui, cx, CHECK, 0);
    }
    findings::technical(ui, cx, open, &picture::technical(cx.snapshot, cx.texts));
}

fn bar(cx: &Cx<'_>, memory: &State, open: &findings::State, scene: Scene) -> Bar {
    let texts = cx.texts;
    let bar = Bar::new();
    match scene {
        Scene::Before => {
            let on = Button::primary(texts.picture_turn_on()).icon(Icon::Picture).large();
            let skip = Button::ghost(texts.picture_skip());
            let bar = bar.note(texts.picture_nobody()).main(skip, UiAction::PictureSkip);
            bar.main(on, UiAction::Send(Command::OpenPart(CHECK)))
        }
        Scene::NoCamera => {
            let look = Button::ghost(texts.button_try_again()).icon(Icon::Again);
            let on = Button::primary(texts.picture_skip()).icon_after(Icon::Arrow).large();
            bar.side(look, UiAction::Send(Command::ListDevices)).main(on, UiAction::PictureSkip)
        }
        Scene::AskingSystem | Scene::Opening => {
            // At the left: a second click on "turn on" must not leave the picture out.
            bar.side(Button::ghost(texts.picture_skip()), UiAction::PictureSkip)
        }
        Scene::Live if picture::fault(cx.snapshot) => {
            let anyway = Button::secondary(texts.picture_anyway()).large();
            let again = Button::primary(texts.button_try_again()).icon(Icon::Again).large();
            let bar = bar.note(texts.picture_nobody()).main(anyway, UiAction::PictureFine);
            bar.main(again, UiAction::Send(Command::OpenPart(CHECK)))
        }
        Scene::Live => {
            let words = if memory.plain { texts.picture_with_guides() } else { texts.picture_without_guides() };
            let guides = Button::ghost(words).or(texts.picture_with_guides()).or(texts.picture_without_guides());
            let guides = guides.icon(Icon::Eye);
            // What is to be said about the picture is not called fine below it.
            let told =
                cx.snapshot.assessment.of(CHECK).any(|f| matches!(f.outcome, Outcome::WatchOut | Outcome::Problem));
            let words = if told { texts.picture_anyway() } else { texts.picture_fine() };
            let fine = Button::primary(words).icon_after(Icon::Arrow).large();
            bar.note(texts.picture_nobody()).main(guides, UiAction::Guides).main(fine, UiAction::PictureFine)
        }
        Scene::Ended => {
            let mut bar = findings::technical_button(cx, open, bar);
            // Where it could not be checked, the card offers to try again.
            if findings::unknown(cx, CHECK).is_none() {
                let again = Button::secondary(texts.picture_look_again()).icon(Icon::Again).large();
                bar = bar.main(again, findings::retry(CHECK));
            }
            way_on(cx, bar)
        }
    }
}
