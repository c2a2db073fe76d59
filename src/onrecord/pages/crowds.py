"""Thousands of links or bold words side by side in one block, which trafilatura takes the square of their number for."""

from collections.abc import Iterator
from typing import cast

from lxml import etree, html

from onrecord.pages.elements import INLINE

MOST = 500
"""A line's elements side by side that no block of a report has."""
_CROWDED = etree.XPath(f"//*[*[{MOST + 1}]]")


def thin_out(tree: html.HtmlElement) -> None:
    """Put the words of a line's elements in their place wherever too many stand side by side."""
    for parent in cast("list[html.HtmlElement]", _CROWDED(tree)):
        # one inside another crowd is no longer in the tree, and does no harm
        crowd = {child for child in parent if _is_line(child)}
        if len(crowd) > MOST:
            _unwrap(parent, crowd)


def _is_line(element: html.HtmlElement) -> bool:
    """Whether an element and all within it stand within a line."""
    return all(inner.tag in INLINE for inner in element.iter())


def _unwrap(parent: html.HtmlElement, crowd: set[html.HtmlElement]) -> None:
    children = list(parent)
    words = list(_between(parent, children, crowd))
    parent[:] = [child for child in children if child not in crowd]
    parent.text = words[0]
    for child, tail in zip(parent, words[1:], strict=True):
        child.tail = tail


def _between(parent: html.HtmlElement, children: list[html.HtmlElement], crowd: set[html.HtmlElement]) -> Iterator[str]:
    """The words before, between and behind the children that stay."""
    words = [parent.text or ""]
    for child in children:
        if child in crowd:
            words.append(child.text_content())
        else:
            yield "".join(words)
            words = []
        words.append(child.tail or "")
    yield "".join(words)
