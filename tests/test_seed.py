"""The type specimen: a scraped page of two glued articles, and what must be read from it."""

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def seed(shared):
    """The two articles' lines, and the check's rows as {name: (found, asked)}."""
    page = shared / "seeds" / "000_2e9f49704112d95e.txt"
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", "read", str(page), "--format", "jsonl"], capture_output=True, check=True
    )
    check = subprocess.run(
        [sys.executable, str(shared / "seeds" / "check.py"), "--json"],
        input=done.stdout,
        capture_output=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()], json.loads(check.stdout)


def test_the_page_is_read_as_it_should_be(seed):
    _, rows = seed
    attributions = rows.pop("attributions")
    events, figures, moments = (
        rows.pop(k) for k in ("events with roles, place, date, source, dispute", "figures", "moments")
    )
    assert rows.pop("attributions that nobody made")[0] == 0
    assert {name: found for name, (found, asked) in rows.items() if found != asked} == {}
    assert attributions[0] >= 24
    assert figures[0] == figures[1]
    assert moments[0] >= moments[1] - 2
    assert events[0] >= 6


def test_publication_dates_are_never_invented(seed):
    (first, second), _ = seed
    assert (first["published"]["value"], first["published"]["basis"]) == ("2023-11-06", "caption")
    assert second["published"] is None


def test_pronouns_find_their_speakers(seed):
    (first, _), _ = seed
    names = {p["id"]: p["name"] for p in first["parties"]}
    speaker = {a["content"][0]["words"][:12]: names.get(a["speaker"]) for a in first["attributions"]}
    cue = {a["cue"]["words"]: names.get(a["speaker"]) for a in first["attributions"] if a["cue"]}
    assert "Sudani" in cue["lashed out"] if "lashed out" in cue else "Sudani" in cue["lashed out at"]
    assert next(v for k, v in speaker.items() if "We hope" in k).endswith("Amir-Abdollahian")


def test_a_denial_disputes_what_it_denies(seed):
    """ "Both sides deny impeding aid" is linked to both obstructions that aid groups allege, and to nothing else."""
    (_, second), _ = seed
    denial = next(
        a for a in second["attributions"] if a["stance"] == "denies" and "impeding aid" in a["content"][-1]["words"]
    )
    disputed = [e for e in second["events"] if denial["id"] in e["disputed_by"]]
    names = {p["id"]: p["name"] for p in second["parties"]}
    assert [e["type"] for e in disputed] == ["COERCE", "COERCE"]
    actors = [names[e["actors"][0]] for e in disputed]
    assert any("Rapid Support Forces" in a or "RSF" in a for a in actors)
    assert any("army" in a.lower() for a in actors)


def test_the_red_cross_attacks_nobody(seed):
    (_, second), _ = seed
    red = {p["id"] for p in second["parties"] if "red cross" in p["name"].lower()}
    assert red
    hostile = [e for e in second["events"] if e["type"] in {"ASSAULT", "COERCE", "MOBILIZE", "THREATEN", "SANCTION"}]
    assert hostile
    assert not [e for e in hostile if red & set(e["actors"])]
