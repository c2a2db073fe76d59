import pytest

from onrecord.readers.speech.media import media
from tests.readers.read_text import read, read_json


def said(text, published=None, **parts):
    found, look = read(text, published, **parts)
    return found.attributions, look


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "content", "kind", "stance"),
    [
        ("The mayor said that the coal would last a week.", "mayor", "said", "that the coal would last a week", "indirect", "asserts"),
        ("“We need coal,” the mayor said.", "mayor", "said", "“We need coal,”", "direct", "asserts"),
        ("According to General Lucius Clay, the roads were still closed.", "Lucius Clay", "According to", "the roads were still closed", "indirect", "asserts"),
        ("Premier Nikita Khrushchev accused the United States of sending the aircraft.", "Nikita Khrushchev", "accused", "the United States of sending the aircraft", "indirect", "accuses"),
        ("The ministry denied that its troops had crossed the border.", "ministry", "denied", "that its troops had crossed the border", "indirect", "denies"),
        ("The bishops urged both armies to stop the fighting.", "bishops", "urged", "both armies to stop the fighting", "indirect", "demands"),
        ("Dag Hammarskjold warned that thousands could starve.", "Dag Hammarskjold", "warned", "that thousands could starve", "indirect", "warns"),
    ],
)  # fmt: skip
def test_who_said_what(text, speaker, cue, content, kind, stance):
    attributions, look = said(text)
    a = next(a for a in attributions if a.cue and a.cue.of(text) == cue)
    assert look.speaker(a) == speaker
    assert look.content(a).strip(".") == content
    assert (a.kind, a.stance) == (kind, stance)


def test_a_pronoun_speaks_for_whom_it_stands():
    attributions, look = said(
        "Mayor Ernst Reuter spoke to the crowd in Berlin on Thursday. He said that the city would not surrender."
    )
    assert [look.speaker(a) for a in attributions] == ["Ernst Reuter"]


def test_told_a_medium_is_via_and_told_a_person_is_not():
    attributions, look = said(
        "The pilot told Reuters that the fuel had run out. The general told President Truman that the bridge was safe."
    )
    first, second = attributions
    assert (first.via, first.addressee) == (("Reuters",), None)
    assert second.via == ()
    assert look.parties[second.addressee].name.endswith("Truman")


def test_the_medium_is_how_the_words_came_and_not_who_spoke_them():
    attributions, look = said("“We hope that the talks succeed,” the envoy said, according to the TASS news agency.")
    (a,) = attributions
    assert look.speaker(a) == "envoy"
    assert any("TASS" in via for via in a.via)


def test_speech_inside_speech_names_what_it_stands_in():
    attributions, look = said("The spokesman said the minister warned that the dam would break.")
    inner = next(a for a in attributions if look.speaker(a) == "minister")
    outer = next(a for a in attributions if look.speaker(a) == "spokesman")
    assert inner.within == outer.id
    assert outer.within is None
    assert look.content(outer).endswith("the dam would break")


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said that he believes the bridge will hold through the winter.",
        "The mayor said that nobody believes the bridge will hold through the winter.",
        "The mayor said that no engineer could claim the bridge would hold through the winter.",
    ],
)
def test_what_nobody_else_has_said_is_no_speech_inside_speech(text):
    attributions, look = said(text)
    assert [look.speaker(a) for a in attributions] == ["mayor"]


def test_a_denial_is_never_passed_over():
    text = "Aid groups accused the army of closing the road to the camps.\nBoth sides deny blocking aid."
    attributions, look = said(text)
    denial = next(a for a in attributions if a.stance == "denies")
    assert (look.speaker(denial).lower(), look.content(denial)) == ("both sides", "blocking aid")


def test_time_and_place_of_speaking():
    text = "The Red Cross told reporters in Geneva on Monday that the camps were full."
    attributions, look = said(text, "1953-07-29")
    (a,) = attributions
    assert look.when(a.time) == "1953-07-27"
    assert look.places[a.place].name == "Geneva"


def test_a_headline_is_read_and_marked():
    line = read_json("Mayor says coal is short\n\nThe mayor said that coal was short.")
    assert {a["in"] for a in line["attributions"]} == {"body"}
    found, _ = read("Mayor says coal is short\nFlights went on.", headline="Mayor says coal is short")
    assert len(found.attributions) == 1


def test_nothing_is_attributed_where_nobody_speaks():
    assert said("Aircraft landed every three minutes. Snow fell in the evening. The bridge was closed.")[0] == ()


def test_media_are_known_by_name_and_by_kind():
    known = media()
    assert all(
        known.is_medium(name) for name in ("Reuters", "state TV", "the official IRNA website", "The Daily Herald")
    )
    assert not any(known.is_medium(name) for name in ("the mayor", "General Clay", "Berlin", "Express road"))


def test_what_is_read_does_not_depend_on_what_stands_beside_it():
    text = "“We need coal,” the mayor said."
    alone = read(text)[0].attributions
    with_more = read(text + "\n" + "The river froze. " * 40)[0].attributions
    assert [(a.source, a.cue, a.content) for a in alone] == [(a.source, a.cue, a.content) for a in with_more]


def test_what_somebody_is_denied_is_no_denial():
    found, look = read("The envoy said that the law left children denied an education.")
    assert [a.cue.of(look.text) for a in found.attributions] == ["said"]


@pytest.mark.parametrize(
    "text",
    [
        "Blücher came to Bonn amid growing British concern about an uptick in attacks on its bases.",
        "Blücher came to Bonn amidst growing Russian concern about an uptick in attacks on its bases.",
    ],
)
def test_the_adjective_of_a_concern_is_nobody_who_speaks(text):
    assert said(text)[0] == ()


def test_fears_with_an_owner_are_that_owner_s():
    found, look = read("The council met amid the mayor's fears that the bridge would fall.")
    assert [(a.source.of(look.text), a.cue.of(look.text)) for a in found.attributions] == [("the mayor", "fears")]
