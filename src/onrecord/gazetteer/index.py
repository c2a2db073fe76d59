"""The layout of a gazetteer's SQLite file, and how it is written: rows in, in any order; the same rows give the same file."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.gazetteer.disputed import disputed_at
from onrecord.gazetteer.names import stored_key

LAYOUT = 5
"""Goes up whenever a file made before cannot be read any more."""
_TABLES = """
pragma page_size = 4096;
create table unit (id integer primary key, country text, admin1 text, admin2 text);
create table place (id integer primary key, name text not null, lat integer not null, lon integer not null, unit integer not null,
                    kind text not null, population integer not null, rank integer not null, disputed integer not null, shown text);
create table name (key text not null, place integer not null, main integer not null, primary key (key, place)) without rowid;
create table built (layout integer not null, source text not null, places integer not null);
"""
_SCALE = 100_000
"""Degrees are kept as whole numbers of a metre's size: half the room of floating-point ones."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place on its way into the file."""

    geonameid: int | None
    name: str
    lat: float
    lon: float
    kind: str
    country: str | None = None
    """ISO 3166-1 alpha-3."""
    admin1: str | None = None
    admin2: str | None = None
    population: int = 0
    rank: int = 0
    names: tuple[str, ...] = ()
    """Other spellings."""
    main: tuple[str, ...] = ()
    """Other names that are as good as the first."""
    filed: tuple[str, str] = ("", "")
    """GeoNames's codes of country and first-level unit, which tell the contested areas."""
    disputed: bool | None = None
    """None where the contested areas tell."""


@dataclass
class _Writer:
    connection: sqlite3.Connection
    units: dict[tuple[str | None, str | None, str | None], int] = field(default_factory=dict)
    seen: dict[int, int] = field(default_factory=dict)
    places: int = 0
    nameless: int = 0

    def add(self, one: Entry) -> None:
        """One place; of two with the same id, the first stays and takes the other's names."""
        keys = {key: 0 for key in map(stored_key, one.names) if key}
        keys |= {key: 1 for key in map(stored_key, (one.name, *one.main)) if key}
        if one.geonameid is None:
            self.nameless -= 1
        ident = one.geonameid if one.geonameid is not None else self.nameless
        if ident not in self.seen:
            self.seen[ident] = 1
            self.places += 1
            self._place(ident, one)
        self.connection.executemany(
            "insert into name values (?,?,?) on conflict do update set main = max(main, excluded.main)",
            [(key, ident, main) for key, main in keys.items()],
        )

    def _place(self, ident: int, one: Entry) -> None:
        place = (one.country, one.admin1, one.admin2)
        unit = self.units.setdefault(place, len(self.units) + 1)
        if unit == len(self.units):
            self.connection.execute("insert or ignore into unit values (?,?,?,?)", (unit, *place))
        point = (one.lat, one.lon) if one.kind in {"city", "site"} else None
        area = disputed_at(*one.filed, point) if one.disputed is None else None
        disputed = bool(one.disputed) or area is not None
        shown = (area.own if area else None) if one.disputed is None and area else one.country
        self.connection.execute(
            "insert into place values (?,?,?,?,?,?,?,?,?,?)",
            (
                ident,
                one.name,
                round(one.lat * _SCALE),
                round(one.lon * _SCALE),
                unit,
                one.kind,
                one.population,
                one.rank,
                disputed,
                shown,
            ),
        )


def write_index(connection: sqlite3.Connection, entries: Iterable[Entry], source: str) -> int:
    """Fill an empty database; returns how many places it holds.

    Args:
        connection: to the new database.
        entries: the places, the most trusted first.
        source: what it was made of, in words or as a digest.

    """
    connection.executescript(_TABLES)
    connection.execute("begin")
    writer = _Writer(connection)
    for one in entries:
        writer.add(one)
    connection.execute("insert into built values (?,?,?)", (LAYOUT, source, writer.places))
    connection.commit()
    connection.executescript("vacuum;")
    return writer.places
