//! All tests of this crate through its public face, in one program: linked once instead of once a file.

mod california;
mod changes;
mod drift;
mod facts;
mod inventory;
mod languages;
mod lint;
mod notices;
mod plain;
mod practices;
mod promises;
mod proof;
mod samples;
mod text;
