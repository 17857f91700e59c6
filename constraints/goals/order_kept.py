"""Goal ``order_kept``: the papers of another year's course, in the same order and the same company."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from planner.plans.outcome import Outcome
from planner.problem.problem import Problem
from planner.rule import Score, Terms, concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class OrderKept:
    """Pairs of papers whose order or togetherness differs from the earlier course; a paper left out parts its pairs."""

    name = "order_kept"
    about = concerning("papers", "dates")
    unit = "pairs"
    best: Literal["low", "high"] = "low"
    meaning = "pairs of papers whose order or company differs from the earlier course"
    sense = "there is an earlier course (rollover --from)"

    def senseless(self, problem: Problem) -> str | None:
        """There must be an earlier course with papers that are candidates now."""
        return None if any(True for _ in _pairs(problem)) else "there is no earlier course (rollover --from)"

    def build(self, model: Model) -> Terms:
        """For each pair a literal that is true unless both are read as they were: together, or one before the other."""
        variables, terms = model.variables, {}
        places = {
            paper: sum(session * variables.reads(paper, session) for session in variables.indices)
            for pair in _pairs(model.problem)
            for paper in pair[:2]
        }
        for first, second, together in _pairs(model.problem):
            differs = model.cp.new_bool_var(f"{first} and {second} are not as they were")
            terms[f"{first} {second}"] = differs
            kept = differs.negated()
            model.cp.add_implication(kept, variables.read(first))
            model.cp.add_implication(kept, variables.read(second))
            if together:
                model.cp.add(places[first] == places[second]).only_enforce_if(kept)
            else:
                model.cp.add(places[first] + 1 <= places[second]).only_enforce_if(kept)
        return Terms("sum", terms)

    def score(self, outcome: Outcome) -> Score:
        """Look at each pair."""
        terms = {}
        for first, second, together in _pairs(outcome.problem):
            one, other = outcome.session_of(first), outcome.session_of(second)
            same = one is not None and other is not None and (one == other if together else one < other)
            terms[f"{first} {second}"] = int(not same)
        return Score(sum(terms.values()), terms)

    def told(self, outcome: Outcome, score: Score) -> tuple[str, str]:
        """How many pairs, of how many."""
        return "pairs of papers in another order or company", f"{score.value} of {len(score.terms)}"

    def figure(self, problem: Problem, value: int) -> int | float:
        """Pairs."""
        return value


def _pairs(problem: Problem) -> Iterable[tuple[str, str, bool]]:
    """Pairs of papers that can be read now, the earlier one first, and whether they stood in one session."""
    sequence = [
        (place, paper)
        for place, papers in enumerate(problem.earlier_course)
        for paper in papers
        if paper in problem.papers
    ]
    for (one, first), (other, second) in combinations(sequence, 2):
        yield first, second, one == other
