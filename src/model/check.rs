//! Why a thing may be unknown; the checks and their outcomes stand in `outcome`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use super::outcome::{CheckId, Confidence, Outcome};

/// Why something was not measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnknownReason {
    /// The system does not let this program use the device.
    NoPermission,
    /// There is no such device.
    NoDevice,
    /// Another program has the device.
    InUse,
    /// The device went away while it was used.
    Unplugged,
    /// No answer or no data within the deadline.
    Timeout,
    /// There is no network at all.
    Offline,
    /// The measurement server did not answer, or not in our protocol.
    NoAnswer,
    /// This system or device cannot do it.
    Unsupported,
    /// The person stopped it, or the run became void (sleep, changed network).
    Cancelled,
    /// Nobody spoke.
    NoSpeech,
    /// The embedded server measures this computer only.
    ThisComputerOnly,
    /// Too few samples for the claim.
    NotEnoughEvidence,
}

impl UnknownReason {
    /// Every reason, for tests and texts.
    pub const ALL: [Self; 12] = [
        Self::NoPermission,
        Self::NoDevice,
        Self::InUse,
        Self::Unplugged,
        Self::Timeout,
        Self::Offline,
        Self::NoAnswer,
        Self::Unsupported,
        Self::Cancelled,
        Self::NoSpeech,
        Self::ThisComputerOnly,
        Self::NotEnoughEvidence,
    ];

    /// The stable name used in JSON and in text ids.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoPermission => "no_permission",
            Self::NoDevice => "no_device",
            Self::InUse => "in_use",
            Self::Unplugged => "unplugged",
            Self::Timeout => "timeout",
            Self::Offline => "offline",
            Self::NoAnswer => "no_answer",
            Self::Unsupported => "unsupported",
            Self::Cancelled => "cancelled",
            Self::NoSpeech => "no_speech",
            Self::ThisComputerOnly => "this_computer_only",
            Self::NotEnoughEvidence => "not_enough_evidence",
        }
    }
}

/// What is wrong with what was given along to reach a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CredentialFault {
    /// The file with the certificate is not there or can't be read.
    CertificateMissing,
    /// The file holds no certificate: a key, for example.
    CertificateUnusable,
    /// The certificate that was given is another server's.
    OtherCertificate,
    /// The server's certificate is for another name than the address.
    OtherName,
    /// The file with the access code is not there or can't be read.
    CodeFileMissing,
}

impl CredentialFault {
    /// The stable name used in JSON and in texts.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CertificateMissing => "certificate_missing",
            Self::CertificateUnusable => "certificate_unusable",
            Self::OtherCertificate => "other_certificate",
            Self::OtherName => "other_name",
            Self::CodeFileMissing => "code_file_missing",
        }
    }
}

/// A reason together with the technical detail that a helper may want to copy.
///
/// `detail` is never shown first and never leaves the computer in a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Unknown {
    /// Why.
    pub reason: UnknownReason,
    /// A finer cause that has its own sentence, where one is known (for example `network.wrong_token`).
    pub finding: Option<crate::model::FindingId>,
    /// Which operation on which thing failed, in English, for the technical details.
    pub detail: String,
    /// The server that was meant, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// What is wrong with what was given along for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential: Option<CredentialFault>,
}

impl Unknown {
    /// A reason with its technical detail.
    pub fn new(reason: UnknownReason, detail: impl Into<String>) -> Self {
        Self { reason, finding: None, detail: detail.into(), host: None, credential: None }
    }

    /// This program broke a check off by a fault of its own. The person is told so; the device or the line is not blamed.
    pub fn broken_off(check: CheckId, detail: impl Into<String>) -> Self {
        use crate::model::FindingId as F;
        let finding = match check {
            CheckId::Network => F::NetworkBrokenOff,
            CheckId::Sound => F::SoundBrokenOff,
            CheckId::Camera => F::CameraBrokenOff,
            CheckId::Computer => F::ComputerBrokenOff,
        };
        Self::new(UnknownReason::Timeout, detail).with_finding(finding)
    }

    /// Adds the finding that names the cause more exactly than the reason does.
    #[must_use]
    pub fn with_finding(mut self, finding: crate::model::FindingId) -> Self {
        self.finding = Some(finding);
        self
    }
}
