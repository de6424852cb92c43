//! `candor schema`: the JSON schema of an output, made from the types that write it.

use anyhow::Result;
use candor_assess::{Assessment, FORMAT_VERSION};
use schemars::schema_for;

use crate::args::{SchemaArguments, SchemaOutput};
use crate::commands::Printed;
use crate::commands::check::CheckOutput;
use crate::commands::policy::Measures;
use crate::exit::Exit;

pub(crate) fn run(arguments: &SchemaArguments) -> Result<Printed> {
    let (name, mut schema) = match arguments.output {
        SchemaOutput::Check => ("check", schema_for!(CheckOutput<'static>)),
        SchemaOutput::Audit => ("audit", schema_for!(Assessment)),
        SchemaOutput::Measure => ("measure", schema_for!(Measures)),
    };
    schema.insert("$id".to_owned(), format!("urn:candor:schema:{name}:{FORMAT_VERSION}").into());
    Ok(Printed { text: serde_json::to_string_pretty(&schema)? + "\n", exit: Exit::Done })
}
