import pytest

from onrecord.gazetteer.disputed import disputed_areas, disputed_at
from onrecord.gazetteer.store import candidates


@pytest.mark.parametrize(
    ("name", "filed", "shown"),
    [
        ("Simferopol", "UKR", None),
        ("Sevastopol", "UKR", None),
        ("Srinagar", "IND", None),
        ("Muzaffarabad", "PAK", None),
        ("Sokhumi", "GEO", None),
        ("Tskhinvali", "GEO", None),
        ("Stepanakert", "AZE", None),
        ("Tiraspol", "MDA", None),
        ("Kyrenia", "CYP", None),
        ("Hargeisa", "SOM", None),
        ("Katzrin", "ISR", None),
        ("Ramallah", "PSE", "PSE"),
        ("Laayoune", "ESH", "ESH"),
        ("Pristina", "XKX", "XKX"),
        ("Taipei", "TWN", "TWN"),
        ("Crimea", None, None),
        ("Golan Heights", None, None),
        ("Kashmir", None, None),
    ],
)
def test_a_contested_place_is_marked_and_names_no_claimant(name, filed, shown):
    found = next(c for c in candidates(name) if c.disputed)
    assert found.country == filed
    assert found.shown == shown


@pytest.mark.parametrize(
    "name", ["Kherson", "Gori", "Jammu Street", "Nicosia", "Mogadishu", "Haifa", "Chisinau", "Gaza"]
)
def test_what_lies_beside_a_contested_area_is_not(name):
    assert not any(c.disputed for c in candidates(name) if c.kind == "city" and c.population > 100_000)


def test_a_country_is_not_contested_because_a_part_of_it_is():
    assert disputed_at("GE", "", None) is None
    assert disputed_at("GE", "02", None) is not None
    assert disputed_at("GE", "73", (42.22, 43.97)) is not None
    assert disputed_at("GE", "73", (41.98, 44.11)) is None


def test_every_area_can_be_told_and_its_outline_lies_on_the_globe():
    for area in disputed_areas():
        assert area.countries or area.units or len(area.inside) > 2
        assert all(-90 <= lat <= 90 and -180 <= lon <= 180 for lat, lon in area.inside)
