//! What was seen of the computer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The class of a program, which decides the advice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AppClass {
    /// Keeps files the same here and elsewhere.
    CloudSync,
    /// Backup.
    Backup,
    /// Installs updates.
    Updater,
    /// Virus scanner or indexer.
    Antivirus,
    /// Game or launcher.
    Game,
    /// Encodes or streams video.
    Encoder,
    /// File sharing.
    Torrent,
    /// A meeting program.
    Meeting,
    /// Remote control or a virtual machine.
    Remote,
    /// A web browser.
    Browser,
    /// Part of the system.
    System,
    /// Anything else.
    Other,
}

/// How an app used the processor during the watch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LoadPattern {
    /// Much, nearly all the time: at least 8 of 12 samples.
    Hog,
    /// Much, now and then.
    Bursty,
    /// At most 2 samples: ignored.
    Blip,
    /// Little.
    #[default]
    Quiet,
}

/// An app with its share of the whole computer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AppLoad {
    /// The name that a person knows.
    pub app: String,
    /// Its class.
    pub class: AppClass,
    /// Mean share of the whole computer's processors over the watch, 0 to 1.
    pub cpu_ratio: f64,
    /// How many processes it consists of.
    pub processes: u32,
    /// True when a person knows the name: from the catalogue, a bundle or a desktop entry, not that of a mere file.
    #[serde(default = "known")]
    pub known: bool,
}

/// Recordings from before this was noted.
fn known() -> bool {
    true
}

/// An app with its pattern.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AppRow {
    /// The app.
    pub load: AppLoad,
    /// How it used the processor. Follows from the shares; recordings from before they were kept hold it themselves.
    #[serde(default)]
    pub pattern: LoadPattern,
    /// 90th percentile of its share, 0 to 1. Follows from the shares.
    #[serde(default)]
    pub p90_ratio: f64,
    /// Its share of the whole computer in each second, 0 to 1.
    #[serde(default)]
    pub shares: Vec<f64>,
}

/// What was seen of the computer.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct ComputerObservation {
    /// Mean share of all processors in use, our own load left out, 0 to 1.
    pub cpu_busy_ratio: Option<f64>,
    /// Free memory of all memory, 0 to 1.
    pub memory_available_ratio: Option<f64>,
    /// True on battery; `None` where there is no battery or the system does not say.
    pub on_battery: Option<bool>,
    /// Charge 0 to 1.
    pub battery_ratio: Option<f64>,
    /// Apps that use much processor all the time. Follows from the apps' shares; recordings from before they were kept hold
    /// it themselves.
    pub hogs: Vec<AppLoad>,
    /// Programs that hold a camera now, by name.
    pub camera_held_by: Vec<String>,
    /// Programs that hold a microphone now, by name.
    pub microphone_held_by: Vec<String>,
    /// Meeting programs that run.
    pub other_meeting_apps: Vec<String>,
    /// Every app that used something worth telling, greatest share first.
    #[serde(default)]
    pub apps: Vec<AppRow>,
    /// Our own share, 0 to 1; never among the apps.
    #[serde(default)]
    pub own_ratio: Option<f64>,
    /// What no process explains (other users' and the system's own), 0 to 1.
    #[serde(default)]
    pub rest_ratio: Option<f64>,
    /// Samples of one second that the figures come from.
    #[serde(default)]
    pub samples: u32,
    /// Processors that the shares are of; 0: not noted.
    #[serde(default)]
    pub cpus: u32,
}
