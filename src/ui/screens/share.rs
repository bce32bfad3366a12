//! Share: ticks at the left, at the right the page exactly as it will be saved.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::Duration;

use eframe::egui::{Context, Margin, Ui, vec2};

use super::onward::to_check;
use crate::config::Folders;
use crate::i18n::Texts;
use crate::model::Snapshot;
use crate::os::files::{self, FileError, FileReason};
use crate::os::open::{self, OpenError};
use crate::report::shared::SharedFallback;
use crate::report::{Own, Ticks, reached};
use crate::ui::action::UiAction;
use crate::ui::cx::{Cx, narrow};
use crate::ui::theme::{self, Type};
use crate::ui::view_model::Status;
use crate::ui::view_model::share::Shared;
use crate::ui::widgets::columns::{Column, two_columns};
use crate::ui::widgets::field::Field;
use crate::ui::widgets::{Bar, Button, Icon, Margins, card, choose, page, status, text};

mod paper;

/// How many names are tried before an existing file is in the way.
const NAMES: usize = 100;

/// What the share screen remembers.
#[derive(Debug, Default)]
pub struct State {
    ticks: Ticks,
    /// What the candidate adds about themselves.
    own: Own,
    /// Which of the channels with a number or address of one's own.
    channel: usize,
    data: bool,
    copied: bool,
    saving: Option<Receiver<Result<PathBuf, FileError>>>,
    opening: Option<(Receiver<Result<(), OpenError>>, Opens)>,
    /// News that stays until there is other news.
    pub told: Option<Told>,
    /// The news is to be brought into view.
    fresh: bool,
    /// The page was changed since it was saved.
    changed: bool,
    /// The folder was asked for, and did not open.
    no_folder: bool,
    /// The folder was asked for; a system without a program for it says nothing.
    asked_folder: bool,
    /// The name was just ticked: its field takes the focus.
    name_focus: bool,
}

/// What was to be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opens {
    Mail,
    Folder,
}

/// How saving or mailing went.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// Saved as this file.
    Saved(PathBuf),
    /// Not saved, for this reason in the system's words.
    NotSaved(String),
    /// The mail program was asked to open.
    Mailing,
    /// There is no mail program, or it did not open.
    NoMail,
}

impl State {
    /// Writes the page (and its data) into the folder for reports, on a thread of its own.
    pub fn save(&mut self, state: &Snapshot, texts: &Texts) {
        let shared = Shared::of(state, &self.ticks, &self.own, texts);
        let data = self.data;
        (self.changed, self.no_folder, self.asked_folder) = (false, false, false);
        self.saving = Some(files::background("gr-report", move || write(&shared, data)));
    }

    /// Opens the mail program with the text.
    pub fn mail(&mut self, state: &Snapshot, texts: &Texts) {
        let link = Shared::of(state, &self.ticks, &self.own, texts).mail(texts);
        (self.told, self.fresh) = (Some(Told::Mailing), true);
        self.opening = Some((open::url(&link), Opens::Mail));
    }

    /// Takes in how saving and opening ended.
    fn poll(&mut self, ctx: &Context) {
        if let Some(receiver) = &self.saving {
            let told = match receiver.try_recv() {
                Ok(Ok(path)) => Some(Told::Saved(path)),
                Ok(Err(error)) => Some(Told::NotSaved(error.to_string())),
                Err(TryRecvError::Disconnected) => Some(Told::NotSaved("no thread".to_owned())),
                Err(TryRecvError::Empty) => None,
            };
            if told.is_some() {
                (self.told, self.saving, self.fresh) = (told, None, true);
            } else {
                ctx.request_repaint_after(Duration::from_millis(100));
            }
        }
        if let Some((receiver, what)) = &self.opening {
            let opened = match receiver.try_recv() {
                Ok(result) => result.is_ok(),
                Err(TryRecvError::Disconnected) => false,
                Err(TryRecvError::Empty) => return ctx.request_repaint_after(Duration::from_millis(100)),
            };
            match what {
                Opens::Folder => self.no_folder = !opened,
                Opens::Mail if !opened => (self.told, self.fresh) = (Some(Told::NoMail), true),
                Opens::Mail => {}
            }
            self.opening = None;
        }
    }
}

/// Writes without ever overwriting: an existing file gets a neighbour with a number.
fn write(shared: &Shared, data: bool) -> Result<PathBuf, FileError> {
    let folder = Folders::find().map(|f| f.reports).unwrap_or_default();
    files::create_folder(&folder)?;
    let stem = shared.file.trim_end_matches(".html");
    let mut number = 1;
    loop {
        let name = if number == 1 { stem.to_owned() } else { format!("{stem}-{number}") };
        let path = folder.join(format!("{name}.html"));
        match files::write_new(&path, shared.html.as_bytes()) {
            Err(error) if error.reason == FileReason::Exists && number < NAMES => number += 1,
            Err(error) => return Err(error),
            Ok(()) => {
                if data {
                    files::write_new(&folder.join(format!("{name}.json")), shared.json.as_bytes())?;
                }
                return Ok(path);
            }
        }
    }
}

/// Shows the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    memory.poll(ui.ctx());
    if cx.snapshot.assessment.checks.is_empty() {
        nothing(ui, cx);
        return;
    }
    let channels: Vec<SharedFallback> =
        cx.plan.channels.iter().filter_map(|channel| SharedFallback::of(cx.plan, channel)).collect();
    memory.own.fallback = channels.get(memory.channel).or(channels.first()).cloned();
    let shared = Shared::of(cx.snapshot, &memory.ticks, &memory.own, cx.texts);
    let texts = cx.texts;
    let saved = matches!(memory.told, Some(Told::Saved(_))) && !memory.changed;
    let copied = memory.copied;
    let save = if saved { texts.share_save_again() } else { texts.share_save() };
    let copy = if copied { texts.share_copied() } else { texts.share_copy() };
    let copy_icon = if copied { Icon::Check } else { Icon::Copy };
    let bar = Bar::new()
        .side(
            Button::ghost(copy).or(texts.share_copy()).or(texts.share_copied()).icon(copy_icon),
            UiAction::Copy(shared.text.clone()),
        )
        .side(Button::ghost(texts.share_mail()).icon(Icon::Mail), UiAction::MailReport)
        .main(
            Button::primary(save).or(texts.share_save()).or(texts.share_save_again()).icon(Icon::Save).large(),
            UiAction::SaveReport,
        );
    let asked = page(ui, "share", Margins::WIDE, bar, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        text::title(ui, Type::H1, cx.texts.share_title());
        text::weak(ui, Type::Body, cx.texts.share_lead());
        ui.add_space(12.0);
        ui.spacing_mut().item_spacing.y = 16.0;
        told(ui, cx, memory, &shared);
        let width = ui.available_width();
        if narrow(ui) || width < 700.0 {
            left(ui, cx, memory);
            paper::show(ui, cx, &shared);
        } else {
            let column = (width * 0.383).min(368.0);
            two_columns(ui, column, 32.0, |ui, column| match column {
                Column::Left => left(ui, cx, memory),
                Column::Right => paper::show(ui, cx, &shared),
            });
        }
    });
    if matches!(asked, Some(UiAction::Copy(_))) {
        memory.copied = true;
    }
    cx.act_on(asked);
}

fn nothing(ui: &mut Ui, cx: &mut Cx<'_>) {
    let t = theme::tokens(ui);
    let button = Button::primary(cx.texts.result_to_check()).icon_after(Icon::Arrow).large();
    let asked = page(ui, "share", Margins::WIDE, Bar::new().main(button, to_check(cx)), |ui| {
        text::title(ui, Type::H1, cx.texts.share_title());
        ui.add_space(8.0);
        let title = cx.texts.share_nothing_title();
        card::dashed(ui, &title, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            card::tile(ui, 48.0, Icon::Doc, t.text_2, t.neutral_soft);
            ui.add_space(6.0);
            text::heading(ui, Type::H2, 2, title.clone());
            text::weak(ui, Type::Body, cx.texts.share_nothing_line());
        });
    });
    cx.act_on(asked);
}

/// How saving or opening ended.
fn told(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, shared: &Shared) {
    let t = theme::tokens(ui);
    let Some(news) = memory.told.clone() else { return };
    let texts = cx.texts;
    let (state, title, line) = match &news {
        Told::Saved(path) => {
            let part = |p: Option<String>| p.unwrap_or_default();
            let file = part(path.file_name().map(|n| n.to_string_lossy().into_owned()));
            let folder = part(path.parent().map(|p| p.display().to_string()));
            (Status::Ok, texts.share_saved(file), texts.share_saved_where(folder))
        }
        Told::NotSaved(detail) => (Status::Warn, texts.share_not_saved(), texts.share_not_saved_line(detail.clone())),
        Told::Mailing if memory.copied => (Status::Running, texts.share_mailing(), texts.share_pasting()),
        Told::Mailing => (Status::Running, texts.share_mailing(), texts.share_mailing_line()),
        Told::NoMail if memory.copied => (Status::Warn, texts.share_no_mail(), texts.share_pasting()),
        Told::NoMail => (Status::Warn, texts.share_no_mail(), texts.share_no_mail_line()),
    };
    let (mut reveal, mut copied) = (None, false);
    let shown = card::soft(ui, &title, status::soft(state, t), |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            let (_, rect) = ui.allocate_space(vec2(20.0, 22.0));
            status::icon(state).paint_in(ui, rect, 20.0, status::color(state, t));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 4.0;
                text::live(ui, Type::Medium, title.clone(), t.text, false);
                if !line.is_empty() {
                    text::label(ui, Type::Body, line.clone());
                }
                if matches!(news, Told::Mailing | Told::NoMail) && !memory.copied {
                    ui.add_space(4.0);
                    copied = Button::secondary(texts.share_copy()).icon(Icon::Copy).show(ui).clicked();
                }
                if let Told::Saved(path) = &news {
                    ui.add_space(4.0);
                    if memory.no_folder {
                        text::live(ui, Type::Body, texts.share_no_folder(), t.text, false);
                    } else if memory.asked_folder {
                        text::live(ui, Type::Body, texts.share_folder_asked(), t.text, false);
                    }
                    if Button::secondary(cx.texts.share_show_folder()).icon(Icon::Open).show(ui).clicked() {
                        reveal = Some(path.clone());
                    }
                }
            });
        });
    });
    if std::mem::take(&mut memory.fresh) {
        shown.response.scroll_to_me(None);
    }
    if copied {
        memory.copied = true;
        cx.act(UiAction::Copy(shared.text.clone()));
    }
    if let Some(path) = reveal {
        (memory.no_folder, memory.asked_folder) = (false, true);
        memory.opening = Some((open::reveal(path), Opens::Folder));
    }
}

/// What the candidate may add: how to be reached, where Plan B has a number or address for it, and a name. True when it was
/// changed.
fn own(ui: &mut Ui, cx: &Cx<'_>, memory: &mut State) -> bool {
    let texts = cx.texts;
    let mut changed = false;
    let lines: Vec<String> = cx
        .plan
        .channels
        .iter()
        .filter_map(|channel| SharedFallback::of(cx.plan, channel))
        .map(|channel| reached(&channel, texts))
        .collect();
    let chosen = memory.channel.min(lines.len().saturating_sub(1));
    if let Some(line) = lines.get(chosen) {
        changed |= choose::tick(ui, &mut memory.ticks.fallback, &texts.share_fallback(), Some(line));
        if memory.ticks.fallback && lines.len() > 1 {
            let (name, width) = (texts.share_fallback_choose(), ui.available_width());
            if let Some(index) = choose::select(ui, &name, Icon::PlanB, &lines, chosen, width) {
                memory.channel = index;
                changed = true;
            }
        }
    }
    if choose::tick(ui, &mut memory.ticks.name, &texts.share_name(), Some(&texts.share_name_line())) {
        (changed, memory.name_focus) = (true, memory.ticks.name);
    }
    if memory.ticks.name {
        let (name, empty) = (texts.share_name_field(), texts.share_name_empty());
        let field = Field::new("share name", &name).focus(std::mem::take(&mut memory.name_focus));
        let field = if memory.own.name.trim().is_empty() { field.help(&empty) } else { field };
        changed |= field.show(ui, &mut memory.own.name).changed();
    }
    changed
}

fn left(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    ui.spacing_mut().item_spacing.y = 16.0;
    let texts = cx.texts;
    let mut changed = false;
    card::card_with(ui, &texts.share_ticks(), Margin::symmetric(card::padding(ui), 10), |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let ticks = &mut memory.ticks;
        let upper = [
            (&mut ticks.answer, texts.share_answer(), texts.share_answer_line()),
            (&mut ticks.internet, texts.share_internet(), texts.share_internet_line()),
            (&mut ticks.sound_and_picture, texts.share_media(), texts.share_media_line()),
            (&mut ticks.plan_b, texts.share_plan(), texts.share_plan_line()),
        ];
        for (on, name, line) in upper {
            changed |= choose::tick(ui, on, &name, Some(&line));
        }
        changed |= own(ui, cx, memory);
        let ticks = &mut memory.ticks;
        let lower = [
            (&mut ticks.computer, texts.share_computer(), texts.share_computer_line()),
            (&mut ticks.device_names, texts.share_devices(), texts.share_devices_line()),
            (&mut memory.data, texts.share_data(), texts.share_data_line()),
        ];
        for (on, name, line) in lower {
            changed |= choose::tick(ui, on, &name, Some(&line));
        }
    });
    if changed {
        memory.changed = true;
        memory.copied = false;
    }
    let t = theme::tokens(ui);
    let never = texts.share_never();
    card::soft(ui, &never, t.accent_soft, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            let (_, rect) = ui.allocate_space(vec2(20.0, 22.0));
            Icon::Lock.paint_in(ui, rect, 20.0, t.accent);
            ui.vertical(|ui| {
                let line = format!(" {}", texts.share_never_line());
                text::pieces(ui, &[(Type::Strong, &never, t.text), (Type::Body, &line, t.text)]);
            });
        });
    });
}
