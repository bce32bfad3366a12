//! The program: hands its arguments over and ends with the exit code.

fn main() -> std::process::ExitCode {
    greenroom::cli::main()
}
