from onrecord.language import Document
from onrecord.records import Article, Findings


def read_figures(article: Article, document: Document, found: Findings) -> Findings:
    """Not written yet."""
    return found
