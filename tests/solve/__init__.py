"""Tests of how a plan is found."""
