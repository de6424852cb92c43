//! What may stand only once: names that are given out, and items that come again.

use std::collections::{HashMap, HashSet};

/// The items in the order in which they come first.
pub fn each_once(items: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = HashSet::new();
    items.into_iter().filter(|item| seen.insert(item.clone())).collect()
}

/// Names that are given out, each once.
#[derive(Debug, Default)]
pub struct UniqueNames {
    taken: HashSet<String>,
    /// The number to try next behind a name that was wanted before.
    next: HashMap<String, usize>,
}

impl UniqueNames {
    /// The name that is wanted, with the next free number behind it if it is taken.
    ///
    /// ```
    /// let mut names = candor_model::once::UniqueNames::default();
    /// assert_eq!(names.give("payroll".to_owned()), "payroll");
    /// assert_eq!(names.give("payroll".to_owned()), "payroll-2");
    /// assert_eq!(names.give("payroll-2".to_owned()), "payroll-2-2");
    /// ```
    pub fn give(&mut self, wanted: String) -> String {
        if self.taken.insert(wanted.clone()) {
            return wanted;
        }
        let number = self.next.entry(wanted.clone()).or_insert(2);
        loop {
            let name = format!("{wanted}-{number}");
            *number += 1;
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}
