"""An article's text cut into marked pieces on the server, so that no offset is ever counted in a browser."""

from dataclasses import dataclass

from onrecord.marks import Mark, marks_of, pieces
from onrecord.records import PartKind, Reading


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text that carries the same marks throughout; ``keys`` is empty where it carries none."""

    words: str
    roles: tuple[str, ...]
    keys: tuple[str, ...]
    """``record:role:start``, one for each mark: the pieces of one mark are put together again by its key."""


@dataclass(frozen=True, slots=True)
class MarkedPart:
    """A headline, caption or paragraph."""

    kind: PartKind
    stretches: tuple[Stretch, ...]


def key(mark: Mark) -> str:
    """The name of a mark within its article."""
    return f"{mark.record}:{mark.role}:{mark.span.start}"


def marked_parts(reading: Reading) -> list[MarkedPart]:
    """Every part of the article, in order, cut at the edges of its marks."""
    text, marks = reading.article.page.text, marks_of(reading.findings)
    found = []
    for kind, span in reading.article.parts():
        cut = pieces(span, [mark for mark in marks if mark.span.overlaps(span)])
        stretches = (
            Stretch(
                piece.span.of(text),
                tuple(dict.fromkeys(m.role for m in piece.marks)),
                tuple(key(m) for m in piece.marks),
            )
            for piece in cut
        )
        found.append(MarkedPart(kind, tuple(stretches)))
    return found
