"""Where the tagger and the annotators part: every difference on a dev set put into one kind, and the kinds counted.

`python -m training.attribution.errors ../shared/bench [polnear_dev or ledger_dev]`
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from training.attribution.corpora import load
from training.attribution.evaluate import SETS, Attribution, Record, predict, scorer

_ATTITUDE = re.compile(
    r"\b(?:believ|think|thought|feel|felt|want|hope|fear|worr|expect|know|knew|s[ae]w\b|see[ns]?\b|consider|intend|plan|"
    r"prefer|doubt|wish|view|lik(?:e|ed)\b|lov|hat(?:e|ed)\b|decid|vow|promis|pledg|support|oppos|favou?r|agree|refus|"
    r"reject|seek|sought|try|tried|understand|concern|suspect|assum|aim)"
)


class Difference(NamedTuple):
    """One disagreement: its kind, and what the annotator and the tagger marked."""

    kind: str
    article: str
    gold: Attribution | None
    found: Attribution | None


def differences(record: Record, found: Sequence[Attribution], bench: Path) -> list[Difference]:
    """Every attribution of one article that is not fully right, and why."""
    score = scorer(bench)
    article = score.Article(record["text"])
    gold, read = article.convert(record["attributions"]), article.convert(found)
    pairs = score.pair(gold, read)
    covered = set().union(*(p["content"] for p in read))
    wanted = set().union(*(g["content"] for g in gold))
    out = []
    for i, g in enumerate(gold):
        p = read[pairs[i]] if i in pairs else None
        kind = _unlike(g, p, score.jaccard) if p else _missed(g, covered, record["text"])
        if kind:
            out.append(Difference(kind, record["id"], g["raw"], p["raw"] if p else None))
    unpaired = sorted(set(range(len(read))) - set(pairs.values()))
    kinds = (_spurious(read[j], wanted, record["text"]) for j in unpaired)
    return out + [Difference(k, record["id"], None, read[j]["raw"]) for j, k in zip(unpaired, kinds, strict=True)]


def _cue(attribution: dict[str, Any], text: str) -> str:
    return " ".join(text[s:e] for s, e in attribution["raw"]["cue"]).lower()


def _missed(gold: dict[str, Any], covered: set[int], text: str) -> str:
    cue = _cue(gold, text)
    if gold["content"] & covered:
        return "missed: glued to its neighbour"
    if re.fullmatch(r"\W*", cue):
        return "missed: only a colon or nothing for a cue"
    if _ATTITUDE.search(cue):
        return "missed: a belief, wish or intention"
    if not gold["source"]:
        return "missed: no source named"
    return "missed: quoted words" if gold["kind"] != "indirect" else "missed: indirect speech"


def _unlike(gold: dict[str, Any], found: dict[str, Any], jaccard: Any) -> str | None:
    if jaccard(gold["content"], found["content"]) < 0.5:
        longer = len(found["content"] - gold["content"]) > len(gold["content"] - found["content"])
        if not longer and len(gold["raw"]["content"]) > 1:
            return "content: a piece of a divided quotation left out"
        return "content: runs too long" if longer else "content: stops short"
    if not gold["source"] and found["source"]:
        return "source: given where there is none"
    if gold["source"] and not found["source"]:
        return "source: left out"
    return "source: another one" if gold["source"] and not gold["source"] & found["source"] else None


def _spurious(found: dict[str, Any], wanted: set[int], text: str) -> str:
    if found["content"] & wanted:
        return "too many: a piece of another's content"
    if found["kind"] == "direct":
        return "too many: quoted words that nobody says"
    return "too many: a belief, wish or intention" if _ATTITUDE.search(_cue(found, text)) else "too many: other"


def study(bench: Path, name: str = "polnear_dev") -> tuple[Counter[str], dict[str, list[Difference]]]:
    """The kinds of difference on a dev set, counted, with their cases."""
    records = load(bench / "data" / SETS[name])
    predicted = predict(records)
    cases: dict[str, list[Difference]] = defaultdict(list)
    for record in records:
        for case in differences(record, predicted[record["id"]], bench):
            cases[case.kind].append(case)
    return Counter({kind: len(found) for kind, found in cases.items()}), cases


def show(counts: Counter[str]) -> None:
    """Print the kinds, commonest first."""
    for kind, number in counts.most_common():
        print(f"{number:5d}  {kind}")


if __name__ == "__main__":
    show(study(Path(sys.argv[1]), *sys.argv[2:])[0])
