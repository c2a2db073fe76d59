"""What is known of a time expression before it is placed in the calendar."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "date", "month", "year", "bc", "weekday", "today", "unit", "ago", "later", "duration", "season", "quarter", "decade", "century", "time",
    "part", "day_of", "holiday", "named", "set", "reference", "past",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expression:
    """A match: where it stands in the segment's text, and the words of its parts."""

    start: int
    end: int
    kind: Kind
    parts: dict[str, str]
