"""Our own tables of regions, waters, camps, bases, crossings and other sites that conflict news uses."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from onrecord.gazetteer.names import bare, key

_TABLES = ("regions.toml", "sites.toml")


@dataclass(frozen=True, slots=True)
class Region:
    """A row of ``data/regions.toml`` or ``data/sites.toml``."""

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
    """Every region and site, in the order of the tables."""
    data = files("onrecord.gazetteer").joinpath("data")
    texts = (data.joinpath(name).read_text(encoding="utf-8") for name in _TABLES)
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
        for text in texts
        for row in tomllib.loads(text)["region"]
    )


@lru_cache(maxsize=1)
def _by_demonym() -> dict[str, Region]:
    found = {key(word): region for region in regions() for word in region.demonyms}
    return {word + "s": region for word, region in found.items()} | found


def region_of_demonym(word: str) -> Region | None:
    """The region whose people or adjective this is ("Africans", "Kashmiri"); None if it is none."""
    word = bare(word)
    return _by_demonym().get(key(word)) if word[:1].isupper() else None


@lru_cache(maxsize=1)
def _parts() -> dict[str, tuple[str, str]]:
    table = tomllib.loads(files("onrecord.gazetteer").joinpath("data/demonyms.toml").read_text(encoding="utf-8"))
    found = {
        key(word): (name, country)
        for country, places in table.items()
        for name, demonyms in places.items()
        for word in demonyms
    }
    return {word + "s": place for word, place in found.items()} | found


def part_of_demonym(word: str) -> tuple[str, str] | None:
    """The name and the country (alpha-3) of the part of a country whose people or adjective this is ("Scottish", "Texans")."""
    word = bare(word)
    return _parts().get(key(word)) if word[:1].isupper() else None
