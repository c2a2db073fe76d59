"""The form of the project's own training sentences, and that every file keeps to it."""

from pathlib import Path

import pytest
from training.events.sentences import FOLDER, SentenceError, load, main, read, reports

ONE = """# a comment
Rebels shelled the town and the army shelled the hills, the mayor said.
- shelled#1 | ASSAULT/shelling or missile | happened | Rebels > the town
- shelled#2 | ASSAULT/shelling or missile | happened | the army > the hills
~ said | asserts

It rained.
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "some.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_marks_stand_where_their_words_stand(tmp_path: Path):
    [first], [second] = read(written(tmp_path, ONE))
    assert [first.text[slice(*event.trigger)] for event in first.events] == ["shelled", "shelled"]
    assert first.events[0].trigger < first.events[1].trigger
    assert [first.text[slice(*event.actors[0])] for event in first.events] == ["Rebels", "the army"]
    assert [(first.text[slice(*cue)], stance) for cue, stance in first.stances] == [("said", "asserts")]
    assert (second.events, second.stances) == ([], [])


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("- bombed | ASSAULT | happened", "does not stand there"),
        ("- shelled | ASSAULT | happened", "stands there 2 times"),
        ("- shelled#1 | WAR | happened", "no type"),
        ("- shelled#1 | ASSAULT/strike | happened", "no type"),
        ("- shelled#1 | ASSAULT | done", "no status"),
        ("~ said | mutters", "no stance"),
        ("@ the mayor | said | the army … the rivers | asserts", "does not stand after"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, line: str, fault: str):
    path = written(tmp_path, ONE.splitlines()[1] + "\n" + line + "\n")
    with pytest.raises(SentenceError, match=f"some.txt:2: .*{fault}"):
        list(read(path))
    assert main([str(path)]) == 1


def test_a_report_keeps_its_lines_and_its_attributions(tmp_path: Path):
    text = "The mayor said the bridge stood, and that the river, which rose, would fall.\n"
    mark = "@ The mayor | said | the bridge stood ; that the river … fall | asserts\n"
    path = tmp_path / "reports-1.txt"
    path.write_text(text + mark + "It fell.\n\nIt rained.\n", encoding="utf-8")
    assert [len(report) for report in reports(tmp_path)] == [2, 1]
    [said] = reports(tmp_path)[0][0].attributions
    assert [text[slice(*content)] for content in said.contents] == [
        "the bridge stood",
        "that the river, which rose, would fall",
    ]
    assert load(tmp_path) == []


def test_every_sentence_of_the_project_keeps_to_the_form():
    sentences = load()
    assert len(sentences) > 1000
    assert main([str(path) for path in FOLDER.rglob("*.txt")]) == 0
    assert len({sentence.text for sentence in sentences}) > 0.99 * len(sentences)
