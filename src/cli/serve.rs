//! `greenroom serve`: the measurement server that a recruiter or a helper runs.

mod listen;
mod send;

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

use super::args::ServeArgs;
use super::exit::Exit;
use super::{credentials, print, stop};
use crate::i18n::{Language, Texts};
use crate::model::Token;
use crate::os::files::{self, FileReason};
use crate::server::{self, Happened, Reason, ServerConfig, ServerError, ServerEvent};

/// Lines that may wait to be printed; a terminal that is slower than the visitors misses some.
const LINES: usize = 64;
/// Lines in a minute about people who were turned away: a stranger can't fill the disk.
const REFUSALS_A_MINUTE: u32 = 30;

/// Runs the server until it is stopped.
pub fn run(args: &ServeArgs, texts: &Texts) -> Exit {
    let token_file = args.token_file.as_deref().or(args.make_token.as_deref());
    let opened = made(args.make_token.as_deref(), texts)
        .and_then(|()| token_file.map(|path| credentials::token(path, texts)).transpose())
        .and_then(|token| Ok((token, listen::addresses(&args.listen, texts)?)));
    let (token, addresses) = match opened {
        Ok(opened) => opened,
        Err(exit) => return exit,
    };
    let tls = match args.tls_cert.as_deref().zip(args.tls_key.as_deref()) {
        Some((certificate, key)) => match credentials::identity(certificate, key, texts) {
            Ok(identity) => Some(identity),
            Err(exit) => return exit,
        },
        None => None,
    };
    let encrypted = tls.is_some();
    let guarded = token.is_some();
    let mut config = ServerConfig { listen: addresses, token, open: args.open, tls, ..ServerConfig::default() };
    if let Some(n) = args.per_address {
        config.limits.sessions_per_address = n as usize;
    }
    if let Some(n) = args.per_hour {
        config.limits.starts_per_hour = n as usize;
    }
    let (send, events) = sync_channel(LINES);
    config.listener = Some(Arc::new(move |event| {
        let _ = send.try_send(event);
    }));
    stop::flag();
    let mut handle = match server::spawn(config) {
        Ok(handle) => handle,
        Err(error) => return failed(&error, texts),
    };
    for address in handle.addresses() {
        print::err(&texts.cli_serve_listening(address.to_string()));
    }
    print::err(&if encrypted { texts.cli_serve_encrypted() } else { texts.cli_serve_not_secret() });
    for line in send::lines(
        handle.addresses(),
        args.tls_cert.as_deref().filter(|_| encrypted),
        token_file.filter(|_| guarded),
        texts,
    ) {
        print::err(&line);
    }
    print::err(&texts.cli_serve_stop());
    let language = texts.language();
    let printer = std::thread::Builder::new().name("gr-serve-lines".into()).spawn(move || lines(&events, language));
    stop::wait();
    handle.stop();
    // The server is gone, and with it the sender: the printer ends by itself.
    drop(handle);
    if let Ok(printer) = printer {
        let _ = printer.join();
    }
    print::err(&texts.cli_serve_stopped());
    Exit::Stopped
}

/// Makes the token's file, unless it is there: the same command begins the same server again.
fn made(file: Option<&Path>, texts: &Texts) -> Result<(), Exit> {
    let Some(file) = file else { return Ok(()) };
    let token = Token::of(rand::random());
    match files::write_new(file, format!("{}\n", token.reveal()).as_bytes()) {
        Ok(()) => print::err(&texts.cli_serve_token_made(file.display().to_string())),
        Err(error) if error.reason == FileReason::Exists => {}
        Err(error) => {
            let sentence = texts.cli_serve_token_not_made(file.display().to_string());
            print::error(texts, &sentence, &texts.cli_serve_token_not_made_remedy(), &error.to_string());
            return Err(Exit::Failure);
        }
    }
    Ok(())
}

/// One line for each measurement that begins or ends, and for who is turned away.
fn lines(events: &Receiver<ServerEvent>, language: Language) {
    let texts = Texts::new(language);
    let (mut minute, mut refused) = (Instant::now(), 0);
    for event in events {
        if minute.elapsed() > Duration::from_secs(60) {
            (minute, refused) = (Instant::now(), 0);
        }
        if matches!(event.what, Happened::Refused(_)) {
            refused += 1;
            if refused > REFUSALS_A_MINUTE {
                if refused == REFUSALS_A_MINUTE + 1 {
                    print::err(&texts.cli_serve_refused_more());
                }
                continue;
            }
        }
        let time = jiff::Zoned::now().strftime("%H:%M:%S");
        print::err(&format!("{time} {}", line(&event, &texts)));
    }
}

fn line(event: &ServerEvent, texts: &Texts) -> String {
    let from = event.from.clone();
    match event.what {
        Happened::Begun => texts.cli_serve_begun(from),
        Happened::Ended(length) => texts.cli_serve_ended(from, length.as_secs().to_string()),
        Happened::EndedWithoutUdp(length) => texts.cli_serve_ended_no_udp(from, length.as_secs().to_string()),
        Happened::Refused(Reason::OftenEnough) => texts.cli_serve_refused_often(from),
        Happened::Refused(Reason::NoUdp) => texts.cli_serve_refused_no_udp(from),
        Happened::Refused(Reason::NoToken) => texts.cli_serve_refused_no_token(from),
        Happened::Refused(Reason::WrongToken) => texts.cli_serve_refused_wrong_token(from),
        Happened::Refused(Reason::OtherVersion) => texts.cli_serve_refused_version(from),
        Happened::Refused(Reason::Full) => texts.cli_serve_refused_full(from),
        Happened::Refused(Reason::InClear) => texts.cli_serve_refused_in_clear(from),
        Happened::Refused(Reason::NoTls) => texts.cli_serve_refused_no_tls(from),
        Happened::Refused(Reason::TlsFailed) => texts.cli_serve_refused_tls_failed(from),
        Happened::Refused(Reason::Limit) => texts.cli_serve_refused_limit(from),
    }
}

fn failed(error: &ServerError, texts: &Texts) -> Exit {
    let detail = error.to_string();
    match error {
        ServerError::NeedsToken { address } => {
            print::error(
                texts,
                &texts.cli_serve_needs_token(address.to_string()),
                &texts.cli_serve_needs_token_remedy(),
                &detail,
            );
            Exit::Usage
        }
        ServerError::Token(fault) => {
            print::error(texts, &texts.cli_token_unusable(), &credentials::remedy(*fault, texts), &detail);
            Exit::Usage
        }
        ServerError::PortInUse { address } => {
            print::error(
                texts,
                &texts.cli_serve_in_use(address.to_string()),
                &texts.cli_serve_in_use_remedy(listen::next_port(*address).to_string()),
                &detail,
            );
            Exit::Failure
        }
        ServerError::NoAddress | ServerError::Bind { .. } | ServerError::Thread(_) => {
            print::error(texts, &texts.cli_serve_failed(), &texts.cli_serve_failed_remedy(), &detail);
            Exit::Failure
        }
    }
}
