//! The screens. Each draws what its view model says and asks by [`crate::ui::cx::Cx::act`].

pub mod about;
pub mod check;
pub mod computer;
pub mod findings;
pub mod gallery;
pub mod internet;
pub mod onward;
pub mod picture;
pub mod plan;
pub mod result;
pub mod settings;
pub mod share;
pub mod shortcuts;
pub mod sound;
pub mod spots;
pub mod start_over;
pub mod welcome;
