//! The ready files for CI services: they can be parsed, and every command in them exists.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use yaml_rust2::{Yaml, YamlLoader};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file's first document.
fn parsed(name: &str) -> Yaml {
    let text = std::fs::read_to_string(root().join(name)).expect("a test may fail here");
    let mut documents = YamlLoader::load_from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(documents.len(), 1, "{name}");
    documents.remove(0)
}

/// Every text in a file.
fn texts(yaml: &Yaml, found: &mut Vec<String>) {
    match yaml {
        Yaml::String(text) => found.push(text.clone()),
        Yaml::Array(list) => list.iter().for_each(|one| texts(one, found)),
        Yaml::Hash(hash) => hash.iter().for_each(|(_, value)| texts(value, found)),
        _ => {}
    }
}

/// The commands of a file that begin with the program, without where their output goes.
fn commands(yaml: &Yaml) -> Vec<String> {
    let mut found = Vec::new();
    texts(yaml, &mut found);
    let lines = found.iter().flat_map(|text| text.lines());
    let lines = lines.map(|line| line.trim().trim_start_matches(".cargo/bin/"));
    let lines = lines.filter(|line| line.split_whitespace().next() == Some("candor"));
    // Names of steps begin with the program too: what they add is no command.
    let lines = lines.filter(|line| !line.contains('('));
    lines.map(|line| line.split(" > ").next().unwrap_or_default().to_owned()).collect()
}

fn candor(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
    command.args(arguments).current_dir(folder).env_clear().output().expect("a test may fail here")
}

#[test]
fn every_command_in_the_ready_files_runs() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a test may fail here");
        std::fs::write(path, text).expect("a test may fail here");
    };
    write("candor.toml", "[run]\nas_of = 2026-11-21\nrecords = \"records\"\n");
    write("records/activities.csv", "Activity,Purpose,Last reviewed\nPayroll,Pay staff,2026-05-02\n");
    write("policy/privacy-policy.md", "# Privacy policy\n\nWe keep your address for 2 years.\n");
    let made = candor(
        folder.path(),
        &["audit", ".", "--format", "json", "--write-baseline", "candor-baseline.toml"],
    );
    assert!(made.status.success());
    let mut run = 0;
    for name in ["docs/ci/github-actions.yml", "docs/ci/gitlab-ci.yml", ".pre-commit-hooks.yaml"] {
        let commands = commands(&parsed(name));
        assert!(commands.len() >= 3, "{name}: {commands:?}");
        for command in commands {
            let mut arguments: Vec<&str> = command.split_whitespace().skip(1).collect();
            // Hooks are given the files that changed.
            if command.starts_with("candor policy lint --") {
                arguments.push("policy/privacy-policy.md");
            }
            let output = candor(folder.path(), &arguments);
            let told = String::from_utf8_lossy(&output.stderr);
            // 0 or a failed gate: 2 is a command that does not exist.
            assert!(matches!(output.status.code(), Some(0 | 1)), "{name}: {command}\n{told}");
            run += 1;
        }
    }
    assert!(run >= 10, "{run}");
}

#[test]
fn the_ready_files_have_what_their_services_ask_for() {
    let github = parsed("docs/ci/github-actions.yml");
    let steps = github["jobs"]["audit"]["steps"].as_vec().expect("steps");
    assert!(steps.iter().all(|step| step["uses"].as_str().is_some() || step["run"].as_str().is_some()));
    assert!(github["jobs"]["audit"]["runs-on"].as_str().is_some());
    assert_eq!(github["permissions"]["contents"].as_str(), Some("read"), "no more rights than it needs");
    let gitlab = parsed("docs/ci/gitlab-ci.yml");
    assert!(gitlab["privacy-audit"]["script"].as_vec().is_some_and(|script| !script.is_empty()));
    assert_eq!(gitlab["privacy-audit"]["artifacts"]["reports"]["junit"].as_str(), Some("junit.xml"));
    let hooks = parsed(".pre-commit-hooks.yaml");
    for hook in hooks.as_vec().expect("hooks") {
        for key in ["id", "name", "entry", "language"] {
            assert!(hook[key].as_str().is_some_and(|value| !value.is_empty()), "{key}");
        }
    }
}

#[test]
fn the_readme_shows_the_ready_files_as_they_are() {
    let text = |name: &str| std::fs::read_to_string(root().join(name)).expect("a test may fail here");
    for name in ["docs/ci/github-actions.yml", "docs/ci/gitlab-ci.yml"] {
        assert!(text("README.md").contains(&text(name)), "{name}");
    }
}

/// Every `uses:` of a workflow.
fn actions(yaml: &Yaml, found: &mut Vec<String>) {
    match yaml {
        Yaml::Array(list) => list.iter().for_each(|one| actions(one, found)),
        Yaml::Hash(hash) => hash.iter().for_each(|(key, value)| match (key.as_str(), value.as_str()) {
            (Some("uses"), Some(action)) => found.push(action.to_owned()),
            _ => actions(value, found),
        }),
        _ => {}
    }
}

#[test]
fn the_release_workflow_is_pinned_and_may_write_only_releases() {
    let workflow = parsed(".github/workflows/release.yml");
    let mut used = Vec::new();
    actions(&workflow, &mut used);
    assert!(used.len() >= 4, "{used:?}");
    for action in used {
        let commit = action.split('@').nth(1).unwrap_or_default();
        assert!(commit.len() == 40 && commit.chars().all(|digit| digit.is_ascii_hexdigit()), "{action}");
    }
    assert_eq!(workflow["permissions"].as_hash().map(|all| all.len()), Some(0), "nothing unless a job asks");
    let jobs = workflow["jobs"].as_hash().expect("a workflow has jobs");
    for (name, job) in jobs {
        let permissions = job["permissions"].as_hash().expect("each job says what it may");
        let writes = permissions.values().filter(|value| value.as_str() != Some("read")).count();
        assert_eq!(writes, usize::from(name.as_str() == Some("draft")), "{name:?}");
        assert!(job["timeout-minutes"].as_i64().is_some(), "{name:?}");
    }
    let targets: Vec<&str> = workflow["jobs"]["build"]["strategy"]["matrix"]["include"]
        .as_vec()
        .expect("a build for each system")
        .iter()
        .filter_map(|one| one["target"].as_str())
        .collect();
    for system in ["linux-musl", "apple-darwin", "windows-msvc"] {
        assert!(targets.iter().any(|target| target.ends_with(system)), "{system}: {targets:?}");
    }
}

#[test]
fn what_the_workflow_and_the_container_name_exists() {
    let read = |name: &str| std::fs::read_to_string(root().join(name)).expect("a test may fail here");
    let tasks = read("xtask/src/main.rs");
    for name in [".github/workflows/release.yml", "xtask/dist/Containerfile"] {
        let text = read(name);
        let named: Vec<&str> =
            text.split("cargo xtask ").skip(1).filter_map(|rest| rest.split_whitespace().next()).collect();
        assert!(!named.is_empty(), "{name}");
        for task in named {
            assert!(tasks.contains(&format!("\"{task}\" =>")), "{name}: there is no `cargo xtask {task}`");
        }
    }
    let container = read("xtask/dist/Containerfile");
    for line in [
        "FROM scratch",
        "COPY candor /usr/bin/candor",
        "USER 65532:65532",
        "ENTRYPOINT [\"/usr/bin/candor\"]",
    ] {
        assert!(container.lines().any(|said| said == line), "{line}");
    }
}
