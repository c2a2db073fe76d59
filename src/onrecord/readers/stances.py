"""What stance the speaker takes: from the cue, and from the content where the cue is silent."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import cast, get_args

from spacy.tokens import Span as Tokens

from onrecord.errors import MissingPartError
from onrecord.records import Stance


@dataclass(frozen=True, slots=True)
class _Lexicon:
    single: dict[str, Stance]
    phrases: tuple[tuple[str, Stance], ...]
    negated: dict[str, Stance]
    content: tuple[tuple[Stance, re.Pattern[str]], ...]


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    """The data file, checked.

    Raises:
        MissingPartError: it names a stance that does not exist.

    """
    tables = tomllib.loads((files("onrecord.readers") / "data" / "stances.toml").read_text(encoding="utf-8"))
    named = {*tables["cues"], *tables["negated"].values(), *(row["stance"] for row in tables["content"])}
    if unknown := named - set(get_args(Stance)):
        raise MissingPartError(
            f"stances.toml names stances that do not exist: {', '.join(sorted(unknown))}. Install onrecord again."
        )
    pairs = [(lemma, cast(Stance, stance)) for stance, lemmas in tables["cues"].items() for lemma in lemmas]
    return _Lexicon(
        {lemma: stance for lemma, stance in pairs if " " not in lemma},
        tuple((lemma, stance) for lemma, stance in pairs if " " in lemma),
        tables["negated"],
        tuple((row["stance"], re.compile(row["pattern"], re.IGNORECASE)) for row in tables["content"]),
    )


_NEGATIONS = {"not", "n't", "n’t", "never", "no"}


def stance_of(cue: Tokens | None, content: str) -> Stance:
    """The stance of one attribution; a plain report asserts."""
    known = _lexicon()
    if cue is not None:
        lemmas = [token.lemma_.lower() for token in cue]
        said = " ".join(lemmas)
        negated = bool(_NEGATIONS & {token.lower_ for token in cue}) or any(
            child.dep_ == "neg" for child in cue.root.children
        )
        if negated and (stance := known.negated.get(cue.root.lemma_.lower())):
            return stance
        for phrase, stance in known.phrases:
            if phrase in said:
                return stance
        for lemma in lemmas:
            if lemma in known.single:
                return known.single[lemma]
    return next((stance for stance, pattern in known.content if pattern.search(content)), "asserts")
