"""What type the words of the project's own training sentences stand for: a table of hints beside the trigger lexicon.

``python -m training.events.hints`` parses the sentences and writes ``src/onrecord/readers/data/trigger_hints.toml``: for each
lemma that carries an event in at least two sentences, how often it did so with which type and mode, and how often it stood
there without one. The reader takes a hint as evidence for a type, never as an event by itself.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Doc

from onrecord.language import pipeline
from onrecord.readers.acts.triggers import carrier
from training.events.sentences import Sentence, load

TABLE = Path(__file__).parents[2] / "src/onrecord/readers/data/trigger_hints.toml"
LEAST = 2
HEADER = """\
# What type the words of the project's own training sentences stood for, by lemma: "type" or "type/mode" = how often; "" = how
# often the word stood there without an event. Made by `python -m training.events.hints`; not to be edited by hand.

"""


def main() -> int:
    """Write the table."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    sentences = load()
    docs = pipeline().pipe(sentence.text for sentence in sentences)
    for sentence, doc in zip(sentences, docs, strict=True):
        for lemma, kind in _words(sentence, doc):
            counts[lemma][kind] += 1
    kept = {w: c for w, c in sorted(counts.items()) if c.total() - c[""] >= LEAST}
    rows = (f"{_quoted(word)} = {{ {_row(counted)} }}\n" for word, counted in kept.items())
    TABLE.write_text(HEADER + "".join(rows), encoding="utf-8")
    sys.stderr.write(f"{len(kept)} words in {TABLE}\n")
    return 0


def _words(sentence: Sentence, doc: Doc) -> Iterator[tuple[str, str]]:
    marked: set[int] = set()
    for event in sentence.events:
        tokens = doc.char_span(*event.trigger, alignment_mode="expand")
        if tokens is not None:
            marked.update(token.i for token in tokens)
            yield carrier(tokens).lemma_.lower(), event.type + (f"/{event.mode}" if event.mode else "")
    for token in doc:
        if token.i not in marked and token.pos_ in {"NOUN", "VERB", "ADJ"}:
            yield token.lemma_.lower(), ""


def _row(counted: Counter[str]) -> str:
    return ", ".join(f"{_quoted(kind)} = {n}" for kind, n in sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def _quoted(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


if __name__ == "__main__":
    sys.exit(main())
