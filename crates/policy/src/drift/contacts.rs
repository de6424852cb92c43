//! How to reach the organisation, its data protection officer and the authority.

use super::tokens::{Token, is_address, tokens};
use super::{DriftKind, DriftRecord, Reading, Topic};
use crate::fact::Fact;
use crate::organisation::Applies;
use crate::text::Text;

/// Digits of a telephone number, at least.
const DIGITS_MIN: usize = 7;
/// The part of an address that has to stand in one block for it to be told, and to be the one that is meant.
const TOLD: f64 = 0.99;
const MEANT: f64 = 0.6;

pub(super) fn compare(reading: &mut Reading<'_>, text: &Text) {
    let facts = reading.register.facts;
    let organisation = &facts.organisation;
    let mut own: Vec<&Fact> = vec![
        &organisation.email,
        &organisation.phone,
        &organisation.dpo,
        &organisation.request_channels,
        &organisation.authority,
        &organisation.website,
        &organisation.privacy_contact,
    ];
    own.extend(organisation.representative.as_ref());
    own.extend(facts.health.iter().map(|health| &health.contact));
    own.extend(facts.transfers.iter().map(|transfer| &transfer.copy));
    for (kind, label) in [(Kind::Mail, "email address"), (Kind::Phone, "telephone number")] {
        let main = if kind == Kind::Mail { &organisation.email } else { &organisation.phone };
        numbers(reading, text, kind, label, &own, main);
    }
    place(reading, text, &organisation.address, "postal address", TOLD);
    for (fact, label) in
        [(&organisation.dpo, "data protection officer"), (&organisation.authority, "authority")]
    {
        if facts.laws.gdpr == Applies::Yes {
            place(reading, text, fact, label, MEANT);
        }
    }
    own_name(reading);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Mail,
    Phone,
}

/// The addresses for mail, or the telephone numbers, of a text: as written and as compared.
fn found(kind: Kind, text: &str) -> Vec<(String, String)> {
    match kind {
        Kind::Mail => text
            .split([' ', '\n', '\t', '(', ')', '<', '>', '[', ']', ','])
            .map(|part| part.trim_matches(['.', ',', ';', ':', '"', '\'']).trim_start_matches("mailto:"))
            .filter(|part| part.contains('@') && is_address(part))
            .map(|part| (part.to_owned(), part.to_lowercase()))
            .collect(),
        Kind::Phone => phones(text),
    }
}

/// Numbers that begin with `+` or `(`, or have seven digits or more with breaks between them.
fn phones(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut start: Option<usize> = None;
    let end = text.len();
    let letters = text.char_indices().chain([(end, '\n')]);
    for (at, letter) in letters {
        let within = letter.is_ascii_digit() || matches!(letter, '+' | '(' | ')' | ' ' | '-' | '/' | '.');
        match (within, start) {
            (true, None) if letter.is_ascii_digit() || matches!(letter, '+' | '(') => start = Some(at),
            (false, Some(from)) => {
                let written = text[from..at].trim_matches([' ', '-', '.', '(', '/']);
                let digits: String = written.chars().filter(char::is_ascii_digit).collect();
                let begins = written.starts_with(['+', '(']) || digits.starts_with('0');
                if digits.len() >= DIGITS_MIN && begins {
                    found.push((written.to_owned(), digits));
                }
                start = None;
            }
            _ => {}
        }
    }
    found
}

fn numbers(reading: &mut Reading<'_>, text: &Text, kind: Kind, label: &str, own: &[&Fact], main: &Fact) {
    let known: Vec<(String, &Fact)> = own
        .iter()
        .flat_map(|fact| found(kind, &fact.text).into_iter().map(|(_, compared)| (compared, *fact)))
        .collect();
    let (mut told, mut strangers): (Vec<String>, Vec<(usize, String)>) = (Vec::new(), Vec::new());
    for at in 0..reading.passages.len() {
        let links = text.blocks[reading.passages[at].block].links.iter().map(|link| link.target.clone());
        let mut here = found(kind, &reading.passages[at].text);
        if kind == Kind::Mail {
            here.extend(links.flat_map(|target| found(kind, &target)));
        }
        for (written, compared) in here {
            match known.iter().find(|(own, _)| *own == compared) {
                Some((_, fact)) => {
                    let record = Some(DriftRecord::of(fact, fact.text.clone()));
                    reading.add(DriftKind::Matched, Topic::Contact, label, Some((at, written)), record);
                    told.push(compared);
                }
                None if strangers.iter().any(|(_, other)| *other == written) => {}
                None => strangers.push((at, written)),
            }
        }
    }
    let wanted = found(kind, &main.text).into_iter().next().map(|(_, compared)| compared);
    let is_missing = wanted.as_ref().is_some_and(|wanted| !told.contains(wanted));
    let record = || Some(DriftRecord::of(main, main.text.clone()));
    // Another one in the place of the own is one finding, not two.
    let instead = is_missing && !strangers.is_empty();
    for (index, (at, written)) in strangers.into_iter().enumerate() {
        let (kind, record) =
            if instead && index == 0 { (DriftKind::Contradicts, record()) } else { (DriftKind::Extra, None) };
        reading.add(kind, Topic::Contact, label, Some((at, written)), record);
    }
    if is_missing && !instead {
        reading.add(DriftKind::Missing, Topic::Contact, label, None, record());
    }
}

/// A name or address of several words, held against each block; `told` is the part of it that has to stand there.
fn place(reading: &mut Reading<'_>, text: &Text, fact: &Fact, label: &str, told: f64) {
    let wanted: Vec<String> = tokens(&fact.text).into_iter().map(|token| token.word).collect();
    if !fact.is_known() || wanted.is_empty() {
        return;
    }
    let share = |words: &[Token]| {
        let held = wanted.iter().filter(|word| words.iter().any(|token| token.word == **word)).count();
        held as f64 / wanted.len() as f64
    };
    let best = text
        .blocks
        .iter()
        .enumerate()
        .map(|(index, block)| (share(&tokens(&block.text)), index))
        .fold((0.0, 0), |best, next| if next.0 > best.0 { next } else { best });
    let record = Some(DriftRecord::of(fact, fact.text.clone()));
    let passage = reading.passages.iter().position(|passage| passage.block == best.1);
    let said = passage.map(|at| (at, reading.passages[at].text.clone()));
    let (kind, said) = match best.0 {
        share if share >= told => (DriftKind::Matched, said),
        share if share >= MEANT => (DriftKind::Contradicts, said),
        _ => (DriftKind::Missing, None),
    };
    reading.add(kind, Topic::Contact, label, said, record);
}

/// A sentence that names the organisation as the one who decides.
fn own_name(reading: &mut Reading<'_>) {
    let name = &reading.register.facts.organisation.legal_name;
    let wanted: Vec<String> = tokens(&name.text).into_iter().map(|token| token.word).collect();
    if !name.is_known() || wanted.is_empty() {
        return;
    }
    let place = reading.passages.iter().position(|passage| {
        passage
            .tokens
            .windows(wanted.len())
            .any(|words| words.iter().map(|token| &token.word).eq(wanted.iter()))
    });
    let record = Some(DriftRecord::of(name, name.text.clone()));
    match place {
        Some(at) => {
            let said = Some((at, name.text.clone()));
            reading.add(DriftKind::Matched, Topic::Contact, "name of the organisation", said, record);
        }
        None => reading.add(DriftKind::Missing, Topic::Contact, "name of the organisation", None, record),
    }
}
