"""Which places an article's names mean: all of them together, since each makes the others likelier.

A score is a sum of weights (``data/choice.json``) over what is known of a place by itself and over what the article's other names
say for it; a few rounds let the surer names pull the others along. Each name's scores are shares of belief that add up to one.
"""

import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from onrecord.errors import MissingPartError
from onrecord.gazetteer.candidate import Candidate

ROUNDS = 4
LEAST = 0.3
"""The share of belief below which a name stays unresolved."""
_ANCHORS = 12
_OWN_TOWN = 5.0
"""The power of ten of the inhabitants of a town in our own table, which does not give them."""
NOTHING = 8.0
"""The score of its being no place that the gazetteer holds: what a small town in a land that nobody speaks of does not reach."""
_SURE = 0.8
"""The share of belief in one country from which the country counts as known."""
_KNOWN = 20_000
"""Inhabitants of a town so well known that a state behind its name and a comma is rather the next of a list."""
_NEAR, _AROUND = 40.0, 250.0
"""Kilometres over which one place makes another likelier: of one town's parts, of one region."""
_SHARE = 0.05
"""The part of a unit's people that live in its namesake city, where the bare name means the city."""

OWN_CLUES = (
    "city", "country", "admin1", "admin2", "area", "site", "people", "unit_people", "behind_largest", "spare", "main", "capital", "seat", "part",
    "in_holder", "out_of_holder", "holds", "unit_word", "no_unit_word", "town_word",
)  # fmt: skip
SHARED_CLUES = (
    "same_country", "same_unit", "same_county", "near", "around", "strange_country", "may_share_unit", "may_share_county", "may_be_near",
)  # fmt: skip
CLUES = OWN_CLUES + SHARED_CLUES


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the article in one sense, and what its own words say of it."""

    options: tuple[Candidate, ...]
    times: int = 1
    """How often it is printed."""
    holder: tuple[Candidate, ...] = ()
    """What it is said to lie in: "Paris, Texas"."""
    holds: bool = False
    """Whether it stands behind another name that may lie in it."""
    unit_word: bool = False
    """Whether a word such as Province stands behind it."""
    town_word: bool = False
    """Whether it is called a city, a town or a village."""
    demonym: bool = False


@lru_cache(maxsize=1)
def weights() -> tuple[float, ...]:
    """The weight of each clue, in their order."""
    try:
        text = files("onrecord.gazetteer").joinpath("data/choice.json").read_text(encoding="utf-8")
        told: Mapping[str, float] = json.loads(text)["weights"]
        return tuple(float(told[clue]) for clue in CLUES)
    except (OSError, ValueError, KeyError) as cause:
        raise MissingPartError(f"the weights of places cannot be used: {cause}. Install onrecord again.") from cause


@dataclass(frozen=True, slots=True)
class Choice:
    """What a name means, as far as the article tells."""

    place: Candidate | None = None
    """None where too little speaks for any of several places."""
    country: str | None = None
    """The country (alpha-3) of an unresolved name, where nearly all belief lies in one: which of its towns is open."""


def choose(names: Sequence[Name], outlet: str | None = None) -> list[Choice]:
    """What each name means.

    Args:
        names: the article's names, each sense once.
        outlet: the country (alpha-3) of whoever published the article, where it is known.

    """
    chosen = [_chosen(name, belief) for name, belief in zip(names, beliefs(names, outlet), strict=True)]
    resolved = {one.place for one in chosen if one.place}
    return [_somewhere_in(name, resolved) if _is_unheld(name) else one for name, one in zip(names, chosen, strict=True)]


def _chosen(name: Name, belief: Sequence[float]) -> Choice:
    best = max(range(len(belief)), key=lambda i: (belief[i], -i), default=None)
    if best is not None and belief[best] >= LEAST:
        return Choice(name.options[best])
    countries: dict[str | None, float] = defaultdict(float)
    for one, share in zip(name.options, belief, strict=True):
        countries[one.shown] += share
    likeliest = max(countries, key=lambda land: countries[land], default=None)
    return Choice(None, likeliest if countries[likeliest] >= _SURE else None)


def _is_unheld(name: Name) -> bool:
    """Whether the words say what it lies in, and the gazetteer holds no place of the name there, nor a famous one elsewhere."""
    if not name.holder or name.holds or any(c.is_area for c in name.options):
        return False
    if any(_lies_in(one, holder) for one in name.options for holder in name.holder):
        return False
    return max((one.population for one in name.options if one.main), default=0) < _KNOWN


def _somewhere_in(name: Name, resolved: set[Candidate]) -> Choice:
    """A place that the gazetteer does not hold, in a unit or country that the words give: as precise as that."""
    holder = next((one for one in name.holder if one in resolved), None)
    return Choice(replace(holder, geonameid=None, capital=False, rank=0)) if holder else Choice()


def beliefs(names: Sequence[Name], outlet: str | None = None, rounds: int = ROUNDS) -> list[list[float]]:
    """For each name, the share of belief in each of its options."""
    known = weights()
    own = [[dot(known, clues) for clues in own_clues(name)] for name in names]
    shares = [believed(scores) for scores in own]
    if len(names) == 1 and outlet is None:
        return shares
    behind = known[len(OWN_CLUES) :]
    possible = Possible(names)
    for _ in range(rounds):
        context = Context(names, shares, outlet, possible)
        shares = [
            believed([s + dot(behind, clues) for s, clues in zip(own[i], context.clues(i), strict=True)])
            for i in range(len(names))
        ]
    return shares


def dot(known: Sequence[float], clues: Sequence[float]) -> float:
    """The weighted sum; the clues may be fewer than the weights."""
    return sum(w * c for w, c in zip(known, clues, strict=False) if c)


def believed(scores: Sequence[float]) -> list[float]:
    """Scores as shares of belief; with the share of its being none of them they add up to one."""
    top = max(*scores, NOTHING) if scores else NOTHING
    raised = [math.exp(score - top) for score in scores]
    total = sum(raised) + math.exp(NOTHING - top)
    return [one / total for one in raised]


def own_clues(name: Name) -> list[list[float]]:
    """What is known of each option by itself and from the words beside the name."""
    largest = math.log10(max((c.population for c in name.options), default=0) + 10)
    spare = set() if name.unit_word else _namesake_units(name.options)
    return [_own(one, name, largest, is_spare=i in spare) for i, one in enumerate(name.options)]


def _own(one: Candidate, name: Name, largest: float, *, is_spare: bool) -> list[float]:
    # a town of our own table is in it because news means it
    people = _OWN_TOWN if one.geonameid is None and one.kind == "city" else math.log10(one.population + 10)
    unit = one.kind in {"admin1", "admin2"}
    held = bool(name.holder) and any(_lies_in(one, holder) for holder in name.holder)
    return [
        one.kind == "city",
        one.kind == "country",
        one.kind == "admin1",
        one.kind == "admin2",
        one.is_area and one.kind != "country",
        one.kind == "site",
        people * (one.kind == "city"),
        people * (unit or one.kind == "country"),
        largest - people if one.kind in {"city", "admin1", "admin2", "country"} else 0.0,
        is_spare,
        one.main,
        one.capital,
        one.rank >= 2,
        one.rank < 0,
        held,
        bool(name.holder) and not held,
        name.holds and (one.kind in {"admin1", "country"}),
        name.unit_word and unit,
        name.unit_word and not unit,
        name.town_word and one.kind == "city",
    ]


def _namesake_units(options: Sequence[Candidate]) -> set[int]:
    """The units that hold a city of the same name, or share it with a sea or region: "Geneva" alone is the city."""
    area = any(c.is_area and c.main and c.kind != "country" for c in options)
    cities = [c for c in options if c.kind == "city" and (c.main or c.rank > 0)]
    return {
        i
        for i, one in enumerate(options)
        if one.kind in {"admin1", "admin2"}
        and (
            area
            or any(
                c.country == one.country and c.admin1 == one.admin1 and c.population >= _SHARE * one.population
                for c in cities
            )
        )
    }


Unit = tuple[str | None, ...]


class Possible:
    """Where the names of an article could lie together, whatever is believed: names that all have a namesake in one county."""

    def __init__(self, names: Sequence[Name]) -> None:
        units: dict[Unit, set[int]] = defaultdict(set)
        cells: dict[tuple[int, int], set[int]] = defaultdict(set)
        self._others = max(len(names) - 1, 1)
        for i, name in enumerate(names):
            for one in name.options:
                for unit in _units(one)[1:]:
                    units[unit].add(i)
                if one.kind in _POINTS:
                    cells[_cell(one)].add(i)
        self._units, self._cells = units, cells
        self.clues = [[self._told(i, one) for one in name.options] for i, name in enumerate(names)]

    def _told(self, i: int, one: Candidate) -> list[float]:
        told = [(len(self._units[unit] - {i})) / self._others for unit in _units(one)[1:]]
        told += [0.0] * (2 - len(told))
        near: set[int] = set()
        if one.kind in _POINTS:
            lat, lon = _cell(one)
            for cell in ((lat + y, lon + x) for y in (-1, 0, 1) for x in (-1, 0, 1)):
                near |= self._cells.get(cell, set())
        return [*told, len(near - {i}) / self._others]


_POINTS = frozenset(("city", "site", "admin2"))


def _cell(one: Candidate) -> tuple[int, int]:
    """A square of half a degree of latitude."""
    return round(one.lat * 2), round(one.lon * 2 * math.cos(math.radians(one.lat)))


class Context:
    """What all names of an article say together, at the present state of belief."""

    def __init__(
        self, names: Sequence[Name], shares: Sequence[Sequence[float]], outlet: str | None, possible: Possible
    ) -> None:
        self._names = names
        self._possible = possible
        self._shares = shares
        self._said: dict[Unit, float] = defaultdict(float)
        self._own: list[dict[Unit, float]] = []
        self._weights = [(1 + min(n.times - 1, 4) / 4) * (0.5 if n.demonym else 1.0) * bool(n.options) for n in names]
        anchors: list[tuple[float, int, float, float]] = []
        for i, (name, share) in enumerate(zip(names, shares, strict=True)):
            own: dict[Unit, float] = defaultdict(float)
            for one, belief in zip(name.options, share, strict=True):
                if belief < 0.02:
                    continue
                weight = self._weights[i] * belief
                for unit in _units(one):
                    own[unit] += weight
                if belief > 0.15 and one.kind in _POINTS:
                    anchors.append((weight, i, one.lat, one.lon))
            self._own.append(own)
            for unit, weight in own.items():
                self._said[unit] += weight
        if outlet:
            self._said[(outlet,)] += 1.5
        self._total = sum(self._weights) + 1.5 * bool(outlet)
        self._anchors = sorted(anchors, key=lambda a: (-a[0], a[1:]))[:_ANCHORS]

    def clues(self, i: int) -> list[list[float]]:
        """What the other names say for each option of a name."""
        own = self._own[i]
        total = self._total - self._weights[i] + 1.0
        others = self._total - self._weights[i]
        anchors = [(w, lat, lon) for w, j, lat, lon in self._anchors if j != i]
        told = []
        for one, possible in zip(self._names[i].options, self._possible.clues[i], strict=True):
            units = _units(one)
            said = [(self._said.get(unit, 0.0) - own.get(unit, 0.0)) / total for unit in units]
            near, around = _beside(one, anchors) if one.kind in _POINTS else (0.0, 0.0)
            country = said[0] if said else 0.0
            strange = float(bool(said) and others > 0.9 and country < 0.02)
            told.append(
                [
                    country,
                    said[1] if len(said) > 1 else 0.0,
                    said[2] if len(said) > 2 else 0.0,
                    near,
                    around,
                    strange,
                    *possible,
                ]
            )
        return told


def _units(one: Candidate) -> list[Unit]:
    """The country, the first- and the second-level unit that a place speaks for."""
    if not one.country:
        return []
    units: list[Unit] = [(one.country,)]
    if one.admin1:
        units.append((one.country, one.admin1))
        if one.admin2:
            units.append((one.country, one.admin1, one.admin2))
    return units


def _beside(one: Candidate, anchors: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
    near = around = 0.0
    for weight, lat, lon in anchors:
        away = kilometres(one.lat, one.lon, lat, lon)
        sure = min(weight, 1.0)
        near = max(near, sure * math.exp(-away / _NEAR))
        around = max(around, sure * math.exp(-away / _AROUND))
    return near, around


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance of two points on a plane laid on the globe between them: right to a few per cent near by."""
    across = math.cos(math.radians((lat + other_lat) / 2)) * ((lon - other_lon + 180) % 360 - 180)
    return 111.2 * math.hypot(lat - other_lat, across)


def _lies_in(one: Candidate, holder: Candidate) -> bool:
    if one.country != holder.country or (one.name == holder.name and one.kind == holder.kind):
        return False
    if holder.kind == "country":
        return one.kind != "country"
    if holder.kind == "admin1":
        return one.admin1 == holder.name and one.kind != "admin1"
    return holder.kind == "admin2" and one.admin2 == holder.name and one.kind not in {"admin1", "admin2"}
