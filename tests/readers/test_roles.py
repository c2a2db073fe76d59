"""Where the encoder looks for those who take part in an event."""

from onrecord.language.encoder import encode
from onrecord.language.evidence import event_words
from onrecord.readers.acts.roles import Seekers
from onrecord.records import Span
from tests.language.test_evidence import SIEGE, span
from tests.language.test_tagger import document


def test_roles_are_looked_for_in_the_words_own_line():
    page = document(SIEGE)
    [word] = event_words(page)
    seekers = Seekers(encode(page), word.piece)
    assert seekers.chance("recipient", span(page, "the old town")) > 0.5
    assert seekers.chance("recipient", span(page, "bridge")) == 0
    assert 0 <= seekers.nobody("actor") <= 1
    whole = seekers.chance("actor", Span(0, page.text.index("\n")))
    assert abs(whole + seekers.nobody("actor") - 1) < 1e-4
