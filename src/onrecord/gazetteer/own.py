"""The places of our own tables as entries of the index: countries, and the regions and sites that news names."""

from collections.abc import Iterator

from onrecord.gazetteer.countries import countries
from onrecord.gazetteer.index import Entry
from onrecord.gazetteer.names import bare
from onrecord.gazetteer.regions import regions


def own_entries() -> Iterator[Entry]:
    """Regions and sites first, then countries: a name that both have is the region's row with the country's names beside it."""
    for region in regions():
        yield Entry(
            region.geonameid,
            region.name,
            region.lat,
            region.lon,
            region.kind,
            region.country,
            main=tuple(bare(name) for name in region.also),
            disputed=region.disputed,
        )
    for country in countries().values():
        yield Entry(
            country.geonameid,
            country.name,
            *country.point,
            "country",
            country.alpha3,
            population=country.population,
            names=country.others,
            main=country.names,
            filed=(country.alpha2, ""),
        )
