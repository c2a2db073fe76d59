"""From bytes to articles: what was handed in becomes pages, and every line of a page finds its part.

``find_inputs`` lists what a user named, ``read_input`` streams it as split pages, ``split`` cuts one
text page, ``fates_of`` says what became of every line.
"""

from onrecord.pages.fates import Fate, fates_of
from onrecord.pages.inputs import Input, find_inputs, read_input, source_of
from onrecord.pages.limits import Limits
from onrecord.pages.split import split

__all__ = ["Fate", "Input", "Limits", "fates_of", "find_inputs", "read_input", "source_of", "split"]
