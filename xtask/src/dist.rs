//! `cargo xtask dist`: what a release holds, in `target/dist`: an archive, a Debian package on Linux, the bill of
//! materials and the sums of all of them.
//!
//! Invariant: the same source and toolchain give the same bytes. The only day in them is that of the source: of
//! SOURCE_DATE_EPOCH, else of the commit.

mod archive;
mod build;
mod debian;
mod sbom;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::steps;

pub(crate) use build::{Built, build, sha256};
pub(crate) use sbom::sbom;

/// One file of a release.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// Inside the archive, with `/`.
    pub path: String,
    pub bytes: Vec<u8>,
    pub is_program: bool,
}

/// Completions: the shell, and its file in the archive and below `/usr/share`.
const SHELLS: [(&str, &str, &str); 4] = [
    ("bash", "completions/candor.bash", "bash-completion/completions/candor"),
    ("zsh", "completions/_candor", "zsh/vendor-completions/_candor"),
    ("fish", "completions/candor.fish", "fish/vendor_completions.d/candor.fish"),
    ("powershell", "completions/candor.ps1", ""),
];

/// What is asked for on the command line.
#[derive(Debug, Default)]
struct Asked {
    target: Option<String>,
    program: Option<PathBuf>,
    pdf: bool,
}

impl Asked {
    fn read(arguments: &[String]) -> Result<Asked> {
        let mut asked = Asked::default();
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let mut value = || rest.next().cloned().with_context(|| format!("`{argument}` needs a value"));
            match argument.as_str() {
                "--target" => asked.target = Some(value()?),
                "--program" => asked.program = Some(PathBuf::from(value()?)),
                "--pdf" => asked.pdf = true,
                other => bail!("`{other}` is not known; there are --target TRIPLE, --program FILE and --pdf"),
            }
        }
        Ok(asked)
    }
}

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let asked = Asked::read(arguments)?;
    let epoch = epoch()?;
    let host = host()?;
    let target = asked.target.clone().unwrap_or_else(|| host.clone());
    let features: &[&str] = if asked.pdf { &["pdf"] } else { &[] };
    let program = match &asked.program {
        Some(program) => program.clone(),
        None => {
            steps::say(&format!("building the release for {target}"));
            let wanted = Built { root: steps::root(), target_dir: steps::target(), triple: asked.target };
            build(&wanted, features)?
        }
    };
    let folder = steps::target().join("dist");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let version = env!("CARGO_PKG_VERSION");
    let bill = sbom(&target, features)?;
    let items = items(&program, &bill)?;
    let name = format!("candor-{version}-{target}");
    if target.contains("windows") {
        fs::write(folder.join(format!("{name}.zip")), archive::zip(&name, &items)?)?;
    } else {
        fs::write(folder.join(format!("{name}.tar.gz")), archive::tar_gz(&name, &items, epoch)?)?;
    }
    if target.contains("linux") && steps::on_path("dpkg-deb").is_some() {
        debian::package(&folder, &target, &items, epoch)?;
    } else {
        steps::say("no Debian package: that needs a target with Linux, and dpkg-deb");
    }
    fs::write(folder.join(format!("{name}.cdx.json")), &bill)?;
    sums(&folder)
}

/// SHA256SUMS of all that lies in the folder, as `sha256sum -c` reads it.
fn sums(folder: &Path) -> Result<()> {
    let mut names: Vec<String> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<_>>()?;
    names.sort();
    let mut text = String::new();
    for name in names {
        let line = format!("{}  {name}\n", sha256(&folder.join(&name))?);
        text.push_str(&line);
    }
    fs::write(folder.join("SHA256SUMS"), &text)?;
    steps::say(text.trim_end());
    Ok(())
}

/// All files of a release, in order. Completions and manual are printed by the program itself, which must run here.
fn items(program: &Path, bill: &[u8]) -> Result<Vec<Item>> {
    let name = steps::name(program);
    let mut items = vec![Item { path: name, bytes: fs::read(program)?, is_program: true }];
    let mut add = |path: String, bytes: Vec<u8>| items.push(Item { path, bytes, is_program: false });
    for file in ["CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", "README.md"] {
        add(file.to_owned(), fs::read(steps::root().join(file))?);
    }
    add("sbom.cdx.json".to_owned(), bill.to_vec());
    for (shell, path, _) in SHELLS {
        add(path.to_owned(), printed(program, &["completions", shell])?);
    }
    let pages = tempfile::tempdir()?;
    printed(program, &["man", "--out", &pages.path().display().to_string()])?;
    for page in fs::read_dir(pages.path())? {
        let page = page?.path();
        add(format!("man/man1/{}", steps::name(&page)), fs::read(&page)?);
    }
    items.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(items)
}

fn printed(program: &Path, arguments: &[&str]) -> Result<Vec<u8>> {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .with_context(|| format!("`{}` cannot be run here", program.display()))?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "`candor {}`: {said}", arguments.join(" "));
    Ok(output.stdout)
}

/// The day of the source in seconds since 1970.
pub(crate) fn epoch() -> Result<u64> {
    let said = std::env::var("SOURCE_DATE_EPOCH").ok();
    let seconds = match said {
        Some(said) => said,
        None => {
            let git = ["log", "-1", "--format=%ct"];
            let output = Command::new("git").args(git).current_dir(steps::root()).output();
            let output = output.ok().filter(|output| output.status.success());
            String::from_utf8(output.context("without git: set SOURCE_DATE_EPOCH")?.stdout)?
        }
    };
    seconds.trim().parse().with_context(|| format!("SOURCE_DATE_EPOCH `{}` is no number", seconds.trim()))
}

/// The target that programs are built for when none is named.
pub(crate) fn host() -> Result<String> {
    let output = Command::new("rustc").arg("-vV").output().context("rustc could not be started")?;
    let text = String::from_utf8(output.stdout)?;
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not name its host")?.to_owned())
}
