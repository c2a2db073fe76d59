"""What a tagger reaches on the dev articles, by the project's own scorer and by exact spans of each role."""

import importlib
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import spacy

from onrecord.language.document import Document, Segment
from onrecord.language.encoder import Model
from onrecord.language.sayings import Saying
from onrecord.language.tagger import tag
from training.attribution.corpora import load

SETS = {"polnear_dev": "attribution/polnear_dev.jsonl", "ledger_dev": "ledger/ledger_dev.jsonl"}
ROLES = ("source", "cue", "content")

Record = dict[str, Any]
Attribution = dict[str, list[list[int]]]


def document(text: str, blank: spacy.language.Language | None = None) -> Document:
    """A text with each line as a paragraph, as the program lays it out; unparsed, for the tagger asks for words alone."""
    blank = blank or spacy.blank("en")
    segments, at = [], 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            start = at + line.index(words)
            segments.append(Segment("paragraph", len(segments), start, blank.make_doc(words)))
        at += len(line) + 1
    return Document(text, tuple(segments))


def as_spans(saying: Saying) -> Attribution:
    """A saying in the form of the annotated data."""
    return {
        "source": [[saying.source.start, saying.source.end]] if saying.source else [],
        "cue": [[saying.cue.start, saying.cue.end]] if saying.cue else [],
        "content": [[span.start, span.end] for span in saying.content],
    }


def predict(records: Iterable[Record], model: Model | None = None) -> dict[str, list[Attribution]]:
    """What a tagger (by default the shipped one) reads in each record, by id."""
    blank = spacy.blank("en")
    return {record["id"]: [as_spans(s) for s in tag(document(record["text"], blank), model)] for record in records}


def scorer(bench: Path) -> ModuleType:
    """The measures' own scorer of attributions."""
    if str(bench) not in sys.path:
        sys.path.insert(0, str(bench))
    return importlib.import_module("kit.attribution")


def measure(records: Sequence[Record], predicted: dict[str, list[Attribution]], bench: Path) -> dict[str, float]:
    """F1 in per cent: the scorer's rows, and exact spans of each role."""
    score = scorer(bench)
    counts: dict[Any, float] = defaultdict(float)
    exact: Counter[tuple[str, str]] = Counter()
    for record in records:
        gold, found = record["attributions"], predicted[record["id"]]
        score.count(counts, record["text"], gold, found)
        for role in ROLES:
            a, b = (_exact(record["text"], group, role) for group in (gold, found))
            exact[role, "hit"] += len(a & b)
            exact[role, "of"] += len(a) + len(b)
    figures = {row.metric: round(100 * row.value, 1) for row in score.rows("", counts)}
    figures["full, precision"] = round(100 * counts["all", "full", "p"] / max(1, counts["all", "pred"]), 1)
    figures["full, recall"] = round(100 * counts["all", "full", "g"] / max(1, counts["all", "gold"]), 1)
    figures.update({f"{role}, exact span": round(200 * exact[role, "hit"] / exact[role, "of"], 1) for role in ROLES})
    return figures


def _exact(text: str, attributions: Iterable[Attribution], role: str) -> set[tuple[int, int]]:
    """A role's spans, without the marks and white space at their ends, which decide nothing."""
    found = set()
    for attribution in attributions:
        for start, end in attribution[role]:
            inside = [i for i in range(start, end) if text[i].isalnum()]
            if inside:
                found.add((inside[0], inside[-1] + 1))
    return found


def evaluate(bench: Path, model: Model | None = None) -> dict[str, dict[str, float]]:
    """All figures of a tagger (by default the shipped one), by dev set."""
    figures = {}
    for name, file in SETS.items():
        records = load(bench / "data" / file)
        begun = time.process_time()
        predicted = predict(records, model)
        spent = time.process_time() - begun
        words = sum(len(record["text"].split()) for record in records)
        print(f"{name}: {words / spent:.0f} words a CPU second", flush=True)
        figures[name] = measure(records, predicted, bench)
    return figures
