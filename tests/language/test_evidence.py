"""What the heads say of words of our own, and where they say it."""

from onrecord.language.document import Document
from onrecord.language.evidence import (
    event_words,
    stance_chances,
    toponym_chance,
    toponyms,
)
from onrecord.records import Span
from tests.language.test_tagger import document

SIEGE = "Artillery shelled the old town of Sarajevo on Monday.\nThe bridge at Mostar carries a road."


def span(document: Document, words: str) -> Span:
    start = document.text.index(words)
    return Span(start, start + len(words))


def test_a_word_for_an_event_is_found_with_its_type():
    page = document(SIEGE)
    found = event_words(page)
    assert [word.span.of(page.text) for word in found] == ["shelled"]
    assert next(iter(found[0].types)) == "ASSAULT"
    assert next(iter(found[0].modes)) == "shelling or missile"
    assert next(iter(found[0].statuses)) == "happened"


def test_places_are_found():
    page = document("Officials in Sarajevo said on Monday that 200 refugees had reached Zagreb.")
    assert [one.span.of(page.text) for one in toponyms(page)] == ["Sarajevo", "Zagreb"]
    assert toponym_chance(page, span(page, "Sarajevo")) > 0.5 > toponym_chance(page, span(page, "Monday"))


def test_a_cue_has_a_stance():
    page = document("The ministry denied that its guns had fired on the hospital.")
    assert next(iter(stance_chances(page, span(page, "denied")))) == "denies"
    assert stance_chances(page, Span(len(page.text), len(page.text))) == {}


def test_nothing_is_found_in_nothing():
    page = document("")
    assert event_words(page) == []
    assert toponyms(page) == []
