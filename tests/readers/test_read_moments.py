from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.readers.timex.calendar import Interval, interval, weekday
from onrecord.readers.timex.expressions import find
from tests.readers.read_text import read

DAY = "1948-09-09"  # a Thursday


def only(text, published=None):
    (moment,) = read(text, published)[0].moments
    return moment


@pytest.mark.parametrize(
    ("text", "words", "value", "earliest", "latest"),
    [
        ("The bridge was blown up on 9 September 1948.", "9 September 1948", "1948-09-09", "1948-09-09", "1948-09-09"),
        ("Talks began on July 10, 1951 at Kaesong.", "July 10, 1951", "1951-07-10", "1951-07-10", "1951-07-10"),
        ("Coal ran out on Monday.", "Monday", "1948-09-06", "1948-09-06", "1948-09-06"),
        ("The council met on Thursday.", "Thursday", "1948-09-09", "1948-09-09", "1948-09-09"),
        ("The ministers will meet on Monday.", "Monday", "1948-09-13", "1948-09-13", "1948-09-13"),
        ("The envoy arrived yesterday.", "yesterday", "1948-09-08", "1948-09-08", "1948-09-08"),
        ("The road has been closed since June 24.", "June 24", "1948-06-24", "1948-06-24", "1948-06-24"),
        ("The talks failed in August.", "August", "1948-08", "1948-08-01", "1948-08-31"),
        ("Prices rose last year.", "last year", "1947", "1947-01-01", "1947-12-31"),
        ("Flights doubled last week.", "last week", "1948-W36", "1948-08-30", "1948-09-05"),
        ("The front moved in early 1916.", "early 1916", "1916", "1916-01-01", "1916-05-02"),
        ("He fought in the spring of 1917.", "the spring of 1917", "1917-SP", "1917-03-01", "1917-05-31"),
        ("It was built in the 1930s.", "the 1930s", "193", "1930-01-01", "1939-12-31"),
        ("The first canal dates from the 19th century.", "the 19th century", "18", "1800-01-01", "1899-12-31"),
        (
            "Output fell in the third quarter of 1947.",
            "the third quarter of 1947",
            "1947-Q3",
            "1947-07-01",
            "1947-09-30",
        ),
        ("They arrived two days ago.", "two days ago", "1948-09-07", "1948-09-07", "1948-09-07"),
        ("Over the past three days, snow has fallen.", "the past three days", "P3D", "1948-09-06", "1948-09-09"),
        ("The siege lasted three months.", "three months", "P3M", None, None),
        ("It rains every day.", "every day", "XXXX-XX-XX", None, None),
        (
            "The shelling stopped at 10:30 p.m. on Monday.",
            "10:30 p.m. on Monday",
            "1948-09-06T22:30",
            "1948-09-06T22:30",
            "1948-09-06T22:30",
        ),
    ],
)
def test_with_a_publication_date(text, words, value, earliest, latest):
    moment = only(text, DAY)
    assert moment.span.of(text) == words
    assert (moment.value, moment.earliest, moment.latest) == (value, earliest, latest)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Coal ran out on Monday.", "XXXX-WXX-1"),
        ("The talks failed in March.", "XXXX-03"),
        ("The bridge was blown up on 9 May.", "XXXX-05-09"),
        ("The envoy arrived yesterday.", "XXXX-XX-XX"),
    ],
)
def test_without_a_publication_date_nothing_is_made_up(text, value):
    moment = only(text)
    assert (moment.value, moment.earliest, moment.latest, moment.basis) == (value, None, None, "unknown")


def test_in_a_history_dates_follow_one_another():
    text = (
        "War broke out in 1914. In August 1914 the army crossed the border. On 5 September 1914 it reached the river. "
        "The front stood still until 1915. In April 1915 gas was used. The next attack came on 22 May.\n"
        "It failed. In July 1916 a new offensive began. On 15 September the first tanks appeared. Three days later it rained."
    )
    found, _ = read(text)
    by_words = {m.span.of(text): m for m in found.moments}
    assert by_words["22 May"].value == "1915-05-22"
    assert by_words["15 September"].value == "1916-09-15"
    assert by_words["Three days later"].value == "1916-09-18"


@pytest.mark.parametrize(
    "text",
    [
        "He may resign.",
        "March on, they sang.",
        "The sun was out.",
        "Room 1916 was empty.",
        "About 1,900 people came.",
        "They fall down.",
    ],
)
def test_words_that_only_look_like_times(text):
    assert read(text, DAY)[0].moments == ()


def test_the_day_before_an_act_that_is_told_of():
    text = "He flew to Bonn on Thursday less than 24 hours after meeting the mayor."
    moment = next(m for m in read(text, DAY)[0].moments if "24" in m.span.of(text))
    assert (moment.value, moment.earliest) == ("PT24H", "1948-09-08")


@given(st.dates(), st.integers(1, 7), st.sampled_from([-1, 1]))
def test_a_weekday_is_that_weekday_within_a_week(anchor, number, direction):
    if anchor.year in (1, 9999):
        return
    day = weekday(anchor, number, direction)
    assert day.isoweekday() == number
    assert 0 <= (anchor - day).days * -direction <= 7


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_is_searched_without_error_and_matches_lie_inside(text):
    found = find(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_values_that_are_no_dates_have_no_interval():
    assert interval("P3D") is None
    assert interval("1948-02-31") is None
    assert interval("XXXX-05") is None
    assert isinstance(interval("1948-W10-WE"), Interval)
