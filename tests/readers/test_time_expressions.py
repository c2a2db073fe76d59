"""Rules of time expressions that need no whole article: spans, joined dates, calendar."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.readers.timex.calendar import interval, months, shift
from onrecord.readers.timex.expressions import find
from onrecord.readers.timex.words import number, number_of_decade, number_of_year, ordinal
from tests.readers.read_text import read


def found(text):
    return [text[one.start : one.end] for one in find(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The battle lasted from 12-14 July 1950.", ["12", "14 July 1950"]),
        ("They met on May 4 and 5, in Geneva.", ["May 4", "5"]),
        ("He fought there (5 September-12 September).", ["5 September", "12 September"]),
        ("Talks were held on March 5-9, 1918.", ["March 5", "9, 1918"]),
        ("The war of 1914-18 was over.", ["1914", "18"]),
        ("Western theatre, 1861-1863.", ["1861", "1863"]),
        ("In August of that year it rained.", ["August of that year"]),
        ("It was quiet in the spring of 1862 by the river.", ["the spring of 1862"]),
        ("In nineteen ninety-one the wall was gone.", ["nineteen ninety-one"]),
        ("Prices rose in the nineties.", ["the nineties"]),
        ("The city fell in September 480 BC.", ["September 480 BC"]),
        ("The last week of August was hot.", ["The last week of August"]),
        ("It took two and a half years.", ["two and a half years"]),
        ("A months-long strike ended.", ["months-long"]),
        ("They left 20 years after joining.", ["20 years"]),
        ("He said so in the past.", ["the past"]),
        ("They marched every Sunday.", ["every Sunday"]),
        ("The office closed in June.", ["June"]),
        ("It ended on Oct. 7.", ["Oct. 7"]),
        ("They met on thursday night.", ["thursday night"]),
    ],
)
def test_which_words_are_the_expression(text, words):
    assert found(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "A 45-year-old teacher spoke.",
        "It cost 1.09 million.",
        "About three-quarters of the goods were lost.",
        "The Christmas market was shut.",
        "They had previously agreed.",
        "The battalion lost 1400 men.",
        "They won 12 and lost 14 games.",
    ],
)
def test_what_is_no_time_expression(text):
    assert found(text) == []


@pytest.mark.parametrize("piece", ["May ", "the first ", "a few more ", "11-", "9 ", "early in the late ", " ", "1"])
def test_a_long_row_of_one_piece_costs_no_more_than_its_length(piece):
    begun = process_time()
    find(piece * 8000 + "May 1999")
    assert process_time() - begun < 5


def values(text, published=None):
    return [m.value for m in read(text, published)[0].moments]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The mission leaves in January.", "1949-01"),
        ("The work must be done by 15 December.", "1948-12-15"),
        ("The army crossed the river in December.", "1947-12"),
        ("The council will meet on Thursday.", "1948-09-09"),
        ("The council will meet next Thursday.", "1948-09-16"),
        ("Coal ran short over the past week.", "P1W"),
        ("A few days later it rained.", "FUTURE_REF"),
        ("He had come three weeks earlier.", "XXXX-WXX"),
        ("They march every July.", "XXXX-07"),
        ("Flights rose to 900 per day.", "P1D"),
        ("At night it freezes.", "XXXX-XX-XXTNI"),
        ("It was taken on D-Day.", "1944-06-06"),
        ("He wrote two and a half years of letters.", "P2Y6M"),
        ("The strike was a months-long one.", "PXM"),
        ("The strike was a month-long one.", "P1M"),
        ("He fought in the autumn of 480 BC.", "BC0480-FA"),
        ("The quarter was poor.", "XXXX-QX"),
        ("The shop shut overnight.", "1948-09-08TNI"),
        ("Many came in the nineteenth century.", "18"),
        ("It was so in the thirties.", "193"),
    ],
)
def test_values_with_a_publication_date(text, value):
    assert values(text, "1948-09-09") == [value]


def test_a_neighbour_gives_the_year():
    assert values("It ran from December to January 1949.") == ["1948-12", "1949-01"]
    assert values("He fell ill in August and September 1914.") == ["1914-08", "1914-09"]


def test_the_day_before_gives_a_time_its_day():
    assert values("The bridge fell on Tuesday. The alarm rang at 10:15 p.m.", "1948-09-09") == [
        "1948-09-07",
        "1948-09-07T22:15",
    ]


def test_a_time_without_any_day_stays_open():
    assert values("The alarm rang at 10:15 p.m.", "1948-09-09") == ["XXXX-XX-XXT22:15"]


def test_the_quarter_is_the_one_last_mentioned():
    assert values("Output fell in the third quarter of 1947. In the quarter, 40 mines shut.") == ["1947-Q3", "1947-Q3"]


def test_that_year_is_the_one_last_mentioned():
    assert values("He came in 1861. On July 25 of that year he spoke.") == ["1861", "1861-07-25"]


def test_years_ago_without_a_publication_date_have_no_interval():
    (moment,) = read("The war began seven years ago.")[0].moments
    assert (moment.value, moment.earliest, moment.latest) == ("XXXX", None, None)


@pytest.mark.parametrize(
    ("words", "count"), [("seven", 7), ("a", 1), ("twenty-three", 23), ("1,200", 1200), ("umpteen", None)]
)
def test_small_numbers(words, count):
    assert number(words) == count


def test_ordinals_years_and_decades_in_words():
    assert (ordinal("twenty-first"), ordinal("3rd"), ordinal("umpteenth")) == (21, 3, None)
    assert (number_of_year("nineteen seventeen"), number_of_year("eighteen hundred")) == ("1917", "1800")
    assert number_of_decade("sixties") == 6


@given(st.integers(1, 9999), st.integers(1, 12), st.integers(1, 24))
def test_months_are_in_order(year, month, count):
    if year + (month + count) // 12 >= 9999:
        return
    days = months(year, month, count)
    assert days.first <= days.last
    assert days.first.day == 1


@given(st.dates(), st.sampled_from(["D", "W", "M", "Q", "Y", "DE", "CE"]), st.integers(-4000, 4000))
def test_shifting_goes_the_way_of_its_count_or_beyond_the_calendar(anchor, unit, count):
    moved = shift(anchor, unit, count)
    if moved is not None and count:
        assert (moved > anchor) == (count > 0)


@given(st.from_regex(r"\d{2,4}(-(\d\d|W\d\d|Q\d|SP|SU|FA|WI|H\d))?(-(\d\d|WE))?", fullmatch=True))
def test_an_interval_is_ordered_or_there_is_none(value):
    days = interval(value)
    assert days is None or days.first <= days.last


_PIECES = ["last", "next", "the", "12", "May", "1948", "9/11", "to", "-", "and", "five", "years", "ago", "later", "Monday", "night", "every",
           "quarter", "BC", ",", "of that year", "10:30", "p.m.", "the past", "early", "century", "'48", "1990", "31", "Feb.", "weekend"]  # fmt: skip


@given(
    st.lists(st.sampled_from(_PIECES), max_size=9), st.sampled_from([None, "1948-09-09", "0001-01-01", "9999-12-31"])
)
def test_any_row_of_time_words_is_read_and_its_intervals_are_ordered(pieces, published):
    for moment in read(" ".join(pieces), published)[0].moments:
        assert (moment.earliest is None) == (moment.latest is None)
        assert moment.earliest is None or moment.earliest <= moment.latest
