"""What is worth saying of a plan that keeps every rule."""

from __future__ import annotations

from collections.abc import Sequence

from constraints.goals.fairness import stages
from constraints.wording import names
from planner.api.course import Course
from planner.findings import Finding, note
from planner.plans.outcome import Outcome
from planner.problem.problem import Person


def uneven_duties(course: Course, outcome: Outcome) -> list[Finding]:
    """A note with the most and the fewest duties, where the goals that the file lists leave out ``fairness`` and people
    on common terms differ by more than one.
    """
    problem = course.problem
    if problem.goals is None or any("fairness" in step.weights for step in problem.goals):
        return []
    common, everybody = stages(problem).values()
    counts = {p.id: len(outcome.duties_by_person[p.id]) + p.did for p in (common if len(common) > 1 else everybody)}
    most, fewest = max(counts.values(), default=0), min(counts.values(), default=0)
    if most - fewest < 2:
        return []
    top, bottom = ([problem.people[p] for p, count in counts.items() if count == end] for end in (most, fewest))
    message = (
        f"{_holding(top, most)}, {_holding(bottom, fewest)}: duties are uneven, and the goals do not ask for more; "
        "add the goal fairness, or limits under duties.per_person"
    )
    return [note("uneven-duties", message, problem.where, *(person.id for person in (*top, *bottom)))]


def _holding(people: Sequence[Person], duties: int) -> str:
    """``Ada and Bo hold 3 duties each``."""
    who = names([person.name for person in people])
    verb, each = ("holds", "") if len(people) == 1 else ("hold", " each")
    return f"{who} {verb} {duties or 'no'} {'duty' if duties == 1 else 'duties'}{each}"
