"""What the encoder's heads say of each word piece, in the order of the numbers that it hands out.

Training writes its graph by these tables and the run time reads it by them, so the two cannot drift apart; a model that was
trained by other tables is refused when it is loaded.
"""

from collections.abc import Mapping
from typing import get_args

from onrecord.records import EventStatus, EventType, Stance

BIO = ("outside", "begin", "inside")
"""A stretch of word pieces: where it begins, what lies in it, what does not."""

MODES = (
    *("armed clash", "attack", "air strike", "drone strike", "shelling or missile", "explosive device"),
    *("suicide bombing", "shooting", "abduction", "sexual violence", "torture", "destruction of property"),
    *("chemical weapon", "arrest", "restriction", "aid obstruction", "seizure", "eviction", "censorship"),
    *("demonstration", "riot", "strike", "hunger strike", "blockade", "inaction"),
)

NONE = "none"

HEADS: Mapping[str, tuple[str, ...]] = {
    "source": BIO,
    "cue": BIO,
    "content": BIO,
    "inner": BIO,
    "toponym": BIO,
    "type": (NONE, *get_args(EventType)),
    "mode": (NONE, *MODES),
    "status": get_args(EventStatus),
    "stance": get_args(Stance),
}
"""Each head's answers. ``inner`` is a content inside another's content. ``type`` says whether a piece belongs to a word for
an event, and of which type; ``mode`` and ``status`` count only there, ``stance`` only on a cue."""

LINKS = ("source", "cue", "actor", "recipient")
"""Who looks for whom: a cue for its source, a content for its cue, an event's word for its actor and for its recipient."""

LINK = 64
"""Width of the vectors by which they find one another."""


def slices() -> dict[str, slice]:
    """Where each head's numbers stand in the row of a piece."""
    found, at = {}, 0
    for head, answers in HEADS.items():
        found[head] = slice(at, at + len(answers))
        at += len(answers)
    return found


SLICES = slices()
WIDTH = sum(len(answers) for answers in HEADS.values())
"""Numbers a piece: the row's length."""
