//! Rights under the GDPR, shown only where the law and the legal basis give them (Art. 12-22, 77).

use schemars::JsonSchema;
use serde::Serialize;

use crate::activity::Activity;
use crate::fact::{Fact, State};
use crate::organisation::{Applies, Laws};

/// A right in words that follow "You can ask us to".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Right {
    /// The right in plain words.
    pub text: String,
    /// The provision that gives it.
    pub cite: String,
}

fn right(text: &str, cite: &str) -> Right {
    Right { text: text.to_owned(), cite: cite.to_owned() }
}

/// Rights of people under the GDPR; empty where it is known not to apply.
pub(crate) fn gdpr_rights(laws: &Laws, activities: &[Activity], automated: &Fact) -> Vec<Right> {
    if laws.gdpr == Applies::No {
        return Vec::new();
    }
    let rests_on = |wanted: &[&str]| {
        activities.iter().flat_map(|activity| &activity.bases).any(|basis| wanted.contains(basis))
    };
    let mut rights = vec![
        right("Show you your data and give you a copy.", "GDPR Art. 15"),
        right("Correct data that is wrong.", "GDPR Art. 16"),
        right("Delete your data.", "GDPR Art. 17"),
        right("Pause our use of it while a question is open.", "GDPR Art. 18"),
    ];
    if rests_on(&["consent", "contract"]) {
        rights.push(right("Give you your data in a file you can use elsewhere.", "GDPR Art. 20"));
    }
    if rests_on(&["legitimate_interests", "public_task"]) {
        rights.push(right("Stop a use you object to. For marketing, we always stop.", "GDPR Art. 21"));
    }
    if rests_on(&["consent"]) {
        rights.push(right("Stop what you said yes to. What we did before stays lawful.", "GDPR Art. 7(3)"));
    }
    if automated.state == State::Known {
        rights.push(right("Have a person look again at a decision made by software.", "GDPR Art. 22(3)"));
    }
    rights
}
