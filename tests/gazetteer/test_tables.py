"""Our own tables: what a reviewer would look for."""

from onrecord.gazetteer.countries import countries
from onrecord.gazetteer.names import stored_key
from onrecord.gazetteer.regions import part_of_demonym, region_of_demonym, regions
from onrecord.gazetteer.store import candidates


def test_every_row_has_a_point_on_the_globe_a_source_and_a_country_of_iso():
    assert len(regions()) > 300
    for row in regions():
        assert -90 <= row.lat <= 90
        assert -180 <= row.lon <= 180
        assert row.source in {"centre", "site"}
        assert row.country is None or row.country in countries()
        assert row.kind == row.kind.lower()


def test_no_two_rows_share_their_name():
    names = [stored_key(row.name) for row in regions()]
    assert len(names) == len(set(names))


def test_a_row_lies_in_its_country():
    # within the bounds of the country's towns, with some room for seas and islands
    from onrecord.gazetteer.store import _index

    bounds = {
        country: (south / 1e5, north / 1e5, west / 1e5, east / 1e5)
        for country, south, north, west, east in _index().execute(
            "select u.country, min(lat), max(lat), min(lon), max(lon) from place p join unit u on u.id = p.unit "
            "where kind = 'city' group by u.country"
        )
    }
    astray = [
        row.name
        for row in regions()
        if row.country and row.country in bounds
        for south, north, west, east in [bounds[row.country]]
        if not (south - 2 <= row.lat <= north + 2 and west - 2 <= row.lon <= east + 2)
    ]
    assert astray == []


def test_people_lead_to_their_part_of_a_country_and_to_regions():
    assert part_of_demonym("Texans") == ("Texas", "USA")
    assert part_of_demonym("texans") is None
    assert region_of_demonym("Kurdish").name == "Kurdistan"
    for word in ("Scottish", "Welsh", "Chechen", "Tibetan", "Catalan", "Ohioans"):
        name, country = part_of_demonym(word)
        assert any(c.country == country for c in candidates(name)), word
