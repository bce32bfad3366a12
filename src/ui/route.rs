//! The screens and the way between them.

use crate::model::CheckId;

/// One of the five parts as a person sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// One of the four checks.
    Check(CheckId),
    /// Fallback channels: part of the way, no check.
    PlanB,
}

impl Part {
    /// All parts, in the order in which they are shown.
    pub const ALL: [Self; 5] = [
        Self::Check(CheckId::Network),
        Self::Check(CheckId::Sound),
        Self::Check(CheckId::Camera),
        Self::Check(CheckId::Computer),
        Self::PlanB,
    ];
}

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Route {
    /// What it is, and the one button.
    #[default]
    Welcome,
    /// The five parts, and the person's own step.
    Check,
    /// The details of a check.
    Part(CheckId),
    /// The spots in the house, and measuring them.
    Spots,
    /// The verdict and what to do first.
    Result,
    /// Fallback channels and lists.
    Plan,
    /// What is sent, exactly.
    Share,
    /// Settings.
    Settings,
    /// About, with diagnostics to copy.
    About,
    /// All states and widgets side by side, for looking at.
    Gallery,
}

impl Route {
    /// The screen of this name, as in `--screen NAME`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "welcome" => Self::Welcome,
            "check" => Self::Check,
            "internet" => Self::Part(CheckId::Network),
            "spots" => Self::Spots,
            "sound" => Self::Part(CheckId::Sound),
            "picture" => Self::Part(CheckId::Camera),
            "computer" => Self::Part(CheckId::Computer),
            "result" => Self::Result,
            "plan" => Self::Plan,
            "share" => Self::Share,
            "settings" => Self::Settings,
            "about" => Self::About,
            "gallery" => Self::Gallery,
            _ => return None,
        })
    }

    /// The name of the screen, for `parse` and for scroll positions.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::Check => "check",
            Self::Part(CheckId::Network) => "internet",
            Self::Spots => "spots",
            Self::Part(CheckId::Sound) => "sound",
            Self::Part(CheckId::Camera) => "picture",
            Self::Part(CheckId::Computer) => "computer",
            Self::Result => "result",
            Self::Plan => "plan",
            Self::Share => "share",
            Self::Settings => "settings",
            Self::About => "about",
            Self::Gallery => "gallery",
        }
    }

    /// Which of the four steps of the header it belongs to.
    #[must_use]
    pub fn step(self) -> Option<usize> {
        match self {
            Self::Check | Self::Part(_) | Self::Spots => Some(0),
            Self::Result => Some(1),
            Self::Plan => Some(2),
            Self::Share => Some(3),
            _ => None,
        }
    }
}
