//! Texts by id in Dutch and English, and numbers as people write them.
//!
//! Every text of `assets/i18n/en/*.ftl` is a function of [`Texts`] made at build time: a wrong id or argument does not
//! compile. Findings, advice and the like are found by their stable id.

mod lookup;
pub mod number;
mod server;
mod spots;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::model::text::one_line;

pub use lookup::{AdviceText, FindingText, ItemText};
pub use spots::{is_of_another_day, spot_named};

/// An argument of a text: a string or a number (numbers choose the plural form).
pub type Arg<'a> = FluentValue<'a>;

/// The languages of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Dutch.
    Nl,
    /// English.
    #[default]
    En,
}

impl Language {
    /// All languages.
    pub const ALL: [Self; 2] = [Self::Nl, Self::En];

    /// The language tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
        }
    }

    /// Dutch where the system speaks Dutch, else English.
    #[must_use]
    pub fn of_system() -> Self {
        let first = sys_locale::get_locale().unwrap_or_default().to_ascii_lowercase();
        if first.starts_with("nl") { Self::Nl } else { Self::En }
    }
}

/// All texts of one language.
pub struct Texts {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Texts").field("language", &self.language).finish_non_exhaustive()
    }
}

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

impl Texts {
    /// Loads a language. A text that is missing in Dutch falls back to English (a test sees to it that none is).
    #[must_use]
    pub fn new(language: Language) -> Self {
        let (tag, sources): (_, &[&[(&str, &str)]]) = match language {
            Language::En => ("en", &[EN]),
            Language::Nl => ("nl", &[EN, NL]),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![tag.parse().unwrap_or_default()]);
        // egui shows the isolation marks as boxes.
        bundle.set_use_isolating(false);
        for (_, source) in sources.iter().flat_map(|s| s.iter()) {
            let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(partial, _)| partial);
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle }
    }

    /// The language of these texts.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// A text by its id; `None` when there is none.
    #[must_use]
    pub fn find(&self, id: &str, attribute: Option<&str>, arguments: &[(&str, Arg<'_>)]) -> Option<String> {
        let message = self.bundle.get_message(id)?;
        let pattern = match attribute {
            None => message.value()?,
            Some(name) => message.get_attribute(name)?.value(),
        };
        let mut args = FluentArgs::new();
        for (key, value) in arguments {
            // What comes from elsewhere, a name for example, is made fit to be shown here, for every reader of a text.
            match value {
                Arg::String(text) => args.set(*key, one_line(text)),
                other => args.set(*key, other.clone()),
            }
        }
        let mut errors = Vec::new();
        Some(self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned())
    }

    fn format(&self, id: &str, arguments: &[(&str, Arg<'_>)]) -> String {
        self.find(id, None, arguments).unwrap_or_else(|| id.to_owned())
    }
}
