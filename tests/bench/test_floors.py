import json
from dataclasses import replace

import pytest

from onrecord import bench
from onrecord.bench.floors import Floors, Row, digest
from onrecord.bench.tables import accuracy_page
from onrecord.errors import MissingPartError, UsageError

ROW = Row("moments", "wikiwars", "value", 0.75, 0.7, 0.8, 100)
JUNK = Row("pages", "dumps_dev", "junk lines kept (0 best)", 0.03, n=50, low=True)


@pytest.fixture
def data(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.jsonl").write_text("one")
    return tmp_path / "data"


@pytest.fixture
def floors(tmp_path, data):
    made = Floors.load(tmp_path / "floors.json").raised([ROW, JUNK], data)
    made.save()
    return Floors.load(tmp_path / "floors.json")


def test_a_figure_that_holds_its_floor_passes(floors, data):
    assert floors.undercut([ROW, JUNK], data) == []


def test_a_figure_below_its_floor_is_named_in_either_direction(floors, data):
    worse = [replace(ROW, value=0.74), replace(JUNK, value=0.04)]
    broken = floors.undercut(worse, data)
    assert len(broken) == 2
    assert broken[0].startswith("moments / wikiwars / value: 0.7400")


def test_floors_rise_and_never_fall(floors, data):
    raised = floors.raised([replace(ROW, value=0.8), replace(JUNK, value=0.05)], data)
    assert raised.figures == {ROW.key: 0.8, JUNK.key: 0.03}


def test_floors_set_on_other_data_do_not_count(floors, data):
    (data / "a.jsonl").write_text("two")
    with pytest.raises(MissingPartError, match="other data"):
        floors.undercut([ROW], data)


def test_comparing_nothing_is_no_pass(floors, data):
    with pytest.raises(MissingPartError, match="no floor"):
        floors.undercut([Row("moments", "other", "value", 1.0)], data)


def test_the_digest_sees_names_and_contents(data):
    first = digest(data)
    (data / "a.jsonl").rename(data / "b.jsonl")
    assert digest(data) != first


def test_the_page_shows_the_figure_beside_the_one_to_beat_and_keeps_what_stands_below(tmp_path):
    page = tmp_path / "accuracy.md"
    references = {
        "wikiwars": {
            "value": [
                {"system": "HeidelTime", "kind": "peer", "value": 0.829},
                {"system": "worse", "kind": "peer", "value": 0.4},
            ]
        }
    }
    page.write_text(accuracy_page(page, [ROW], references) + "\n## Errors\n\nOurs.\n")
    again = accuracy_page(page, [JUNK], references)
    assert "| wikiwars | value | 70.0 | 80.0 | **75.0** | 100 | HeidelTime 82.9 (peer) |" in again
    assert "| dumps_dev | junk lines kept (0 best) |  |  | **3.0** | 50 |  |" in again
    assert again.endswith("\n## Errors\n\nOurs.\n")


def test_no_such_task():
    with pytest.raises(UsageError, match="no task"):
        bench.run("weather")


def test_floors_need_whole_files():
    with pytest.raises(UsageError, match="whole files"):
        bench.run("moments", limit=3, check=True)


@pytest.mark.shared
def test_a_task_is_measured_through_the_command(shared):
    report = bench.run("figures", limit=3)
    assert report.passed
    assert "number + unit" in report.text


@pytest.mark.shared
def test_the_floors_were_set_on_the_data_that_is_here(shared):
    floors = Floors.load(bench._CHECKOUT / "docs" / "floors.json")
    assert floors.data == digest(shared / "bench" / "data")
    assert len(floors.figures) > 40
    assert json.dumps(dict(floors.figures))


def test_systems_stand_beside_one_another_by_the_manner_of_speech(tmp_path):
    metrics = ("full (content J>=.5 and source)", "full, direct", "full, mixed", "full, indirect")
    rows = [Row("attribution", "polnear_dev", metric, 0.5 + i / 10) for i, metric in enumerate(metrics)]
    known = {"polnear_dev": {"full, mixed": [{"system": "Citron", "kind": "peer", "value": 0.62}]}}
    page = accuracy_page(tmp_path / "accuracy.md", rows, known)
    assert "| **Onrecord** | **50.0** | **60.0** | **70.0** | **80.0** |" in page
    assert "| Citron (peer) |  |  | 62.0 |  |" in page
    assert "by the manner of speech" not in accuracy_page(tmp_path / "accuracy.md", rows[:2], known)
