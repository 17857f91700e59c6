"""Rules about which papers are read, and in which order."""
