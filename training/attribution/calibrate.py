"""How sure a saying is: the signs' weights, fitted on articles that the tagger was not trained on, and the least to keep."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from onrecord.language.decoding import SIGNS
from onrecord.language.encoder import Model, encode
from onrecord.language.tagger import read
from training.attribution.corpora import load
from training.attribution.evaluate import SETS, Record, as_spans, document, scorer

ON = "polnear_dev"
RIDGE = 1.0
STEPS = 0.01


def calibrate(bench: Path, model: Model) -> dict[str, object]:
    """Weights by sign, and the confidence from which sayings are kept: the one with the best full F1 on PolNeAR dev."""
    values, right, gold = [], [], 0
    for record in load(bench / "data" / SETS[ON]):
        found, hits, wanted = _judged(record, model, bench)
        values += found
        right += hits
        gold += wanted
    x, y = np.array(values), np.array(right, float)
    weights = _fit(x, y)
    sure = np.round(1 / (1 + np.exp(-x @ weights)), 2)
    least = max(np.arange(0, 0.6, STEPS).round(2), key=lambda at: _f1(y, sure >= at, gold))
    return {"weights": dict(zip(SIGNS, weights.round(4).tolist(), strict=True)), "least": float(least)}


def _judged(record: Record, model: Model, bench: Path) -> tuple[list[Sequence[float]], list[bool], int]:
    """The signs of every candidate in an article, whether it is fully right, and how many the annotator has."""
    score = scorer(bench)
    article = score.Article(record["text"])
    laid_out = document(record["text"])
    candidates = read(laid_out, encode(laid_out, model), model.name)
    marked = [as_spans(candidate.saying) for candidate in candidates]
    gold, found = article.convert(record["attributions"]), article.convert(marked)
    hits = set()
    for i, j in score.pair(gold, found).items():
        g, p = gold[i], found[j]
        source = g["source"] & p["source"] or not (g["source"] or p["source"])
        if source and score.jaccard(g["content"], p["content"]) >= 0.5:
            hits.add(id(p["raw"]))
    kept = {id(p["raw"]) for p in found}
    pairs = [(c.signs, id(m) in hits) for c, m in zip(candidates, marked, strict=True) if id(m) in kept]
    return [s for s, _ in pairs], [hit for _, hit in pairs], len(gold)


def _fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Logistic regression by Newton's method."""
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        bend = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(x.shape[1])
        weights -= np.linalg.solve(bend, x.T @ (p - y) + RIDGE * weights)
    return weights


def _f1(right: np.ndarray, kept: np.ndarray, gold: int) -> float:
    return float(2 * right[kept].sum() / (kept.sum() + gold))
