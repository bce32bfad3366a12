//! The command line with its help in the person's language: texts by the names of commands and options.

use clap::builder::{StyledStr, Styles};
use clap::{Arg, ArgAction, Command, CommandFactory as _, FromArgMatches as _};

use super::args::Cli;
use crate::i18n::Texts;

/// Reads the arguments of this process; help is written in the language of `texts`.
///
/// # Errors
/// When they can't be understood, or ask for help or the version.
pub fn parse(texts: &Texts) -> Result<Cli, clap::Error> {
    let mut command = command(texts);
    let matches = command.try_get_matches_from_mut(std::env::args_os())?;
    Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

/// The command line, described in this language.
fn command(texts: &Texts) -> Command {
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let mut command = Cli::command()
        .disable_version_flag(true)
        .arg(version.help(texts.help_flag_version()))
        .subcommand_help_heading(texts.help_commands())
        .mut_subcommands(|sub| described(sub, texts));
    command = described(command, texts);
    // The command `help` is made by the parser; only then can it be described.
    command.build();
    command.mut_subcommand("help", |help| help.about(texts.help_help()))
}

/// Gives a command and its options their texts.
fn described(command: Command, texts: &Texts) -> Command {
    let name = command.get_name().to_owned();
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help(texts.help_flag_help());
    let command = command
        .disable_help_flag(true)
        .about(found(texts, &name, None))
        .help_template(template(texts))
        .mut_args(|arg| worded(arg, &name, texts))
        .arg(help.help_heading(texts.help_options()));
    let usage = usage(&command, texts);
    command.override_usage(usage)
}

/// `greenroom check [OPTIONS]`.
fn usage(command: &Command, texts: &Texts) -> String {
    let name = command.get_name();
    let mut line = if name == "greenroom" { name.to_owned() } else { format!("greenroom {name}") };
    line.push_str(&format!(" [{}]", texts.help_word_options()));
    for positional in command.get_positionals() {
        line.push_str(&format!(" <{}>", value_name(positional, texts)));
    }
    if command.has_subcommands() {
        line.push_str(&format!(" [{}]", texts.help_word_command()));
    }
    line
}

fn value_name(arg: &Arg, texts: &Texts) -> String {
    let name = arg.get_value_names().and_then(<[_]>::first);
    let name = name.map_or_else(|| arg.get_id().as_str().to_uppercase(), ToString::to_string);
    name.replace("FILE", &texts.cli_word_file()).replace("NAME", &texts.help_word_name())
}

/// An option with its text, what holds without it, and what can be chosen.
fn worded(arg: Arg, command: &str, texts: &Texts) -> Arg {
    if arg.get_id() == "version" {
        return arg.help_heading(texts.help_options());
    }
    let mut words = found(texts, command, Some(arg.get_id().as_str()));
    let takes_value = arg.get_action().takes_values();
    let values = if takes_value { arg.get_possible_values() } else { Vec::new() };
    let values: Vec<&str> = values.iter().map(clap::builder::PossibleValue::get_name).collect();
    let default: Vec<_> = arg.get_default_values().iter().map(|v| v.to_string_lossy().into_owned()).collect();
    if takes_value && !default.is_empty() {
        words = format!("{words} {}", texts.help_default(default.join(", ")));
    }
    if !values.is_empty() {
        words = format!("{words} {}", texts.help_choices(values.join(", ")));
    }
    let heading = if arg.is_positional() { texts.help_arguments() } else { texts.help_options() };
    let arg = arg.help(words).help_heading(heading);
    if !takes_value {
        return arg;
    }
    let name = value_name(&arg, texts);
    arg.value_name(name).hide_default_value(true).hide_possible_values(true)
}

/// A text of the help; empty for an option that is hidden.
fn found(texts: &Texts, command: &str, option: Option<&str>) -> String {
    let id = option.map_or_else(|| format!("help-{command}"), |option| format!("help-{command}-{option}"));
    texts.find(&id.replace('_', "-"), None, &[]).unwrap_or_default()
}

/// The parser's own order, with the heading of the usage in this language.
fn template(texts: &Texts) -> StyledStr {
    let styles = Styles::default();
    let header = styles.get_header();
    format!("{{about-with-newline}}\n{header}{}:{header:#} {{usage}}\n\n{{all-args}}", texts.help_usage()).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    fn help_of(language: Language, words: &[&str]) -> String {
        command(&Texts::new(language)).try_get_matches_from(words).unwrap_err().to_string()
    }

    #[test]
    fn the_parser_finds_no_fault_with_it() {
        for language in Language::ALL {
            command(&Texts::new(language)).debug_assert();
        }
    }

    #[test]
    fn every_command_and_option_has_words() {
        for language in Language::ALL {
            let command = command(&Texts::new(language));
            for part in std::iter::once(&command).chain(command.get_subcommands()).filter(|c| c.get_name() != "help") {
                assert!(part.get_about().is_some_and(|a| !a.to_string().is_empty()), "{}", part.get_name());
                for arg in part.get_arguments().filter(|a| !a.is_hide_set()) {
                    let words = arg.get_help().map(ToString::to_string).unwrap_or_default();
                    assert!(words.trim_start().chars().next().is_some_and(|c| c != '['), "{arg}: {words:?}");
                }
            }
        }
    }

    #[test]
    fn the_help_speaks_one_language() {
        const ENGLISH: [&str; 9] =
            ["Usage", "Options", "Commands", "Arguments", "default:", "possible", "Print", "FILE", "<NAME"];
        for words in
            [vec!["--help"], vec!["check", "--help"], vec!["serve", "-h"], vec!["help"], vec!["help", "replay"]]
        {
            let words: Vec<&str> = std::iter::once("greenroom").chain(words).collect();
            let dutch = help_of(Language::Nl, &words);
            assert!(dutch.contains("Gebruik: greenroom") && dutch.contains("Laat deze hulp zien"), "{dutch}");
            let left: Vec<&&str> = ENGLISH.iter().filter(|word| dutch.contains(**word)).collect();
            assert!(left.is_empty(), "{left:?} in {dutch}");
            let english = help_of(Language::En, &words);
            assert!(english.contains("Usage: greenroom") && english.contains("Show this help"), "{english}");
        }
        let dutch = help_of(Language::Nl, &["greenroom", "check", "-h"]);
        assert!(dutch.contains("[standaard: 720p] [keuze: audio, 360p, 720p, 1080p, share]"), "{dutch}");
    }
}
