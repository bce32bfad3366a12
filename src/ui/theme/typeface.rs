//! The type: five faces of Inter and the sizes in which they are used.

use std::sync::Arc;

use eframe::egui::{Color32, FontData, FontDefinitions, FontFamily, FontId, RichText, TextFormat};

/// A text style: face, size and line height in points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Type {
    /// The verdict, 40/46.
    Verdict,
    /// A screen's welcome, 30/38.
    Display,
    /// A screen's title, 24/32.
    H1,
    /// The sentence to read aloud, 24/36.
    Read,
    /// A card's title, 17/24.
    H2,
    /// The line under a display title, 17/26.
    Lead,
    /// Running text, 15/22.
    Body,
    /// Names and buttons, 15/22.
    Medium,
    /// Emphasis and large buttons, 15/22.
    Strong,
    /// Small text, 13/18. Never smaller.
    Small,
    /// Small names and badges, 13/18.
    SmallMedium,
    /// The time to the call, 56/64.
    Countdown,
    /// A value, 40/44, digits of one width.
    Value40,
    /// A value, 28/32, digits of one width.
    Value28,
    /// A value, 24/28, digits of one width.
    Value24,
}

const MEDIUM: &str = "medium";
const STRONG: &str = "strong";
const DISPLAY: &str = "display";
const VALUES: &str = "values";

impl Type {
    /// Every style, for the gallery and tests.
    pub const ALL: [Self; 15] = [
        Self::Verdict,
        Self::Display,
        Self::H1,
        Self::Read,
        Self::H2,
        Self::Lead,
        Self::Body,
        Self::Medium,
        Self::Strong,
        Self::Small,
        Self::SmallMedium,
        Self::Countdown,
        Self::Value40,
        Self::Value28,
        Self::Value24,
    ];

    /// Face (`None`: regular), size and line height.
    fn parts(self) -> (Option<&'static str>, f32, f32) {
        match self {
            Self::Verdict => (Some(DISPLAY), 40.0, 46.0),
            Self::Display => (Some(DISPLAY), 30.0, 38.0),
            Self::H1 => (Some(DISPLAY), 24.0, 32.0),
            Self::Read => (Some(VALUES), 24.0, 36.0),
            Self::H2 => (Some(STRONG), 17.0, 24.0),
            Self::Lead => (None, 17.0, 26.0),
            Self::Body => (None, 15.0, 22.0),
            Self::Medium => (Some(MEDIUM), 15.0, 22.0),
            Self::Strong => (Some(STRONG), 15.0, 22.0),
            Self::Small => (None, 13.0, 18.0),
            Self::SmallMedium => (Some(MEDIUM), 13.0, 18.0),
            Self::Countdown => (Some(VALUES), 56.0, 64.0),
            Self::Value40 => (Some(VALUES), 40.0, 44.0),
            Self::Value28 => (Some(VALUES), 28.0, 32.0),
            Self::Value24 => (Some(VALUES), 24.0, 28.0),
        }
    }

    /// Face and size.
    #[must_use]
    pub fn font(self) -> FontId {
        let (face, size, _) = self.parts();
        FontId::new(size, face.map_or(FontFamily::Proportional, |name| FontFamily::Name(name.into())))
    }

    /// Line height in points.
    #[must_use]
    pub fn line(self) -> f32 {
        self.parts().2
    }

    /// The format of a piece of text.
    #[must_use]
    pub fn format(self, color: Color32) -> TextFormat {
        TextFormat { font_id: self.font(), line_height: Some(self.line()), color, ..TextFormat::default() }
    }

    /// Text for a label.
    #[must_use]
    pub fn rich(self, text: impl Into<String>, color: Color32) -> RichText {
        RichText::new(text).font(self.font()).line_height(Some(self.line())).color(color)
    }
}

/// The faces, embedded.
#[must_use]
pub fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let faces: [(&str, &'static [u8]); 5] = [
        ("inter", include_bytes!("../../../assets/fonts/inter-regular.otf")),
        (MEDIUM, include_bytes!("../../../assets/fonts/inter-medium.otf")),
        (STRONG, include_bytes!("../../../assets/fonts/inter-semibold.otf")),
        (DISPLAY, include_bytes!("../../../assets/fonts/inter-display-semibold.otf")),
        (VALUES, include_bytes!("../../../assets/fonts/inter-display-medium-values.otf")),
    ];
    for (name, bytes) in faces {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        if name != "inter" {
            let family = vec![name.to_owned(), "inter".to_owned()];
            fonts.families.insert(FontFamily::Name(name.into()), family);
        }
    }
    fonts.families.insert(FontFamily::Proportional, vec!["inter".to_owned()]);
    fonts.families.insert(FontFamily::Monospace, vec!["inter".to_owned()]);
    fonts
}

#[cfg(test)]
mod tests {
    use eframe::egui::epaint::text::{Fonts, TextOptions};

    use super::*;

    #[test]
    fn every_face_has_every_character_of_the_texts() {
        let mut letters: Vec<char> = vec!['\u{a0}'];
        for language in ["en", "nl"] {
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/i18n").join(language);
            for file in std::fs::read_dir(folder).unwrap() {
                letters.extend(std::fs::read_to_string(file.unwrap().path()).unwrap().chars());
            }
        }
        letters.retain(|c| !c.is_control());
        letters.sort_unstable();
        letters.dedup();
        assert!(letters.len() > 60, "{letters:?}");
        let mut fonts = Fonts::new(TextOptions::default(), fonts());
        for style in Type::ALL {
            let missing: Vec<_> = letters.iter().filter(|c| !fonts.has_glyph(&style.font(), **c)).collect();
            assert!(missing.is_empty(), "{style:?}: {missing:?}");
        }
        assert!(!fonts.has_glyph(&Type::Body.font(), '한'));
    }
}
