"""Places as the text names them: where a toponym stands, and what speaks for it."""
