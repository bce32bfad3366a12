//! Sentences on an own server: its address, its access code, and what came of trying it out.

use super::{Arg, Texts};
use crate::model::{AddressFault, ServerReply, TokenFault};

impl Texts {
    /// What is wrong with an address, and how it is written.
    #[must_use]
    pub fn address_fault(&self, fault: &AddressFault) -> String {
        match fault {
            AddressFault::Empty => self.address_empty(),
            AddressFault::Scheme { scheme, meant } => {
                let has = if meant.is_some() { "yes" } else { "no" };
                self.address_page(has, meant.clone().unwrap_or_default(), scheme.clone())
            }
            AddressFault::Path => self.address_path(),
            AddressFault::UserInfo => self.address_user(),
            AddressFault::Port { typed } if typed.is_empty() => self.address_port_missing(),
            AddressFault::Port { typed } => self.address_port(typed.clone()),
            AddressFault::Brackets => self.address_brackets(),
            AddressFault::FourNumbers => self.address_numbers(),
            AddressFault::Zone => self.address_zone(),
            AddressFault::NoSingleHost => self.address_no_single_host(),
            AddressFault::Space => self.address_space(),
            AddressFault::Character { sign } => self.address_sign(sign.to_string()),
            AddressFault::Name => self.address_name(),
        }
    }

    /// What is wrong with an access code.
    #[must_use]
    pub fn token_fault(&self, fault: TokenFault) -> String {
        match fault {
            TokenFault::Empty => self.token_empty(),
            TokenFault::Mistyped => self.token_mistyped(),
            TokenFault::Weak => self.token_weak(),
        }
    }

    /// What a server that was tried out would do.
    #[must_use]
    pub fn server_reply(&self, reply: ServerReply) -> String {
        let ms: Arg<'_> = reply.rtt_ms.round().max(1.0).into();
        match reply {
            ServerReply { this_computer: true, .. } => self.server_test_this_computer(ms),
            ServerReply { counts_loss: false, .. } => self.server_test_no_loss(ms),
            ServerReply { .. } => self.server_test_answers(ms),
        }
    }
}
