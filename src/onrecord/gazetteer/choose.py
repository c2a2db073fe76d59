"""Which of several places of one name an article means."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.gazetteer.candidate import Candidate

_KIND = {"country": 12.0, "admin1": 3.0, "admin2": 0.5, "city": 2.0}
_OWN_TABLE = 10.5
"""A place of our own table is in it because news means it by that name."""
_SAME_COUNTRY, _SAME_UNIT, _HOLDS, _MAIN, _CAPITAL, _BESIDE = 4.0, 4.0, 12.0, 1.0, 3.0, 1.5
_NAMESAKE = 12.0
"""What a country loses where the article never leaves the land of a state of the same name (Georgia)."""
_UNIT_WORD = 7.5
_LEAST = 5.5
"""Evidence that a place among several needs; below it the name stays unresolved."""
_SHARE = 0.05
"""The part of a unit's people that live in its namesake city, where the bare name means the city."""
_REACH = 150.0
"""Kilometres over which one place makes another beside it likelier."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the article says around a name."""

    countries: Counter[str] = field(default_factory=Counter)
    """How much speaks for each country, by its ISO 3166-1 alpha-3 code."""
    units: Counter[tuple[str | None, str]] = field(default_factory=Counter)
    """How much speaks for each first-level unit, by country and name."""
    anchors: tuple[tuple[float, float], ...] = ()
    """Points (latitude, longitude) of places that the article names without doubt."""
    holder: tuple[Candidate, ...] = ()
    """What the name is said to lie in: "Paris, Texas"."""
    unit_word: bool = False
    """Whether a word such as Province follows: then the unit is meant, else its namesake city."""


def context_of(names: Sequence[tuple[tuple[Candidate, ...], int]]) -> Context:
    """The context that an article's names make together: the options of each distinct name, and how often it is printed.

    A name with one country or unit among its options speaks for it; any other for all its options a little.
    """
    countries: Counter[str] = Counter()
    units: Counter[tuple[str | None, str]] = Counter()
    anchors = []
    for options, times in names:
        weight = 1 + min(times - 1, 4) / 4
        country = next((c.country for c in options if c.kind == "country"), None)
        unit = next((c for c in options if c.kind == "admin1" and c.main), None)
        if country and not unit:
            countries[country] += 2 * weight  # type: ignore[assignment]  # a Counter may weigh as well as count
            continue
        if unit and unit.admin1 and unit.country and not country:
            countries[unit.country] += 1.2 * weight  # type: ignore[assignment]
            units[unit.country, unit.admin1] += 2 * weight  # type: ignore[assignment]
            continue
        lands = dict.fromkeys(c.country for c in options if c.country)
        for land in lands:
            countries[land] += 0.5 * weight / len(lands)  # type: ignore[assignment]
        for one in options:
            if one.admin1:
                units[one.country, one.admin1] += 0.6 * weight / len(options)  # type: ignore[assignment]
        if len(options) == 1 and not options[0].is_area:
            anchors.append((options[0].lat, options[0].lon))
    return Context(countries, units, tuple(anchors[:12]))


def choose(candidates: Sequence[Candidate], context: Context) -> Candidate | None:
    """The place that has most evidence; None where too little speaks for any of several."""
    meant = candidates if context.unit_word else _without_namesake_units(candidates)
    if not meant:
        return None
    scored = [(_score(one, context, meant), -i, one) for i, one in enumerate(meant)]
    best = max(scored, key=lambda item: item[:2])
    return best[2] if best[0] >= _LEAST or (len(meant) == 1 and best[0] >= _LEAST - 2) else None


def _without_namesake_units(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Without the units that hold a city of the same name: "Geneva" alone is the city."""
    cities = [c for c in candidates if c.kind == "city" and c.main]
    return [
        one
        for one in candidates
        if one.kind not in {"admin1", "admin2"}
        or not any(
            c.country == one.country and c.admin1 == one.admin1 and c.population >= _SHARE * one.population
            for c in cities
        )
    ]


def _score(one: Candidate, context: Context, rivals: Sequence[Candidate]) -> float:
    score = _KIND.get(one.kind, _OWN_TABLE) + 0.9 * math.log10(one.population + 1)
    score += _MAIN * one.main + _CAPITAL * one.capital
    score += _support(one, context)
    if context.holder:
        score += _HOLDS if any(_lies_in(one, holder) for holder in context.holder) else -4.0
    if context.unit_word and one.kind in {"admin1", "admin2"}:
        score += _UNIT_WORD
    if one.kind == "country" and not context.countries[one.country or ""]:
        others = (r.country for r in rivals if r.kind == "admin1" and r.main)
        score -= _NAMESAKE * any(context.countries[land or ""] for land in others)
    return score


def _support(one: Candidate, context: Context) -> float:
    """What the rest of the article says for a place."""
    support = 0.0
    if one.country and one.country in context.countries:
        support += _SAME_COUNTRY * context.countries[one.country] / context.countries.total()
    if one.admin1 and (one.country, one.admin1) in context.units:
        support += _SAME_UNIT * context.units[one.country, one.admin1] / context.units.total()
    if context.anchors and one.kind in {"city", "admin2"}:
        near = min(kilometres(one.lat, one.lon, lat, lon) for lat, lon in context.anchors)
        support += _BESIDE * math.exp(-near / _REACH)
    return support


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance of two points on a plane laid on the globe between them: right to a few per cent near by."""
    across = math.cos(math.radians((lat + other_lat) / 2)) * ((lon - other_lon + 180) % 360 - 180)
    return 111.2 * math.hypot(lat - other_lat, across)


def _lies_in(one: Candidate, holder: Candidate) -> bool:
    if one.country != holder.country or (one.name == holder.name and one.kind == holder.kind):
        return False
    return holder.kind == "country" or (holder.kind == "admin1" and one.admin1 == holder.name and one.kind != "admin1")
