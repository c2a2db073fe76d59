"""The words around places: ``data/places.toml``, read once."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The words around toponyms."""

    relations: dict[str, str]
    """A phrase before a place, and how what is spoken of stands to it."""
    near: frozenset[str]
    """The relations of what is not in the place but by it."""
    units: frozenset[str]
    """Words that make the name before them an administrative unit."""
    towns: frozenset[str]
    locative: frozenset[str]
    passed: frozenset[str]
    """Words between a locative and a name that change nothing: "in downtown", "near the northern town of"."""
    never: frozenset[str]
    bodies: frozenset[str]
    """Words that make the name before them an organisation's: University, Hospital."""
    roads: frozenset[str]
    """Words that make the name before them a road's."""
    people: frozenset[str]
    """Words for who or what belongs to a place: residents, police."""
    titles: frozenset[str]
    plain: frozenset[str]
    """Names that are other words where nothing has a capital."""


@lru_cache(maxsize=1)
def place_words() -> PlaceWords:
    """The table, read once."""
    tables = tomllib.loads((files("onrecord.readers") / "data" / "places.toml").read_text(encoding="utf-8"))
    return PlaceWords(
        tables["relations"],
        frozenset(tables["near"]["relations"]),
        *(
            frozenset(tables[name]["words"])
            for name in (
                "units",
                "towns",
                "locative",
                "passed",
                "never",
                "bodies",
                "roads",
                "people",
                "titles",
                "plain",
            )
        ),
    )
