//! What is kept and handed on: `verify`, `seal` and `package`.

use std::path::PathBuf;

use candor_model::Quarter;
use candor_report::Profile;
use clap::{Args, ValueEnum};

use super::input::parse_quarter;

/// What tamper evidence is worth, for the help of the commands about it.
pub(super) const CHAIN: &str = "What a chain of hashes shows: each entry names the hash of the entry recorded before it, and \
SHA256SUMS names the hash of each. So a change, a missing entry or a new one between two others shows, and \
`sha256sum -c SHA256SUMS` in history/ finds it without this program.\n\nWhat it cannot show: who recorded an entry, \
when, or whether the spreadsheets were true. Whoever can write the folder can make the whole chain anew, or cut off its \
end. Against that keep the seal where they cannot write: print it, mail it to the auditor, sign it with your key \
(`candor seal --key`). A signature shows that the holder of the key saw these hashes; it does not show the day.";

#[derive(Debug, Args)]
pub(crate) struct VerifyArguments {
    /// A workspace; here if left out.
    #[arg(value_name = "WORKSPACE", default_value = ".")]
    pub workspace: PathBuf,
    /// Only these: the entries of the history, the documents, the spreadsheets and other inputs.
    #[arg(long, value_enum, value_name = "PART", num_args = 1.., value_delimiter = ',')]
    pub only: Vec<VerifiedPart>,
    /// Where the documents lie that were written outside of the workspace.
    #[arg(long, value_name = "DIR")]
    pub documents: Option<PathBuf>,
    /// A hash that you kept elsewhere, as `candor seal` prints it: is it still in the history?
    #[arg(long, value_name = "HASH", help_heading = "A seal that you kept")]
    pub head: Option<String>,
    /// A seal that you kept elsewhere: does the history still hold all of it?
    #[arg(long, value_name = "FILE", help_heading = "A seal that you kept")]
    pub seal: Option<PathBuf>,
    /// The signature of the seal; the seal lies beside it, without `.sig`, if --seal is left out.
    #[arg(long, value_name = "FILE", requires = "key", help_heading = "A seal that you kept")]
    pub signature: Option<PathBuf>,
    /// The public key that the seal was signed with, such as id_ed25519.pub.
    #[arg(long, value_name = "FILE", requires = "signature", help_heading = "A seal that you kept")]
    pub key: Option<PathBuf>,
}

/// What can be held against the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum VerifiedPart {
    /// The entries of the history and their chain.
    History,
    /// The documents that were written.
    Documents,
    /// The spreadsheets and other inputs.
    Inputs,
}

#[derive(Debug, Args)]
pub(crate) struct SealArguments {
    /// A workspace; here if left out.
    #[arg(value_name = "WORKSPACE", default_value = ".")]
    pub workspace: PathBuf,
    /// Your private SSH key (ed25519 or ECDSA P-256): write the seal and its signature.
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
    /// Where to write the seal; seals/QUARTER.seal of the workspace if left out. Without --key nothing is written unless
    /// this is given.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct PackageArguments {
    /// A recorded quarter, such as 2026-Q4; its newest state is taken.
    #[arg(value_name = "QUARTER", value_parser = parse_quarter)]
    pub quarter: Quarter,
    /// A workspace; here if left out.
    #[arg(value_name = "WORKSPACE", default_value = ".")]
    pub workspace: PathBuf,
    /// For whom it is, and so what is left out of every file alike; nothing is if left out.
    #[arg(long, value_enum, value_name = "PROFILE")]
    pub redact: Option<ProfileName>,
    /// A folder, or an archive that ends in .zip; packages/QUARTER-PROFILE of the workspace if left out.
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
}

/// Profiles by name; what each removes is the table in `report`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProfileName {
    /// For people inside: nothing is left out.
    Internal,
    /// For an auditor: no names of people.
    Auditor,
    /// For a customer: outcomes and the state of evidence, nothing of the records.
    Customer,
    /// For everybody: the figures of each checklist.
    Public,
}

impl From<ProfileName> for Profile {
    fn from(name: ProfileName) -> Profile {
        match name {
            ProfileName::Internal => Profile::Internal,
            ProfileName::Auditor => Profile::Auditor,
            ProfileName::Customer => Profile::Customer,
            ProfileName::Public => Profile::Public,
        }
    }
}
