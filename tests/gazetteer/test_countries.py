import pytest

from onrecord.gazetteer import capital_of, countries, country_named, country_of, country_of_demonym, is_capital
from onrecord.gazetteer.names import key, stored_key


@pytest.mark.parametrize(
    ("words", "alpha3"),
    [
        ("Hungary", "HUN"),
        ("the United Kingdom", "GBR"),
        ("U.K.", "GBR"),
        ("US", "USA"),
        ("U.S.’s", "USA"),
        ("Côte d’Ivoire", "CIV"),
        ("Cote d'Ivoire", "CIV"),
        ("IRAN", "IRN"),
        ("Burma", "MMR"),
        ("Sudanese", "SDN"),
        ("South Sudanese", "SSD"),
        ("Iraqis", "IRQ"),
        ("Swiss", "CHE"),
        ("Kosovo", "XKX"),
    ],
)
def test_names_abbreviations_and_demonyms_lead_to_a_country(words, alpha3):
    assert country_of(words) == alpha3


@pytest.mark.parametrize("words", ["us", "polish", "Korean", "", "Atlantis", "the", "IN", "Us"])
def test_other_words_lead_to_none(words):
    assert country_of(words) is None


def test_a_demonym_is_no_name_and_a_name_no_demonym():
    assert country_named("Danish") is None
    assert country_of_demonym("Denmark") is None
    assert country_of_demonym("Danes") == "DNK"


def test_capitals():
    assert is_capital("Budapest")
    assert is_capital("Budapest", "HUN")
    assert not is_capital("Budapest", "AUT")
    assert not is_capital("Geneva")
    assert capital_of("Kiev") == "UKR"


def test_no_word_stands_for_two_countries():
    names = [name for c in countries().values() for name in {stored_key(name) for name in c.names}]
    assert len(names) == len(set(names))
    demonyms = [word for c in countries().values() for word in {key(word) for word in c.demonyms}]
    assert len(demonyms) == len(set(demonyms))


def test_every_country_has_its_codes_and_a_point_in_range():
    for alpha3, country in countries().items():
        assert len(alpha3) == 3
        assert alpha3.isupper()
        assert len(country.alpha2) == 2
        assert country.geonameid > 0
        if country.point:
            lat, lon = country.point
            assert -90 <= lat <= 90
            assert -180 <= lon <= 180
