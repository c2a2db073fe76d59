"""Quotations with a dash and a name behind or below them."""

import pytest

from onrecord.language.sayings import Saying
from onrecord.readers.speech.signatures import with_signatures
from onrecord.records import Span
from tests.readers.read_text import document


def read(text, *sayings):
    found = with_signatures(document(text), sayings)
    return [(one.source and one.source.of(text), one.content[0].of(text)) for one in found]


def span(text, words):
    start = text.index(words)
    return Span(start, start + len(words))


LETTERS = "“We queued for coal.” ― Ada Lindqvist\n“They called it ‘order’.”\xa0– Per Holm, Uppsala."


def test_each_quotation_is_whose_name_stands_behind_it():
    assert read(LETTERS) == [
        ("Ada Lindqvist", "“We queued for coal.”"),
        ("Per Holm", "“They called it ‘order’.”"),
    ]


def test_a_name_in_the_line_below():
    assert read('"The trains are late."\n- Ada Lindqvist.') == [("Ada Lindqvist", '"The trains are late."')]


def test_nobody_else_is_given_the_words():
    wrong = Saying(
        span(LETTERS, "Ada Lindqvist"), span(LETTERS, "―"), (span(LETTERS, "“They called it ‘order’.”"),), "x", 1
    )
    assert len(read(LETTERS, wrong)) == 2


def test_speech_inside_the_quotation_is_kept():
    text = "“The mayor said there was coal.” — Ada Lindqvist"
    inner = Saying(span(text, "The mayor"), span(text, "said"), (span(text, "there was coal"),), "x", 1)
    assert ("The mayor", "there was coal") in read(text, inner)


@pytest.mark.parametrize(
    "text",
    [
        "He called it “an order of things.” – Reuters",
        "“We queued,” she said. “For coal.” – Photo: Holm",
        "“We queued for coal.” – and nobody complained of it",
    ],
)
def test_what_is_no_signed_quotation(text):
    assert read(text) == []
