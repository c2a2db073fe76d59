"""The part that each block of a text page plays, before it is known where the articles begin."""

from collections.abc import Sequence
from enum import Enum

from onrecord.pages.calendar_words import is_stamp, printed_dates
from onrecord.pages.captions import credit_of, has_firm_credit, is_credit_line, is_pictured
from onrecord.pages.furniture import Furniture, furniture_of, in_boxes
from onrecord.pages.headings import is_title_like
from onrecord.pages.lines import Block
from onrecord.pages.mastheads import byline_of
from onrecord.pages.words import masthead_words

LONGEST_CAPTION, LONGEST_SIGNED = 90, 20
"""Words of a caption, and of a headline with a full stop."""


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


def parts_of(blocks: Sequence[Block]) -> tuple[list[Part], list[Furniture | None]]:
    """A part for every block, and the kind of furniture for those that are."""
    own = [None if is_stamp(block.plain) else furniture_of(block) for block in blocks]
    firm = [_firm(block) for block in blocks]
    signed = [_is_signed(blocks, firm, k) for k in range(len(blocks))]
    kinds = in_boxes(blocks, own, [part is not None or head for part, head in zip(firm, signed, strict=True)])
    parts: list[Part] = []
    for k in range(len(blocks)):
        kind, own_part = kinds[k], firm[k]
        if kind is not None:
            parts.append(Part.TAIL if kind.name == "tail" else Part.FURNITURE)
        elif own_part is not None:
            parts.append(own_part)
        else:
            part = _by_place(blocks, parts, k)
            parts.append(Part.TITLE if part is Part.BODY and signed[k] and not _in_text(parts, k) else part)
    return parts, kinds


def _is_signed(blocks: Sequence[Block], firm: Sequence[Part | None], k: int) -> bool:
    """Whether a short line stands directly above a byline or a dated stamp, as headlines do, even with a full stop."""
    block = blocks[k]
    if k + 1 >= len(blocks) or blocks[k + 1].gap > 3 or firm[k] is not None:
        return False
    if not 3 <= len(block.words) <= LONGEST_SIGNED or len(block.plain) > 180 or not block.plain[0].isupper():
        return False
    if firm[k + 1] is Part.BYLINE or blocks[k + 1].plain in masthead_words().agencies:
        return True
    # in a list of links each has its stamp, most often without a year
    listed = k > 0 and firm[k - 1] is Part.STAMP
    return firm[k + 1] is Part.STAMP and not listed and any(printed_dates(blocks[k + 1].plain))


def _in_text(parts: Sequence[Part], k: int) -> bool:
    """Whether a headline stands above and no paragraph between, so that this is the report's introduction."""
    return _below_headline(parts, k)


def _firm(block: Block) -> Part | None:
    """What a block is by its own words alone."""
    if is_stamp(block.plain):
        return Part.STAMP
    if byline_of(block):
        return Part.BYLINE
    if len(block.words) <= LONGEST_CAPTION and has_firm_credit(block.plain):
        return Part.CAPTION
    return None


def _by_place(blocks: Sequence[Block], parts: Sequence[Part], k: int) -> Part:
    """What a block is by where it stands."""
    block = blocks[k]
    known = block.plain in masthead_words().agencies
    below_head = k > 0 and parts[k - 1] in {Part.TITLE, Part.BYLINE} and block.gap <= (3 if known else 2)
    if below_head and byline_of(block, below_headline=True):
        return Part.BYLINE
    if k > 0 and parts[k - 1] is Part.CAPTION and is_credit_line(block):
        return Part.CREDIT
    if _is_caption(blocks, parts, k):
        return Part.CAPTION
    return Part.TITLE if is_title_like(block) else Part.BODY


def _is_caption(blocks: Sequence[Block], parts: Sequence[Part], k: int) -> bool:
    """A line that stands twice in a row, that a credit ends or follows, or that speaks of a picture."""
    block = blocks[k]
    if not 4 <= len(block.words) <= LONGEST_CAPTION:
        return False
    in_head = _below_headline(parts, k)
    neighbours = [blocks[j] for j in (k - 1, k + 1) if 0 <= j < len(blocks)]
    if any(other.key == block.key for other in neighbours):
        # a headline may stand twice in a row as well
        return in_head or not is_title_like(block)
    below = blocks[k + 1] if k + 1 < len(blocks) else None
    if below and below.gap == 1 and is_credit_line(below, photo=not in_head):
        return True
    if block.plain.startswith(("“", '"')):
        return False
    return is_pictured(block.plain) or (credit_of(block.plain) is not None and (in_head or not block.closed))


def _below_headline(parts: Sequence[Part], k: int) -> bool:
    """Whether a possible headline stands a few lines above, and no paragraph between."""
    for j in range(k - 1, max(-1, k - 9), -1):
        if parts[j] is Part.BODY:
            return False
        if parts[j] is Part.TITLE:
            return True
    return False


def uncredited_captions(blocks: Sequence[Block], parts: Sequence[Part], head: int) -> list[int]:
    """Captions without a mark of their own: below a headline, open lines in a row, all but the last before the text.

    The last may be the report's own introduction, which often has no full stop either.
    """
    open_lines: list[int] = []
    for k in range(head + 1, min(head + 12, len(blocks))):
        if parts[k] is Part.BODY:
            return open_lines[:-1] if all(len(blocks[j].words) >= 5 for j in open_lines) else []
        if parts[k] is Part.CAPTION:
            return []
        if parts[k] is Part.TITLE and blocks[k].key != blocks[head].key:
            open_lines.append(k)
    return []
