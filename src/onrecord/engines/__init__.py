"""Running a read: the same reading of the same pages, in one process or in many."""

from onrecord.engines.local import Progress, Skip, read

ENGINES = {"local": read}
"""Where a read can run, by the name that the command line takes."""

__all__ = ["ENGINES", "Progress", "Skip", "read"]
