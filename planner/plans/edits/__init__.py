"""Edits of a plan by hand: pure functions on a decision, as data, and the verdict of the checker on each."""
