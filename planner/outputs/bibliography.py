"""The reading list as references, in session order: for reference managers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.outputs.naming import shown_names
from planner.outputs.text import link, listed, one_line
from planner.plans.plan import Plan, PlannedPaper, PlannedSession
from planner.references import Reference


def reading_list(plan: Plan) -> list[Reference]:
    """What each session reads, required papers before optional ones; every paper once.

    The note of each says for when it is read, and who has which duty for it, as people stand in public.
    """
    references: dict[str, Reference] = {}
    names = shown_names(plan, plan.publish.names)
    for session in plan.sessions:
        for kind, papers in (("required", session.required), ("optional", session.optional)):
            for paper_id in papers:
                references.setdefault(paper_id, _reference(plan, session, kind, paper_id, names))
    return list(references.values())


def _reference(plan: Plan, session: PlannedSession, kind: str, paper_id: str, names: Mapping[str, str]) -> Reference:
    paper = plan.papers.get(paper_id) or PlannedPaper(title=paper_id)
    topic = plan.topics.get(paper.topic) if paper.topic else None
    when = f"{kind.capitalize()} reading for {session.id.replace('T', ' ')}"
    return Reference(
        id=paper_id,
        title=paper.title,
        authors=tuple(paper.authors),
        venue=paper.venue or "",
        year=paper.year,
        url=link(paper.url) or "",
        keywords=(kind, *([topic.title] if topic else [])),
        note="; ".join([when, *_duties(plan, session, paper_id, names)]),
    )


def _duties(plan: Plan, session: PlannedSession, paper_id: str, names: Mapping[str, str]) -> Iterator[str]:
    """``Presenter: Ada L. and Bo``, role by role in the order of the plan."""
    holders: dict[str, dict[str, None]] = {}
    for duty in session.duties:
        if duty.paper == paper_id:
            holders.setdefault(duty.role, {})[names[duty.person]] = None
    for role, people in holders.items():
        title = plan.roles[role].title if role in plan.roles else role
        yield f"{one_line(title)}: {listed(list(people))}"
