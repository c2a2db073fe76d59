"""The accuracy page: one table a task, each figure beside the ones to beat."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from onrecord.bench.floors import Row

_INTRO = """# How accurate it is

Written by `onrecord bench all --write` from this code; do not edit the tables by hand. Figures are in per cent unless a
row says otherwise; P, R and F1 count over all articles of a set together. *Peer*: a tool that one can install. *Trial*:
our own quick try before this code. *People*: annotators against each other. The sets are the development halves: other
articles of the same kind are held back. What each row means stands in the measuring script's own page.
"""

_END = "<!-- tables end -->"
_KINDS = ("peer", "trial", "people", "published")


_COMPARED: Mapping[str, Mapping[str, tuple[tuple[str, str], ...]]] = {
    "attribution": {
        "Everybody's figures by the manner of speech (full: at least half of the content, and the source)": (
            ("polnear_dev", "full (content J>=.5 and source)"),
            ("polnear_dev", "full, direct"),
            ("polnear_dev", "full, mixed"),
            ("polnear_dev", "full, indirect"),
        )
    },
    "events": {
        "Everybody's figures": (
            ("case2021", "weighted F1, all 30 classes"),
            ("case2021", "weighted F1, 25 ACLED classes"),
            ("indiapolice", "sentence: macro F1"),
            ("indiapolice", "document: macro F1"),
        )
    },
}
"""By task: tables in which each system has a row, and their columns (set and figure)."""


def _beside(
    title: str, rows: Sequence[Row], columns: Sequence[tuple[str, str]], references: Mapping[str, Any]
) -> str | None:
    """One table with a row a system, ours first; None where a column was not measured."""
    ours = {(row.set, row.metric): row for row in rows}
    if not all(column in ours for column in columns):
        return None
    systems: dict[str, dict[int, float]] = {}
    for i, (name, metric) in enumerate(columns):
        for known in references.get(name, {}).get(metric, []):
            systems.setdefault(f"{known['system']} ({known['kind']})", {})[i] = known["value"]
    heads = [metric if "full" in metric else f"{name}: {metric}" for name, metric in columns]
    lines = [f"| {title} | " + " | ".join(heads) + " |", "|---" * (len(columns) + 1) + "|"]
    lines.append("| **Onrecord** | " + " | ".join(f"**{_shown(c[1], ours[c].value)}**" for c in columns) + " |")
    for system, known in systems.items():
        cells = (_shown(c[1], known[i]) if i in known else "" for i, c in enumerate(columns))
        lines.append(f"| {system} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def accuracy_page(path: Path, rows: Sequence[Row], references: Mapping[str, Any]) -> str:
    """The page with fresh tables for the tasks in ``rows``; tables of other tasks and the text after them are kept."""
    old = path.read_text(encoding="utf-8") if path.is_file() else _INTRO + "\n" + _END + "\n"
    tables, _, after = old.removeprefix(_INTRO).partition(_END)
    sections = dict(_sections(tables))
    for task in dict.fromkeys(row.task for row in rows):
        of_task = [row for row in rows if row.task == task]
        compared = [_beside(title, of_task, metrics, references) for title, metrics in _COMPARED.get(task, {}).items()]
        sections[task] = "\n\n".join([*filter(None, compared), _table(of_task, references)])
    body = "".join(f"\n## {task}\n\n{table.strip()}\n" for task, table in sorted(sections.items()))
    return f"{_INTRO}{body}\n{_END}{after}"


def _sections(text: str) -> Iterable[tuple[str, str]]:
    for part in text.split("\n## ")[1:]:
        title, _, body = part.partition("\n")
        yield title.strip(), body


def _table(rows: Iterable[Row], references: Mapping[str, Any]) -> str:
    lines = ["| set | figure | P | R | reached | n | to beat |", "|---|---|---|---|---|---|---|"]
    for row in rows:
        p, r = (f"{100 * x:.1f}" if x is not None else "" for x in (row.p, row.r))
        beat = _to_beat(row, references.get(row.set, {}).get(row.metric, []))
        lines.append(
            f"| {row.set} | {row.metric} | {p} | {r} | **{_shown(row.metric, row.value)}** | {row.n or ''} | {beat} |"
        )
    return "\n".join(lines)


def _to_beat(row: Row, known: Sequence[Mapping[str, Any]]) -> str:
    """The best figure of each kind."""
    best = []
    for kind in _KINDS:
        of_kind = [x for x in known if x["kind"] == kind]
        if of_kind:
            top = (min if row.low else max)(of_kind, key=lambda x: x["value"])
            best.append(f"{top['system']} {_shown(row.metric, top['value'])} ({kind})")
    return " · ".join(best)


def _shown(metric: str, value: float) -> str:
    if "km" in metric and "@" not in metric:
        return f"{value:.1f}"
    return f"{value:.2f}" if "per true one" in metric else f"{100 * value:.1f}"


def as_text(broken: Sequence[str], *, checked: bool) -> list[str]:
    """What the floors say, for the terminal."""
    if not checked:
        return []
    return ["", "Below the floor:", *broken] if broken else ["", "Every figure holds its floor."]
