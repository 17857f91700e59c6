"""What follows from the meaning of the variables, whatever the rules say: sums that make counting short.

What follows from a rule stands beside the rule, in its ``strengthen``. With all of it switched off the model is right,
only slower to prove; tests compare the answers with and without.
"""

from __future__ import annotations

from planner.model.model import Model


def strengthen(model: Model) -> None:
    """Add what helps; a model for explaining, which lets go of the rules' own sums, counts by these."""
    if model.mode == "explain":
        _count_readings(model)


def _count_readings(model: Model) -> None:
    """A session with readings has at least one paper: for each, and in one sum."""
    problem, variables = model.problem, model.variables
    read = sum(variables.read(paper) for paper in problem.papers if paper not in variables.past.read)
    if not problem.frozen:
        model.cp.add(read >= variables.reading_days())
    for session in problem.coming:
        model.cp.add(variables.papers_in(session) >= variables.has_reading(session))
