"""A published course page read back: its text as units, dates, readings, days, and the course that they make."""
