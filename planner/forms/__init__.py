"""A form for wishes: a table to fill in, a page to print, and how the answers come back.

Importing this package costs nothing; :mod:`planner.forms.files` makes the files.
"""
