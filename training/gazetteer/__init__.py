"""How the gazetteer that ships is made."""
