"""Tests of the verbs of the library."""
