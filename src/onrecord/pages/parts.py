"""The part that each block of a text page plays, before it is known where the articles begin."""

from collections import Counter
from collections.abc import Sequence
from enum import Enum

from onrecord.pages.calendar_words import is_stamp
from onrecord.pages.captions import credit_of, has_firm_credit, is_credit_line, is_pictured
from onrecord.pages.furniture import Furniture, furniture_of, in_boxes
from onrecord.pages.headings import is_title_like
from onrecord.pages.lines import Block
from onrecord.pages.mastheads import byline_of


class Part(Enum):
    """What a block may be; TITLE is a line that could be a headline or a heading inside the text."""

    TITLE = "title"
    BODY = "body"
    CAPTION = "caption"
    CREDIT = "credit"
    BYLINE = "byline"
    STAMP = "stamp"
    TAIL = "tail"
    FURNITURE = "furniture"


def parts_of(text: str, blocks: Sequence[Block]) -> tuple[list[Part], list[Furniture | None]]:
    """A part for every block, and the kind of furniture for those that are."""
    own = [None if is_stamp(block.plain) else furniture_of(block) for block in blocks]
    copies = Counter(block.key for block in blocks)
    firm = [_firm(text, block) for block in blocks]
    kinds = in_boxes(blocks, own, [part is not None for part in firm])
    parts: list[Part] = []
    for k, block in enumerate(blocks):
        kind = kinds[k]
        if kind is not None:
            parts.append(Part.TAIL if kind.name == "tail" else Part.FURNITURE)
        elif firm[k] is not None:
            parts.append(firm[k] or Part.BODY)
        else:
            parts.append(_by_place(text, blocks, parts, copies, k))
    return parts, kinds


def _firm(text: str, block: Block) -> Part | None:
    """What a block is by its own words alone."""
    if is_stamp(block.plain):
        return Part.STAMP
    if byline_of(text, block):
        return Part.BYLINE
    if has_firm_credit(block.plain) and len(block.words) <= 90:
        return Part.CAPTION
    return None


def _by_place(text: str, blocks: Sequence[Block], parts: Sequence[Part], copies: Counter[str], k: int) -> Part:
    """What a block is by where it stands."""
    block = blocks[k]
    below_head = k > 0 and parts[k - 1] in {Part.TITLE, Part.BYLINE} and block.gap <= 1
    if below_head and byline_of(text, block, below_headline=True):
        return Part.BYLINE
    if k > 0 and parts[k - 1] is Part.CAPTION and is_credit_line(block):
        return Part.CREDIT
    if _is_caption(blocks, copies, k):
        return Part.CAPTION
    if is_title_like(block):
        return Part.TITLE
    return Part.BODY


def _is_caption(blocks: Sequence[Block], copies: Counter[str], k: int) -> bool:
    """A line that stands twice in a row, that ends in a likely credit, or that speaks of a picture."""
    block = blocks[k]
    if len(block.words) > 90:
        return False
    doubled = (k > 0 and blocks[k - 1].key == block.key) or (k + 1 < len(blocks) and blocks[k + 1].key == block.key)
    if doubled and len(block.words) >= 4:
        return True
    if k + 1 < len(blocks) and blocks[k + 1].gap == 1 and is_credit_line(blocks[k + 1]) and len(block.words) >= 4:
        return True
    return (
        len(block.words) <= 60
        and (credit_of(block.plain) is not None or is_pictured(block.plain))
        and not _quoted(block)
    )


def _quoted(block: Block) -> bool:
    return block.plain.startswith(("“", '"'))
