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
    own: frozenset[str]
    """Channels that are the speaker's own and no medium."""
    first: frozenset[str]
    """Words that make a medium of the name behind them ("Radio Prague")."""
    listeners: frozenset[str]
    """People to whom something is told without being a medium."""

    def is_medium(self, phrase: str) -> bool:
        """Whether a noun phrase names an agency, a paper, a station or a site."""
        words = re.findall(r"\w+", phrase.lower())
        return (
            bool(self.names.search(phrase)) or bool(self.words & set(words[-1:])) or bool(self.first & set(words[:1]))
        )

    def is_channel(self, lemma: str) -> bool:
        """Whether a noun is something that words are put into: a statement, a letter, an interview."""
        return lemma.lower() in self.channels


@lru_cache(maxsize=1)
def media() -> Media:
    """The data file, read once."""
    tables = tomllib.loads((files("onrecord.readers") / "data" / "via.toml").read_text(encoding="utf-8"))
    names = "|".join(re.escape(name) for name in sorted(tables["names"], key=len, reverse=True))
    lists = (frozenset(tables[name]) for name in ("words", "channels", "own", "first", "listeners"))
    return Media(re.compile(rf"(?<!\w)(?:{names})(?!\w)"), *lists)
