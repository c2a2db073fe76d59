"""A place that a name may mean."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry of the gazetteer."""

    geonameid: int | None
    """None for a region of our own table that GeoNames's part we have does not hold."""
    name: str
    lat: float
    lon: float
    country: str | None
    """ISO 3166-1 alpha-3; None for what lies in several countries or is contested."""
    admin1: str | None
    """The name of the first-level unit that holds it (for a first-level unit: its own)."""
    kind: str
    """city, admin1, admin2, country, continent, region, or what our own table says: sea, river, strait, …"""
    population: int
    main: bool = True
    """Whether the name asked for is the entry's main name, not another spelling."""
    capital: bool = False

    @property
    def is_area(self) -> bool:
        """Whether it is a country, or as large or as vague as one: never a point on a map."""
        return self.kind not in {"city", "admin1", "admin2"}
