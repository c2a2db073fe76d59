from pathlib import Path
from typing import get_args

from onrecord.language.heads import MODES
from onrecord.readers.acts.codebook import page
from onrecord.readers.acts.event_types import event_types
from onrecord.records import EventType

ROOT = Path(__file__).resolve().parents[2]


def test_the_printed_page_is_up_to_date():
    printed = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert printed == page(), "run: onrecord codebook > docs/codebook.md"


def test_every_type_and_mode_has_its_page_with_two_examples():
    types = event_types()
    assert set(types) == set(get_args(EventType))
    entries = [*types.values(), *(mode for kind in types.values() for mode in kind.modes.values())]
    assert all(e.definition and e.counts and e.excludes and len(e.examples) == 2 for e in entries)
    assert len({example for e in entries for example in e.examples}) == 2 * len(entries)


def test_the_encoder_answers_with_the_codebooks_modes():
    assert {mode for kind in event_types().values() for mode in kind.modes} == set(MODES)
