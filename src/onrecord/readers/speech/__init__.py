"""Speech as the text reports it: what the tagger leaves undone, speakers, hearers, media and stances."""
