//! What is written, and how results are printed.

use candor_model::text::nearest;
use candor_report::{EXPORTS, Export, FORMATS, Format};
use clap::ValueEnum;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PrintFormat {
    /// For people.
    Text,
    /// One JSON object, for programs.
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ShowFormat {
    /// A table.
    Text,
    /// A page with everything.
    Markdown,
}

/// A format of documents, an export, or everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Output {
    Format(Format),
    #[cfg(feature = "pdf")]
    Pdf,
    Export(Export),
    All,
}

/// PDF where the program was built with it.
#[cfg(feature = "pdf")]
pub(super) const PDF: Option<Output> = Some(Output::Pdf);
#[cfg(not(feature = "pdf"))]
pub(super) const PDF: Option<Output> = None;

/// How to come by PDF without it.
pub(super) const NO_PDF: &str = "this program was built without PDF; take a released program, or build one with \
                      `cargo build --release --package candor --features pdf`";

pub(super) fn parse_output(name: &str) -> Result<Output, String> {
    let formats = FORMATS.iter().map(|(format, known)| (Output::Format(*format), *known));
    let exports = EXPORTS.iter().map(|(export, known)| (Output::Export(*export), *known));
    let pdf = PDF.map(|output| (output, "pdf"));
    let mut known = formats.chain(pdf).chain(exports).chain([(Output::All, "all")]);
    let found = known.clone().find(|(_, known)| *known == name).map(|(output, _)| output);
    found.ok_or_else(|| {
        if name == "pdf" {
            return NO_PDF.to_owned();
        }
        let names: Vec<&str> = known.by_ref().map(|(_, known)| known).collect();
        let near = nearest(name, names.iter().copied());
        let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
        format!("there is no format `{name}`; {near}Give some of: {}", names.join(", "))
    })
}
