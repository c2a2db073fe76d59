"""Our own small table of regions, waters and sites that conflict news uses."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from onrecord.gazetteer.names import bare, key


@dataclass(frozen=True, slots=True)
class Region:
    """A row of ``data/regions.toml``."""

    name: str
    also: tuple[str, ...]
    demonyms: tuple[str, ...]
    kind: str
    lat: float
    lon: float
    country: str | None
    """ISO 3166-1 alpha-3; None where several countries share it or contest it."""
    disputed: bool
    geonameid: int | None
    source: str
    """Where the point is from: "centre" or "site" (the table's head explains both)."""


@lru_cache(maxsize=1)
def regions() -> tuple[Region, ...]:
    """Every region, in the order of the table."""
    table = tomllib.loads(files("onrecord.gazetteer").joinpath("data/regions.toml").read_text(encoding="utf-8"))
    return tuple(
        Region(
            row["name"],
            tuple(row.get("also", ())),
            tuple(row.get("demonyms", ())),
            row["kind"],
            float(row["at"][0]),
            float(row["at"][1]),
            row.get("country"),
            row.get("disputed", False),
            row.get("geonameid"),
            row["source"],
        )
        for row in table["region"]
    )


@lru_cache(maxsize=1)
def _by_demonym() -> dict[str, Region]:
    found = {key(word): region for region in regions() for word in region.demonyms}
    return {word + "s": region for word, region in found.items()} | found


def region_of_demonym(word: str) -> Region | None:
    """The region whose people or adjective this is ("Africans", "Kashmiri"); None if it is none."""
    word = bare(word)
    return _by_demonym().get(key(word)) if word[:1].isupper() else None
