//! The uses of health information without the person's signature (45 CFR 164.510, 164.512), as the records name them.
//!
//! Invariant: every ground of the log of disclosures in the last six years is in the notice or asked about; six years is how
//! far back people can ask for a list (45 CFR 164.528(a)(1)).

use candor_model::{Dictionary, Span, Unit};

use super::{cells, own_choices, required};
use crate::fact::{Fact, FactCell, Found, Question};
use crate::language::{Key, key};
use crate::records::Records;

const CITE: &str = "45 CFR 164.520(b)(1)(ii)(B)";
const NAMED: &str = "organisation.permitted_uses";
const SPECIAL: &str = "organisation.phi_practices";

/// The uses in the groups that the notice tells them in.
#[derive(Default)]
pub(super) struct Uses {
    pub(super) family: Vec<Fact>,
    pub(super) health: Vec<Fact>,
    pub(super) work: Vec<Fact>,
    pub(super) public: Vec<Fact>,
    pub(super) open: Vec<Fact>,
}

#[derive(Clone, Copy, PartialEq)]
enum Group {
    Family,
    Health,
    Work,
    Public,
}

/// A use, the ground in `permitted_uses` and the special use in `phi_practices` that name it (either may be empty).
struct Use {
    ground: &'static str,
    special: &'static str,
    words: Key,
    group: Group,
}

const fn named(ground: &'static str, special: &'static str, words: Key, group: Group) -> Use {
    Use { ground, special, words, group }
}

/// What is not here: `authorization` is no use without a signature, `hhs` is told of every covered entity, `other` is asked.
const USES: [Use; 16] = [
    named("", "family_disclosure", key::NPP_USE_FAMILY, Group::Family),
    named("", "facility_directory", key::NPP_USE_DIRECTORY, Group::Family),
    named("public_health", "", key::NPP_USE_PUBLIC_HEALTH, Group::Health),
    named("abuse", "", key::NPP_USE_ABUSE, Group::Health),
    named("child_abuse", "", key::NPP_USE_CHILD_ABUSE, Group::Health),
    named("threat", "", key::NPP_USE_THREAT, Group::Health),
    named("deceased", "", key::NPP_USE_DECEASED, Group::Health),
    named("workplace_health", "employer_health", key::NPP_USE_WORKPLACE, Group::Work),
    named("school_immunization", "", key::NPP_USE_SCHOOL, Group::Work),
    named("research", "research", key::NPP_USE_RESEARCH, Group::Work),
    named("workers_compensation", "", key::NPP_USE_WORKERS_COMPENSATION, Group::Work),
    named("government", "", key::NPP_USE_GOVERNMENT, Group::Work),
    named("required_by_law", "", key::NPP_USE_REQUIRED_BY_LAW, Group::Public),
    named("oversight", "", key::NPP_USE_OVERSIGHT, Group::Public),
    named("court", "", key::NPP_USE_COURT, Group::Public),
    named("police", "", key::NPP_USE_POLICE, Group::Public),
];

/// Draws the uses; `special` are the special uses that happen.
pub(super) fn uses(records: &Records<'_>, special: &[&str]) -> Uses {
    let grounds = own_choices(records, NAMED);
    let mut uses = Uses::default();
    if grounds == Found::Unknown {
        let ask = "On which grounds do you share patient data without authorization?";
        uses.open.push(Question::new("npp.uses", ask, NAMED, required(CITE)).open(cells(records, NAMED)));
    }
    let known = grounds != Found::Unknown;
    let grounds = grounds.known().unwrap_or_default();
    for of in USES {
        let by_ground = grounds.contains(&of.ground);
        let by_special = !of.special.is_empty() && special.contains(&of.special);
        if !by_ground && !by_special {
            continue;
        }
        let mut rests_on = if by_ground { cells(records, NAMED) } else { Vec::new() };
        if by_special {
            rests_on.extend(cells(records, SPECIAL));
        }
        let id = format!("npp.use.{}", if of.ground.is_empty() { of.special } else { of.ground });
        let path = if by_ground { NAMED } else { SPECIAL };
        let ask = "Do you share patient data on this ground?";
        let fact = Question::new(id, ask, path, required(CITE)).known(records.say(of.words), rests_on);
        match of.group {
            Group::Family => uses.family.push(fact),
            Group::Health => uses.health.push(fact),
            Group::Work => uses.work.push(fact),
            Group::Public => uses.public.push(fact),
        }
    }
    if grounds.contains(&"other") {
        let ask = "What is the other ground on which you share patient data?";
        let question = Question::new("npp.use.other", ask, NAMED, required(CITE));
        uses.open.push(question.open(cells(records, NAMED)));
    }
    if known {
        uses.open.extend(logged(records, &grounds, special));
    }
    uses
}

/// Grounds that the log of disclosures shows and the notice would not name.
fn logged(records: &Records<'_>, grounds: &[&str], special: &[&str]) -> Vec<Fact> {
    let since = Span::new(6, Unit::Years).before(records.as_of);
    let mut found: Vec<(&'static str, Vec<FactCell>)> = Vec::new();
    for disclosure in records.of("disclosure") {
        let day = records.day(disclosure, "disclosure.disclosed_on");
        let Some(ground) = records.choice(disclosure, "disclosure.ground") else { continue };
        let is_old = day.is_some_and(|day| since.is_some_and(|since| day < since));
        let of = USES.iter().find(|of| of.ground == ground);
        let is_named = grounds.contains(&ground)
            || of.is_some_and(|of| !of.special.is_empty() && special.contains(&of.special));
        if is_old || is_named || matches!(ground, "authorization" | "hhs") {
            continue;
        }
        let cell = records.cells(disclosure, &["disclosure.ground", "disclosure.disclosed_on"]);
        match found.iter_mut().find(|(known, _)| *known == ground) {
            Some((_, cells)) => cells.extend(cell),
            None => found.push((ground, cell)),
        }
    }
    let facts = found.into_iter().map(|(ground, cells)| {
        let ask =
            format!("The log shows disclosures on the ground “{}”: does the notice name it?", label(ground));
        Question::new(format!("npp.logged.{ground}"), ask, NAMED, required(CITE)).open(cells)
    });
    facts.collect()
}

/// `Court or lawyers` for `court`.
fn label(ground: &str) -> &str {
    let dictionary = Dictionary::builtin();
    let options =
        dictionary.find_choices("disclosure_ground").map(|list| &dictionary.choice_list(list).options);
    let option = options.and_then(|options| options.iter().find(|option| option.id == ground));
    option.map_or(ground, |option| option.label.as_str())
}
