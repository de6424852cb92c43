//! Every target: its name is that of the program.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| candor_fuzz::run(env!("CARGO_BIN_NAME"), data));
