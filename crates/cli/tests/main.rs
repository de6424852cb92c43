//! All tests of this crate through its public face, in one program: linked once instead of once a file.

mod annotate;
#[path = "../../ingest/tests/made/archive.rs"]
mod archive;
mod blanking;
mod book;
mod books;
mod carry_over;
mod checklist;
mod ci;
mod compare;
#[path = "../../ingest/tests/made/damage.rs"]
mod damage;
mod due;
mod example;
mod faults;
mod fuzz;
mod gates;
mod help;
mod hostile;
mod injection;
mod layouts;
mod letter;
mod lint;
#[path = "../../ingest/tests/made/book.rs"]
mod made_book;
mod measure;
mod merge;
mod notices;
mod offline;
mod package;
mod paper;
mod plan;
mod portfolio;
mod program;
mod publish;
mod questions;
mod record;
mod run;
mod starter;
#[allow(unreachable_pub, reason = "in its own crate it is public")]
#[path = "../fuzz/src/lib.rs"]
mod targets;
mod template;
mod watch;
mod workspace;
