"""Which blocks of a page are the report: trafilatura's judgement, mended by what the page itself says.

trafilatura looks at the page as a whole and at times stops at a box between two paragraphs, or takes a list of links
along. The page's own markup knows better: paragraphs of one report stand in boxes of one make, the standfirst stands
under the headline, and a body given as JSON-LD names its words.
"""

import re
from collections.abc import Sequence

from onrecord.pages.alignment import align, runs_of, share_of_runs
from onrecord.pages.elements import Element
from onrecord.pages.furniture import furniture_of
from onrecord.pages.lines import Block
from onrecord.pages.markup import VisibleBlock

_STANDFIRST = re.compile(
    r"\b(?:[\w-]*[-_])?(?:standfirst|summary|dek|deck|subhead(?:ing|line)?|sub-?title|intro|excerpt|lead|lede|abstract|description|teaser|synopsis)"
    r"(?:[-_][\w-]*)?\b"
)
_CORNER = re.compile(
    r"\b(?:[\w-]*[-_])?(?:related|recommend\w*|newsletter\w*|promo\w*|comments?|sidebar|footer|nav|menu|most-?(?:read|popular)|trending|"
    r"advert\w*|sponsor\w*|share|social|breadcrumbs?|tags?|bio|author-?(?:bio|box|info)|copyright|signup|read-?more|more-?(?:on|from))(?:[-_][\w-]*)?\b"
)
_CORNER_TAGS = frozenset({"nav", "footer", "aside", "form", "button", "figcaption", "table"})
_BARS = frozenset({"nav", "footer"})
_KEPT_KINDS = frozenset({"count", "navigation", "live"})
"""Furniture by its words that may stand inside a report: a number in a list or a table, a word like "World"."""
LONG = 12
"""Words of a paragraph that can hardly be anything else."""
ENOUGH = 80
"""Words of a body given as data that is taken for the whole report."""


def judge(blocks: Sequence[VisibleBlock], lines: Sequence[Block], extracted: Sequence[str], body: str) -> list[bool]:
    """Whether each block is main text. ``body`` is the article as the markup gives it as data; it may be empty."""
    main = align([line.key for line in lines], extracted)
    _follow_data(lines, main, body)
    if not any(main):
        return main
    _fill_kin(blocks, lines, main)
    for k, line in enumerate(lines):
        if main[k] and (_is_furniture(line) or _is_link(blocks[k], line) or _is_in_bar(blocks[k], line)):
            main[k] = False
    return main


def _is_furniture(line: Block) -> bool:
    kind = furniture_of(line)
    return kind is not None and kind.name not in _KEPT_KINDS


def _is_in_bar(block: VisibleBlock, line: Block) -> bool:
    """Whether a block is a few words in the page's navigation or footer."""
    return len(line.words) < LONG and not _BARS.isdisjoint(block.tags)


def _is_link(block: VisibleBlock, line: Block) -> bool:
    """Whether a block is nothing but a link to another report: a headline, so without a full stop."""
    return block.linked and not line.closed and len(line.words) >= (2 if "li" in block.tags else 5)


def _follow_data(lines: Sequence[Block], main: list[bool], body: str) -> None:
    """Long blocks whose words the article's data holds are main text, where data and page agree on most of it."""
    words = Block(lines[0].span, body, 0).key.split() if lines else []
    if len(words) < ENOUGH:
        return
    runs = runs_of(words)
    keys = [line.key.split() for line in lines]
    given = [len(key) >= LONG and share_of_runs(key, runs) > 0.6 for key in keys]
    found = sum(len(key) for key, inside in zip(keys, given, strict=True) if inside)
    if found < 0.5 * len(words):
        return
    both = sum(len(key) for key, inside, kept in zip(keys, given, main, strict=True) if inside and kept)
    if both < 0.2 * found:
        # trafilatura took another part of the page for the report
        main[:] = [False] * len(main)
    for k, inside in enumerate(given):
        main[k] = main[k] or inside


def _make(element: Element) -> tuple[str, str, str, str]:
    """What kind of box a paragraph stands in: its block's tag, and its parents' tags and classes."""
    at: Element | None = element
    while at is not None and at.tag in {"a", "span", "b", "strong", "em", "i", "u", "font", "small", "q"}:
        at = at.parent
    if at is None or at.parent is None:
        return ("", "", "", "")
    outer = at.parent
    return (at.tag, _classes(at), f"{outer.tag} {_classes(outer)}", outer.parent.tag if outer.parent else "")


def _classes(element: Element) -> str:
    return re.sub(r"\d+", "0", element.attributes.values.get("class", "").lower())[:200]


def _fill_kin(blocks: Sequence[VisibleBlock], lines: Sequence[Block], main: list[bool]) -> None:
    """Sentences of some length in a box of the same make as most of the main text's, and not in a corner of the page."""
    makes = [
        _make(block.element) if kept or len(line.words) >= LONG else ("", "", "", "")
        for block, line, kept in zip(blocks, lines, main, strict=True)
    ]
    weight: dict[tuple[str, str, str, str], int] = {}
    for k, line in enumerate(lines):
        if main[k]:
            weight[makes[k]] = weight.get(makes[k], 0) + len(line.words)
    whole = sum(weight.values())
    first, last = main.index(True), len(main) - main[::-1].index(True)
    for k, line in enumerate(lines):
        if main[k] or k < first or len(line.words) < LONG or not line.closed:
            continue
        kin = weight.get(makes[k], 0) >= 0.3 * whole
        if kin and makes[k][0] and not in_corner(blocks[k]) and (k < last or makes[k][0] == "p"):
            main[k] = True


def in_corner(block: VisibleBlock) -> bool:
    """Whether a block stands among links, forms, captions or adverts by the names of the boxes around it."""
    return bool(_CORNER_TAGS & set(block.tags)) or bool(_CORNER.search(block.near))


def standfirst(
    blocks: Sequence[VisibleBlock], lines: Sequence[Block], main: Sequence[bool], head: int | None
) -> int | None:
    """The introduction between headline and text, by the name of the box around it."""
    if head is None:
        return None
    for k in range(head + 1, min(head + 12, len(blocks))):
        if main[k]:
            return None
        if len(lines[k].words) >= 6 and _STANDFIRST.search(blocks[k].near) and not in_corner(blocks[k]):
            return k
    return None
