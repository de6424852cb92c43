//! Writes the seeds of every target into `corpus/TARGET`.

use std::fs;
use std::path::Path;

fn main() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.join("../../..");
    for (target, _) in candor_fuzz::TARGETS {
        let folder = here.join("corpus").join(target);
        fs::create_dir_all(&folder).expect("the corpus can be written");
        for (number, bytes) in candor_fuzz::seeds(target, &root).into_iter().enumerate() {
            fs::write(folder.join(format!("seed-{number}")), bytes).expect("the corpus can be written");
        }
    }
}
