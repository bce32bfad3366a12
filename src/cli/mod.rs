//! The terminal: arguments, commands, printing, exit codes.

mod args;
mod check;
mod credentials;
#[cfg(feature = "devices")]
mod device_name;
mod devices;
mod exit;
mod fault;
mod help;
mod kept;
#[cfg(not(feature = "devices"))]
mod no_device_name;
mod print;
mod progress;
mod replay;
mod selection;
mod serve;
mod spot;
mod spots;
mod stop;
mod terminal;
mod usage;
#[cfg(feature = "gui")]
mod window;

use std::panic::AssertUnwindSafe;
use std::process::ExitCode;

use args::{Cli, Command};
use exit::Exit;

use crate::config::{Config, Warning};
use crate::i18n::{Language, Texts};

/// Runs the program with the arguments of this process.
#[must_use]
pub fn main() -> ExitCode {
    let (config, warnings) = crate::config::load();
    let typed = usage::language(std::env::args_os().map(|a| a.to_string_lossy().into_owned()));
    let texts = Texts::new(typed.or(config.language).unwrap_or_else(Language::of_system));
    let cli = match help::parse(&texts) {
        Ok(cli) => cli,
        Err(error) => {
            print::warnings(&texts, &warnings);
            return ExitCode::from(usage::told(&error, &texts).code());
        }
    };
    let texts = cli.lang.map_or(texts, |lang| Texts::new(lang.into()));
    // TLS needs one provider for the whole process; a second call changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    fault::tell(Texts::new(texts.language()));
    let exit = std::panic::catch_unwind(AssertUnwindSafe(|| dispatch(&cli, config, warnings, &texts)));
    ExitCode::from(exit.unwrap_or(Exit::Failure).code())
}

fn dispatch(cli: &Cli, config: Config, warnings: Vec<Warning>, texts: &Texts) -> Exit {
    match &cli.command {
        Some(_) if cli.demo.is_some() => {
            print::error(texts, &texts.cli_demo_window_only(), &texts.cli_demo_window_only_remedy(), "");
            Exit::Usage
        }
        Some(Command::Check(args)) => {
            print::warnings(texts, &warnings);
            match &args.spot {
                Some(typed) => spot::run(typed, args, &config, texts),
                None => check::run(args, &config, texts),
            }
        }
        Some(Command::Serve(args)) => serve::run(args, texts),
        Some(Command::Devices { json }) => devices::run(*json, texts),
        Some(Command::Spots(args)) => spots::run(args, texts),
        Some(Command::Replay(args)) => replay::run(args, texts),
        None => open_window(cli, config, warnings, texts),
    }
}

#[cfg(feature = "gui")]
fn open_window(cli: &Cli, config: Config, warnings: Vec<Warning>, texts: &Texts) -> Exit {
    window::run(cli, config, warnings, texts)
}

#[cfg(not(feature = "gui"))]
fn open_window(_: &Cli, _: Config, _: Vec<Warning>, texts: &Texts) -> Exit {
    print::error(texts, &texts.cli_no_window(), &texts.cli_no_window_remedy(), "built without the feature gui");
    Exit::Failure
}
