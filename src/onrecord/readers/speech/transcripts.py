"""Printed dialogue: paragraphs that begin with the name of whoever speaks ("WALLACE: If I may, sir, …").

A transcript has neither cue verbs nor, as a rule, quotation marks, so that the tagger has nothing to go by. What gives it
away is the page's form: several paragraphs, at least two speakers, each of whom speaks again or is named elsewhere in the article.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.language import Document, Segment
from onrecord.language.sayings import Saying
from onrecord.records import Span

RULE = "transcript"
_LABEL = re.compile(
    r"[“\"‘']?(?P<name>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3})(?:, [\w. ]{2,40}| \([^()]{1,40}\))?(?P<cue> ?:)\s+(?=\S)"
)
_OPENING = frozenset('“"‘')
_SPEAKERS = 2
"""Voices that a dialogue has at least."""
_TURNS = 3
"""Labelled paragraphs from which on there is a dialogue."""
_GAP = 3
"""Unlabelled paragraphs between two labels that still belong to the turn before."""


@dataclass(frozen=True, slots=True)
class _Label:
    """A speaker's name at the beginning of a paragraph."""

    at: int
    """Which of the document's segments."""
    source: Span
    cue: Span
    said: int
    """Where the speaker's words begin."""


def with_turns(document: Document, sayings: Sequence[Saying]) -> list[Saying]:
    """The sayings with one for each turn of a printed dialogue, and none that reaches from one turn into another."""
    labels = _labels(document)
    if not labels:
        return list(sayings)
    turns = [
        _turn(document, label, following.at if following else None)
        for label, following in zip(labels, [*labels[1:], None], strict=True)
    ]
    kept = [left for saying in sayings if (left := _outside(document, saying, labels, turns)) is not None]
    return [*kept, *turns]


def _labels(document: Document) -> list[_Label]:
    """The labels of a dialogue; none where there are too few, or where nobody else in the article bears the names."""
    found = []
    for i, segment in enumerate(document.segments):
        match = _LABEL.match(document.text, segment.start, segment.end) if segment.kind == "paragraph" else None
        if match:
            found.append((i, match))
    capitals = [one for one in found if one[1]["name"].isupper()]
    alike = capitals if 2 * len(capitals) >= len(found) else [one for one in found if one not in capitals]
    if len(alike) < _TURNS:
        return []
    often = Counter(match["name"] for _, match in alike)
    known = {name for name in often if _is_named(document, name)}
    # only capitals tell a speaker whom nobody else names from "Photo:" and "Party:"
    voices = known | {name for name, times in often.items() if times > 1 and name.isupper()}
    if not known or len(voices) < _SPEAKERS:
        return []
    labels = [
        _Label(i, Span(*match.span("name")), Span(match.end("cue") - 1, match.end("cue")), match.end())
        for i, match in alike
        if match["name"] in voices
    ]
    return labels if len(labels) >= _TURNS else []


def _is_named(document: Document, label: str) -> bool:
    """Whether somebody of that surname is spoken of elsewhere: nobody is called "Update" or "Read more"."""
    surname = label.rsplit(maxsplit=1)[-1].capitalize()
    return any(
        token.text == surname and token.ent_type_ == "PERSON" for segment in document.segments for token in segment.doc
    )


def _turn(document: Document, label: _Label, following: int | None) -> Saying:
    """What a speaker says: the rest of the paragraph, and further ones up to the next label."""
    segments = document.segments
    spoken = [Span(label.said, _end(document, segments[label.at]))]
    quoted = document.text[segments[label.at].start] in _OPENING
    until = following if following is not None else label.at + 1  # where the last one ends nothing tells
    for segment in segments[label.at + 1 : until]:
        opened = document.text[segment.start] in _OPENING
        begins = segment.start + (1 if opened else 0)
        if segment.kind != "paragraph" or (not opened and (quoted or until - label.at > _GAP + 1)):
            break
        if document.text[begins] not in "([":  # (CROSSTALK) is nobody's word
            spoken.append(Span(segment.start, _end(document, segment)))
    return Saying(label.source, label.cue, tuple(spoken), RULE, 0.9)


def _end(document: Document, segment: Segment) -> int:
    return segment.start + len(document.text[segment.start : segment.end].rstrip())


def _outside(document: Document, saying: Saying, labels: Sequence[_Label], turns: Sequence[Saying]) -> Saying | None:
    """A saying that is not a turn itself: told by somebody in a turn, and then of words in it, or outside of all."""
    if any(label.source == saying.source for label in labels):
        return None
    home = _turn_at(turns, saying.cue.start) if saying.cue else None
    if saying.cue is None and saying.source is None:
        return saying if not any(_turn_at(turns, span.start) for span in saying.content) else None
    begins = [document.segments[label.at].start for label in labels]
    content = []
    for span in saying.content:
        cut = min((start for start in begins if span.start <= start < span.end), default=span.end)
        if _turn_at(turns, span.start) is home and cut > span.start:
            content.append(Span(span.start, span.start + len(document.text[span.start : cut].rstrip())))
    return replace(saying, content=tuple(content)) if content else None


def _turn_at(turns: Sequence[Saying], position: int) -> Saying | None:
    return next((turn for turn in turns for span in turn.content if span.start <= position < span.end), None)
