from onrecord.language import Document
from onrecord.records import Article, Findings


def read_attributions(article: Article, document: Document, found: Findings) -> Findings:
    """Not written yet."""
    return found
