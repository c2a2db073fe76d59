"""Fitting the weights by which one of several places is chosen, on the development articles with their places marked.

    python -m training.gazetteer.choice ../shared/bench/data/places/lgl.jsonl.gz ../shared/bench/data/places/trnews.jsonl

A conditional logit: the weights under which the right options are the likeliest, drawn towards the weights written by hand
(``PRIOR``), so that a clue which the articles hardly show keeps its sense. What the other names say depends on the weights; so a few
turns of reading with the weights and fitting them anew. With ``--across``, each file is also measured by weights of the others.
"""

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.gazetteer import choose
from onrecord.gazetteer.choose import CLUES, Context, Name, Possible, beliefs, kilometres, own_clues
from onrecord.language import Document, parse
from onrecord.pages.jsonl import split_lines
from onrecord.pages.limits import Limits
from onrecord.readers import layout
from onrecord.readers.moments import read_moments
from onrecord.readers.parties import read_parties
from onrecord.readers.places import named_senses
from onrecord.readers.toponyms.finding import find_toponyms
from onrecord.records import Article, Findings, SplitPage

FILE = Path(__file__).resolve().parents[2] / "src/onrecord/gazetteer/data/choice.json"
PRIOR = {
    "city": 2.0, "country": 10.0, "admin1": 3.0, "admin2": 0.5, "area": 9.0, "site": 8.0, "people": 0.9, "unit_people": 0.9,
    "behind_largest": -0.5, "spare": -6.0, "main": 1.0, "capital": 2.0, "seat": 0.5, "part": -1.0, "in_holder": 8.0, "out_of_holder": -2.0,
    "holds": 2.0, "unit_word": 5.0, "no_unit_word": -2.0, "town_word": 2.0, "same_country": 4.0, "same_unit": 4.0,
    "same_county": 2.0, "near": 2.0, "around": 2.0, "strange_country": -1.0,
    "may_share_unit": 3.0, "may_share_county": 3.0, "may_be_near": 3.0,
}  # fmt: skip
_CLOSE = 10.0
_HOLD = 2.0
"""How strongly the weights are drawn to those written by hand."""


@dataclass(frozen=True)
class Marked:
    """An article's names, and for each the options that are right (none where the gold does not say)."""

    names: list[Name]
    right: list[frozenset[int]]


def read_marked(path: Path) -> Iterator[tuple[dict[str, Any], Article, Document, Findings]]:
    """Each article of a measuring file, parsed, with moments and parties read."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rb") as file:
        records = [json.loads(line) for line in file]
    lines = b"".join(json.dumps({"id": r["id"], "text": r["text"]}).encode() + b"\n" for r in records)
    for record, page in zip(records, split_lines(BytesIO(lines), path.name, limits=Limits()), strict=True):
        if not isinstance(page, SplitPage):
            raise TypeError(f"{record['id']} could not be read")
        (article,) = page.articles
        (document,) = parse([(article.page.text, layout(article))])
        found = Findings()
        for reader in (read_moments, read_parties):
            found = reader(article, document, found)
        yield record, article, document, found


def marked(record: dict[str, Any], document: Document, found: Findings) -> Marked:
    """The names that the reader finds, with what the gold says of them."""
    toponyms = find_toponyms(document, found)
    senses, names = named_senses(toponyms, document.text)
    gold: dict[object, Counter[tuple[int, float, float]]] = defaultdict(Counter)
    for one, sense in zip(toponyms, senses, strict=True):
        for given in record["toponyms"]:
            if given["start"] < one.span.end and one.span.start < given["end"] and given["lat"] is not None:
                gold[sense][int(given["geonameid"] or 0), given["lat"], given["lon"]] += 1
    right = []
    for sense, name in zip(dict.fromkeys(senses), names, strict=True):
        right.append(_right(name, gold[sense].most_common(1)[0][0]) if gold[sense] else frozenset())
    return Marked(names, right)


def _right(name: Name, gold: tuple[int, float, float]) -> frozenset[int]:
    ident, lat, lon = gold
    same = [i for i, one in enumerate(name.options) if one.geonameid == ident]
    near = [i for i, one in enumerate(name.options) if kilometres(one.lat, one.lon, lat, lon) < _CLOSE]
    return frozenset(same or near)


def fit(articles: Sequence[tuple[Marked, float]], turns: int = 6, steps: int = 300) -> dict[str, float]:
    """The weights, from articles with how much each counts."""
    prior = np.array([PRIOR[clue] for clue in CLUES])
    weights = prior.copy()
    for _ in range(turns):
        _use(weights)
        groups = [group for article, share in articles for group in _groups(article, share)]
        weights = _descend(groups, weights, prior, steps)
    return {clue: round(float(weight), 3) for clue, weight in zip(CLUES, weights, strict=True)}


Group = tuple[np.ndarray, np.ndarray, float]


def _groups(article: Marked, share: float) -> Iterator[Group]:
    """Each name that has both right and wrong options: its options' clues, which are right, what it counts."""
    shares = beliefs(article.names)
    context = Context(article.names, shares, None, Possible(article.names))
    for i, (name, right) in enumerate(zip(article.names, article.right, strict=True)):
        if right and len(right) < len(name.options):
            clues = [[*own, *told] for own, told in zip(own_clues(name), context.clues(i), strict=True)]
            hit = np.array([j in right for j in range(len(clues))])
            yield np.array(clues, dtype=float), hit, share * min(name.times, 4) ** 0.5


def _descend(groups: Sequence[Group], weights: np.ndarray, prior: np.ndarray, steps: int) -> np.ndarray:
    """Adam on the conditional likelihood."""
    rows = np.concatenate([clues for clues, _, _ in groups])
    hits = np.concatenate([hit for _, hit, _ in groups])
    starts = np.cumsum([0] + [len(hit) for _, hit, _ in groups])[:-1]
    of = np.repeat(np.arange(len(groups)), [len(hit) for _, hit, _ in groups])
    counts = np.array([count for _, _, count in groups])
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        scores = rows @ weights
        scores -= np.maximum.reduceat(scores, starts)[of]
        raised = np.exp(scores)
        all_shares = raised / np.add.reduceat(raised, starts)[of]
        right = np.where(hits, raised, 0)
        right_shares = right / np.maximum(np.add.reduceat(right, starts), 1e-12)[of]
        slope = rows.T @ ((all_shares - right_shares) * counts[of]) + _HOLD * (weights - prior)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        weights = weights - 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def _use(weights: np.ndarray) -> None:
    """Read with these weights from now on."""
    told = tuple(float(weight) for weight in weights)
    choose.weights = lambda: told  # type: ignore[assignment]


def accuracy(articles: Sequence[Marked], weights: dict[str, float]) -> float:
    """The share of names, each as often as it is printed, whose first option is right."""
    _use(np.array([weights[clue] for clue in CLUES]))
    hits = total = 0
    for article in articles:
        for name, right, share in zip(article.names, article.right, beliefs(article.names), strict=True):
            if right:
                hits += name.times * (share.index(max(share)) in right)
                total += name.times
    return hits / total


def main() -> None:
    """Parse the options and run."""
    parser = argparse.ArgumentParser(prog="python -m training.gazetteer.choice", description=__doc__)
    parser.add_argument("data", type=Path, nargs="+", help="files of articles with their places marked")
    parser.add_argument("--across", action="store_true", help="measure each file by the weights of the others")
    options = parser.parse_args()
    files = {
        re.split(r"\.", path.name)[0]: [marked(r, d, f) for r, _, d, f in read_marked(path)] for path in options.data
    }
    for name, articles in files.items():
        print(f"{name}: by hand {accuracy(articles, PRIOR):.3f}")
        if options.across:
            others = [(a, 1.0) for other, them in files.items() if other != name for a in them]
            print(f"{name}: by weights of the others {accuracy(articles, fit(others)):.3f}")
    # every file counts as much as the largest
    most = max(map(len, files.values()))
    fitted = fit([(a, (most / len(articles)) ** 0.5) for articles in files.values() for a in articles])
    for name, articles in files.items():
        print(f"{name}: by its own and the others' {accuracy(articles, fitted):.3f}")
    FILE.write_text(json.dumps({"weights": fitted}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
