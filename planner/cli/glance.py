"""The term at a glance and the scorecard, as tables for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from planner.cli.terminal import console, printable

if TYPE_CHECKING:
    from planner.api import TradeOff
    from planner.plans.comparing import Row
    from planner.plans.differences import Affected, Difference
    from planner.plans.plan import Plan, PlannedSession
    from planner.plans.scorecard import Scorecard

GAP = 3
"""Cells between two columns of a table."""
_NUMBERS = ("Min", "Value", "Best possible", "Notice (days)")


def print_plan(plan: Plan, card: Scorecard | None = None, verbose: bool = False) -> None:
    """The dates with what is read, then the goals and what people get; ids with ``verbose``, else titles."""
    from planner import scorecard_of

    out = console()
    out.print(printable(f"{plan.course.title} ({plan.course.code})"), style="bold" if out.is_terminal else None)
    out.print(term_table(plan, verbose))
    if plan.solved is not None:
        print_scorecard(card or scorecard_of(plan), verbose)
    if verbose and plan.left_out:
        table = _table("Left out", "Why")
        for entry in plan.left_out:
            table.add_row(Text(entry.paper), Text(printable(entry.because)))
        out.print(table)


def term_table(plan: Plan, ids: bool = False) -> Table:
    """One row a session, and one for each day without class; titles are cut to the width, one line a paper."""
    people = any(session.duties for session in plan.sessions)
    table = _table("Date", "What", "Required reading", *(["On duty"] if people else []), "Min")
    rows: list[tuple[str, list[Text]]] = []
    for session in plan.sessions:
        date = Text(f"{session.start:%a} {session.id.replace('T', ' ')}")
        cells = [date, Text(printable(session.title)), _readings(plan, session, ids)]
        if people:
            cells.append(Text(_duties(plan, session, ids)))
        rows.append((session.start.isoformat(), [*cells, Text(str(session.minutes) if session.required else "")]))
    for day in plan.no_class:
        cells = [Text(f"{day.date:%a} {day.date}", "dim"), Text(f"No class: {printable(day.reason)}", "dim")]
        rows.append((day.date.isoformat(), cells + [Text("")] * (3 if people else 2)))
    for _, cells in sorted(rows, key=lambda row: row[0]):
        table.add_row(*cells)
    _fit(table, [cells for _, cells in rows], console().width)
    for column in () if ids else table.columns[1:3]:
        column.overflow, column.no_wrap = "ellipsis", True
    return table


def _fit(table: Table, rows: Sequence[Sequence[Text]], width: int) -> None:
    """Give the columns widths that fit: dates and minutes whole, titles a quarter, duties a third, reading the rest."""
    longest = [
        max([len(str(column.header)), *(line.cell_len for cells in rows for line in cells[place].split("\n"))])
        for place, column in enumerate(table.columns)
    ]
    rest = max(30, width - longest[0] - longest[-1] - GAP * (len(longest) - 1))
    widths = [min(longest[1], rest // 4), 0, *(min(duties, rest // 3) for duties in longest[3:-1])]
    widths[1] = rest - sum(widths)
    for column, most in zip(table.columns[1:-1], widths, strict=True):
        column.max_width = most


def _readings(plan: Plan, session: PlannedSession, ids: bool) -> Text:
    """Required papers, a line each, and how many optional ones."""
    optional = f"(+{len(session.optional)} optional)" if session.optional else ""
    if ids:
        return Text(printable(" ".join([", ".join(session.required), optional]).strip()))
    titles = [plan.papers[paper].title if paper in plan.papers else paper for paper in session.required]
    return Text("\n".join(printable(line) for line in (*titles, optional) if line))


def _duties(plan: Plan, session: PlannedSession, ids: bool) -> str:
    """Who is on duty, role by role, a line each."""
    by_role: dict[str, list[str]] = {}
    for duty in session.duties:
        person, role = plan.people.get(duty.person), plan.roles.get(duty.role)
        title = duty.role if ids or role is None else role.title
        by_role.setdefault(title, []).append(person.name if person and not ids else duty.person)
    said = [printable(f"{role}: {', '.join(names)}") for role, names in by_role.items()]
    return ("; " if ids else "\n").join(said)


def print_scorecard(card: Scorecard, verbose: bool = False) -> None:
    """One row a goal: what it is about, what the plan has, and what is known of better ones; then lines on people."""
    out = console()
    table = _table("Goal", "This plan", "", *(["Key"] if verbose else []))
    for row in card.goals:
        cells = [row.what, row.figure, row.state, *([row.key] if verbose else [])]
        table.add_row(*(Text(printable(cell)) for cell in cells))
    if card.goals:
        out.print(table)
    for line in card.lines:
        out.print(Text(printable(line)))


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


def told_table(told: Mapping[str, tuple[str, str]], verbose: bool = False) -> Table:
    """One row a goal, without bounds: what `check` knows; keys with ``verbose``."""
    table = _table("Goal", "This plan", *(["Key"] if verbose else []))
    for key, (what, figure) in told.items():
        table.add_row(*(Text(printable(cell)) for cell in (what, figure, *([key] if verbose else []))))
    return table


def _table(*headers: str, right: Sequence[str] = ()) -> Table:
    from rich import box

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for header in headers:
        options: dict[str, Any] = {"justify": "right"} if header in (*_NUMBERS, *right) else {}
        table.add_column(header, overflow="fold", **options)
    return table
