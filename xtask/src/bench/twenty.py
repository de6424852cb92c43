"""Twenty tests on a register of processing activities, as polars, DuckDB or pandas would do them: counts of the rows
that pass each. Usage: twenty.py TOOL FILE"""

import sys
import warnings

warnings.simplefilter("ignore")

# Column, and a pattern that a filled cell must match; None: it must be filled.
TESTS = [
    ("Activity ID", None), ("Activity ID", r"^PA-\d+$"), ("Processing activity", None), ("Department", None),
    ("Process owner", None), ("Role", r"(?i)controller|processor"), ("Purpose of processing", None),
    ("Lawful basis", r"(?i)consent|contract|obligation|interest|task|6\(1\)"), ("Categories of data subjects", None),
    ("Categories of personal data", None), ("Special category data", r"(?i)^(yes|no|y|n|none|nein|health|biometric)"),
    ("Source of data", None), ("Systems", None), ("Recipients", None), ("Transfer to third country", r"(?i)^(y|n)"),
    ("Safeguards", r"(?i)scc|clauses|adequacy|dpf|bcr|n/a"), ("Retention period", r"^\d+ "),
    ("Security measures", r"(?i)encrypt|access|tls"), ("Risk level", r"(?i)^(low|medium|high)$"),
    ("Last reviewed", r"^(\d{4}-\d\d-\d\d|\d\d/\d\d/\d{4})$"),
]


def with_polars(path):
    import polars as pl
    if path.endswith(".csv"):
        frame = pl.scan_csv(path, infer_schema=False)
    else:
        frame = pl.read_excel(path, engine="calamine", infer_schema_length=0).lazy()
    cell = lambda column: pl.col(column).str.strip_chars()
    passes = lambda column, pattern: (cell(column) != "") if pattern is None else cell(column).str.contains(pattern)
    counts = [passes(*test).sum().alias(str(at)) for at, test in enumerate(TESTS)]
    return frame.select(counts).collect(engine="streaming").row(0)


def with_duckdb(path):
    import duckdb
    def passes(column, pattern):
        cell = f'trim("{column}")'
        return f"{cell} <> ''" if pattern is None else f"regexp_matches({cell}, '{pattern}')"
    counts = ", ".join(f"count(*) FILTER (WHERE {passes(*test)})" for test in TESTS)
    return duckdb.sql(f"SELECT {counts} FROM read_csv('{path}', all_varchar=true, header=true)").fetchall()[0]


def with_pandas(path, **options):
    import pandas as pd
    read = pd.read_csv if path.endswith(".csv") else pd.read_excel
    frame = read(path, dtype=str, keep_default_na=False, **options)
    def passes(column, pattern):
        cells = frame[column].str.strip()
        return (cells != "") if pattern is None else cells.str.contains(pattern)
    return [int(passes(*test).sum()) for test in TESTS]


TOOLS = {
    "polars": with_polars,
    "DuckDB": with_duckdb,
    "pandas": with_pandas,
    "pandas with calamine": lambda path: with_pandas(path, engine="calamine"),
    "pandas with openpyxl": lambda path: with_pandas(path, engine="openpyxl"),
}

if __name__ == "__main__":
    print(*TOOLS[sys.argv[1]](sys.argv[2]))
