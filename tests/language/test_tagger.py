"""The shipped tagger on pages of our own."""

import pytest
import spacy

from onrecord.language import encoder, tagger
from onrecord.language.document import Document, Segment
from onrecord.language.sayings import Saying
from onrecord.records import PartKind, Span

SPEECH = (
    "The mayor of Berlin said on Friday that the city had coal for three weeks.\n"
    "“We will not leave,” Ernst Reuter told the crowd. “Nobody can give up this city.”\n"
    "According to the Air Force, 895 aircraft landed in a single day."
)
PLAIN = "The bridge is 340 metres long. It was opened in 1973 and carries six lanes of traffic."
BLANK = spacy.blank("en")


def document(text: str, kind: PartKind = "paragraph") -> Document:
    segments, at = [], 0
    for line in text.split("\n"):
        if line:
            segments.append(Segment(kind, len(segments), at, BLANK.make_doc(line)))
        at += len(line) + 1
    return Document(text, tuple(segments))


def words(saying: Saying, text: str) -> tuple[str | None, str | None, list[str]]:
    def of(span: Span | None) -> str | None:
        return span.of(text) if span else None

    return of(saying.source), of(saying.cue), [span.of(text) for span in saying.content]


@pytest.fixture(scope="module")
def sayings() -> list[Saying]:
    return tagger.tag(document(SPEECH))


def test_who_said_what(sayings):
    found = [words(saying, SPEECH) for saying in sayings]
    assert [source for source, _, _ in found] == ["The mayor of Berlin", "Ernst Reuter", "the Air Force"]
    assert [cue and cue.split()[0] for _, cue, _ in found] == ["said", "told", "According"]
    assert "the city had coal for three weeks" in found[0][2][-1]
    assert "895 aircraft landed in a single day" in found[2][2][0]


def test_a_quotation_goes_on_after_its_cue(sayings):
    _, _, content = words(sayings[1], SPEECH)
    assert len(content) == 2
    assert "We will not leave" in content[0]
    assert "Nobody can give up this city" in content[1]


def test_each_saying_names_its_model_and_how_sure_it_is(sayings):
    for saying in sayings:
        assert saying.rule == encoder.shipped().name
        assert encoder.shipped().least <= saying.confidence <= 1
        assert saying.confidence == round(saying.confidence, 2)


def test_nobody_speaks_nothing_is_found():
    assert tagger.tag(document(PLAIN)) == []


def test_no_text_no_sayings():
    assert tagger.tag(document("")) == []


def test_the_same_twice():
    assert tagger.tag(document(SPEECH)) == tagger.tag(document(SPEECH))


def test_offsets_are_the_pages_wherever_the_article_stands():
    before = "MENU | HOME | ARCHIVE\n\n"
    shifted = Document(
        before + SPEECH,
        tuple(Segment(s.kind, s.index, s.start + len(before), s.doc) for s in document(SPEECH).segments),
    )
    assert [words(x, before + SPEECH) for x in tagger.tag(shifted)] == [
        words(x, SPEECH) for x in tagger.tag(document(SPEECH))
    ]


def test_odd_characters_do_not_shift_spans():
    text = (
        "“Œuvre İstanbul”, said Élodie\u00a0Dvořák\u200b, 中文, 🚀. \x00 The minister said that the border was closed."
    )
    for saying in tagger.tag(document(text)):
        for span in (saying.source, saying.cue, *saying.content):
            assert span is None or (0 <= span.start < span.end <= len(text) and span.of(text).strip())


def test_an_article_longer_than_the_window_is_read_to_its_end():
    text = "\n".join([PLAIN] * 60 + ["The engineer Ursula Braun said that the cables would be replaced in 1988."])
    found = [words(x, text) for x in tagger.tag(document(text))]
    assert [source for source, _, _ in found] == ["The engineer Ursula Braun"]


def test_no_span_cuts_a_word():
    for saying in tagger.tag(document(SPEECH)):
        for span in (saying.source, saying.cue, *saying.content):
            if span:
                around = SPEECH[max(0, span.start - 1) : span.start + 1], SPEECH[span.end - 1 : span.end + 1]
                assert not any(len(pair) == 2 and pair.isalnum() for pair in around)


def test_speech_in_a_caption_does_not_run_into_the_text():
    text = "“It was cold,” the pilot Gail Halvorsen said.\n“We had flour,” he said."
    lines = document(text).segments
    mixed = Document(text, (Segment("caption", 0, lines[0].start, lines[0].doc), lines[1]))
    for saying in tagger.tag(mixed):
        assert len({mixed.segment_at(span.start).kind for span in saying.content}) == 1
