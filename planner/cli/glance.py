"""The term at a glance and the scorecard, as tables for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from planner.cli.terminal import console, printable

if TYPE_CHECKING:
    from planner.api import TradeOff
    from planner.plans.comparing import Row
    from planner.plans.differences import Affected, Difference
    from planner.plans.plan import Plan, PlannedSession
    from planner.plans.scoring import Figure

_NUMBERS = ("Min", "Value", "Best possible", "Notice (days)")


def print_plan(plan: Plan, verbose: bool = False) -> None:
    """The dates with what is read, then the goals."""
    out = console()
    out.print(printable(f"{plan.course.title} ({plan.course.code})"), style="bold" if out.is_terminal else None)
    out.print(term_table(plan))
    if plan.solved is not None:
        out.print(scorecard(plan))
        for line in satisfaction_lines(plan):
            out.print(printable(line))
    if verbose and plan.left_out:
        table = _table("Left out", "Why")
        for entry in plan.left_out:
            table.add_row(Text(entry.paper), Text(printable(entry.because)))
        out.print(table)


def term_table(plan: Plan) -> Table:
    """One row a session, and one for each day without class."""
    people = any(session.duties for session in plan.sessions)
    table = _table("Date", "What", "Required reading", *(["On duty"] if people else []), "Min")
    rows: list[tuple[str, list[Text]]] = []
    for session in plan.sessions:
        date = Text(f"{session.start:%a} {session.id.replace('T', ' ')}")
        cells = [date, Text(printable(session.title)), Text(_readings(plan, session))]
        if people:
            cells.append(Text(_duties(plan, session)))
        rows.append((session.start.isoformat(), [*cells, Text(str(session.minutes) if session.required else "")]))
    for day in plan.no_class:
        cells = [Text(f"{day.date:%a} {day.date}", "dim"), Text(f"No class: {printable(day.reason)}", "dim")]
        rows.append((day.date.isoformat(), cells + [Text("")] * (3 if people else 2)))
    for _, cells in sorted(rows, key=lambda row: row[0]):
        table.add_row(*cells)
    return table


def _readings(plan: Plan, session: PlannedSession) -> str:
    """Required papers, and how many optional ones."""
    optional = f" (+{len(session.optional)} optional)" if session.optional else ""
    return printable(", ".join(session.required) + optional)


def _duties(plan: Plan, session: PlannedSession) -> str:
    """Who is on duty, role by role."""
    by_role: dict[str, list[str]] = {}
    for duty in session.duties:
        person = plan.people.get(duty.person)
        by_role.setdefault(duty.role, []).append(person.name if person else duty.person)
    return printable("; ".join(f"{role}: {', '.join(names)}" for role, names in by_role.items()))


def scorecard(plan: Plan) -> Table:
    """One row a goal: the figure, the best that is possible, and whether that is proven."""
    assert plan.solved is not None
    table = _table("Goal", "Value", "Best possible", "Unit", "")
    for goal in plan.solved.goals:
        bound = "" if goal.bound is None else f"{goal.bound:g}"
        in_step = f"weighed in step {goal.step}" if goal.step is not None else ""
        state = "proven" if goal.proven else in_step or "not proven"
        table.add_row(goal.goal, f"{goal.value:g}", bound, goal.unit, state)
        if goal.levels:
            counted = Counter(f"{level:g}" for level in goal.levels)
            levels = ", ".join(f"{level} × {count}" if count > 1 else level for level, count in counted.items())
            table.add_row("  levels", "", "", "", levels)
    for step in plan.solved.steps:
        bound = "" if step.bound is None else f"{step.bound:g}"
        table.add_row(f"step {step.step}", f"{step.value:g}", bound, "", "proven" if step.proven else "not proven")
    return table


def satisfaction_lines(plan: Plan) -> list[str]:
    """How wishes came out over all people: satisfaction from worst to best, and first, second, third … wishes."""
    people = [person for person in plan.people.values() if person.satisfaction is not None]
    if not people:
        return []
    values = sorted(person.satisfaction for person in people if person.satisfaction is not None)
    shown = f"{values[0]:g} % worst, {values[len(values) // 2]:g} % median, {values[-1]:g} % best"
    lines = [f"Satisfaction of {len(people)}: {shown}"]
    ranks = max(len(person.wishes) for person in people)
    names = ("first", "second", "third", *(f"{rank}th" for rank in range(4, ranks + 1)))
    counts = [sum(person.wishes[rank] for person in people if len(person.wishes) > rank) for rank in range(ranks)]
    parts = [f"{count} {name}" for name, count in zip(names, counts, strict=False)]
    return [*lines, f"Wishes that came true: {', '.join(parts)}"] if parts else lines


def differences_table(found: Sequence[Difference]) -> Table:
    """One row a difference that is for everybody to know."""
    table = _table("Date", "What changes")
    for difference in found:
        if not difference.people:
            table.add_row(Text(f"{difference.day:%a} {difference.day}"), Text(printable(difference.text)))
    return table


def affected_table(people: Sequence[Affected]) -> Table:
    """Everybody whose duties differ, a row each difference, with the days of notice they get."""
    table = _table("Who", "Notice (days)", "What")
    for person in people:
        for number, text in enumerate(person.texts):
            first = number == 0
            name, notice = (printable(person.name), str(person.notice)) if first else ("", "")
            table.add_row(Text(name), Text(notice), Text(printable(text)))
    return table


def compared_table(title: str, names: Sequence[str], rows: Sequence[Row]) -> Table:
    """One row a measure, a column a plan; a star marks the best."""
    table = _table(title, *map(printable, names), "Unit", right=names)
    for row in rows:
        values = [row.text(place) + (" *" if place in row.best else "  ") for place in range(len(names))]
        table.add_row(Text(printable(row.measure)), *map(Text, values), Text(row.unit))
    return table


def people_table(found: Sequence[Difference], one: Plan, other: Plan) -> Table:
    """One row a person whose duties differ."""
    from planner import people_lines

    table = _table("Who", "What")
    for name, texts in people_lines(found, one, other):
        table.add_row(Text(printable(name)), Text(printable("; ".join(texts))))
    return table


def front_table(front: TradeOff) -> Table:
    """One row a point of a front."""
    heads = [f"{goal} ({unit})" for goal, unit in zip(front.goals, front.units, strict=True)]
    table = _table("Point", *heads, "", right=heads)
    for place, point in enumerate(front.points, 1):
        values = [f"{figure:g}" for figure in point.figures]
        table.add_row(str(place), *values, "proven" if point.proven else "not proven")
    return table


def figures_table(figures: Sequence[Figure]) -> Table:
    """One row a goal, without bounds: what `check` knows."""
    table = _table("Goal", "Value", "Unit")
    for figure in figures:
        table.add_row(figure.goal, f"{figure.value:g}", figure.unit)
    return table


def _table(*headers: str, right: Sequence[str] = ()) -> Table:
    from rich import box

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for header in headers:
        options: dict[str, Any] = {"justify": "right"} if header in (*_NUMBERS, *right) else {}
        table.add_column(header, overflow="fold", **options)
    return table
