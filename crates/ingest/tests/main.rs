//! All tests of this crate through its public face, in one program: linked once instead of once a file.

#[path = "made/archive.rs"]
mod archive;
#[path = "made/book.rs"]
mod book;
mod cases;
#[path = "made/damage.rs"]
mod damage;
#[path = "made/fixtures.rs"]
mod fixtures;
mod fuzz;
mod headers;
mod layouts;
mod limits;
mod properties;
mod settings;
mod together;
