//! The stable ids of what helps.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
        /// Check the spelling of the server's name.
        CheckSpelling = "check_spelling",
        /// Ask for the token.
        AskToken = "ask_token",
        /// Ask for the right token.
        CheckToken = "check_token",
        /// Ask for a code that the server made.
        AskMadeToken = "ask_made_token",
        /// Ask whether the server is running, and at which port.
        AskServerRuns = "ask_server_runs",
        /// Use a network with both kinds of addresses, or ask for an address of the other kind.
        OtherIpVersion = "other_ip_version",
        /// Sign in to the proxy, or use a network without one.
        ProxyLogin = "proxy_login",
        /// Open a web page and sign in to the network there.
        SignIn = "sign_in",
        /// Set the date and the time.
        SetDate = "set_date",
        /// Ask which certificate is the server's.
        CheckCertificate = "check_certificate",
        /// Choose the file that holds the certificate.
        ChooseCertificate = "choose_certificate",
        /// Ask for the certificate of this server: the one that was chosen is another's.
        OtherCertificate = "other_certificate",
        /// Paste the code itself: its file can't be read.
        PasteCode = "paste_code",
        /// Ask for an encrypted connection: `tls://` before the address.
        UseTls = "use_tls",
        /// Get the newer version.
        UpdateGreenroom = "update_greenroom",
        /// Measure against a server on another computer.
        UseOtherServer = "use_other_server",
        /// Nothing needs to be done; with an own server more could be measured.
        NothingToDo = "nothing_to_do",
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
        /// Keep the microphone's cable away from chargers and mains leads.
        MoveCables = "move_cables",
        /// Have the microphone give one channel, or both alike.
        OneChannel = "one_channel",
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
        /// Look up what it is: a program in the background that nobody knows by name. `program`.
        FindProgram = "find_program",
        /// Close what is not needed.
        ClosePrograms = "close_programs",
        /// Plug in the charger.
        PlugIn = "plug_in",
    }
}
