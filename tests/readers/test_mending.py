"""Bare spans as a tagger may leave them, and what grammar makes of them."""

import pytest

from onrecord.language import Piece, parse
from onrecord.language.sayings import Saying
from onrecord.readers.speech.mending import mended, whole_quotations
from onrecord.readers.speech.quotation_marks import QuotationMarks
from onrecord.records import Span


def saying(text, source, cue, *content):
    """A saying whose parts are given by their words; the first occurrence counts."""

    def at(words):
        start = text.index(words)
        return Span(start, start + len(words))

    return Saying(at(source) if source else None, at(cue) if cue else None, tuple(map(at, content)), "given", 1.0)


def mend(text, *sayings):
    (document,) = parse([(text, [Piece("paragraph", Span(0, len(text)))])])
    return mended(document, list(sayings))


def words(text, one):
    return (
        one.source.of(text) if one.source else None,
        one.cue.of(text) if one.cue else None,
        [span.of(text) for span in one.content],
    )


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("The statement said that the road was open.", ("The", "said", "that the road was open"), ("The statement", "said", ["that the road was open"])),
        ("E.U. leaders warned that the talks would fail.", ("U. leaders", "warned", "that the talks would fail"), ("E.U. leaders", "warned", ["that the talks would fail"])),
        ("A video of the march showed that the road was open.", ("A video of", "showed", "that the road was open"), ("A video of the march", "showed", ["that the road was open"])),
        ("The farmers' complaint to the court says that the dam leaks.", ("the court", "says", "that the dam leaks"), ("The farmers' complaint to the court", "says", ["that the dam leaks"])),
        ("The mayor, in particular, said that the dam leaks.", ("The mayor, in particular,", "said", "that the dam leaks"), ("The mayor", "said", ["that the dam leaks"])),
        ("The court on Monday rejected the claim that the dam leaks.", ("The court on Monday", "rejected", "the claim that the dam leaks"), ("The court", "rejected", ["the claim that the dam leaks"])),
        ("The treaty, which most nations signed, says that the strait is open.", ("most nations", "says", "that the strait is open"), ("The treaty, which most nations signed,", "says", ["that the strait is open"])),
        ("Not everyone believes that the dam leaks.", ("Not", "believes", "that the dam leaks"), ("Not everyone", "believes", ["that the dam leaks"])),
        ("Mr. Attlee said that the strait is open.", ("Mr", "said", "that the strait is open"), ("Mr. Attlee", "said", ["that the strait is open"])),
        ("The league, which met in Geneva, hopes for peace.", ("The league, which", "hopes for", "peace"), ("The league", "hopes for", ["peace"])),
        ("The doctor said the man was now in hospital.", ("The doctor", "said", "the man was now in"), ("The doctor", "said", ["the man was now in hospital"])),
        ("The board proposed a plan to shut the deep mine, the paper wrote.", ("The board", "proposed", "a plan to shut the"), ("The board", "proposed", ["a plan to shut the deep mine"])),
        ("The union endorsed the senator in the race.", ("The union", "endorsed", "the senator in"), ("The union", "endorsed", ["the senator"])),
        ("The council asked who the land belonged to.", ("The council", "asked", "who the land belonged to"), ("The council", "asked", ["who the land belonged to"])),
        ("The army denied that it had blocked aid.", ("The army", "denied", "aid"), ("The army", "denied", ["that it had blocked aid"])),
        ("The army denied that it had blocked aid, and has called the charge absurd.", ("The army", "denied", "that it had blocked"), ("The army", "denied", ["that it had blocked aid"])),
        ("The colonel was accused of hiding the files.", ("The colonel", "was accused of", "hiding the files"), (None, "was accused of", ["The colonel", "hiding the files"])),
        ("It was reported that the ship had sunk.", ("It", "was reported", "that the ship had sunk"), (None, "was reported", ["that the ship had sunk"])),
        ("The army denied attacking the village.", ("The army", None, "denied attacking the village"), ("The army", "denied", ["attacking the village"])),
        ("The admiral said in a letter that the fleet was ready.", ("The admiral", "said", "in a letter that the fleet was ready"), ("The admiral", "said", ["that the fleet was ready"])),
        ("The agency quoted the minister as saying that the reactor was cold.", ("The agency", "quoted", "that the reactor was cold"), ("the minister", "quoted", ["that the reactor was cold"])),
        ("The envoy said that, “We shall sign.”", ("The envoy", "said", "that", "“We shall sign.”"), ("The envoy", "said", ["that, “We shall sign.”"])),
    ],
)  # fmt: skip
def test_grammar_settles_what_the_tagger_left(text, given, expected):
    (one,) = mend(text, saying(text, *given))
    assert words(text, one) == expected


def test_what_is_said_holds_the_speech_inside_it():
    text = "The judge noted that the witness claimed he had seen the car."
    outer = saying(text, "The judge", "noted", "that the witness")
    inner = saying(text, "the witness", "claimed", "he had seen the car")
    assert mend(text, outer, inner)[0].content[-1].of(text) == "that the witness claimed he had seen the car"


def test_a_quotation_goes_on_without_a_cue():
    text = "“The road is open,” the mayor said. “It will stay open.” Snow fell."
    (one,) = mend(text, saying(text, "the mayor", "said", "“The road is open,”"))
    assert [span.of(text) for span in one.content] == ["“The road is open,”", "“It will stay open.”"]


def test_what_one_speakers_marks_enclose_is_one_speakers():
    text = "“We hope the fleet will soon turn back and leave the strait,” he said."
    (document,) = parse([(text, [Piece("paragraph", Span(0, len(text)))])])
    given = saying(text, "he", "said", "the fleet will soon turn back", "the strait")
    (one,) = whole_quotations([given], QuotationMarks(document))
    assert [span.of(text) for span in one.content] == ["“We hope the fleet will soon turn back and leave the strait,”"]


def test_who_reports_is_not_who_is_reported():
    text = "Nasser accused the bankers of greed, reported Reuters."
    given = saying(text, "Nasser", "reported", "Nasser accused the bankers of greed")
    (one,) = mend(text, given)
    assert one.source is not None
    assert one.source.of(text) == "Reuters"
