//! Which workspaces a run is for, and what each is called.
//!
//! Invariants: a workspace stands in a list once, however its path is written; no two have the same name, whatever the
//! case of its letters.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::exit::{Exit, stop};
use crate::listing::{self, DEPTH_MAX, file_name};
use crate::workspace::{RESULT_FOLDERS, SETTINGS_FILE, resolved};

/// A workspace of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    pub path: PathBuf,
    /// The name of its folder, with so much of the path before as tells it from others.
    pub name: String,
    /// The same in letters, digits and hyphens, to which a page can lead.
    pub page: String,
}

/// The paths in a file, one a line; `-` is standard input. What follows ` #` is a comment.
///
/// # Errors
/// If it cannot be read as UTF-8.
pub(crate) fn listed(file: &Path) -> Result<Vec<PathBuf>> {
    let failed = |error: std::io::Error| {
        let message = format!("the list `{}` cannot be read: {error}", file.display());
        stop(Exit::Unreadable, message, "give a text file in UTF-8 with one path a line")
    };
    let (text, beside) = if file == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map_err(failed)?;
        (text, PathBuf::new())
    } else {
        let beside = file.parent().map(Path::to_path_buf).unwrap_or_default();
        (fs::read_to_string(file).map_err(failed)?, beside)
    };
    let lines = text.trim_start_matches('\u{feff}').lines().filter_map(|line| path_of(line, &beside));
    Ok(lines.collect())
}

/// A path is looked for beside the list, then in the folder where the program runs.
fn path_of(line: &str, beside: &Path) -> Option<PathBuf> {
    let found = |text: &str| {
        let text = text.trim();
        let path = beside.join(text);
        if !path.exists() && Path::new(text).exists() { PathBuf::from(text) } else { path }
    };
    let whole = line.trim();
    let text = match whole.find(" #") {
        // A name can hold the sign.
        Some(at) if !found(whole).exists() => &whole[..at],
        _ => whole,
    };
    (!text.is_empty() && !text.starts_with('#')).then(|| found(text))
}

/// The workspaces of paths, each once, in their order.
pub(crate) fn members(paths: &[PathBuf]) -> Vec<Member> {
    let mut places: Vec<PathBuf> = Vec::new();
    let mut kept: Vec<&PathBuf> = Vec::new();
    for path in paths {
        let place = resolved(path);
        if !places.contains(&place) {
            places.push(place);
            kept.push(path);
        }
    }
    let names = names(&places);
    let pages = apart(names.iter().map(|name| page_of(name)).collect());
    let named = kept.into_iter().zip(names).zip(pages);
    named.map(|((path, name), page)| Member { path: path.clone(), name, page }).collect()
}

/// A name for each path: its last part; where others have the same, with as many parts before as tell it from them.
fn names(places: &[PathBuf]) -> Vec<String> {
    let parts: Vec<Vec<String>> = places
        .iter()
        .map(|place| {
            place
                .components()
                .filter_map(|part| match part {
                    std::path::Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
                    _ => None,
                })
                .collect()
        })
        .collect();
    let tail = |at: usize, length: usize| parts[at][parts[at].len().saturating_sub(length)..].join("-");
    let longest = parts.iter().map(Vec::len).max().unwrap_or_default();
    let mut names: Vec<String> = Vec::new();
    for at in 0..parts.len() {
        let is_alone = |length: &usize| {
            let own = tail(at, *length).to_lowercase();
            !own.is_empty()
                && (0..parts.len()).all(|other| other == at || tail(other, *length).to_lowercase() != own)
        };
        let length = (1..=longest).find(is_alone).unwrap_or(longest);
        names.push(tail(at, length));
    }
    // `a-b/c` and `a/b-c` still have one name.
    apart(names)
}

/// Numbers behind names that others have, whatever the case of their letters.
fn apart(mut names: Vec<String>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    for name in &mut names {
        let stem = if name.is_empty() { "workspace".to_owned() } else { name.clone() };
        *name = stem.clone();
        let mut number = 1;
        while !taken.insert(name.to_lowercase()) {
            number += 1;
            *name = format!("{stem}-{number}");
        }
    }
    names
}

fn page_of(name: &str) -> String {
    let folded = candor_model::text::plain(name);
    folded.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect()
}

/// The workspaces in folders: a folder with a `candor.toml`, at whatever depth, by their paths.
///
/// # Errors
/// If a folder does not exist or cannot be read, or there is no workspace in any.
pub(crate) fn find(folders: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for folder in folders {
        if !folder.is_dir() {
            let message = format!("`{}` is no folder", folder.display());
            return Err(stop(Exit::Unreadable, message, "check the spelling of the path"));
        }
        walk(folder, 0, &mut seen, &mut found)
            .with_context(|| format!("the folder `{}` cannot be read", folder.display()))?;
    }
    if found.is_empty() {
        let shown: Vec<String> = folders.iter().map(|folder| format!("`{}`", folder.display())).collect();
        return Err(stop(
            Exit::Unreadable,
            format!("no workspace was found in {}", shown.join(", ")),
            format!("a workspace is a folder with a {SETTINGS_FILE}; `candor init DIR` makes one"),
        ));
    }
    Ok(found)
}

/// Links are followed, but no folder is looked through twice.
fn walk(
    folder: &Path,
    depth: usize,
    seen: &mut BTreeSet<PathBuf>,
    found: &mut Vec<PathBuf>,
) -> std::io::Result<()> {
    if !seen.insert(resolved(folder)) {
        return Ok(());
    }
    if folder.join(SETTINGS_FILE).is_file() {
        found.push(folder.to_path_buf());
        return Ok(());
    }
    if depth == DEPTH_MAX {
        return Ok(());
    }
    for path in listing::entries(folder)?.into_iter().filter(|path| path.is_dir()) {
        let name = file_name(&path);
        if !name.starts_with('.') && !RESULT_FOLDERS.contains(&name.as_str()) {
            // One that nobody may open hides no other.
            let _ = walk(&path, depth + 1, seen, found);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_have_the_same_name() {
        let cases: [(&[&str], &[&str]); 4] = [
            (&["/a/acme", "/a/beta"], &["acme", "beta"]),
            (&["/north/acme", "/south/Acme", "/a/beta"], &["north-acme", "south-Acme", "beta"]),
            (&["/x/a-b/c", "/x/a/b-c", "/y/c"], &["x-a-b-c", "b-c", "y-c"]),
            (&["/", "/a/workspace"], &["workspace", "workspace-2"]),
        ];
        for (paths, want) in cases {
            let places: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
            assert_eq!(names(&places), want, "{paths:?}");
        }
    }

    #[test]
    fn a_list_holds_a_path_a_line() {
        let folder = tempfile::tempdir().expect("a test may fail here");
        let beside = folder.path();
        for name in ["one", "two", "c #3"] {
            fs::create_dir(beside.join(name)).expect("a test may fail here");
        }
        let file = beside.join("clients.txt");
        let text = "\u{feff}# clients\r\none\r\n\r\n  two   # since 2024\r\nc #3\r\nnowhere\r\n./one\r\n";
        fs::write(&file, text).expect("a test may fail here");
        let paths = listed(&file).expect("a test may fail here");
        let names: Vec<String> = members(&paths).into_iter().map(|member| member.name).collect();
        assert_eq!(names, ["one", "two", "c #3", "nowhere"]);
        assert_eq!(members(&paths)[2].page, "c-3");
    }
}
