//! Findings: what is worth telling, each with a stable id, its evidence and its advice. Texts are found by id.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CheckId, Outcome};

/// Declares an enum of stable ids with `ALL`, `as_str`, parsing and serde by that string.
macro_rules! stable_ids {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $id:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $id)] $variant,)+ }
        impl $name {
            /// Every id, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// The stable name.
            #[must_use]
            pub fn as_str(self) -> &'static str { match self { $(Self::$variant => $id,)+ } }
            /// The id of this name, if there is one.
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> { match name { $($id => Some(Self::$variant),)+ _ => None } }
        }
    };
}

stable_ids! {
    /// What was found. The doc of each names its evidence keys (numbers unless said otherwise).
    FindingId {
        /// The line carries what the call needs. `rtt_ms`, `up_mbps`, `down_mbps` (each may be absent).
        NetworkGood = "network.good",
        /// Datagrams are lost on the way out. `ratio`, `low`, `high`, `limit`.
        NetworkLossUp = "network.loss_up",
        /// Datagrams are lost on the way in. `ratio`, `low`, `high`, `limit`.
        NetworkLossDown = "network.loss_down",
        /// The round trip is long. `rtt_ms` (p95), `limit_ms`.
        NetworkDelay = "network.delay",
        /// The round trip grows when the line is busy. `rtt_ms` (p95 under load), `limit_ms`, `direction` (text).
        NetworkDelayUnderLoad = "network.delay_under_load",
        /// Datagrams arrive irregularly. `pdv_ms` (p99), `limit_ms`, `direction` (text).
        NetworkJitter = "network.jitter",
        /// The connection was gone for a moment. `gap_ms`, `limit_ms`, `direction` (text), `count`.
        NetworkGap = "network.gap",
        /// Too little capacity out. `mbps`, `need_mbps`.
        NetworkSlowUp = "network.slow_up",
        /// Too little capacity in. `mbps`, `need_mbps`.
        NetworkSlowDown = "network.slow_down",
        /// UDP does not pass, TCP does.
        NetworkUdpBlocked = "network.udp_blocked",
        /// Measured against public hosts: loss was not measured.
        NetworkLossNotMeasured = "network.loss_not_measured",
        /// The embedded server measures this computer only.
        NetworkThisComputerOnly = "network.this_computer_only",
        /// The server did not answer. `host` (text).
        NetworkNoAnswer = "network.no_answer",
        /// Something answered, but not in our protocol. `host` (text).
        NetworkGarbage = "network.garbage",
        /// The server speaks another version. `host` (text).
        NetworkOtherVersion = "network.other_version",
        /// The server did not accept the token. `host` (text).
        NetworkWrongToken = "network.wrong_token",
        /// The server is full or its limit came first. `host` (text).
        NetworkServerBusy = "network.server_busy",
        /// The server stopped half-way. `host` (text).
        NetworkStoppedHalfWay = "network.stopped_half_way",
        /// There is no network.
        NetworkOffline = "network.offline",
        /// Too few datagrams for a claim.
        NetworkNotEnoughEvidence = "network.not_enough_evidence",
        /// This computer sent late, so timing is less sure. `ratio`.
        NetworkTimingUnsure = "network.timing_unsure",
        /// The path goes through a VPN.
        NetworkVpn = "network.vpn",
        /// The run was stopped or became void. `host` absent.
        NetworkStopped = "network.stopped",
        /// The network was changed in mid-run: the run is void.
        NetworkChanged = "network.changed",

        /// The voice is clear. `level_dbfs`.
        SoundGood = "sound.good",
        /// Digital silence: muted or dead.
        SoundSilent = "sound.silent",
        /// Far too soft. `level_dbfs`, `limit_dbfs`.
        SoundTooSoft = "sound.too_soft",
        /// A bit soft; meeting programs mend it. `level_dbfs`, `limit_dbfs`.
        SoundSoft = "sound.soft",
        /// A bit loud. `level_dbfs`, `limit_dbfs`.
        SoundLoud = "sound.loud",
        /// Too loud. `level_dbfs`, `limit_dbfs`.
        SoundTooLoud = "sound.too_loud",
        /// The signal is cut off. `ratio`, `events`.
        SoundClipping = "sound.clipping",
        /// The room is noisy. `noise_dbfs`, `limit_dbfs`.
        SoundNoisy = "sound.noisy",
        /// Voice and noise are close together. `snr_db`, `limit_db`.
        SoundLowSnr = "sound.low_snr",
        /// The stream was interrupted. `count`.
        SoundDropouts = "sound.dropouts",
        /// Nobody spoke: not measured.
        SoundNoSpeech = "sound.no_speech",
        /// A Bluetooth microphone in use.
        SoundBluetooth = "sound.bluetooth",
        /// No microphone.
        SoundNoDevice = "sound.no_device",
        /// No permission for the microphone.
        SoundNoPermission = "sound.no_permission",
        /// Another program holds the microphone. `app` (text, may be absent).
        SoundInUse = "sound.in_use",
        /// The microphone was unplugged.
        SoundUnplugged = "sound.unplugged",
        /// The microphone opened but gave no sound data.
        SoundNoData = "sound.no_data",
        /// The candidate can't speak now, or it was stopped: not checked, never a fault.
        SoundSkipped = "sound.skipped",
        /// Sound can't be measured on this system.
        SoundUnsupported = "sound.unsupported",
        /// The test tone was not heard. `device` (text).
        SoundToneNotHeard = "sound.tone_not_heard",
        /// The candidate said that they can't hear: information.
        SoundCannotHear = "sound.cannot_hear",
        /// Nothing was asked about the tone: information.
        SoundToneNotAsked = "sound.tone_not_asked",
        /// No output was found.
        SoundNoOutput = "sound.no_output",

        /// The picture is fine. `fps`.
        CameraGood = "camera.good",
        /// Black: covered or a shutter.
        CameraBlack = "camera.black",
        /// The picture stands still.
        CameraFrozen = "camera.frozen",
        /// Few frames. `fps`, `limit_fps`.
        CameraLowRate = "camera.low_rate",
        /// Somewhat few frames. `fps`, `limit_fps`.
        CameraModestRate = "camera.modest_rate",
        /// Dark. `brightness`, `limit`.
        CameraDark = "camera.dark",
        /// Over-exposed. `brightness`, `limit`.
        CameraBright = "camera.bright",
        /// Few pixels. `height`.
        CameraLowResolution = "camera.low_resolution",
        /// Many frames could not be decoded. `ratio`.
        CameraGarbage = "camera.garbage",
        /// No camera.
        CameraNoDevice = "camera.no_device",
        /// No permission for the camera.
        CameraNoPermission = "camera.no_permission",
        /// Another program holds the camera. `app` (text, may be absent).
        CameraInUse = "camera.in_use",
        /// The camera was unplugged.
        CameraUnplugged = "camera.unplugged",
        /// The camera opened but gave no frame.
        CameraNoFrames = "camera.no_frames",
        /// Not looked at: stopped or skipped.
        CameraSkipped = "camera.skipped",
        /// The camera can't be used on this system or in its formats.
        CameraUnsupported = "camera.unsupported",

        /// Nothing in the way.
        ComputerGood = "computer.good",
        /// An app uses much of the computer. `app` (text), `class` (text), `ratio`.
        ComputerHog = "computer.hog",
        /// An app used much now and then. `app` (text), `class` (text), `ratio`.
        ComputerBursty = "computer.bursty",
        /// The whole computer is busy. `ratio`, `limit`.
        ComputerBusy = "computer.busy",
        /// The whole computer is very busy. `ratio`, `limit`.
        ComputerVeryBusy = "computer.very_busy",
        /// Little free memory. `ratio`, `limit`.
        ComputerMemoryLow = "computer.memory_low",
        /// Hardly any free memory. `ratio`, `limit`.
        ComputerMemoryVeryLow = "computer.memory_very_low",
        /// On battery. `ratio` (may be absent).
        ComputerOnBattery = "computer.on_battery",
        /// On battery and nearly empty. `ratio`.
        ComputerBatteryLow = "computer.battery_low",
        /// Another program holds the camera. `app` (text).
        ComputerCameraHeld = "computer.camera_held",
        /// Another program holds the microphone. `app` (text).
        ComputerMicrophoneHeld = "computer.microphone_held",
        /// A meeting program runs besides. `app` (text).
        ComputerMeetingApp = "computer.meeting_app",
        /// Stopped before enough samples.
        ComputerStopped = "computer.stopped",
        /// The system does not tell.
        ComputerUnsupported = "computer.unsupported",
    }
}

impl FindingId {
    /// The check that it belongs to: the part before the dot.
    #[must_use]
    pub fn check(self) -> CheckId {
        let id = self.as_str();
        if id.starts_with("network.") {
            CheckId::Network
        } else if id.starts_with("sound.") {
            CheckId::Sound
        } else if id.starts_with("camera.") {
            CheckId::Camera
        } else {
            CheckId::Computer
        }
    }
}

stable_ids! {
    /// What helps. Each has a sentence and steps in every language; some name the `app` or `host` of the evidence.
    Advice {
        /// Plug in a network cable.
        UseCable = "use_cable",
        /// Sit closer to the Wi-Fi.
        MoveCloser = "move_closer",
        /// Pause downloads and uploads, also by others at home.
        PauseTransfers = "pause_transfers",
        /// Use the phone's hotspot.
        UseHotspot = "use_hotspot",
        /// Turn the camera off if the voice breaks up.
        AudioOnly = "audio_only",
        /// Switch the VPN off if that is allowed.
        PauseVpn = "pause_vpn",
        /// Get connected first.
        ConnectNetwork = "connect_network",
        /// Measure again.
        MeasureAgain = "measure_again",
        /// Ask for the right server address.
        CheckServer = "check_server",
        /// Ask for the right token.
        CheckToken = "check_token",
        /// Get the newer version.
        UpdateGreenroom = "update_greenroom",
        /// Measure against a server on another computer.
        UseOtherServer = "use_other_server",
        /// Use another network, or ask whoever runs this one.
        OtherNetwork = "other_network",

        /// Look for a mute key or switch.
        CheckMute = "check_mute",
        /// Choose another microphone.
        ChooseOtherInput = "choose_other_input",
        /// Come closer or turn the microphone up.
        RaiseInput = "raise_input",
        /// Back off or turn the microphone down.
        LowerInput = "lower_input",
        /// Use a headset with a wire.
        UseHeadset = "use_headset",
        /// A quieter place, windows shut.
        QuieterRoom = "quieter_room",
        /// Let the system allow the microphone.
        AllowMicrophone = "allow_microphone",
        /// Close the program that holds the microphone.
        CloseMicrophoneApp = "close_microphone_app",
        /// Plug in a microphone, or switch it on: none is there.
        PlugInMicrophone = "plug_in_microphone",
        /// Plug the microphone in again.
        ReplugMicrophone = "replug_microphone",
        /// Read the sentence aloud.
        SpeakAgain = "speak_again",
        /// Turn the volume up or choose another output.
        CheckOutput = "check_output",

        /// Let the system allow the camera.
        AllowCamera = "allow_camera",
        /// Close the program that holds the camera.
        CloseCameraApp = "close_camera_app",
        /// Plug in a camera, or switch it on: none is there.
        PlugInCamera = "plug_in_camera",
        /// Plug the camera in again.
        ReplugCamera = "replug_camera",
        /// Choose another camera.
        ChooseOtherCamera = "choose_other_camera",
        /// Open the shutter, take the cover off.
        UncoverLens = "uncover_lens",
        /// More light from the front.
        MoreLight = "more_light",
        /// Less light on the face or behind.
        LessLight = "less_light",
        /// Turn video on only when needed, or join by phone.
        JoinByPhone = "join_by_phone",

        /// Pause syncing. `app`.
        PauseSync = "pause_sync",
        /// Stop the backup until tonight. `app`.
        StopBackup = "stop_backup",
        /// Let the update finish first. `app`.
        FinishUpdate = "finish_update",
        /// Leave it on and wait till it is quiet. `app`.
        LetScanFinish = "let_scan_finish",
        /// Quit fully, from the tray too. `app`.
        QuitGame = "quit_game",
        /// Finish or pause. `app`.
        StopEncoder = "stop_encoder",
        /// Quit: it fills the upload. `app`.
        QuitTorrent = "quit_torrent",
        /// Quit: only one may hold camera and microphone. `app`.
        QuitMeetingApp = "quit_meeting_app",
        /// Close the session. `app`.
        CloseRemote = "close_remote",
        /// Close tabs, keep one. `app`.
        CloseTabs = "close_tabs",
        /// Restart the computer in time.
        Restart = "restart",
        /// Close the program. `app`.
        QuitApp = "quit_app",
        /// Close what is not needed.
        ClosePrograms = "close_programs",
        /// Plug in the charger.
        PlugIn = "plug_in",
    }
}

/// A value of the evidence: a number in the unit that its key names, or a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Evidence {
    /// A finite number.
    Number(f64),
    /// A name (program, host, device) or a stable word.
    Text(String),
}

/// One thing worth telling.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// What.
    pub id: FindingId,
    /// Good stands for information: it never lowers a check.
    #[serde(with = "info_outcome")]
    #[schemars(with = "FindingOutcome")]
    pub outcome: Outcome,
    /// Figures and names behind it; the keys stand at the id.
    pub evidence: BTreeMap<String, Evidence>,
    /// What helps, best first.
    pub advice: Vec<Advice>,
}

impl Finding {
    /// A finding without evidence and advice.
    #[must_use]
    pub fn new(id: FindingId, outcome: Outcome) -> Self {
        Self { id, outcome, evidence: BTreeMap::new(), advice: Vec::new() }
    }

    /// Adds a number. A value that is not finite is left out: no NaN ever leaves the program.
    #[must_use]
    pub fn number(mut self, key: &str, value: f64) -> Self {
        if value.is_finite() {
            self.evidence.insert(key.to_owned(), Evidence::Number(value));
        }
        self
    }

    /// Adds a text.
    #[must_use]
    pub fn text(mut self, key: &str, value: impl Into<String>) -> Self {
        self.evidence.insert(key.to_owned(), Evidence::Text(value.into()));
        self
    }

    /// Adds advice, best first.
    #[must_use]
    pub fn advise(mut self, advice: &[Advice]) -> Self {
        self.advice.extend_from_slice(advice);
        self
    }

    /// A number of the evidence.
    #[must_use]
    pub fn get_number(&self, key: &str) -> Option<f64> {
        match self.evidence.get(key) {
            Some(Evidence::Number(n)) => Some(*n),
            _ => None,
        }
    }

    /// A text of the evidence.
    #[must_use]
    pub fn get_text(&self, key: &str) -> Option<&str> {
        match self.evidence.get(key) {
            Some(Evidence::Text(t)) => Some(t),
            _ => None,
        }
    }
}

/// Only for the schema: a finding's outcome calls `good` `info`.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "describes the JSON, is never made")]
enum FindingOutcome {
    Info,
    WatchOut,
    Problem,
    NotMeasured,
}

/// A finding writes `info` where a check writes `good`.
mod info_outcome {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::model::Outcome;

    pub fn serialize<S: Serializer>(outcome: &Outcome, s: S) -> Result<S::Ok, S::Error> {
        match outcome {
            Outcome::Good => s.serialize_str("info"),
            other => other.serialize(s),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Outcome, D::Error> {
        let word = String::deserialize(d)?;
        match word.as_str() {
            "info" | "good" => Ok(Outcome::Good),
            "watch_out" => Ok(Outcome::WatchOut),
            "problem" => Ok(Outcome::Problem),
            "not_measured" => Ok(Outcome::NotMeasured),
            other => Err(serde::de::Error::unknown_variant(other, &["info", "watch_out", "problem", "not_measured"])),
        }
    }
}
