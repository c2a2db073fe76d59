import pytest

from tests.readers.read_text import read, read_article


def place(text, name, **parts):
    return next(p for p in read(text, **parts)[0].places if p.name == name)


def words(text, **parts):
    return [span.of(text) for p in read(text, **parts)[0].places for span in p.spans]


@pytest.mark.parametrize(
    ("text", "name", "country", "precision", "relation"),
    [
        ("Shells fell 50 km north of Khartoum.", "Khartoum", "SDN", "near", "north of"),
        ("The column stopped 20 miles from Kharkiv.", "Kharkiv", "UKR", "near", "away from"),
        ("A convoy was hit outside Goma.", "Goma", "COD", "near", "near"),
        ("The road between Homs and Aleppo was cut.", "Homs", "SYR", "near", "between"),
        ("The airlift reached the northern town of Kutum.", "Kutum", "SDN", "exact", None),
        ("Fighting went on in Homs province in 2012.", "Homs", "SYR", "admin1", "in"),
        ("Fighting went on in Homs in 2012.", "Homs", "SYR", "exact", "in"),
        ("Aid was landed at Zaatari camp.", "Zaatari", "JOR", "exact", "at"),
        ("Ships passed through the Strait of Hormuz.", "Strait of Hormuz", None, "region", None),
        ("Rain fell across the Sahel.", "Sahel", None, "region", "in"),
        ("He was born in Orient, Ohio, in 1921.", "Orient", "USA", "admin1", "in"),
    ],
)
def test_precision_and_relation_are_the_words(text, name, country, precision, relation):
    found = place(text, name)
    assert (found.country, found.precision) == (country, precision)
    assert relation in {None, found.relation}


def test_a_contested_place_has_no_country_that_a_gazetteer_files_it_under():
    found = place("The fleet left Sevastopol in 2014.", "Sevastopol")
    assert (found.country, found.disputed, found.precision) == (None, True, "exact")
    assert place("The commission met in Pristina.", "Pristina").country == "XKX"
    assert place("The commission met in Geneva.", "Geneva").disputed is False


def test_units_are_named():
    found = place("The flood reached Buffalo, New York.", "Buffalo")
    assert (found.admin1, found.admin2) == ("New York", "Erie County")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Residents of U.S.-led areas left.", ["U.S."]),
        ("Texans and Scottish crews helped the Iraqi army.", ["Texans", "Scottish", "Iraqi"]),
        ("Snow fell in Northeast Georgia.", ["Georgia"]),
        ("It happened in Alton, Ill., and in Baltimore, MD, in 1950.", ["Alton", "Ill.", "Baltimore", "MD"]),
        ("He was ill, and I'll say that Mass on Sunday was long.", []),
        ("The Department of Agriculture sent seed to Lanao del Sur.", ["Lanao del Sur"]),
        ("Shells hit the villages of Fua and Qwertzuburg.", ["Fua", "Qwertzuburg"]),
    ],
)
def test_which_words_are_a_place(text, expected):
    assert words(text) == expected


def test_words_of_other_senses_are_no_places():
    assert words("The White House and the Supreme Court said nothing on Monday.") == []
    assert words("Mr. Jackson met Officer Houston on Paris Street.") == []


def test_a_list_of_counties_shares_its_last_word():
    found = {
        p.name: p.precision
        for p in read("Rain closed roads in Clay, Douglas and Otter Tail counties, Minnesota.")[0].places
    }
    assert found["Clay"] == found["Douglas"] == "admin2"


def test_a_country_or_region_gives_the_gazetteers_point_and_says_what_it_is():
    found = place("The drought reached Ethiopia.", "Ethiopia")
    assert found.lat is not None
    assert found.precision == "country"


def test_the_datelines_town_is_no_events_place():
    text = "GENEVA, June 5 - Shells killed 12 people on Friday."
    reading = read_article(text, "1993-06-05", dateline="GENEVA, June 5")
    assert {p.name for p in reading.findings.places} == {"GENEVA"}
    assert [e.place for e in reading.findings.events] == [None] * len(reading.findings.events)


def test_a_models_opinion_is_one_more_clue():
    from onrecord.language import parse
    from onrecord.readers import layout
    from onrecord.readers.toponyms.finding import find_toponyms
    from onrecord.records import Findings
    from tests.readers.read_text import article

    made = article("Superb weather in Conrad pleased everybody.")
    (document,) = parse([(made.page.text, layout(made))])
    heads = (lambda span: 0.999), (lambda span: 0.001)
    sure, never = ([one.name for one in find_toponyms(document, Findings(), head)] for head in heads)
    assert "Conrad" in sure
    assert never == []


def test_a_stretch_that_only_a_model_sees_is_weighed_too():
    from onrecord.language import parse
    from onrecord.readers import layout
    from onrecord.readers.toponyms.finding import find_toponyms
    from onrecord.records import Findings, Span
    from tests.readers.read_text import article

    made = article("Rain fell on Qwertz Heights again.")
    (document,) = parse([(made.page.text, layout(made))])
    span = Span(13, 27)
    (one,) = find_toponyms(document, Findings(), lambda given: 0.999 if given == span else 0.01, [span])
    assert (one.span, one.options) == (span, ())
