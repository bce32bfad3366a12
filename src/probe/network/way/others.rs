//! Who else is asked where public hosts give no call, or no honest answer. Each is told before it is contacted.

use super::ask_stun::{self, Asked};
use super::operators::{self, StunServer};
use super::portal::{self, Page};
use crate::probe::network::failure::Failure;
use crate::probe::network::output::Output;

/// Who else is asked; `None`: those that come with the program.
#[derive(Debug, Clone, Default)]
pub struct Others {
    /// Servers of STUN.
    pub stun: Option<Vec<StunServer>>,
    /// Pages that are always the same.
    pub pages: Option<Vec<Page>>,
}

impl Others {
    /// Nobody but who is named here: whoever names hosts of their own has nobody else asked unseen.
    #[must_use]
    pub fn only_named(mut self) -> Self {
        self.stun.get_or_insert_default();
        self.pages.get_or_insert_default();
        self
    }

    /// Asks servers of STUN whether datagrams come back, beside whatever goes on.
    ///
    /// # Errors
    /// Never, as long as the tests pass: the list that comes with the program can't be read.
    pub fn ask_stun(&self, out: &Output) -> Result<Asked, Failure> {
        let built_in = || operators::built_in().map_err(|e| Failure::System(e.to_string()));
        let servers = self.stun.clone().map_or_else(built_in, Ok)?;
        servers.iter().for_each(|server| out.contact(&server.host, "stun"));
        Ok(ask_stun::ask(&servers))
    }

    /// Where nobody answered honestly, pages that are always the same tell whether this network wants to be signed in to first.
    pub async fn explain(&self, failure: Failure, out: &Output) -> Failure {
        if !failure.is_dishonest() {
            return failure;
        }
        let Ok(pages) = self.pages.clone().map_or_else(portal::built_in, Ok) else { return failure };
        pages.iter().for_each(|page| out.contact(page.host(), "sign_in_page"));
        if portal::is_there(&pages).await { Failure::Portal(failure.to_string()) } else { failure }
    }
}
