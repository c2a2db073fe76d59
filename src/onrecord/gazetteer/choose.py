"""Which of several places of one name an article means."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.gazetteer.candidate import Candidate

_KIND = {"country": 12.0, "admin1": 4.5, "admin2": 1.0, "city": 2.0}
_OWN_TABLE = 9.0
"""A place of our own table is in it because news means it by that name."""
_SAME_COUNTRY, _HOLDS, _MAIN, _CAPITAL = 3.0, 12.0, 1.0, 2.0
_LEAST = 5.5
"""Evidence that a place among several needs; below it the name stays unresolved (swept 4 to 8 on LGL and TR-News)."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the article says around a name."""

    countries: Counter[str] = field(default_factory=Counter)
    """How often each country is spoken of, by its ISO 3166-1 alpha-3 code."""
    units: frozenset[str] = frozenset()
    """First-level units spoken of by name, in lower case."""
    holder: tuple[Candidate, ...] = ()
    """What the name is said to lie in: "Paris, Texas"."""
    unit_word: bool = False
    """Whether a word such as Province follows: then the unit is meant, else its namesake city."""


def choose(candidates: Sequence[Candidate], context: Context) -> Candidate | None:
    """The place that has most evidence; None where too little speaks for any of several."""
    if not candidates:
        return None
    scored = [(_score(one, context), -i, one) for i, one in enumerate(candidates)]
    best = max(scored, key=lambda item: item[:2])
    return best[2] if best[0] >= _LEAST or (len(candidates) == 1 and best[0] >= _LEAST - 2) else None


def _score(one: Candidate, context: Context) -> float:
    score = _KIND.get(one.kind, _OWN_TABLE) + 0.9 * math.log10(one.population + 1)
    score += _MAIN * one.main + _CAPITAL * one.capital
    mentions = context.countries.get(one.country or "", 0)
    if mentions:
        share = mentions / context.countries.total()
        score += _SAME_COUNTRY * (0.4 + share)
    if (one.admin1 or "").lower() in context.units and one.kind != "admin1":
        score += 3.0
    if context.holder:
        inside = any(_lies_in(one, holder) for holder in context.holder)
        score += _HOLDS if inside else -4.0
    if one.kind in {"admin1", "admin2"}:
        score += 6.0 if context.unit_word else -1.5
    return score


def _lies_in(one: Candidate, holder: Candidate) -> bool:
    if one.country != holder.country or one.name == holder.name:
        return False
    return holder.kind == "country" or (holder.kind == "admin1" and one.admin1 == holder.name)
