//! Which entry of a column each record has: as few bytes for each as the number of entries allows.
//!
//! Invariant: widths differ in size only; a position reads the same whatever it is stored in.

/// For each record the position of its entry.
#[derive(Debug, Clone)]
pub struct Positions(Width);

#[derive(Debug, Clone)]
enum Width {
    One(Vec<u8>),
    Two(Vec<u16>),
    Four(Vec<u32>),
}

/// The positions of some records that follow each other, as they are stored.
#[derive(Debug, Clone, Copy)]
pub enum PositionsSlice<'a> {
    One(&'a [u8]),
    Two(&'a [u16]),
    Four(&'a [u32]),
}

impl Default for Positions {
    fn default() -> Self {
        Positions(Width::One(Vec::new()))
    }
}

impl Positions {
    /// The same position for each of so many records.
    pub fn all(position: u32, records: usize) -> Self {
        let mut positions = Positions(Width::One(vec![0; records]));
        if position > 0 {
            positions.fill(position);
        }
        positions
    }

    /// None yet, with room for so many records.
    pub fn with_capacity(records: usize) -> Self {
        Positions(Width::One(Vec::with_capacity(records)))
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        match &self.0 {
            Width::One(list) => list.len(),
            Width::Two(list) => list.len(),
            Width::Four(list) => list.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The position of a record. Panics where there is no such record, as a slice does.
    #[inline]
    pub fn at(&self, record: usize) -> u32 {
        match &self.0 {
            Width::One(list) => u32::from(list[record]),
            Width::Two(list) => u32::from(list[record]),
            Width::Four(list) => list[record],
        }
    }

    pub fn set(&mut self, record: usize, position: u32) {
        self.widen(position);
        match &mut self.0 {
            Width::One(list) => list[record] = position as u8,
            Width::Two(list) => list[record] = position as u16,
            Width::Four(list) => list[record] = position,
        }
    }

    #[inline]
    pub fn push(&mut self, position: u32) {
        match &mut self.0 {
            Width::One(list) if position <= u32::from(u8::MAX) => list.push(position as u8),
            Width::Two(list) if position <= u32::from(u16::MAX) => list.push(position as u16),
            Width::Four(list) => list.push(position),
            _ => {
                self.widen(position);
                self.push(position);
            }
        }
    }

    /// Gives every record the same position.
    pub fn fill(&mut self, position: u32) {
        let records = self.len();
        self.widen(position);
        for record in 0..records {
            self.set(record, position);
        }
    }

    /// Adds records up to a number, all with the position 0.
    pub fn pad(&mut self, records: usize) {
        match &mut self.0 {
            Width::One(list) if list.len() < records => list.resize(records, 0),
            Width::Two(list) if list.len() < records => list.resize(records, 0),
            Width::Four(list) if list.len() < records => list.resize(records, 0),
            _ => {}
        }
    }

    /// The positions of all records.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.len()).map(|record| self.at(record))
    }

    /// The positions as they are stored, for loops over very many records.
    pub fn all_of(&self) -> PositionsSlice<'_> {
        self.slice(0, self.len())
    }

    /// The positions of some records that follow each other. Panics where there are not as many, as a slice does.
    pub fn slice(&self, first: usize, count: usize) -> PositionsSlice<'_> {
        match &self.0 {
            Width::One(list) => PositionsSlice::One(&list[first..first + count]),
            Width::Two(list) => PositionsSlice::Two(&list[first..first + count]),
            Width::Four(list) => PositionsSlice::Four(&list[first..first + count]),
        }
    }

    /// Makes room for a position that is too large for the width.
    fn widen(&mut self, position: u32) {
        let wider = match &self.0 {
            Width::One(list) if position > u32::from(u16::MAX) => {
                Width::Four(list.iter().map(|at| u32::from(*at)).collect())
            }
            Width::One(list) if position > u32::from(u8::MAX) => {
                Width::Two(list.iter().map(|at| u16::from(*at)).collect())
            }
            Width::Two(list) if position > u32::from(u16::MAX) => {
                Width::Four(list.iter().map(|at| u32::from(*at)).collect())
            }
            _ => return,
        };
        self.0 = wider;
    }

    /// Gives back room that was kept for more records.
    pub fn shrink(&mut self) {
        match &mut self.0 {
            Width::One(list) => list.shrink_to_fit(),
            Width::Two(list) => list.shrink_to_fit(),
            Width::Four(list) => list.shrink_to_fit(),
        }
    }
}

impl PositionsSlice<'_> {
    /// Calls `see` with each position, the width looked at once.
    #[inline]
    pub fn each(self, mut see: impl FnMut(usize, u32)) {
        match self {
            PositionsSlice::One(list) => list.iter().enumerate().for_each(|(at, id)| see(at, u32::from(*id))),
            PositionsSlice::Two(list) => list.iter().enumerate().for_each(|(at, id)| see(at, u32::from(*id))),
            PositionsSlice::Four(list) => list.iter().enumerate().for_each(|(at, id)| see(at, *id)),
        }
    }
}

impl FromIterator<u32> for Positions {
    fn from_iter<I: IntoIterator<Item = u32>>(positions: I) -> Self {
        let positions = positions.into_iter();
        let mut made = Positions::with_capacity(positions.size_hint().0);
        positions.for_each(|position| made.push(position));
        made
    }
}

impl PartialEq for Positions {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_read_the_same_in_every_width() {
        let mut positions = Positions::all(0, 2);
        let mut known = vec![0, 0];
        for position in [1, 255, 256, 3, 65_535, 65_536, 7, u32::MAX] {
            positions.push(position);
            known.push(position);
            assert!(positions.iter().eq(known.iter().copied()));
        }
        positions.set(0, 9);
        assert_eq!((positions.at(0), positions.len()), (9, known.len()));
        positions.pad(12);
        assert_eq!((positions.at(11), positions.len()), (0, 12));
        assert_eq!(Positions::all(300, 3), [300, 300, 300].into_iter().collect());
    }
}
