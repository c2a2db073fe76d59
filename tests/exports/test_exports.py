import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.contract import as_line
from onrecord.errors import OnrecordError, UsageError
from onrecord.exports import FORMATS, export
from onrecord.exports.csv import COLUMNS
from onrecord.ledger import open_ledger
from onrecord.records import Party, Place, Reading, ReadPage
from tests.makers import TEXT, read_page, reading

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "l.db", create=True) as book:
        book.append(read_page())
        yield book


def _rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_row_a_record_with_names_and_words(ledger, tmp_path):
    export(ledger, "csv", tmp_path / "out.csv")
    rows = {row["id"]: row for row in _rows(tmp_path / "out.csv")}
    assert sorted(rows) == ["a1", "a2", "a3", "a4", "e1", "e2", "f1"]
    assert (rows["a3"]["speaker"], rows["a3"]["stance"], rows["a3"]["content"]) == (
        "mayor",
        "accuses",
        "the army of blocking <b>roads</b> & canals",
    )
    event = rows["e1"]
    assert (event["actors"], event["place"], event["lat"], event["earliest"], event["according_to"]) == (
        "Air Force",
        "Berlin",
        "52.52",
        "1948-09-09",
        "Air Force",
    )
    assert (rows["e2"]["disputed_by"], rows["e2"]["disputed_words"], rows["e2"]["place"]) == ("army", "it", "")
    assert (rows["f1"]["point"], rows["f1"]["low"], rows["f1"]["approximate"]) == ("4500.0", "", "True")
    assert TEXT[int(event["start"]) : int(event["end"])] == event["words"] == "reached"


def test_every_column_is_documented_and_no_other(ledger, tmp_path):
    page = (DOCS / "formats.md").read_text(encoding="utf-8")
    documented = [
        name for cell in re.findall(r"^\| (`.*?) \|", page, re.MULTILINE) for name in re.findall(r"`(\w+)`", cell)
    ]
    assert sorted(documented) == sorted(COLUMNS)
    export(ledger, "csv", tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig") as file:
        assert next(csv.reader(file)) == list(COLUMNS)


def test_a_country_has_no_point(tmp_path):
    made = reading()
    country = Place("l1", "Germany", made.findings.places[0].spans, 2921044, 51.5, 10.5, "DEU", None, "country", "in")
    _written(tmp_path, replace(made, findings=replace(made.findings, places=(country,))))
    row = next(row for row in _rows(tmp_path / "out.csv") if row["id"] == "e1")
    assert (row["place"], row["country"], row["lat"], row["lon"]) == ("Germany", "DEU", "", "")


def test_words_are_never_a_formula(tmp_path):
    made = reading()
    hostile = replace(made.findings.parties[1], name="=HYPERLINK(1)")
    assert isinstance(hostile, Party)
    parties = (made.findings.parties[0], hostile, made.findings.parties[2])
    _written(tmp_path, replace(made, findings=replace(made.findings, parties=parties)))
    assert {row["speaker"] for row in _rows(tmp_path / "out.csv")} >= {"'=HYPERLINK(1)"}


def _written(tmp_path, made: Reading):
    with open_ledger(tmp_path / "other.db", create=True) as book:
        book.append(ReadPage(made.article.page, (made,)))
        export(book, "csv", tmp_path / "out.csv")


def test_json_lines_are_those_of_the_contract(ledger, tmp_path):
    export(ledger, "jsonl", tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_bytes() == as_line(reading())


def test_the_same_ledger_gives_the_same_bytes(ledger, tmp_path):
    for form in FORMATS:
        for name in ("a", "b"):
            export(ledger, form, tmp_path / name)
        assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_failed_export_leaves_what_was_there(ledger, tmp_path):
    with pytest.raises(OnrecordError, match="none"):
        export(ledger, "csv", tmp_path / "none" / "out.csv")
    with pytest.raises(UsageError, match="csv, jsonl"):
        export(ledger, "xls", tmp_path / "out.xls")
    assert list(tmp_path.glob("*out*")) == []


def test_a_full_device_is_said_plainly(ledger):
    with pytest.raises(OnrecordError, match="could not write /dev/full"):
        export(ledger, "jsonl", Path("/dev/full"))
