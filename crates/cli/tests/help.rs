//! What a person meets before the first result: help, its examples, mistakes of the command line, widths and colours.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use unicode_width::UnicodeWidthStr;

use crate::workspace::{copy_folder, workspace};

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples");

fn candor(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
    command.args(arguments).current_dir(folder).env_clear().envs(environment.iter().copied());
    command.output().expect("a test may fail here")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("a test may fail here")
}

fn help(arguments: &[&str]) -> String {
    let output = candor(Path::new("."), arguments, &[]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

/// The commands that the help of the program lists, and those of a command.
fn commands() -> Vec<Vec<String>> {
    let listed = |text: &str, heads: &dyn Fn(&str) -> bool| -> Vec<String> {
        let mut is_on = false;
        let mut names = Vec::new();
        for line in text.lines() {
            if !line.starts_with(' ') && !line.is_empty() {
                is_on = heads(line);
            } else if is_on && line.starts_with("  ") && !line.starts_with("   ") {
                names.extend(line.split_whitespace().next().map(str::to_owned));
            }
        }
        names
    };
    let no_commands = |line: &str| matches!(line, "Options:" | "Examples:" | "Exit codes:");
    let mut all = Vec::new();
    for name in listed(&help(&["--help"]), &|line| line.ends_with(':') && !no_commands(line)) {
        let below = listed(&help(&[&name, "--help"]), &|line| line == "Commands:");
        all.push(vec![name.clone()]);
        all.extend(below.into_iter().filter(|below| below != "help").map(|below| vec![name.clone(), below]));
    }
    assert!(all.len() > 25, "{all:?}");
    all
}

/// The lines under "Examples:" that are commands.
fn examples(help: &str) -> Vec<String> {
    let after = help.split("\nExamples:\n").nth(1).unwrap_or_default();
    let lines = after.lines().take_while(|line| line.starts_with("  "));
    lines.filter_map(|line| line.strip_prefix("    ").map(str::to_owned)).collect()
}

/// A folder in which the names of the examples exist.
fn folder_of_examples() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let at = |name: &str| folder.path().join(name);
    let copy =
        |from: &str, to: &str| fs::copy(Path::new(SAMPLES).join(from), at(to)).expect("a test may fail here");
    let acme = workspace();
    copy_folder(acme.path(), &at("acme"));
    copy_folder(&Path::new(SAMPLES).join("harborlight/2026-Q3"), &at("acme/2026-Q3"));
    fs::create_dir(at("clients")).expect("a test may fail here");
    copy_folder(acme.path(), &at("clients/acme"));
    copy("harborlight/2026-Q4/inventory.xlsx", "register.xlsx");
    copy("harborlight/expected/privacy-policy.md", "policy.md");
    fs::write(at("register.csv"), "Activity,Purpose\nPayroll,Pay\nShop,Sell\n")
        .expect("a test may fail here");
    fs::create_dir(at("parts")).expect("a test may fail here");
    let kept = candor(
        folder.path(),
        &["audit", "register.xlsx", "--as-of", "2026-11-21", "--format", "json", "--keep-records=only"],
        &[],
    );
    fs::write(at("parts/register.json"), kept.stdout).expect("a test may fail here");
    fs::write(at("clients.txt"), "# one path a line\nacme\n").expect("a test may fail here");
    let made = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-f"])
        .arg(at("id_ed25519"))
        .status();
    assert!(made.expect("a test may fail here").success());
    folder
}

/// Examples that say something else than "all is well" of the sample, and those that do not end.
const OTHER_ENDS: [(&str, Option<i32>); 4] = [
    ("candor watch", None),
    ("candor check acme --fail-on error", Some(1)),
    ("candor policy acme --publish", Some(1)),
    ("candor policy measure policy.md --gate", Some(1)),
];

#[test]
fn every_example_of_the_help_runs_on_a_sample() {
    let ends: BTreeMap<&str, Option<i32>> = OTHER_ENDS.into_iter().collect();
    let mut wrong = Vec::new();
    let mut run = 0;
    for command in commands() {
        let mut arguments: Vec<&str> = command.iter().map(String::as_str).collect();
        arguments.push("--help");
        let examples = examples(&help(&arguments));
        assert!(!examples.is_empty(), "{command:?}");
        let folder = folder_of_examples();
        let records = ["compare", "verify", "seal", "package"].contains(&command[0].as_str());
        if records {
            for quarter in ["2026-Q3", "2026-Q4"] {
                let audit = ["audit", "acme", "--record", quarter, "--formats", "json"];
                let recorded = candor(folder.path(), &audit, &[]);
                assert!(recorded.status.success(), "{}", text(&recorded.stderr));
            }
            let sealed = candor(folder.path(), &["seal", "acme", "--out", "2026-Q4.seal"], &[]);
            assert!(sealed.status.success(), "{}", text(&sealed.stderr));
        }
        for line in examples {
            let end =
                ends.iter().find(|(start, _)| line.starts_with(**start)).map_or(Some(0), |(_, end)| *end);
            let Some(end) = end else { continue };
            if records && line.contains("--out 2026-Q4.seal") {
                fs::remove_file(folder.path().join("2026-Q4.seal")).expect("a test may fail here");
            }
            let output = candor(folder.path(), &words(&line), &[("HOME", ".")]);
            run += 1;
            if output.status.code() != Some(end) {
                wrong.push(format!(
                    "{line}: {:?}, not {end}\n{}",
                    output.status.code(),
                    text(&output.stderr)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(run > 60, "{run}");
}

/// The arguments in a line of a shell, without where its output goes.
fn words(line: &str) -> Vec<&str> {
    let at = line.find("candor ").expect("a command of ours") + "candor ".len();
    let command = line[at..].split([')', '|', '>']).next().unwrap_or_default();
    let parts = command.split('"').enumerate();
    parts
        .flat_map(|(at, part)| if at % 2 == 0 { part.split_whitespace().collect() } else { vec![part] })
        .collect()
}

#[test]
fn help_tells_the_exit_codes_of_each_command() {
    for command in commands() {
        let mut arguments: Vec<&str> = command.iter().map(String::as_str).collect();
        arguments.push("--help");
        let help = help(&arguments);
        assert!(help.contains("\nExit codes:\n  0 done"), "{command:?}: {help}");
        assert_eq!(help.contains("\n  4 differs"), command == ["verify"], "{command:?}");
        assert_eq!(
            help.contains("\n  1 gate-failed"),
            help.contains("--fail-on") || GATES.contains(&&*command.join(" ")),
            "{command:?}"
        );
    }
}

/// Commands that can fail a gate by other options than `--fail-on`, or by what they look at.
const GATES: [&str; 7] =
    ["policy", "policy measure", "run", "checklist", "checklist lint", "template", "template check"];

#[test]
fn a_mistake_is_answered_with_what_was_meant() {
    for (arguments, meant) in [
        (&["adit", "acme"][..], "'audit'"),
        (&["audit", "--fail-onn", "new"], "'--fail-on'"),
        (&["audit", "--fail-on", "criticl"], "'critical'"),
        (&["audit", "--formats", "htm"], "did you mean `html`?"),
        (&["policy", "measur", "x.md", "--gate"], "'--"),
        (&["explain", "gdpr-33-11"], "= help: did you mean `gdpr-33-1`?"),
        (&["man", "audti"], "= help: did you mean `audit`?"),
        (&["completions", "bsh"], "'bash'"),
    ] {
        let output = candor(Path::new("."), arguments, &[]);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(meant), "{arguments:?}: {}", text(&output.stderr));
    }
}

#[test]
fn results_and_problems_stay_within_sixty_columns() {
    let folder = folder_of_examples();
    let narrow = [("COLUMNS", "60")];
    for arguments in [
        &["check", "acme"][..],
        &["audit", "acme", "--formats", "json"],
        &["explain", "gdpr-33-1"],
        &["checklist", "list"],
        &["checklist", "show", "gdpr"],
        &["policy", "lint", "policy.md", "--against", "acme"],
        &["policy", "measure", "policy.md"],
        &["policy", "acme", "--proof"],
        &["due", "acme"],
        &["letter", "acme"],
        &["template", "list"],
        &["template", "show", "audit"],
        &["portfolio", "clients"],
        &["audit", "nowhere"],
        &["ask", "acme"],
        &["why", "privacy-policy", "how long", "acme"],
    ] {
        let output = candor(folder.path(), arguments, &narrow);
        let printed = text(&output.stdout) + &text(&output.stderr);
        assert!(!printed.is_empty(), "{arguments:?}");
        for line in printed.lines().filter(|line| line.width() > 60) {
            // A word that is longer than the line is the only thing on it.
            assert!(!line.trim().contains(' '), "{arguments:?}: {} columns: {line}", line.width());
        }
    }
}

#[test]
fn what_is_for_programs_is_never_folded() {
    let folder = folder_of_examples();
    for arguments in [
        &["schema", "audit"][..],
        &["check", "acme", "--format", "json"],
        &["layout", "register.xlsx"],
        &["policy", "acme", "--print"],
        &["checklist", "show", "gdpr", "--format", "markdown"],
        &["man"],
        &["completions", "zsh"],
        &["due", "acme", "--format", "ics"],
        &["template", "show", "audit", "--source"],
    ] {
        let (narrow, piped) =
            (candor(folder.path(), arguments, &[("COLUMNS", "60")]), candor(folder.path(), arguments, &[]));
        assert!(narrow.status.success(), "{}", text(&narrow.stderr));
        assert!(narrow.stdout == piped.stdout, "{arguments:?}");
    }
}

#[test]
fn colours_follow_what_is_asked() {
    let folder = folder_of_examples();
    for (arguments, environment, is_coloured) in [
        (&["check", "acme"][..], &[][..], false),
        (&["check", "acme"], &[("CLICOLOR_FORCE", "1")], true),
        (&["check", "acme"], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
        (&["check", "acme", "--color", "always"], &[("NO_COLOR", "1")], true),
        (&["check", "acme", "--color", "never"], &[("CLICOLOR_FORCE", "1")], false),
        (&["--help"], &[], false),
        (&["--help"], &[("CLICOLOR_FORCE", "1")], true),
        (&["--help", "--color", "never"], &[("CLICOLOR_FORCE", "1")], false),
        (&["--color=always", "--help"], &[("TERM", "dumb")], true),
    ] {
        let output = candor(folder.path(), arguments, environment);
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert_eq!(text(&output.stdout).contains('\u{1b}'), is_coloured, "{arguments:?} {environment:?}");
    }
}

#[test]
fn a_terminal_that_is_narrow_and_dumb_gets_plain_short_lines() {
    let folder = folder_of_examples();
    let program = env!("CARGO_BIN_EXE_candor");
    for (term, is_coloured) in [("dumb", false), ("xterm", true)] {
        let line = format!("stty rows 40 cols 60; exec {program} check acme");
        // util-linux: a terminal of its own.
        let output = Command::new("script")
            .args(["-qec", &line, "/dev/null"])
            .current_dir(folder.path())
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("TERM", term)
            .output()
            .expect("a test may fail here");
        let printed = text(&output.stdout).replace('\r', "");
        assert!(printed.contains("inventory.xlsx"), "{printed}");
        assert_eq!(printed.contains('\u{1b}'), is_coloured, "{term}");
        if !is_coloured {
            let long = printed.lines().find(|line| line.width() > 60 && line.trim().contains(' '));
            assert_eq!(long, None);
        }
    }
}

#[test]
fn completions_know_every_command_and_are_read_by_their_shells() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = help(&["completions", shell]);
        for command in commands() {
            assert!(script.contains(command.last().expect("a command has a name")), "{shell}: {command:?}");
        }
    }
    let script = help(&["completions", "bash"]);
    let asked = format!(
        "{script}\nCOMP_WORDS=(candor aud); COMP_CWORD=1; _candor candor aud candor; echo \"${{COMPREPLY[@]}}\"; \
         COMP_WORDS=(candor audit --fail-on crit); COMP_CWORD=3; _candor candor crit --fail-on; echo \"${{COMPREPLY[@]}}\""
    );
    let output = Command::new("bash").args(["--norc", "-c", &asked]).output().expect("a test may fail here");
    assert_eq!(text(&output.stdout), "audit\ncritical\n", "{}", text(&output.stderr));
}

#[test]
fn every_command_has_its_manual_page() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let out = folder.path().join("man1").display().to_string();
    assert!(candor(folder.path(), &["man", "--out", &out], &[]).status.success());
    let pages = fs::read_dir(&out).expect("a test may fail here").count();
    assert_eq!(pages, commands().len() + 1);
    for command in commands() {
        let name = format!("candor-{}", command.join("-"));
        let page =
            fs::read_to_string(Path::new(&out).join(format!("{name}.1"))).expect("a test may fail here");
        for part in
            [".SH NAME", ".SH SYNOPSIS", ".SH EXAMPLES", ".SH \"EXIT STATUS\"", &name.replace('-', "\\-")]
        {
            assert!(page.contains(part), "{name} has no {part}: {page}");
        }
        let mut arguments = vec!["man"];
        arguments.extend(command.iter().map(String::as_str));
        assert_eq!(help(&arguments), page, "{name}");
    }
}
