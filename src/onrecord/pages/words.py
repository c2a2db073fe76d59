"""The word lists of mastheads and of markup, loaded once from their data files."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from onrecord.errors import MissingPartError


@dataclass(frozen=True, slots=True)
class MastheadWords:
    """What stands around headlines and leads."""

    agencies: frozenset[str]
    stamp: frozenset[str]
    byline: frozenset[str]
    credit: frozenset[str]
    pictures: frozenset[str]
    not_places: frozenset[str]
    particles: frozenset[str]
    colourless: frozenset[str]
    english: frozenset[str]


@lru_cache(maxsize=1)
def masthead_words() -> MastheadWords:
    """Raises MissingPartError where the data file lacks a list."""
    source = files("onrecord.pages") / "data" / "mastheads.toml"
    lists = tomllib.loads(source.read_text(encoding="utf-8"))
    try:
        names = (
            "agencies",
            "stamp_words",
            "byline_words",
            "credit_words",
            "picture_words",
            "not_places",
            "particles",
            "colourless",
            "english",
        )
        found = [frozenset(lists[name]) for name in names]
    except KeyError as error:
        raise MissingPartError(f"mastheads.toml: there is no list {error}. Reinstall Onrecord.") from error
    return MastheadWords(*found)


@lru_cache(maxsize=1)
def markup_words() -> dict[str, tuple[str, ...]]:
    """The names of elements, meta tags and JSON-LD keys, by what they mean."""
    source = files("onrecord.pages") / "data" / "markup.toml"
    return {key: tuple(names) for key, names in tomllib.loads(source.read_text(encoding="utf-8")).items()}
