"""From names to places: candidates for a name, and the one that an article means."""

from onrecord.gazetteer.countries import (
    capital_of,
    countries,
    country_named,
    country_of,
    country_of_demonym,
    is_capital,
)

__all__ = ["capital_of", "countries", "country_named", "country_of", "country_of_demonym", "is_capital"]
