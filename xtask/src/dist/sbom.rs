//! The bill of materials of a release: CycloneDX 1.5 as JSON, from what cargo resolves for the target.
//!
//! Invariant: it names what is in the program (and, marked as excluded, what only built it), no more; not what tests use.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use candor_model::text::hexadecimal;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::epoch;
use crate::steps;

const ROOT: &str = "candor";

/// The bill for a target and features of the program.
pub(crate) fn sbom(target: &str, features: &[&str]) -> Result<Vec<u8>> {
    let features = features.join(",");
    let metadata: Value = serde_json::from_slice(&cargo(&[
        "metadata",
        "--format-version=1",
        "--locked",
        "--filter-platform",
        target,
        "--features",
        &features
            .split(',')
            .filter(|one| !one.is_empty())
            .map(|one| format!("candor/{one}"))
            .collect::<Vec<_>>()
            .join(","),
    ])?)?;
    let shipped = tree(target, &features, "normal")?;
    let building = tree(target, &features, "normal,build")?;
    let sums = checksums()?;
    let packages: Vec<Package<'_>> = list(&metadata["packages"])
        .iter()
        .map(Package::read)
        .filter(|package| building.contains(&package.key()))
        .collect();
    let known: BTreeMap<&str, String> =
        packages.iter().map(|package| (package.id, package.reference())).collect();
    let root =
        packages.iter().find(|package| package.name == ROOT).context("cargo does not know the program")?;
    let component = |package: &Package<'_>| package.component(&shipped, &sums);
    let mut components: Vec<Value> =
        packages.iter().filter(|package| package.name != ROOT).map(component).collect();
    components.sort_by_key(|component| component["bom-ref"].to_string());
    let mut main = component(root);
    main["type"] = json!("application");
    let content = json!({ "components": components, "dependencies": dependencies(&metadata, &known) });
    let day =
        chrono::DateTime::from_timestamp(i64::try_from(epoch()?)?, 0).context("the day of the source")?;
    let bill = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": serial(&content),
        "version": 1,
        "metadata": {
            "timestamp": day.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            "component": main,
            "properties": [
                { "name": "candor:target", "value": target },
                { "name": "candor:features", "value": features },
            ],
        },
        "components": content["components"],
        "dependencies": content["dependencies"],
    });
    let mut text = serde_json::to_vec_pretty(&bill)?;
    text.push(b'\n');
    Ok(text)
}

/// A package as cargo tells of it.
#[derive(Debug)]
struct Package<'m> {
    id: &'m str,
    name: &'m str,
    version: &'m str,
    licence: Option<&'m str>,
    description: Option<&'m str>,
    repository: Option<&'m str>,
    is_ours: bool,
}

impl<'m> Package<'m> {
    fn read(value: &'m Value) -> Package<'m> {
        let text = |key: &str| value[key].as_str();
        Package {
            id: text("id").unwrap_or_default(),
            name: text("name").unwrap_or_default(),
            version: text("version").unwrap_or_default(),
            licence: text("license"),
            description: text("description"),
            repository: text("repository"),
            is_ours: value["source"].is_null(),
        }
    }

    fn key(&self) -> (String, String) {
        (self.name.to_owned(), self.version.to_owned())
    }

    fn reference(&self) -> String {
        format!("pkg:cargo/{}@{}", self.name, self.version)
    }

    fn component(&self, shipped: &Keys, sums: &BTreeMap<(String, String), String>) -> Value {
        let mut component = json!({
            "type": "library",
            "bom-ref": self.reference(),
            "name": self.name,
            "version": self.version,
            "scope": if shipped.contains(&self.key()) { "required" } else { "excluded" },
        });
        if !self.is_ours {
            component["purl"] = json!(self.reference());
        }
        if let Some(licence) = self.licence {
            // The way to write it before expressions.
            component["licenses"] = json!([{ "expression": licence.replace('/', " OR ") }]);
        }
        if let Some(description) = self.description {
            component["description"] = json!(description.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        if let Some(sum) = sums.get(&self.key()) {
            component["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]);
        }
        if let Some(address) = self.repository {
            component["externalReferences"] = json!([{ "type": "vcs", "url": address }]);
        }
        component
    }
}

/// What each component is made with, as far as it is in the bill.
fn dependencies(metadata: &Value, known: &BTreeMap<&str, String>) -> Vec<Value> {
    let mut all = Vec::new();
    for node in list(&metadata["resolve"]["nodes"]) {
        let Some(reference) = known.get(node["id"].as_str().unwrap_or_default()) else { continue };
        let is_of_tests = |dep: &Value| list(&dep["dep_kinds"]).iter().all(|kind| kind["kind"] == "dev");
        let on: BTreeSet<&String> = list(&node["deps"])
            .iter()
            .filter(|dep| !is_of_tests(dep))
            .filter_map(|dep| known.get(dep["pkg"].as_str()?))
            .collect();
        all.push(json!({ "ref": reference, "dependsOn": on }));
    }
    all.sort_by_key(|one| one["ref"].to_string());
    all
}

type Keys = BTreeSet<(String, String)>;

/// Names and versions of what the program is made of, without what only tests use.
fn tree(target: &str, features: &str, edges: &str) -> Result<Keys> {
    let text = cargo(&[
        "tree",
        "--locked",
        "--package",
        ROOT,
        "--target",
        target,
        "--features",
        features,
        "--edges",
        edges,
        "--prefix",
        "none",
        "--no-dedupe",
        "--format",
        "{p}",
    ])?;
    let text = String::from_utf8(text)?;
    let keys = text.lines().filter_map(|line| {
        let (name, rest) = line.split_once(" v")?;
        Some((name.to_owned(), rest.split(' ').next()?.to_owned()))
    });
    Ok(keys.collect())
}

/// The sums in `Cargo.lock`.
fn checksums() -> Result<BTreeMap<(String, String), String>> {
    let lock: toml::Table = std::fs::read_to_string(steps::root().join("Cargo.lock"))?.parse()?;
    let packages =
        lock.get("package").and_then(toml::Value::as_array).context("`Cargo.lock` has no packages")?;
    let text =
        |package: &toml::Value, key: &str| package.get(key).and_then(|v| v.as_str()).map(str::to_owned);
    Ok(packages
        .iter()
        .filter_map(|one| Some(((text(one, "name")?, text(one, "version")?), text(one, "checksum")?)))
        .collect())
}

/// A number of its own for each content, as a UUID (version 8: made from a hash).
fn serial(content: &Value) -> String {
    let digest = Sha256::digest(content.to_string().as_bytes());
    let mut bytes: Vec<u8> = digest[..16].to_vec();
    bytes[6] = (bytes[6] & 0x0f) | 0x80;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let hex = hexadecimal(&bytes);
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn cargo(arguments: &[&str]) -> Result<Vec<u8>> {
    let output = Command::new(steps::cargo())
        .args(arguments)
        .current_dir(steps::root())
        .output()
        .context("cargo could not be started")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "`cargo {}`: {said}", arguments.join(" "));
    Ok(output.stdout)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bill_names_what_is_shipped_and_fits_the_published_schema() {
        let bytes = sbom(&super::super::host().unwrap(), &[]).unwrap();
        let bill: Value = serde_json::from_slice(&bytes).unwrap();
        let components = list(&bill["components"]);
        let named = |name: &str| components.iter().find(|component| component["name"] == name);
        let calamine = named("calamine").expect("what reads workbooks is in the program");
        assert_eq!(calamine["scope"], "required");
        assert_eq!(calamine["hashes"][0]["content"].as_str().map(str::len), Some(64));
        assert!(named("proptest").is_none(), "what only tests use is not in the program");
        assert!(named("typst").is_none(), "PDF was not asked for");
        let of_program = list(&bill["dependencies"])
            .iter()
            .find(|one| one["ref"] == bill["metadata"]["component"]["bom-ref"]);
        assert!(list(&of_program.expect("the program")["dependsOn"]).contains(&calamine_user()));
        let folder = steps::root().join("xtask/tests/cyclonedx");
        let schema = |name: &str| -> Value {
            serde_json::from_slice(&std::fs::read(folder.join(name)).unwrap()).unwrap()
        };
        let registry = jsonschema::Registry::new()
            .add("http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json", schema("spdx.schema.json"))
            .and_then(|registry| {
                registry.add(
                    "http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json",
                    schema("jsf-0.82.schema.json"),
                )
            })
            .and_then(|registry| registry.prepare())
            .unwrap();
        let validator =
            jsonschema::options().with_registry(&registry).build(&schema("bom-1.5.schema.json")).unwrap();
        let mistakes: Vec<String> =
            validator.iter_errors(&bill).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(mistakes.is_empty(), "{mistakes:#?}");
        assert!(!validator.is_valid(&json!({ "bomFormat": "CycloneDX" })), "the schema can refuse");
    }

    fn calamine_user() -> Value {
        json!(format!("pkg:cargo/candor-ingest@{}", env!("CARGO_PKG_VERSION")))
    }
}
