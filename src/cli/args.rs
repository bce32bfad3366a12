//! The command line, as the contract with scripts and helpdesks has it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::i18n::Language;
use crate::model::{CheckId, Level};

/// Checks in about a minute whether your online interview will hold, and how you come across.
#[derive(Debug, Parser)]
#[command(name = "greenroom", version, about, max_term_width = 100)]
pub struct Cli {
    /// Language of the texts (the system's if left out)
    #[arg(long, global = true, value_enum)]
    pub lang: Option<Lang>,
    /// Show an example instead of measuring; every screen says so
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
    /// Begin on this screen: welcome, check, internet, spots, sound, picture, computer, result, plan, share, settings or about; at
    /// internet, spots, computer, result, plan and share an example has come to its end
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
    /// Run the same check in this terminal
    Check(Box<CheckArgs>),
    /// Run a measurement server for others
    Serve(ServeArgs),
    /// List the cameras, microphones, speakers and the network interface
    Devices {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// List the spots in the house that were measured, best first
    Spots(SpotsArgs),
    /// Judge a recording again
    Replay(ReplayArgs),
}

/// Options of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// What the internet is measured against: public, local (a trial run), none, or the address of a `greenroom serve`, with
    /// tls:// before it if it is encrypted
    #[arg(
        long,
        value_name = "local|public|none|[tls://]HOST[:PORT]",
        value_parser = clap::builder::NonEmptyStringValueParser::new()
    )]
    pub server: Option<String>,
    /// File with the access code of the server
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// File with the certificate (PEM) that the server shows, or its authority's; without it the system
    /// decides whom to trust
    #[arg(long, value_name = "FILE")]
    pub tls_ca: Option<PathBuf>,
    /// File with a list of public hosts to measure against, in the form of assets/measurement_servers.toml
    #[arg(long, value_name = "FILE")]
    pub hosts: Option<PathBuf>,
    /// Check only these parts
    #[arg(long, value_enum, value_delimiter = ',', value_name = "CHECKS", conflicts_with = "skip")]
    pub only: Vec<CheckArg>,
    /// Leave these parts out
    #[arg(long, value_enum, value_delimiter = ',', value_name = "CHECKS")]
    pub skip: Vec<CheckArg>,
    /// Measure the internet for at most 10 seconds
    #[arg(long)]
    pub quick: bool,
    /// Once the result about the internet stands, watch for rare drop-outs for so many more minutes (1 to 30)
    #[arg(long, value_name = "MINUTES", conflicts_with = "metered", value_parser = clap::value_parser!(u32).range(1..=30))]
    pub watch: Option<u32>,
    /// Use at most 10 MB of data for the internet
    #[arg(long)]
    pub metered: bool,
    /// Measure for ten seconds at this spot in the house, keep it, and tell its place among the others
    #[arg(
        long,
        value_name = "NAME",
        conflicts_with_all = ["only", "skip", "input", "output", "camera", "seconds", "report", "include", "record"]
    )]
    pub spot: Option<String>,
    /// What the call needs
    #[arg(long = "for", value_enum, default_value = "720p")]
    pub need: LevelArg,
    /// Microphone: the name or a part of it, or file:RECORDING.wav
    #[arg(long, value_name = "NAME|file:WAV")]
    pub input: Option<String>,
    /// Speaker or headphones: the name or a part of it
    #[arg(long, value_name = "NAME")]
    pub output: Option<String>,
    /// Camera: the name or a part of it, the system's number, file:IMAGE or file:FOLDER
    #[arg(long, value_name = "NAME|INDEX|file:PATH")]
    pub camera: Option<String>,
    /// Seconds to listen, and to watch the camera
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=60))]
    pub seconds: u32,
    /// Print the result as JSON
    #[arg(long)]
    pub json: bool,
    /// Save the page that may be shared: FILE.html, or its data: FILE.json
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// What else goes into the report
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    pub include: Vec<Include>,
    /// Record the check, for yourself; private, see `greenroom replay`
    #[arg(long, value_name = "FILE.jsonl")]
    pub record: Option<PathBuf>,
    /// Overwrite an existing report or recording
    #[arg(long)]
    pub force: bool,
    /// Ask nothing, go straight on
    #[arg(long)]
    pub yes: bool,
}

/// A check on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckArg {
    /// The internet connection
    Network,
    /// Microphone and speaker
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
    /// Audio only
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
    /// Address or name to listen on, TCP and UDP; may be repeated. One that others can reach needs an
    /// access code, or --open
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:7443")]
    pub listen: Vec<String>,
    /// File with the access code that whoever measures must know
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// The same; a new access code is made when the file is not there yet
    #[arg(long, value_name = "FILE", conflicts_with = "token_file")]
    pub make_token: Option<PathBuf>,
    /// File with the server's certificate and those that lead to its authority (PEM): encrypts all TCP connections
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// File with the certificate's private key (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// Let anybody measure, without an access code
    #[arg(long, conflicts_with_all = ["token_file", "make_token"])]
    pub open: bool,
    /// At most this many measurements at a time from one address
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub per_address: Option<u32>,
    /// At most this many measurements an hour from one address
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub per_hour: Option<u32>,
}

/// Options of `spots`.
#[derive(Debug, Args)]
pub struct SpotsArgs {
    /// What the call needs
    #[arg(long = "for", value_enum, default_value = "720p")]
    pub need: LevelArg,
    /// As JSON
    #[arg(long)]
    pub json: bool,
    /// Forget this spot, with all its measurements
    #[arg(long, value_name = "NAME", conflicts_with = "json")]
    pub forget: Option<String>,
    /// Forget all spots
    #[arg(long, conflicts_with_all = ["json", "forget"])]
    pub forget_all: bool,
}

/// Options of `replay`.
#[derive(Debug, Args)]
pub struct ReplayArgs {
    /// The recording
    pub file: PathBuf,
    /// Write a copy without names, hosts and times, fit to hand on
    #[arg(long, value_name = "OUT")]
    pub anonymise: Option<PathBuf>,
    /// Print the result as JSON
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
