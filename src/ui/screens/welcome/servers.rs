//! The hosts that a check contacts, over the welcome.

use eframe::egui::{Color32, Frame, Margin, Modal, ScrollArea, Ui};

use super::state::State;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::{Button, card, text};

/// The list of hosts, over the welcome.
pub fn show(ui: &Ui, cx: &mut Cx<'_>, memory: &mut State) {
    let before = std::mem::replace(&mut memory.servers_shown, memory.servers);
    if !memory.servers {
        return;
    }
    let t = theme::tokens(ui);
    let window = ui.ctx().content_rect();
    let frame = Frame::new().fill(t.surface).corner_radius(theme::RADIUS_CARD).inner_margin(Margin::same(20));
    let shade = Color32::from_black_alpha(140);
    let modal = Modal::new(eframe::egui::Id::unique("welcome servers")).frame(frame).backdrop_color(shade);
    let response = modal.show(ui.ctx(), |ui| {
        ui.set_width((window.width() - 72.0).min(440.0));
        // The way out stands still below what may be scrolled.
        let height = window.height() - 190.0;
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]).show(
            ui,
            |ui| {
                text::heading(ui, Type::H2, 1, cx.texts.servers_title());
                if cx.settings.hosts.is_empty() {
                    let local = cx.settings.config.server.as_deref() == Some("local");
                    let words = if local { cx.texts.servers_local() } else { cx.texts.servers_none() };
                    text::label(ui, Type::Body, words);
                } else {
                    text::label(ui, Type::Body, cx.texts.servers_lead());
                    let public = matches!(cx.settings.config.server.as_deref(), None | Some("public"));
                    // What is asked for the same reason stands together: three reasons, not seven.
                    for group in cx.settings.hosts.chunk_by(|a, b| a.purpose == b.purpose) {
                        let purpose = match group.first().map(|contact| contact.purpose.as_str()) {
                            Some("stun") => cx.texts.servers_stun(),
                            Some("sign_in_page") => cx.texts.servers_sign_in_page(),
                            _ if public => cx.texts.servers_public(),
                            _ => cx.texts.servers_own(),
                        };
                        card::line(ui);
                        let hosts: Vec<&str> = group.iter().map(|contact| contact.host.as_str()).collect();
                        text::label(ui, Type::Medium, hosts.join("\n"));
                        text::weak(ui, Type::Body, purpose);
                    }
                    card::line(ui);
                    text::weak(ui, Type::Body, cx.texts.servers_sent());
                }
                text::weak(ui, Type::Body, cx.texts.servers_change());
            },
        );
        ui.add_space(8.0);
        Button::primary(cx.texts.button_close()).full(window.width() < 480.0).show(ui).clicked()
    });
    // Not the very Enter that opened it.
    let enter = before && ui.input_mut(|i| i.consume_key(eframe::egui::Modifiers::NONE, eframe::egui::Key::Enter));
    if response.inner || response.should_close() || enter {
        memory.servers = false;
    }
}
