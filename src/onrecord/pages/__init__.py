"""From bytes to articles: what was handed in becomes pages, and every line of a page finds its part.

``find_inputs`` lists what a user named, ``read_input`` streams it as split pages, ``split`` cuts one text page.
"""

from onrecord.pages.inputs import Input, find_inputs, read_input
from onrecord.pages.limits import Limits
from onrecord.pages.split import split

__all__ = ["Input", "Limits", "find_inputs", "read_input", "split"]
