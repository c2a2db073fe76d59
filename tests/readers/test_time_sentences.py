"""Sentences of the project's own, each with its time expressions in brackets and their values: data beside this file."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language import Document, parse
from onrecord.readers import layout
from onrecord.readers.moments import read_moments
from onrecord.readers.timex.holidays import easter, islamic_day, moving, nth_weekday
from onrecord.records import Article, Findings, Moment
from tests.readers.read_text import article

_LINES = (Path(__file__).parent / "time_sentences.txt").read_text(encoding="utf-8").splitlines()
_BRACKETED = re.compile(r"\[([^\]]+)\]")


def cases():
    for line in _LINES:
        if line and not line.startswith("#"):
            published, sentence, values = (part.strip() for part in f"{line} ".split(" | "))
            yield pytest.param(
                None if published == "-" else published,
                _BRACKETED.sub(r"\1", sentence),
                list(
                    zip(_BRACKETED.findall(sentence), (v.strip() for v in values.split(";") if v.strip()), strict=True)
                ),
                id=sentence[:60],
            )


@cache
def parsed(text: str, published: str | None) -> tuple[Article, Document]:
    made = article(text, published)
    (document,) = parse([(text, layout(made))])
    return made, document


def moments(text: str, published: str | None) -> tuple[Moment, ...]:
    return read_moments(*parsed(text, published), Findings()).moments


@pytest.mark.parametrize(("published", "text", "expected"), list(cases()))
def test_the_words_and_their_values(published, text, expected):
    assert [(m.span.of(text), m.value) for m in moments(text, published)] == expected


_DOCS = (Path(__file__).parents[2] / "docs" / "moments.md").read_text(encoding="utf-8")
_ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in _DOCS.splitlines()
    if line.startswith("|") and "[" in line
]


@pytest.mark.parametrize("row", _ROWS, ids=[row[0] for row in _ROWS])
def test_the_examples_of_the_docs_are_read_as_they_stand(row):
    sentence, published, value, earliest, latest, granularity, basis = row
    text = _BRACKETED.sub(r"\1", sentence)
    (moment,) = moments(text, published or None)
    assert [moment.span.of(text)] == _BRACKETED.findall(sentence)
    assert (moment.value, moment.earliest or "", moment.latest or "") == (value, earliest, latest)
    assert (moment.granularity, moment.basis) == (granularity, basis)


_SHAPES = re.compile(
    r"(?:PRESENT|PAST|FUTURE)_REF"
    r"|P(?:\d+(?:\.\d+)?|X)(?:Y|M|W|D|Q|DE|CE)(?:6M)?|PT(?:\d+(?:\.\d+)?|X)[HMS](?:30[MS])?"
    r"|(?:\d{2}|\d{3}|BC\d{2})"
    r"|(?:BC)?[\dX]{4}(?:-(?:\d\d|XX|W\d\d|WXX|Q[1-4X]|H[12]|SP|SU|FA|WI)(?:-(?:\d\d|\d|XX|WE))?)?"
    r"(?:T(?:\d\d:\d\d|MO|AF|EV|NI|DT))?"
)


def sound(text: str, found: tuple[Moment, ...]) -> None:
    """Nothing is said that the laws forbid."""
    for moment in found:
        assert moment.span.of(text) == text[moment.span.start : moment.span.end] != ""
        assert moment.value is None or _SHAPES.fullmatch(moment.value), moment.value
        assert (moment.earliest is None) == (moment.latest is None)
        assert moment.earliest is None or moment.earliest <= moment.latest
        assert (moment.basis == "unknown") <= (moment.earliest is None)
        assert not (moment.earliest and moment.value and moment.value.startswith("XXXX"))


@pytest.mark.parametrize(("published", "text", "expected"), list(cases()))
def test_every_record_keeps_the_laws(published, text, expected):
    sound(text, moments(text, published))
    for moment in moments(text, None):
        # without a date of publication nothing is placed that needs one
        assert moment.earliest is None or moment.basis in {"stated", "relative"}
    sound(text, moments(text, None))


_WORDS = [
    w
    for line in _LINES
    if line and not line.startswith("#")
    for w in line.split(" | ")[1].replace("[", "").replace("]", "").split()
]


@given(
    st.lists(st.sampled_from(sorted(set(_WORDS))), max_size=14),
    st.sampled_from([None, "0001-01-01", "1948-02-29", "1994-08-10", "9999-12-31"]),
)
@settings(max_examples=150, deadline=None)
def test_any_row_of_their_words_keeps_the_laws(row, published):
    text = " ".join(row)
    if text:
        sound(text, moments(text, published))


def test_the_publication_date_is_no_date_of_what_only_hints_at_it():
    for text in (
        "The bridge is now open.",
        "The current head resigned.",
        "It will soon rain.",
        "The siege took three days.",
    ):
        (moment,) = moments(text, "1948-09-09")
        assert (moment.earliest, moment.latest) == (None, None)


@pytest.mark.parametrize(
    ("text", "value", "earliest", "latest"),
    [
        ("It fell in October 1915, and three days later it was retaken.", "1915-XX-XX", "1915-10-04", "1915-11-03"),
        ("The fast of Ramadan 1990 passed quietly.", "1990", "1990-03-27", "1990-04-27"),
        ("They met in the second half of 1938.", "1938-H2", "1938-07-01", "1938-12-31"),
        ("They met in the rest of 1938.", "1938", "1938-07-02", "1938-12-31"),
        ("The letter of 3/4/1922 is lost.", "1922-XX-XX", "1922-03-04", "1922-04-03"),
    ],
)
def test_an_interval_is_as_wide_as_what_is_not_known(text, value, earliest, latest):
    moment = moments(text, None)[-1]
    assert (moment.value, moment.earliest, moment.latest) == (value, earliest, latest)


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        (1818, "1818-03-22"),
        (1916, "1916-04-23"),
        (1943, "1943-04-25"),
        (1998, "1998-04-12"),
        (2000, "2000-04-23"),
        (2024, "2024-03-31"),
    ],
)
def test_easter(year, sunday):
    assert easter(year).isoformat() == sunday


@given(st.integers(1583, 9998))
def test_easter_is_a_sunday_in_spring(year):
    assert easter(year).isoweekday() == 7
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


@given(st.integers(1, 9998), st.integers(1, 12), st.integers(1, 7), st.sampled_from([-1, 1, 2, 3, 4]))
def test_the_nth_weekday_of_a_month(year, month, day, count):
    found = nth_weekday(year, month, day, count)
    assert (found.isoweekday(), found.month) == (day, month)


@pytest.mark.parametrize(
    ("year", "first"), [(1393, "1973-09-28"), (1420, "1999-12-09"), (1439, "2018-05-16"), (1445, "2024-03-11")]
)
def test_the_first_of_ramadan_by_the_reckoned_calendar(year, first):
    assert abs((islamic_day(year, 9, 1) - date.fromisoformat(first)).days) <= 1


@given(st.integers(630, 9000))
def test_ramadan_comes_once_or_twice_a_year_and_lasts_a_month(year):
    for days in moving("islamic 9 1 30", year):
        assert (days.last - days.first).days == 31
    assert len(moving("islamic 9 1 30", year)) in {1, 2}
