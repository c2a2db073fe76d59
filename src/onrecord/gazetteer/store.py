"""The gazetteer's index on disk: packed in the package, unpacked once into the user's cache folder, opened read-only.

A gazetteer of one's own (see ``big``) is used where ``ONRECORD_GAZETTEER`` names its file.
"""

import errno
import json
import lzma
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from onrecord.errors import MissingPartError, OnrecordError
from onrecord.gazetteer.candidate import Candidate
from onrecord.gazetteer.index import LAYOUT
from onrecord.gazetteer.names import bare, keys

OWN = "ONRECORD_GAZETTEER"
"""The environment variable that names another gazetteer."""
_PACKED = "data/gazetteer.sqlite.xz"
_BY_KEY = """
select p.id, p.name, p.lat, p.lon, u.country, u.admin1, u.admin2, p.kind, p.population, n.main, p.rank, p.disputed, p.shown
from name n join place p on p.id = n.place join unit u on u.id = p.unit where n.key = ?
order by n.main desc, p.population desc, p.id limit 60
"""
_BLOCK = 1 << 20
_SCALE = 100_000
_NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))


@lru_cache(maxsize=1)
def about() -> dict[str, Any]:
    """What the shipped index is: its size and digest unpacked, and what it was made of."""
    try:
        text = files("onrecord.gazetteer").joinpath("data/gazetteer.json").read_text(encoding="utf-8")
        told: dict[str, Any] = json.loads(text)
    except (OSError, ValueError) as cause:
        raise MissingPartError(f"the gazetteer cannot be used: {cause}. Install onrecord again.") from cause
    return told


def cache_folder() -> Path:
    """Where the index is kept: ``$XDG_CACHE_HOME/onrecord``, else ``~/.cache/onrecord``."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "onrecord"


def open_index(folder: Path) -> sqlite3.Connection:
    """The shipped index, unpacked into a folder first where it is missing or not whole; in memory where nothing may be written there.

    Raises:
        OnrecordError: there is no room for it.

    """
    path = folder / f"gazetteer-{about()['sha256'][:16]}.sqlite"
    if not _is_whole(path) and not _unpacked(path):
        return _in_memory()
    return _opened(path)


def open_own(path: Path) -> sqlite3.Connection:
    """A gazetteer that somebody built.

    Raises:
        OnrecordError: it is not there, or not one.

    """
    try:
        connection = _opened(path)
        layout, _ = connection.execute("select layout, places from built").fetchone()
    except (sqlite3.DatabaseError, TypeError) as cause:
        step = f"Build it with `onrecord gazetteer build`, or unset {OWN}."
        raise OnrecordError(f"could not use the gazetteer {path}: it is not there, or no gazetteer. {step}") from cause
    if layout != LAYOUT:
        connection.close()
        raise OnrecordError(f"the gazetteer {path} was built by another version. Build it again.")
    return connection


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _is_whole(path: Path) -> bool:
    """Whether the file is there with all its bytes: it is moved into place whole, so a shorter one was spoilt later."""
    try:
        return path.stat().st_size == int(about()["bytes"])
    except OSError:
        return False


def _unpacked(path: Path) -> bool:
    """Unpack beside the final name and move it there whole, so that of several processes none ever opens half of it."""
    part: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=path.stem, suffix=".part", dir=path.parent)
        part = Path(name)
        with os.fdopen(handle, "wb") as file:
            for block in _blocks():
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as cause:
        if cause.errno in _NO_ROOM:
            step = "Free some 30 MB there, or set XDG_CACHE_HOME to a folder with room."
            raise OnrecordError(
                f"could not unpack the gazetteer into {path.parent}: {cause.strerror}. {step}"
            ) from cause
        return False
    finally:
        if part:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    return True


def _blocks() -> Iterator[bytes]:
    """The bytes of the index, unpacked, a block at a time."""
    try:
        with as_file(files("onrecord.gazetteer").joinpath(_PACKED)) as packed, lzma.open(packed) as file:
            while block := file.read(_BLOCK):
                yield block
    except (FileNotFoundError, lzma.LZMAError, EOFError) as cause:
        raise MissingPartError(f"the packed gazetteer cannot be used: {cause}. Install onrecord again.") from cause


def _in_memory() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.deserialize(b"".join(_blocks()))
    return connection


@lru_cache(maxsize=1)
def _index() -> sqlite3.Connection:
    own = os.environ.get(OWN)
    return open_own(Path(own)) if own else open_index(cache_folder())


@lru_cache(maxsize=20_000)
def _at(key: str) -> tuple[Candidate, ...]:
    return tuple(_candidate(row) for row in _index().execute(_BY_KEY, (key,)))


def _candidate(row: tuple[Any, ...]) -> Candidate:
    ident, name, lat, lon, country, admin1, admin2, kind, population, main, rank, disputed, shown = row
    return Candidate(
        ident if ident > 0 else None,
        name,
        lat / _SCALE,
        lon / _SCALE,
        country,
        admin1,
        kind,
        population,
        bool(main),
        rank == 3,
        admin2,
        rank,
        bool(disputed),
        shown,
    )


def candidates(name: str) -> tuple[Candidate, ...]:
    """Every place that bears this name, those whose main name it is first, then by population.

    Case, accents, punctuation, a leading "the" and a possessive do not matter; an abbreviation must be in capitals.
    """
    for key in keys(bare(name)):
        if found := _at(key):
            return found
    return ()
