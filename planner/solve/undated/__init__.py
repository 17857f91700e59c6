"""The course without dates: packs of papers, and blocks of sessions."""
