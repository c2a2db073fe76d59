"""What the tagger's bare spans leave undone, mended by the parse: sources cut short, passive voices, media that only pass words on.

The tagger sees word pieces; the parse sees phrases. Where the two differ in ways that grammar settles, grammar decides.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.language import Document, Segment
from onrecord.language.sayings import Saying
from onrecord.readers.people.lexicon import lexicon
from onrecord.readers.speech.media import media
from onrecord.readers.speech.nested import denied_words, through_media
from onrecord.readers.speech.quotation_marks import QuotationMarks
from onrecord.readers.speech.speech_words import speech_words
from onrecord.records import Span

_LONGEST_GAP = 3
"""Blanks and marks between a content and the clause inside it that was cut off."""
_LEAST = 8
"""Characters of a sentence that is a quotation of its own."""


def mended(document: Document, sayings: Sequence[Saying]) -> list[Saying]:
    """The sayings, each with what grammar adds or takes away."""
    made = list(sayings)
    for step in (
        _own_subject,
        _with_cue,
        _without_channel,
        _whole_source,
        _whole_subject,
        _well_ended,
        _whole_denial,
        _quoted_as,
        _passive,
    ):
        made = [step(document, saying) for saying in made]
    made = through_media(document, made)
    made = _continued(document, made)
    made = [_not_cut_short(document, _with_inner(saying, made, document.text)) for saying in made]
    return [replace(saying, content=_one_by_one(document, saying.content)) for saying in made]


def in_bounds(document: Document, sayings: Sequence[Saying], marks: QuotationMarks) -> list[Saying]:
    """The sayings, none with words of its own that grammar gives to another speaker.

    Unquoted words end where the next sentence begins with another's source, and none stand in another paragraph beside others.
    """
    sources = {one.source.start for one in sayings if one.source and one.cue}
    begins = [segment.start + sentence.start_char for segment, sentence in document.sentences()]
    begun = [start for start in begins if start in sources and not marks.holds(start)]
    return [_in_bounds(document, saying, begun) for saying in sayings]


def whole_quotations(sayings: Sequence[Saying], marks: QuotationMarks) -> list[Saying]:
    """The sayings, each with the whole of a quotation of which it has most and no other speaker has any.

    "“We hope | the US will soon change its policy | and stop …,” he said": what one speaker's marks enclose is one speaker's.
    """
    spoken = [one for one in sayings if one.cue and not marks.holds(one.cue.start)]
    owners: dict[Span, set[int]] = {}
    for i, saying in enumerate(spoken):
        for span in saying.content:
            if marks.holds(span.start):
                owners.setdefault(marks.stretch(span.start), set()).add(i)
    longer: dict[int, Saying] = {}
    for quotation, all_who in owners.items():
        # "according to IRNA" tells of the whole, "he said" inside it whose words they are
        who = {i for i in all_who if not any(_tells(spoken[i], spoken[j]) for j in all_who - {i})}
        i = min(who, default=min(all_who))
        saying = longer.get(i, spoken[i])
        inside = [span for span in saying.content if quotation.holds(span)]
        if len(who) == 1 and 2 * sum(span.end - span.start for span in inside) >= quotation.end - quotation.start:
            rest = [span for span in saying.content if span not in inside]
            longer[i] = replace(saying, content=tuple(sorted((*rest, quotation))))
    changed = {id(spoken[i]): saying for i, saying in longer.items()}
    return [changed.get(id(saying), saying) for saying in sayings]


def _tells(outer: Saying, inner: Saying) -> bool:
    return inner.cue is not None and any(span.holds(inner.cue) for span in outer.content)


def _in_bounds(document: Document, saying: Saying, begun: Sequence[int]) -> Saying:
    told = document.segment_at(saying.cue.start) if saying.cue else None
    own = saying.source.start if saying.source else None
    contents = []
    for span in saying.content:
        if span.of(document.text)[:1] in _OPENING:
            contents.append(span)
        elif told is None or document.segment_at(span.start) is told or len(saying.content) == 1:
            end = next((start for start in begun if span.start < start < span.end and start != own), span.end)
            contents.append(Span(span.start, span.start + len(document.text[span.start : end].rstrip())))
    return replace(saying, content=tuple(contents)) if contents else saying


def _continued(document: Document, sayings: list[Saying]) -> list[Saying]:
    """A quoted sentence or paragraph that follows without a cue belongs to the one whose quotation stands right before it."""
    taken = sorted(span for saying in sayings for span in (saying.source, saying.cue, *saying.content) if span)
    last: int | None = None
    made = list(sayings)
    sentences = [(sentence, segment.span(sentence)) for segment, sentence in document.sentences()]
    spoken = _spoken(sayings, [here for _, here in sentences])
    for number, (sentence, here) in enumerate(sentences):
        if mine := spoken.get(number):
            ends = [i for i in mine if _quoted(document, made[i], here)]
            last = ends[-1] if ends else None
        elif last is not None and _all_quoted(sentence) and not any(here.overlaps(span) for span in taken):
            made[last] = replace(made[last], content=(*made[last].content, _stripped(document, here)))
        else:
            last = None
    return made


def _spoken(sayings: Sequence[Saying], sentences: Sequence[Span]) -> dict[int, list[int]]:
    """For each sentence in which anything is said, by number, the sayings that it is part of."""
    starts = [sentence.start for sentence in sentences]
    found: dict[int, list[int]] = {}
    for i, saying in enumerate(sayings):
        reached: set[int] = set()
        for span in saying.content:
            numbers = range(max(0, bisect_right(starts, span.start) - 1), bisect_left(starts, span.end))
            reached.update(number for number in numbers if sentences[number].overlaps(span))
        for number in reached:
            found.setdefault(number, []).append(i)
    return found


def _quoted(document: Document, saying: Saying, sentence: Span) -> bool:
    """Whether quoted words of a saying that has a speaker stand in a sentence."""
    return saying.source is not None and any(
        span.overlaps(sentence) and span.of(document.text)[:1] in _OPENING for span in saying.content
    )


_OPENING = frozenset('“"„«')
_CLOSING = frozenset('”"»')


def _all_quoted(sentence: Tokens) -> bool:
    words = sentence.text.strip()
    return len(words) > _LEAST and words[0] in _OPENING and words[-1] in _CLOSING and not set(words[1:-1]) & _CLOSING


def _stripped(document: Document, span: Span) -> Span:
    words = span.of(document.text)
    return Span(span.start + len(words) - len(words.lstrip()), span.end - (len(words) - len(words.rstrip())))


def _one_by_one(document: Document, content: Sequence[Span]) -> tuple[Span, ...]:
    """Parts between which nothing but a blank or a mark stands are one part."""
    parts: list[Span] = []
    for span in sorted(content):
        last = parts[-1] if parts else None
        between = document.text[last.end : span.start] if last else "x"
        if last and len(between) <= _LONGEST_GAP and not between.strip(" ,:“\"‘'"):
            parts[-1] = Span(last.start, max(last.end, span.end))
        else:
            parts.append(span)
    return tuple(parts)


def _whole_source(document: Document, saying: Saying) -> Saying:
    """A source of whole words that ends with its noun: "The | statement said", "E.|U. leaders", "a video of | the march"."""
    tokens, segment = _tokens(document, saying.source)
    if tokens is None or segment is None or saying.source is None:
        return saying
    last, start = tokens[-1], min(saying.source.start, segment.span(tokens[0]).start)
    whole = Span(start, saying.source.end)
    behind = [child for child in last.children if child.i > last.i]
    if last.pos_ == "DET" and last.head.i > last.i and last.head.pos_ in ("NOUN", "PROPN"):
        whole = Span(start, segment.span(last.head).end)
    elif last.lower_ == "of" and behind:
        whole = Span(start, segment.span(behind[0]).end)
    elif len(tokens) > 1 and last.pos_ in ("ADP", "CCONJ"):
        whole = Span(start, segment.span(last.nbor(-1)).end)
    taken = [span for span in (saying.cue, *saying.content) if span]
    return saying if any(span.overlaps(whole) for span in taken) else replace(saying, source=whole)


def _whole_subject(document: Document, saying: Saying) -> Saying:
    """The verb's subject: all of it in "a complaint to | the court | says", no more than it in "the court this month rejected"."""
    cue, segment = _tokens(document, saying.cue)
    source, home = _tokens(document, saying.source)
    if cue is None or source is None or segment is None or segment is not home:
        return saying
    subject = next((child for child in cue.root.children if child.dep_ == "nsubj" and child.i < cue.root.i), None)
    if subject is None or subject.pos_ == "VERB":  # a clause taken for a noun
        return saying
    whole = subject.doc[subject.left_edge.i : subject.right_edge.i + 1]
    if source.start <= subject.i < source.end:
        beyond = next((t for t in source if t.i >= whole.end and not t.is_punct), None)
        circumstance = beyond is not None and beyond.head == cue.root and beyond.dep_ in _CIRCUMSTANCES
        if not circumstance or source.start != whole.start:
            return saying
    elif not _is_within(source.root, subject):
        return saying
    found = segment.span(whole)
    taken = [span for span in (saying.cue, *saying.content) if span]
    return saying if any(span.overlaps(found) for span in taken) else replace(saying, source=found)


_CIRCUMSTANCES = frozenset(("prep", "npadvmod", "advmod"))
_DESCRIBING = frozenset(("prep", "pobj", "acl", "relcl", "agent", "nsubj", "dobj", "compound", "amod"))


def _is_within(token: Token, subject: Token) -> bool:
    """Whether a word stands in what describes a subject; what is merely set beside it may be a speaker of its own."""
    while token != subject:
        if token.dep_ not in _DESCRIBING or token.head == token:
            return False
        token = token.head
    return True


def _well_ended(document: Document, saying: Saying) -> Saying:
    """A source that ends with a whole name and no open clause: "Mr | . Ban", "the society, which |", "Not | everyone"."""
    tokens, segment = _tokens(document, saying.source)
    if tokens is None or segment is None or saying.source is None:
        return saying
    start, last = saying.source.start, tokens[-1]
    behind = last.nbor() if last.i + 1 < len(last.doc) else None
    if len(tokens) > 1 and last.tag_ in ("WDT", "WP"):
        kept = document.text[start : segment.span(last).start].rstrip(" ,—–-")
        return replace(saying, source=Span(start, start + len(kept))) if kept else saying
    if len(tokens) == 1 and last.lower_ == "not" and behind is not None and behind.pos_ == "PRON":
        return replace(saying, source=Span(start, segment.span(behind).end))
    if saying.source.of(document.text) in _TITLES and document.text[saying.source.end : saying.source.end + 1] == ".":
        while behind is not None and behind.pos_ == "PROPN":
            last, behind = behind, behind.nbor() if behind.i + 1 < len(behind.doc) else None
        return replace(saying, source=Span(start, segment.span(last).end))
    return saying


_TITLES = frozenset(("Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "Gen", "Col", "Prof"))


def _whole_denial(document: Document, saying: Saying) -> Saying:
    """All that is denied: "The army denied that it had blocked | aid"; never what another sentence tells."""
    cue, segment = _tokens(document, saying.cue)
    if cue is None or segment is None or cue.root.lemma_ != "deny":
        return saying
    denied = denied_words(cue.root)
    whole = segment.span(denied) if denied is not None else None
    sentence = segment.span(cue.sent)
    apart = not any(sentence.overlaps(span) for span in saying.content)
    a_part = len(saying.content) == 1 and whole is not None and whole.holds(saying.content[0])
    return replace(saying, content=(whole,)) if whole and (apart or a_part) else saying


def _quoted_as(document: Document, saying: Saying) -> Saying:
    """Who speaks where "Tass quoted him as saying …" and "he was quoted by Tass as saying …": he, and Tass is how it came."""
    cue, segment = _tokens(document, saying.cue)
    if cue is None or segment is None or " as " not in cue.sent.text:
        return saying
    verb = next((token for token in cue.sent if token.lemma_ in ("quote", "cite") and _near(token, cue)), None)
    if verb is None or not _as_saying(verb):
        return saying
    wanted = {"nsubjpass"} if any(c.dep_ == "auxpass" for c in verb.children) else {"dobj"}
    speaker = next((child for child in verb.children if child.dep_ in wanted), None)
    if speaker is None:
        speaker = next(
            (c for v in verb.children for c in v.children if v.i > verb.i and c.dep_ == "nsubj" and c.i > verb.i), None
        )
    if speaker is None:
        return saying
    source = segment.span(_plain_phrase(speaker))
    content = tuple(span for span in saying.content if not source.holds(span))
    if not content or any(span.holds(segment.span(speaker)) for span in content):
        return saying
    return replace(saying, source=source, content=content)


def _own_subject(document: Document, saying: Saying) -> Saying:
    """Who speaks where the source stands in what is said: "Raisi accused …, reported AFP" is AFP's report."""
    cue, segment = _tokens(document, saying.cue)
    source = saying.source
    if cue is None or segment is None or source is None or not any(span.holds(source) for span in saying.content):
        return saying
    children = list(cue.root.children)
    subject = next((child for child in children if child.dep_ in ("nsubj", "nsubjpass")), None)
    subject = next((child for child in children if media().is_medium(child.text)), subject)
    if subject is None or any(span.holds(segment.span(subject)) for span in saying.content):
        return saying
    return replace(saying, source=segment.span(_plain_phrase(subject)))


def _near(verb: Token, cue: Tokens) -> bool:
    return cue.start <= verb.i < cue.end or verb in list(cue.root.ancestors)[:2]


def _as_saying(verb: Token) -> bool:
    """Whether "as saying" follows."""
    after = [token.lower_ for token in verb.doc[verb.i + 1 : verb.sent.end]]
    return any(one == "as" and other in ("saying", "telling", "warning", "adding") for one, other in pairwise(after))


def _plain_phrase(noun: Token) -> Tokens:
    right = max(
        [
            noun.i,
            *(
                c.right_edge.i
                for c in noun.children
                if c.i > noun.i and c.dep_ in ("prep", "appos", "flat") and c.lower_ != "as"
            ),
        ]
    )
    return noun.doc[noun.left_edge.i : right + 1]


def _passive(document: Document, saying: Saying) -> Saying:
    """No speaker is named in "he is accused of …" and "it was reported that …", but by what comes after "by"."""
    cue, cue_segment = _tokens(document, saying.cue)
    source, segment = _tokens(document, saying.source)
    if cue is None or source is None or segment is None or cue_segment is not segment:
        return saying
    verb = next((t for t in cue if t.lemma_ in speech_words().passive and t.tag_ == "VBN"), None)
    if verb is None or not any(child.dep_ == "auxpass" for child in verb.children):
        return saying
    subject = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    if subject is None or not source.start <= subject.i < source.end:
        return saying
    agent = next((noun for c in verb.children if c.dep_ == "agent" for noun in c.children if noun.dep_ == "pobj"), None)
    if agent is not None and not any(span.holds(segment.span(agent)) for span in saying.content):
        return replace(saying, source=segment.span(_plain_phrase(agent)))
    if subject.lower_ == "it" or saying.source is None:
        return replace(saying, source=None)
    return replace(saying, source=None, content=tuple(sorted((saying.source, *saying.content))))


def _with_inner(saying: Saying, sayings: Sequence[Saying], text: str) -> Saying:
    """What is said holds all of the speech inside it: a content that stops in the middle of that goes on to its end."""
    for other in sayings:
        if other is saying or other.cue is None:
            continue
        inner = other.content[-1]
        for i, span in enumerate(saying.content):
            holds = span.holds(other.cue) or (other.source is not None and span.holds(other.source))
            after = inner.start if span.holds(other.cue) else other.cue.start
            if not holds or not 0 <= after - span.end <= _LONGEST_GAP or text[span.end : after].strip(" ,"):
                continue
            longer, rest = Span(span.start, inner.end), saying.content[i + 1 :]
            own = [part for part in (saying.cue, saying.source, *rest) if part]
            if inner.start < other.cue.start or any(longer.overlaps(part) for part in own):
                continue
            return replace(saying, content=(*saying.content[:i], longer, *rest))
    return saying


def _not_cut_short(document: Document, saying: Saying) -> Saying:
    """What is said goes on where its last word needs another: "the man was now in | custody", "a plan to shut the | mine"."""
    own = [span for span in (saying.cue, saying.source) if span]
    cue, _ = _tokens(document, saying.cue)
    content = []
    for span in saying.content:
        whole = Span(span.start, _needed(document, span, cue))
        content.append(span if any(whole.overlaps(part) and not span.overlaps(part) for part in own) else whole)
    return replace(saying, content=tuple(content))


def _needed(document: Document, span: Span, cue: Tokens | None) -> int:
    """Where a span should end, if its last word cannot end it and no mark follows."""
    tokens, segment = _tokens(document, span)
    if tokens is None or segment is None or len(tokens) == 1 or tokens.end >= tokens[-1].sent.end:
        return span.end
    last = tokens[-1]
    if last.pos_ not in _NEEDY or last.is_punct or last.nbor().is_punct:
        return span.end
    if last.pos_ == "ADP" and cue is not None and last.head in cue:
        return segment.span(
            last.nbor(-1)
        ).end  # "endorsed the senator | in | the race": of the speaking, not of the words
    behind = [child for child in last.children if child.i > last.i and not child.is_punct]
    if last.head.i > last.i:
        end = last.head.right_edge
    elif behind:
        end = behind[-1].right_edge
    else:
        return span.end
    while end.is_punct and end.i > last.i:
        end = end.nbor(-1)
    return segment.span(end).end


_NEEDY = frozenset(("ADP", "DET", "AUX", "PART", "SCONJ", "PRON"))


def _with_cue(document: Document, saying: Saying) -> Saying:
    """Content that begins with the verb of saying itself ("denied attacking …") gives it up as its cue."""
    tokens, segment = _tokens(document, saying.content[0])
    if saying.cue is not None or saying.source is None or tokens is None or segment is None:
        return saying
    verb = next((t for t in tokens[:3] if t.pos_ == "VERB" and t.lemma_ in lexicon().speech), None)
    if verb is None or verb.i + 1 >= tokens.end or not all(t.pos_ == "AUX" for t in tokens[: verb.i - tokens.start]):
        return saying
    if not any(c.dep_ == "nsubj" and saying.source.holds(segment.span(c)) for c in verb.children):
        return saying
    rest = segment.span(tokens[verb.i + 1 - tokens.start :])
    cue = segment.span(tokens[: verb.i + 1 - tokens.start])
    return replace(saying, cue=cue, content=(rest, *saying.content[1:]))


def _without_channel(document: Document, saying: Saying) -> Saying:
    """What is said "in an interview with The Times that …" begins with "that"."""
    cue, _ = _tokens(document, saying.cue)
    tokens, segment = _tokens(document, saying.content[0])
    if cue is None or tokens is None or segment is None or tokens[0].lower_ not in ("in", "on", "to", "during"):
        return saying
    mark = next((t for t in tokens if t.lower_ == "that" and t.dep_ == "mark"), None)
    verbs = {cue.root, *cue.root.conjuncts}
    if mark is None or tokens[0].head not in verbs:
        return saying
    above = mark.head.head
    if above not in verbs and not media().is_channel(above.lemma_):
        return saying
    said = segment.span(tokens[mark.i - tokens.start :])
    return replace(saying, content=(said, *saying.content[1:]))


def _tokens(document: Document, span: Span | None) -> tuple[Tokens | None, Segment | None]:
    if span is None:
        return None, None
    return document.tokens(span), document.segment_at(span.start)
