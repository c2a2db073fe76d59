"""What a reader sees of stretches of HTML source: entities read, blanks run together, and each piece's own source."""

import re
from collections.abc import Sequence
from html import unescape

from onrecord.pages.origins import Stretch

_BLANK = " \t\n\r\f\v\u00a0"
_UNSEEN = "\x00\u00ad\u200b\u2060\ufeff"
_ODD = re.compile(
    rf"[{_BLANK}]{{2,}}|[{_BLANK[1:]}]|[{_UNSEEN}]+|&(?:\#[0-9]{{1,12}};?|\#[xX][0-9a-fA-F]{{1,12}};?|[a-zA-Z][a-zA-Z0-9]{{1,31}};?)"
)
"""Whatever is not shown as it stands in the source."""


def visible_text(source: str, runs: Sequence[tuple[int, int]], at: int) -> tuple[str, list[Stretch]]:
    """The words of some stretches of the source as one line, and where each stretch of it came from.

    ``at`` is where the line begins in the page's text. Blanks at its ends are left out.
    """
    if len(runs) == 1:
        start, end = runs[0]
        found = source[start:end]
        words = found.strip(_BLANK)
        if words and not _ODD.search(words):
            first = start + len(found) - len(found.lstrip(_BLANK))
            return words, [Stretch(at, at + len(words), first, first + len(words), whole=False)]
    line = _Line(source, at)
    for start, end in runs:
        done = start
        for match in _ODD.finditer(source, start, end):
            line.literal(done, match.start())
            line.odd(match)
            done = match.end()
        line.literal(done, end)
    return line.finish()


class _Line:
    def __init__(self, source: str, at: int) -> None:
        self.source, self.at = source, at
        self.words: list[str] = []
        self.stretches: list[Stretch] = []
        self.blank = True
        """Whether a further blank would be one too many."""

    def literal(self, start: int, end: int) -> None:
        """Characters that are shown as they stand."""
        if start < end and self.blank and self.source[start] == " ":
            start += 1
        if start < end:
            self._add(self.source[start:end], start, end, whole=False)
            self.blank = self.source[end - 1] == " "

    def odd(self, match: re.Match[str]) -> None:
        """Blanks, characters that take no room, or an entity."""
        words = match[0]
        if words[0] == "&":
            shown = unescape(words)
            if shown == words:
                self.literal(*match.span())
                return
            words = shown
        if not (words := words.strip(_UNSEEN)):
            return
        if words.strip(_BLANK):
            self._add(words, *match.span(), whole=True)
            self.blank = False
        elif not self.blank:
            self._add(" ", *match.span(), whole=True)
            self.blank = True

    def _add(self, words: str, first: int, last: int, *, whole: bool) -> None:
        self.words.append(words)
        self.stretches.append(Stretch(self.at, self.at + len(words), first, last, whole))
        self.at += len(words)

    def finish(self) -> tuple[str, list[Stretch]]:
        """The line without the blank at its end."""
        words = "".join(self.words)
        if words.endswith(" "):
            words = words[:-1]
            last = self.stretches.pop()
            if last.end - last.start > 1:
                self.stretches.append(last._replace(end=last.end - 1, last=last.last - 1))
        return words, self.stretches
