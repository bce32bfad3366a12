//! A line to type in, with its name above; below it what helps, or what is wrong.

use eframe::egui::accesskit::Invalid;
use eframe::egui::{Align2, CornerRadius, Frame, Id, Margin, Response, Stroke, TextEdit, Ui, Vec2};

use super::{focus, icon::Icon, text};
use crate::ui::theme::{self, Type};

/// A line to type in.
#[derive(Debug, Clone)]
pub struct Field<'a> {
    salt: Id,
    name: &'a str,
    placeholder: &'a str,
    help: Option<&'a str>,
    wrong: Option<&'a str>,
    focus: bool,
    longest: Option<usize>,
}

impl<'a> Field<'a> {
    /// A field with this name above it. `salt` tells it from the others beside it and stays the same when the name
    /// changes: the focus hangs on it.
    #[must_use]
    pub fn new(salt: &str, name: &'a str) -> Self {
        Self { salt: Id::unique(salt), name, placeholder: "", help: None, wrong: None, focus: false, longest: None }
    }

    /// Shown inside while nothing is typed; never the only name.
    #[must_use]
    pub fn placeholder(mut self, words: &'a str) -> Self {
        self.placeholder = words;
        self
    }

    /// A small line under it. What is wrong takes its place, so that nothing below moves.
    #[must_use]
    pub fn help(mut self, words: &'a str) -> Self {
        self.help = Some(words);
        self
    }

    /// What is wrong: told to a screen reader when it appears, and with the field.
    #[must_use]
    pub fn wrong(mut self, words: Option<&'a str>) -> Self {
        self.wrong = words;
        self
    }

    /// Takes the focus now.
    #[must_use]
    pub fn focus(mut self, now: bool) -> Self {
        self.focus = now;
        self
    }

    /// The longest text that it takes, in characters.
    #[must_use]
    pub fn longest(mut self, characters: usize) -> Self {
        self.longest = Some(characters);
        self
    }

    /// Shows it. The response is that of the line itself.
    pub fn show(self, ui: &mut Ui, value: &mut String) -> Response {
        // One scope in every case: what stands below keeps its place in the order, and so the focus.
        ui.push_id(self.salt, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            let label = text::label(ui, Type::Medium, self.name);
            let response = self.line(ui, value).labelled_by(label.id);
            if self.focus {
                response.request_focus();
            }
            focus::finish(ui, &response, theme::RADIUS);
            self.under(ui, &response);
            self.whole_in_view(ui, &response);
            response
        })
        .inner
    }

    fn line(&self, ui: &mut Ui, value: &mut String) -> Response {
        let t = theme::tokens(ui);
        let edge = if self.wrong.is_some() { Stroke::new(2.0, t.fail) } else { Stroke::new(1.0, t.border_strong) };
        let frame = Frame::new()
            .fill(t.surface)
            .stroke(edge)
            .corner_radius(CornerRadius::same(theme::RADIUS))
            .inner_margin(Margin::symmetric(12, 0));
        let edit = TextEdit::singleline(value)
            .id_salt("line")
            .font(Type::Body.font())
            .hint_text(Type::Body.rich(self.placeholder, t.text_2))
            .frame(frame)
            .align(Align2::LEFT_CENTER)
            .min_size(Vec2::new(0.0, 40.0))
            .desired_width(ui.available_width());
        ui.add(match self.longest {
            Some(longest) => edit.char_limit(longest),
            None => edit,
        })
    }

    /// What is wrong is seen whole when it appears in a line that somebody has been in, and with the line when that gets the
    /// focus; not while something is pressed, which would then stand elsewhere. What was wrong before leaves a page at its
    /// top.
    fn whole_in_view(&self, ui: &Ui, response: &Response) {
        let key = response.id.with("wrong seen");
        let seen = ui.data(|d| d.get_temp::<bool>(key)).unwrap_or(false);
        let wrong = self.wrong.is_some();
        let appears = wrong && !seen && !ui.input(|i| i.pointer.any_down());
        let visited_key = response.id.with("visited");
        let visited = ui.data(|d| d.get_temp::<bool>(visited_key)).unwrap_or(false) || response.has_focus();
        if visited && appears || response.gained_focus() {
            ui.scroll_to_rect(ui.min_rect().expand(6.0), None);
        }
        if seen && !wrong || appears {
            ui.data_mut(|d| d.insert_temp(key, appears));
        }
        if response.has_focus() {
            ui.data_mut(|d| d.insert_temp(visited_key, true));
        }
    }

    fn under(&self, ui: &mut Ui, response: &Response) {
        let t = theme::tokens(ui);
        if let Some(wrong) = self.wrong {
            let told = ui
                .horizontal_top(|ui| {
                    Icon::StateFail.show(ui, 18.0, t.fail);
                    ui.vertical(|ui| text::live(ui, Type::SmallMedium, wrong, t.fail, false)).inner
                })
                .inner;
            ui.ctx().accesskit_node_builder(response.id, |node| {
                node.set_invalid(Invalid::True);
                node.set_error_message(told.id.accesskit_id());
                node.set_description(wrong);
            });
        } else if let Some(help) = self.help {
            text::weak(ui, Type::Small, help);
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(help));
        }
    }
}
