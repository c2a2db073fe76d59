"""An HTML page's visible text, block by block in document order, and in which corner of the page each block stands.

One pass over the source makes the text, and notes for each stretch of it the characters that it was made from: the text
and the way back cannot differ, because they are one.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.errors import UnreadableInputError
from onrecord.pages.elements import INLINE, Element, Soup
from onrecord.pages.limits import Limits
from onrecord.pages.origins import Stretch
from onrecord.pages.repair import mended
from onrecord.pages.tags import Raw, read_tags
from onrecord.pages.visible import visible_text
from onrecord.records import Span

_KEPT = frozenset({"meta", "link", "time", "h1", "address", "html", "body", "img"})
"""Elements whose attributes or words say something of the article."""

_MOST_RUNS = 100
"""Stretches of one element's words that are looked at."""


@dataclass(slots=True)
class VisibleBlock:
    """One paragraph, heading, list item or other stretch of visible text."""

    span: Span
    text: str
    element: Element
    """The innermost element around its first letter."""
    linked: bool
    """Whether it is one link from its first letter to its last."""

    @property
    def tags(self) -> tuple[str, ...]:
        """From the outermost element to the innermost."""
        return self.element.path

    @property
    def near(self) -> str:
        """Classes, ids and roles of the innermost three elements around it, in lower case."""
        return self.element.names_near


@dataclass(frozen=True, slots=True)
class Markup:
    """A page's visible text, the blocks that make it up, a line each, and what its markup holds beside."""

    source: str
    text: str
    blocks: tuple[VisibleBlock, ...]
    stretches: tuple[Stretch, ...]
    elements: tuple[Element, ...]
    """Those that may speak of the article, in document order."""
    raws: tuple[Raw, ...]
    """Scripts, the title and whatever else holds characters alone."""
    runs: tuple[tuple[int, int], ...]
    """All visible stretches of the source."""

    def words_of(self, element: Element) -> str:
        """The visible words of an element, on one line."""
        return self.words_between(element.start, element.end)

    def words_between(self, start: int, end: int) -> str:
        """The visible words of a stretch of the source, on one line."""
        first = bisect_left(self.runs, (start, 0))
        runs = [run for run in self.runs[first : first + _MOST_RUNS] if run[1] <= end]
        return visible_text(self.source, runs, 0)[0]


def parse_markup(source: str, name: str, limits: Limits) -> Markup:
    """Read the markup. Raises UnreadableInputError for markup beyond the limits."""
    page = _Page(source, name, limits)
    read_tags(source, page)
    return page.finish()


@dataclass
class _Page:
    """What has been read of one page so far."""

    source: str
    name: str
    limits: Limits
    soup: Soup = field(default_factory=Soup)
    blocks: list[VisibleBlock] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    raws: list[Raw] = field(default_factory=list)
    runs: list[tuple[int, int]] = field(default_factory=list)
    waiting: list[tuple[int, int]] = field(default_factory=list)
    """The runs of the block that is being read."""
    first: Element | None = None
    """The element of that block's first letter; None where it has none yet."""
    link: Element | None = None
    """The element of its last letter, as long as all of it is one link."""
    count: int = 0
    at: int = 0

    def text(self, start: int, end: int) -> None:
        """Take visible text in."""
        top = self.soup.stack[-1]
        if not top.visible:
            return
        if self.first is None:
            if self.source[start:end].isspace():
                return
            self.first = self.link = top
        if self.link is not None and top.link is not self.link.link and not self.source[start:end].isspace():
            self.link = None
        self.waiting.append((start, end))

    def raw(self, found: Raw) -> None:
        """Keep what is characters alone; it is never visible."""
        self._counted()
        self.raws.append(found)

    def open(self, name: str, attributes: str, start: int, end: int) -> None:
        """An element begins, and with it a block where it is none of a line's elements."""
        self._counted()
        if self.first is not None and name not in INLINE:
            self.flush()
        element = self.soup.open(name, attributes, start, end)
        if name in _KEPT or element.attributes.telling:
            self.elements.append(element)
        if len(self.soup.stack) > self.limits.markup_depth:
            cause = f"its HTML elements are nested more than {self.limits.markup_depth} deep"
            raise UnreadableInputError(self.name, cause, "Save the page's text as .txt and read that.")

    def close(self, name: str, start: int, end: int) -> None:  # noqa: ARG002 - the form of a handler
        """An element ends, and with it a block where it is none of a line's elements."""
        if self.first is not None and name not in INLINE:
            self.flush()
        self.soup.close(name, end)

    def flush(self) -> None:
        """The block that is being read ends here."""
        if self.first is not None:
            words, stretches = mended(*visible_text(self.source, self.waiting, self.at))
            if words:
                linked = self.link is not None and self.link.link is not None
                self.blocks.append(VisibleBlock(Span(self.at, self.at + len(words)), words, self.first, linked))
                self.stretches += stretches
                self.runs += self.waiting
                self.at += len(words) + 1
            self.waiting, self.first = [], None

    def finish(self) -> Markup:
        """The page, read to its end."""
        self.flush()
        self.soup.finish(len(self.source))
        return Markup(
            self.source,
            "\n".join(block.text for block in self.blocks),
            tuple(self.blocks),
            tuple(self.stretches),
            tuple(self.elements),
            tuple(self.raws),
            tuple(self.runs),
        )

    def _counted(self) -> None:
        self.count += 1
        if self.count > self.limits.elements:
            cause = f"it has more than {self.limits.elements:,} HTML elements"
            raise UnreadableInputError(self.name, cause, "Save the page's text as .txt and read that.")


def titled(markup: Markup) -> str | None:
    """The words of the title element."""
    for raw in markup.raws:
        if raw.name == "title":
            return visible_text(markup.source, [(raw.start, raw.end)], 0)[0] or None
    return None


def without_scripts(source: str, raws: Sequence[Raw]) -> str:
    """The source without what is never visible and only costs time to parse."""
    kept: list[str] = []
    at = 0
    for raw in raws:
        if raw.name != "title":
            kept.append(source[at : raw.first])
            at = raw.last
    kept.append(source[at:])
    return "".join(kept)
