"""A comparison as Markdown and as one self-contained page with charts side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from planner.outputs.environment import environment, policy, template_text
from planner.outputs.markdown import escape as cell
from planner.outputs.text import one_line
from planner.plans.comparing import Comparison, people_lines


@dataclass(frozen=True)
class DayLoad:
    """One day's reading in each plan: minutes (None: the plan has no session then) and the bar's width in percent."""

    day: date
    minutes: tuple[int | None, ...]
    widths: tuple[float, ...]
    titles: tuple[str, ...]


def loads(comparison: Comparison) -> list[DayLoad]:
    """Reading minutes by day over all plans, on one scale."""
    by_plan = [
        {
            day: sum(s.minutes for s in plan.plan.sessions if s.date == day)
            for day in {s.date for s in plan.plan.sessions}
        }
        for plan in comparison.plans
    ]
    titles = [{session.date: session.title for session in plan.plan.sessions} for plan in comparison.plans]
    largest = max((minutes for days in by_plan for minutes in days.values()), default=0) or 1
    return [
        DayLoad(
            day,
            tuple(days.get(day) for days in by_plan),
            tuple(round(100 * days.get(day, 0) / largest, 2) for days in by_plan),
            tuple(one_line(of_plan.get(day, "")) for of_plan in titles),
        )
        for day in sorted({day for days in by_plan for day in days})
    ]


def markdown(comparison: Comparison) -> str:
    """Tables of figures, the best in bold, then what differs from the first plan."""
    plans = comparison.plans
    names = [cell(plan.name + (" (stale)" if plan.stale else "")) for plan in plans]
    lines = ["# " + " against ".join(names), ""]
    for plan in plans:
        lines += [cell(f"{plan.name} {plan.notice}."), ""] if plan.notice is not None else []
    for title, rows in comparison.sections.items():
        lines += [f"## {title}", "", f"| | {' | '.join(names)} | |", f"| --- |{' ---: |' * len(plans)} --- |"]
        for row in rows:
            values = [f"**{row.text(i)}**" if i in row.best else row.text(i) for i in range(len(plans))]
            lines.append(f"| {cell(row.measure)} | {' | '.join(values)} | {cell(row.unit)} |")
        lines.append("")
    for plan, name, found in zip(plans[1:], names[1:], comparison.moved, strict=True):
        lines += [f"## {name}: what differs from {names[0]}", ""]
        everybody = [f"- {cell(f'{d.day}: {d.text}')}" for d in found if not d.people]
        people = people_lines(found, plans[0].plan, plan.plan)
        lines += everybody or ["Nothing but people." if people else "Nothing."]
        lines += ["", *(f"- {cell(person)}: {cell('; '.join(texts))}" for person, texts in people)]
        lines += [""] if people else []
    return "\n".join(lines).rstrip() + "\n"


def page(comparison: Comparison) -> str:
    """The page; it loads nothing and has no script."""
    style = template_text("page.css") + template_text("comparison.css")
    people = [
        people_lines(found, comparison.plans[0].plan, plan.plan)
        for plan, found in zip(comparison.plans[1:], comparison.moved, strict=True)
    ]
    return (
        environment()
        .get_template("comparison.html.jinja")
        .render(
            comparison=comparison,
            plans=comparison.plans,
            loads=loads(comparison),
            people=people,
            style=Markup(style),
            policy=policy(style, ""),
            title=" against ".join(one_line(plan.name) for plan in comparison.plans),
        )
    )
