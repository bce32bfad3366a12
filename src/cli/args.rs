//! The command line, as the contract with scripts and helpdesks has it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::i18n::Language;
use crate::model::{CheckId, Level};

/// Checks in about a minute whether an online interview will hold and how you come across.
#[derive(Debug, Parser)]
#[command(name = "greenroom", version, about, max_term_width = 100)]
pub struct Cli {
    /// Language of the texts (default: the system's)
    #[arg(long, global = true, value_enum)]
    pub lang: Option<Lang>,
    /// Show a scripted scenario instead of measuring; every screen says so
    #[arg(long, value_name = "NAME")]
    pub demo: Option<String>,
    #[command(flatten)]
    pub look: LookArgs,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// For pictures of the window.
#[derive(Debug, Args)]
pub struct LookArgs {
    /// Begin on this screen: check, internet, sound, picture, computer, result, plan, share or settings; at result, plan and
    /// share a demonstration has come to its end
    #[arg(long = "at", alias = "screen", value_name = "SCREEN")]
    pub screen: Option<String>,
    /// Dark or light
    #[arg(long, hide = true, value_enum)]
    pub theme: Option<ThemeArg>,
    /// Size of the window in points
    #[arg(long, hide = true, value_name = "WIDTHxHEIGHT", value_parser = parse_size)]
    pub size: Option<(f32, f32)>,
    /// Nothing moves
    #[arg(long, hide = true)]
    pub freeze: bool,
}

/// A language on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Lang {
    /// Nederlands
    Nl,
    /// English
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Nl => Self::Nl,
            Lang::En => Self::En,
        }
    }
}

/// A theme on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ThemeArg {
    /// Light
    Light,
    /// Dark
    Dark,
}

/// What to do instead of opening the window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the same checks in this terminal
    Check(Box<CheckArgs>),
    /// Run a measurement server for others
    Serve(ServeArgs),
    /// List cameras, microphones, outputs and the network interface
    Devices {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Judge a recording again
    Replay(ReplayArgs),
}

/// Options of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Measure against: local, public, none, or HOST:PORT of a `greenroom serve`; tls:// before it: encrypted
    #[arg(long, value_name = "local|public|none|[tls://]HOST[:PORT]")]
    pub server: Option<String>,
    /// File with the server's token
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// File with the certificate (PEM) that the server shows, or its authority's; for tls:// without it the system decides
    #[arg(long, value_name = "FILE")]
    pub tls_ca: Option<PathBuf>,
    /// Only these checks
    #[arg(long, value_enum, value_delimiter = ',', value_name = "CHECKS", conflicts_with = "skip")]
    pub only: Vec<CheckArg>,
    /// Leave these checks out
    #[arg(long, value_enum, value_delimiter = ',', value_name = "CHECKS")]
    pub skip: Vec<CheckArg>,
    /// At most 10 seconds of network
    #[arg(long)]
    pub quick: bool,
    /// At most 10 MB of network
    #[arg(long)]
    pub metered: bool,
    /// What the call needs
    #[arg(long = "for", value_enum, default_value = "720p")]
    pub need: LevelArg,
    /// Microphone: its name or a part of it, or file:RECORDING.wav
    #[arg(long, value_name = "NAME|file:WAV")]
    pub input: Option<String>,
    /// Output: its name or a part of it
    #[arg(long, value_name = "NAME")]
    pub output: Option<String>,
    /// Camera: its name or a part of it, the system's number, or file:IMAGE or file:FOLDER
    #[arg(long, value_name = "NAME|INDEX|file:PATH")]
    pub camera: Option<String>,
    /// Seconds to listen and to look
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=60))]
    pub seconds: u32,
    /// The result as JSON on standard output
    #[arg(long)]
    pub json: bool,
    /// Save what may be shared: FILE.json or FILE.html
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// What else goes into the report
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    pub include: Vec<Include>,
    /// Record the run (private)
    #[arg(long, value_name = "FILE.jsonl")]
    pub record: Option<PathBuf>,
    /// Overwrite an existing report or recording
    #[arg(long)]
    pub force: bool,
    /// Ask nothing
    #[arg(long)]
    pub yes: bool,
}

/// A check on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckArg {
    /// The connection
    Network,
    /// Microphone and output
    Sound,
    /// Camera
    Camera,
    /// Background programs, memory, power
    Computer,
}

impl From<CheckArg> for CheckId {
    fn from(arg: CheckArg) -> Self {
        match arg {
            CheckArg::Network => Self::Network,
            CheckArg::Sound => Self::Sound,
            CheckArg::Camera => Self::Camera,
            CheckArg::Computer => Self::Computer,
        }
    }
}

/// A level on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LevelArg {
    /// Voices only
    Audio,
    /// Small video
    #[value(name = "360p")]
    P360,
    /// Normal video
    #[value(name = "720p")]
    P720,
    /// Sharp video
    #[value(name = "1080p")]
    P1080,
    /// 720p and a shared screen
    Share,
}

impl From<LevelArg> for Level {
    fn from(arg: LevelArg) -> Self {
        match arg {
            LevelArg::Audio => Self::Audio,
            LevelArg::P360 => Self::P360,
            LevelArg::P720 => Self::P720,
            LevelArg::P1080 => Self::P1080,
            LevelArg::Share => Self::Share,
        }
    }
}

/// What else goes into a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Include {
    /// Names of devices
    Devices,
    /// Names of programs
    Programs,
}

/// Options of `serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Address or name to listen on, TCP and UDP; may be repeated. Other than loopback needs a token or --open
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:7443")]
    pub listen: Vec<String>,
    /// File with the token that clients must know
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// The same, and a new token is made in it when the file is not there yet
    #[arg(long, value_name = "FILE", conflicts_with = "token_file")]
    pub make_token: Option<PathBuf>,
    /// File with the server's certificate and those that lead to its authority (PEM): all TCP connections are encrypted
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// File with the certificate's private key (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// Anybody may measure, without a token
    #[arg(long, conflicts_with_all = ["token_file", "make_token"])]
    pub open: bool,
    /// Measurements at a time from one address
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub per_address: Option<u32>,
    /// Measurements an hour from one address
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub per_hour: Option<u32>,
}

/// Options of `replay`.
#[derive(Debug, Args)]
pub struct ReplayArgs {
    /// The recording
    pub file: PathBuf,
    /// Write a copy without names, hosts and times, fit to hand on
    #[arg(long, value_name = "OUT")]
    pub anonymise: Option<PathBuf>,
    /// The result as JSON
    #[arg(long)]
    pub json: bool,
    /// Overwrite an existing file
    #[arg(long)]
    pub force: bool,
}

fn parse_size(text: &str) -> Result<(f32, f32), String> {
    let (width, height) = text.split_once('x').ok_or("WIDTHxHEIGHT, for example 1040x720")?;
    let number = |t: &str| t.parse::<f32>().ok().filter(|n| (100.0..=8000.0).contains(n)).ok_or("100 to 8000");
    Ok((number(width)?, number(height)?))
}
