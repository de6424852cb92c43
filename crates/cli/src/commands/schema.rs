//! `candor schema`: the JSON schema of an output, made from the types that write it.

use anyhow::Result;
use candor_assess::{Assessment, COMPARISON_FORMAT, FORMAT_VERSION};
use candor_report::{ChangeFile, FACTS_FORMAT, FactsFile, PORTFOLIO_FORMAT, Portfolio};
use schemars::schema_for;

use crate::args::{SchemaArguments, SchemaOutput};
use crate::commands::Printed;
use crate::commands::check::CheckOutput;
use crate::commands::due::{DUE_FORMAT, DueOutput};
use crate::commands::policy::lint::{LINT_FORMAT, LintOutput};
use crate::commands::policy::{MEASURE_FORMAT, Measures, PROOF_FORMAT, Proofs};
use crate::exit::Exit;

pub(crate) fn run(arguments: &SchemaArguments) -> Result<Printed> {
    let (name, version, mut schema) = match arguments.output {
        SchemaOutput::Check => ("check", FORMAT_VERSION, schema_for!(CheckOutput<'static>)),
        SchemaOutput::Audit => ("audit", FORMAT_VERSION, schema_for!(Assessment)),
        SchemaOutput::Change => ("change", COMPARISON_FORMAT, schema_for!(ChangeFile<'static>)),
        SchemaOutput::Due => ("due", DUE_FORMAT, schema_for!(DueOutput<'static>)),
        SchemaOutput::Facts => ("facts", FACTS_FORMAT, schema_for!(FactsFile<'static>)),
        SchemaOutput::Portfolio => ("portfolio", PORTFOLIO_FORMAT, schema_for!(Portfolio)),
        SchemaOutput::Measure => ("measure", MEASURE_FORMAT, schema_for!(Measures)),
        SchemaOutput::Lint => ("lint", LINT_FORMAT, schema_for!(LintOutput)),
        SchemaOutput::Proof => ("proof", PROOF_FORMAT, schema_for!(Proofs)),
    };
    schema.insert("$id".to_owned(), format!("urn:candor:schema:{name}:{version}").into());
    Ok(Printed { text: serde_json::to_string_pretty(&schema)? + "\n", exit: Exit::Done })
}
