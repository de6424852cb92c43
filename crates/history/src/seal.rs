//! A seal: the hashes of a history at one time, to be kept where whoever can write the history cannot; signed with a key of
//! the user as an SSH signature, which `ssh-keygen -Y verify` checks as well.
//!
//! Invariants: a seal is plain text, one line a hash; what is signed is that text; nothing but the key itself is asked, so a
//! signature is checked offline. A later history fits a seal if it still holds every entry of it, whatever was added since.
//! Format of signatures: PROTOCOL.sshsig of OpenSSH.

use ssh_key::{HashAlg, LineEnding, PrivateKey, PublicKey, SshSig};

use crate::{Difference, InputHash, Verified, What, sums_line};

/// What signatures are made for, so that none made for another purpose passes for one of a seal (`ssh-keygen -n`).
pub const SEAL_NAMESPACE: &str = "candor-seal";

const TITLE: &str = "candor seal 1";

/// The hashes of a history, in the order in which its entries were recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    entries: Vec<InputHash>,
}

/// Why a text is no seal.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    #[error("it does not begin with `{TITLE}`")]
    Title,
    #[error("line {0} is no hash with a name")]
    Line(usize),
    #[error("its head is not the last entry that it names")]
    Head,
}

/// Why a key or a signature cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("it is no SSH key in the OpenSSH form: {0}")]
    NoKey(ssh_key::Error),
    #[error("it is no SSH signature: {0}")]
    NoSignature(ssh_key::Error),
    #[error("the key is locked with a passphrase")]
    Locked,
    #[error("keys of the kind `{0}` are not supported")]
    Kind(String),
    #[error("the signature was made with another key")]
    OtherKey,
    #[error("the signature was made for another purpose (`{0}`)")]
    OtherPurpose(String),
    #[error("the signature does not fit the text: one of them was changed")]
    DoesNotFit,
}

impl Seal {
    /// Of a history; none if it has no entry.
    pub fn of(verified: &Verified) -> Option<Seal> {
        let entries = verified.sums().lines;
        (!entries.is_empty()).then_some(Seal { entries })
    }

    /// The entry that was recorded last.
    pub fn head(&self) -> Option<&InputHash> {
        self.entries.last()
    }

    /// As it is written and signed.
    pub fn text(&self) -> String {
        let head = self.head().map(|head| head.sha256.as_str()).unwrap_or_default();
        let lines: String = self.entries.iter().map(sums_line).collect();
        format!("{TITLE}\nhead {head}\n{lines}")
    }

    /// Reads what [`Seal::text`] wrote.
    ///
    /// # Errors
    /// If it is something else.
    pub fn parse(text: &str) -> Result<Seal, SealError> {
        let mut lines = (1..).zip(text.lines());
        if lines.next().map(|(_, line)| line) != Some(TITLE) {
            return Err(SealError::Title);
        }
        let head = lines.next().and_then(|(_, line)| line.strip_prefix("head ")).ok_or(SealError::Line(2))?;
        let entries: Result<Vec<InputHash>, SealError> =
            lines.map(|(number, line)| crate::sums::parse(line).ok_or(SealError::Line(number))).collect();
        let seal = Seal { entries: entries? };
        match seal.head() {
            Some(last) if last.sha256 == head => Ok(seal),
            _ => Err(SealError::Head),
        }
    }

    /// What of the seal a history no longer holds.
    pub fn differences(&self, verified: &Verified) -> Vec<Difference> {
        let there = verified.sums().lines;
        let differs = |sealed: &InputHash| {
            let what = match there.iter().find(|entry| entry.file == sealed.file) {
                Some(entry) if entry.sha256 == sealed.sha256 => return None,
                Some(_) => What::Changed,
                None => What::Missing,
            };
            Some(Difference { file: sealed.file.clone(), what })
        };
        self.entries.iter().filter_map(differs).collect()
    }

    /// Signs the text with a private key in the OpenSSH form (ed25519, or ECDSA over NIST P-256), and returns the
    /// signature as it is written to `.sig` files.
    ///
    /// # Errors
    /// If the key is none, is locked, or is of another kind.
    pub fn sign(&self, private_key: &str) -> Result<String, KeyError> {
        let key = PrivateKey::from_openssh(private_key).map_err(KeyError::NoKey)?;
        if key.is_encrypted() {
            return Err(KeyError::Locked);
        }
        let unsupported = |_| KeyError::Kind(key.algorithm().to_string());
        let signature =
            key.sign(SEAL_NAMESPACE, HashAlg::Sha512, self.text().as_bytes()).map_err(unsupported)?;
        signature.to_pem(LineEnding::LF).map_err(KeyError::NoSignature)
    }

    /// Was this text signed with the private part of a public key?
    ///
    /// # Errors
    /// If it was not, or the key or the signature is none.
    pub fn check_signature(&self, signature: &str, public_key: &str) -> Result<(), KeyError> {
        let key = PublicKey::from_openssh(public_key.trim()).map_err(KeyError::NoKey)?;
        let signature: SshSig = signature.trim().parse().map_err(KeyError::NoSignature)?;
        if signature.public_key() != key.key_data() {
            return Err(KeyError::OtherKey);
        }
        if signature.namespace() != SEAL_NAMESPACE {
            return Err(KeyError::OtherPurpose(signature.namespace().to_owned()));
        }
        key.verify(SEAL_NAMESPACE, self.text().as_bytes(), &signature).map_err(|error| match error {
            ssh_key::Error::AlgorithmUnknown | ssh_key::Error::AlgorithmUnsupported { .. } => {
                KeyError::Kind(key.algorithm().to_string())
            }
            _ => KeyError::DoesNotFit,
        })
    }
}
