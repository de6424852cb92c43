//! Facts that are drawn when they are first asked for: an audit can do without, and those of a large register take
//! minutes and gigabytes.

use std::ops::Deref;
use std::sync::OnceLock;

use candor_model::Inventory;
use chrono::NaiveDate;

use crate::records::Records;
use crate::{Facts, Language, Laws, facts, organisation};

/// The facts of an inventory; to be used as [`Facts`].
#[derive(Debug)]
pub struct LazyFacts<'a> {
    /// The day that the facts are drawn for.
    pub as_of: NaiveDate,
    /// The language of their words.
    pub language: Language,
    inventory: &'a Inventory,
    drawn: OnceLock<Facts>,
}

impl<'a> LazyFacts<'a> {
    pub fn new(inventory: &'a Inventory, as_of: NaiveDate, language: Language) -> Self {
        LazyFacts { as_of, language, inventory, drawn: OnceLock::new() }
    }

    /// Which laws apply. No other fact is drawn for it.
    pub fn laws(&self) -> Laws {
        organisation::laws(&Records::new(self.inventory, self.as_of, self.language))
    }
}

impl Deref for LazyFacts<'_> {
    type Target = Facts;

    fn deref(&self) -> &Facts {
        self.drawn.get_or_init(|| facts(self.inventory, self.as_of, self.language))
    }
}
