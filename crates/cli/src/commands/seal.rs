//! `candor seal`: prints the newest hash of a history, to be kept elsewhere; with a key writes a seal and its signature.

use std::path::{Path, PathBuf};

use anyhow::Result;
use candor_history::{EntryName, KeyError, SEAL_NAMESPACE, Seal};

use crate::args::SealArguments;
use crate::commands::Printed;
use crate::commands::verify::checked;
use crate::exit::{Exit, stop};
use crate::output;
use crate::workspace::read_text;

/// Where seals are written in a workspace, and how they end.
const SEAL_FOLDER: &str = "seals";

pub(crate) fn run(arguments: &SealArguments) -> Result<Printed> {
    let verified = checked(&arguments.workspace)?;
    if !verified.differences.is_empty() {
        let told: Vec<String> = verified.differences.iter().map(ToString::to_string).collect();
        let message = format!("the history is not as it was recorded: {}", told.join("; "));
        return Err(stop(Exit::Differs, message, "nothing was sealed; `candor verify` tells more"));
    }
    let Some((seal, head)) = Seal::of(&verified).zip(verified.head()) else {
        let message = format!("no quarter is recorded in `{}`", arguments.workspace.display());
        return Err(stop(Exit::Unreadable, message, "record one first: `candor audit . --record`"));
    };
    let mut text = format!("{}  {}\n", head.sha256, head.name);
    let default = || arguments.workspace.join(SEAL_FOLDER).join(file_name(head.name));
    let path = match (&arguments.out, &arguments.key) {
        (Some(path), _) => path.clone(),
        (None, Some(_)) => default(),
        (None, None) => {
            text.push_str(
                "\nKeep this line where nobody can write who can write history/: on paper, in a mail to the auditor.\n\
                 Later `candor verify --head HASH` tells if it is still there. `candor seal --key FILE` signs it.\n",
            );
            return Ok(Printed { text, exit: Exit::Done });
        }
    };
    let signature = arguments.key.as_deref().map(|key| sign(&seal, key, &path)).transpose()?;
    output::write(&path, seal.text().as_bytes())?;
    text.push_str(&format!("\nWritten to {}", path.display()));
    if let Some(signature) = signature {
        let signed = signed_path(&path);
        output::write(&signed, signature.as_bytes())?;
        text.push_str(&format!(" and {}\n", signed.display()));
        text.push_str(
            "Keep both elsewhere, with the public key: whoever has the workspace could make a new seal.\n",
        );
    } else {
        text.push('\n');
    }
    Ok(Printed { text, exit: Exit::Done })
}

/// `2026-Q4.seal`, `2026-Q4.correction-1.seal`.
fn file_name(head: EntryName) -> String {
    let name = head.to_string();
    format!("{}.seal", name.strip_suffix(".json").unwrap_or(&name))
}

/// The signature beside what it signs, as `ssh-keygen` names it.
fn signed_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".sig");
    PathBuf::from(name)
}

fn sign(seal: &Seal, key: &Path, path: &Path) -> Result<String> {
    seal.sign(&read_text(key)?).map_err(|error| {
        let with_ssh = format!(
            "write the seal with --out {} and sign it with `ssh-keygen -Y sign -n {SEAL_NAMESPACE} -f KEY {}`",
            path.display(),
            path.display()
        );
        let help = match error {
            KeyError::Locked | KeyError::Kind(_) => with_ssh,
            _ => "give a private key as `ssh-keygen -t ed25519` makes it".to_owned(),
        };
        stop(Exit::Unreadable, format!("`{}` cannot sign: {error}", key.display()), help)
    })
}
