//! Files damaged at random: whatever reads them may not panic, hang or eat memory.
//!
//! Each target has its share of `CANDOR_FUZZ_SECONDS` (10 if not set, so that every run of the tests fuzzes a little).
//! `CANDOR_FUZZ_SEED` starts elsewhere. What a run of the damage was is known by its seed alone: a failure says
//! `CANDOR_FUZZ_TARGET=… CANDOR_FUZZ_SEED=…`, and with these the same bytes are made again, first.

use std::env;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::archive::{Part, parts, zipped};

/// A run that takes longer hangs.
const RUN_MAX: Duration = Duration::from_secs(60);

/// What stands in the way of readers: limits of numbers, ends of texts, pieces of the formats.
const PIECES: [&[u8]; 32] = [
    b"\0",
    b"\xff\xff\xff\xff",
    b"\xff\xff\xff\x7f",
    b"\x00\x00\x00\x80",
    b"4294967296",
    b"18446744073709551615",
    b"-1",
    b"1e308",
    b"NaN",
    b"\"",
    b"\r\n",
    b"\n\n\n",
    b";;;;",
    b",,,,",
    b"\t|\t",
    b"]]>",
    b"<a>",
    b"</a>",
    b"<!--",
    b"<![CDATA[",
    b"&#x10ffff;",
    b"&#0;",
    b"&x;",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b" table:number-rows-repeated=\"1000000000\"",
    b" table:number-columns-repeated=\"16384\"",
    b" r=\"XFD1048576\"",
    b" r=\"A0\"",
    b" t=\"s\"",
    b"\xc3\x28",
    b"\xf0\x9f\x98\x80",
    b"[[sheet]]\n",
];

/// Numbers by a seed (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Below `end`, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// A stretch of at most `most` within a length.
    fn stretch(&mut self, length: usize, most: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        start..(start + self.below(most) + 1).min(length)
    }
}

/// Damages bytes in one of the ways in which files are damaged.
fn damage(bytes: &mut Vec<u8>, other: &[u8], chance: &mut Chance) {
    let stretch = chance.stretch(bytes.len(), 64);
    match chance.below(9) {
        0 if !bytes.is_empty() => {
            let at = chance.below(bytes.len());
            bytes[at] ^= 1 << chance.below(8);
        }
        1 if !bytes.is_empty() => {
            let at = chance.below(bytes.len());
            bytes[at] = chance.next() as u8;
        }
        2 => bytes.truncate(stretch.start),
        3 => drop(bytes.drain(stretch)),
        4 => {
            let copy = bytes[stretch].repeat(1 + chance.below(20));
            let at = chance.below(bytes.len() + 1);
            bytes.splice(at..at, copy);
        }
        5 => bytes[stretch].fill(0),
        6 => {
            let from = chance.stretch(other.len(), 400);
            bytes.splice(stretch, other[from].iter().copied());
        }
        7 => {
            let piece = PIECES[chance.below(PIECES.len())];
            bytes.splice(stretch.start..stretch.start, piece.iter().copied());
        }
        _ => swap_number(bytes, chance),
    }
}

/// Puts another number where one stands; in XML most of what matters is a number.
fn swap_number(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let from = chance.below(bytes.len() + 1);
    let Some(start) = bytes[from..].iter().position(u8::is_ascii_digit).map(|at| from + at) else { return };
    let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let numbers = ["0", "1", "65536", "1048577", "2147483648", "99999999999999999999"];
    let number = numbers[chance.below(numbers.len())];
    bytes.splice(start..start + length, number.bytes());
}

/// One way in from outside.
pub(crate) struct Target {
    pub(crate) name: &'static str,
    /// Names and contents of the files that are damaged.
    pub(crate) seeds: Vec<Part>,
    pub(crate) run: fn(&str, &[u8]),
}

impl Target {
    /// The bytes that belong to a seed.
    fn made(&self, seed: u64) -> (String, Vec<u8>) {
        let mut chance = Chance(seed);
        let (name, mut bytes) = self.seeds[chance.below(self.seeds.len())].clone();
        let (_, other) = &self.seeds[chance.below(self.seeds.len())];
        let mut parts = parts(&bytes);
        let hits = 1 + chance.below(6);
        // A byte changed in an archive mostly breaks its checksum; changed in a part it reaches the reader.
        if !parts.is_empty() && chance.below(5) > 0 {
            for _ in 0..hits {
                let (from, at) = (chance.below(parts.len()), chance.below(parts.len()));
                let other = parts[from].1.clone();
                damage(&mut parts[at].1, &other, &mut chance);
            }
            bytes = zipped(&parts);
        } else {
            for _ in 0..hits {
                damage(&mut bytes, other, &mut chance);
            }
        }
        (name, bytes)
    }
}

/// Runs a target until its time is over; says how many runs there were and which took longest, or what failed.
fn fuzz(target: Target, first: u64, time: Duration) -> Result<String, String> {
    let (name, (send, receive)) = (target.name, mpsc::channel());
    thread::spawn(move || {
        let start = Instant::now();
        for seed in first.. {
            let (file, bytes) = target.made(seed);
            let _ = send.send((seed, None));
            let (began, run) = (Instant::now(), || (target.run)(&file, &bytes));
            let failed = panic::catch_unwind(AssertUnwindSafe(run)).is_err();
            let over = start.elapsed() > time;
            if send.send((seed, Some((failed, began.elapsed(), over)))).is_err() || failed || over {
                break;
            }
        }
    });
    let again = |seed| format!("CANDOR_FUZZ_TARGET={name} CANDOR_FUZZ_SEED={seed}");
    let (mut seed, mut longest) = (first, (Duration::ZERO, first));
    loop {
        match receive.recv_timeout(RUN_MAX) {
            Ok((now, None)) => seed = now,
            Ok((_, Some((true, ..)))) => return Err(format!("{} panicked", again(seed))),
            Ok((_, Some((false, took, over)))) => {
                longest = longest.max((took, seed));
                if over {
                    let (took, slow) = longest;
                    return Ok(format!(
                        "{name}: {} runs, the longest {took:?} (seed {slow})",
                        seed - first + 1
                    ));
                }
            }
            Err(_) => return Err(format!("{} did not end in {RUN_MAX:?}", again(seed))),
        }
    }
}

/// Runs every target, or the one that is asked for, each for its share of the time.
#[expect(clippy::print_stderr, reason = "how much was tried is read by whoever runs it for hours")]
pub(crate) fn fuzz_all(mut targets: Vec<Target>) {
    for target in &targets {
        assert!(!target.seeds.is_empty(), "`{}` has nothing to damage", target.name);
    }
    let number = |name| env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let only = env::var("CANDOR_FUZZ_TARGET").ok();
    let first = number("CANDOR_FUZZ_SEED").unwrap_or(0);
    targets.retain(|target| only.as_deref().is_none_or(|only| only == target.name));
    let time = Duration::from_secs(number("CANDOR_FUZZ_SECONDS").unwrap_or(10)) / targets.len().max(1) as u32;
    let mut failures = Vec::new();
    for target in targets {
        match fuzz(target, first, time) {
            Ok(tried) => eprintln!("{tried}"),
            Err(failure) => failures.push(failure),
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
