"""An HTML page's visible text, block by block in document order, and in which corner of the page each block stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html

from onrecord.errors import UnreadableInputError
from onrecord.pages.limits import Limits
from onrecord.records import Span

INVISIBLE_TAGS = frozenset(
    [
        "head",
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "canvas",
        "map",
        "select",
        "datalist",
        "textarea",
        "input",
        "meta",
        "link",
        "title",
        "param",
        "source",
        "track",
        "frame",
        "frameset",
        "applet",
    ]
)
INLINE_TAGS = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "amp-img",
        "picture",
        "button",
    ]
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\n\r\f\v\u00a0]+")
_NAME_SIZE = 400
"""Characters of class and id that are looked at; hostile pages have megabytes of them."""


Where = tuple[tuple[str, ...], str, str]
"""Tags, names around, names near."""


@dataclass(frozen=True, slots=True)
class VisibleBlock:
    """One paragraph, heading, list item or other stretch of visible text."""

    span: Span
    text: str
    tags: tuple[str, ...]
    """From the outermost element to the innermost."""
    names: str
    """Classes, ids and roles of the elements around it, in lower case."""
    near: str
    """The same of the innermost three alone."""


@dataclass(frozen=True, slots=True)
class Markup:
    """A parsed page: its tree, its visible text and the blocks that make the text up, a line each."""

    tree: html.HtmlElement
    text: str
    blocks: tuple[VisibleBlock, ...]


def parse_markup(source: str, name: str, limits: Limits) -> Markup:
    """Parse without ever touching the network. Raises UnreadableInputError for markup beyond the limits."""
    parser = html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8", recover=True
    )
    raw = source.removeprefix("\ufeff").replace("\x00", "").encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(raw, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableInputError(name, f"its HTML cannot be parsed ({error})", "Save the page again.") from error
    _check(tree, name, limits)
    blocks = tuple(_blocks(tree))
    return Markup(tree, "\n".join(block.text for block in blocks), blocks)


def _check(tree: html.HtmlElement, name: str, limits: Limits) -> None:
    depth = elements = 0
    step = "Save the page's text as .txt and read that."
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        elements += 1
        if depth > limits.markup_depth:
            cause = f"its HTML elements are nested more than {limits.markup_depth} deep"
            raise UnreadableInputError(name, cause, step)
        if elements > limits.elements:
            raise UnreadableInputError(name, f"it has more than {limits.elements:,} HTML elements", step)


def _blocks(tree: html.HtmlElement) -> Iterator[VisibleBlock]:
    """Walk once, without recursion; text between two block boundaries is one block."""
    start = 0
    for words, (tags, names, near) in _stretches(tree):
        text = _BLANKS.sub(" ", "".join(words)).strip()
        if text:
            yield VisibleBlock(Span(start, start + len(text)), text, tags, names, near)
            start += len(text) + 1


def _stretches(tree: html.HtmlElement) -> Iterator[tuple[list[str], Where]]:
    tags: list[str] = []
    names: list[str] = []
    words: list[str] = []
    at: Where = ((), "", "")
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        inline = tag in INLINE_TAGS
        if event == "start":
            if tag in INVISIBLE_TAGS or _hidden(element):
                walker.skip_subtree()
                tags.append("")
                names.append("")
                continue
            if not inline and words:
                yield words, at
                words = []
            tags.append(tag)
            names.append(_names(element))
            words, at = _add(words, at, element.text, tags, names)
        else:
            visible = tags.pop() != ""
            names.pop()
            if visible and not inline and words:
                yield words, at
                words = []
            words, at = _add(words, at, element.tail, tags, names)
    if words:
        yield words, at


def _add(words: list[str], at: Where, more: str | None, tags: list[str], names: list[str]) -> tuple[list[str], Where]:
    """Take more text in; a block stands where its first visible letter stands."""
    if not more:
        return words, at
    if not more.strip():
        return ([*words, more] if words else words), at
    if not words:
        at = (tuple(tags), " ".join(name for name in names if name), " ".join(name for name in names[-3:] if name))
    words.append(more)
    return words, at


def _hidden(element: html.HtmlElement) -> bool:
    if "hidden" in element.attrib:
        return True
    style = element.get("style")
    return bool(style and _HIDDEN_STYLE.search(style[:_NAME_SIZE]))


def _names(element: html.HtmlElement) -> str:
    return " ".join(value[:_NAME_SIZE].lower() for key in ("class", "id", "role") if (value := element.get(key)))
