"""Which elements are open at each place of an HTML page, after HTML's rules for tags that are left out or misplaced."""

import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape

from onrecord.pages.tags import attributes_of
from onrecord.pages.words import markup_words

VOID = frozenset(markup_words()["void"])
INVISIBLE = frozenset(markup_words()["invisible"])
INLINE = frozenset(markup_words()["inline"])
_CLOSE_P = frozenset(markup_words()["close_paragraph"])
_SCOPE = frozenset({"table", "td", "th", "caption", "template", "object", "applet", "button", "marquee", "svg", "math"})
_P = frozenset({"p"})
_TABLE = frozenset({"table"})
_WHOLE_PAGE = frozenset({"html", "body"})
_CELLS = frozenset({"td", "th"})
_ROWS = _CELLS | {"tr"}
_CELLED = _SCOPE | _ROWS | {"tbody", "thead", "tfoot"}
_CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir", "table", "td", "th"})),
    "dd": (frozenset({"dd", "dt"}), frozenset({"dl", "table", "td", "th"})),
    "dt": (frozenset({"dd", "dt"}), frozenset({"dl", "table", "td", "th"})),
    "td": (_CELLS, frozenset({"tr", "table"})),
    "th": (_CELLS, frozenset({"tr", "table"})),
    "tr": (_ROWS, frozenset({"table"})),
    **dict.fromkeys(
        ("tbody", "thead", "tfoot"), (_ROWS | {"tbody", "thead", "tfoot", "caption", "colgroup"}, frozenset({"table"}))
    ),
}
"""What a start tag ends, and what it never reaches beyond."""
_FOREIGN = frozenset({"svg", "math"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TELLING = re.compile(
    r"\b(?:by-?line\w*|authors?|author-?\w+|\w+-author|writers?|reporters?|contributors?|date\w*|\w+date|time\w*|\w*time|publish\w*|posted\w*)\b"
)
_NAME_SIZE = 400
"""Characters of class and id that are looked at; hostile pages have megabytes of them."""
_SPEAKING = frozenset({"itemprop", "rel", "data-caption"})


_NOTED = (
    "itemprop",
    "rel",
    "caption",
    "line",
    "author",
    "writer",
    "reporter",
    "contributor",
    "date",
    "time",
    "publish",
    "posted",
)
"""One of these stands in every start tag that may speak of the article; looking for them is quicker than reading it."""


class Attributes:
    """A start tag's attributes, read when they are asked for, and what is asked of every one of them."""

    __slots__ = ("_names", "_values", "hidden", "telling", "words")

    def __init__(self, words: str) -> None:
        self.words = words
        self._values: Mapping[str, str] | None = None
        self._names: str | None = None
        self.hidden = self.telling = False
        """Whether they may speak of the article's author or date."""
        lower = words.lower()
        if "hidden" in lower or "style" in lower:
            style = self.values.get("style")
            self.hidden = "hidden" in self.values or bool(style and _HIDDEN_STYLE.search(style[:_NAME_SIZE]))
        for noted in _NOTED:
            if noted in lower:
                self.telling = not _SPEAKING.isdisjoint(self.values) or bool(_TELLING.search(self.names))
                break

    @property
    def values(self) -> Mapping[str, str]:
        """By name, as written."""
        if self._values is None:
            self._values = attributes_of(self.words)
        return self._values

    @property
    def names(self) -> str:
        """Class, id and role, in lower case."""
        if self._names is None:
            values = self.values
            found = [value[:_NAME_SIZE].lower() for key in ("class", "id", "role") if (value := values.get(key))]
            self._names = " ".join(found)
        return self._names


_read_short = lru_cache(maxsize=4096)(Attributes)
_NONE = Attributes("")


class Element:
    """An element of the page, with its place in the source."""

    __slots__ = ("_path", "attributes", "end", "foreign", "link", "parent", "start", "tag", "visible")

    def __init__(self, tag: str, attributes: str, parent: "Element | None", start: int) -> None:
        self.tag, self.parent, self.start, self.end = tag, parent, start, start
        read = (
            _NONE
            if not attributes
            else _read_short(attributes)
            if len(attributes) <= _NAME_SIZE
            else Attributes(attributes)
        )
        self.attributes: Attributes = read
        foreign, visible, link = (parent.foreign, parent.visible, parent.link) if parent else (False, True, None)
        self.foreign: bool = foreign or tag in _FOREIGN
        self.visible: bool = visible and not read.hidden and tag not in INVISIBLE
        self.link: Element | None = self if tag == "a" else link
        self._path: tuple[str, ...] | None = None

    @property
    def names(self) -> str:
        """Its own class, id and role, in lower case."""
        return self.attributes.names

    def get(self, name: str) -> str | None:
        """An attribute's value with its entities read; None where it is missing or empty."""
        value = self.attributes.values.get(name)
        return (unescape(value) if "&" in value else value).strip() or None if value else None

    @property
    def path(self) -> tuple[str, ...]:
        """Tags from the outermost element to this one."""
        if self._path is None:
            self._path = (*self.parent.path, self.tag) if self.parent else ()
        return self._path

    @property
    def names_near(self) -> str:
        """Classes, ids and roles of the innermost three elements, the outer ones first."""
        parent = self.parent
        if parent is None:
            return self.attributes.names
        outer = parent.parent.attributes.names if parent.parent else ""
        near = parent.attributes.names
        own = self.attributes.names
        return f"{outer} {near} {own}" if outer and near and own else " ".join(filter(None, (outer, near, own)))

    def inside(self, other: "Element") -> bool:
        """Whether it stands within ``other``."""
        return other.start < self.start < other.end


class Soup:
    """The elements that are open, the innermost last."""

    def __init__(self) -> None:
        self.root = Element("", "", None, 0)
        self.stack = [self.root]
        self.paragraphs = 0
        """How many of the open elements are paragraphs."""

    @property
    def top(self) -> Element:
        """The innermost open element."""
        return self.stack[-1]

    def open(self, name: str, attributes: str, start: int, end: int) -> Element:
        """Open an element, after ending those that cannot hold it."""
        if self.paragraphs and name in _CLOSE_P:
            self._end(_P, _SCOPE, start)
        if closes := _CLOSES.get(name):
            self._end(*closes, start)
        element = Element(name, attributes, self.stack[-1], start)
        element.end = end
        if name not in VOID and not (element.foreign and attributes.endswith("/")):
            self.stack.append(element)
            self.paragraphs += name == "p"
        return element

    def close(self, name: str, end: int) -> None:
        """End the innermost element of that name and all within it; a line's element ends without the blocks in it."""
        if name in _WHOLE_PAGE:
            return
        if self.stack[-1].tag == name:
            self.stack.pop().end = end
            self.paragraphs -= name == "p"
            return
        if name not in INLINE:
            self._end({name}, _TABLE if name in _CELLED else _SCOPE, end)
            return
        for k in range(len(self.stack) - 1, 0, -1):
            if self.stack[k].tag == name:
                self.stack.pop(k).end = end
                return
            if self.stack[k].tag in _SCOPE:
                return

    def _end(self, names: set[str] | frozenset[str], barred: frozenset[str], at: int) -> None:
        stack = self.stack
        for k in range(len(stack) - 1, 0, -1):
            name = stack[k].tag
            if name in names:
                for element in stack[k:]:
                    element.end = at
                    self.paragraphs -= element.tag == "p"
                del stack[k:]
                return
            if name in barred:
                return

    def finish(self, at: int) -> None:
        """All that is open ends with the page."""
        for element in self.stack:
            element.end = at
