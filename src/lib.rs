//! Greenroom: a pre-flight for online interviews.
//!
//! In about a minute it tells whether the call will hold and how the candidate comes across, and what to change first.
//!
//! # The house
//! Data flows one way: a person's action becomes a [`session::command::Command`]; the engine runs probes; each probe emits
//! events; [`model::RunState::apply`] takes them in; the session judges the run into a [`model::Snapshot`], which window,
//! command line and report read. Observations are stored, conclusions never: they are derived again, so an old recording
//! gains from a new rule.
//!
//! | module | what | may use | never names |
//! |---|---|---|---|
//! | [`model`] | the words of the domain: plain data with units | | `tokio`, `egui`, `eframe`, `reqwest`, `cpal`, `nokhwa`, `sysinfo`, `std::fs`, `std::net::TcpStream` |
//! | [`live`] | what is shown while it happens, the newest only: levels, frames | | `tokio`, `egui`, `eframe`, `reqwest`, `cpal`, `nokhwa`, `sysinfo`, `std::fs` |
//! | [`assess`] | pure: observations to findings and verdict; statistics; limits with their sources | `model` | `tokio`, `egui`, `eframe`, `reqwest`, `cpal`, `nokhwa`, `sysinfo`, `std::fs` |
//! | [`os`] | one thin layer per operating system returning plain data | `model` | `egui`, `eframe` |
//! | [`checklist`] | Plan B and the preparation list, the last result and the spots, kept on disk | `model`, `os` | `egui`, `eframe`, `tokio` |
//! | [`server`] | the measurement server and its protocol | `model`, `os` | `egui`, `eframe`, `cpal`, `nokhwa` |
//! | [`probe`] | the edge: the only code that touches devices and the net; observes, never judges | `model`, `live`, `os`, `server` | `egui`, `eframe` |
//! | [`session`] | engine, commands, recorder, replay | `model`, `live`, `assess`, `probe`, `server`, `os` | `egui`, `eframe`, `cpal`, `nokhwa`, `reqwest` |
//! | [`i18n`] | texts by id, numbers, units | `model` | `egui`, `eframe`, `tokio`, `reqwest`, `cpal`, `nokhwa` |
//! | [`report`] | JSON, text and HTML; decides what may leave the computer | `model`, `assess`, `i18n` | `egui`, `eframe`, `tokio`, `reqwest`, `cpal`, `nokhwa` |
//! | [`config`] | command line > file > default; reading never fails | `model`, `os`, `i18n` | `egui`, `eframe`, `tokio` |
//! | [`cli`] | arguments, commands, printing, exit codes | `model`, `live`, `assess`, `os`, `checklist`, `server`, `probe`, `session`, `i18n`, `report`, `config`, `ui` | `egui`, `eframe`, `cpal`, `nokhwa` |
//! | `ui` | the window, the only module that knows egui | `model`, `live`, `session::handle`, `session::command`, `i18n`, `report`, `checklist`, `config`, `os` | `tokio`, `reqwest`, `cpal`, `nokhwa`, `sysinfo`, `std::fs` |
//!
//! `tests/architecture.rs` parses this table and holds every `use`, every path in code and every macro argument against
//! it; there is no second copy. It also finds circles between files: there are none.
//!
//! # One word, one meaning
//! | word | means |
//! |---|---|
//! | run | one pre-flight, from start to verdict; [`model::RunId`] |
//! | check | one of network, sound, camera, computer; [`model::CheckId`] |
//! | part | what the person sees as one row: a check, or Plan B |
//! | stage, step | where a check is; what it does just now |
//! | phase | a stretch of the network measurement: idle, trains, call, load, watch, quiet watch |
//! | level | a kind of call that the line may carry: audio, 360p, 720p, 1080p, share; [`model::Level`] |
//! | demand | what a level asks of the line |
//! | need | the level that this call asks for |
//! | quiet watch | the line is watched on after the answer stands, while the person does something else |
//! | attempt | one try of a check; one try of a level within the call phase |
//! | far end | what the network is measured against, and with what secret |
//! | direction | up (from the candidate) or down |
//! | spot | a place in the house where the line is measured, or the phone's hotspot |
//! | visit | one measurement at a spot |
//! | observation | what a probe saw, as raw as it was seen; stored |
//! | finding | what an observation means; derived; [`model::FindingId`] |
//! | group | findings with one cause and one remedy: one card |
//! | evidence, advice | the figures behind a finding; what helps |
//! | outcome | good, watch out, problem, not measured |
//! | verdict | the outcome over the checks, with its confidence |
//! | readiness | the verdict's opening: ready, almost, fix first, can't say. The window draws it as a door |
//! | assessment | all that was derived: findings, groups, levels, verdict, readiness |
//! | snapshot | run and assessment: what window, command line and report read |
//! | live | levels and frames of which only the newest counts |
//! | spoken sample | the voice that was read aloud |
//! | recording | a run's events as JSON lines |
//! | replay | a recording judged by today's rules |
//! | scenario | observations written by hand, for demonstrations and tests |
//! | fallback channel | another way to reach each other; Plan B is the list of them |
//! | report | what may leave the computer |
//! | skip | a test that this machine can't do, said with its reason |
//!
//! # Recipes
//! **A new finding.**
//! 1. Its id, with the evidence keys in its doc: `model/finding/id.rs`.
//! 2. The raw figures that it needs: a field with `#[serde(default)]` in `model/observation/`, filled by the probe.
//! 3. The limit with its source: `assess/limits.rs`.
//! 4. The rule, pure: `assess/network.rs`, `sound.rs`, `camera.rs` or `computer.rs`.
//! 5. What helps: `assess/advice.rs` (a new remedy is an id in `model/finding/advice.rs`); whether it is mended in minutes: `assess/mend.rs`.
//! 6. With which others it is one card, and where it stands: `assess/groups.rs`.
//! 7. Effect, cause and remedy in both languages: `assets/i18n/{en,nl}/findings.ftl`; the line that is shared: `report.ftl`.
//! 8. Whether it may leave the computer: `report/leaves.rs` does not compile until that is decided.
//! 9. A case on each side of the limit: `tests/assess.rs`; a scenario in `assets/scenarios/` if a screen shows it.
//! 10. `cargo test --test schema --test i18n --test scenarios` say what was forgotten.
//!
//! **A new probe.**
//! 1. What it sees: a struct in `model/observation/`, a slot in `Observations`.
//! 2. Its small trait beside the others: `probe/ports.rs`. `start` returns at once; events go to the sink; dropping cancels.
//! 3. The work in a room of its own, `probe/x/`, on named threads; pure arithmetic in `probe/x/measure/`, with its time as an argument.
//! 4. What only one system offers: plain structs from `os/`, the only place for `unsafe`.
//! 5. A scripted twin: `probe/fake/`.
//! 6. What it may run beside: `session/resources.rs`.
//! 7. When it begins, its deadline, how it is given back: `session/engine/`.
//! 8. Each failure is an `Unknown` with a reason: `model/check.rs`, its sentence by `assess/unknown.rs`.
//! 9. Judged in `assess/`, never in the probe.
//! 10. Tests: the engine with the fake (`tests/engine.rs`), the arithmetic beside it, a real device or link where there is one.
//!
//! **A new screen.**
//! 1. Its place: `ui/route.rs`.
//! 2. What it says, pure, from a snapshot: `ui/view_model/x.rs`, with tests.
//! 3. `ui/screens/x.rs`: `State` and `show(ui, &mut Cx, &mut State)`; it only wishes ([`ui::action`]), it changes nothing.
//! 4. Its `State` is a field of `ui/app/memory.rs`.
//! 5. What the wish does: `ui/app/acts.rs`; a command to the engine is in `session/command.rs`.
//! 6. Built from `ui/widgets/`: the page gives the title, the one primary button and the focus; colours and sizes from `ui/theme/`.
//! 7. Texts: `assets/i18n/{en,nl}/`; keys: the one table of shortcuts.
//! 8. Its views for the trees: `tests/ui_tree_rig/views.rs` (names, targets, nothing cut off, both languages, every size).
//! 9. No frame at rest: `tests/ui_rest.rs`.
//! 10. Look at it: `scripts/screens`.
//!
//! **A new limit.**
//! 1. One constant with its unit in the name or type and its source in the doc: `assess/limits.rs`.
//! 2. What a level asks of the line: `model/demand.rs`; a step's length: `model/run/length.rs`; every other duration: `probe/network/timing.rs`.
//! 3. What a server or a file may cost: beside the code that reads it, checked before reading.
//! 4. Limits of programs and hosts are data: `assets/*.toml`.
//! 5. Where good begins is what a person is told to compare with: evidence key `limit`.
//! 6. No second copy: texts, tests and screens take it from there.
//! 7. Between good and bad there is room: a pair, good and fail, so that nothing flickers.
//! 8. A test on each side, and just on it.
//! 9. A worse figure never scores better: the property tests in `assess`.
//! 10. If it decides a verdict, the accuracy tests say what it does to truth: `tests/shaped_link.rs`.

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
