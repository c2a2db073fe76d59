import pytest

from tests.readers.read_text import read

TEXT = (
    "karachi: the police on monday fired on a crowd in hyderabad, 150 km from here, and three people were killed, officials said. "
    "the march had begun at jamshoro and reached the river by noon. in order to keep the peace the army was sent to sukkur, "
    "and a curfew was imposed in turkey and other goods had run short in most shops. nobody was hurt in the bandh."
)


def names(text):
    found, _ = read(text, "1983-09-01")
    return [span.of(text) for place in found.places for span in place.spans]


def test_places_are_found_where_nothing_has_a_capital():
    assert {"karachi", "hyderabad", "jamshoro", "sukkur"} <= set(names(TEXT))


@pytest.mark.parametrize("word", ["march", "order", "most", "police", "turkey", "peace", "bandh", "here"])
def test_ordinary_words_are_no_places(word):
    assert word not in names(TEXT)


def test_a_quarter_that_no_list_knows_is_left_unresolved():
    text = TEXT + " stones were thrown at the police at qasimbadda late in the evening."
    found, _ = read(text, "1983-09-01")
    (quarter,) = [place for place in found.places if place.name == "qasimbadda"]
    assert (quarter.lat, quarter.precision) == (None, "unknown")


def test_an_event_takes_its_place_from_such_a_text():
    found, look = read(TEXT, "1983-09-01")
    event = next(e for e in found.events if "fired" in e.trigger.of(TEXT) or "killed" in e.trigger.of(TEXT))
    assert look.places[event.place].name == "hyderabad"
