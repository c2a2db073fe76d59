"""Floors: figures once reached, pinned with a digest of the data they were reached on (after trafilatura's gate)."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from onrecord.errors import MissingPartError

SLACK = 0.002
"""How far under its floor a figure may fall: another processor rounds the model's numbers in the last place."""


@dataclass(frozen=True, slots=True)
class Row:
    """One measured figure: an F1 or an accuracy from 0 to 1; lower is better where ``low`` is set."""

    task: str
    set: str
    metric: str
    value: float
    p: float | None = None
    r: float | None = None
    n: int | None = None
    low: bool = False

    @classmethod
    def of(cls, task: str, row: Mapping[str, Any]) -> Self:
        """A row of the measuring script's JSON."""
        return cls(task, row["set"], row["metric"], row["value"], row["p"], row["r"], row["n"], row["low"])

    @property
    def key(self) -> str:
        """Its name in the floors' file."""
        return f"{self.task} / {self.set} / {self.metric}"


def digest(data: Path) -> str:
    """A hash of every file of the measuring data, by name and content."""
    whole = hashlib.sha256()
    for path in sorted(p for p in data.rglob("*") if p.is_file()):
        whole.update(path.relative_to(data).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


@dataclass(frozen=True, slots=True)
class Floors:
    """The pinned figures and the file they stand in."""

    path: Path
    data: str | None
    figures: Mapping[str, float]

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the file; without one there are no floors yet."""
        if not path.is_file():
            return cls(path, None, {})
        known = json.loads(path.read_text(encoding="utf-8"))
        return cls(path, known["data"], known["figures"])

    def undercut(self, rows: Iterable[Row], data: Path) -> list[str]:
        """A line for each figure that is worse than its floor.

        Raises:
            MissingPartError: the data is not what the floors were set on, or no floor was compared.

        """
        if self.data != digest(data):
            raise MissingPartError(
                f"the floors in {self.path.name} were set on other data. Set them anew with `onrecord bench all --write`."
            )
        compared = [row for row in rows if row.key in self.figures]
        if not compared:
            raise MissingPartError(
                f"{self.path.name} has no floor for any of these figures. Set them with `onrecord bench all --write`."
            )
        return [
            f"{row.key}: {row.value:.4f}, floor {self.figures[row.key]:.4f}" for row in compared if self._worse(row)
        ]

    def _worse(self, row: Row) -> bool:
        floor = self.figures[row.key]
        return row.value > floor + SLACK if row.low else row.value < floor - SLACK

    def raised(self, rows: Iterable[Row], data: Path) -> Self:
        """Floors as high as what was reached. A figure that fell keeps its floor: lowering one is done by hand, with a reason."""
        figures = dict(self.figures) if self.data == digest(data) else {}
        for row in rows:
            old = figures.get(row.key, row.value)
            figures[row.key] = round(min(old, row.value) if row.low else max(old, row.value), 4)
        return type(self)(self.path, digest(data), figures)

    def save(self) -> None:
        """Write the file."""
        known = {"data": self.data, "figures": dict(sorted(self.figures.items()))}
        self.path.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
