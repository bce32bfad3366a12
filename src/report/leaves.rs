//! Which findings may leave the computer.

use crate::model::FindingId;

/// What may be told of a finding in a shared report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaves {
    /// Its id.
    Yes,
    /// It is information, which is left out.
    Information,
    /// Nothing: it is nobody else's business.
    No,
}

/// Every finding by name: one that is added does not compile until somebody has decided here whether it may leave.
pub(super) fn leaves(id: FindingId) -> Leaves {
    use FindingId as F;
    match id {
        F::NetworkGood
        | F::NetworkLossUp
        | F::NetworkLossDown
        | F::NetworkDelay
        | F::NetworkDelayUnderLoad
        | F::NetworkJitter
        | F::NetworkGap
        | F::NetworkSlowUp
        | F::NetworkSlowDown
        | F::NetworkUdpBlocked
        | F::NetworkLossNotMeasured
        | F::NetworkBeforeRouter
        | F::NetworkWifiWeak
        | F::NetworkThisComputerOnly
        | F::NetworkNoAnswer
        | F::NetworkRefused
        | F::NetworkUnreachable
        | F::NetworkIpv6Only
        | F::NetworkIpv4Only
        | F::NetworkProxy
        | F::NetworkProxyLogin
        | F::NetworkIntercepted
        | F::NetworkPortal
        | F::NetworkWrongDate
        | F::NetworkGarbage
        | F::NetworkUnknownName
        | F::NetworkOtherVersion
        | F::NetworkWrongToken
        | F::NetworkTokenNeeded
        | F::NetworkWeakToken
        | F::NetworkMistypedToken
        | F::NetworkUntrusted
        | F::NetworkNoTls
        | F::NetworkNeedsTls
        | F::NetworkServerBusy
        | F::NetworkStoppedHalfWay
        | F::NetworkOffline
        | F::NetworkNotEnoughEvidence
        | F::NetworkStopped
        | F::NetworkChanged
        | F::NetworkBrokenOff
        | F::SoundGood
        | F::SoundSilent
        | F::SoundTooSoft
        | F::SoundTooLoud
        | F::SoundClipping
        | F::SoundNoisy
        | F::SoundLowSnr
        | F::SoundChannelsCancel
        | F::SoundDropouts
        | F::SoundNoSpeech
        | F::SoundNarrowBand
        | F::SoundBluetooth
        | F::SoundNoDevice
        | F::SoundNoPermission
        | F::SoundInUse
        | F::SoundUnplugged
        | F::SoundNoData
        | F::SoundSkipped
        | F::SoundUnsupported
        | F::SoundBrokenOff
        | F::SoundToneNotHeard
        | F::SoundNoOutput
        | F::CameraGood
        | F::CameraBlack
        | F::CameraNothingToSee
        | F::CameraFrozen
        | F::CameraLowRate
        | F::CameraDark
        | F::CameraBright
        | F::CameraLowResolution
        | F::CameraGarbage
        | F::CameraNoDevice
        | F::CameraNoPermission
        | F::CameraInUse
        | F::CameraUnplugged
        | F::CameraNoFrames
        | F::CameraSkipped
        | F::CameraUnsupported
        | F::CameraBrokenOff
        | F::ComputerGood
        | F::ComputerHog
        | F::ComputerBursty
        | F::ComputerBusy
        | F::ComputerVeryBusy
        | F::ComputerMemoryLow
        | F::ComputerMemoryVeryLow
        | F::ComputerStopped
        | F::ComputerUnsupported
        | F::ComputerBrokenOff => Leaves::Yes,
        F::NetworkTimingUnsure
        | F::NetworkVpn
        | F::NetworkBeyondRouter
        | F::NetworkSlowNames
        | F::NetworkProxied
        | F::NetworkIpv6Broken
        | F::SoundSoft
        | F::SoundLoud
        | F::SoundHum
        | F::SoundToneNotAsked
        | F::CameraModestRate => Leaves::Information,
        // Power, and the programs that hold a device or run besides.
        F::ComputerOnBattery
        | F::ComputerBatteryLow
        | F::ComputerCameraHeld
        | F::ComputerMicrophoneHeld
        | F::ComputerMeetingApp => Leaves::No,
    }
}

/// The findings that may stand in a shared report.
pub fn may_be_shared() -> impl Iterator<Item = FindingId> {
    FindingId::ALL.iter().copied().filter(|id| leaves(*id) == Leaves::Yes)
}
