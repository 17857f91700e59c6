"""Goals: what to do best, in figures that an instructor knows."""
