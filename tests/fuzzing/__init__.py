"""Changed files for every reader, by hand: ``python -m tests.fuzzing``."""
