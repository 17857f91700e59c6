"""Catalogues that other programs export: one module a format, and what they share."""
