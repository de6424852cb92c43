//! All tests of this crate through its public face, in one program: linked once instead of once a file.

mod annotate;
mod audit;
mod books;
mod california;
mod case;
mod change;
mod charts;
mod documents;
mod docx;
mod figures;
#[path = "../../policy/tests/inventory/mod.rs"]
mod inventory;
mod letters;
mod marks;
mod notices;
#[path = "annotate/package.rs"]
mod package;
mod pages;
mod parity;
mod policy_changes;
mod portfolio;
mod practices;
mod public_pages;
mod publish;
mod registers;
mod schemas;
mod templates;
mod trace;
