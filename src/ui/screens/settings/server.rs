//! The server of the settings: which one, and of an own one its address and the files that belong to it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::Duration;

use eframe::egui::{Context, Ui};

use super::trial;
use crate::i18n::Texts;
use crate::model::{Secret, ServerAddress, ServerTest, Token};
use crate::os::choose::{self as dialog, Chosen};
use crate::os::files;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::field::Field;
use crate::ui::widgets::{Button, Icon, card, choose, text};

/// Longest access code that is typed, in characters.
const LONGEST_CODE: usize = 500;
/// Servers that are named in the settings without an address.
const NAMED: [&str; 3] = ["public", "local", "none"];

/// What is typed and under way here.
#[derive(Debug, Default)]
pub struct State {
    /// The server's address as it is typed; `None`: as in the settings.
    host: Option<String>,
    /// The address was left once: a fault may be told.
    host_left: bool,
    /// The focus goes to the address.
    focus: bool,
    /// An own server was to be kept without an address.
    missing: bool,
    /// "Own server" was chosen, though no address is in yet.
    own: bool,
    /// The files as they are typed; `None`: as in the settings.
    typed: [Option<String>; 2],
    /// The system's window in which a file is chosen.
    choosing: Option<(Which, Receiver<Chosen>)>,
    /// For this file no window opened.
    pub no_window: Option<Which>,
    /// The access code as it is typed or pasted; `None`: as in the settings.
    code: Option<String>,
    /// It was left once: a fault may be told.
    code_left: bool,
    /// Whether the files are there; looked at on a thread of its own.
    looking: [Option<(PathBuf, Receiver<bool>)>; 2],
    /// The files that are not there.
    missing_files: [Option<PathBuf>; 2],
    /// What came of trying out a server.
    pub trial: Option<Arc<ServerTest>>,
}

impl State {
    /// True when an own server's address is missing or is none. Then it is told, and the focus goes there.
    pub fn stays(&mut self, kept: Option<&str>) -> bool {
        let kept = kept.filter(|s| !NAMED.contains(s));
        let own = self.own || kept.is_some();
        let typed = self.host.as_deref().or(kept).unwrap_or_default().trim();
        self.missing = own && typed.is_empty();
        let wrong = own && ServerAddress::parse(typed).is_err();
        (self.host_left, self.focus) = (self.host_left || wrong, wrong);
        wrong
    }

    /// The screen is left: an own server without an address was never chosen.
    pub fn leave(&mut self) {
        (self.own, self.missing) = (false, false);
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
                _ => {}
            }
        }
        text::weak(ui, Type::Body, lines.get(chosen).cloned().unwrap_or_default());
        if own {
            own_server(ui, cx, memory, own_host.unwrap_or_default());
        }
        text::weak(ui, Type::Small, texts.settings_next_start());
    });
}

fn own_server(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State, kept: String) {
    let texts = cx.texts;
    poll(cx, memory, ui.ctx());
    let mut host = memory.host.clone().unwrap_or(kept);
    let right = host.trim().is_empty() || ServerAddress::parse(&host).is_ok();
    let wrong = match (right, host.trim().is_empty()) {
        (false, _) => {
            let fault = ServerAddress::parse(&host).err().filter(|_| memory.host_left);
            fault.map(|fault| texts.address_fault(&fault))
        }
        (true, empty) => (empty && memory.missing).then(|| texts.settings_host_missing()),
    };
    let (name, help) = (texts.settings_host(), texts.settings_host_help());
    let focus = std::mem::take(&mut memory.focus);
    let response = Field::new("host", &name).help(&help).wrong(wrong.as_deref()).focus(focus).show(ui, &mut host);
    if response.changed() {
        memory.host = Some(host.clone());
    }
    memory.host_left |= response.lost_focus();
    if response.lost_focus() && right && !host.trim().is_empty() {
        let host = host.trim().to_owned();
        cx.configure(|c| c.server = Some(host));
    }
    code(ui, cx, memory);
    file(ui, cx, memory, Which::Token);
    // Only an encrypted connection has a certificate to trust.
    if ServerAddress::parse(&host).is_ok_and(|a| a.tls) {
        file(ui, cx, memory, Which::Certificate);
    }
    let unusable = host.trim().is_empty() || !right;
    trial::show(ui, cx, memory.trial.as_deref(), unusable.then(|| texts.settings_host_missing()));
}

/// The access code itself: it comes before one in a file.
fn code(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let texts = cx.texts;
    let kept = cx.settings.config.token.as_ref().map(|secret| secret.0.clone()).unwrap_or_default();
    let mut typed = memory.code.clone().unwrap_or(kept);
    let fault = Token::parse(&typed).err().filter(|_| memory.code_left && !typed.trim().is_empty());
    let wrong = fault.map(|fault| texts.token_fault(fault));
    let (name, help) = (texts.settings_code(), texts.settings_code_hint());
    let field = Field::new("code", &name).help(&help).wrong(wrong.as_deref()).longest(LONGEST_CODE);
    let response = field.show(ui, &mut typed);
    if response.changed() {
        memory.code = Some(typed.clone());
    }
    if response.lost_focus() {
        memory.code_left = true;
        let secret = Some(typed.trim()).filter(|t| !t.is_empty()).map(|t| Secret(t.to_owned()));
        if secret != cx.settings.config.token {
            cx.configure(|c| c.token = secret);
        }
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
    let there = is_there(memory, which, &kept, ui.ctx());
    let mut typed = typed(memory, which).clone().unwrap_or(kept);
    let wrong = (!there).then(|| texts.server_file_missing());
    let response = Field::new(salt, &name).help(&help).wrong(wrong.as_deref()).show(ui, &mut typed);
    if response.changed() {
        *self::typed(memory, which) = Some(typed.clone());
    }
    if response.lost_focus() {
        keep(cx, which, Some(typed.trim()).filter(|t| !t.is_empty()).map(PathBuf::from));
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

/// False when the file of the settings is not there. Looked at in the background, once for each file that is named.
fn is_there(memory: &mut State, which: Which, kept: &str, ctx: &Context) -> bool {
    let index = usize::from(which == Which::Certificate);
    let (Some(looking), Some(missing)) = (memory.looking.get_mut(index), memory.missing_files.get_mut(index)) else {
        return true;
    };
    let path = PathBuf::from(kept);
    if kept.is_empty() {
        (*looking, *missing) = (None, None);
        return true;
    }
    if looking.as_ref().is_none_or(|(seen, _)| *seen != path) {
        let asked = path.clone();
        *looking = Some((path.clone(), files::background("gr-look", move || files::is_file(&asked))));
        *missing = None;
    }
    if let Some((seen, answer)) = looking {
        match answer.try_recv() {
            Ok(there) => *missing = (!there).then(|| seen.clone()),
            Err(TryRecvError::Empty) => ctx.request_repaint_after(Duration::from_millis(50)),
            Err(TryRecvError::Disconnected) => {}
        }
    }
    missing.as_ref() != Some(&path)
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
