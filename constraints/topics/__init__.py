"""Rules about topics and their blocks."""
