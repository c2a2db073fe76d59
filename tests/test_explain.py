import pytest

from onrecord.errors import UsageError
from onrecord.explain import explain, ways_of
from tests.readers.read_text import read_article

TEXT = "The mayor said that rebels had attacked the army in Kisangani on Monday, killing 12 soldiers."


@pytest.fixture(scope="module")
def reading():
    return read_article(TEXT, "1964-08-06")


def test_an_event_says_what_gave_each_field_and_with_which_words(reading):
    event = next(e for e in reading.findings.events if e.type == "ASSAULT")
    grounds = {ground.field: ground for ground in explain(reading, event.id)}
    assert grounds["type"].value.startswith("ASSAULT")
    assert "[attacked]" in grounds["type"].words
    assert (grounds["actors"].value, grounds["actors"].words) == ("rebels", "rebels")
    assert grounds["place"].value == "Kisangani, COD"
    assert grounds["time"].value == "1964-08-03"
    assert (grounds["according to"].value, grounds["according to"].way) == ("mayor", "content")
    assert all(grounds[field].way for field in ("type", "actors", "recipients", "place", "time", "status"))


def test_every_record_can_be_explained(reading):
    found = reading.findings
    for record in (*found.attributions, *found.figures, *found.moments, *found.places, *found.parties):
        assert explain(reading, record.id)


def test_an_unknown_record_is_named(reading):
    with pytest.raises(UsageError, match="has no record 'e99'"):
        explain(reading, "e99")


def test_a_rule_is_read_field_by_field():
    assert ways_of("trigger: encoder; place: clause") == {"trigger": "encoder", "place": "clause"}
