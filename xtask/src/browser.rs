//! The pages in a real browser, without a window: what `xtask/browser/run.mjs` checks.
//!
//! It needs Chromium and Node. What is missing is installed where that can be done, else the way is told. Modules and pages
//! lie in the target folder; nothing is written into the project.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::steps;

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Activities of the large page; more than one finding comes of each.
const LARGE_ACTIVITIES: usize = 900;

/// Makes the pages and runs the checks on them, or those that are named.
pub(crate) fn run(checks: &[String]) -> Result<()> {
    let tools = tools()?;
    let folder = steps::target().join("browser");
    let modules = modules(&folder)?;
    let pages = folder.join("pages");
    make_pages(&pages)?;
    let script = steps::root().join("xtask").join("browser").join("run.mjs");
    let status = Command::new(tools.node)
        .arg(script)
        .args([&modules, &tools.browser, &pages])
        .args(checks)
        .current_dir(steps::root())
        .status()
        .context("node could not be started")?;
    ensure!(status.success(), "the pages failed in the browser");
    Ok(())
}

struct Tools {
    node: PathBuf,
    browser: PathBuf,
}

/// Finds Node and a browser, and installs with apt-get what is missing, where that is possible. What is there is not
/// asked for again: packages of another origin can stand in each other's way.
fn tools() -> Result<Tools> {
    let browser = || BROWSERS.into_iter().find_map(steps::on_path);
    let (node, npm) = (|| steps::on_path("node"), || steps::on_path("npm"));
    let wanted = [("chromium", browser().is_some()), ("nodejs", node().is_some()), ("npm", npm().is_some())];
    let missing: Vec<&str> =
        wanted.into_iter().filter(|(_, is_there)| !is_there).map(|(name, _)| name).collect();
    if !missing.is_empty() {
        steps::install(&missing);
    }
    match (node(), browser(), npm()) {
        (Some(node), Some(browser), Some(_)) => Ok(Tools { node, browser }),
        _ => bail!("the pages are tested in a browser: install chromium, nodejs (20 or later) and npm"),
    }
}

/// The folder with the modules that the lock file names, installed anew when it changes.
fn modules(folder: &Path) -> Result<PathBuf> {
    let source = steps::root().join("xtask").join("browser");
    let modules = folder.join("modules");
    let lock = fs::read(source.join("package-lock.json"))?;
    if fs::read(modules.join("installed.json")).ok().as_ref() == Some(&lock) {
        return Ok(modules);
    }
    fs::create_dir_all(&modules)?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(source.join(file), modules.join(file))?;
    }
    let npm = steps::on_path("npm").context("npm is not there")?;
    let status = Command::new(npm)
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(&modules)
        .status()
        .context("npm could not be started")?;
    ensure!(status.success(), "`npm ci` failed; it needs the network once");
    fs::write(modules.join("installed.json"), lock)?;
    Ok(modules)
}

/// The pages of each sample, and of an organisation with very many findings.
fn make_pages(pages: &Path) -> Result<()> {
    if pages.exists() {
        fs::remove_dir_all(pages)?;
    }
    let large = pages.parent().unwrap_or(pages).join("large");
    fs::create_dir_all(&large)?;
    fs::write(large.join("candor.toml"), LARGE_SETTINGS)?;
    fs::write(large.join("activities.csv"), large_register())?;
    let program = steps::candor()?;
    for workspace in steps::samples()?.iter().chain([&large]) {
        for command in ["audit", "policy"] {
            let output = Command::new(&program)
                .arg(command)
                .arg(workspace)
                .args(["--formats", "html", "--out"])
                .arg(pages.join(steps::name(workspace)))
                .current_dir(steps::root())
                .output()
                .context("the program could not be started")?;
            let said = String::from_utf8_lossy(&output.stderr);
            ensure!(output.status.success(), "`candor {command} {}`: {said}", workspace.display());
        }
    }
    Ok(())
}

const LARGE_SETTINGS: &str = r#"# A made-up organisation whose register is full of gaps.
[organisation]
legal_name = "Gapfield Ltd"
country = ["Ireland"]
eu_establishment = true
does_business_in_california = true
for_profit = true
annual_revenue_usd = 90000000
california_consumers = 900000

[run]
quarter = "2026-Q4"
as_of = 2026-11-21
"#;

/// Activities of which each leaves out something else.
fn large_register() -> String {
    let mut text =
        String::from("Activity,Purpose,Legal basis,Categories of data,Recipients,Retention,Owner\n");
    for number in 0..LARGE_ACTIVITIES {
        let unless =
            |every: usize, value: &str| if number % every == 0 { String::new() } else { value.to_owned() };
        // Writing to memory cannot fail.
        let _ = writeln!(
            text,
            "Activity {number},{},{},{},{},{},{}",
            unless(2, "To answer questions"),
            unless(3, "Contract"),
            unless(5, "Name; Email"),
            unless(4, "Northside Labs"),
            unless(2, "as long as needed"),
            unless(7, "Head of Care"),
        );
    }
    text
}
