import pytest

from onrecord.pages.calendar_words import is_stamp
from onrecord.pages.captions import caption_of, credit_of
from onrecord.pages.lines import Block
from onrecord.pages.mastheads import byline_of, dateline_of
from onrecord.records import Span


def block(words: str) -> Block:
    return Block(Span(0, len(words)), words, 1)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Anna Hill and Peter Marsh", ("Anna Hill", "Peter Marsh")),
        ("by ANNA HILL, Peter Marsh", ("ANNA HILL", "Peter Marsh")),
        ("Written by Anna Hill in Geneva", ("Anna Hill",)),
        ("By Anna Hill | 6 November 1953", ("Anna Hill",)),
        ("By Reuters", ("Reuters",)),
    ],
)
def test_bylines_give_the_names(line, names):
    assert byline_of(block(line)).names == names


@pytest.mark.parametrize(
    "line", ["By Monday the roads were open.", "by then", "Anna Hill", "By the river, troops waited."]
)
def test_sentences_and_bare_names_are_no_bylines(line):
    assert byline_of(block(line)) is None


def test_a_bare_name_below_a_headline_is_a_byline():
    assert byline_of(block("Anna Hill"), below_headline=True).names == ("Anna Hill",)
    assert byline_of(block("The town was quiet"), below_headline=True) is None


@pytest.mark.parametrize(
    ("line", "words", "place", "agency"),
    [
        ("GENEVA, Nov 6 (Reuters) - Talks began.", "GENEVA, Nov 6 (Reuters)", "Geneva", "Reuters"),
        ("WASHINGTON (AP) — Talks began.", "WASHINGTON (AP)", "Washington", "AP"),
        ("KHARTOUM — Talks began.", "KHARTOUM", "Khartoum", None),
        ("NEW DELHI: Talks began.", "NEW DELHI", "New Delhi", None),
        (
            "PORT SAID, Egypt, 6 Nov 1956 (AFP) – Talks began.",
            "PORT SAID, Egypt, 6 Nov 1956 (AFP)",
            "Port Said, Egypt",
            "AFP",
        ),
        ("Paris, 5 May (AFP) - Talks began.", "Paris, 5 May (AFP)", "Paris", "AFP"),
    ],
)
def test_datelines_are_read_as_printed(line, words, place, agency):
    found = dateline_of(line, Span(0, len(line)))
    assert (found.span.of(line), found.place, found.agency) == (words, place, agency)


@pytest.mark.parametrize(
    "line",
    [
        "BREAKING: Talks began.",
        "The talks - as planned - began.",
        "WARNING GRAPHIC DETAIL: Talks.",
        "Peter Marsh: Talks began.",
        "Talks began on May 5 - late.",
    ],
)
def test_other_openings_are_no_datelines(line):
    assert dateline_of(line, Span(0, len(line))) is None


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("A crowd waits. (Photo by AFP)", "AFP"),
        ("A crowd waits. (Anna Hill/Reuters)", "Anna Hill/Reuters"),
        ("A crowd waits [File photo: AP]", "AP"),
        ("A crowd waits (AP Photo/Anna Hill, File)", "AP Photo/Anna Hill"),
        ("A crowd waits. Photo: Anna Hill/dpa", "Anna Hill/dpa"),
        ("The World Health Organization (WHO)", None),
        ("He left (and nobody saw him)", None),
    ],
)
def test_credits_are_cut_out_of_captions(line, credit):
    assert credit_of(line) == credit


@pytest.mark.parametrize(
    ("line", "date", "place"),
    [
        ("06 May 1949, Germany, Berlin: Crews unload flour. (Example/dpa)", "1949-05-06", "Berlin"),
        (
            "People queue for water in Armenia, in Spitak in the north, on December 9, 1988. (AFP)",
            "1988-12-09",
            "Spitak",
        ),
        ("People queue on December 9, 1988, after a fire of December 7, 1988. (AFP)", None, None),
        ("A general view. (AFP)", None, None),
    ],
)
def test_captions_give_date_and_place(line, date, place):
    caption = caption_of(block(line))
    assert (caption.date, caption.place) == (date, place)


@pytest.mark.parametrize(
    "line", ["Published 6 May 1949", "2h ago", "18:28 ET", "Last updated May 6, 1949 1:23 PM UTC", "6th May 1949"]
)
def test_stamps_are_known(line):
    assert is_stamp(line)


@pytest.mark.parametrize("line", ["On 6 May 1949 the roads opened", "May 1968", "The hour", "Updated"])
def test_other_lines_are_no_stamps(line):
    assert not is_stamp(line) or line == "May 1968"
