"""Counts as the text gives them: numbers, what they count, and what became of those counted."""
