"""Speech inside other speech that the tagger leaves out: verbs of saying with what the parse puts under them."""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.language import Document, Segment
from onrecord.language.decoding import character_flags
from onrecord.language.sayings import Saying
from onrecord.readers.acts.triggers import lexicon as triggers
from onrecord.readers.people.lexicon import lexicon
from onrecord.readers.speech.media import media
from onrecord.records import Span

_CONFIDENCE = 0.6
"""Given to what a rule finds: about the share that was right on the project's own annotated articles."""
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "expl"))


@dataclass(frozen=True, slots=True)
class _Cues:
    clause: frozenset[str]
    object: frozenset[str]
    mind: frozenset[str]
    nobody: frozenset[str]


@lru_cache(maxsize=1)
def _cues() -> _Cues:
    tables = tomllib.loads((files("onrecord.readers") / "data" / "cues.toml").read_text(encoding="utf-8"))
    return _Cues(**{name: frozenset(tables[name]) for name in ("clause", "object", "mind", "nobody")})


def with_nested(document: Document, known: list[Saying]) -> list[Saying]:
    """Known sayings and what verbs of saying govern inside known speech, without what nobody else has said there.

    Verbs are looked for only inside known speech: elsewhere the tagger has looked and passed them over (measured: rules
    add nothing there). But a denial is never passed over: without it what is denied would stand as done. Of thoughts
    inside speech only what the tagger finds is kept: most are the speaker's way of speaking.
    """
    cues = [saying.cue for saying in known if saying.cue]
    contents = [span for saying in known for span in saying.content]
    found = [saying for saying in known if not _unsaid(document, saying, contents)]
    for segment in document.segments:
        here = [span for span in contents if segment.start <= span.start < segment.end]
        if not here and not _DENYING.search(segment.doc.text):
            continue
        for token in segment.doc:
            if token.pos_ != "VERB":
                continue
            inside = any(s.start <= segment.start + token.idx < s.end for s in here)
            if not (inside or token.lemma_ == "deny"):
                continue
            one = _saying(token, segment)
            if one is None or one.cue is None or any(cue.overlaps(one.cue) for cue in cues):
                continue
            within = any(span.holds(one.cue) and span.holds(one.content[0]) for span in here)
            if (within or not inside) and not _unsaid(document, one, here):
                found.append(one)
    return found


_DENYING = re.compile(r"den(?:y|ie)", re.IGNORECASE)


def _unsaid(document: Document, saying: Saying, contents: list[Span]) -> bool:
    """Inside somebody's words: what one may, would or is to say, what nobody in particular says, and one's own thoughts.

    "She said she believes that…" is one thing said, by her.
    """
    around = [span for span in contents if saying.cue and span.holds(saying.cue) and span.holds(saying.content[0])]
    tokens = document.tokens(saying.cue) if saying.cue and around else None
    if tokens is None:
        return False
    verb = tokens.root
    helpers = [child for child in verb.children if child.dep_ == "aux" and child.i < verb.i]
    if any(helper.tag_ in ("MD", "TO") and helper.lemma_ != "will" for helper in helpers):
        return True
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None:
        return False
    if subject.lower_ in _cues().nobody:
        return True
    length = saying.content[0].end - saying.content[0].start
    mostly = any(2 * length >= span.end - span.start for span in around)
    return subject.pos_ == "PRON" and verb.lemma_ in _cues().mind and mostly


def _saying(verb: Token, segment: Segment) -> Saying | None:
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    content = _content(verb)
    if (
        subject is None
        or subject.lower_ in {"i", "we", "you"}
        or content is None
        or len(content) < 2
        or content.start <= verb.i
        or subject.i > verb.i
    ):
        return None
    helpers = [child.i for child in verb.children if child.dep_ in {"aux", "auxpass", "neg"} and child.i < verb.i]
    cue = verb.doc[min([verb.i, *helpers]) : verb.i + 1]
    source = verb.doc[subject.left_edge.i : subject.right_edge.i + 1]
    if source.end > cue.start:
        source = verb.doc[subject.i : subject.i + 1]
    return Saying(segment.span(source), segment.span(cue), (segment.span(content),), "verb of saying", _CONFIDENCE)


def _content(verb: Token) -> Tokens | None:
    """The finite clause below the verb, or its object with all that follows ("accused the army of looting")."""
    clause = next((c for c in verb.children if c.i > verb.i and c.dep_ == "ccomp"), None)
    if (
        verb.lemma_ in _cues().clause - _cues().mind
        and clause is not None
        and any(c.dep_ in _SUBJECTS for c in clause.children)
    ):
        return _trimmed(verb.doc[clause.left_edge.i : clause.right_edge.i + 1])
    if verb.lemma_ == "deny" and (denied := denied_words(verb)) is not None:
        return None if denies_a_thing(verb) else denied
    named = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if named is None or verb.lemma_ not in _cues().object:
        return None
    after = [c for c in verb.children if c.i > named.i and c.dep_ in {"prep", "xcomp", "oprd", "ccomp"}]
    last = max([named.right_edge.i, *(c.right_edge.i for c in after)])
    return _trimmed(verb.doc[named.left_edge.i : last + 1])


def denies_a_thing(verb: Token) -> bool:
    """Whether "deny" keeps something from somebody ("denied the children an education"), and not that it is so ("denied any involvement")."""
    denied = denied_words(verb)
    thing = denied.root if denied is not None else None
    return thing is not None and thing.dep_ == "dobj" and thing.lemma_.lower() not in triggers().denial_nouns


def denied_words(verb: Token) -> Tokens | None:
    """What stands behind "deny", by the parse."""
    denied = next((c for c in verb.children if c.i > verb.i and c.dep_ in {"ccomp", "xcomp", "dobj"}), None)
    if denied is None:
        return None
    further = (c.left_edge.i for c in denied.subtree if c.dep_ == "conj" and c.i > denied.i and _told_too(c))
    return _trimmed(verb.doc[denied.left_edge.i : min([denied.right_edge.i + 1, *further])])


def _told_too(verb: Token) -> bool:
    """Whether a joined verb is what the denier does next: "denies that …, and has called it …", "… and say that …"."""
    if verb.pos_ != "VERB" or any(c.dep_ in {"nsubj", "nsubjpass", "mark"} for c in verb.children):
        return False
    joined = next((c for c in verb.head.children if c.dep_ == "cc" and c.i < verb.i), None)
    return verb.lemma_ in lexicon().speech or (joined is not None and joined.nbor(-1).text == ",")


def _trimmed(tokens: Tokens) -> Tokens:
    while len(tokens) > 1 and (tokens[-1].dep_ == "cc" or (tokens[-1].is_punct and tokens[-1].text not in "”\"’'")):
        tokens = tokens[:-1]
    return tokens


def through_media(document: Document, sayings: list[Saying]) -> list[Saying]:
    """Give speech that came through a medium back to its speaker.

    "Raisi accused …, reported AFP" and "…, he said, according to the IRNA website" are Raisi's and his words: the
    medium is how they came, which is read from the sentence again when its speaker is known.
    """
    known = media()
    kept = []
    for saying in sayings:
        medium = saying.source is None or known.is_medium(saying.source.of(document.text))
        if (
            saying.cue is None
            or not medium
            or (saying.source is None and saying.cue.of(document.text).lower() != "reported")
        ):
            kept.append(saying)
        elif not _retold(saying, sayings):
            kept.append(_by_its_speaker(document, saying))
    return kept


def _retold(saying: Saying, sayings: list[Saying]) -> bool:
    """Whether what the medium reports is, but for the edges, somebody's speech that was read on its own."""
    length = sum(span.end - span.start for span in saying.content)
    for other in sayings:
        if other is not saying and other.cue and any(span.holds(other.cue) for span in saying.content):
            covered = sum(span.end - span.start for span in (other.cue, *other.content))
            if covered >= 0.5 * length:
                return True
    return False


def _by_its_speaker(document: Document, saying: Saying) -> Saying:
    """Words that "he said, according to" a medium: the verb of saying with a subject of its own, outside the quotation."""
    tokens = document.tokens(saying.cue) if saying.cue else None
    segment = document.segment_at(saying.cue.start) if saying.cue else None
    if tokens is None or segment is None or tokens[0].lower_ not in ("according", "quoted", "reported"):
        return saying
    quoted = character_flags(document.text[segment.start : segment.end])
    for verb in tokens.sent:
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        if verb.lemma_ not in _cues().clause or subject is None or quoted[verb.idx]:
            continue
        source, cue = segment.span(verb.doc[subject.left_edge.i : subject.right_edge.i + 1]), segment.span(verb)
        said = Span(min(source.start, cue.start), max(source.end, cue.end))
        content = tuple(part for whole in saying.content for part in _without(whole, said, document.text))
        if any(quoted[part.start - segment.start] for part in content if segment.start <= part.start < segment.end):
            return replace(saying, source=source, cue=cue, content=content)
    return saying


def _without(whole: Span, part: Span, text: str) -> list[Span]:
    """A span with a part cut out, and without the marks and blanks at the cut."""
    if not whole.overlaps(part):
        return [whole]
    found = []
    for start, end in ((whole.start, part.start), (part.end, whole.end)):
        words = text[start:end]
        first = start + len(words) - len(words.lstrip(" ,"))
        last = end - (len(words) - len(words.rstrip(" ,")))
        if any(c.isalnum() for c in text[first:last]):
            found.append(Span(first, last))
    return found
