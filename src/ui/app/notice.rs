//! The line above everything: what was pressed is not done, why, and what to do.

use eframe::egui::{Frame, Margin, Panel, Ui};

use super::outbox::Trouble;
use crate::i18n::Texts;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::text;

/// Shows it at the top of `ui`.
pub(super) fn show(ui: &mut Ui, texts: &Texts, trouble: Trouble) {
    let t = theme::tokens(ui);
    let (words, remedy, ink, fill) = match trouble {
        Trouble::Busy => (texts.window_engine_busy(), texts.window_engine_busy_remedy(), t.warn, t.warn_soft),
        Trouble::Ended => (texts.window_engine_ended(), texts.window_engine_ended_remedy(), t.fail, t.fail_soft),
    };
    let frame = Frame::new().fill(fill).inner_margin(Margin::symmetric(24, 12));
    Panel::top("notice").show_separator_line(false).frame(frame).show(ui, |ui| {
        text::live(ui, Type::Strong, words, ink, true);
        text::label(ui, Type::Body, remedy);
    });
}
