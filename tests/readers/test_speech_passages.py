"""Many short passages in our own words: who speaks, with which stance, through what, to whom, and inside whose words."""

import tomllib
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from tests.readers.read_text import read

PASSAGES = tomllib.loads((Path(__file__).parent / "data" / "speech.toml").read_text(encoding="utf-8"))["passage"]
ASKED = {"found": 0.9, "speaker": 0.9, "stance": 0.85, "via": 0.8, "addressee": 0.8, "within": 0.75}
"""The share of each field that must be right. A trained model reads them: no single passage is promised."""


def starts(text, words, nth=1):
    """Where the n-th occurrence of a cue begins."""
    at = -1
    for _ in range(nth):
        at = text.index(words, at + 1)
    return at


def read_field(name, attribution, attributions, look, text):
    if name == "speaker":
        return look.speaker(attribution) or ""
    if name == "addressee":
        return look.names([attribution.addressee]) if attribution.addressee else None
    if name == "within":
        outer = next((a for a in attributions if a.id == attribution.within), None)
        return outer.cue.of(text) if outer and outer.cue else None
    return {"stance": attribution.stance, "via": list(attribution.via)}[name]


@lru_cache(maxsize=1)
def results():
    """Right and asked by field, and the failures in words."""
    right, asked, failures = Counter(), Counter(), []
    for passage in PASSAGES:
        text = passage["text"]
        found, look = read(text, "1990-01-01")
        for wanted in passage.get("said", ()):
            at = starts(text, wanted["cue"], wanted.get("nth", 1))
            end = at + len(wanted["cue"])
            fits = [a for a in found.attributions if a.cue and a.cue.start < end and at < a.cue.end]
            asked["found"] += 1
            right["found"] += bool(fits)
            if not fits:
                failures.append(f"not found: {wanted['cue']} in {text}")
                continue
            for name in wanted.keys() & ASKED.keys():
                got = read_field(name, fits[0], found.attributions, look, text)
                asked[name] += 1
                right[name] += got == wanted[name]
                if got != wanted[name]:
                    failures.append(f"{name}: {got} instead of {wanted[name]} in {text}")
    return right, asked, failures


def test_there_are_many_passages():
    assert len(PASSAGES) >= 80


@pytest.mark.parametrize("name", ASKED)
def test_what_was_said_is_read_as_people_read_it(name):
    right, asked, failures = results()
    assert right[name] >= ASKED[name] * asked[name], "\n".join(failures)


@pytest.mark.parametrize("text", [p["text"] for p in PASSAGES if p.get("none")])
def test_nothing_is_attributed_where_nobody_speaks(text):
    assert read(text)[0].attributions == ()
