//! The stable ids of what can be found.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::CheckId;

stable_ids! {
    /// What was found. The doc of each names its evidence keys (numbers unless said otherwise).
    FindingId {
        /// The line carries what the call needs. `rtt_ms`, `up_mbps`, `down_mbps`, `host` (text: a public host that was
        /// called; each may be absent).
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
        /// UDP does not pass, TCP does. `operators` (that were asked in vain; may be absent).
        NetworkUdpBlocked = "network.udp_blocked",
        /// Measured against public hosts: loss was not measured.
        NetworkLossNotMeasured = "network.loss_not_measured",
        /// The embedded server measures this computer only.
        NetworkThisComputerOnly = "network.this_computer_only",
        /// The server did not answer. `host` (text).
        NetworkNoAnswer = "network.no_answer",
        /// The computer is there, and nothing listens at that port. `host` (text).
        NetworkRefused = "network.refused",
        /// There is a network, but no way from it to the server. `host` (text).
        NetworkUnreachable = "network.unreachable",
        /// The server can only be reached by IPv6, and this network has none. `host` (text).
        NetworkIpv6Only = "network.ipv6_only",
        /// The server can only be reached by IPv4, and this network has none. `host` (text).
        NetworkIpv4Only = "network.ipv4_only",
        /// The proxy of this network lets nothing through. `host` (text): the proxy.
        NetworkProxy = "network.proxy",
        /// The proxy of this network asks for a name and a password. `host` (text): the proxy.
        NetworkProxyLogin = "network.proxy_login",
        /// Something between here and a public host shows a certificate of its own. `host` (text).
        NetworkIntercepted = "network.intercepted",
        /// This network wants to be signed in to first: its page stands in the place of others. `host` (text).
        NetworkPortal = "network.portal",
        /// A certificate does not hold on the date that this computer gives. `host` (text).
        NetworkWrongDate = "network.wrong_date",
        /// Something answered, but not in our protocol. `host` (text).
        NetworkGarbage = "network.garbage",
        /// The server's name is not known. `host` (text), `meant` (text, may be absent): what may have been meant.
        NetworkUnknownName = "network.unknown_name",
        /// The server speaks another version. `host` (text).
        NetworkOtherVersion = "network.other_version",
        /// The server did not accept the token. `host` (text).
        NetworkWrongToken = "network.wrong_token",
        /// The server asks for a token and none was given. `host` (text).
        NetworkTokenNeeded = "network.token_needed",
        /// The access code could be guessed, so it is not used. `host` (text).
        NetworkWeakToken = "network.weak_token",
        /// The access code has a slip of the pen in it, or is not whole. `host` (text).
        NetworkMistypedToken = "network.mistyped_token",
        /// The server's certificate is not trusted. `host` (text).
        NetworkUntrusted = "network.untrusted",
        /// TLS was asked for, and the server speaks in clear. `host` (text).
        NetworkNoTls = "network.no_tls",
        /// The server only takes connections under TLS. `host` (text).
        NetworkNeedsTls = "network.needs_tls",
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
        /// Most of what goes wrong goes wrong between this computer and its router. `kind` (text: wifi, wired, other).
        NetworkBeforeRouter = "network.before_router",
        /// Most of it goes wrong beyond the router: information. `kind` (text: wifi, wired, other).
        NetworkBeyondRouter = "network.beyond_router",
        /// The Wi-Fi signal is weak: a remark beside trouble, information on a line without. `signal_dbm`, `limit_dbm`,
        /// `strength` (text: weak, very_weak).
        NetworkWifiWeak = "network.wifi_weak",
        /// Names are looked up slowly: information. `lookup_ms`, `limit_ms`.
        NetworkSlowNames = "network.slow_names",
        /// Web pages go through a proxy: information.
        NetworkProxied = "network.proxied",
        /// IPv6 leads nowhere while IPv4 works: information.
        NetworkIpv6Broken = "network.ipv6_broken",
        /// The run was stopped or became void. `host` absent.
        NetworkStopped = "network.stopped",
        /// The network was changed in mid-run: the run is void.
        NetworkChanged = "network.changed",
        /// This program broke the check off by a fault of its own.
        NetworkBrokenOff = "network.broken_off",

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
        /// The mains hum under the voice: information. `mains_hz`, `level_dbfs`, `limit_dbfs`.
        SoundHum = "sound.hum",
        /// Two channels are each other's opposite and vanish together. `lost_db`, `limit_db`.
        SoundChannelsCancel = "sound.channels_cancel",
        /// The stream was interrupted. `count`.
        SoundDropouts = "sound.dropouts",
        /// Nobody spoke: not measured.
        SoundNoSpeech = "sound.no_speech",
        /// The voice comes in as over a telephone, and the microphone is not known to be a Bluetooth one.
        SoundNarrowBand = "sound.narrow_band",
        /// A Bluetooth microphone in use: a remark when the voice comes in as over a telephone.
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
        /// This program broke the check off by a fault of its own.
        SoundBrokenOff = "sound.broken_off",
        /// The test tone was not heard. `device` (text).
        SoundToneNotHeard = "sound.tone_not_heard",
        /// Nothing was asked about the tone: information.
        SoundToneNotAsked = "sound.tone_not_asked",
        /// No output was found.
        SoundNoOutput = "sound.no_output",

        /// The picture is fine. `fps`.
        CameraGood = "camera.good",
        /// Black: covered or a shutter.
        CameraBlack = "camera.black",
        /// One colour, noise or a sign: nobody is to be seen. `ratio`.
        CameraNothingToSee = "camera.nothing_to_see",
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
        /// This program broke the check off by a fault of its own.
        CameraBrokenOff = "camera.broken_off",

        /// Nothing in the way.
        ComputerGood = "computer.good",
        /// An app uses much of the computer. `app` (text), or `program` (text) where only the name of its file is known;
        /// `class` (text), `ratio`.
        ComputerHog = "computer.hog",
        /// An app used much now and then. `app` or `program` (text), `class` (text), `ratio`.
        ComputerBursty = "computer.bursty",
        /// The whole computer is busy. `ratio`, `limit`.
        ComputerBusy = "computer.busy",
        /// The whole computer is very busy. `ratio`, `limit`, `left` (without what the candidate can close), `app` or
        /// `program` (text, may be absent).
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
        /// This program broke the check off by a fault of its own.
        ComputerBrokenOff = "computer.broken_off",
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
