"""Which names are media, and which nouns are channels of speech."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Media:
    """Names and words of media, channels of speech."""

    names: re.Pattern[str]
    words: frozenset[str]
    channels: frozenset[str]

    def is_medium(self, phrase: str) -> bool:
        """Whether a noun phrase names an agency, a paper, a station or a site."""
        last = re.findall(r"\w+", phrase.lower())[-1:]
        return bool(self.names.search(phrase)) or bool(self.words & set(last))

    def is_channel(self, lemma: str) -> bool:
        """Whether a noun is something that words are put into: a statement, a letter, an interview."""
        return lemma.lower() in self.channels


@lru_cache(maxsize=1)
def media() -> Media:
    """The data file, read once."""
    tables = tomllib.loads((files("onrecord.readers") / "data" / "via.toml").read_text(encoding="utf-8"))
    names = "|".join(re.escape(name) for name in sorted(tables["names"], key=len, reverse=True))
    return Media(re.compile(rf"(?<!\w)(?:{names})(?!\w)"), frozenset(tables["words"]), frozenset(tables["channels"]))
