//! Greenroom: a pre-flight for online interviews.
//!
//! In about a minute it tells whether the call will hold and how the candidate comes across, and what to change first.
//!
//! # The house
//! Data flows one way: a person's action becomes a [`session::command::Command`]; the engine runs probes; each probe emits
//! events; [`model::RunState::apply`] takes them in; the session judges it into a [`model::Snapshot`], which window, command
//! line and report read. Observations are stored, conclusions never: they are derived again, so an old recording gains from a
//! new rule.
//!
//! | module | what | may use |
//! |---|---|---|
//! | [`model`] | the words of the domain: plain data with units | std, serde, schemars |
//! | [`live`] | what is shown while it happens, the newest only: levels, frames | std |
//! | [`assess`] | pure: observations to findings and verdict; statistics; limits with their sources | model |
//! | [`os`] | one thin layer per operating system returning plain data | model |
//! | [`checklist`] | Plan B and the preparation list, kept on disk | model |
//! | [`server`] | the measurement server and its protocol | model |
//! | [`probe`] | the edge: the only code that touches devices and the net; observes, never judges | model, live, os, `server::protocol`, `server` embedded |
//! | [`session`] | engine, commands, recorder, replay | model, live, assess, probe, server, os |
//! | [`i18n`] | texts by id, numbers, units | model |
//! | [`report`] | JSON, text and HTML; decides what may leave the computer | model, assess, i18n |
//! | [`config`] | command line > file > default; reading never fails | model |
//! | [`cli`] | arguments, commands, printing, exit codes | everything but ui |
//! | `ui` | the window, the only module that knows egui | model, live, `session::{handle, command}`, i18n, report, checklist, config, os |
//!
//! `tests/architecture.rs` holds this table against the sources.

pub mod assess;
pub mod checklist;
pub mod cli;
pub mod config;
pub mod i18n;
pub mod live;
pub mod model;
pub mod os;
pub mod probe;
pub mod report;
pub mod server;
pub mod session;
#[cfg(feature = "gui")]
pub mod ui;
