//! The shape of the project: top level, crates, directions of dependency.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the project is readable").to_path_buf()
}

/// Each crate with those of ours that it may depend on.
const DIRECTIONS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("ingest", &["model"]),
    ("assess", &["model"]),
    ("policy", &["model"]),
    ("history", &["model", "assess", "policy"]),
    ("report", &["model", "assess", "policy"]),
    ("pdf", &["report"]),
    ("cli", &["model", "ingest", "assess", "policy", "history", "report", "pdf"]),
];

#[test]
fn crates_depend_on_each_other_in_the_agreed_direction() {
    for (name, allowed) in DIRECTIONS {
        let manifest = std::fs::read_to_string(root().join("crates").join(name).join("Cargo.toml"))
            .expect("the project is readable");
        let manifest: toml::Table = manifest.parse().expect("the project is readable");
        let dependencies = manifest["dependencies"].as_table().expect("the project is readable");
        for dependency in dependencies.keys().filter_map(|key| key.strip_prefix("candor-")) {
            assert!(allowed.contains(&dependency), "`{name}` must not depend on `{dependency}`");
        }
    }
}

#[test]
fn every_crate_has_its_direction() {
    let folders: BTreeSet<String> = std::fs::read_dir(root().join("crates"))
        .expect("the project is readable")
        .map(|entry| {
            entry
                .expect("the project is readable")
                .file_name()
                .into_string()
                .expect("the project is readable")
        })
        .collect();
    let known: BTreeSet<String> = DIRECTIONS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(folders, known);
}

#[test]
fn the_top_level_holds_what_was_agreed() {
    let allowed = [
        "Cargo.toml",
        "Cargo.lock",
        "crates",
        "docs",
        "templates",
        "samples",
        "xtask",
        "README.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "CHANGELOG.md",
        "target",
    ];
    for entry in std::fs::read_dir(root()).expect("the project is readable") {
        let name = entry
            .expect("the project is readable")
            .file_name()
            .into_string()
            .expect("the project is readable");
        assert!(
            name.starts_with('.') || allowed.contains(&name.as_str()),
            "`{name}` has no place at the top level"
        );
    }
}

/// Source files, with their text.
fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("crates"), root().join("xtask")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the project is readable") {
            let path = entry.expect("the project is readable").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).expect("the project is readable");
                found.push((path, text));
            }
        }
    }
    found
}

#[test]
fn every_module_says_what_it_holds() {
    for (path, text) in sources() {
        assert!(text.starts_with("//! ") && text.len() > 8, "{} opens without `//!`", path.display());
    }
}

#[test]
fn judging_and_vocabulary_touch_no_file_clock_or_environment() {
    for (path, text) in sources() {
        let shown = path.display().to_string().replace('\\', "/");
        let pure = ["crates/model/src", "crates/assess/src", "crates/policy/src", "crates/report/src"];
        if !pure.iter().any(|folder| shown.contains(folder)) {
            continue;
        }
        for word in ["std::fs", "std::env::", "SystemTime", "Local::now", "Utc::now", "Instant::now"] {
            assert!(!text.contains(word), "{shown} uses `{word}`");
        }
    }
}

/// Crates that open connections, or are made to be used with one.
const CONNECTING: [&str; 40] = [
    "actix-web",
    "async-io",
    "async-net",
    "async-std",
    "attohttpc",
    "axum",
    "curl",
    "curl-sys",
    "git2",
    "gix",
    "h2",
    "hickory-resolver",
    "http",
    "hyper",
    "isahc",
    "minreq",
    "native-tls",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "rustls",
    "self_update",
    "sentry",
    "smol",
    "socket2",
    "ssh2",
    "surf",
    "tiny_http",
    "tokio",
    "trust-dns-resolver",
    "tungstenite",
    "typst-kit",
    "ureq",
    "warp",
    "webbrowser",
    "websocket",
    "winhttp",
    "zbus",
    "zeromq",
];

/// Crates that can do so, by the feature that lets them.
const CONNECTING_FEATURES: [(&str, &str); 4] =
    [("mio", "net"), ("nix", "net"), ("nix", "socket"), ("rustix", "net")];

#[test]
fn nothing_that_the_program_is_built_from_opens_a_connection() {
    let arguments =
        ["tree", "--locked", "-p", "candor", "--features", "pdf", "--target", "all", "-e", "normal"];
    let output = std::process::Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--prefix", "none", "--format", "{p}|{f}"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines: BTreeSet<&str> = text.lines().collect();
    assert!(lines.len() > 150, "the tree has {} crates", lines.len());
    for line in lines {
        let (package, features) = line.split_once('|').expect("the tree is written as asked");
        let name = package.split(' ').next().unwrap_or_default();
        assert!(!CONNECTING.contains(&name), "`{name}` opens connections");
        for (_, feature) in CONNECTING_FEATURES.iter().filter(|(known, _)| *known == name) {
            let features: Vec<&str> = features.trim_end_matches(" (*)").split(',').collect();
            assert!(!features.contains(feature), "`{name}` has the feature `{feature}`");
        }
    }
    for (path, text) in sources() {
        let shown = path.display().to_string().replace('\\', "/");
        let is_ours = shown.contains("/src/") && shown.contains("/crates/");
        assert!(
            !is_ours || !text.contains("std::net") && !text.contains("UnixStream"),
            "{shown} opens connections"
        );
    }
}

#[test]
fn every_direct_dependency_has_its_reason() {
    let read = |path: PathBuf| -> toml::Table {
        let text = std::fs::read_to_string(path).expect("the project is readable");
        text.parse().expect("the project is readable")
    };
    let reasons = read(root().join("xtask/dependencies.toml"));
    let crates = DIRECTIONS.iter().map(|(name, _)| root().join("crates").join(name));
    let mut direct = BTreeSet::new();
    for folder in crates.chain([root().join("xtask")]) {
        let manifest = read(folder.join("Cargo.toml"));
        // Those of every system, and those of some.
        let of_systems = manifest.get("target").and_then(toml::Value::as_table).into_iter();
        let of_some = of_systems.flat_map(toml::Table::values).filter_map(toml::Value::as_table);
        for table in std::iter::once(&manifest).chain(of_some) {
            for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
                let names =
                    table.get(kind).and_then(toml::Value::as_table).into_iter().flat_map(toml::Table::keys);
                direct.extend(names.filter(|name| !name.starts_with("candor-")).cloned());
            }
        }
    }
    assert!(direct.len() > 30, "{direct:?}");
    let known: BTreeSet<String> = reasons.keys().cloned().collect();
    let without: Vec<&String> = direct.difference(&known).collect();
    assert!(without.is_empty(), "without a reason in xtask/dependencies.toml: {without:?}");
    let gone: Vec<&String> = known.difference(&direct).collect();
    assert!(gone.is_empty(), "no dependency any more, but in xtask/dependencies.toml: {gone:?}");
    for (name, reason) in &reasons {
        assert!(reason.as_str().is_some_and(|reason| reason.len() > 3), "`{name}` has no reason");
    }
}
