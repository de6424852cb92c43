//! One file per command. A command returns what is printed and the exit code; it prints nothing itself,
//! except what should be seen before an error.

pub(crate) mod ask;
pub(crate) mod audit;
pub(crate) mod check;
pub(crate) mod checklist;
pub(crate) mod compare;
pub(crate) mod completions;
pub(crate) mod due;
pub(crate) mod explain;
pub(crate) mod init;
pub(crate) mod layout;
pub(crate) mod letter;
pub(crate) mod man;
pub(crate) mod merge;
pub(crate) mod package;
pub(crate) mod policy;
pub(crate) mod portfolio;
pub(crate) mod run;
pub(crate) mod schema;
pub(crate) mod seal;
pub(crate) mod split;
pub(crate) mod template;
pub(crate) mod verify;
pub(crate) mod watch;
pub(crate) mod why;

use crate::exit::Exit;

/// The result of a command.
#[derive(Debug)]
pub(crate) struct Printed {
    pub text: String,
    pub exit: Exit,
}
