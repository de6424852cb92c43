//! The crosswalk: which duties of other laws are alike, and how surely.
//!
//! Invariants: only links that say the duties are equal carry an answer; along a chain the weakest link counts.

use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};

use crate::assessment::{Related, Relation, RequirementResult};
use crate::checklist::{Library, Requirement};

/// Most like duties that are shown of one requirement.
const RELATED_MAX: usize = 8;

impl Library {
    /// Requirements with the same duty, through any number of equal links; not the one itself.
    pub(crate) fn equal_to(&self, requirement: &Requirement) -> Vec<&Requirement> {
        if self.links().iter().all(|link| link.relation != Relation::Equal) {
            return Vec::new();
        }
        let reached = self.like(requirement.id());
        let equal = reached.iter().filter(|(_, relation)| **relation == Relation::Equal);
        equal.filter_map(|(id, _)| self.requirement(id).map(|(_, requirement)| requirement)).collect()
    }

    /// Ids of like duties with the strongest relation by which they are reached. Overlaps are followed one step only:
    /// what overlaps something that overlaps may have nothing in common.
    pub fn like(&self, id: &str) -> BTreeMap<&str, Relation> {
        let mut found: BTreeMap<&str, Relation> = BTreeMap::new();
        let mut open = VecDeque::from([(id, Relation::Equal)]);
        while let Some((at, so_far)) = open.pop_front() {
            for link in self.links() {
                let next = match (link.from.as_str() == at, link.to.as_str() == at) {
                    (true, _) => link.to.as_str(),
                    (_, true) => link.from.as_str(),
                    _ => continue,
                };
                let relation = so_far.min(link.relation);
                if next == id || found.get(next).is_some_and(|known| *known >= relation) {
                    continue;
                }
                found.insert(next, relation);
                if relation > Relation::Intersects {
                    open.push_back((next, relation));
                }
            }
        }
        found
    }
}

/// Notes with each requirement the like ones that were judged too.
pub(crate) fn relate(library: &Library, results: &mut [RequirementResult]) {
    if library.links().is_empty() {
        return;
    }
    let places = results.iter().enumerate().map(|(at, result)| (result.id.as_str(), at)).collect();
    let related: Vec<Vec<Related>> =
        results.iter().map(|result| of(library, results, &places, &result.id)).collect();
    for (result, related) in results.iter_mut().zip(related) {
        result.related = related;
    }
}

/// The like duties of one; of equally strong links the first in the order of the results.
fn of(
    library: &Library,
    results: &[RequirementResult],
    places: &BTreeMap<&str, usize>,
    id: &str,
) -> Vec<Related> {
    let like = library.like(id);
    let mut found: Vec<(Reverse<Relation>, usize)> = like
        .into_iter()
        .filter_map(|(other, relation)| Some((Reverse(relation), *places.get(other)?)))
        .collect();
    found.sort_unstable();
    let related = |(Reverse(relation), at): (Reverse<Relation>, usize)| {
        let other = &results[at];
        Related {
            id: other.id.clone(),
            cite: other.cite.clone(),
            title: other.title.clone(),
            relation,
            outcome: other.outcome,
            basis: other.basis,
        }
    };
    found.into_iter().take(RELATED_MAX).map(related).collect()
}
