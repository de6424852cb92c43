//! `candor policy rules`: the rules of the lint, as a table or as a page.

use candor_policy::lint::rules;
use candor_report::lint_page;

use crate::args::ShowFormat;
use crate::commands::Printed;
use crate::exit::Exit;
use crate::print::{Align, columns};

pub(crate) fn run(format: ShowFormat) -> Printed {
    let text = match format {
        ShowFormat::Markdown => lint_page(),
        ShowFormat::Text => {
            let row = |rule: &candor_policy::lint::Rule| {
                vec![
                    rule.id.clone(),
                    rule.severity().label().to_owned(),
                    rule.name.clone(),
                    rule.title.clone(),
                ]
            };
            let rows: Vec<Vec<String>> = rules().iter().map(row).collect();
            let lines = columns(&rows, &[Align::Left; 4]);
            format!("{}\n\nAll about one: candor explain PL003\n", lines.join("\n"))
        }
    };
    Printed { text, exit: Exit::Done }
}
