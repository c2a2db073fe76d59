import json

from onrecord.contract import as_json, as_line
from onrecord.records import SCHEMA
from tests.makers import TEXT, reading


def _with_span(value):
    if isinstance(value, dict):
        if value.get("span"):
            yield value
        for inner in value.values():
            yield from _with_span(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _with_span(inner)


def test_words_are_the_slice_of_the_text():
    said = [record for record in _with_span(as_json(reading())) if "words" in record]
    assert len(said) > 15
    assert all(record["words"] == TEXT[slice(*record["span"])] for record in said)


def test_keys_are_those_of_the_contract():
    line = as_json(reading())
    assert line["schema"] == SCHEMA
    assert list(line)[-6:] == ["parties", "attributions", "moments", "places", "figures", "events"]
    assert set(line["attributions"][0]) >= {
        "id",
        "source",
        "cue",
        "content",
        "kind",
        "speaker",
        "stance",
        "addressee",
        "via",
        "time",
        "place",
        "within",
        "rule",
        "confidence",
    }
    assert set(line["events"][0]) >= {
        "type",
        "mode",
        "trigger",
        "actors",
        "recipients",
        "instrument",
        "target",
        "place",
        "time",
        "figures",
        "status",
        "according_to",
        "disputed_by",
    }
    assert line["published"] == {
        "value": "1948-09-09",
        "earliest": "1948-09-09",
        "latest": "1948-09-09",
        "basis": "given",
        "spans": [],
    }


def test_whole_numbers_have_no_decimal_point_and_unknown_ones_are_null():
    figure = json.loads(as_line(reading()))["figures"][0]
    assert (figure["point"], figure["low"]) == (4500, None)
    assert b'"point":4500,' in as_line(reading())


def test_the_part_of_the_article_is_named():
    assert {a["in"] for a in as_json(reading())["attributions"]} == {"body"}
