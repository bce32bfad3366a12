//! What was typed, checked before anything is measured: devices, files, the token.

use std::path::Path;
use std::time::Duration;

use super::args::CheckArgs;
#[cfg(feature = "devices")]
use super::device_name;
use super::exit::Exit;
#[cfg(not(feature = "devices"))]
use super::no_device_name as device_name;
use super::{credentials, print};
use crate::config::Config;
use crate::i18n::Texts;
use crate::model::{CheckId, FarEnd, PublicServer, Requirement, ServerAddress, Target};
use crate::os::files::FileReason;
use crate::os::private_file;
use crate::probe::ports::Probes;
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
fn checked_target(word: &str, texts: &Texts) -> Result<Target, Exit> {
    let target = Target::of_word(word);
    match &target {
        Target::Host(typed) => match ServerAddress::parse(typed) {
            Ok(_) => Ok(target),
            Err(fault) => {
                let remedy = texts.address_fault(&fault);
                print::error(texts, &texts.cli_server_wrong(typed.clone()), &remedy, "");
                Err(Exit::Usage)
            }
        },
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
    let target = checked_target(word, texts)?;
    // A remembered token is read for a server that may want it; one that was typed always.
    let wants_token = requirement.wants(CheckId::Network) && matches!(target, Target::Host(_));
    let token_file = args.token_file.as_deref().or(config.token_file.as_deref().filter(|_| wants_token));
    let pasted = config.token.as_ref().filter(|_| wants_token && args.token_file.is_none());
    let token = match (pasted, token_file) {
        (Some(pasted), _) if !pasted.0.trim().is_empty() => Some(credentials::pasted(&pasted.0, texts)?),
        (_, file) => file.map(|path| credentials::token(path, texts)).transpose()?,
    };
    let public = listed_hosts(args, &target, texts)?;
    let encrypted = wants_token && target.is_encrypted() || !public.is_empty();
    if args.tls_ca.is_some() && !encrypted {
        print::error(texts, &texts.cli_tls_ca_alone(), &texts.cli_tls_ca_alone_remedy(), "");
        return Err(Exit::Usage);
    }
    let tls_ca = args.tls_ca.as_deref().or(config.tls_ca_file.as_deref().filter(|_| encrypted));
    let trusted = tls_ca.map(|path| credentials::trusted(path, texts)).transpose()?.unwrap_or_default();
    let mut options = SessionOptions {
        far_end: FarEnd { target, token, trusted, public, fault: None },
        quick: args.quick,
        metered: args.metered,
        watch: Duration::from_secs(60) * args.watch.unwrap_or(0),
        speech_s: f64::from(args.seconds),
        ..SessionOptions::default()
    };
    if requirement.wants(CheckId::Sound) {
        options.input = match &args.input {
            Some(name) => device_name::input(name, probes, texts)?,
            None => Config::choice(config.input.as_ref()),
        };
        options.output = match &args.output {
            Some(name) => device_name::output(name, probes, texts)?,
            None => Config::choice(config.output.as_ref()),
        };
    }
    if requirement.wants(CheckId::Camera) {
        options.camera = match &args.camera {
            Some(name) => device_name::camera(name, probes, texts)?,
            None => Config::choice(config.camera.as_ref()),
        };
    }
    if let Some(report) = &args.report {
        ending(report, texts)?;
    }
    for path in [&args.report, &args.record].into_iter().flatten() {
        free(path, args.force, texts)?;
        has_a_folder(path, texts)?;
    }
    if let Some(path) = &args.record {
        private(path, texts)?;
    }
    options.record = args.record.clone().map(|path| RecordTo { path, overwrite: args.force });
    Ok(options)
}

/// The public hosts that were named in a file.
fn listed_hosts(args: &CheckArgs, target: &Target, texts: &Texts) -> Result<Vec<PublicServer>, Exit> {
    if args.hosts.is_some() && *target != Target::Public {
        print::error(texts, &texts.cli_hosts_alone(), &texts.cli_hosts_alone_remedy(), "");
        return Err(Exit::Usage);
    }
    let listed = args.hosts.as_deref().map(|path| credentials::hosts(path, texts)).transpose()?;
    Ok(listed.unwrap_or_default())
}

/// A report is a page or data, by the ending of its name.
fn ending(report: &Path, texts: &Texts) -> Result<(), Exit> {
    let ending = report.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    if matches!(ending.as_deref(), Some("json" | "html" | "htm")) {
        return Ok(());
    }
    let name = report.display().to_string();
    print::error(texts, &texts.cli_report_ending(name), &texts.cli_report_ending_remedy(), "");
    Err(Exit::Usage)
}

/// A folder that is not there is told before the check, not after it.
fn has_a_folder(file: &Path, texts: &Texts) -> Result<(), Exit> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    if folder.is_none_or(Path::is_dir) {
        return Ok(());
    }
    let name = file.display().to_string();
    print::error(texts, &texts.cli_report_failed(name), &texts.cli_no_such_folder_remedy(), "");
    Err(Exit::Usage)
}

/// A file that exists is not overwritten without being asked to.
pub fn free(file: &Path, force: bool, texts: &Texts) -> Result<(), Exit> {
    if !force && file.symlink_metadata().is_ok() {
        print::error(texts, &texts.cli_file_exists(file.display().to_string()), &texts.cli_file_exists_remedy(), "");
        return Err(Exit::Usage);
    }
    Ok(())
}

/// A recording goes into a file that is, or can be made, this user's alone; told before anything is measured.
fn private(file: &Path, texts: &Texts) -> Result<(), Exit> {
    let Err(error) = private_file::may_overwrite(file) else { return Ok(()) };
    let name = file.display().to_string();
    let sentence = match error.reason {
        FileReason::Link => texts.cli_file_link(name),
        FileReason::OtherOwner => texts.cli_file_other_owner(name),
        FileReason::IsFolder | FileReason::NotOrdinary => texts.cli_file_not_ordinary(name),
        // Whether it can be written is told with the result.
        _ => return Ok(()),
    };
    print::error(texts, &sentence, &texts.cli_file_not_private_remedy(), "");
    Err(Exit::Usage)
}
