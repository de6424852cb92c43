//! The program `candor`: arguments, order of steps, printing, exit code.
//!
//! Invariants: files are read in `workspace` and written in `output` only; the clock is asked in `workspace`
//! and `commands::init` only; standard output carries results, standard error everything else.

mod args;
mod commands;
mod disk;
mod documents;
mod exit;
mod fleet;
mod job;
mod listing;
mod output;
mod print;
mod record;
mod restate;
mod workspace;

use std::io::Write;
use std::process::ExitCode;

use args::Command;
use commands::Printed;
use exit::Exit;
use print::{Paint, Style, tell};

/// That of musl lets only one thread at a time have memory, and cells are read on all cores.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = args::parse();
    let paint = Paint::stdout(arguments.color);
    let exit = match dispatch(&arguments.command, paint) {
        Ok(printed) => match show(arguments.command.is_for_people(), &printed.text, paint) {
            Ok(()) => printed.exit,
            // Whoever reads our output stopped reading, such as `head`: that is no failure.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => printed.exit,
            Err(error) => {
                let message = format!("what was found cannot be printed: {error}");
                complain(
                    &exit::stop(Exit::Unreadable, message, "make room, or print to another place"),
                    Paint::stderr(arguments.color),
                )
            }
        },
        Err(error) => complain(&error, Paint::stderr(arguments.color)),
    };
    ExitCode::from(exit as u8)
}

fn dispatch(command: &Command, paint: Paint) -> anyhow::Result<Printed> {
    match command {
        Command::Check(arguments) => commands::check::run(arguments, paint),
        Command::Layout(arguments) => commands::layout::run(arguments),
        Command::Audit(arguments) => commands::audit::run(arguments, paint),
        Command::Merge(arguments) => commands::merge::run(arguments, paint),
        Command::Split(arguments) => commands::split::run(arguments),
        Command::Compare(arguments) => commands::compare::run(arguments, paint),
        Command::Run(arguments) => commands::run::run(arguments, paint),
        Command::Portfolio(arguments) => commands::portfolio::run(arguments, paint),
        Command::Watch(arguments) => commands::watch::run(arguments, paint),
        Command::Ask(arguments) => commands::ask::run(arguments, paint),
        Command::Due(arguments) => commands::due::run(arguments, paint),
        Command::Policy(arguments) => commands::policy::run(arguments, paint),
        Command::Why(arguments) => commands::why::run(arguments, paint),
        Command::Letter(arguments) => commands::letter::run(arguments, paint),
        Command::Explain(arguments) => commands::explain::run(arguments, paint),
        Command::Checklist(arguments) => commands::checklist::run(&arguments.command, paint),
        Command::Template(arguments) => commands::template::run(&arguments.command, paint),
        Command::Verify(arguments) => commands::verify::run(arguments, paint),
        Command::Seal(arguments) => commands::seal::run(arguments),
        Command::Package(arguments) => commands::package::run(arguments),
        Command::Init(arguments) => commands::init::run(arguments),
        Command::Schema(arguments) => commands::schema::run(arguments),
        Command::Completions(arguments) => commands::completions::run(arguments),
        Command::Man(arguments) => commands::man::run(arguments),
    }
}

fn show(is_for_people: bool, text: &str, paint: Paint) -> std::io::Result<()> {
    let text = paint.harmless(text);
    let text = if is_for_people { paint.fit(text) } else { text };
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

fn complain(error: &anyhow::Error, paint: Paint) -> Exit {
    let told = exit::told(error);
    let mut text = format!("{} {}\n", paint.text(Style::Bad, "error:"), told.message);
    if let Some(help) = &told.help {
        text.push_str(&format!("  = help: {help}\n"));
    }
    tell(&text, paint);
    told.exit
}
