"""Time expressions: which words they are, and which stretch of the calendar they stand for (after TimeML's TIMEX3)."""
