//! Places in layers, ordered so that few lines cross (Sugiyama, Tagawa and Toda 1981: the barycentre method).
//!
//! Invariants: a layer has no more places than can be read; what does not fit is one place that says how many it
//! stands for; equal places keep the order of the table.

use std::collections::BTreeMap;

/// Most places of a layer: with four layers sixty of them.
pub(super) const PLACES_MAX: usize = 15;

/// How often the layers are gone through for a better order.
const SWEEPS: usize = 12;

/// What stands in a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    Own(String),
    /// Words for the places that did not fit.
    Rest(String),
    /// Room for the ways that pass the layer by on their way to one place.
    Lane,
}

/// Position of a place: its layer, and its index within.
pub(super) type At = (usize, usize);

/// Ways between two places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub from: At,
    pub to: At,
    pub count: i64,
}

#[derive(Debug)]
pub(super) struct Layered {
    pub layers: Vec<Vec<Place>>,
    /// In the order of their places.
    pub lines: Vec<Line>,
}

impl Layered {
    /// Nothing if a layer is empty or no line runs.
    pub(super) fn new(headers: &[String], ways: &[(Vec<Option<&str>>, i64)]) -> Option<Layered> {
        let chosen: Vec<Chosen<'_>> =
            (0..headers.len()).map(|layer| Chosen::new(&headers[layer], layer, ways)).collect();
        if chosen.iter().any(|chosen| chosen.kept.is_empty()) {
            return None;
        }
        let mut layers: Vec<Vec<Place>> = chosen.iter().map(Chosen::places).collect();
        let mut lanes: BTreeMap<(usize, At), At> = BTreeMap::new();
        let mut counts: BTreeMap<(At, At), i64> = BTreeMap::new();
        for (cells, count) in ways {
            let stops = cells
                .iter()
                .enumerate()
                .filter_map(|(layer, cell)| Some((layer, chosen[layer].index((*cell)?)?)));
            let stops: Vec<At> = stops.collect();
            for pair in stops.windows(2) {
                let (mut from, to) = (pair[0], pair[1]);
                for (layer, places) in layers.iter_mut().enumerate().take(to.0).skip(from.0 + 1) {
                    let lane = *lanes.entry((layer, to)).or_insert_with(|| {
                        places.push(Place::Lane);
                        (layer, places.len() - 1)
                    });
                    *counts.entry((from, lane)).or_default() += count;
                    from = lane;
                }
                *counts.entry((from, to)).or_default() += count;
            }
        }
        if counts.is_empty() {
            return None;
        }
        let lines = counts.into_iter().map(|((from, to), count)| Line { from, to, count }).collect();
        let mut layered = Layered { layers, lines };
        layered.untangle();
        Some(layered)
    }

    /// Orders the places of each layer by the middle of those they are joined with; keeps the best order found.
    fn untangle(&mut self) {
        let mut order: Vec<Vec<usize>> = self.layers.iter().map(|layer| (0..layer.len()).collect()).collect();
        let mut best = (self.crossings(&order), order.clone());
        for sweep in 0..SWEEPS {
            let count = order.len();
            for step in 0..count {
                let layer = if sweep.is_multiple_of(2) { step } else { count - 1 - step };
                self.order_layer(&mut order, layer, sweep.is_multiple_of(2));
            }
            let crossings = self.crossings(&order);
            if crossings < best.0 {
                best = (crossings, order.clone());
            }
        }
        self.apply(&best.1);
    }

    /// Orders a layer by its neighbours on one side.
    fn order_layer(&self, order: &mut [Vec<usize>], layer: usize, from_left: bool) {
        let position =
            |(layer, index): At| order[layer].iter().position(|known| *known == index).unwrap_or_default();
        let key = |index: usize| {
            let neighbours = self.lines.iter().filter_map(|line| match from_left {
                true if line.to == (layer, index) => Some(line.from),
                false if line.from == (layer, index) => Some(line.to),
                _ => None,
            });
            // In parts of the other layer's length, so that layers of unlike length can be compared.
            let parts: Vec<usize> =
                neighbours.map(|at| (position(at) * 2 + 1) * 10_000 / order[at.0].len()).collect();
            match parts.len() {
                0 => (position((layer, index)) * 2 + 1) * 10_000 / order[layer].len(),
                count => parts.iter().sum::<usize>() / count,
            }
        };
        let mut keyed: Vec<(usize, usize)> = order[layer].iter().map(|index| (key(*index), *index)).collect();
        keyed.sort_by_key(|(key, _)| *key);
        order[layer] = keyed.into_iter().map(|(_, index)| index).collect();
    }

    /// How many pairs of lines between the same two layers cross.
    fn crossings(&self, order: &[Vec<usize>]) -> usize {
        let position =
            |(layer, index): At| order[layer].iter().position(|known| *known == index).unwrap_or_default();
        let ends: Vec<(usize, usize, usize, usize)> = self
            .lines
            .iter()
            .map(|line| (line.from.0, line.to.0, position(line.from), position(line.to)))
            .collect();
        let crosses = |one: &(usize, usize, usize, usize), other: &(usize, usize, usize, usize)| {
            (one.0, one.1) == (other.0, other.1)
                && ((one.2 < other.2 && one.3 > other.3) || (one.2 > other.2 && one.3 < other.3))
        };
        (0..ends.len())
            .map(|at| ends[at + 1..].iter().filter(|other| crosses(&ends[at], other)).count())
            .sum()
    }

    fn apply(&mut self, order: &[Vec<usize>]) {
        let moved = |(layer, index): At| {
            (layer, order[layer].iter().position(|known| *known == index).unwrap_or_default())
        };
        for line in &mut self.lines {
            (line.from, line.to) = (moved(line.from), moved(line.to));
        }
        self.lines.sort_by_key(|line| (line.from, line.to));
        for (layer, order) in self.layers.iter_mut().zip(order) {
            *layer = order.iter().map(|index| layer[*index].clone()).collect();
        }
    }
}

/// The places of a layer that are shown, in the order of the table, and how many are not.
struct Chosen<'a> {
    kept: Vec<&'a str>,
    rest: usize,
    header: String,
}

impl<'a> Chosen<'a> {
    /// Keeps the places with the most ways; of equal ones the first.
    fn new(header: &str, layer: usize, ways: &[(Vec<Option<&'a str>>, i64)]) -> Chosen<'a> {
        let mut found: Vec<(&str, i64)> = Vec::new();
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        for (cells, count) in ways {
            let Some(text) = cells[layer] else { continue };
            let at = *known.entry(text).or_insert_with(|| {
                found.push((text, 0));
                found.len() - 1
            });
            found[at].1 += count;
        }
        let mut rest = 0;
        if found.len() > PLACES_MAX {
            let mut order: Vec<usize> = (0..found.len()).collect();
            order.sort_by_key(|at| std::cmp::Reverse(found[*at].1));
            order.truncate(PLACES_MAX - 1);
            rest = found.len() - order.len();
            order.sort_unstable();
            found = order.into_iter().map(|at| found[at]).collect();
        }
        let kept = found.into_iter().map(|(text, _)| text).collect();
        Chosen { kept, rest, header: header.trim().to_lowercase() }
    }

    /// Where a text stands; with the rest, if it is not shown by itself.
    fn index(&self, text: &str) -> Option<usize> {
        let own = self.kept.iter().position(|kept| *kept == text);
        own.or((self.rest > 0).then_some(self.kept.len()))
    }

    fn places(&self) -> Vec<Place> {
        let own = self.kept.iter().map(|text| Place::Own((*text).to_owned()));
        let rest = (self.rest > 0)
            .then(|| Place::Rest(format!("{} more of “{}”, in the table", self.rest, self.header)));
        own.chain(rest).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layered(rows: &[&[&str]]) -> Layered {
        let headers: Vec<String> = (0..rows[0].len()).map(|layer| format!("Layer {layer}")).collect();
        let ways: Vec<_> =
            rows.iter().map(|row| (row.iter().map(|cell| Some(*cell)).collect::<Vec<_>>(), 1)).collect();
        Layered::new(&headers, &ways).expect("a test may fail here")
    }

    #[test]
    fn lines_that_need_not_cross_do_not() {
        let found = layered(&[&["a", "z", "m"], &["b", "y", "n"], &["c", "z", "m"], &["d", "y", "n"]]);
        let order: Vec<Vec<usize>> = found.layers.iter().map(|layer| (0..layer.len()).collect()).collect();
        assert_eq!(found.crossings(&order), 0);
        assert_eq!(found.lines.len(), 6);
        let ways: i64 = found.lines.iter().map(|line| line.count).sum();
        assert_eq!(ways, 8, "every row goes over two lines");
    }

    #[test]
    fn a_way_that_passes_a_layer_by_has_a_lane_there() {
        let headers = ["A", "B", "C"].map(str::to_owned);
        let ways = [
            (vec![Some("a"), None, Some("c")], 2),
            (vec![Some("b"), None, Some("c")], 1),
            (vec![Some("a"), Some("m"), None], 1),
        ];
        let found = Layered::new(&headers, &ways).expect("a test may fail here");
        assert_eq!(found.layers[1].iter().filter(|place| **place == Place::Lane).count(), 1);
        assert!(found.lines.iter().all(|line| line.to.0 == line.from.0 + 1), "{:?}", found.lines);
        let to_c: i64 = found.lines.iter().filter(|line| line.to.0 == 2).map(|line| line.count).sum();
        assert_eq!(to_c, 3);
    }

    #[test]
    fn what_does_not_fit_is_told_with_its_number() {
        let names: Vec<String> = (0..40).map(|number| format!("vendor {number}")).collect();
        let rows: Vec<Vec<&str>> = names.iter().map(|name| vec!["us", name.as_str()]).collect();
        let found = layered(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
        assert_eq!(found.layers[1].len(), PLACES_MAX);
        assert!(found.layers[1].contains(&Place::Rest("26 more of “layer 1”, in the table".to_owned())));
        let ways: i64 = found.lines.iter().map(|line| line.count).sum();
        assert_eq!(ways, 40, "no way is lost");
    }
}
