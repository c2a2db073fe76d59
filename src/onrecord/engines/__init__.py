"""Running a read: the same reading of the same pages, in one process or in many."""

from onrecord.engines.local import Progress, read

__all__ = ["Progress", "read"]
