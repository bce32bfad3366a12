//! What was typed can't be understood: told in the person's language, then in the parser's words.

use clap::CommandFactory as _;

use super::exit::Exit;
use super::print;
use crate::i18n::{Language, Texts};

/// Prints help or version, or what is wrong with the arguments.
pub fn told(error: &clap::Error, texts: &Texts) -> Exit {
    if !error.use_stderr() {
        // No error: somebody asked. A closed output is nobody's fault.
        let _ = error.print();
        return Exit::Done;
    }
    let arguments: Vec<String> = std::env::args_os().map(|a| a.to_string_lossy().into_owned()).collect();
    let remedy = texts.cli_usage_remedy(help(&arguments));
    print::error(texts, &texts.cli_usage(), &remedy, &detail(&error.to_string()));
    Exit::Usage
}

/// The help that lists what was meant: that of the command, where one stands first.
fn help(arguments: &[String]) -> String {
    let command = crate::cli::args::Cli::command();
    let first = arguments.get(1).filter(|word| command.find_subcommand(word).is_some());
    first.map_or_else(|| "greenroom --help".to_owned(), |word| format!("greenroom {word} --help"))
}

/// The language that was typed: `--lang` may stand among arguments that are wrong elsewhere.
pub fn language(arguments: impl Iterator<Item = String>) -> Option<Language> {
    let mut word = String::new();
    let mut before = String::new();
    for argument in arguments {
        if let Some(lang) = argument.strip_prefix("--lang=") {
            lang.clone_into(&mut word);
        } else if before == "--lang" {
            word.clone_from(&argument);
        }
        before = argument;
    }
    match word.as_str() {
        "nl" => Some(Language::Nl),
        "en" => Some(Language::En),
        _ => None,
    }
}

/// The parser's message without its label, and without how it is used: that is what --help is for.
fn detail(message: &str) -> String {
    let wanted = |p: &&str| !p.starts_with("Usage:") && !p.starts_with("For more information");
    let paragraphs: Vec<&str> = message.trim().split("\n\n").filter(wanted).map(str::trim).collect();
    let joined = paragraphs.join("; ");
    let words: Vec<&str> = joined.split_whitespace().collect();
    let line = words.join(" ");
    line.strip_prefix("error: ").map_or(line.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_without_label_and_usage() {
        let message = "error: unexpected argument '--x' found\n\n  tip: a similar argument exists: '--y'\n\n\
                       Usage: greenroom [OPTIONS]\n\nFor more information, try '--help'.\n";
        assert_eq!(detail(message), "unexpected argument '--x' found; tip: a similar argument exists: '--y'");
    }

    #[test]
    fn the_help_is_that_of_the_command() {
        let of = |words: &[&str]| help(&words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&["greenroom", "check", "--bogus"]), "greenroom check --help");
        assert_eq!(of(&["greenroom", "--bogus"]), "greenroom --help");
        assert_eq!(of(&["greenroom", "chekc"]), "greenroom --help");
        assert_eq!(of(&["greenroom"]), "greenroom --help");
    }

    #[test]
    fn the_language_is_found_among_wrong_arguments() {
        let of = |words: &[&str]| language(words.iter().map(|w| (*w).to_owned()));
        assert_eq!(of(&["greenroom", "--lang", "nl", "--x"]), Some(Language::Nl));
        assert_eq!(of(&["greenroom", "check", "--y", "--lang=en"]), Some(Language::En));
        assert_eq!(of(&["greenroom", "--lang", "fr"]), None);
    }
}
