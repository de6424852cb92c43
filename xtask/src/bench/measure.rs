//! Runs processes in turn and tells how long they took and how much memory they had at most.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use wait4::Wait4;

/// What takes part in a comparison.
pub(super) struct Contestant {
    pub(super) name: String,
    pub(super) command: Command,
}

impl Contestant {
    pub(super) fn new(name: impl Into<String>, command: Command) -> Self {
        Contestant { name: name.into(), command }
    }
}

/// What a contestant took.
#[derive(Debug, Clone)]
pub(super) struct Taken {
    pub(super) name: String,
    /// Median of the runs, start to end of the process.
    pub(super) wall: Duration,
    /// Largest of the runs.
    pub(super) peak_bytes: u64,
}

/// Runs each contestant once to warm up, then all in turn as often as asked.
pub(super) fn compare(contestants: &mut [Contestant], runs: usize) -> Result<Vec<Taken>> {
    let mut walls = vec![Vec::with_capacity(runs); contestants.len()];
    let mut peaks = vec![0; contestants.len()];
    for run in 0..=runs {
        for (at, contestant) in contestants.iter_mut().enumerate() {
            let (wall, peak) = once(contestant)?;
            if run > 0 {
                walls[at].push(wall);
                peaks[at] = peak.max(peaks[at]);
            }
        }
    }
    let taken = contestants.iter().zip(walls).zip(peaks).map(|((contestant, mut walls), peak_bytes)| {
        walls.sort_unstable();
        Taken { name: contestant.name.clone(), wall: walls[walls.len() / 2], peak_bytes }
    });
    Ok(taken.collect())
}

fn once(contestant: &mut Contestant) -> Result<(Duration, u64)> {
    let name = &contestant.name;
    let command = contestant.command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let begun = Instant::now();
    let mut child = command.spawn().with_context(|| format!("`{name}` could not be started"))?;
    let errors = child.stderr.take();
    let reader = std::thread::spawn(move || errors.and_then(|errors| std::io::read_to_string(errors).ok()));
    let used = child.wait4().with_context(|| format!("`{name}` could not be waited for"))?;
    let wall = begun.elapsed();
    let said = reader.join().ok().flatten().unwrap_or_default();
    ensure!(used.status.success(), "`{name}` failed: {}", said.trim());
    Ok((wall, used.rusage.maxrss))
}

/// The machine in a line: processor, cores, memory, system.
pub(super) fn machine() -> String {
    let of = |path: &str, key: &str| {
        let text = fs::read_to_string(path).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with(key)).unwrap_or_default().to_owned();
        line.split_once([':', '=']).map(|(_, value)| value.trim().trim_matches('"').to_owned())
    };
    let processor = of("/proc/cpuinfo", "model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let kilobytes: u64 = of("/proc/meminfo", "MemTotal")
        .and_then(|text| text.split(' ').next().and_then(|number| number.parse().ok()))
        .unwrap_or_default();
    let system = of("/etc/os-release", "PRETTY_NAME").unwrap_or_else(|| std::env::consts::OS.to_owned());
    format!("Machine: {processor}, {cores} cores, {} GB, {system}.", kilobytes.div_ceil(1 << 20))
}

/// Seconds as a person reads them.
pub(super) fn seconds(wall: Duration) -> String {
    let seconds = wall.as_secs_f64();
    if seconds < 0.1 { format!("{:.1} ms", seconds * 1000.0) } else { format!("{seconds:.2} s") }
}

pub(super) fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1 << 20))
}

/// A Markdown table of a comparison, each with its ratio to the first.
pub(super) fn table(taken: &[Taken]) -> String {
    let mut text = "| | wall | x the first | peak memory |\n|---|---:|---:|---:|\n".to_owned();
    let first = taken.first().map_or(1.0, |taken| taken.wall.as_secs_f64());
    for Taken { name, wall, peak_bytes } in taken {
        let ratio = wall.as_secs_f64() / first;
        text.push_str(&format!(
            "| {name} | {} | {ratio:.2} | {} |\n",
            seconds(*wall),
            megabytes(*peak_bytes)
        ));
    }
    text
}
