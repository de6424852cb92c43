//! What the exit code says.

use crate::args::Page;

/// The exit codes, all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done = 0,
    /// A gate that the user set was failed, or `--publish` was refused.
    GateFailed = 1,
    /// The command line or the configuration is wrong.
    Usage = 2,
    /// No input could be read, or an output not written.
    Unreadable = 3,
    /// Something is not as it was recorded, or a signature does not fit (`candor verify`).
    Differs = 4,
}

impl Exit {
    const ALL: [Exit; 5] = [Exit::Done, Exit::GateFailed, Exit::Usage, Exit::Unreadable, Exit::Differs];

    /// The name that documentation and scripts call it by.
    fn name(self) -> &'static str {
        match self {
            Exit::Done => "done",
            Exit::GateFailed => "gate-failed",
            Exit::Usage => "usage",
            Exit::Unreadable => "unreadable",
            Exit::Differs => "differs",
        }
    }

    fn meaning(self) -> &'static str {
        match self {
            Exit::Done => "all went well",
            Exit::GateFailed => "a gate was failed: --fail-on, --gate, --ratchet or --publish",
            Exit::Usage => "the command line, candor.toml or another file of settings is wrong",
            Exit::Unreadable => "nothing could be read, or an output not written",
            Exit::Differs => "something is not as it was recorded (verify)",
        }
    }
}

/// The exit codes of a command as its help tells them; of the program itself all of them.
pub(crate) fn help(page: &Page) -> String {
    codes(page).map(|(code, name, meaning)| format!("  {code} {name:<12} {meaning}\n")).collect()
}

/// The exit codes of a command, their names and what they mean.
pub(crate) fn codes(page: &Page) -> impl Iterator<Item = (u8, &'static str, &'static str)> {
    let everywhere = [Exit::Done, Exit::Usage, Exit::Unreadable];
    let counts =
        move |exit: &Exit| page.command.is_empty() || everywhere.contains(exit) || page.exits.contains(exit);
    Exit::ALL.into_iter().filter(counts).map(|exit| (exit as u8, exit.name(), exit.meaning()))
}

/// An error with the exit code it leads to, and the way out.
#[derive(Debug)]
pub(crate) struct Stop {
    pub exit: Exit,
    pub help: Option<String>,
}

impl std::fmt::Display for Stop {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.help.as_deref().unwrap_or_default())
    }
}

impl std::error::Error for Stop {}

/// An error that ends the program with a message, an exit code and a way out.
pub(crate) fn stop(exit: Exit, message: impl Into<String>, help: impl Into<String>) -> anyhow::Error {
    anyhow::Error::new(Stop { exit, help: Some(help.into()) }).context(message.into())
}

/// An error as a person reads it: its causes, and the way out if there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    pub exit: Exit,
    pub message: String,
    pub help: Option<String>,
}

/// What to tell of an error, and the exit code that it leads to.
pub(crate) fn told(error: &anyhow::Error) -> Told {
    let stop = error.downcast_ref::<Stop>();
    let causes: Vec<String> =
        error.chain().filter(|cause| !cause.is::<Stop>()).map(ToString::to_string).collect();
    Told {
        exit: stop.map_or(Exit::Unreadable, |stop| stop.exit),
        message: causes.join(": "),
        help: stop.and_then(|stop| stop.help.clone()),
    }
}
