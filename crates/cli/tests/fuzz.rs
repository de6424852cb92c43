//! Fuzzing: the targets of `fuzz/`, each on good inputs damaged at random. `cargo xtask fuzz` runs the same targets under
//! libFuzzer.

use std::path::Path;

use crate::damage::{Target, fuzz_all};
use crate::targets::{TARGETS, run, seeds};

#[test]
fn no_damage_stops_a_target() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let target = |(name, _): (&'static str, fn(&[u8]))| {
        let seeds = seeds(name, &root).into_iter().map(|bytes| (name.to_owned(), bytes)).collect();
        Target { name, seeds, run }
    };
    fuzz_all(TARGETS.into_iter().map(target).collect());
}

/// Each good input is read before it is damaged, so that it stays one that reaches far.
#[test]
fn every_target_runs_on_its_seeds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for (name, target) in TARGETS {
        let seeds = seeds(name, &root);
        assert!(!seeds.is_empty(), "`{name}` has no seeds");
        seeds.iter().for_each(|bytes| target(bytes));
    }
}
