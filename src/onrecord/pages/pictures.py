"""Words under pictures on HTML pages: known by their boxes, by the picture's own words, or by the credit they end with."""

import re
from functools import lru_cache

from onrecord.pages.captions import credit_of, is_credit_line
from onrecord.pages.lines import Block
from onrecord.pages.markup import Markup, VisibleBlock
from onrecord.records import Span

_NAMES = re.compile(
    r"caption|cutline|photo-?credit|image-?credit|photo-?(?:desc|info|text|meta|legend|by)|image-?(?:desc|info|text|meta|legend)|"
    r"img-?(?:desc|info|text|credit)|media-?(?:desc|credit|caption|legend)|figure-?(?:desc|text|credit)|photographer|fotocredit|"
    r"gallery-?(?:desc|text)|\bcredits?\b|\blegend\b"
)
_PHOTO_CREDIT = re.compile(
    r"\((?:[^()]*\b(?i:photo|photograph|picture|image|pic|courtesy|handout|file)s?\b[^()]*|[^()]*[A-Za-z]/[A-Z][^()]*|"
    r"(?:AP|AFP|Reuters|EPA|Getty Images|Getty|PA|Xinhua))\)\W*$"
)
_NEVER = frozenset({"h1", "h2", "h3", "h4", "table"})
"""Elements directly around a block that is no caption."""
SHORTEST, LONGEST = 4, 80
"""Words of a caption that is known by its words."""
MOST_PICTURES = 2_000


def picture_words(markup: Markup) -> frozenset[str]:
    """What the pictures' markup says is seen on them, as keys of lines."""
    found: set[str] = set()
    for element in markup.elements:
        for name in ("alt", "data-caption"):
            words = element.get(name)
            if words and len(words) < 1000 and len(found) < MOST_PICTURES:
                found.add(Block(Span(0, 0), words, 0).key)
    return frozenset(key for key in found if len(key.split()) >= SHORTEST)


def is_caption(block: VisibleBlock, line: Block, pictured: frozenset[str]) -> bool:
    """Whether a block is the words under a picture, or their credit."""
    tags = block.tags
    if "figcaption" in tags:
        return True
    if not _NEVER.isdisjoint(tags[-4:]):
        return False
    if _is_caption_box(block.near):
        return True
    if line.key in pictured:
        return True
    if len(line.words) > LONGEST or line.plain.startswith(("(", "[")):
        return is_credit_line(line, photo=True) and "figure" in tags
    return len(line.words) >= 6 and bool(_PHOTO_CREDIT.search(line.plain)) and credit_of(line.plain) is not None


@lru_cache(maxsize=4096)
def _is_caption_box(names: str) -> bool:
    return bool(_NAMES.search(names))
