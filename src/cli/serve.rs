//! `greenroom serve`: the measurement server that a recruiter or a helper runs.

use std::path::Path;

use super::args::ServeArgs;
use super::{Exit, print, stop};
use crate::i18n::Texts;
use crate::server::{self, ServerConfig, ServerError};

/// A token is a line of text, no more than this.
const TOKEN_BYTES: u64 = 4096;

/// Runs the server until it is stopped.
pub fn run(args: &ServeArgs, texts: &Texts) -> Exit {
    let token = match args.token_file.as_deref().map(|path| token_from(path, texts)).transpose() {
        Ok(token) => token,
        Err(exit) => return exit,
    };
    let mut config = ServerConfig { listen: args.listen.clone(), token, open: args.open, ..ServerConfig::default() };
    if let Some(n) = args.per_address {
        config.limits.sessions_per_address = n as usize;
    }
    if let Some(n) = args.per_hour {
        config.limits.starts_per_hour = n as usize;
    }
    stop::flag();
    let mut handle = match server::spawn(config) {
        Ok(handle) => handle,
        Err(error) => return failed(&error, texts),
    };
    for address in handle.addresses() {
        print::err(&texts.cli_serve_listening(address.to_string()));
    }
    print::err(&texts.cli_serve_not_secret());
    print::err(&texts.cli_serve_stop());
    stop::wait();
    handle.stop();
    print::err(&texts.cli_serve_stopped());
    Exit::Stopped
}

/// The first line of the token file.
pub fn token_from(path: &Path, texts: &Texts) -> Result<String, Exit> {
    let read = crate::os::files::read(path, TOKEN_BYTES).map_err(|e| e.to_string());
    let text = read.and_then(|bytes| String::from_utf8(bytes).map_err(|e| format!("{}: {e}", path.display())));
    let token = text.map(|t| t.lines().next().unwrap_or_default().trim().to_owned());
    match token {
        Ok(token) if !token.is_empty() => Ok(token),
        Ok(_) => {
            print::error(&texts.cli_token_empty(), &texts.cli_token_remedy(), &path.display().to_string());
            Err(Exit::Usage)
        }
        Err(detail) => {
            print::error(&texts.cli_token_unreadable(), &texts.cli_token_remedy(), &detail);
            Err(Exit::Usage)
        }
    }
}

fn failed(error: &ServerError, texts: &Texts) -> Exit {
    let detail = error.to_string();
    match error {
        ServerError::NeedsToken { address } => {
            print::error(
                &texts.cli_serve_needs_token(address.to_string()),
                &texts.cli_serve_needs_token_remedy(),
                &detail,
            );
            Exit::Usage
        }
        ServerError::PortInUse { address } => {
            print::error(&texts.cli_serve_in_use(address.to_string()), &texts.cli_serve_in_use_remedy(), &detail);
            Exit::Failure
        }
        ServerError::NoAddress | ServerError::Bind { .. } | ServerError::Thread(_) => {
            print::error(&texts.cli_serve_failed(), &texts.cli_serve_failed_remedy(), &detail);
            Exit::Failure
        }
    }
}
