"""What stance the speaker takes: from the cue, and from the content where the cue is silent."""

import re
import tomllib
from collections.abc import Mapping
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
_BY_CUE, _BY_CONTENT, _PLAIN = 1.0, 0.5, 1.0
"""What the cue's word, the content's words and a plain cue ("said" asserts) weigh beside the trained head's chances. (From a
coarse sweep on the project's own annotated articles: the figure is flat around them.)"""


def stance_of(cue: Tokens | None, content: str, chances: Mapping[Stance, float] | None = None) -> Stance:
    """The stance of one attribution: the words of cue and content weighed with the trained head's chances."""
    weighed: dict[Stance, float] = dict(chances or {})
    by_cue = _by_cue(cue) if cue is not None else None
    if by_cue:
        weighed[by_cue] = weighed.get(by_cue, 0.0) + _BY_CUE
        return max(weighed, key=lambda stance: weighed[stance])
    by_content = next((stance for stance, pattern in _lexicon().content if pattern.search(content)), None)
    if by_content:
        if not weighed:
            return by_content
        weighed[by_content] = weighed.get(by_content, 0.0) + _BY_CONTENT
    weighed["asserts"] = weighed.get("asserts", 0.0) + _PLAIN
    return max(weighed, key=lambda stance: weighed[stance])


def _by_cue(cue: Tokens) -> Stance | None:
    """What the cue's own words say; None where they leave it open."""
    known = _lexicon()
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
    return next((known.single[lemma] for lemma in lemmas if lemma in known.single), None)
