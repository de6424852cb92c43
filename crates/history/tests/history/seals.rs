//! Seals: what they hold, and signatures that OpenSSH reads and ours reads of OpenSSH.

use std::fs;
use std::path::Path;
use std::process::Command;

use candor_history::{KeyError, SEAL_NAMESPACE, Seal, record, sha256, verify};

use crate::{kept, quarter, recorded};

fn seal(folder: &Path) -> Seal {
    Seal::of(&verify(folder).expect("a test may fail here")).expect("a test may fail here")
}

/// A key pair made by OpenSSH.
fn key(folder: &Path, name: &str, arguments: &[&str]) -> (String, String) {
    let path = folder.join(name);
    let made = Command::new("ssh-keygen").args(["-q", "-f"]).arg(&path).args(arguments).status();
    assert!(made.expect("OpenSSH is part of every system that these tests run on").success());
    let read = |path: &Path| fs::read_to_string(path).expect("a test may fail here");
    (read(&path), read(&path.with_extension("pub")))
}

#[test]
fn a_seal_tells_later_what_a_history_no_longer_holds() {
    let folder = recorded(&["2026-Q3", "2026-Q4"]);
    let sealed = seal(folder.path());
    assert_eq!(Seal::parse(&sealed.text()).unwrap(), sealed);
    record(folder.path(), quarter("2027-Q1"), kept("Later")).unwrap();
    let told = |sealed: &Seal| -> Vec<String> {
        let verified = verify(folder.path()).unwrap();
        sealed.differences(&verified).iter().map(ToString::to_string).collect()
    };
    assert_eq!(told(&sealed), [""; 0], "what was added since takes nothing away");
    // Somebody makes the whole history anew, and the chain alone cannot tell.
    for file in fs::read_dir(folder.path()).unwrap() {
        fs::remove_file(file.unwrap().path()).unwrap();
    }
    record(folder.path(), quarter("2026-Q3"), kept("Made anew")).unwrap();
    assert!(verify(folder.path()).unwrap().differences.is_empty());
    assert_eq!(told(&sealed), ["2026-Q3.json differs from what was recorded", "2026-Q4.json is missing"]);
}

#[test]
fn what_is_no_seal_is_refused() {
    let folder = recorded(&["2026-Q3", "2026-Q4"]);
    let text = seal(folder.path()).text();
    let other_head = text.replacen("head ", &format!("head {}\n", sha256(b"")), 1);
    let cut: String = text.lines().take(3).map(|line| format!("{line}\n")).collect();
    for wrong in ["", "candor seal 2\n", "candor seal 1\n", &other_head, &cut, &format!("{text}more\n")] {
        assert!(Seal::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn signatures_fit_one_text_one_key_and_one_purpose() {
    let (folder, keys) = (recorded(&["2026-Q3", "2026-Q4"]), tempfile::tempdir().unwrap());
    let sealed = seal(folder.path());
    for kind in [&["-t", "ed25519", "-N", ""][..], &["-t", "ecdsa", "-b", "256", "-N", ""]] {
        let (private, public) = key(keys.path(), kind[1], kind);
        let signature = sealed.sign(&private).unwrap();
        sealed.check_signature(&signature, &public).unwrap();
        let other = recorded(&["2026-Q3"]);
        assert!(matches!(seal(other.path()).check_signature(&signature, &public), Err(KeyError::DoesNotFit)));
        let (_, other) = key(keys.path(), &format!("other-{}", kind[1]), kind);
        assert!(matches!(sealed.check_signature(&signature, &other), Err(KeyError::OtherKey)));
        for broken in ["", "-----BEGIN SSH SIGNATURE-----", &signature.replacen('A', "B", 40)] {
            assert!(sealed.check_signature(broken, &public).is_err(), "{broken}");
        }
    }
    let (locked, _) = key(keys.path(), "locked", &["-t", "ed25519", "-N", "a secret"]);
    assert!(matches!(sealed.sign(&locked), Err(KeyError::Locked)));
    assert!(matches!(sealed.sign("no key"), Err(KeyError::NoKey(_))));
}

#[test]
fn openssh_checks_our_signatures_and_we_check_those_of_openssh() {
    let (folder, place) = (recorded(&["2026-Q3"]), tempfile::tempdir().unwrap());
    let sealed = seal(folder.path());
    let (private, public) = key(place.path(), "id", &["-t", "ed25519", "-N", "", "-C", "officer@example"]);
    let path = place.path().join("2026-Q3.seal");
    fs::write(&path, sealed.text()).unwrap();
    fs::write(place.path().join("signers"), format!("officer {public}")).unwrap();
    let check = || {
        let arguments = ["-Y", "verify", "-f", "signers", "-I", "officer", "-n", SEAL_NAMESPACE, "-s"];
        let mut command = Command::new("ssh-keygen");
        command.args(arguments).arg("2026-Q3.seal.sig").current_dir(place.path());
        command.stdin(fs::File::open(&path).unwrap()).output().unwrap().status.success()
    };
    let signature = place.path().join("2026-Q3.seal.sig");
    fs::write(&signature, sealed.sign(&private).unwrap()).unwrap();
    assert!(check());
    fs::remove_file(&signature).unwrap();
    let sign = |purpose: &str| {
        let mut command = Command::new("ssh-keygen");
        command.args(["-q", "-Y", "sign", "-n", purpose, "-f", "id", "2026-Q3.seal"]);
        assert!(command.current_dir(place.path()).status().unwrap().success());
        let text = fs::read_to_string(&signature).unwrap();
        fs::remove_file(&signature).unwrap();
        text
    };
    sealed.check_signature(&sign(SEAL_NAMESPACE), &public).unwrap();
    let other = sealed.check_signature(&sign("file"), &public);
    assert!(matches!(other, Err(KeyError::OtherPurpose(purpose)) if purpose == "file"));
}
