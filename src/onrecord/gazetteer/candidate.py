"""A place that a name may mean."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry of the gazetteer."""

    geonameid: int | None
    """None for a row of our own table that the part of GeoNames we have does not hold."""
    name: str
    lat: float
    lon: float
    country: str | None
    """ISO 3166-1 alpha-3 of where it is filed; None for what lies in several countries. See ``disputed``."""
    admin1: str | None
    """The name of the first-level unit that holds it (for a first-level unit: its own)."""
    kind: str
    """city, admin1, admin2, country, continent, region, or what our own table says: sea, river, strait, site, …"""
    population: int
    main: bool = True
    """Whether the name asked for is the entry's main name, not another spelling."""
    capital: bool = False
    admin2: str | None = None
    """The name of the second-level unit that holds it (for a second-level unit: its own)."""
    rank: int = 0
    """Of a town: 3 for a country's seat, 2 for a first-level unit's, 1 for a lower unit's, -1 for a part of a town."""
    disputed: bool = False
    """Whether it lies in a contested area; ``country`` then helps to choose, and is shown only where ``shown`` gives it."""
    shown: str | None = None
    """The country to show: None in a contested area, unless ISO 3166 gives the territory a code of its own."""

    @property
    def is_area(self) -> bool:
        """Whether it is a country, or as large or as vague as one: never a point on a map."""
        return self.kind not in {"city", "site", "admin1", "admin2"}
