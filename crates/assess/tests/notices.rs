//! The notices that the laws may ask for after one incident.

use crate::inventory;

use candor_assess::{AnswerState, Library, Options, Truth, assess, notices};
use candor_model::{Dictionary, Inventory};

/// Of each notice: the clock, whether it is due, whether no reason is given, and whether its clock runs.
#[test]
fn an_incident_asks_for_the_notices_of_its_own_log_and_each_no_has_a_reason() {
    let mut records = Inventory::default();
    let log = "ref | personal_data | reportable | risk_to_people | aware_at\n\
               High | yes | yes | high | 2026-11-20 09:00\n\
               Low | yes | no | low | 2026-11-20 09:00\n";
    inventory::add_table(&mut records, "organisation", "legal_name | eu_establishment\nHarborlight | yes");
    inventory::add_table(&mut records, "incident", log);
    inventory::add_table(&mut records, "request", "ref | kind | received_on\nR-1 | access | 2026-11-02\n");
    let options =
        Options { checklists: vec!["gdpr".to_owned()], ..Options::new("2026-11-21".parse().unwrap()) };
    let assessment = assess(&records, Library::builtin(), &options);
    let incident = Dictionary::builtin().find_entity("incident").unwrap();
    let told: Vec<Vec<(String, Truth, bool, bool)>> = records
        .records(incident)
        .map(|record| {
            let asked = notices(&records, &assessment, record).into_iter();
            asked.map(|one| (one.clock, one.due, one.because.is_empty(), one.run.is_some())).collect()
        })
        .collect();
    for one in told.iter().flatten() {
        assert_eq!(one.1 == Truth::Yes, one.2, "{one:?}");
        assert_eq!(one.1 != Truth::No, one.3, "{one:?}");
    }
    let asks = |at: usize, clock: &str| told[at].iter().find(|one| one.0 == clock).map(|one| one.1);
    assert_eq!(asks(0, "gdpr-authority"), Some(Truth::Yes));
    assert_eq!(asks(1, "gdpr-authority"), Some(Truth::No));
    // `gdpr-reply` runs over another log, which is there too.
    assert!(assessment.clocks.iter().any(|clock| clock.id == "gdpr-reply"));
    for asked in &told {
        let clocks: Vec<&str> = asked.iter().map(|one| one.0.as_str()).collect();
        assert_eq!(clocks, ["gdpr-authority", "gdpr-people", "gdpr-customer", "vendor-report"]);
    }
}

#[test]
fn every_state_of_an_answer_is_named() {
    let states = [AnswerState::Holds, AnswerState::Expired, AnswerState::Undated];
    assert_eq!(states.map(AnswerState::label), ["Holds", "Expired", "Without a day"]);
}
