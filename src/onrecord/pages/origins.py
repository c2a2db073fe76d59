"""The way back from a page's text to the raw bytes it was made from, piece by piece and proven for each piece."""

from array import array
from collections.abc import Iterable
from typing import NamedTuple

from onrecord.pages.decoding import Decoded
from onrecord.records import SourceMap, packed

_PIECE = 4096
"""Characters of plain text that make one piece: what is encoded again to find a place inside."""


class Stretch(NamedTuple):
    """A stretch of the text, and the characters of the decoded source that it was made from."""

    start: int
    end: int
    first: int
    last: int
    """The source's character after the stretch's last one."""
    whole: bool
    """Whether it was made from them as a whole, so that no part of it has characters of its own."""


def origins(decoded: Decoded, stretches: Iterable[Stretch]) -> SourceMap:
    """The map for stretches in the order of the text, neighbours that follow each other in both put together."""
    edges = array("I")
    goes_on: tuple[int, int] | None = None
    for stretch in stretches:
        first, last = decoded.byte_at(stretch.first), decoded.byte_at(stretch.last)
        if not stretch.whole and not _is_proven(decoded, stretch, first, last):
            _add_letters(edges, decoded, stretch)
            goes_on = None
            continue
        if not stretch.whole and goes_on == (stretch.start, stretch.first):
            edges[-3], edges[-1] = stretch.end, last
        else:
            edges.extend((stretch.start, stretch.end, first, last))
        goes_on = None if stretch.whole else (stretch.end, stretch.last)
    return SourceMap(decoded.encoding, packed(edges))


def _is_proven(decoded: Decoded, stretch: Stretch, first: int, last: int) -> bool:
    """Whether the stretch's words, encoded, are its bytes."""
    if last - first == stretch.end - stretch.start:
        return True
    try:
        return decoded.text[stretch.first : stretch.last].encode(decoded.encoding) == decoded.raw[first:last]
    except UnicodeEncodeError:
        return False  # a replacement character, which the encoding lacks


def _add_letters(edges: "array[int]", decoded: Decoded, stretch: Stretch) -> None:
    """A stretch each of whose characters has bytes by itself."""
    for k in range(stretch.last - stretch.first):
        at = stretch.first + k
        edges.extend((stretch.start + k, stretch.start + k + 1, decoded.byte_at(at), decoded.byte_at(at + 1)))


def origins_of_text(decoded: Decoded) -> SourceMap:
    """The map for a text that is the decoded source itself."""
    size = len(decoded.text)
    edges = array("I")
    for at in range(0, size, _PIECE):
        end = min(at + _PIECE, size)
        stretch = Stretch(at, end, at, end, whole=False)
        first, last = decoded.byte_at(at), decoded.byte_at(end)
        if _is_proven(decoded, stretch, first, last):
            edges.extend((at, end, first, last))
        else:
            _add_letters(edges, decoded, stretch)
    return SourceMap(decoded.encoding, packed(edges))
