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
    last: Stretch | None = None
    for stretch in stretches:
        for part in _proven(decoded, stretch):
            if last and not last.whole and not part.whole and last[1] == part[0] and last[3] == part[2]:
                last = last._replace(end=part.end, last=part.last)
                edges[-3], edges[-1] = last.end, decoded.byte_at(last.last)
            else:
                last = part
                edges.extend((*part[:2], decoded.byte_at(part.first), decoded.byte_at(part.last)))
    return SourceMap(decoded.encoding, packed(edges))


def _proven(decoded: Decoded, stretch: Stretch) -> Iterable[Stretch]:
    """The stretch where its words, encoded, are its bytes; else each of its characters by itself."""
    if stretch.whole:
        return (stretch,)
    first, last = decoded.byte_at(stretch.first), decoded.byte_at(stretch.last)
    if last - first == stretch.end - stretch.start:
        return (stretch,)
    words = decoded.text[stretch.first : stretch.last]
    try:
        if words.encode(decoded.encoding) == decoded.raw[first:last]:
            return (stretch,)
    except UnicodeEncodeError:
        pass  # a replacement character, which the encoding lacks
    return (
        Stretch(stretch.start + k, stretch.start + k + 1, stretch.first + k, stretch.first + k + 1, whole=True)
        for k in range(stretch.last - stretch.first)
    )


def origins_of_text(decoded: Decoded) -> SourceMap:
    """The map for a text that is the decoded source itself."""
    size = len(decoded.text)
    edges = array("I")
    for at in range(0, size, _PIECE):
        end = min(at + _PIECE, size)
        for part in _proven(decoded, Stretch(at, end, at, end, whole=False)):
            edges.extend((*part[:2], decoded.byte_at(part.first), decoded.byte_at(part.last)))
    return SourceMap(decoded.encoding, packed(edges))
