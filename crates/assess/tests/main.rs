//! All tests of this crate through its public face, in one program: linked once instead of once a file.

mod actions;
mod cases;
mod compare;
mod inventory;
mod library;
mod logs;
mod mistakes;
mod notices;
mod obligations;
mod oracle;
mod proofs;
mod scoring;
