//! `candor policy measure`: how plain policies are, and how they stand to the gates.

use anyhow::Result;
use candor_policy::plain::{Audience, Found, GateResult, Measured, Outcome, RULE, RULE_TEXT, gates, measure};
use candor_policy::text::{Block, BlockKind, Text};
use schemars::JsonSchema;
use serde::Serialize;

use crate::args::{MeasureArguments, PrintFormat, TextKind};
use crate::commands::Printed;
use crate::exit::{Exit, stop};
use crate::print::{Align, Paint, Style, columns};
use crate::workspace::read_policy;

/// Version of the JSON that is printed.
pub(crate) const MEASURE_FORMAT: &str = "1.0";

/// The measures of policies, as JSON.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Measures {
    /// Version of this format.
    format: String,
    /// Name and version of the counting rule.
    rule: String,
    /// The policies in the order that they were given.
    policies: Vec<MeasuredPolicy>,
}

/// A policy with its measures and gates.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct MeasuredPolicy {
    /// The file as it was given.
    file: String,
    /// Its measures.
    measured: Measured,
    /// How they stand to the gates.
    gates: Vec<GateResult>,
}

pub(crate) fn run(arguments: &MeasureArguments, paint: Paint) -> Result<Printed> {
    if arguments.rule {
        return Ok(Printed { text: RULE_TEXT.to_owned(), exit: Exit::Done });
    }
    let audience = match arguments.kind {
        TextKind::Body => Audience::Body,
        TextKind::Glance => Audience::Glance,
    };
    let mut policies = Vec::new();
    for path in &arguments.files {
        let mut text = read_policy(path)?;
        if let Some(heading) = &arguments.section {
            text = part(&text, heading)?;
        }
        let measured = measure(&text);
        let gates = gates(&measured, audience);
        policies.push(MeasuredPolicy { file: path.display().to_string(), measured, gates });
    }
    let measures = Measures { format: MEASURE_FORMAT.to_owned(), rule: RULE.to_owned(), policies };
    let text = match arguments.format {
        PrintFormat::Text => shown(&measures.policies, paint),
        PrintFormat::Json => format!("{}\n", serde_json::to_string_pretty(&measures)?),
    };
    let is_refused = |gate: &GateResult| matches!(gate.outcome, Outcome::Failed | Outcome::NotMeasured);
    let fails = arguments.gate && measures.policies.iter().flat_map(|policy| &policy.gates).any(is_refused);
    Ok(Printed { text, exit: if fails { Exit::GateFailed } else { Exit::Done } })
}

/// The part of a policy under a heading.
fn part(text: &Text, heading: &str) -> Result<Text> {
    let is_named = |block: &Block| block.text.eq_ignore_ascii_case(heading);
    let mut parts = (0..text.blocks.len()).filter(|index| is_named(&text.blocks[*index]));
    parts.find_map(|index| text.part(index)).ok_or_else(|| {
        let headings = text.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading(_)));
        let known: Vec<&str> = headings.map(|block| block.text.as_str()).collect();
        let help = match candor_model::text::nearest(heading, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the headings are {}", known.join(", ")),
        };
        stop(Exit::Usage, format!("there is no heading `{heading}`"), help)
    })
}

fn shown(policies: &[MeasuredPolicy], paint: Paint) -> String {
    let mut text = format!("Counted by {RULE}\n\n");
    for line in table(policies) {
        text.push_str(&format!("{line}\n"));
    }
    for policy in policies {
        text.push_str(&format!("\n{}\n", paint.text(Style::Strong, &policy.file)));
        text.push_str(&notes(&policy.measured));
        for line in gate_lines(&policy.gates, paint) {
            text.push_str(&format!("  {line}\n"));
        }
        for sentence in policy.measured.long_sentences.iter().take(SHOWN_MAX) {
            text.push_str(&format!(
                "  line {}, {} words: {}\n",
                sentence.line, sentence.words, sentence.text
            ));
        }
        text.push_str(&places("hedges", &policy.measured.hedges));
        text.push_str(&places("vague words", &policy.measured.vague));
    }
    text
}

/// Long sentences, hedges and vague words printed for each policy; JSON has more.
const SHOWN_MAX: usize = 5;

/// A line that says where words stand.
fn places(name: &str, found: &[Found]) -> String {
    let shown: Vec<String> =
        found.iter().take(SHOWN_MAX).map(|found| format!("`{}` (line {})", found.text, found.line)).collect();
    let more = found.len().saturating_sub(SHOWN_MAX);
    match (shown.is_empty(), more) {
        (true, _) => String::new(),
        (false, 0) => format!("  {name}: {}\n", shown.join(", ")),
        (false, more) => format!("  {name}: {} and {more} more\n", shown.join(", ")),
    }
}

/// A row of measures for each policy.
fn table(policies: &[MeasuredPolicy]) -> Vec<String> {
    let header = [
        "",
        "words",
        "min",
        "ease",
        "grade",
        "SMOG",
        "mean",
        "p95",
        "longest",
        ">25 w %",
        "passive %",
        "hedges",
        "vague",
        "durations",
        "w/head",
        "tables",
        "language",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for policy in policies {
        let measured = &policy.measured;
        let sentences = &measured.sentences;
        let decimal =
            |number: Option<f64>| number.map_or_else(|| "–".to_owned(), |number| format!("{number:.1}"));
        rows.push(vec![
            policy.file.clone(),
            measured.words.to_string(),
            format!("{:.0}", measured.minutes),
            decimal(measured.ease.as_ref().map(|ease| ease.score)),
            decimal(measured.grade),
            decimal(measured.smog),
            decimal(Some(sentences.mean)),
            sentences.p95.to_string(),
            sentences.longest.to_string(),
            decimal(Some(sentences.over_25_percent)),
            decimal(measured.passive_percent),
            decimal(measured.hedges_per_1000),
            decimal(measured.vague_per_1000),
            measured.durations.map_or_else(|| "–".to_owned(), |count| count.to_string()),
            decimal(measured.headings.words_each),
            measured.tables.to_string(),
            measured.language.clone().unwrap_or_else(|| "unknown".to_owned()),
        ]);
    }
    let mut aligns = [Align::Right; 17];
    aligns[0] = Align::Left;
    columns(&rows, &aligns)
}

/// What has to be known about the figures.
fn notes(measured: &Measured) -> String {
    let mut notes = String::new();
    match &measured.ease {
        Some(ease) => notes.push_str(&format!("  {}: {} ({})\n", ease.formula, ease.score, ease.band)),
        None => notes.push_str(
            "  No formula or word list for this text: only lengths, headings and links are measured.\n",
        ),
    }
    if !measured.excluded.is_empty() {
        let words: usize = measured.excluded.iter().map(|excluded| excluded.words).sum();
        notes.push_str(&format!(
            "  Not counted, wording that is not the author's: {} blocks, {words} words\n",
            measured.excluded.len(),
        ));
    }
    notes
}

fn gate_lines(gates: &[GateResult], paint: Paint) -> Vec<String> {
    let rows: Vec<Vec<String>> = gates
        .iter()
        .map(|gate| {
            let aim = if gate.aim.is_empty() { String::new() } else { format!(", aim {}", gate.aim) };
            vec![
                gate.id.clone(),
                gate.name.clone(),
                gate.measured.map_or_else(|| "–".to_owned(), |number| number.to_string()),
                format!("{}{aim}", gate.limit),
                outcome(gate.outcome).0.to_owned(),
                gate.fix.clone(),
            ]
        })
        .collect();
    let aligns = [Align::Left, Align::Left, Align::Right, Align::Left, Align::Left, Align::Left];
    let lines = columns(&rows, &aligns);
    lines.iter().zip(gates).map(|(line, gate)| paint.text(outcome(gate.outcome).1, line)).collect()
}

fn outcome(outcome: Outcome) -> (&'static str, Style) {
    match outcome {
        Outcome::Passed => ("passed", Style::Good),
        Outcome::BeyondAim => ("passed, beyond the aim", Style::Good),
        Outcome::Warned => ("warning", Style::Warn),
        Outcome::Failed => ("failed", Style::Bad),
        Outcome::NotMeasured => ("not measured", Style::Warn),
    }
}
