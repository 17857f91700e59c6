"""``papers.mix``: how many of all required papers are recent, of some venues, or tagged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from constraints.wording import broken
from planner.findings import Finding, Where
from planner.plans.outcome import Outcome
from planner.problem.problem import Mix
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model


def _shown(amount: int | Fraction) -> str:
    return f"{float(amount * 100):g}%" if isinstance(amount, Fraction) else str(amount)


class PaperMix:
    """A number or share of the required papers meets a filter."""

    name = "paper-mix"
    about = concerning("papers")

    def sentence(self, mix: Mix, bound: str, amount: int | Fraction) -> str:
        """What the requirement says."""
        return f"at {bound} {_shown(amount)} of the required papers are {mix.description}"

    def build(self, model: Model) -> None:
        """Count the matching papers against the number, or against the share of all."""
        problem, variables = model.problem, model.variables
        total = sum(variables.read(paper) for paper in problem.papers)
        for mix in problem.mixes:
            count = sum(variables.read(paper) for paper in problem.papers if paper in mix.papers)
            for sign, bound, amount, where in _bounds(mix):
                requirement = model.requirement(where, self.sentence(mix, bound, amount))
                if isinstance(amount, Fraction):
                    # count ≥ share·total without fractions
                    difference = amount.denominator * count - amount.numerator * total
                    # What the past holds too much already is history: the rest may not add to it.
                    past = [paper in mix.papers for paper in variables.past.read]
                    held = amount.denominator * sum(past) - amount.numerator * len(past)
                    requirement.add(sign * difference >= (min(0, -held) if sign < 0 else 0))
                elif sign > 0:
                    requirement.at_least(count, amount)
                else:
                    requirement.at_most(count, amount)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Mixes that are missed."""
        read = outcome.all_required
        for mix in outcome.problem.mixes:
            found = len([paper for paper in read if paper in mix.papers])
            for amount, where, bound in ((mix.min, mix.min_where, "least"), (mix.max, mix.max_where, "most")):
                if amount is None:
                    continue
                limit = amount * len(read) if isinstance(amount, Fraction) else amount
                if (bound == "least" and found < limit) or (bound == "most" and found > limit):
                    detail = f"the plan has {found} of {len(read)}"
                    missed = broken(self.name, where, self.sentence(mix, bound, amount), detail)
                    yield replace(missed, excess=_excess(found, len(read), amount) if bound == "most" else None)


def _excess(found: int, read: int, most: int | Fraction) -> int:
    """By how much a maximum is exceeded: in papers, or in parts of one by a share's denominator."""
    return found - most if isinstance(most, int) else most.denominator * found - most.numerator * read


def _bounds(mix: Mix) -> Iterable[tuple[int, str, int | Fraction, Where]]:
    if mix.min is not None:
        yield 1, "least", mix.min, mix.min_where
    if mix.max is not None:
        yield -1, "most", mix.max, mix.max_where
