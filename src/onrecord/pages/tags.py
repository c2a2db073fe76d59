"""HTML source to tags and stretches of text, each with its place in the source, after the tokenising rules of HTML.

It never fails, and no source costs more than a small multiple of its length: where quotation marks swallow the rest
of the source, a tag ends at the next angle bracket, and a tag that the source breaks off is left out.
"""

import re
from functools import lru_cache
from typing import NamedTuple, Protocol

from onrecord.pages.words import markup_words

# possessive throughout, so that no source costs more than its length
_FORM = r"""<(?:
    (?P<name>[a-zA-Z][^\s/>]*+)
    (?P<attributes>{})>
  | /(?P<end>[a-zA-Z][^\s/>]*+)[^>]*+>
  | (?P<comment>!--)
  | (?P<bogus>[!?/][^>]*+>)
)"""
_TAG = re.compile(
    _FORM.format(r"""(?:[\s/]++|=?[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+|=)*+"""),
    re.VERBOSE,
)
_PLAIN_TAG = re.compile(_FORM.format("[^>]*+"), re.VERBOSE)
_ATTRIBUTE = re.compile(r"""=?([^\s/>=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"'][^\s>]*+))?+)?+""", re.VERBOSE)
_OPENS = re.compile(r"<[/!?a-zA-Z]")
_COMMENT_END = re.compile(r"--!?>")
RAW_TEXT = frozenset(markup_words()["raw_text"])
"""Elements whose content is characters, whatever it looks like."""
_MOST_RUNAWAYS = 20
"""Tags whose quotation marks may run to the end of the source before quotation marks are no longer heeded."""


class Handler(Protocol):
    """What is told of each tag and text in order; positions are the source's."""

    def text(self, start: int, end: int) -> None:
        """A stretch between tags."""

    def open(self, name: str, attributes: str, start: int, end: int) -> None:
        """A start tag."""

    def close(self, name: str, start: int, end: int) -> None:
        """An end tag."""

    def raw(self, found: "Raw") -> None:
        """An element whose content is characters."""


class Raw(NamedTuple):
    """An element whose content is characters: ``start`` to ``end``, with its tags from ``first`` to ``last``."""

    name: str
    attributes: str
    first: int
    start: int
    end: int
    last: int


def read_tags(source: str, handler: Handler) -> None:
    """Hand over all tags and texts in order; comments and declarations are left out."""
    at, size, runaways, begin = 0, len(source), 0, 0
    find, match = source.find, _TAG.match
    text, close = handler.text, handler.close
    while (at := find("<", at)) >= 0:
        found = match(source, at)
        if found is None and _OPENS.match(source, at):
            found = _PLAIN_TAG.match(source, at)
            runaways += 1
            match = _TAG.match if runaways < _MOST_RUNAWAYS else _PLAIN_TAG.match
            if found is None and find(">", at) < 0:
                size = at
                break
        if found is None:
            at += 1
            continue
        if at > begin:
            text(begin, at)
        kind = found.lastgroup
        if kind == "attributes":
            at = begin = _hand_over(source, found, handler)
        elif kind == "end":
            begin = found.end()
            close(found[3].lower(), at, begin)
            at = begin
        else:
            at = begin = _comment_end(source, found.end()) if kind == "comment" else found.end()
    if begin < size:
        text(begin, size)


def _hand_over(source: str, found: re.Match[str], handler: Handler) -> int:
    """One start tag, with its content where that is characters; gives the place after it."""
    at, begin = found.span()
    name, attributes = found.group(1, 2)
    name = name.lower()
    if name in RAW_TEXT:
        close = _close(name).search(source, begin)
        end, last = close.span() if close else (len(source), len(source))
        handler.raw(Raw(name, attributes, at, begin, end, last))
        return last
    handler.open(name, attributes, at, begin)
    return begin


def _comment_end(source: str, begin: int) -> int:
    for short in (">", "->"):
        if source.startswith(short, begin):
            return begin + len(short)
    end = _COMMENT_END.search(source, begin)
    return end.end() if end else len(source)


@lru_cache(maxsize=16)
def _close(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])[^>]*+>?", re.IGNORECASE)


def attributes_of(words: str) -> dict[str, str]:
    """A tag's attributes, names in lower case, the first of each name; values as written, entities and all."""
    # from the last to the first, so that the first of a name stays
    found = _ATTRIBUTE.findall(words)[::-1]
    return {name.lower(): double or single or bare for name, double, single, bare in found}
