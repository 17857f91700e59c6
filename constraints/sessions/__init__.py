"""Rules about the reading of each session and week."""
