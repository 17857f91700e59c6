"""Plans side by side: figures with the better one marked, and what differs from the first plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

from planner.plans.differences import Difference, differences
from planner.plans.plan import Plan

Best = Literal["low", "high"]
Number = int | float


@dataclass(frozen=True)
class Compared:
    """One plan of a comparison: its name, the figures of goals by name, and how many rules it breaks (None: not asked).

    ``stale``: the figures are the plan's own, and it was edited since.
    """

    name: str
    plan: Plan
    figures: Mapping[str, Number]
    broken: int | None = None
    stale: bool = False

    @property
    def notice(self) -> str | None:
        """What a reader must know of the figures of goals, if anything."""
        if self.stale:
            return "was edited since it was solved: its figures of goals are stale"
        if self.broken is None and self.plan.solved is None:
            return "was never solved: it brings no figures of goals"
        return None


@dataclass(frozen=True)
class Row:
    """One measure over all plans; ``values`` are None where a plan lacks it, ``best`` are the places of the best
    (none where all are equal, or no way is better).
    """

    measure: str
    unit: str
    values: tuple[Number | None, ...]
    best: frozenset[int] = frozenset()

    def text(self, place: int) -> str:
        """The value as it is shown."""
        value = self.values[place]
        if value is None:
            return "–"
        return str(value) if isinstance(value, int) else f"{value:.12g}"


@dataclass(frozen=True)
class Comparison:
    """Plans side by side, in sections of rows, and for each plan after the first what differs from the first.

    ``interrupted``: planning one of them was stopped by the user, so it is the best so far.
    """

    plans: tuple[Compared, ...]
    sections: Mapping[str, tuple[Row, ...]]
    moved: tuple[tuple[Difference, ...], ...] = field(default=())
    interrupted: bool = False


def side_by_side(plans: Sequence[Compared], goals: Mapping[str, tuple[str, Best]]) -> Comparison:
    """Compare plans; ``goals`` gives unit and better way of each goal by name, in the order of the rows."""
    shown = [name for name in goals if any(name in compared.figures for compared in plans)]
    goal_rows = [_row(name, *goals[name], [compared.figures.get(name) for compared in plans]) for name in shown]
    if any(compared.broken is not None for compared in plans):
        goal_rows.insert(0, _row("broken rules", "findings", "low", [compared.broken for compared in plans]))
    sections = {
        "Goals": tuple(goal_rows),
        "Load": tuple(_load_rows([compared.plan for compared in plans])),
        "Papers by topic": tuple(_topic_rows([compared.plan for compared in plans])),
        "Preferences": tuple(_people_rows([compared.plan for compared in plans])),
    }
    first = plans[0].plan
    moved = tuple(tuple(differences(first, compared.plan)) for compared in plans[1:])
    return Comparison(tuple(plans), {title: rows for title, rows in sections.items() if rows}, moved)


def people_lines(found: Sequence[Difference], one: Plan, other: Plan) -> list[tuple[str, list[str]]]:
    """What differs for each person: their name, and what."""
    lines: dict[str, list[str]] = {}
    for difference in found:
        for person in difference.people:
            lines.setdefault(person, []).append(difference.text)
    names = {**{id_: p.name for id_, p in one.people.items()}, **{id_: p.name for id_, p in other.people.items()}}
    return [(names.get(person, person), lines[person]) for person in sorted(lines)]


def _row(measure: str, unit: str, best: Best | None, values: Sequence[Number | None]) -> Row:
    known = [value for value in values if value is not None]
    winners: frozenset[int] = frozenset()
    if best is not None and len(set(known)) > 1:
        target = min(known) if best == "low" else max(known)
        winners = frozenset(place for place, value in enumerate(values) if value == target)
    return Row(measure, unit, tuple(values), winners)


def _load_rows(plans: Sequence[Plan]) -> list[Row]:
    loads = [[session.minutes for session in plan.sessions if session.required] for plan in plans]
    required = [sum(len(session.required) for session in plan.sessions) for plan in plans]
    optional = [sum(len(session.optional) for session in plan.sessions) for plan in plans]
    means = [round(sum(load) / len(load), 1) if load else None for load in loads]
    return [
        _row("sessions with readings", "sessions", None, [len(load) for load in loads]),
        _row("required papers", "papers", None, required),
        _row("optional papers", "papers", None, optional),
        _row("mean load", "minutes", None, means),
        _row("largest load", "minutes", "low", [max(load, default=None) for load in loads]),
    ]


def _topic_rows(plans: Sequence[Plan]) -> list[Row]:
    titles = {id_: topic.title for plan in plans for id_, topic in plan.topics.items()}
    rows = []
    for topic, title in titles.items():
        counts = [
            sum(_topic(plan, paper) == topic for session in plan.sessions for paper in session.required)
            if topic in plan.topics
            else None
            for plan in plans
        ]
        goals = {plan.topics[topic].papers.goal for plan in plans if topic in plan.topics} - {None}
        wanted = f"papers (goal {', '.join(str(goal) for goal in sorted(g for g in goals if g is not None))})"
        rows.append(_row(title, wanted if goals else "papers", None, counts))
    return rows


def _topic(plan: Plan, paper: str) -> str | None:
    return plan.papers[paper].topic if paper in plan.papers else None


def _people_rows(plans: Sequence[Plan]) -> list[Row]:
    satisfied = [sorted(p.satisfaction for p in plan.people.values() if p.satisfaction is not None) for plan in plans]
    rows = []
    if any(satisfied):
        rows += [
            _row("worst satisfaction", "%", "high", [values[0] if values else None for values in satisfied]),
            _row("median", "%", "high", [round(median(values), 2) if values else None for values in satisfied]),
        ]
    counts = [_duties(plan) for plan in plans]
    if any(counts):
        rows.append(_row("most duties of a person", "duties", "low", [max(c, default=None) for c in counts]))
        rows.append(_row("fewest", "duties", "high", [min(c, default=None) for c in counts]))
    return rows


def _duties(plan: Plan) -> list[int]:
    held = [duty.person for _, duty in plan.all_duties()]
    return [held.count(person) for person, known in plan.people.items() if not known.staff] if held else []
