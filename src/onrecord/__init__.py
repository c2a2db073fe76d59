"""Onrecord reads news reports and writes a ledger of who said what and who did what, each tied to its words."""

__version__ = "0.1.0"
