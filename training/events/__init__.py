"""Sentences of the project's own, with their events marked: what the event heads learn from."""
