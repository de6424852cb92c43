//! No network: the commands do all their work where no interface is, and ask the system for no connection.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::workspace::{copy_folder, workspace};

/// Every command that does work, in an order in which each finds what it needs. `layout` needs a file, `watch` an end.
const COMMANDS: [&[&str]; 17] = [
    &["check", "ws"],
    &["run", "ws", "--quarter", "2026-Q3", "--as-of", "2026-09-30", "--record", "--formats", "md"],
    &[
        "run",
        "ws",
        "--quarter",
        "2026-Q4",
        "--as-of",
        "2026-11-21",
        "--record",
        "--formats",
        "md,json,csv,sarif,junit,oscal,dpv",
    ],
    &["audit", "ws", "--out", "audit"],
    &["policy", "ws", "--out", "policy"],
    &["policy", "lint", "policy/privacy-policy.md", "--against", "ws"],
    &["compare", "2026-Q3", "2026-Q4", "ws", "--out", "compared"],
    &["letter", "I-003", "ws", "--out", "letters"],
    &["due", "ws", "--out", "due.ics"],
    &["ask", "ws", "--out", "questions.xlsx"],
    &["check", "ws", "--annotate", "marked"],
    &["verify", "ws"],
    &["package", "2026-Q4", "ws", "--redact", "public", "--out", "packet"],
    &["portfolio", ".", "--out", "portfolio"],
    &["explain", "gdpr-33-1"],
    &["seal", "ws"],
    &["init", "new"],
];

/// A way to run a program in a network namespace of its own, in which even the loopback is down. As root it needs nothing; else
/// the system must allow user namespaces.
fn without_interfaces() -> &'static [&'static str] {
    let ways: [&[&str]; 2] = [&["unshare", "--net"], &["unshare", "--map-root-user", "--net"]];
    let works = |way: &&[&str]| {
        Command::new(way[0]).args(&way[1..]).arg("true").output().is_ok_and(|output| output.status.success())
    };
    ways.into_iter().find(works).expect(
        "this test runs the program without network: install util-linux and run as root, or allow user namespaces \
         (sysctl kernel.apparmor_restrict_unprivileged_userns=0)",
    )
}

fn run(folder: &Path, before: &[&str], arguments: &[&str]) -> Output {
    let program = [env!("CARGO_BIN_EXE_candor")];
    let whole = [before, &program, arguments].concat();
    Command::new(whole[0]).args(&whole[1..]).current_dir(folder).output().expect("the program runs")
}

#[test]
fn every_command_works_where_no_network_is() {
    let way = without_interfaces();
    // The namespace is what it should be: there is no interface but the loopback, and that is down.
    let seen =
        Command::new(way[0]).args(&way[1..]).args(["cat", "/proc/net/route", "/proc/net/if_inet6"]).output();
    let seen = String::from_utf8_lossy(&seen.expect("it runs").stdout).into_owned();
    assert!(seen.lines().all(|line| line.starts_with("Iface")), "{seen}");
    let folder = tempfile::tempdir().expect("a folder");
    copy_folder(workspace().path(), &folder.path().join("ws"));
    for arguments in COMMANDS {
        let output = run(folder.path(), way, arguments);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{arguments:?}: {told}");
    }
    let with = run(folder.path(), &[], &["audit", "ws", "--out", "online"]);
    assert!(with.status.success(), "{}", String::from_utf8_lossy(&with.stderr));
    let read = |name: &str| fs::read(folder.path().join(name)).expect("a document");
    for name in ["audit.html", "audit.docx", "audit.json", "audit.xlsx"] {
        let (offline, online) = (read(&format!("audit/{name}")), read(&format!("online/{name}")));
        assert!(offline == online, "{name} differs where no network is");
    }
}
