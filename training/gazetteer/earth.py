"""Points that stand for countries and states, from Natural Earth's outlines (a GeoPackage: SQLite with geometry in blobs)."""

import sqlite3
import struct
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

Point = tuple[float, float]
Ring = list[Point]
_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_POLYGON, _MANY = 3, 6


def country_points(path: Path) -> dict[str, Point]:
    """The middle of each country's largest land, by its alpha-3 code."""
    with sqlite3.connect(path) as earth:
        rows = earth.execute("select ISO_A3, geom from countries order by fid").fetchall()
    return {alpha3: middle(geometry) for alpha3, geometry in rows if alpha3 and alpha3 != "-99"}


def unit_points(path: Path) -> Iterator[tuple[str, tuple[str, ...], Point]]:
    """Each state or province, the largest first: its country's alpha-2 code, its names, and the middle of its largest land."""
    with sqlite3.connect(path) as earth:
        rows = earth.execute(
            "select iso_a2, name, woe_label, woe_name, gn_name, geom from states_provinces order by fid"
        ).fetchall()
    rows.sort(key=lambda row: -len(row[-1]))
    for alpha2, name, label, woe, geonames, geometry in rows:
        names = (name, (label or "").split(",")[0], woe, geonames)
        yield alpha2, tuple(n for n in names if n), middle(geometry)


def middle(geometry: bytes) -> Point:
    """The centre of mass of the largest polygon, latitude first."""
    start = 8 + _ENVELOPES[(geometry[3] >> 1) & 7]
    rings = [rings[0] for rings in _polygons(geometry, start)[0]]
    _, lon, lat = max(_mass(ring) for ring in rings)
    return round(lat, 3), round(lon, 3)


def _polygons(blob: bytes, at: int) -> tuple[list[list[Ring]], int]:
    """The polygons of a well-known-binary geometry, each as its rings, and where it ends."""
    order = "<" if blob[at] else ">"
    (kind,) = struct.unpack_from(order + "I", blob, at + 1)
    (count,) = struct.unpack_from(order + "I", blob, at + 5)
    at += 9
    if kind % 1000 == _POLYGON:
        rings = []
        for _ in range(count):
            (points,) = struct.unpack_from(order + "I", blob, at)
            flat = struct.unpack_from(f"{order}{2 * points}d", blob, at + 4)
            rings.append(list(zip(flat[::2], flat[1::2], strict=True)))
            at += 4 + 16 * points
        return [rings], at
    if kind % 1000 != _MANY:
        raise ValueError(f"a geometry of kind {kind}: only polygons are known")
    found: list[list[Ring]] = []
    for _ in range(count):
        more, at = _polygons(blob, at)
        found += more
    return found, at


def _mass(ring: Ring) -> tuple[float, float, float]:
    """A ring's area, and the longitude and latitude of its centre."""
    area = lon = lat = 0.0
    for (a, b), (c, d) in pairwise(ring):
        cross = a * d - c * b
        area += cross
        lon += (a + c) * cross
        lat += (b + d) * cross
    return (abs(area) / 2, lon / (3 * area), lat / (3 * area)) if area else (0.0, *ring[0])
