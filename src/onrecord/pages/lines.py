"""A text page's lines, and the blocks that they make: one block is one paragraph, headline, caption or crumb.

Most dumps have one block a line. Where a page was wrapped at a fixed width, the lines of a paragraph are put together.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar, overload

from onrecord.pages.repair import repaired
from onrecord.records import Span

_Value = TypeVar("_Value")
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Characters that take no room: no line begins or ends with one, and no line consists of them."""
_LINE = re.compile(r"[^\n\r\v\f\u2028\u2029]+|\r\n|[\n\r\v\f\u2028\u2029]")
_BLANK = "".join(chr(c) for c in range(0x3001) if chr(c).isspace()) + INVISIBLE
_NO_SIGN = re.compile(r"[\W_]+")
_SIGNS = "".join(chr(c) for c in range(0x10000) if unicodedata.category(chr(c))[0] in "PS")
_ASCII_SIGNS = "".join(filter(str.isascii, _SIGNS))
_LETTERS = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
"""Letters of ASCII in lower case, its digits, and blanks for all else."""
_HIDDEN = re.compile(f"[{INVISIBLE}]")
_ENDS = re.compile(r"[.!?…।。؟]['\"”’»)\]]*$|[:;]$")
NARROWEST, WIDEST = 40, 110
"""Columns between which a page may have been wrapped."""


class _Once(Generic[_Value]):
    """What is worked out when it is first asked for; functools.cached_property takes a lock each time as well."""

    def __init__(self, work: "Callable[[Block], _Value]") -> None:
        self.work, self.name = work, work.__name__

    @overload
    def __get__(self, block: None, kind: object = None) -> "_Once[_Value]": ...

    @overload
    def __get__(self, block: "Block", kind: object = None) -> _Value: ...

    def __get__(self, block: "Block | None", kind: object = None) -> "_Value | _Once[_Value]":
        if block is None:
            return self
        found = block.__dict__[self.name] = self.work(block)
        return found


@dataclass(frozen=True)
class Block:
    """One or more lines that belong together, without the blank space around them."""

    span: Span
    text: str
    """The words as printed; a wrapped block holds line ends."""
    gap: int
    """Line ends before it since the block above: 1 directly below, 2 after one blank line; 0 for the first."""

    @_Once
    def plain(self) -> str:
        """On one line, without invisible characters, wrongly decoded letters put right."""
        text = self.text if self.text.isascii() else repaired(_HIDDEN.sub("", self.text))
        return " ".join(text.split())

    @_Once
    def key(self) -> str:
        """Equal for two copies that differ only in case, punctuation and spacing."""
        plain = self.plain
        if plain.isascii():
            return " ".join(plain.translate(_LETTERS).split())
        return _NO_SIGN.sub(" ", unicodedata.normalize("NFKC", plain).casefold()).strip()

    @_Once
    def words(self) -> tuple[str, ...]:
        """The words, without the punctuation around them; what has no letter and no digit is no word."""
        # most parts are letters alone, and stripping looks at thousands of signs
        parts = self.plain.split()
        if "".join(parts).isalnum():
            return tuple(parts)
        return tuple([word for part in parts if (word := part if part.isalnum() else _bare(part))])

    @_Once
    def closed(self) -> bool:
        """Whether it ends as sentences end."""
        return bool(_ENDS.search(self.plain))


def _bare(part: str) -> str:
    return part.strip(_ASCII_SIGNS if part.isascii() else _SIGNS)


def trimmed(text: str, start: int, end: int) -> Span:
    """The stretch without blank and invisible characters at its ends; empty where nothing else is there."""
    words = text[start:end]
    left = len(words) - len(words.lstrip(_BLANK))
    return Span(start + left, max(start + left, start + len(words.rstrip(_BLANK))))


def blocks_of(text: str) -> list[Block]:
    """All blocks of a page in order; together they hold every character that is neither blank nor invisible."""
    lines: list[tuple[Span, int]] = []
    gap = 0
    for match in _LINE.finditer(text):
        if text[match.start()] in "\n\r\v\f\u2028\u2029":
            gap += 1
            continue
        span = trimmed(text, *match.span())
        if span.end > span.start:
            lines.append((span, gap if lines else 0))
            gap = 0
    width = _wrapped_at([span.end - span.start for span, _ in lines], text, lines)
    return _joined(text, lines, width)


def _wrapped_at(lengths: list[int], text: str, lines: list[tuple[Span, int]]) -> int | None:
    """The width at which the page was wrapped, None where it was not."""
    if len(lengths) < 6:
        return None
    width = max(lengths)
    if not NARROWEST <= width <= WIDEST:
        return None
    full = [k for k, length in enumerate(lengths[:-1]) if length > width - 16 and lines[k + 1][1] == 1]
    # in wrapped text full lines are common, and most of them stop inside a sentence
    inside = sum(not _ENDS.search(lines[k][0].of(text)) for k in full)
    return width if len(full) >= 0.25 * len(lengths) and inside >= 0.7 * len(full) else None


def _joined(text: str, lines: list[tuple[Span, int]], width: int | None) -> list[Block]:
    blocks: list[Block] = []
    last: Span | None = None
    for span, gap in lines:
        if width and last and gap == 1 and _continues(last.of(text), span.of(text), width):
            whole = Span(blocks[-1].span.start, span.end)
            blocks[-1] = Block(whole, whole.of(text), blocks[-1].gap)
        else:
            blocks.append(Block(span, span.of(text), gap))
        last = span
    return blocks


def _continues(above: str, below: str, width: int) -> bool:
    """Whether the line below was broken off the line above: its first word had no room there."""
    first = below.split(maxsplit=1)[0]
    if len(above) + 1 + len(first) > width:
        return True
    # a word divided by the wrapping, or a sentence that a looser wrapping broke off a little early
    return len(above) > 0.7 * width and first[0].islower() and not _ENDS.search(above)
