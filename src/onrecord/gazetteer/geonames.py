"""GeoNames's own file format: rows of a dump, and what they become in our index."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

from onrecord.errors import UnreadableInputError
from onrecord.gazetteer.countries import alpha3_of
from onrecord.gazetteer.index import Entry

_COLUMNS = 19
_FOREIGN = re.compile(r"[^\u0000-\u024f\u1e00-\u1eff\u2018\u2019\u02bb-\u02bf]")
"""Letters outside the Latin script: English news does not print them."""
# What English news leaves off or puts behind the name of a first-level unit.
_UNIT = re.compile(
    r"\s+(?:State|Province|Governorate|Oblast|Region|District|Prefecture|County|Department|Muhafazat|Voivodeship)$",
    re.IGNORECASE,
)
_RANKS = {"PPLC": 3, "PPLA": 2, "PPLG": 2, "PPLA2": 1, "PPLA3": 1, "PPLX": -1, "PPLL": -1}
_GONE = frozenset(("PPLCH",))
"""Former capitals: a row of the town itself stands beside it."""
_SHORTEST = 4
"""Letters of another spelling; shorter ones are mostly words of other languages."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a GeoNames dump."""

    geonameid: int
    name: str
    plain: str
    others: tuple[str, ...]
    lat: float
    lon: float
    feature: str
    """Class and code: "P.PPLC"."""
    country: str
    """ISO 3166-1 alpha-2."""
    admin1: str
    admin2: str
    population: int


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit: what towns are filed under, and a place itself."""

    geonameid: int
    code: str
    """GeoNames's: "US.VA", "US.VA.059"."""
    name: str
    others: tuple[str, ...] = ()
    type: str = ""
    """What it is called in English, where known: State, County."""
    iso: str | None = None

    @property
    def level(self) -> int:
        """1 or 2."""
        return self.code.count(".")

    @property
    def parent(self) -> str:
        """The code of the first-level unit that holds it, or its own."""
        return ".".join(self.code.split(".")[:2])


@dataclass
class Units:
    """All administrative units by code."""

    by_code: dict[str, Unit] = field(default_factory=dict)

    def names(self, row: Row) -> tuple[str | None, str | None]:
        """The names of the first- and second-level units that a row is filed under."""
        first = self.by_code.get(f"{row.country}.{row.admin1}")
        second = self.by_code.get(f"{row.country}.{row.admin1}.{row.admin2}") if row.admin2 else None
        return (first.name if first else None), (second.name if second else None)


def rows(lines: Iterable[str], name: str) -> Iterator[Row]:
    """The rows of a dump.

    Raises:
        UnreadableInputError: a line is not one of a GeoNames dump.

    """
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\n").split("\t")
        if cells == [""]:
            continue
        if len(cells) != _COLUMNS:
            cause = f"it has {len(cells)} columns where a GeoNames dump has {_COLUMNS}"
            raise UnreadableInputError(
                name, cause, "Give allCountries.txt as GeoNames packs it.", member=f"line {number}"
            )
        try:
            yield Row(
                int(cells[0]),
                cells[1],
                cells[2],
                tuple(filter(None, cells[3].split(","))),
                float(cells[4]),
                float(cells[5]),
                f"{cells[6]}.{cells[7]}",
                cells[8],
                cells[10],
                cells[11],
                int(cells[14] or 0),
            )
        except ValueError as cause:
            step = "Give allCountries.txt as GeoNames packs it."
            raise UnreadableInputError(name, f"a number is none ({cause})", step, member=f"line {number}") from cause


@lru_cache(maxsize=1)
def _kinds() -> Mapping[str, str]:
    table = tomllib.loads(files("onrecord.gazetteer").joinpath("data/features.toml").read_text(encoding="utf-8"))
    return {code: kind for kind, codes in table["kinds"].items() for code in codes}


def spellings() -> dict[str, Any]:
    """The table ``data/spellings.toml``."""
    text = files("onrecord.gazetteer").joinpath("data/spellings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def place_of(row: Row, units: Units, main: Sequence[str] = ()) -> Entry | None:
    """A town, a site or a water as an entry; None for what news does not name and for administrative units."""
    code = row.feature[2:]
    kind = "city" if row.feature.startswith("P.") else _kinds().get(row.feature)
    if kind is None or code in _GONE:
        return None
    admin1, admin2 = units.names(row)
    names = [n for n in (row.plain, *row.others) if len(n) >= _SHORTEST and _printed(n)]
    return Entry(
        row.geonameid,
        row.name,
        row.lat,
        row.lon,
        kind,
        alpha3_of().get(row.country),
        admin1,
        admin2,
        row.population,
        _RANKS.get(code, 0),
        tuple(names),
        tuple(main),
        (row.country, row.admin1),
    )


def _printed(name: str) -> bool:
    """Whether English news may print this spelling."""
    return not name.isupper() and not _FOREIGN.search(name)


def unit_of(
    unit: Unit, at: tuple[float, float], population: int, units: Units, main: Sequence[str] = ()
) -> Entry | None:
    """A first- or second-level unit as an entry; None where its country has no code of ours."""
    country = unit.code.split(".")[0]
    alpha3 = alpha3_of().get(country)
    if not alpha3:
        return None
    names = [n for n in (unit.name, *unit.others) if not _FOREIGN.search(n)]
    short = [_UNIT.sub("", n) for n in names] if unit.level == 1 else []
    typed = [f"{n} {unit.type}" for n in names if unit.type and len(n) > 3 and not n.endswith(unit.type)]
    parent = units.by_code.get(unit.parent)
    return Entry(
        unit.geonameid,
        unit.name,
        *at,
        f"admin{unit.level}",
        alpha3,
        parent.name if parent else None,
        unit.name if unit.level == 2 else None,
        population,
        0,
        tuple(n for n in (*names, *short, *typed) if not n.isupper()),
        # ISO's code ("US-MD") finds the state behind "Berlin, MD".
        (*main, *([unit.iso] if unit.iso else [])),
        (country, unit.code.split(".")[1]),
    )
