//! What helps against which finding. One table.

use super::way::Side;
use crate::model::observation::{AppClass, AppLoad, InterfaceKind};
use crate::model::{Advice, CredentialFault, FindingId};

/// What decides which advice about the line fits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub kind: InterfaceKind,
    pub vpn: bool,
    /// On which side of the router it comes about, where that is known.
    pub side: Option<Side>,
    /// The call needs video, and a voice alone would pass.
    pub voice_passes: bool,
}

/// What helps, best first, where it depends on the finding alone.
pub(super) fn of(id: FindingId) -> &'static [Advice] {
    use Advice as A;
    use FindingId as F;
    match id {
        F::NetworkUdpBlocked => &[A::OtherNetwork, A::UseHotspot],
        F::NetworkLossNotMeasured => &[A::NothingToDo],
        F::NetworkThisComputerOnly => &[A::UseOtherServer],
        F::NetworkNoAnswer => &[A::MeasureAgain, A::CheckServer],
        F::NetworkRefused => &[A::AskServerRuns, A::CheckServer],
        F::NetworkUnreachable => &[A::CheckServer, A::OtherNetwork],
        F::NetworkIpv6Only | F::NetworkIpv4Only => &[A::OtherIpVersion, A::UseHotspot],
        F::NetworkProxy => &[A::OtherNetwork, A::UseHotspot],
        F::NetworkProxyLogin => &[A::ProxyLogin, A::OtherNetwork],
        F::NetworkIntercepted => &[A::OtherNetwork, A::UseHotspot],
        F::NetworkPortal => &[A::SignIn, A::OtherNetwork],
        F::NetworkWrongDate => &[A::SetDate],
        F::NetworkWeakToken => &[A::AskMadeToken],
        F::NetworkMistypedToken => &[A::CheckToken],
        F::NetworkGarbage => &[A::CheckServer, A::OtherNetwork],
        F::NetworkOtherVersion => &[A::UpdateGreenroom],
        F::NetworkUnknownName => &[A::CheckSpelling, A::CheckServer],
        F::NetworkTokenNeeded => &[A::AskToken],
        F::NetworkUntrusted => &[A::CheckCertificate, A::CheckServer],
        F::NetworkNoTls => &[A::CheckServer],
        F::NetworkNeedsTls => &[A::UseTls],
        F::NetworkWrongToken => &[A::CheckToken],
        F::NetworkServerBusy
        | F::NetworkStoppedHalfWay
        | F::NetworkNotEnoughEvidence
        | F::NetworkStopped
        | F::ComputerStopped
        | F::NetworkChanged => &[A::MeasureAgain],
        F::NetworkBrokenOff | F::SoundBrokenOff | F::CameraBrokenOff | F::ComputerBrokenOff => {
            &[A::MeasureAgain, A::Restart]
        }
        F::NetworkOffline => &[A::ConnectNetwork, A::UseHotspot],
        F::NetworkTimingUnsure => &[A::ClosePrograms, A::MeasureAgain],
        F::NetworkVpn => &[A::PauseVpn],

        F::SoundSilent => &[A::CheckMute, A::ChooseOtherInput],
        F::SoundTooSoft | F::SoundSoft => &[A::RaiseInput, A::UseHeadset],
        F::SoundLoud | F::SoundTooLoud | F::SoundClipping => &[A::LowerInput],
        F::SoundNoisy => &[A::QuieterRoom, A::UseHeadset],
        F::SoundLowSnr => &[A::RaiseInput, A::QuieterRoom, A::UseHeadset],
        F::SoundHum => &[A::MoveCables, A::ChooseOtherInput],
        F::SoundChannelsCancel => &[A::ChooseOtherInput, A::OneChannel],
        F::SoundDropouts => &[A::ClosePrograms, A::ReplugMicrophone, A::ChooseOtherInput],
        F::SoundNoSpeech | F::SoundSkipped => &[A::SpeakAgain],
        F::SoundBluetooth | F::SoundNarrowBand => &[A::UseHeadset, A::ChooseOtherInput],
        F::SoundNoDevice => &[A::PlugInMicrophone, A::ChooseOtherInput],
        F::SoundUnplugged => &[A::ReplugMicrophone, A::ChooseOtherInput],
        F::SoundNoPermission => &[A::AllowMicrophone],
        F::SoundInUse => &[A::CloseMicrophoneApp, A::ChooseOtherInput],
        F::SoundNoData => &[A::ReplugMicrophone, A::ChooseOtherInput, A::Restart],
        F::SoundUnsupported => &[A::ChooseOtherInput],
        F::SoundToneNotHeard | F::SoundNoOutput => &[A::CheckOutput],

        F::CameraBlack => &[A::UncoverLens, A::ChooseOtherCamera],
        F::CameraNothingToSee => &[A::ChooseOtherCamera, A::UncoverLens, A::ReplugCamera],
        F::CameraFrozen => &[A::ReplugCamera, A::ChooseOtherCamera, A::Restart],
        F::CameraLowRate => &[A::MoreLight, A::ClosePrograms, A::ChooseOtherCamera],
        F::CameraModestRate | F::CameraDark => &[A::MoreLight],
        F::CameraBright => &[A::LessLight],
        F::CameraLowResolution => &[A::ChooseOtherCamera],
        F::CameraGarbage | F::CameraUnplugged => &[A::ReplugCamera, A::ChooseOtherCamera],
        F::CameraNoDevice => &[A::PlugInCamera, A::ChooseOtherCamera, A::JoinByPhone],
        F::CameraNoPermission => &[A::AllowCamera],
        F::CameraInUse => &[A::CloseCameraApp, A::ChooseOtherCamera],
        F::CameraNoFrames => &[A::ReplugCamera, A::ChooseOtherCamera, A::Restart],
        F::CameraUnsupported => &[A::ChooseOtherCamera, A::JoinByPhone],

        F::ComputerBusy | F::ComputerVeryBusy => &[A::ClosePrograms, A::Restart],
        F::ComputerMemoryLow | F::ComputerMemoryVeryLow => &[A::ClosePrograms, A::CloseTabs, A::Restart],
        F::ComputerOnBattery | F::ComputerBatteryLow => &[A::PlugIn],
        F::ComputerCameraHeld => &[A::CloseCameraApp],
        F::ComputerMicrophoneHeld => &[A::CloseMicrophoneApp],
        F::ComputerMeetingApp => &[A::QuitMeetingApp],

        // Lines are advised on by `of_line`, programs by `of_class`; for the rest there is nothing to do.
        _ => &[],
    }
}

/// What helps when what was given along does not open the server.
pub(super) fn of_credential(fault: CredentialFault) -> &'static [Advice] {
    use Advice as A;
    match fault {
        CredentialFault::CertificateMissing | CredentialFault::CertificateUnusable => {
            &[A::ChooseCertificate, A::CheckCertificate]
        }
        CredentialFault::OtherCertificate => &[A::OtherCertificate, A::CheckServer],
        CredentialFault::OtherName => &[A::CheckServer, A::OtherCertificate],
        CredentialFault::CodeFileMissing => &[A::PasteCode, A::AskToken],
    }
}

/// What helps against trouble on the line; depends on how the computer is connected.
pub(super) fn of_line(id: FindingId, line: &Line) -> Vec<Advice> {
    if id == FindingId::NetworkUdpBlocked {
        return of(id).to_vec();
    }
    let mut advice = Vec::new();
    // What fills the line also delays and slows it; irregular or lost datagrams are more often the radio's.
    let full = matches!(id, FindingId::NetworkDelayUnderLoad | FindingId::NetworkSlowUp | FindingId::NetworkSlowDown);
    if full {
        advice.push(Advice::PauseTransfers);
    }
    if line.vpn {
        advice.push(Advice::PauseVpn);
    }
    match line.kind {
        // The own network is fine: nothing is gained there.
        _ if line.side == Some(Side::Beyond) => {}
        InterfaceKind::Wifi => advice.extend([Advice::UseCable, Advice::MoveCloser]),
        InterfaceKind::Other => advice.push(Advice::UseCable),
        InterfaceKind::Wired | InterfaceKind::Cellular | InterfaceKind::Loopback => {}
    }
    if !full {
        advice.push(Advice::PauseTransfers);
    }
    let other = if line.kind == InterfaceKind::Cellular { Advice::OtherNetwork } else { Advice::UseHotspot };
    advice.push(other);
    if line.voice_passes {
        advice.push(Advice::AudioOnly);
    }
    advice
}

/// What to do about a program that uses much of the computer. Nobody is told to close what they can't know by name.
pub(super) fn of_app(load: &AppLoad) -> Vec<Advice> {
    if !load.known {
        return vec![Advice::FindProgram, Advice::Restart];
    }
    let advice = match load.class {
        AppClass::CloudSync => Advice::PauseSync,
        AppClass::Backup => Advice::StopBackup,
        AppClass::Updater => Advice::FinishUpdate,
        AppClass::Antivirus => Advice::LetScanFinish,
        AppClass::Game => Advice::QuitGame,
        AppClass::Encoder => Advice::StopEncoder,
        AppClass::Torrent => Advice::QuitTorrent,
        AppClass::Meeting => Advice::QuitMeetingApp,
        AppClass::Remote => Advice::CloseRemote,
        AppClass::Browser => Advice::CloseTabs,
        AppClass::System => Advice::Restart,
        AppClass::Other => Advice::QuitApp,
    };
    vec![advice]
}
