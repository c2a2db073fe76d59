"""How much of what is said stands inside quotation marks."""

import re
from collections.abc import Iterable

from onrecord.language import Document
from onrecord.language.decoding import character_flags
from onrecord.records import AttributionKind, Span

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_DIRECT = 0.9
"""From this share of quoted words on, content is direct speech (as PolNeAR's analyses have it)."""


class QuotationMarks:
    """Which characters of an article's parts stand inside quotation marks."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._inside = bytearray(len(document.text))
        for segment in document.segments:
            self._inside[segment.start : segment.end] = character_flags(document.text[segment.start : segment.end])

    def holds(self, position: int) -> bool:
        """Whether a character is quoted."""
        return bool(self._inside[position])

    def stretch(self, position: int) -> Span:
        """The whole quotation, with its marks, in which a quoted character stands."""
        start = self._inside.rfind(0, 0, position) + 1
        end = self._inside.find(0, position)
        return Span(start, end if end >= 0 else len(self._inside))

    def kind(self, content: Iterable[Span]) -> AttributionKind:
        """Direct where nearly all words are quoted, mixed where some are, else indirect."""
        starts = [span.start + word.start() for span in content for word in _WORD.finditer(span.of(self._text))]
        quoted = sum(self._inside[start] for start in starts)
        if quoted and quoted >= _DIRECT * len(starts):
            return "direct"
        return "mixed" if quoted else "indirect"
