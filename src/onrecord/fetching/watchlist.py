"""The file that says what to watch: feeds, where to put them, how often to look."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import UsageError


@dataclass(frozen=True, slots=True)
class Watchlist:
    """What ``feeds.toml`` says."""

    feeds: tuple[str, ...]
    folder: Path
    """Of the archives; a relative one lies beside the file."""
    ledger: str | None
    minutes: float
    allow_private: frozenset[str]


_KNOWN = {"feeds": list, "folder": str, "ledger": str, "minutes": (int, float), "allow_private": list}


def load_watchlist(path: Path) -> Watchlist:
    """Read and check the file. Raises UsageError that says what to mend."""
    try:
        kept = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as cause:
        raise UsageError(f"{path} cannot be read: {cause.strerror}. Check the path.") from cause
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as cause:
        raise UsageError(f"{path} is not TOML: {cause}. Mend that line.") from cause
    for name, value in kept.items():
        _check(path, name, value)
    feeds, minutes = kept.get("feeds", []), kept.get("minutes", 30)
    if not feeds:
        raise UsageError(f'{path} names no feed. Write feeds = ["https://…"] into it.')
    if not 0.01 <= minutes <= 60 * 24 * 31:
        raise UsageError(f"{path}: minutes must lie between 0.01 and 44640.")
    beside = path.absolute().parent
    ledger = kept.get("ledger")
    return Watchlist(
        feeds=tuple(dict.fromkeys(feeds)),
        folder=beside / kept.get("folder", "archive"),
        ledger=str(beside / ledger) if ledger else None,
        minutes=float(minutes),
        allow_private=frozenset(kept.get("allow_private", [])),
    )


def _check(path: Path, name: str, value: Any) -> None:
    kind = _KNOWN.get(name)
    if kind is None:
        raise UsageError(f"{path}: there is no setting {name!r}. Known are {', '.join(_KNOWN)}.")
    of_words = isinstance(value, list) and all(isinstance(one, str) for one in value)
    if not isinstance(value, kind) or isinstance(value, bool) or (kind is list and not of_words):  # type: ignore[arg-type]
        wanted = {list: "a list of words", str: "a word"}.get(kind, "a number")  # type: ignore[call-overload]
        raise UsageError(f"{path}: {name} must be {wanted}.")
