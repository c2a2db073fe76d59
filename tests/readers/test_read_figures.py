import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.readers.counts.numbers import quantities, spelled
from tests.readers.read_text import read


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "point", "measure", "of"),
    [
        ("The blast killed 12 soldiers.", "12", 12, 12, 12, "killed", "soldiers"),
        ("Twenty-three people were injured.", "Twenty-three", 23, 23, 23, "injured", "people"),
        ("About 4,000 people fled the town.", "About 4,000", None, None, 4000, "displaced", "people"),
        ("At least 51 people were killed.", "At least 51", 51, None, None, "killed", "people"),
        (
            "More than 1.5 million refugees crossed the river.",
            "More than 1.5 million",
            1_500_000,
            None,
            None,
            "displaced",
            "refugees",
        ),
        ("Nearly 3,500 homes were destroyed.", "Nearly 3,500", None, 3500, None, "destroyed", "homes"),
        ("Up to 300 prisoners were released.", "Up to 300", None, 300, None, "detained", "prisoners"),
        ("Between 40 and 50 houses were damaged.", "Between 40 and 50", 40, 50, None, "damaged", "houses"),
        ("Dozens of villagers were wounded.", "Dozens", None, None, None, "injured", "villagers"),
        ("Tens of thousands of people were displaced.", "Tens of thousands", None, None, None, "displaced", "people"),
        (
            "Some 70-80% of hospitals in the city were not running.",
            "Some 70-80%",
            70,
            80,
            None,
            "not functioning",
            "percent of hospitals",
        ),
        ("The fund gave $35,000 to the town.", "$35,000", 35000, 35000, 35000, "money", "USD"),
        ("The death toll rose to 20.", "20", 20, 20, 20, "killed", "people"),
        (
            "Police arrested one hundred and fifty demonstrators.",
            "one hundred and fifty",
            150,
            150,
            150,
            "detained",
            "demonstrators",
        ),
    ],
)
def test_a_number_what_it_counts_and_what_became_of_it(text, words, low, high, point, measure, of):
    (figure,) = read(text)[0].figures
    assert figure.span.of(text) == words
    assert (figure.low, figure.high, figure.point) == (low, high, point)
    assert (figure.measure, figure.of) == (measure, of)


SENTENCES = tomllib.loads((Path(__file__).parent / "figure_sentences.toml").read_text(encoding="utf-8"))


def short(value):
    """A number of the sentences' table: whole, or with two decimals."""
    return str(int(value)) if value == int(value) else f"{value:.2f}".rstrip("0")


def stated(figure):
    """What a figure says, in the notation of the sentences' table."""
    if figure.low is not None and figure.high is not None:
        return short(figure.low) if figure.low == figure.high else f"{short(figure.low)}..{short(figure.high)}"
    if figure.point is not None:
        return f"~{short(figure.point)}"
    if figure.low is None and figure.high is None:
        return "vague"
    return f">{short(figure.low)}" if figure.low is not None else f"<{short(figure.high)}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [pair for kind in ("humanitarian", "wire", "south_asia", "economy", "mixed") for pair in SENTENCES[kind]],
)
def test_sentences_of_many_kinds(text, expected):
    figures = read(text)[0].figures
    assert [[f.span.of(text), stated(f), f.measure, f.of] for f in figures] == expected


@pytest.mark.parametrize("text", SENTENCES["none"])
def test_sentences_that_count_nobody(text):
    assert read(text)[0].figures == ()


def test_a_victim_counted_by_an_article_is_one():
    text = "A woman was killed in the market."
    (figure,) = read(text)[0].figures
    assert (figure.span.of(text), figure.point, figure.measure) == ("A woman", 1, "killed")


@pytest.mark.parametrize(
    "text",
    ["The pilot, 43, was unhurt.", "A 45-year-old teacher spoke.", "They drove 30 kilometres.", "Flight 105 was late.", "The MiG-29 landed.", "It took three hours.",
     "The treaty of 1951 stands.", "The second attempt failed.", "The two sides met."],
)  # fmt: skip
def test_numbers_that_count_nobody(text):
    assert read(text)[0].figures == ()


def test_what_a_figure_leaves_out_is_carried_on_from_the_one_before():
    text = "There were some 1,700 asylum seekers on the island, more than two-thirds of them from the east. Half of them are women."
    seekers, shares, women = read(text)[0].figures
    assert (seekers.of, seekers.measure) == ("asylum seekers", "displaced")
    assert (shares.low, shares.of, shares.measure) == (66.67, "percent of asylum seekers", "displaced")
    assert (women.point, women.of, women.measure) == (50, "percent of asylum seekers", "displaced")


def test_a_figure_has_the_time_and_the_place_of_its_own_clause():
    text = "Some 9,000 people fled Sarajevo in 1994. The ministry opened a school in Kigali in 1996."
    found, look = read(text)
    (figure,) = found.figures
    assert look.moments[figure.time].span.of(text) == "1994"
    assert look.places[figure.place].name == "Sarajevo"


def test_those_who_speak_are_not_counted():
    found, _ = read("According to three officials, 40 soldiers were wounded.")
    assert [figure.measure for figure in found.figures] == ["injured"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("cut from 12 to 7 posts", [(12, 12), (7, 7)]),
        ("ranging from 7 to 12 posts", [(7, 12)]),
        ("between 40 per cent and 50 per cent", [(40, 50)]),
        ("between 3-4 shells", [(3, 4)]),
        ("one in five children", [(20, 20)]),
        ("three in two days", [(3, 3), (2, 2)]),
        ("1.5-2 million", [(1_500_000, 2_000_000)]),
        ("half a million dollars", [(500_000, 500_000)]),
        ("1,23,456 voters", [(123_456, 123_456)]),
    ],
)
def test_ranges_changes_and_shares(text, parts):
    assert [(q.low, q.high) for q in quantities(text)] == parts


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("C$17.50", "CAD"),
        ("780.6 million Canadian dollars", "CAD"),
        ("US$3.7m", "USD"),
        ("15.6 billion yen", "JPY"),
        ("Rs 2 lakh", "INR"),
        ("several million euros", "EUR"),
    ],
)
def test_money_has_its_currency(text, currency):
    (quantity,) = quantities(text)
    assert quantity.currency == currency
    assert text[quantity.start : quantity.end] == text


def test_a_figure_carries_who_gives_it():
    found, look = read("Rescuers dug all night. Doctors said that 34 people had been wounded.")
    (figure,) = [f for f in found.figures if f.measure == "injured"]
    assert look.speakers(figure.according_to) == "Doctors"


_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def written(n):
    if n < 20:
        return _ONES[n]
    if n < 100:
        return _TENS[n // 10 - 2] + (f"-{_ONES[n % 10]}" if n % 10 else "")
    for size, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= size:
            return f"{written(n // size)} {name}" + (
                f" {'and ' if size == 100 else ''}{written(n % size)}" if n % size else ""
            )
    raise AssertionError(n)


@given(st.integers(1, 999_999_999))
def test_a_number_written_out_is_read_back(n):
    assert spelled(written(n)) == n


@given(st.text(max_size=120))
def test_any_text_is_searched_without_error(text):
    assert all(0 <= q.start < q.end <= len(text) for q in quantities(text))
