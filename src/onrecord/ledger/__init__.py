"""The ledger: every reading kept, nothing changed, everything found again."""

from onrecord.ledger.book import READER, ArticleRow, Counts, Ledger, Results, open_ledger

__all__ = ["READER", "ArticleRow", "Counts", "Ledger", "Results", "open_ledger"]
