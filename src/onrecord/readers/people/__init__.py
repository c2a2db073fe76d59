"""Parties as the text speaks of them: names, nominals and pronouns, and who of them is the same."""
