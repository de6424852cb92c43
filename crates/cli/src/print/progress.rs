//! How far a work on many things is: a bar on a terminal, a line for each thing otherwise.
//!
//! Invariant: nothing of it reaches standard output; a work that is done in a moment shows no bar.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Paint, inert, tell};

/// Until then there is no bar.
const QUIET: Duration = Duration::from_millis(500);

/// Tells on standard error how far a work is.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    begun: Instant,
    all: usize,
}

impl Progress {
    pub(crate) fn new(all: usize) -> Progress {
        let bar = std::io::stderr().is_terminal().then(|| {
            let style = ProgressStyle::with_template("{bar:30} {pos} of {len}  {msg}");
            let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
            let bar = ProgressBar::with_draw_target(Some(all as u64), ProgressDrawTarget::hidden());
            bar.with_style(style)
        });
        Progress { bar, begun: Instant::now(), all }
    }

    /// Is the time worth telling? Only where a person watches.
    pub(crate) fn is_watched(&self) -> bool {
        self.bar.is_some()
    }

    /// So many things are done.
    pub(crate) fn at(&self, done: usize) {
        let Some(bar) = &self.bar else { return };
        if bar.is_hidden() && self.begun.elapsed() > QUIET {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        bar.set_position(done as u64);
        bar.tick();
    }

    /// A thing is done.
    pub(crate) fn line(&self, number: usize, name: &str, result: &str) {
        let (name, result) = (inert(name), inert(result));
        match &self.bar {
            Some(bar) => bar.set_message(name),
            None => {
                let width = self.all.to_string().len();
                tell(&format!("[{number:>width$}/{}] {name}: {result}\n", self.all), Paint::PLAIN);
            }
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
