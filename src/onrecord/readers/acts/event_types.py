"""The type system: the codebook's event types and their modes, read from data. ``codebook.py`` prints it as a page."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, cast, get_args

from onrecord.errors import MissingPartError
from onrecord.records import EventType


@dataclass(frozen=True, slots=True)
class ModePage:
    """What a mode takes."""

    name: str
    definition: str
    counts: str
    excludes: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypePage:
    """What an event type takes, and its modes."""

    name: EventType
    definition: str
    counts: str
    excludes: str
    examples: tuple[str, ...]
    modes: dict[str, ModePage]


@lru_cache(maxsize=1)
def event_types() -> dict[str, TypePage]:
    """The type system, checked against the codebook's closed set.

    Raises:
        MissingPartError: a type is missing or unknown.

    """
    text = (files("onrecord.readers") / "data" / "event_types.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    if set(tables) != set(get_args(EventType)):
        raise MissingPartError("event_types.toml does not have the codebook's event types. Install onrecord again.")
    return {name: _type_page(cast(EventType, name), table) for name, table in tables.items()}


def _type_page(name: EventType, table: dict[str, Any]) -> TypePage:
    modes = {mode: ModePage(mode, *_words(inner)) for mode, inner in table.get("modes", {}).items()}
    return TypePage(name, *_words(table), modes)


def _words(table: dict[str, Any]) -> tuple[str, str, str, tuple[str, ...]]:
    return table["definition"], table["counts"], table["not"], tuple(table["examples"])
