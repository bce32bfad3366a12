//! Opens the window over a session.

use std::time::Duration;

use super::args::{Cli, ThemeArg};
use super::exit::Exit;
use super::{kept, print, stop};
use crate::checklist;
use crate::config::{Config, Theme, Warning};
use crate::i18n::{Language, Texts};
use crate::model::plan::PlanB;
use crate::model::run::HostContact;
use crate::model::{CheckId, SpotVisit, Target};
use crate::session::command::Command;
use crate::session::handle::Handle;
use crate::session::{SessionOptions, far_end};
use crate::ui::route::Route;
use crate::ui::{Look, UiOptions};

/// The line is watched on for this long while the person does sound and picture.
const WATCH: Duration = Duration::from_secs(60);

/// Opens the window and stays until it is closed.
pub fn run(cli: &Cli, config: Config, warnings: Vec<Warning>, texts: &Texts) -> Exit {
    let stop = stop::wish();
    let (store, plan, notices) = kept::plan(cli.demo.is_none(), texts);
    let mut sentences: Vec<String> = warnings.iter().map(|w| w.sentence(texts)).collect();
    sentences.extend(notices);
    let screen = match cli.look.screen.as_deref().map(Route::parse) {
        Some(None) => {
            print::error(texts, &texts.cli_no_such_screen(), &texts.cli_screens(), "");
            return Exit::Usage;
        }
        Some(Some(route)) => Some(route),
        None => None,
    };
    let spots = if cli.demo.is_none() { kept::spots(texts) } else { (Vec::new(), None) };
    // Without a home the sentence about the plan says it all.
    sentences.extend(spots.1.filter(|_| store.path().is_some()));
    let (handle, plan) = match session(cli, screen, &config, spots.0, texts) {
        Ok((handle, example)) => (handle, example.unwrap_or(plan)),
        Err(exit) => return exit,
    };
    let _ = handle.send(Command::Plan(checklist::validate::counts(&plan)));
    let dark = match (cli.look.theme, config.theme) {
        (Some(ThemeArg::Dark), _) | (None, Theme::Dark) => Some(true),
        (Some(ThemeArg::Light), _) | (None, Theme::Light) => Some(false),
        (None, Theme::System) => None,
    };
    let still = cli.look.freeze || config.less_motion;
    let look = Look { screen, dark, size: cli.look.size, still };
    let language = cli.lang.map_or_else(|| config.language.unwrap_or_else(Language::of_system), Language::from);
    let hosts: fn(&str) -> Vec<HostContact> = |word| far_end::hosts(&Target::of_word(word), &[]);
    let options =
        UiOptions { handle, plan, store, config, hosts, language, warnings: sentences, look, stop: stop.clone() };
    match crate::ui::run(options) {
        Ok(()) if stop.get().1.is_some() => Exit::Stopped,
        Ok(()) => Exit::Done,
        Err(error) => {
            print::error(texts, &texts.cli_no_window(), &texts.cli_no_window_remedy(), &error.to_string());
            Exit::Failure
        }
    }
}

/// The session, and the example of a plan when it is a demonstration.
fn session(
    cli: &Cli,
    screen: Option<Route>,
    config: &Config,
    spots: Vec<SpotVisit>,
    texts: &Texts,
) -> Result<(Handle, Option<PlanB>), Exit> {
    if let Some(name) = &cli.demo {
        return match crate::session::scenario::load(name) {
            Ok(scenario) => {
                let example = scenario.plan.clone();
                // These come after the check: there it is at its end.
                let after = matches!(
                    screen,
                    Some(
                        Route::Result
                            | Route::Plan
                            | Route::Share
                            | Route::Spots
                            | Route::Part(CheckId::Network | CheckId::Computer)
                    )
                );
                let handle = if after && !cli.look.freeze {
                    crate::session::ended(&scenario)
                } else {
                    crate::session::demo(scenario, cli.look.freeze)
                };
                Ok((handle, Some(example)))
            }
            Err(error) => {
                let names = crate::session::scenario::names().join(", ");
                print::error(
                    texts,
                    &texts.cli_no_such_demo(name.clone()),
                    &texts.cli_demo_names(names),
                    &error.to_string(),
                );
                Err(Exit::Usage)
            }
        };
    }
    let options = SessionOptions {
        far_end: far_end::read(&config.server_choice()),
        input: Config::choice(config.input.as_ref()),
        output: Config::choice(config.output.as_ref()),
        camera: Config::choice(config.camera.as_ref()),
        spots,
        watch: WATCH,
        ..SessionOptions::default()
    };
    Ok((crate::session::start(crate::session::real_probes(), options.watching_this_computer()), None))
}
