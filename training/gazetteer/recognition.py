"""Fitting the weights by which a spot is told to be a place's name, on the development articles with their places marked.

    python -m training.gazetteer.recognition ../shared/bench/data/places/lgl.jsonl.gz ../shared/bench/data/places/trnews.jsonl

A logistic regression over the reader's own clues. A spot is right where a marked toponym covers most of it and it most of that; one that
only touches a marked toponym says nothing. With ``--across``, each file is also measured by weights of the others.
"""

import argparse
import json
import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.language import Document
from onrecord.language.evidence import toponym_chance, toponyms
from onrecord.readers.toponyms.clues import CLUES, Clues
from onrecord.readers.toponyms.spots import spots
from onrecord.records import Findings
from training.gazetteer.choice import read_marked

FILE = Path(__file__).resolve().parents[2] / "src/onrecord/readers/data/toponyms.json"
_HOLD = 3.0
"""How strongly the weights are drawn to nothing, or tenfold to what ``_PRIOR`` says."""
_PRIOR = {"called a town": 3.5, "own main": 1.5, "head": 0.7}
"""What clues weigh that these articles hardly show: local papers name few villages of war, and no model was there to fit by."""

Spots = tuple[np.ndarray, np.ndarray]
"""The clues of many spots, and whether each is right."""


def marked_spots(record: dict[str, Any], document: Document, found: Findings, *, by_model: bool = False) -> Spots:
    """The clues of every spot of an article of which the gold says something."""
    said = [one.span for one in toponyms(document)] if by_model else []
    gold = [(t["start"], t["end"]) for t in record["toponyms"]]
    clues = Clues(document, found, partial(toponym_chance, document) if by_model else None)
    rows, right = [], []
    for segment in document.segments:
        here = spots(segment, said)
        for i, spot in enumerate(here):
            span = spot.span(segment)
            best = max((_shared(span, one) for one in gold), default=0.0)
            if best >= 0.5 or best == 0:
                rows.append(clues.of(spot, segment, here[max(i - 12, 0) : i + 12]))
                right.append(best >= 0.5)
    return np.array(rows, dtype=float).reshape(-1, len(CLUES)), np.array(right, dtype=float)


def _shared(one: tuple[int, int], other: tuple[int, int]) -> float:
    both = min(one[1], other[1]) - max(one[0], other[0])
    return max(both, 0) / (max(one[1], other[1]) - min(one[0], other[0]))


def joined(many: Sequence[Spots]) -> Spots:
    """The spots of many articles together."""
    return np.concatenate([rows for rows, _ in many]), np.concatenate([right for _, right in many])


def fit(groups: Sequence[Spots]) -> dict[str, float]:
    """The weights; each group counts as much as the square root of its size says."""
    rows, right = joined(groups)
    most = max(len(y) for _, y in groups)
    share = np.concatenate([np.full(len(y), (most / len(y)) ** 0.5) for _, y in groups])
    prior = np.array([_PRIOR.get(clue, 0.0) for clue in CLUES])
    weights = prior.copy()
    ridge = np.array([_HOLD * (10 if clue in _PRIOR else 1) for clue in CLUES])
    for _ in range(25):  # Newton's steps
        p = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (share * (right - p)) - ridge * (weights - prior)
        curve = (rows * (share * p * (1 - p))[:, None]).T @ rows + np.diag(ridge)
        weights = weights + np.linalg.solve(curve, slope)
    return {clue: round(float(weight), 3) for clue, weight in zip(CLUES, weights, strict=True)}


def measure(group: Spots, weights: dict[str, float]) -> str:
    """How many spots are told rightly."""
    rows, right = group
    said = rows @ np.array([weights[clue] for clue in CLUES]) > 0
    hits = float((said & (right > 0)).sum())
    return f"P {hits / max(said.sum(), 1):.3f} R {hits / right.sum():.3f}"


def main() -> None:
    """Parse the options and run."""
    parser = argparse.ArgumentParser(prog="python -m training.gazetteer.recognition", description=__doc__)
    parser.add_argument("data", type=Path, nargs="+", help="files of articles with their places marked")
    parser.add_argument("--head", action="store_true", help="with the opinion of the shipped model's toponym head")
    parser.add_argument("--across", action="store_true", help="measure each file by the weights of the others")
    options = parser.parse_args()
    files = {
        re.split(r"\.", path.name)[0]: joined(
            [marked_spots(r, d, f, by_model=options.head) for r, _, d, f in read_marked(path)]
        )
        for path in options.data
    }
    if options.across:
        for name, group in files.items():
            others = fit([them for other, them in files.items() if other != name])
            print(f"{name}: by weights of the others {measure(group, others)}")
    fitted = fit(list(files.values()))
    for name, group in files.items():
        print(f"{name}: by its own and the others' {measure(group, fitted)}")
    FILE.write_text(json.dumps({"weights": fitted}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
