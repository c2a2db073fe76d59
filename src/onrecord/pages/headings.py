"""What looks like a headline: a short line that does not end as sentences end."""

import re
from collections.abc import Sequence

from onrecord.pages.lines import Block
from onrecord.pages.mastheads import dateline_of
from onrecord.records import Span

_FULL_STOP = re.compile(r"[.,;:]['\"”’»)\]]*$")
_ELLIPSIS = re.compile(r"(?:\.\.\.|…)['\"”’»)\]]*$")
_OPENING = ("…", "- ", "• ", "* ", "– ", "— ", "·")


def is_title_like(block: Block) -> bool:
    """Whether the line could be a headline: three to thirty words, no full stop, no list sign before it."""
    line = block.plain
    if not 3 <= len(block.words) <= 30 and not (len(block.words) == 2 and len(line) >= 12):
        return False
    if len(line) > 220 or line.startswith(_OPENING) or line[0].islower():
        return False
    if line.count("“") != line.count("”"):
        # a quotation that goes on
        return False
    return bool(_ELLIPSIS.search(line)) or not _FULL_STOP.search(line)


def is_plain_headline(blocks: Sequence[Block]) -> bool:
    """Whether clean text begins with a headline: a title-like line, set apart from a first sentence below it."""
    if len(blocks) < 2 or not is_title_like(blocks[0]):
        return False
    head, lead = blocks[0], blocks[1]
    if head.plain.startswith(("“", '"', "'", "‘")) and head.plain.endswith(("”", '"', "'", "’")):
        return False
    apart = lead.gap >= 2 and len(lead.words) > len(head.words)
    filed = dateline_of(lead.text, Span(0, len(lead.text))) is not None
    return len(head.words) <= 20 and (apart or filed) and lead.closed
