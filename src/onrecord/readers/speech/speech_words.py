"""The words by which the one who speaks is found, read once from their data file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """Pronouns, people without a name, and what a pair may be; ``data/speech_words.toml`` says which is which."""

    pronouns: frozenset[str]
    anonymous: frozenset[str]
    studies: frozenset[str]
    passive: frozenset[str]
    told: frozenset[str]
    bidding: frozenset[str]
    pairs: Mapping[str, frozenset[str]]


@lru_cache(maxsize=1)
def speech_words() -> SpeechWords:
    """The data file, read once a process."""
    tables = tomllib.loads((files("onrecord.readers") / "data" / "speech_words.toml").read_text(encoding="utf-8"))
    pairs = {noun: frozenset(kinds) for noun, kinds in tables["pairs"].items()}
    return SpeechWords(
        pronouns=frozenset(tables["pronouns"]),
        anonymous=frozenset(tables["anonymous"]),
        studies=frozenset(tables["studies"]),
        passive=frozenset(tables["passive"]),
        told=frozenset(tables["told"]),
        bidding=frozenset(tables["bidding"]),
        pairs=pairs,
    )
