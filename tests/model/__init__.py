"""Tests of the model as a whole: against an enumerator of all plans, and term by term against the scorecard."""
