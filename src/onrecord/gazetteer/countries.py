"""Countries: their names, the words for their people, and their capitals."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from onrecord.errors import MissingPartError
from onrecord.gazetteer.names import bare, key, keys, stored_key


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory with an ISO 3166-1 code."""

    alpha3: str
    alpha2: str
    geonameid: int
    name: str
    names: tuple[str, ...]
    """How English reports call it, former names included."""
    others: tuple[str, ...]
    """What else it is called, official and foreign names among them."""
    demonyms: tuple[str, ...]
    """Its people and its adjective."""
    capital: str | None
    population: int
    point: tuple[float, float]
    """Latitude and longitude of a point that stands for it."""


def _facts() -> dict[str, dict[str, Any]]:
    """Codes, capitals, inhabitants and points by alpha-3, as ``training/gazetteer`` gathered them."""
    try:
        text = files("onrecord.gazetteer").joinpath("data/country_facts.json").read_text(encoding="utf-8")
        facts: dict[str, dict[str, Any]] = json.loads(text)
    except (OSError, ValueError) as cause:
        raise MissingPartError(f"the table of countries cannot be used: {cause}. Install onrecord again.") from cause
    return facts


@lru_cache(maxsize=1)
def countries() -> Mapping[str, Country]:
    """Every country by its alpha-3 code, in the order of our table."""
    own = tomllib.loads(files("onrecord.gazetteer").joinpath("data/countries.toml").read_text(encoding="utf-8"))
    facts = _facts()
    made: dict[str, Country] = {}
    for alpha3, row in own.items():
        given = facts[alpha3]
        lat, lon = row.get("point") or given["point"]
        made[alpha3] = Country(
            alpha3,
            given["alpha2"],
            given["geonameid"],
            row["names"][0],
            tuple(row["names"]),
            tuple(given["others"]),
            tuple(row.get("demonyms", ())),
            given["capital"],
            given["population"],
            (float(lat), float(lon)),
        )
    return made


@lru_cache(maxsize=1)
def alpha3_of() -> Mapping[str, str]:
    """From ISO 3166-1 alpha-2, which the packages use, to alpha-3, which the ledger uses."""
    return {country.alpha2: alpha3 for alpha3, country in countries().items()}


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, str]:
    return {stored_key(name): c.alpha3 for c in countries().values() for name in c.names}


@lru_cache(maxsize=1)
def _by_demonym() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for country in countries().values():
        for demonym in country.demonyms:
            found.setdefault(key(demonym), country.alpha3)
    for demonym, alpha3 in list(found.items()):
        found.setdefault(demonym + "s", alpha3)
    return found


@lru_cache(maxsize=1)
def _by_capital() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for country in countries().values():
        if country.capital:
            found.setdefault(key(country.capital), country.alpha3)
    # Spellings in use beside the package's.
    spellings = {"kiev": "UKR", "washington d c": "USA", "washington dc": "USA", "peking": "CHN", "rangoon": "MMR"}
    return found | spellings


def country_named(name: str) -> str | None:
    """The alpha-3 code of the country with this name; None for demonyms and for anything else."""
    return next((_by_name()[k] for k in keys(bare(name)) if k in _by_name()), None)


def country_of_demonym(word: str) -> str | None:
    """The alpha-3 code of the country whose people or adjective this is ("Sudanese", "Iraqis"); None if it is none.

    Only words with a capital count: "polish" is a verb.
    """
    word = bare(word)
    return _by_demonym().get(key(word)) if word[:1].isupper() else None


def country_of(name_or_demonym: str) -> str | None:
    """The alpha-3 code behind a country's name, abbreviation or demonym ("the U.S.", "Sudanese", "Iraqis"), else None."""
    return country_named(name_or_demonym) or country_of_demonym(name_or_demonym)


def capital_of(name: str) -> str | None:
    """The alpha-3 code of the country whose capital bears this name; None if no capital does."""
    return _by_capital().get(key(bare(name)))


def is_capital(name: str, country: str | None = None) -> bool:
    """Whether a capital bears this name; with a country (alpha-3), whether that country's does."""
    owner = capital_of(name)
    return owner is not None and country in {None, owner}


_ANYBODYS = frozenset(("ai", "cc", "co", "fm", "gg", "im", "io", "la", "ly", "me", "nu", "sh", "st", "to", "tv", "ws"))
"""Countries' endings that anybody's site may bear."""


def country_of_address(url: str) -> str | None:
    """The alpha-3 code of the country in whose part of the web an address lies ("https://www.bbc.co.uk/…"); None if in none."""
    ending = (urlsplit(url).hostname or "").rsplit(".", 1)[-1]
    if ending == "uk":
        return "GBR"
    return None if ending in _ANYBODYS else alpha3_of().get(ending.upper())
