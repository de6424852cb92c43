//! Packets: what each profile keeps and removes, looked for in every byte of every file, also inside of archives.

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::{Command, Output};

use crate::workspace::copy_folder;

/// Words of names of people, planted where the records name them.
const PEOPLE: [&str; 7] =
    ["Quillonia", "Bartholomea", "Söhne", "Kestrelmann", "Ottoline", "Pemberwick", "Thornquill"];

/// Words of what the records say of activities, vendors, evidence and cells, and of a file's name.
const RECORDS: [&str; 6] = ["Zephyrine", "Marmoset", "Walrus", "Gudbrandsdal", "Pangolin", "teal-heron"];

const SETTINGS: &str = "[organisation]\nlegal_name = \"Brackenfold Ltd\"\nshort_name = \"Brackenfold\"\n\
    eu_establishment = true\n\n[run]\nas_of = 2026-11-21\nchecklists = [\"gdpr\", \"baseline\"]\n";

fn workspace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let write = |file: &str, text: &str| {
        fs::write(folder.path().join(file), text).expect("a test may fail here");
    };
    write("candor.toml", SETTINGS);
    write(
        "teal-heron-register.csv",
        "ID,Activity,Purpose,Lawful basis,Retention period,Owner,Vendors\n\
         A-1,Zephyrine Ledger,Pay staff,Contract,kept until the cows of Gudbrandsdal return,Quillonia Vantage,Marmoset Cloudworks\n\
         A-2,Newsletter of Ottoline Marsh,Send news,,,\"Bartholomea O'Drift & Söhne; Ottoline Marsh\",\n",
    );
    write(
        "vendors.csv",
        "Vendor,Service,Country,Contact at the vendor,Contract signed\n\
         Marmoset Cloudworks,Hosting,US,Wendelin Kestrelmann,\n",
    );
    write(
        "answers.csv",
        "Requirement,Answer,Evidence,Evidence date,Answered by\n\
         gdpr-24-1,Yes,Vellum Walrus Assessment,2026-10-01,Ignatius Pemberwick\n",
    );
    write("training.csv", "Person,Course,Completed on\nLucasta Thornquill,Privacy,\n");
    write(
        "exceptions.csv",
        "Exception,Requirement,Owner,Reason,Expires\n\
         EX-1,gdpr-24-1,Quillonia Vantage,Pangolin exception for the archive,2027-01-31\n",
    );
    folder
}

fn candor(home: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
    command.args(arguments).current_dir(home).env_clear().output().expect("a test may fail here")
}

fn done(home: &Path, arguments: &[&str]) {
    let output = candor(home, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Every file below a folder, and every member of the archives among them.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a test may fail here") {
        let path = entry.expect("a test may fail here").path();
        if path.is_dir() {
            found.extend(contents(&path));
            continue;
        }
        let bytes = fs::read(&path).expect("a test may fail here");
        let name = path.display().to_string();
        if bytes.starts_with(b"PK") {
            let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).expect("a test may fail here");
            for index in 0..archive.len() {
                let mut member = archive.by_index(index).expect("a test may fail here");
                let mut bytes = Vec::new();
                member.read_to_end(&mut bytes).expect("a test may fail here");
                found.push((format!("{name}!{}", member.name().expect("a test may fail here")), bytes));
            }
        }
        found.push((name, bytes));
    }
    found
}

/// Where a word stands, in a file or in its name. No escape of XML, JSON or Markdown parts one of ours.
fn places(contents: &[(String, Vec<u8>)], word: &str) -> Vec<String> {
    let word = word.to_lowercase();
    let has = |bytes: &[u8]| String::from_utf8_lossy(bytes).to_lowercase().contains(&word);
    let found = contents.iter().filter(|(name, bytes)| has(name.as_bytes()) || has(bytes));
    found.map(|(name, _)| name.clone()).collect()
}

fn record(home: &Path) {
    done(
        home,
        &["audit", ".", "--formats", "html,docx,md,json,xlsx,csv,sarif,oscal,dpv", "--record", "2026-Q4"],
    );
}

fn packed(home: &Path, profile: &str) -> Vec<(String, Vec<u8>)> {
    done(home, &["package", "2026-Q4", "--redact", profile]);
    contents(&home.join(format!("packages/2026-Q4-{profile}")))
}

#[test]
fn no_profile_tells_what_it_removes_in_any_byte_of_any_file() {
    let folder = workspace();
    record(folder.path());
    let internal = packed(folder.path(), "internal");
    for text in PEOPLE.iter().chain(&RECORDS) {
        assert!(!places(&internal, text).is_empty(), "`{text}` was planted where nothing tells it");
    }
    let auditor = packed(folder.path(), "auditor");
    for text in RECORDS {
        assert!(!places(&auditor, text).is_empty(), "an auditor reads `{text}`");
    }
    for text in PEOPLE {
        assert_eq!(places(&auditor, text), [""; 0], "an auditor must not read `{text}`");
    }
    assert!(!places(&auditor, "audit.html").is_empty() && !places(&auditor, "register.docx").is_empty());
    for profile in ["customer", "public"] {
        let packed = packed(folder.path(), profile);
        for text in PEOPLE.iter().chain(&RECORDS) {
            assert_eq!(places(&packed, text), [""; 0], "{profile} must not read `{text}`");
        }
        assert!(!places(&packed, "Brackenfold").is_empty());
    }
}

#[test]
fn a_packet_says_what_it_is_and_can_be_checked() {
    let folder = workspace();
    record(folder.path());
    for (profile, has_outcomes) in
        [("internal", true), ("auditor", true), ("customer", true), ("public", false)]
    {
        packed(folder.path(), profile);
        let packet = folder.path().join(format!("packages/2026-Q4-{profile}"));
        let mut sums = Command::new("sha256sum");
        sums.args(["--check", "--strict", "--quiet", "SHA256SUMS"]).current_dir(&packet);
        assert!(sums.status().expect("a test may fail here").success(), "{profile}");
        let text = |file: &str| fs::read_to_string(packet.join(file)).expect("a test may fail here");
        let manifest: serde_json::Value =
            serde_json::from_str(&text("manifest.json")).expect("a test may fail here");
        assert_eq!(manifest["profile"], *profile);
        assert_eq!(manifest["entry"]["file"], "2026-Q4.json");
        let page = text("packet.md");
        assert_eq!(page.matches("not legal advice").count(), 1);
        assert_eq!(page.contains("## Requirements"), has_outcomes, "{profile}");
        assert_eq!(packet.join("evidence.csv").exists(), has_outcomes, "{profile}");
        let listed = manifest["files"].as_array().expect("a test may fail here").len();
        let files = contents(&packet).iter().filter(|(name, _)| !name.contains('!')).count();
        assert_eq!(listed + 2, files, "{profile}: all but the manifest and the list of hashes are listed");
    }
}

#[test]
fn documents_are_those_that_were_recorded_or_none() {
    let folder = workspace();
    let home = folder.path();
    record(home);
    let changed = home.join("reports/2026-Q4/audit.md");
    let whole = fs::read(&changed).expect("a test may fail here");
    fs::write(&changed, "another").expect("a test may fail here");
    let refused = candor(home, &["package", "2026-Q4"]);
    assert_eq!(refused.status.code(), Some(4));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("audit.md` is not there as it was recorded"));
    assert!(!home.join("packages").exists());
    fs::write(&changed, whole).expect("a test may fail here");
    done(home, &["package", "2026-Q4"]);
    let packed = home.join("packages/2026-Q4-internal/documents/audit.md");
    assert_eq!(fs::read(packed).ok(), fs::read(&changed).ok());
    // Without names documents are made anew, from the spreadsheets that were read and from no others.
    fs::write(home.join("training.csv"), "Person,Course,Completed on\n").expect("a test may fail here");
    let refused = candor(home, &["package", "2026-Q4", "--redact", "auditor"]);
    assert_eq!(refused.status.code(), Some(4));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("`training.csv` is not as it was"));
    done(home, &["package", "2026-Q4", "--redact", "customer"]);
    let unknown = candor(home, &["package", "2026-Q1"]);
    assert_eq!(unknown.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("give one of 2026-Q4"));
}

#[test]
fn the_same_packet_has_the_same_bytes_and_is_never_written_over() {
    let folder = workspace();
    record(folder.path());
    let pack = |out: &str| done(folder.path(), &["package", "2026-Q4", "--redact", "auditor", "--out", out]);
    pack("one.zip");
    pack("two.zip");
    pack("one.zip");
    let bytes = |file: &str| fs::read(folder.path().join(file)).expect("a test may fail here");
    assert_eq!(bytes("one.zip"), bytes("two.zip"));
    fs::write(folder.path().join("one.zip"), "mine").expect("a test may fail here");
    let refused = candor(folder.path(), &["package", "2026-Q4", "--out", "one.zip"]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(bytes("one.zip"), b"mine");
}

#[test]
fn samples_are_packed_without_those_who_answered() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    for sample in ["lindenkorb", "sunmesa"] {
        let folder = tempfile::tempdir().expect("a test may fail here");
        let home = folder.path().join(sample);
        copy_folder(&samples.join(sample), &home);
        done(&home, &["audit", ".", "--formats", "md,json", "--record"]);
        for profile in ["auditor", "customer"] {
            assert!(!packed(&home, profile).is_empty(), "{sample} for {profile}");
        }
        let entry = fs::read(home.join("history/2026-Q4.json")).expect("a test may fail here");
        let entry: serde_json::Value = serde_json::from_slice(&entry).expect("a test may fail here");
        let auditor = contents(&home.join("packages/2026-Q4-auditor"));
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let json =
            auditor.iter().find(|(name, _)| name.ends_with("audit.json")).expect("a test may fail here");
        let owners = entry["assessment"]["evidence"].as_array().expect("a test may fail here");
        for owner in owners.iter().filter_map(|item| item["owner"].as_str()).filter(|owner| !owner.is_empty())
        {
            let quoted = format!("\"{owner}\"");
            assert!(!text(&json.1).contains(&quoted), "{sample}: {owner}");
        }
    }
}
