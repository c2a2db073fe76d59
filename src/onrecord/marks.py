"""Where an article's records stand in its text: overlapping spans cut into pieces that can be marked one by one."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from onrecord.records import Findings, Span

Role = Literal["source", "cue", "content", "trigger", "figure", "moment", "place", "party"]


class Mark(NamedTuple):
    """A stretch of text that belongs to a record."""

    span: Span
    record: str
    """The record's id."""
    role: Role


class MarkedPiece(NamedTuple):
    """A stretch of text that carries the same marks from its first character to its last."""

    span: Span
    marks: tuple[Mark, ...]


def marks_of(found: Findings) -> list[Mark]:
    """Every span of every record, in the order of the text; the longer of two that start together comes first."""
    marks: list[Mark] = []
    for a in found.attributions:
        marks += [Mark(span, a.id, "content") for span in a.content]
        marks += [Mark(a.source, a.id, "source")] if a.source else []
        marks += [Mark(a.cue, a.id, "cue")] if a.cue else []
    marks += [Mark(e.trigger, e.id, "trigger") for e in found.events]
    marks += [Mark(f.span, f.id, "figure") for f in found.figures]
    marks += [Mark(m.span, m.id, "moment") for m in found.moments]
    marks += [Mark(span, p.id, "place") for p in found.places for span in p.spans]
    marks += [Mark(m.span, p.id, "party") for p in found.parties for m in p.mentions]
    return sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end, mark.role, mark.record))


def pieces(extent: Span, marks: Sequence[Mark]) -> list[MarkedPiece]:
    """Cut ``extent`` at every edge of a mark. The pieces join up to the extent, without gap or overlap."""
    inside = [mark for mark in marks if mark.span.overlaps(extent)]
    edges = sorted({extent.start, extent.end, *_edges(extent, inside)})
    found = []
    for start, end in pairwise(edges):
        piece = Span(start, end)
        found.append(MarkedPiece(piece, tuple(mark for mark in inside if mark.span.holds(piece))))
    return found


def _edges(extent: Span, marks: Iterable[Mark]) -> Iterable[int]:
    for mark in marks:
        yield max(extent.start, mark.span.start)
        yield min(extent.end, mark.span.end)
