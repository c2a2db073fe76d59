"""The attribution tagger: sources, cues and contents of an article, read from the shared encoder's heads."""

import re
from dataclasses import dataclass, replace

from onrecord.language.decoding import (
    QUOTED,
    Lines,
    Linked,
    Tagged,
    confidence,
    link,
    signs,
    whole_words,
)
from onrecord.language.document import Document
from onrecord.language.encoder import Encoded, Model, Pieces, encode, shipped
from onrecord.language.sayings import Saying
from onrecord.records import Span


def tag(document: Document, model: Model | None = None) -> list[Saying]:
    """Every attribution that the tagger finds in an article, in the order of its contents.

    Args:
        document: the article; only its segments' words are used, not their parse.
        model: another tagger than the shipped one.

    Raises:
        MissingPartError: the model's files are not there.

    """
    encoded = encode(document, model)
    model = model or shipped()
    found = (
        (candidate, round(confidence(candidate.signs, model.weights), 2))
        for candidate in read(document, encoded, model.name)
    )
    return [replace(one.saying, confidence=sure) for one, sure in found if sure >= model.least]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A saying before it is decided whether it is sure enough, with the signs that decide."""

    saying: Saying
    signs: tuple[float, ...]


def read(document: Document, encoded: Encoded, rule: str) -> list[Candidate]:
    """Everything that may be a saying, in the order of its contents; ``rule`` is what each will name as its finder."""
    pieces = encoded.pieces
    if not pieces.ids:
        return []
    lines = _lines(pieces, document)
    quoted = [bool(flag & QUOTED) for flag in pieces.flags]
    heads = {role: encoded.head(role) for role in ("source", "cue", "content", "inner")}
    return [
        Candidate(_saying(one, pieces, document, rule), signs(one, quoted, lines))
        for one in link(heads, encoded.links, encoded.nobody, lines, _closes(pieces, document.text))
    ]


_ENDS = re.compile(r"[.!?]+[”\"’')\]]*$")
_CLOSES = frozenset(',”"?!')


def _lines(pieces: Pieces, document: Document) -> Lines:
    """Sentence and paragraph of each piece.

    Sentences are told by their full stops: the parser's own are no better here, and the tagger should not need it. From
    a headline to a caption, or from a caption to the text, is as far as ten paragraphs: hardly a link reaches over.
    """
    sentences: list[int] = []
    paragraphs: list[int] = []
    number = paragraph = 0
    for i, (start, end) in enumerate(pieces.offsets):
        segment, before = pieces.segments[i], pieces.segments[i - 1] if i else pieces.segments[0]
        if segment != before:
            paragraph += 1 if document.segments[segment].kind == document.segments[before].kind else 10
        if i and (segment != before or _begins_sentence(document.text, pieces.offsets[i - 1][1], start, end)):
            number += 1
        sentences.append(number)
        paragraphs.append(paragraph)
    return Lines(sentences, paragraphs)


def _begins_sentence(text: str, before: int, start: int, end: int) -> bool:
    """White space after a full stop, and a capital or a quotation mark; a single letter or a title has no full stop."""
    if start == before or not (text[start].isupper() or text[start] in "“\"‘'("):
        return False
    tail = text[max(0, before - 12) : before]
    return bool(_ENDS.search(tail)) and not _ABBREVIATION.search(tail) and end > start


_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Sgt|Lt|Col|Maj|Capt|Jr|Sr|St|vs|No|[A-Z])\.$")


def _closes(pieces: Pieces, text: str) -> list[bool]:
    return [text[start] in _CLOSES for start, _ in pieces.offsets]


def _saying(found: Linked, pieces: Pieces, document: Document, rule: str) -> Saying:
    kind = document.segments[pieces.segments[(found.cue or found.contents[0]).first]].kind
    parts = (span for part in found.contents for span in _spans(part, pieces, document))
    content = tuple(span for span in parts if _kind_at(span, document) == kind)
    cue = _spans(found.cue, pieces, document)[0] if found.cue else None
    sources = _spans(found.source, pieces, document) if found.source else []
    # a source that runs over from the line before is the part beside its cue
    near = [span for span in sources if cue and document.segment_at(span.start) is document.segment_at(cue.start)]
    return Saying(next(iter([*near, *sources]), None), cue, content, rule, 1.0)


def _spans(tagged: Tagged, pieces: Pieces, document: Document) -> list[Span]:
    """The stretch in the page's text; one span a segment, since what lies between two segments may not be the article's."""
    spans: list[Span] = []
    for segment in dict.fromkeys(pieces.segments[tagged.first : tagged.last]):
        inside = [i for i in range(tagged.first, tagged.last) if pieces.segments[i] == segment]
        spans.append(whole_words(document.text, pieces.offsets[inside[0]][0], pieces.offsets[inside[-1]][1]))
    return spans


def _kind_at(span: Span, document: Document) -> str | None:
    """Speech does not run on from a headline into a caption, or from a caption into the text."""
    segment = document.segment_at(span.start)
    return segment.kind if segment else None
