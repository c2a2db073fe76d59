"""Interviews and hearings as they are printed: a name, a colon, and what that person says."""

from onrecord.language.sayings import Saying
from onrecord.readers.speech.transcripts import with_turns
from onrecord.records import Span
from tests.readers.read_text import document

INTERVIEW = """The commissioner, Ada Lindqvist, spoke to the radio about the rationing of 1947.

HOLM: Commissioner, is there coal for January?

LINDQVIST: There is coal until the tenth. The mayor said that the trains are late.

We have asked the army for lorries.

(APPLAUSE)

HOLM: And after the tenth?

LINDQVIST: Then we shall ration light as well.

The programme is broadcast on Sundays."""


def read(text, *sayings):
    return [
        (
            one.source.of(text) if one.source else None,
            one.cue.of(text) if one.cue else None,
            [span.of(text) for span in one.content],
        )
        for one in with_turns(document(text), sayings)
    ]


def span(text, words):
    start = text.index(words)
    return Span(start, start + len(words))


def test_each_turn_is_its_speakers():
    assert read(INTERVIEW) == [
        ("HOLM", ":", ["Commissioner, is there coal for January?"]),
        (
            "LINDQVIST",
            ":",
            [
                "There is coal until the tenth. The mayor said that the trains are late.",
                "We have asked the army for lorries.",
            ],
        ),
        ("HOLM", ":", ["And after the tenth?"]),
        ("LINDQVIST", ":", ["Then we shall ration light as well."]),
    ]


def test_speech_inside_a_turn_stays_and_what_ran_over_a_label_is_cut():
    inside = Saying(
        span(INTERVIEW, "The mayor"),
        span(INTERVIEW, "said"),
        (
            span(
                INTERVIEW, "that the trains are late.\n\nWe have asked the army for lorries.\n\n(APPLAUSE)\n\nHOLM: And"
            ),
        ),
        "given",
        1.0,
    )
    label = Saying(span(INTERVIEW, "LINDQVIST"), None, (span(INTERVIEW, "There is coal"),), "given", 1.0)
    stray = Saying(None, None, (span(INTERVIEW, "And after the tenth?"),), "given", 1.0)
    found = read(INTERVIEW, inside, label, stray)
    assert found[0][:2] == ("The mayor", "said")
    assert found[0][2] == ["that the trains are late.\n\nWe have asked the army for lorries.\n\n(APPLAUSE)"]
    assert len(found) == 5


def test_labels_that_name_nobody_make_no_dialogue():
    page = (
        "UPDATE: The bridge is open.\n\nWATCH: The first train.\n\nUPDATE: The bridge is shut.\n\nThe Watch was there."
    )
    assert read(page) == []


def test_one_name_before_a_colon_is_no_dialogue():
    page = "Lindqvist: coal until January.\n\nAda Lindqvist spoke on the radio.\n\nHOLM: The programme is over."
    assert read(page) == []


def test_a_box_of_facts_is_no_dialogue():
    page = "Lindqvist: commissioner.\n\nParty: Farmers.\n\nParty: Liberal.\n\nAda Lindqvist spoke on the radio."
    assert read(page) == []
