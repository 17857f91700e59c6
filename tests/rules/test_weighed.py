"""Weighed steps: Σ weight × figure, each figure in the unit that people read, by hand.

Figures are no integers of the model: tenths of a percent, sums over people, tenths of minutes.
"""

from __future__ import annotations

import pytest

from planner import api
from tests.courses import HEAD, make_course
from tests.rules.hand import possible

ONE_DAY = HEAD.replace("end: 2024-01-25", "end: 2024-01-01")
TWO_DAYS = HEAD.replace("end: 2024-01-25", "end: 2024-01-04")
CHOICE = """
papers: {total: {min: 1, max: 1}, details: {a: {title: A, minutes: 60}, b: {title: B, minutes: 90}}}
reading: {per_session: {papers: {max: 1}}}
"""
ALONE = "people: [{id: ada, prefers: {papers: {a: 9, b: 10}}}]\nroles: [{id: talk, per: paper}]\n"
THREE = (
    "people: [{id: ada, prefers: {papers: {a: 9, b: 10}}}, {id: bo, prefers: {papers: {a: 5, b: 6}}}, "
    "{id: cy, prefers: {papers: {a: 4}}}]\nroles: [{id: talk, per: paper, count: 3}]\n"
)
BOTH = """
papers: {must: [a, b], details: {a: {title: A, minutes: 60}, b: {title: B, minutes: 90}}}
reading: {per_session: {papers: {max: 1}}}
"""


@pytest.mark.parametrize(
    ("text", "goals", "value", "read"),
    [
        # a: 60 − 90 = −30; b: 90 − 100 = −10.
        (ONE_DAY + CHOICE + ALONE, "{worst_off: 1, peak_load: 1}", -30, {"a"}),
        # a: 60 − 4 × 90 = −300; b: 90 − 4 × 100 = −310.
        (ONE_DAY + CHOICE + ALONE, "{worst_off: 4, peak_load: 1}", -310, {"b"}),
        # At 3 they are equal, −210: 60 − 270 and 90 − 300.
        (ONE_DAY + CHOICE + ALONE, "{worst_off: 3, peak_load: 1}", -210, None),
        # a: 90, 83.3 and 100 %, in the mean 91.1: 60 − 91.1; b: 100, 100 and 0 %: 90 − 66.66….
        (ONE_DAY + CHOICE + THREE, "{preferences: 1, peak_load: 1}", -31.1, {"a"}),
        # With cy content with either, b is 100 % for all, a 90, 83.3 and 100: 60 − 5 × 91.1 = −395.5, 90 − 500 = −410.
        (
            ONE_DAY + CHOICE + THREE.replace("{papers: {a: 4}}", "{papers: {a: 4, b: 4}, dates: [2024-01-01]}"),
            "{preferences: 5, peak_load: 1}",
            None,
            {"b"},
        ),
        # Loads of 60 and 90 differ by 15 from their mean: 15 + 90.
        (TWO_DAYS + BOTH, "{steady_load: 1, peak_load: 1}", 105, {"a", "b"}),
        (TWO_DAYS + BOTH, "{steady_load: 7, peak_load: 2}", 285, {"a", "b"}),
    ],
)
def test_weights_are_on_figures(text: str, goals: str, value: float | None, read: set[str] | None) -> None:
    """The step's value is the sum of the figures, and the plan is the best by it, proven."""
    plan = api.plan(make_course(f"{text}goals: [{goals}]\n")).plan
    assert plan.solved is not None
    (step,) = plan.solved.steps
    assert step.proven
    if value is not None:
        assert step.value == pytest.approx(value)
        assert step.bound == pytest.approx(value)
    if read is not None:
        assert {paper for session in plan.sessions for paper in session.required} == read


def test_first_level_of_fairness_counts() -> None:
    """Of fairness its first stage is weighed: a second person on common terms makes it 1 apart, others do not."""
    people = "people: [{id: ada}, {id: bo, duties: {max: 1}}]\nroles: [{id: talk, per: paper, count: {max: 1}}]\n"
    text = ONE_DAY + CHOICE + people + "goals: [{fairness: 100, vacancies: 1}]\n"
    assert len(possible(text).decision.duties[0]) == 1
    common = text.replace("bo, duties: {max: 1}", "bo")
    assert possible(common).decision.duties[0] == ()
