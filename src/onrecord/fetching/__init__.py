"""From addresses to an archive: the only part of the program that touches the network, and only when asked to.

Everything fetched is written to a WARC file first and read from there, like any archive.
"""

from onrecord.fetching.archive import Archive
from onrecord.fetching.exchange import Settings
from onrecord.fetching.fetcher import Fetcher
from onrecord.fetching.harvest import Outcome, harvest
from onrecord.fetching.state import State
from onrecord.fetching.watchlist import Watchlist, load_watchlist

__all__ = ["Archive", "Fetcher", "Outcome", "Settings", "State", "Watchlist", "harvest", "load_watchlist"]
