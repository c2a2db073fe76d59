"""Contested areas: what lies in one has no country because a gazetteer's unit says so."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class DisputedArea:
    """A row of ``data/disputed.toml``."""

    name: str
    countries: frozenset[str]
    units: frozenset[str]
    inside: tuple[Point, ...]
    own: str | None
    """The alpha-3 code that ISO 3166 gives the territory itself; it names no claimant."""

    def holds(self, country: str, unit: str, at: Point | None) -> bool:
        """Whether a place of this country (alpha-2) and first-level unit (GeoNames's codes) at this point lies in it."""
        if country in self.countries or f"{country}.{unit}" in self.units:
            return True
        return bool(self.inside) and at is not None and _inside(*at, self.inside)


@lru_cache(maxsize=1)
def disputed_areas() -> tuple[DisputedArea, ...]:
    """Every contested area, in the order of the table."""
    table = tomllib.loads(files("onrecord.gazetteer").joinpath("data/disputed.toml").read_text(encoding="utf-8"))
    return tuple(
        DisputedArea(
            row["name"],
            frozenset(row.get("countries", ())),
            frozenset(row.get("units", ())),
            tuple((float(lat), float(lon)) for lat, lon in row.get("inside", ())),
            row.get("own"),
        )
        for row in table["area"]
    )


def disputed_at(country: str, unit: str, at: Point | None = None) -> DisputedArea | None:
    """The contested area that a place lies in; None where nobody contests whose it is.

    A unit or a country is no point: without ``at``, only what the area holds whole lies in it.
    """
    return next((area for area in disputed_areas() if area.holds(country, unit, at)), None)


def _inside(lat: float, lon: float, corners: tuple[Point, ...]) -> bool:
    """Whether a line due east of the point crosses the outline an odd number of times."""
    odd = False
    for (a, b), (c, d) in zip(corners, (*corners[1:], corners[0]), strict=True):
        if (a > lat) != (c > lat) and lon < b + (lat - a) / (c - a) * (d - b):
            odd = not odd
    return odd
