//! What was typed, checked before anything is measured: devices, files, the token.

use std::path::Path;

use super::args::CheckArgs;
use super::{Exit, credentials, print};
use crate::config::Config;
use crate::i18n::Texts;
use crate::model::{CheckId, DeviceChoice, Requirement, ServerAddress, Unknown};
use crate::probe::ports::{Probes, ServerTarget};
use crate::session::far_end::{is_encrypted, target as server};
use crate::session::{RecordTo, SessionOptions};

/// What the run must find out.
pub fn requirement(args: &CheckArgs) -> Requirement {
    let only: Vec<CheckId> = args.only.iter().map(|c| (*c).into()).collect();
    let skip: Vec<CheckId> = args.skip.iter().map(|c| (*c).into()).collect();
    let without_network = args.server.as_deref() == Some("none");
    let checks = CheckId::ALL
        .into_iter()
        .filter(|c| only.is_empty() || only.contains(c))
        .filter(|c| !skip.contains(c) && (*c != CheckId::Network || !without_network))
        .collect();
    Requirement { need: args.need.into(), checks }
}

/// The far end that this word names; told, when it can be no address.
fn checked_server(word: &str, texts: &Texts) -> Result<ServerTarget, Exit> {
    let target = server(word);
    match &target {
        ServerTarget::Host(typed) if ServerAddress::parse(typed).is_none() => {
            print::error(texts, &texts.cli_server_wrong(typed.clone()), &texts.cli_server_wrong_remedy(), "");
            Err(Exit::Usage)
        }
        _ => Ok(target),
    }
}

/// The options of the session, or the exit code when something that was typed is not there.
pub fn options(
    args: &CheckArgs,
    config: &Config,
    requirement: &Requirement,
    probes: &Probes,
    texts: &Texts,
) -> Result<SessionOptions, Exit> {
    let word = args.server.as_deref().or(config.server.as_deref()).unwrap_or("public");
    let server = checked_server(word, texts)?;
    // A remembered token is read for a server that may want it; one that was typed always.
    let wants_token = requirement.wants(CheckId::Network) && matches!(server, ServerTarget::Host(_));
    let token_file = args.token_file.as_deref().or(config.token_file.as_deref().filter(|_| wants_token));
    let token = token_file.map(|path| credentials::token(path, texts)).transpose()?;
    let encrypted = wants_token && is_encrypted(&server);
    if args.tls_ca.is_some() && !encrypted {
        print::error(texts, &texts.cli_tls_ca_alone(), &texts.cli_tls_ca_alone_remedy(), "");
        return Err(Exit::Usage);
    }
    let tls_ca = args.tls_ca.as_deref().or(config.tls_ca_file.as_deref().filter(|_| encrypted));
    let trusted = tls_ca.map(|path| credentials::trusted(path, texts)).transpose()?.unwrap_or_default();
    let mut options = SessionOptions {
        server,
        token,
        trusted,
        quick: args.quick,
        metered: args.metered,
        speech_s: f64::from(args.seconds),
        ..SessionOptions::default()
    };
    if requirement.wants(CheckId::Sound) {
        options.input = match &args.input {
            Some(name) => input(name, probes, texts)?,
            None => Config::choice(config.input.as_ref()),
        };
        options.output = match &args.output {
            Some(name) => device(name, texts, || names(probes.sound.outputs().map(|l| l.into_iter().map(|d| d.name))))?,
            None => Config::choice(config.output.as_ref()),
        };
    }
    if requirement.wants(CheckId::Camera) {
        options.camera = match &args.camera {
            Some(name) => camera(name, probes, texts)?,
            None => Config::choice(config.camera.as_ref()),
        };
    }
    for path in [&args.report, &args.record].into_iter().flatten() {
        free(path, args.force, texts)?;
    }
    options.record = args.record.clone().map(|path| RecordTo { path, overwrite: args.force });
    Ok(options)
}

/// A file that exists is not overwritten without being asked to.
pub fn free(file: &Path, force: bool, texts: &Texts) -> Result<(), Exit> {
    if !force && file.symlink_metadata().is_ok() {
        print::error(texts, &texts.cli_file_exists(file.display().to_string()), &texts.cli_file_exists_remedy(), "");
        return Err(Exit::Usage);
    }
    Ok(())
}

fn names(list: Result<impl Iterator<Item = String>, crate::model::Unknown>) -> Vec<String> {
    list.map(Iterator::collect).unwrap_or_default()
}

/// Tells whether a file can stand in for a device.
type Readable = fn(&Path) -> Result<(), Unknown>;

/// The file that was typed in place of a device; `None` when a device was typed.
fn file(typed: &str, readable: Readable, remedy: &str, texts: &Texts) -> Option<Result<DeviceChoice, Exit>> {
    let path = Path::new(typed.strip_prefix("file:")?);
    let name = path.display().to_string();
    if !path.exists() {
        print::error(texts, &texts.cli_no_such_file(name), &texts.cli_no_such_file_remedy(), "");
        return Some(Err(Exit::Usage));
    }
    if let Err(unknown) = readable(path) {
        print::error(texts, &texts.cli_file_unusable(name), remedy, &unknown.detail);
        return Some(Err(Exit::Usage));
    }
    Some(Ok(DeviceChoice::File(path.to_owned())))
}

fn device(typed: &str, texts: &Texts, there: impl Fn() -> Vec<String>) -> Result<DeviceChoice, Exit> {
    let there = there();
    let Some(taken) = pick(typed, &there) else { return Err(unknown_device(typed, &there, texts)) };
    if there.iter().filter(|name| matches(typed, name)).count() > 1 && !taken.eq_ignore_ascii_case(typed) {
        print::err(&texts.cli_device_taken(taken.clone()));
    }
    Ok(DeviceChoice::Name(taken))
}

fn input(typed: &str, probes: &Probes, texts: &Texts) -> Result<DeviceChoice, Exit> {
    file(typed, crate::probe::audio::file::readable, &texts.cli_file_unusable_sound(), texts)
        .unwrap_or_else(|| device(typed, texts, || names(probes.sound.inputs().map(|l| l.into_iter().map(|d| d.name)))))
}

fn camera(typed: &str, probes: &Probes, texts: &Texts) -> Result<DeviceChoice, Exit> {
    let remedy = texts.cli_file_unusable_picture();
    if let Some(file) = file(typed, crate::probe::camera::file::readable, &remedy, texts) {
        return file;
    }
    let there = probes.camera.cameras().unwrap_or_default();
    if typed.chars().all(|c| c.is_ascii_digit()) && there.iter().any(|c| c.id == typed) {
        return Ok(DeviceChoice::Id(typed.to_owned()));
    }
    device(typed, texts, || there.iter().map(|c| c.name.clone()).collect())
}

fn matches(typed: &str, name: &str) -> bool {
    name.to_lowercase().contains(&typed.to_lowercase())
}

/// The whole name first, else the first that contains what was typed; case ignored.
fn pick(typed: &str, there: &[String]) -> Option<String> {
    let whole = there.iter().find(|name| name.to_lowercase() == typed.to_lowercase());
    whole.or_else(|| there.iter().find(|name| matches(typed, name))).cloned()
}

fn unknown_device(typed: &str, there: &[String], texts: &Texts) -> Exit {
    let list = if there.is_empty() { texts.cli_device_none() } else { there.join(", ") };
    print::error(texts, &texts.cli_device_unknown(typed.to_owned()), &texts.cli_device_there(list), "");
    Exit::Usage
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_names_come_before_parts() {
        let there = ["USB Camera 2".to_owned(), "USB Camera".to_owned()];
        assert_eq!(pick("usb camera", &there).as_deref(), Some("USB Camera"));
        assert_eq!(pick("camera 2", &there).as_deref(), Some("USB Camera 2"));
        assert_eq!(pick("usb", &there).as_deref(), Some("USB Camera 2"));
        assert_eq!(pick("webcam", &there), None);
    }
}
