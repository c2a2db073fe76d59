import pytest

from tests.readers.read_text import read


def party(text, name):
    found, _ = read(text)
    return next(p for p in found.parties if p.name == name)


def mentions(text, name):
    return [m.span.of(text) for m in party(text, name).mentions]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Prime Minister Clement Attlee spoke first. Attlee warned the cabinet. He left early.", "Clement Attlee", ["Prime Minister Clement Attlee", "Attlee", "He"]),
        ("The World Health Organization (WHO) sent doctors. The WHO said the camp was full.", "World Health Organization", ["The World Health Organization", "WHO", "The WHO"]),
        ("Prime Minister Clement Attlee spoke first. Later the prime minister left London.", "Clement Attlee", ["Prime Minister Clement Attlee", "the prime minister"]),
        ("The rebels took the bridge. The rebels burned the town.", "rebels", ["The rebels", "The rebels"]),
        ("Ernst Reuter, the mayor of Berlin, thanked the crews.", "Ernst Reuter", ["Ernst Reuter", "the mayor"]),
        ("General Lucius Clay, who governed the zone, was calm.", "Lucius Clay", ["General Lucius Clay", "who"]),
    ],
)  # fmt: skip
def test_all_mentions_of_one_party_are_one_record(text, name, expected):
    assert mentions(text, name) == expected


def test_titles_country_and_sector_come_from_the_words():
    one = party("Iraqi Prime Minister Nuri al-Said met the envoy.", "Nuri al-Said")
    assert (one.kind, one.titles, one.country, one.sector) == ("person", ("Prime Minister",), "IRQ", "GOV")


def test_loaded_words_give_no_sector():
    found, _ = read("Terrorists attacked the station. The regime denied it.")
    assert {p.sector for p in found.parties if p.name.lower() == "terrorists"} <= {None}


def test_opponents_are_the_members_of_both_sides():
    text = "Fighting between the Sudanese army and the southern rebels went on in 1965. Both sides agreed to talks."
    found, look = read(text)
    both = next(p for p in found.parties if p.name == "Both sides")
    assert look.names(both.members) == "Sudanese army, southern rebels"


def test_a_place_that_only_lies_there_is_no_party():
    found, _ = read("Aircraft landed in Berlin. Snow fell in Hamburg.")
    assert found.parties == ()


@pytest.mark.parametrize(
    ("text", "name", "country", "precision", "relation"),
    [
        ("The aircraft landed in Khartoum.", "Khartoum", "SDN", "exact", "in"),
        ("Fighting was heard in an area close to Khartoum.", "Khartoum", "SDN", "near", "near"),
        ("The crops failed in Ethiopia.", "Ethiopia", "ETH", "country", "in"),
        ("They fled to Paris, Texas.", "Paris", "USA", "exact", "to"),
        ("They fled to Paris, France.", "Paris", "FRA", "exact", "to"),
        ("Villages burned in Darfur.", "Darfur", "SDN", "region", "in"),
    ],
)
def test_a_place_says_how_precise_it_is(text, name, country, precision, relation):
    place = next(p for p in read(text)[0].places if p.name == name)
    assert (place.country, place.precision, place.relation) == (country, precision, relation)
    assert place.lat is not None


def test_a_name_that_the_gazetteer_does_not_hold_stays_unresolved():
    place = next(p for p in read("The convoy stopped in Qwertzuburg.")[0].places)
    assert (place.name, place.geonameid, place.lat, place.country, place.precision) == (
        "Qwertzuburg",
        None,
        None,
        None,
        "unknown",
    )


def test_a_capital_that_speaks_is_a_party_and_no_place():
    found, _ = read("Moscow said that the treaty was dead.")
    assert [p.name for p in found.parties] == ["Moscow"]
    assert found.places == ()


def test_a_body_named_by_the_last_words_of_a_text_without_capitals_is_a_party():
    text = (
        "the delegates met in bonn on friday and spoke for two hours about grain, coal and the prisoners of the war. "
    )
    text += "on saturday they are to speak about the same things in geneva, with envoys of the united nations"
    assert "united nations" in [p.name for p in read(text)[0].parties]


@pytest.mark.parametrize(
    ("text", "name", "sector"),
    [
        ("Fifty armed policemen guarded the mill.", "Fifty armed policemen", "COP"),
        ("Government troops entered the town.", "Government troops", "MIL"),
        ("Rebel troops entered the town.", "Rebel troops", "REB"),
        ("Four armed men entered the bank.", "Four armed men", "UAF"),
        ("Hundreds of paramilitary personnel arrived.", "Hundreds of paramilitary personnel", "MIL"),
        ("Anti-government protesters filled the square.", "Anti-government protesters", "OPP"),
        ("Hezbollah forces entered the town.", "Hezbollah forces", "REB"),
        ("Islamic State fighters entered the town.", "fighters", "REB"),
    ],
)
def test_what_somebody_is_is_told_by_the_clearest_of_the_words(text, name, sector):
    assert party(text, name).sector == sector


def test_a_deed_that_somebody_is_blamed_for_is_theirs():
    text = "The leaders criticised the police for their inaction."
    assert mentions(text, "police") == ["the police", "their"]
