//! The command `gopallet-differential`.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
