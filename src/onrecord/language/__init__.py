"""From text to the parsed document; nothing here knows a record beyond its span."""

from onrecord.language.document import Document, Piece, Segment, parse, pipeline

__all__ = ["Document", "Piece", "Segment", "parse", "pipeline"]
