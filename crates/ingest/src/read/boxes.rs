//! Boxes to tick within a text: `☒ Yes ☐ No`, `[x] Contract [ ] Consent`, `Ja ☐ Nein ☒`.

/// What can stand for a box, and whether it is ticked.
const BOXES: [(&str, bool); 17] = [
    ("☒", true),
    ("☑", true),
    ("🗹", true),
    ("🗷", true),
    ("[x]", true),
    ("[X]", true),
    ("(x)", true),
    ("(X)", true),
    // Boxes of the font Wingdings.
    ("\u{f0fe}", true),
    ("\u{f0fd}", true),
    ("\u{f0a8}", false),
    ("☐", false),
    ("□", false),
    ("❏", false),
    ("▢", false),
    ("[ ]", false),
    ("( )", false),
];

/// What a text with boxes ticks, one thing to a line, with what stands beside the boxes; empty if nothing is ticked.
/// `None` for a text without boxes, or without anything to tick.
pub(super) fn ticked(text: &str) -> Option<String> {
    let marks = marks(text);
    let (first, last) = (marks.first()?, marks.last()?);
    let is_after = !text[..first.from].trim().is_empty() && text[last.until..].trim().is_empty();
    let mut kept: Vec<&str> = Vec::new();
    let mut labels = 0;
    let mut from = 0;
    for (at, mark) in marks.iter().enumerate() {
        let label = if is_after {
            let label = &text[from..mark.from];
            from = mark.until;
            label
        } else {
            let until = marks.get(at + 1).map_or(text.len(), |next| next.from);
            &text[mark.until..until]
        };
        labels += usize::from(!trimmed(label).is_empty());
        // The lines below an empty box need not be about it.
        let rest =
            if is_after { "" } else { label.trim_start().split_once('\n').map_or("", |(_, rest)| rest) };
        kept.push(if mark.is_ticked { label } else { rest });
    }
    let lead = Some(trimmed(&text[..first.from])).filter(|lead| !is_after && !lead.ends_with([':', '?']));
    let kept = lead.into_iter().chain(kept.into_iter().map(trimmed)).filter(|part| !part.is_empty());
    (labels > 0).then(|| kept.collect::<Vec<_>>().join("\n"))
}

struct Mark {
    /// In bytes.
    from: usize,
    until: usize,
    is_ticked: bool,
}

fn marks(text: &str) -> Vec<Mark> {
    let marks: Vec<Mark> = text
        .char_indices()
        .filter(|(_, sign)| !sign.is_ascii() || matches!(sign, '[' | '('))
        .filter_map(|(from, _)| {
            let (sign, is_ticked) = BOXES.iter().find(|(sign, _)| text[from..].starts_with(sign))?;
            Some(Mark { from, until: from + sign.len(), is_ticked: *is_ticked })
        })
        .collect();
    // "Point (x) of the contract" is no box; at the start, or beside an empty one, it is.
    let starts = |mark: &Mark| text[..mark.from].trim().is_empty() || text[..mark.from].ends_with('\n');
    let is_letter = |mark: &Mark| text[mark.from..].starts_with(['[', '(']);
    let all_letters = marks.iter().all(|mark| is_letter(mark) && mark.is_ticked);
    if all_letters && !marks.iter().all(starts) {
        return Vec::new();
    }
    marks
}

fn trimmed(label: &str) -> &str {
    label.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '|' | '•'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_ticked_counts() {
        for (text, expected) in [
            ("☒ Yes ☐ No", Some("Yes")),
            ("☐ Yes ☒ No", Some("No")),
            ("Ja ☐ Nein ☒", Some("Nein")),
            ("[x] Contract [ ] Consent", Some("Contract")),
            ("☒ Name, ☐ Address, ☒ Phone", Some("Name\nPhone")),
            ("☐ Yes ☐ No", Some("")),
            ("Applies: ☒ yes ☐ no", Some("yes")),
            ("Customers\n☒ Staff\n☐ Visitors\nSuppliers", Some("Customers\nStaff\nSuppliers")),
            ("☒", None),
            ("Section 4(x) of the contract", None),
            ("no boxes", None),
        ] {
            assert_eq!(ticked(text).as_deref(), expected, "{text}");
        }
    }
}
