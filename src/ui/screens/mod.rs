//! The screens. Each draws what its view model says and asks by [`crate::ui::cx::Cx::act`].

pub mod about;
pub mod check;
pub mod gallery;
pub mod plan;
pub mod result;
pub mod settings;
pub mod share;
pub mod welcome;
