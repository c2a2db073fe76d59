"""A map of the places of one article: where it says that things are, and beside it what is too wide to be a point.

Only towns and sites are drawn, one dot each; what lies near one is a ring around it. Countries, provinces and regions stand in the list
beside. No borders are drawn, so none is taken for settled.
"""

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from importlib.resources import files

from onrecord.records import Place, Reading

_WIDTH, _HEIGHT, _LIST, _TITLE = 620, 480, 280, 34
_LEAST_SPAN = 3.0
"""Degrees of latitude that a map shows at least, so that one town is not shown without its coast."""
_MARGIN = 0.18
_APART = 0.8
"""Pixels below which two points of an outline are one."""
_LETTER = 6.2
"""How wide a letter of a label is, about."""
_ROWS = 24
"""Rows of the list beside the map."""
_STYLE = """
.sea{fill:#eaf1f6}.land{fill:#f7f4ec;stroke:#b9b3a2;stroke-width:.7}.grid{stroke:#cfd9e0;stroke-width:.5;fill:none}
.dot{fill:#9c2f1d;stroke:#fff;stroke-width:1}.near{fill:none;stroke:#9c2f1d;stroke-width:1.5;stroke-dasharray:3 2}
text{font:12px system-ui,sans-serif;fill:#222}.small{font-size:10px;fill:#667}.title{font-weight:600;font-size:13px}
.label{paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}
"""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class View:
    """The part of the world that is shown, on a plane whose scale is right at its middle."""

    west: float
    south: float
    east: float
    north: float

    def at(self, lon: float, lat: float) -> Point:
        """Where a point lies on the picture."""
        x = (lon - self.west) / (self.east - self.west) * _WIDTH
        y = (self.north - lat) / (self.north - self.south) * _HEIGHT
        return round(x, 1), round(y + _TITLE, 1)


def draw(reading: Reading) -> str:
    """The map of an article's places as an SVG picture; the same article gives the same bytes."""
    text = reading.article.page.text
    headline = reading.article.headline
    title = headline.of(text) if headline else reading.article.page.name
    return picture(reading.findings.places, " ".join(title.split()))


def picture(places: Sequence[Place], title: str) -> str:
    """The map of some places as an SVG picture."""
    points = [p for p in places if p.precision in {"exact", "near"} and p.lat is not None and p.lon is not None]
    view = _view(points)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH + _LIST}" height="{_HEIGHT + _TITLE}" '
        f'viewBox="0 0 {_WIDTH + _LIST} {_HEIGHT + _TITLE}" role="img">',
        f"<title>{escape('Places of: ' + title)}</title><style>{_STYLE}</style>",
        f'<rect width="{_WIDTH + _LIST}" height="{_HEIGHT + _TITLE}" fill="#fff"/>',
        f'<text class="title" x="8" y="22">{escape(_cut(title, 110))}</text>',
        f'<clipPath id="frame"><rect y="{_TITLE}" width="{_WIDTH}" height="{_HEIGHT}"/></clipPath>',
        f'<g clip-path="url(#frame)"><rect class="sea" y="{_TITLE}" width="{_WIDTH}" height="{_HEIGHT}"/>',
        _land(view),
        _grid(view),
        *_points(points, view),
        "</g>",
        *_listed([p for p in places if p not in points]),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _view(points: Sequence[Place]) -> View:
    """A frame around the points, of the picture's shape; the whole world where there is none."""
    if not points:
        return View(-180, -90, 180, 90)
    lons, lats = [p.lon or 0.0 for p in points], [p.lat or 0.0 for p in points]
    if max(lons) - min(lons) > 180:  # across the date line
        lons = [lon + 360 if lon < 0 else lon for lon in lons]
    lat, lon = (max(lats) + min(lats)) / 2, (max(lons) + min(lons)) / 2
    across = max(math.cos(math.radians(lat)), 0.2)
    high = max(max(lats) - min(lats), _LEAST_SPAN) * (1 + 2 * _MARGIN)
    wide = (max(lons) - min(lons)) * (1 + 2 * _MARGIN)
    high = min(max(high, wide * across * _HEIGHT / _WIDTH), 170.0)
    wide = min(high * _WIDTH / _HEIGHT / across, 360.0)
    return View(lon - wide / 2, lat - high / 2, lon + wide / 2, lat + high / 2)


@lru_cache(maxsize=1)
def _rings() -> tuple[tuple[Point, ...], ...]:
    """The outlines of all land, as longitudes and latitudes."""
    rings = []
    for steps in json.loads(files("onrecord.exports").joinpath("data/land.json").read_text(encoding="utf-8")):
        x = y = 0
        points = []
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x / 100, y / 100))
        rings.append(tuple(points))
    return tuple(rings)


def _land(view: View) -> str:
    shapes = []
    room = (view.east - view.west) * 0.02  # so that no outline is drawn along the frame
    frame = View(view.west - room, view.south - room, view.east + room, view.north + room)
    for ring in _rings():
        for turn in (-360, 0, 360):
            turned = [(lon + turn, lat) for lon, lat in ring]
            if inside := _clipped(turned, frame):
                shapes.append("M" + "L".join(f"{x:g} {y:g}" for x, y in _apart(view.at(*p) for p in inside)) + "Z")
    return f'<path class="land" fill-rule="evenodd" d="{"".join(shapes)}"/>' if shapes else ""


def _apart(points: Iterable[Point]) -> Iterator[Point]:
    """The points without those that a picture cannot show apart from the one before."""
    last: Point | None = None
    for point in points:
        if last is None or math.dist(point, last) >= _APART:
            last = point
            yield point


def _clipped(ring: Sequence[Point], frame: View) -> list[Point]:
    """The part of a ring inside a frame, cut side by side (Sutherland and Hodgman)."""
    lons, lats = [p[0] for p in ring], [p[1] for p in ring]
    if max(lons) < frame.west or min(lons) > frame.east or max(lats) < frame.south or min(lats) > frame.north:
        return []
    points = list(ring)
    for axis, bound, sign in ((0, frame.west, 1), (0, frame.east, -1), (1, frame.south, 1), (1, frame.north, -1)):
        cut: list[Point] = []
        for a, b in zip(points, [*points[1:], *points[:1]], strict=True):
            inside, next_inside = sign * (a[axis] - bound) >= 0, sign * (b[axis] - bound) >= 0
            if inside:
                cut.append(a)
            if inside != next_inside:
                share = (bound - a[axis]) / (b[axis] - a[axis])
                cut.append((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
        points = cut
    return points


def _grid(view: View) -> str:
    """Lines of whole degrees, some four of them across."""
    step = next(s for s in (1, 2, 5, 10, 15, 30, 60) if (view.north - view.south) / s <= 6 or s == 60)
    lines, names = [], []
    for lon in _multiples(view.west, view.east, step):
        x, _ = view.at(lon, view.north)
        lines.append(f"M{x:g} {_TITLE}V{_HEIGHT + _TITLE}")
        names.append(f'<text class="small" x="{x + 2:g}" y="{_HEIGHT + _TITLE - 4}">{_degrees(lon, "EW")}</text>')
    for lat in _multiples(view.south, view.north, step):
        _, y = view.at(view.west, lat)
        lines.append(f"M0 {y:g}H{_WIDTH}")
        names.append(f'<text class="small" x="3" y="{y - 2:g}">{_degrees(lat, "NS")}</text>')
    return f'<path class="grid" d="{"".join(lines)}"/>\n' + "\n".join(names)


def _multiples(low: float, high: float, step: int) -> list[int]:
    return [i * step for i in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _degrees(value: int, letters: str) -> str:
    value = (value + 180) % 360 - 180 if letters == "EW" else value
    return f"{abs(value)}°{letters[value < 0] if value else ''}"


Box = tuple[float, float, float, float]


def _points(places: Sequence[Place], view: View) -> list[str]:
    """The dots, and each place's name where there is room for it."""
    drawn, taken = [], []
    for place in places:
        lon = place.lon or 0.0
        lon += 360 if lon < view.west else 0
        x, y = view.at(lon, place.lat or 0.0)
        near = place.precision == "near"
        drawn.append(f'<circle class="{"near" if near else "dot"}" cx="{x:g}" cy="{y:g}" r="{9 if near else 4}"/>')
        taken.append((x - 5, y - 5, x + 5, y + 5))
    for place, dot in zip(places, list(taken), strict=True):
        label = _label(place)
        long = len(label) * _LETTER
        x, y = (dot[0] + dot[2]) / 2, (dot[1] + dot[3]) / 2
        for left, base in ((x + 10, y + 4), (x - 10 - long, y + 4), (x - long / 2, y - 12), (x - long / 2, y + 22)):
            box = (left, base - 11, left + long, base + 3)
            if left > 0 and left + long < _WIDTH and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                drawn.append(f'<text class="label" x="{left:g}" y="{base:g}">{escape(label)}</text>')
                break
        else:
            drawn[places.index(place)] = drawn[places.index(place)].replace(
                "/>", f"><title>{escape(label)}</title></circle>"
            )
    return drawn


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _label(place: Place) -> str:
    return f"{place.relation} {place.name}" if place.precision == "near" and place.relation else place.name


def _listed(places: Iterable[Place]) -> list[str]:
    """What is no point, with why: beside the map, under a heading for each kind."""
    rows: list[tuple[str, str]] = []
    headings = (("Countries", ("country",)), ("Provinces and districts", ("admin1", "admin2")), ("Regions", ("region",)), ("Not resolved", ("unknown",)))  # fmt: skip
    of_all = list(places)
    for heading, precisions in headings:
        named = list(dict.fromkeys(_listed_name(p) for p in of_all if p.precision in precisions))
        if named:
            rows += [("title", heading), *(("", name) for name in named), ("", "")]
    if len(rows) > _ROWS:
        rows = [*rows[: _ROWS - 1], ("small", f"and {len(rows) - _ROWS + 1} more")]
    x, y = _WIDTH + 16, _TITLE + 16
    shown = [
        f'<text class="{kind}" x="{x}" y="{y + 18 * i}">{escape(_cut(words, 38))}</text>'
        for i, (kind, words) in enumerate(rows)
        if words
    ]
    source = "Outlines: Natural Earth. No borders are drawn."
    return [*shown, f'<text class="small" x="{x}" y="{_HEIGHT + _TITLE - 6}">{source}</text>']


def _listed_name(place: Place) -> str:
    country = f", {place.country}" if place.country and place.precision not in {"country", "unknown"} else ""
    return f"{place.name}{country}{' (contested)' if place.disputed else ''}"


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
