"""Tests of planner.problem."""
