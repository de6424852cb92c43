//! Formulas of reading ease and school grade. Each was made for one language and scores no other.

use super::lists::Formula;

/// What the formulas need: sums over the complete sentences of the body.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    pub sentences: usize,
    pub words: usize,
    pub syllables: usize,
    /// Words of three syllables or more.
    pub polysyllables: usize,
}

impl Sums {
    fn words_per_sentence(self) -> f64 {
        count(self.words) / count(self.sentences)
    }

    fn syllables_per_word(self) -> f64 {
        count(self.syllables) / count(self.words)
    }
}

/// Counts of a text are small: no number is lost.
pub(super) fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// One decimal: more would be noise.
pub(super) fn rounded(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

/// Flesch-Kincaid grade level (Kincaid, Fishburne, Rogers, Chissom 1975): years of school in the United States.
pub(super) fn grade(sums: Sums) -> f64 {
    0.39 * sums.words_per_sentence() + 11.8 * sums.syllables_per_word() - 15.59
}

/// SMOG (McLaughlin 1969): years of school for full understanding.
pub(super) fn smog(sums: Sums) -> f64 {
    1.0430 * (count(sums.polysyllables) * 30.0 / count(sums.sentences)).sqrt() + 3.1291
}

/// Reading ease by the formula of the language: 100 very easy, 0 very hard.
pub(super) fn ease(formula: Formula, sums: Sums) -> f64 {
    let (length, syllables) = (sums.words_per_sentence(), sums.syllables_per_word());
    match formula {
        // Flesch 1948.
        Formula::Flesch => 206.835 - 1.015 * length - 84.6 * syllables,
        // Amstad 1978, with sentences and words of German.
        Formula::Amstad => 180.0 - length - 58.5 * syllables,
        // Kandel and Moles 1958.
        Formula::KandelMoles => 207.0 - 1.015 * length - 73.6 * syllables,
        // Fernández Huerta 1959, in the reading of words a sentence.
        Formula::FernandezHuerta => 206.84 - 1.02 * length - 60.0 * syllables,
    }
}

/// The formula's name as the field writes it.
pub(super) fn name(formula: Formula) -> &'static str {
    match formula {
        Formula::Flesch => "Flesch Reading Ease",
        Formula::Amstad => "Flesch-Amstad",
        Formula::KandelMoles => "Kandel-Moles",
        Formula::FernandezHuerta => "Fernández-Huerta",
    }
}

/// The band of a score. Spanish: the INFLESZ scale (Barrio-Cantalejo 2008) of the Flesch-Szigriszt index, with its own names; others:
/// Flesch's bands, which Amstad and Kandel-Moles keep.
pub(super) fn band(formula: Formula, sums: Sums) -> &'static str {
    let (value, bands): (f64, &[(f64, &'static str)]) = match formula {
        Formula::FernandezHuerta => (
            206.835 - sums.words_per_sentence() - 62.3 * sums.syllables_per_word(),
            &[
                (80.0, "muy fácil"),
                (65.0, "bastante fácil"),
                (55.0, "normal"),
                (40.0, "algo difícil"),
                (f64::MIN, "muy difícil"),
            ],
        ),
        _ => (
            ease(formula, sums),
            &[
                (90.0, "very easy"),
                (80.0, "easy"),
                (70.0, "fairly easy"),
                (60.0, "plain"),
                (50.0, "fairly hard"),
                (30.0, "hard"),
                (f64::MIN, "very hard"),
            ],
        ),
    };
    bands.iter().find(|(from, _)| value >= *from).map_or("", |(_, name)| name)
}
