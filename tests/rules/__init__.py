"""Tests of ``constraints``: every rule's check and model, and every goal's figure."""
