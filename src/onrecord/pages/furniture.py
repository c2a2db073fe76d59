"""Lines that belong to the page and not to a report: share buttons, consent boxes, navigation, related links, footers."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import cast, get_args

from onrecord.errors import MissingPartError
from onrecord.pages.headings import is_title_like
from onrecord.pages.lines import Block
from onrecord.records import DropReason

LONGEST = 400
"""Characters of a line that may still be furniture."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """One kind of line that is no part of a report."""

    name: str
    reason: DropReason
    pattern: re.Pattern[str]
    box: bool
    """Whether the lines directly below belong to it."""


@lru_cache(maxsize=1)
def kinds() -> tuple[Furniture, ...]:
    """All kinds, in the order in which they are tried. Raises MissingPartError where the data file is spoilt."""
    source = files("onrecord.pages") / "data" / "furniture.toml"
    found = []
    for entry in tomllib.loads(source.read_text(encoding="utf-8"))["kind"]:
        if entry["reason"] not in get_args(DropReason):
            raise MissingPartError(
                f"furniture.toml: {entry['reason']} is no reason to drop a line. Reinstall Onrecord."
            )
        pattern = re.compile("|".join(f"(?:{one})" for one in entry["patterns"]))
        found.append(Furniture(entry["name"], cast(DropReason, entry["reason"]), pattern, entry.get("box", False)))
    return tuple(found)


def furniture_of(block: Block) -> Furniture | None:
    """The kind of furniture that a single block is by its own words, None for everything else."""
    if len(block.plain) > LONGEST:
        return None
    line = block.plain.replace("’", "'").strip(" \t:*•·|-–—_").lower() or block.plain.lower()
    if not block.words:
        return kinds()[1]
    return next((kind for kind in kinds() if kind.pattern.fullmatch(line)), None)


def in_boxes(
    blocks: Sequence[Block], own: Sequence[Furniture | None], spared: Sequence[bool]
) -> list[Furniture | None]:
    """Give the lines of a box the box's kind: open lines that stand directly below its label, or between furniture.

    ``spared`` marks blocks that are no furniture whatever surrounds them (bylines, stamps, dated lines).
    """
    found = list(own)
    if not _spaced(blocks):
        return found
    start = 0
    for end in range(1, len(blocks) + 1):
        if end == len(blocks) or blocks[end].gap != 1:
            _fill(blocks, found, spared, start, end)
            start = end
    return found


def _spaced(blocks: Sequence[Block]) -> bool:
    """Whether blank lines part the paragraphs of this page, so that lines without one between them belong together."""
    long = [block for block in blocks[1:] if block.closed and len(block.words) >= 12]
    return sum(block.gap > 1 for block in long) > 0.6 * len(long)


def _is_open(block: Block) -> bool:
    return not block.closed or is_title_like(block)


def _fill(blocks: Sequence[Block], found: list[Furniture | None], spared: Sequence[bool], start: int, end: int) -> None:
    """One run of lines without a blank line between them."""
    label: Furniture | None = None
    for k in range(start, end):
        kind = found[k]
        if kind is not None:
            label = kind if kind.box else label
        elif label and not spared[k] and (len(blocks[k].words) < 15 or _is_open(blocks[k])):
            found[k] = label
