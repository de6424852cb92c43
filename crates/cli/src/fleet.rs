//! Many workspaces in one go, on as many threads as there are cores.
//!
//! Invariants: a failure of one, even a panic, never stops the others; no more workspaces are held in memory than there
//! are threads; results are handed over in the order of the list, so that what is printed and written does not depend on
//! who was first.

mod list;

use std::collections::BTreeMap;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Result, anyhow};

pub(crate) use list::{Member, find, listed, members};

/// As much as the main thread has; a worker does the same work.
pub(crate) const STACK_BYTES: usize = 8 << 20;

/// How often whoever watches is told that the work goes on.
const TICK: Duration = Duration::from_millis(100);

/// How far the work is.
#[derive(Debug)]
pub(crate) enum Step<R> {
    /// The result of the item at a position, in the order of the list.
    Done(usize, Result<R>),
    /// Work goes on; so many items are done, in whatever order.
    Going(usize),
}

/// How many items are worked on at once.
pub(crate) fn threads() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Does a work on each item and tells each step.
pub(crate) fn each<T: Sync, R: Send>(
    items: &[T],
    threads: usize,
    work: impl Fn(&T) -> Result<R> + Sync,
    mut tell: impl FnMut(Step<R>),
) {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    let turn = |sender: &mpsc::Sender<(usize, Result<R>)>| {
        while let Some((at, item)) = pick(items, &next) {
            let result = guarded(|| work(item));
            if sender.send((at, result)).is_err() {
                return;
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..threads.min(items.len()) {
            let sender = sender.clone();
            // Where a thread cannot be started, those that could do its work.
            let _ = thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, || {
                let sender = sender;
                turn(&sender);
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let (mut done, mut told) = (0, 0);
        loop {
            match receiver.recv_timeout(TICK) {
                Ok((at, result)) => {
                    done += 1;
                    waiting.insert(at, result);
                    tell(Step::Going(done));
                    while let Some(result) = waiting.remove(&told) {
                        tell(Step::Done(told, result));
                        told += 1;
                    }
                }
                Err(mpsc::RecvTimeoutError::Timeout) => tell(Step::Going(done)),
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
            }
        }
    });
}

fn pick<'a, T>(items: &'a [T], next: &AtomicUsize) -> Option<(usize, &'a T)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    items.get(at).map(|item| (at, item))
}

/// A panic is an error like others; its message was printed when it happened.
pub(crate) fn guarded<R>(work: impl FnOnce() -> Result<R>) -> Result<R> {
    let broken = |_| Err(anyhow!("the program met a mistake of its own; the message above says where"));
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_a_panic_stops_nobody_and_few_are_held_at_once() {
        let items: Vec<usize> = (0..40).collect();
        let (held, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let mut seen = Vec::new();
        let work = |item: &usize| {
            let now = held.fetch_add(1, Ordering::SeqCst) + 1;
            most.fetch_max(now, Ordering::SeqCst);
            thread::sleep(Duration::from_millis((item % 3) as u64));
            held.fetch_sub(1, Ordering::SeqCst);
            assert!(*item != 7, "one of them fails");
            Ok(item * 2)
        };
        each(&items, 3, work, |step| {
            if let Step::Done(at, result) = step {
                seen.push((at, result.ok()));
            }
        });
        let want: Vec<_> = items.iter().map(|item| (*item, (*item != 7).then_some(item * 2))).collect();
        assert_eq!(seen, want);
        assert!(most.into_inner() <= 3, "one workspace for each thread");
    }
}
