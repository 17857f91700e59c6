"""Tests; they mirror the modules."""
