"""How the attribution tagger is made: `python -m training.attribution` from the data to the file that ships."""
