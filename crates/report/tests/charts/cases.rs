//! Tables of every kind, with what must be drawn from them.

/// Kind, caption, headers, rows.
pub(crate) type Table =
    (&'static str, &'static str, &'static [&'static str], &'static [&'static [&'static str]]);

pub(crate) const LAWS: &[&str] =
    &["Checklist", "Range", "Met", "Partly met", "Not met", "Unknown", "Not applicable"];
pub(crate) const FLOW: &[&str] = &["Source", "System", "Vendor", "Country", "Activities"];
pub(crate) const MOMENTS: &[&str] = &["Incident", "Found", "Aware", "Told", "Due", "State", "Time used"];
pub(crate) const DAYS: &[&str] = &["Days", "Deadline on day", "In time", "Late", "Overdue", "Running"];
pub(crate) const AGES: &[&str] =
    &["Deadline", "1–30 days late", "31–60 days late", "61–90 days late", "over 90 days late"];

/// A table of each kind with its title, and words that stand in the drawing.
pub(crate) const CASES: &[(Table, &str, &[&str])] = &[
    (
        (
            "outcomes",
            "Results.",
            LAWS,
            &[
                &["GDPR", "75% to 82%", "106", "55", "4", "13", "87"],
                &["Baseline", "72% to 78%", "49", "33", "3", "5", "0"],
            ],
        ),
        "Largest unknown part in GDPR: 13 of 178 requirements",
        &[
            "✓ 106",
            "✓ 106 met",
            "◐ 55 partly met",
            "✗ 4 not met",
            "? 13 unknown",
            "– 87 not applicable",
            "? 5 unknown",
        ],
    ),
    (
        ("outcomes", "", LAWS, &[&["GDPR", "50%", "1", "0", "1", "0", "0"]]),
        "No requirement that applies is unknown",
        &["✓ 1 met", "✗ 1 not met"],
    ),
    (
        ("outcomes", "", &["Law", "Met", "Not met"], &[&["GDPR", "1,200", "3"], &["None", "0", "0"]]),
        "Requirements by outcome",
        &["✓ 1200 met", "✗ 3 not met", "no requirement"],
    ),
    (
        (
            "range",
            "Results.",
            &["Checklist", "Range", "Range in 2026-Q3"],
            &[
                &["GDPR", "58% to 81%", "52% to 79%"],
                &["CCPA", "60%", "66% to 70%"],
                &["HIPAA", "71% to 88%", "40% to 60%, other rules"],
                &["Baseline", "–", "–"],
            ],
        ),
        "1 result rose, 1 fell since 2026-Q3",
        &["58% to 81%", "was 52% to 79%", "60%", "no result", "was 40% to 60%", "2026-Q3", "unknown"],
    ),
    (
        ("range", "", &["Checklist", "Range", "Range in 2026-Q3"], &[&["GDPR", "58% to 81%", "52% to 79%"]]),
        "GDPR rose from 52% to 58% since 2026-Q3",
        &["58% to 81%", "was 52% to 79%"],
    ),
    (
        ("range", "", &["Checklist", "Range"], &[&["GDPR", "58% to 81%"]]),
        "From what is shown to what could be",
        &["58% to 81%"],
    ),
    (
        (
            "quarters",
            "Results.",
            &["Checklist", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"],
            &[
                &["GDPR", "40% to 60%", "44% to 60%", "not measured", "52% to 79%", "58% to 81%"],
                &["CCPA", "–", "70%", "66% to 70%", "50% to 70%, other rules", "60%"],
            ],
        ),
        "GDPR rose from 40% to 58% since 2025-Q4",
        &["2025-Q4", "2026-Q4", "40%", "58%", "70%", "60%", "other rules than before"],
    ),
    (
        (
            "quarters",
            "",
            &["Law", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"],
            &[
                &[
                    "A checklist of the organisation with a name that is long",
                    "1%",
                    "2%",
                    "3%",
                    "4%",
                    "5%",
                    "6%",
                    "7%",
                    "1%",
                ],
                &["Another", "1%", "2%", "3%", "4%", "5%", "6%", "7%", "8%"],
            ],
        ),
        "1 of 2 results rose since 2025-Q1",
        &["2025-Q2", "2026-Q4", "1%", "8%"],
    ),
    (
        (
            "ageing",
            "What is overdue.",
            AGES,
            &[
                &["GDPR: Tell the authority of a breach of personal data", "1", "2", "0", "0"],
                &["HIPAA: Tell people", "0", "0", "9", "3"],
            ],
        ),
        "3 of 15 are over 90 days late",
        &["1", "2", "9", "3", "31–60 days late"],
    ),
    (
        (
            "days",
            "Answer a request.",
            DAYS,
            &[
                &["3", "30", "2", "0", "0", "0"],
                &["12", "31", "4", "0", "0", "1"],
                &["40", "30", "0", "2", "0", "0"],
                &["55", "31", "0", "0", "1", "0"],
                &["70", "91", "1", "0", "0", "0"],
            ],
        ),
        "3 of 11 requests went past the deadline",
        &[
            "7 in time",
            "2 late",
            "1 overdue",
            "1 running",
            "deadline: day 30 to 31",
            "deadline: day 91",
            "Half of the 9 answered took 12 days or fewer, nine of ten took 70 or fewer.",
            "A column holds 2 days.",
        ],
    ),
    (
        ("days", "", DAYS, &[&["0–6", "30", "200", "0", "0", "0"], &["7–13", "30", "15", "0", "0", "0"]]),
        "None of 215 requests went past the deadline",
        &["215 in time", "A mark stands for up to 15 requests."],
    ),
    (
        (
            "timeline",
            "Tell the authority: within 72 hours.",
            MOMENTS,
            &[
                &["I-003", "2026-08-31", "2026-10-05", "–", "2026-10-08", "Overdue", "47 days so far"],
                &[
                    "I-004",
                    "2026-10-19 09:10",
                    "2026-10-19 09:10",
                    "2026-10-23 15:10",
                    "2026-10-22 09:10",
                    "Late",
                    "102 hours",
                ],
                &[
                    "I-001",
                    "2026-07-02 08:00",
                    "2026-07-02 10:00",
                    "2026-07-04 05:00",
                    "2026-07-05 10:00",
                    "In time",
                    "43 hours",
                ],
                &["I-002", "2026-09-01", "–", "–", "–", "Unknown", "–"],
            ],
        ),
        "2 of 4 incidents went past the deadline, 1 unknown",
        &[
            "✗ Overdue, 47 days so far",
            "✗ Late, 102 hours",
            "✓ In time, 43 hours",
            "? Unknown",
            "found",
            "aware",
            "due",
        ],
    ),
    (
        (
            "flow",
            "Flows.",
            FLOW,
            &[
                &["The person", "Patient portal", "Cloudskerry", "IE (EEA)", "4"],
                &["The person", "–", "Deskline Support", "PH (outside the EEA)", "1"],
                &["unknown", "Ledger", "Deskline Support", "unknown", "1"],
            ],
        ),
        "Data goes to 2 vendors and 2 countries",
        &["Patient portal", "Cloudskerry", "PH (outside the EEA)", "? unknown", "Vendor"],
    ),
];
