//! A policy held against the records, and the ledger of its promises.

use candor_model::text::shorten;
use candor_policy::{Drift, DriftItem, DriftKind, FactCell, Promise, PromiseCase, PromiseState, Topic};

use super::{Align, Paint, Style, columns};

/// Characters of a sentence that are shown.
const SENTENCE_MAX: usize = 140;
/// Cells of an item that are shown.
const CELLS_MAX: usize = 3;
/// Rows of a promise that are shown.
const CASES_MAX: usize = 10;

/// Counts by topic, then what contradicts, is missing, extra and in doubt, then the sentences not understood. What
/// matched is only counted.
pub(crate) fn drift(drift: &Drift, paint: Paint) -> String {
    let mut text = format!("{}\n\n", paint.text(Style::Strong, "Policy and records"));
    text.push_str(&by_topic(drift));
    text.push_str(&format!(
        "\n{} sentences and cells: {} understood, {} not about personal data, {} not understood\n",
        drift.sentences,
        drift.understood,
        drift.not_about_data,
        drift.not_understood.len()
    ));
    for kind in DriftKind::ALL.into_iter().filter(|kind| *kind != DriftKind::Matched) {
        let items: Vec<&DriftItem> = drift.items.iter().filter(|item| item.kind == kind).collect();
        if !items.is_empty() {
            let title = format!("{} ({})", kind.label(), items.len());
            text.push_str(&format!("\n{}\n", paint.text(style(kind), &title)));
            items.iter().for_each(|item| text.push_str(&shown(item, paint)));
        }
    }
    if !drift.not_understood.is_empty() {
        let title = format!("Not understood ({})", drift.not_understood.len());
        text.push_str(&format!("\n{}\n", paint.text(Style::Warn, &title)));
        for sentence in &drift.not_understood {
            text.push_str(&format!(
                "  line {}: {}\n",
                sentence.line,
                shorten(&sentence.sentence, SENTENCE_MAX)
            ));
        }
    }
    let last = match drift.all_clear {
        true => "Every sentence about personal data was understood and says what the records say.",
        false => "Not all clear: see above.",
    };
    text.push_str(&format!("\n{last}\n"));
    text
}

fn style(kind: DriftKind) -> Style {
    match kind {
        DriftKind::Contradicts | DriftKind::Missing => Style::Bad,
        DriftKind::Extra => Style::Warn,
        DriftKind::CouldNotTell => Style::Note,
        DriftKind::Matched => Style::Good,
    }
}

fn by_topic(drift: &Drift) -> String {
    let mut topics: Vec<Topic> = drift.items.iter().map(|item| item.topic).collect();
    topics.sort_unstable();
    topics.dedup();
    let heads = ["", "contradict", "missing", "extra", "could not tell", "matched"];
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    for topic in topics {
        let count = |kind| drift.items.iter().filter(|item| (item.topic, item.kind) == (topic, kind)).count();
        let mut row = vec![topic.label().to_owned()];
        row.extend(DriftKind::ALL.map(|kind| count(kind).to_string()));
        rows.push(row);
    }
    let mut total = vec!["All".to_owned()];
    total.extend(DriftKind::ALL.map(|kind| drift.count(kind).to_string()));
    rows.push(total);
    let aligns = [Align::Left, Align::Right, Align::Right, Align::Right, Align::Right, Align::Right];
    columns(&rows, &aligns).into_iter().map(|line| format!("  {line}\n")).collect()
}

fn shown(item: &DriftItem, paint: Paint) -> String {
    let place = item.said.as_ref().map(|said| format!(" (line {})", said.line)).unwrap_or_default();
    let mut text = format!("  {}: {}{place}\n", item.topic.label(), item.about);
    if let Some(said) = &item.said {
        let sentence = shorten(&said.sentence, SENTENCE_MAX);
        text.push_str(&format!("    policy   {}: “{sentence}”\n", said.words));
    }
    if let Some(recorded) = &item.recorded {
        let cells = places(&recorded.cells);
        text.push_str(&format!("    records  {}\n", shorten(&recorded.words, SENTENCE_MAX)));
        if !cells.is_empty() {
            text.push_str(&format!("             {}\n", paint.text(Style::Faint, &cells)));
        }
    }
    if !item.action.is_empty() {
        text.push_str(&format!("    {}\n", paint.text(Style::Faint, &format!("= help: {}", item.action))));
    }
    text
}

fn places(cells: &[FactCell]) -> String {
    let place = |cell: &FactCell| {
        let parts = [cell.file.as_str(), cell.sheet.as_str(), cell.cell.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" › ")
    };
    let mut list: Vec<String> = cells.iter().take(CELLS_MAX).map(place).collect();
    if cells.len() > CELLS_MAX {
        list.push(format!("and {} more", cells.len() - CELLS_MAX));
    }
    list.join(", ")
}

/// What the policy promises, with what the logs say of it; rows that broke a promise first.
pub(crate) fn promises(promises: &[Promise], paint: Paint) -> String {
    if promises.is_empty() {
        return "The policy promises nothing that a log could show.\n".to_owned();
    }
    let mut text = String::new();
    for promise in promises {
        let limit = match promise.limit.as_str() {
            "" => String::new(),
            limit => format!(" within {limit}"),
        };
        let style = match promise.state {
            PromiseState::NotKept => Style::Bad,
            PromiseState::CouldNotTell => Style::Warn,
            PromiseState::Kept => Style::Good,
            PromiseState::NothingYet => Style::Faint,
        };
        text.push_str(&format!("{}{limit}: {}\n", promise.title, paint.text(style, &promise.words)));
        let sentence = shorten(&promise.sentence, SENTENCE_MAX);
        text.push_str(&format!("  line {}: “{sentence}”\n", promise.line));
        text.push_str(&cases(&promise.broken, paint, Style::Bad));
        text.push_str(&cases(&promise.undecided, paint, Style::Warn));
        if promise.running > 0 {
            text.push_str(&format!("  {} still running\n", promise.running));
        }
        text.push('\n');
    }
    text
}

fn cases(cases: &[PromiseCase], paint: Paint, style: Style) -> String {
    let mut text = String::new();
    for case in cases.iter().take(CASES_MAX) {
        let cells = paint.text(Style::Faint, &places(&case.cells));
        text.push_str(&format!("  {}: {}  {cells}\n", paint.text(style, &case.subject), case.words));
    }
    if cases.len() > CASES_MAX {
        text.push_str(&format!("  … and {} more\n", cases.len() - CASES_MAX));
    }
    text
}
