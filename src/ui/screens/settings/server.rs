//! The server of the settings: which one, and of an own one its address and the files that belong to it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::Duration;

use eframe::egui::{Context, Response, Ui};

use super::trial;
use crate::config::Config;
use crate::config::server_files::{self, FileFault};
use crate::i18n::Texts;
use crate::model::{Secret, ServerAddress, ServerTest, Token};
use crate::os::choose::{self as dialog, Chosen};
use crate::os::files;
use crate::session::command::Command;
use crate::ui::action::UiAction;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::field::Field;
use crate::ui::widgets::{Button, Icon, card, choose, text};

/// Longest access code that is typed, in characters.
const LONGEST_CODE: usize = 500;
/// Servers that are named in the settings without an address.
const NAMED: [&str; 3] = ["public", "local", "none"];

/// A line to type in.
#[derive(Debug, Default)]
struct Line {
    /// As it is typed; `None`: as in the settings.
    typed: Option<String>,
    /// It was left once: a fault may be told.
    left: bool,
    leaving: bool,
}

impl Line {
    /// Takes in what happened to its field. True when it was left now.
    fn take_in(&mut self, ui: &Ui, response: &Response, text: &str) -> bool {
        if response.changed() {
            self.typed = Some(text.to_owned());
        }
        self.leaving |= response.lost_focus();
        // What is told takes room: it must not push a button away from under the finger that presses it.
        if self.leaving && !ui.input(|i| i.pointer.any_down()) {
            (self.leaving, self.left) = (false, true);
            ui.ctx().request_repaint();
        }
        response.lost_focus()
    }
}

/// What is typed and under way here.
#[derive(Debug, Default)]
pub struct State {
    /// The server's address.
    host: Line,
    /// The focus goes to the address.
    focus_host: bool,
    /// An own server was to be kept without an address.
    missing: bool,
    /// "Own server" was chosen, though no address is in yet.
    own: bool,
    /// The access code.
    code: Line,
    /// The focus goes to the code.
    focus_code: bool,
    /// The files as they are typed; `None`: as in the settings.
    typed: [Option<String>; 2],
    /// The system's window in which a file is chosen.
    choosing: Option<(Which, Receiver<Chosen>)>,
    /// For this file no window opened.
    pub no_window: Option<Which>,
    /// Whether the files hold what they should; looked at on a thread of its own.
    looking: [Option<(PathBuf, Receiver<Option<FileFault>>)>; 2],
    /// What is wrong with them.
    faults: [Option<(PathBuf, FileFault)>; 2],
    /// What came of trying out a server.
    pub trial: Option<Arc<ServerTest>>,
    /// The answer that is shown.
    told: trial::Told,
}

impl State {
    /// The settings with what is typed here, whether its field was left or not. An address that is none is left out.
    pub fn with_typed(&self, config: &Config) -> Config {
        let mut config = config.clone();
        let own = self.own || config.server.as_deref().is_some_and(|s| !NAMED.contains(&s));
        let host = self.host.typed.as_deref().map(str::trim).filter(|h| own && ServerAddress::parse(h).is_ok());
        if let Some(host) = host {
            config.server = Some(host.to_owned());
        }
        if let Some(code) = self.code.typed.as_deref().map(str::trim) {
            config.token = (!code.is_empty()).then(|| Secret(code.to_owned()));
        }
        let [token, certificate] = &self.typed;
        for (typed, kept) in [(token, &mut config.token_file), (certificate, &mut config.tls_ca_file)] {
            if let Some(typed) = typed.as_deref().map(str::trim) {
                *kept = (!typed.is_empty()).then(|| PathBuf::from(typed));
            }
        }
        config
    }

    /// True when an own server can't be used as it stands: its address is missing or none, or its code is none. Then it is
    /// told, and the focus goes there.
    pub fn stays(&mut self, config: &Config) -> bool {
        let kept = config.server.as_deref().filter(|s| !NAMED.contains(s));
        let own = self.own || kept.is_some();
        let typed = self.host.typed.as_deref().or(kept).unwrap_or_default().trim();
        self.missing = own && typed.is_empty();
        let wrong_host = own && ServerAddress::parse(typed).is_err();
        let code = self.with_typed(config).token;
        let wrong_code = own && !wrong_host && code.is_some_and(|code| Token::parse(&code.0).is_err());
        (self.host.left, self.focus_host) = (self.host.left || wrong_host, wrong_host);
        (self.code.left, self.focus_code) = (self.code.left || wrong_code, wrong_code);
        wrong_host || wrong_code
    }

    /// The screen is left: an own server without an address was never chosen. What else is typed holds.
    pub fn leave(&mut self, config: &Config) -> Config {
        let typed = self.with_typed(config);
        (self.own, self.missing) = (false, false);
        typed
    }
}

/// A file that belongs to an own server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// With the access code.
    Token,
    /// With the certificate to trust.
    Certificate,
}

impl Which {
    fn words(self, texts: &Texts) -> (String, String) {
        match self {
            Self::Token => (texts.settings_token(), texts.settings_token_hint()),
            Self::Certificate => (texts.settings_certificate(), texts.settings_certificate_hint()),
        }
    }
}

/// Shows what the internet is measured against.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let texts = cx.texts;
    let title = texts.settings_server_title();
    let now = cx.settings.config.server.clone();
    let own_host = now.clone().filter(|s| !NAMED.contains(&s.as_str()));
    let own = memory.own || own_host.is_some();
    let chosen = if own { 1 } else { usize::from(now.as_deref() == Some("local")) * 2 };
    card::card(ui, &title, |ui| {
        ui.spacing_mut().item_spacing.y = 10.0;
        text::heading(ui, Type::H2, 2, title.clone());
        let names = [texts.server_public(), texts.server_own(), texts.server_local()];
        let lines = [texts.server_public_line(), texts.server_own_line(), texts.server_local_line()];
        let width = ui.available_width().min(360.0);
        if let Some(index) = choose::select(ui, &texts.settings_server(), Icon::Globe, &names, chosen, width) {
            memory.own = index == 1;
            match index {
                0 => cx.configure(|c| c.server = None),
                2 => cx.configure(|c| c.server = Some("local".to_owned())),
                // An address that was typed before holds again.
                _ => commit(cx, memory),
            }
        }
        text::weak(ui, Type::Body, lines.get(chosen).cloned().unwrap_or_default());
        if own {
            own_server(ui, cx, memory, own_host.unwrap_or_default());
        }
        text::weak(ui, Type::Small, texts.settings_next_start());
    });
}

/// What is typed becomes the settings.
fn commit(cx: &mut Cx<'_>, memory: &State) {
    let typed = memory.with_typed(&cx.settings.config);
    if typed != cx.settings.config {
        cx.act(UiAction::Configure(Box::new(typed)));
    }
}

fn own_server(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, kept: String) {
    let texts = cx.texts;
    poll(cx, memory, ui.ctx());
    let mut host = memory.host.typed.clone().unwrap_or(kept);
    let (empty, fault) = (host.trim().is_empty(), ServerAddress::parse(&host).err());
    let unusable = fault.is_some();
    let wrong = match fault {
        Some(_) if empty => memory.missing.then(|| texts.settings_host_missing()),
        Some(fault) => memory.host.left.then(|| texts.address_fault(&fault)),
        None => None,
    };
    let (name, help) = (texts.settings_host(), texts.settings_host_help());
    let focus = std::mem::take(&mut memory.focus_host);
    let response = Field::new("host", &name).help(&help).wrong(wrong.as_deref()).focus(focus).show(ui, &mut host);
    if memory.host.take_in(ui, &response, &host) {
        commit(cx, memory);
    }
    code(ui, cx, memory);
    file(ui, cx, memory, Which::Token);
    // Only an encrypted connection has a certificate to trust.
    if ServerAddress::parse(&host).is_ok_and(|a| a.tls) {
        file(ui, cx, memory, Which::Certificate);
    }
    let choice = memory.with_typed(&cx.settings.config).server_choice();
    let off = unusable.then(|| texts.settings_host_missing());
    if trial::show(ui, cx, &mut memory.told, memory.trial.as_deref(), &choice, off) {
        // The field that is being typed in counts too: what is tried out is what stands there.
        (memory.host.left, memory.code.left) = (true, true);
        commit(cx, memory);
        cx.act(UiAction::Send(Command::TestServer(choice)));
    }
}

/// The access code itself: it comes before one in a file.
fn code(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let texts = cx.texts;
    let kept = cx.settings.config.token.as_ref().map(|secret| secret.0.clone()).unwrap_or_default();
    let mut typed = memory.code.typed.clone().unwrap_or(kept);
    let fault = Token::parse(&typed).err().filter(|_| memory.code.left && !typed.trim().is_empty());
    let wrong = fault.map(|fault| texts.token_fault(fault));
    let (name, help) = (texts.settings_code(), texts.settings_code_hint());
    let focus = std::mem::take(&mut memory.focus_code);
    let field = Field::new("code", &name).help(&help).wrong(wrong.as_deref()).focus(focus).longest(LONGEST_CODE);
    let response = field.show(ui, &mut typed);
    if memory.code.take_in(ui, &response, &typed) {
        commit(cx, memory);
    }
}

/// A file: typed, or chosen in the system's window.
fn file(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, which: Which) {
    let texts = cx.texts;
    let config = &cx.settings.config;
    let kept = match which {
        Which::Token => &config.token_file,
        Which::Certificate => &config.tls_ca_file,
    };
    let kept = kept.as_ref().map(|p| p.display().to_string()).unwrap_or_default();
    let (name, help) = which.words(texts);
    let salt = if which == Which::Token { "token" } else { "certificate" };
    let wrong = fault(memory, which, &kept, ui.ctx()).map(|fault| fault.sentence(texts));
    let mut typed = typed(memory, which).clone().unwrap_or(kept);
    let response = Field::new(salt, &name).help(&help).wrong(wrong.as_deref()).show(ui, &mut typed);
    if response.changed() {
        *self::typed(memory, which) = Some(typed.clone());
    }
    if response.lost_focus() {
        commit(cx, memory);
    }
    let waiting = memory.choosing.as_ref().map(|_| texts.settings_browse_open());
    ui.push_id(salt, |ui| {
        if memory.no_window == Some(which) {
            let t = theme::tokens(ui);
            text::live(ui, Type::Body, texts.settings_browse_none(), t.text, false);
        }
        let button = Button::secondary(texts.settings_browse()).icon(Icon::Open).off(waiting);
        if button.name(texts.settings_browse_for(name.clone())).show(ui).clicked() {
            memory.no_window = None;
            memory.choosing = Some((which, dialog::file(name)));
        }
    });
}

/// What is wrong with a file of the settings. Looked at in the background, once for each file that is named.
fn fault(memory: &mut State, which: Which, kept: &str, ctx: &Context) -> Option<FileFault> {
    let index = usize::from(which == Which::Certificate);
    let (looking, found) = (memory.looking.get_mut(index)?, memory.faults.get_mut(index)?);
    let path = PathBuf::from(kept);
    if kept.is_empty() {
        (*looking, *found) = (None, None);
        return None;
    }
    if looking.as_ref().is_none_or(|(seen, _)| *seen != path) {
        let asked = path.clone();
        let look = move || match which {
            Which::Token => server_files::check_token_file(&asked).err(),
            Which::Certificate => server_files::check_certificate_file(&asked).err(),
        };
        *looking = Some((path.clone(), files::background("gr-look", look)));
        *found = None;
    }
    if let Some((seen, answer)) = looking {
        match answer.try_recv() {
            Ok(fault) => *found = fault.map(|fault| (seen.clone(), fault)),
            Err(TryRecvError::Empty) => ctx.request_repaint_after(Duration::from_millis(50)),
            Err(TryRecvError::Disconnected) => {}
        }
    }
    found.as_ref().filter(|(of, _)| *of == path).map(|(_, fault)| *fault)
}

fn typed(memory: &mut State, which: Which) -> &mut Option<String> {
    let [token, certificate] = &mut memory.typed;
    match which {
        Which::Token => token,
        Which::Certificate => certificate,
    }
}

fn keep(cx: &mut Cx<'_>, which: Which, file: Option<PathBuf>) {
    cx.configure(|c| match which {
        Which::Token => c.token_file = file,
        Which::Certificate => c.tls_ca_file = file,
    });
}

/// Takes in what was chosen in the system's window.
fn poll(cx: &mut Cx<'_>, memory: &mut State, ctx: &Context) {
    let Some((which, receiver)) = &memory.choosing else { return };
    let (which, chosen) = match receiver.try_recv() {
        Ok(chosen) => (*which, chosen),
        Err(TryRecvError::Disconnected) => (*which, Chosen::NotOffered),
        Err(TryRecvError::Empty) => return ctx.request_repaint_after(Duration::from_millis(200)),
    };
    memory.choosing = None;
    match chosen {
        Chosen::File(path) => {
            *typed(memory, which) = None;
            keep(cx, which, Some(path));
        }
        Chosen::NotOffered => memory.no_window = Some(which),
        Chosen::Nothing => {}
    }
}
