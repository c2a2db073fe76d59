import pytest

from tests.readers.read_text import read


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Troops entered Kisangani in June. The town was shelled in August; 300 people were killed in the city.", "shelled", "Kisangani"),
        ("The convoy left Sarajevo on Monday. The army shelled the city during the night.", "shelled", "Sarajevo"),
        ("Floods had closed every road to Sindh.\nGunmen attacked a convoy in the province on Tuesday.", "attacked", "Sindh"),
    ],
)  # fmt: skip
def test_the_town_is_the_one_named_last(text, trigger, place):
    found, look = read(text, "1999-08-12")
    event = next(e for e in found.events if trigger in e.trigger.of(text))
    assert look.places[event.place].name == place


def test_what_stands_in_is_not_recorded_as_a_name():
    text = "Troops entered Kisangani in June. The town was shelled in August."
    found, _ = read(text, "1999-08-12")
    assert [span.of(text) for place in found.places for span in place.spans] == ["Kisangani"]
