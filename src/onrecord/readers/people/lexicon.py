"""The words for people and bodies of people: titles, roles, groups, organisations, verbs of actors, each with its sector.

All of it is data (``data/*.toml``); this module loads it once and checks it.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from onrecord.errors import MissingPartError

Gender = Literal["masculine", "feminine"]
NO_SECTOR = "none"
_ARMED = frozenset({"MIL", "COP", "REB", "UAF"})
_TABLES = frozenset({"stands_for", "modifiers", "needs_owner", "doers"})
"""Tables of groups.toml that are not sectors."""


@dataclass(frozen=True, slots=True)
class Title:
    """An office or form of address that may stand before a name."""

    key: str
    """The plain form in lower case, the same for all its variants ("prime minister" for "PM")."""
    sector: str | None
    gender: Gender | None


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun for a person, for people, or for a body of people."""

    key: str
    """Singular, lower case."""
    sector: str | None
    collective: bool
    """Whether one of it is many people ("army"), so that "they" and "it" both fit."""
    gender: Gender | None


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation that news names without saying what it is."""

    name: str
    sector: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All of it, keyed by lower-case words."""

    titles: Mapping[tuple[str, ...], Title]
    title_heads: frozenset[str]
    """The first words of all titles: most words of a text are none, and are passed over at once."""
    nouns: Mapping[str, Noun]
    """Single nouns and, with blanks inside, compounds ("air force")."""
    name_heads: Mapping[str, str | None]
    """Last words of names that tell what the name is of, with the sector."""
    needs_owner: frozenset[str]
    """Nouns that are a party only where the words say whose ("the governor's office")."""
    stands_for: Mapping[str, frozenset[str]]
    """For a generic noun, the sectors of what it may refer back to; "" is an unknown one."""
    armed: frozenset[str]
    """Nouns for those who bear arms, and others like them in this: a noun for an act of force behind one ("rebel attack") says what they did."""
    done: frozenset[str]
    """Nouns for acts that a nationality before them did: "French sanctions"."""
    modifiers: Mapping[str, str]
    """Words before a head that tell the sector better than the head ("aid groups")."""
    bodies: Mapping[str, Body]
    """Every name of a known body, as printed."""
    speech: frozenset[str]
    deeds: frozenset[str]
    acted_on: frozenset[str]
    judging: frozenset[str]
    """Verbs by which somebody is blamed, praised or punished for a deed."""


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon, loaded and checked once a process.

    Raises:
        MissingPartError: a data file is missing or breaks a rule of its form.
    """
    sectors = frozenset(_read("sectors.toml")["sectors"])
    genders: dict[str, Gender] = {}
    words = _read("genders.toml")
    for word in words["masculine"]:
        genders[word] = "masculine"
    for word in words["feminine"]:
        genders[word] = "feminine"
    groups = _read("groups.toml")
    verbs = _read("party_verbs.toml")
    titles = _titles(_by_sector("titles.toml", _read("titles.toml"), "titles", sectors), genders)
    roles = _by_sector("roles.toml", _read("roles.toml"), "nouns", sectors)
    bodies_of_people = _by_sector("groups.toml", groups, "nouns", sectors, beside=_TABLES)
    name_heads: dict[str, str | None] = {}
    for sector, table in groups.items():
        if sector not in _TABLES:
            for head in [*table["nouns"], *table.get("name_heads", ())]:
                name_heads.setdefault(head, None if sector == NO_SECTOR else sector)
    nouns = _nouns(bodies_of_people, genders, collective=True) | _nouns(roles, genders, collective=False)
    return Lexicon(
        titles=titles,
        title_heads=frozenset(key[0] for key in titles),
        nouns=nouns,
        name_heads=name_heads,
        needs_owner=frozenset(groups["needs_owner"]["nouns"]),
        stands_for={noun: frozenset(covers) for noun, covers in groups["stands_for"].items()},
        armed=frozenset(word for word, noun in nouns.items() if noun.sector in _ARMED).union(groups["doers"]["nouns"]),
        modifiers={word: sector for sector, words in groups["modifiers"].items() for word in words},
        bodies=_bodies(_by_sector("organisations.toml", _read("organisations.toml"), "bodies", sectors)),
        done=frozenset(verbs["done"]),
        speech=frozenset(verbs["speech"]),
        deeds=frozenset(verbs["deed"]),
        acted_on=frozenset(verbs["acted_on"]),
        judging=frozenset(verbs["judging"]),
    )


def _read(name: str) -> dict[str, Any]:
    source = files("onrecord.readers") / "data" / name
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as cause:
        raise MissingPartError(f"the word list {name} cannot be used: {cause}. Install onrecord again.") from cause


def _by_sector(
    name: str, table: Mapping[str, Any], column: str, sectors: frozenset[str], beside: Iterable[str] = ()
) -> list[tuple[str | None, list[str]]]:
    """The lists of a file whose tables are sectors, checked: a sector that is not one is a mistake in the data."""
    lists: list[tuple[str | None, list[str]]] = []
    for sector, content in table.items():
        if sector in beside:
            continue
        if sector != NO_SECTOR and sector not in sectors:
            raise MissingPartError(f"{name}: [{sector}] is no sector. Use one of sectors.toml, or [{NO_SECTOR}].")
        entries = content.get(column)
        if not isinstance(entries, list) or not all(isinstance(e, str) and e.strip() for e in entries):
            raise MissingPartError(f"{name}: [{sector}] needs a list of words named {column!r}.")
        lists.append((None if sector == NO_SECTOR else sector, entries))
    return lists


def _titles(lists: list[tuple[str | None, list[str]]], genders: Mapping[str, Gender]) -> dict[tuple[str, ...], Title]:
    titles: dict[tuple[str, ...], Title] = {}
    for sector, entries in lists:
        for entry in entries:
            forms = [form.strip() for form in entry.split("|")]
            for form in forms:
                gender = genders.get(form) or genders.get(form.split()[-1])
                title = Title(forms[0], sector, gender)
                # The parser cuts "secretary-general" at its hyphen.
                titles[tuple(form.replace("-", " - ").split())] = title
    return titles


def _nouns(
    lists: list[tuple[str | None, list[str]]], genders: Mapping[str, Gender], *, collective: bool
) -> dict[str, Noun]:
    nouns: dict[str, Noun] = {}
    for sector, entries in lists:
        for entry in entries:
            # A word may stand in two tables; the first one tells more.
            nouns.setdefault(entry, Noun(entry, sector, collective, genders.get(entry)))
    return nouns


def _bodies(lists: list[tuple[str | None, list[str]]]) -> dict[str, Body]:
    bodies: dict[str, Body] = {}
    for sector, entries in lists:
        if sector is None:
            raise MissingPartError("organisations.toml: a body stands under [none]. Put it under its sector.")
        for entry in entries:
            names, _, country = entry.partition("=")
            forms = [form.strip() for form in names.split("|")]
            for form in forms:
                bodies[form] = Body(forms[0], sector, country.strip() or None)
    return bodies
