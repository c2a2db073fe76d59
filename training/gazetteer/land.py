"""The outlines of land for the map: Natural Earth's, simplified to what a small picture shows. No borders are among them."""

import json
import math
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
_WITHIN = 0.035
"""Degrees that a simplified outline may stray."""
_SMALLEST = 0.01
"""Square degrees of the smallest island kept."""
_SCALE = 100


def write_land(source: Path, path: Path) -> None:
    """Read a TopoJSON of land, write its rings as flat lists of steps in hundredths of a degree, longitude first."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    rings = [_simplified(ring) for ring in _rings(topology)]
    kept = sorted((r for r in rings if len(r) > 3 and _area(r) >= _SMALLEST), key=lambda r: (-_area(r), r))
    lines = ",\n".join(json.dumps(_steps(ring), separators=(",", ":")) for ring in kept)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def _rings(topology: dict[str, Any]) -> list[list[Point]]:
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[list[Point]] = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    shapes = topology["objects"]["land"]["geometries"]
    polygons = [p for shape in shapes for p in (shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]])]
    # outer rings only, and inner ones (the Caspian Sea) beside them: even-odd filling makes those holes
    return [_unrolled(_joined(ring, arcs)) for polygon in polygons for ring in polygon]


def _joined(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    points: list[Point] = []
    for index in ring:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points


def _unrolled(ring: list[Point]) -> list[Point]:
    """The ring without its leaps across the date line: east of it counts on beyond 180. One around a pole stays as it is."""
    turned, turn = [ring[0]], 0
    for (before, _), (lon, lat) in pairwise(ring):
        turn += 360 * ((lon - before < -180) - (lon - before > 180))
        turned.append((lon + turn, lat))
    return ring if turn else turned


def _simplified(ring: list[Point]) -> list[Point]:
    """Douglas and Peucker's way, in two halves, since a ring ends where it begins."""
    middle = max(range(len(ring)), key=lambda i: math.dist(ring[0], ring[i]))
    return _thinned(ring[: middle + 1])[:-1] + _thinned(ring[middle:])


def _thinned(line: list[Point]) -> list[Point]:
    keep = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, at = 0.0, 0
        for i in range(first + 1, last):
            if (away := _away(line[i], line[first], line[last])) > far:
                far, at = away, i
        if far > _WITHIN:
            keep.add(at)
            waiting += [(first, at), (at, last)]
    return [line[i] for i in sorted(keep)]


def _away(point: Point, a: Point, b: Point) -> float:
    (x, y), (ax, ay), (bx, by) = point, a, b
    length = math.hypot(bx - ax, by - ay)
    if not length:
        return math.hypot(x - ax, y - ay)
    along = max(0.0, min(1.0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length**2))
    return math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay))


def _area(ring: list[Point]) -> float:
    return abs(sum(a * d - c * b for (a, b), (c, d) in pairwise(ring))) / 2


def _steps(ring: list[Point]) -> list[int]:
    steps, x, y = [], 0, 0
    for lon, lat in ring:
        to_x, to_y = round(lon * _SCALE), round(lat * _SCALE)
        if (to_x, to_y) != (x, y) or not steps:
            steps += [to_x - x, to_y - y]
        x, y = to_x, to_y
    return steps
