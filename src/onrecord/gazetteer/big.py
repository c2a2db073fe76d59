"""A gazetteer of one's own, from a GeoNames dump: all of its towns, units, waters and sites, and our own tables."""

import hashlib
import os
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.errors import OnrecordError, UnreadableInputError
from onrecord.gazetteer.geonames import Unit, Units, place_of, rows, spellings, unit_of
from onrecord.gazetteer.index import Entry, write_index
from onrecord.gazetteer.own import own_entries

_UNITS = {"A.ADM1": 1, "A.ADM2": 2}
_NAME_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to."""

    path: Path
    places: int
    bytes: int


@dataclass
class _Dump:
    """What the first pass over a dump gathers."""

    units: Units = field(default_factory=Units)
    points: dict[str, tuple[float, float]] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def build_from_dump(dump: Path, output: Path, names: Path | None = None) -> Built:
    """Build a gazetteer from a dump; the file is there whole or not at all, and the same dump gives the same rows.

    Args:
        dump: allCountries.txt, or one country's file of the same form.
        output: the SQLite file to write.
        names: alternateNamesV2.txt, whose English names count as main names.

    Raises:
        UnreadableInputError: a file cannot be read, or is not of GeoNames's form.
        OnrecordError: the output cannot be written.

    """
    preferred = _english(names) if names else {}
    first = _gathered(dump)
    with _beside(output) as part:
        connection = sqlite3.connect(part)
        try:
            connection.executescript("pragma journal_mode = off; pragma synchronous = off;")
            places = write_index(connection, _entries(dump, first, preferred), f"{dump.name} {_digest(dump)}")
        except sqlite3.OperationalError as cause:
            raise OnrecordError(f"could not write {output}: {cause}. Free some space, or name another file.") from cause
        finally:
            connection.close()
    return Built(output, places, output.stat().st_size)


@contextmanager
def _beside(output: Path) -> Iterator[Path]:
    """A path beside the output, moved there when all went well."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{output.name}.", dir=output.resolve().parent)
        os.close(handle)
    except OSError as cause:
        raise OnrecordError(f"could not write {output}: {cause.strerror}. Name another file.") from cause
    part = Path(name)
    try:
        yield part
        part.chmod(0o644)
        part.replace(output)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _lines(path: Path) -> Iterator[str]:
    """The lines of a file, divided at line feeds alone: names hold other line breaks."""
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            yield from file
    except (OSError, UnicodeDecodeError) as cause:
        step = "Give allCountries.txt, unpacked, as GeoNames hands it out."
        raise UnreadableInputError(str(path), str(cause), step) from cause


def _gathered(dump: Path) -> _Dump:
    found = _Dump()
    for row in rows(_lines(dump), dump.name):
        codes = [f"{row.country}.{row.admin1}", f"{row.country}.{row.admin1}.{row.admin2}"]
        if level := _UNITS.get(row.feature):
            code = codes[level - 1]
            found.units.by_code[code] = Unit(row.geonameid, code, row.name, (row.plain, *row.others))
            found.points[code] = (row.lat, row.lon)
            found.people[code] = max(found.people[code], row.population)
    return found


def _entries(dump: Path, first: _Dump, preferred: dict[int, tuple[str, ...]]) -> Iterator[Entry]:
    spelled = spellings()
    yield from own_entries()
    for row in rows(_lines(dump), dump.name):
        main = (*spelled["cities"].get(str(row.geonameid), ()), *preferred.get(row.geonameid, ()))
        if entry := place_of(row, first.units, main):
            yield entry
    for code, unit in sorted(first.units.by_code.items()):
        main = (*spelled["units"].get(code, ()), *preferred.get(unit.geonameid, ()))
        if entry := unit_of(unit, first.points[code], first.people[code], first.units, main):
            yield entry


def _english(names: Path) -> dict[int, tuple[str, ...]]:
    """The English names of each id, without those that are out of use or slang."""
    found: dict[int, list[str]] = defaultdict(list)
    for number, line in enumerate(_lines(names), 1):
        cells = line.rstrip("\n").split("\t")
        if len(cells) < _NAME_COLUMNS or not cells[1].isdigit():
            cause = "it has not the columns of alternateNamesV2.txt"
            raise UnreadableInputError(str(names), cause, "Give that file, unpacked.", member=f"line {number}")
        if cells[2] == "en" and cells[6] != "1" and cells[7] != "1":
            found[int(cells[1])].append(cells[3])
    return {ident: tuple(given) for ident, given in found.items()}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
